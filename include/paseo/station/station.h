/*
 * station - wires the rooms together and runs the turn: take, decide, append, sync once,
 * answer, publish.
 *
 * station_open() takes the lock on the database, opens store and journal, loads the brain and
 * plays the journal's tail; station_start() starts the station and store threads.
 * There is no clean shutdown that data depends on. One station at a time on a database.
 *
 * Lines on the socket besides events: {"ask":"status"} is answered with
 * {"db":PATH,"pid":N,"seq":LAST,"stored":LAST IN THE DATABASE,"version":TEXT}.
 */
#ifndef PASEO_STATION_STATION_H
#define PASEO_STATION_STATION_H

#include <stdbool.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/base/local.h"
#include "paseo/base/mailbox.h"
#include "paseo/base/path.h"
#include "paseo/brain/change.h"

struct queue;
struct station;
struct stream;

struct station_options {
	struct station_paths paths;
	struct clock clock;
	bool listen;		    /* on paths.socket */
	struct local_access access; /* who may connect there; all zero: this user alone */
	bool catch_signals; /* SIGINT, SIGTERM, SIGHUP: CHANGE_LEAVE to all who watch, then the loop ends */
	bool hangup_reloads; /* but SIGHUP: read the rules again */
	bool shelter_rules; /* the shelter's rules file where there is one, else those compiled in */
};

/* ERR_BUSY: another station has the database; the fault says who. */
int station_open(const struct station_options *o, struct station **out, struct fault *f);
int station_start(struct station *s, struct fault *f);

/* Between station_open and station_start: take an event of the past in, as if received then. It goes to the
 * database in bulk, without a sync for each; station_start() makes it all durable. */
int station_feed(struct station *s, int64_t received_ms, const char *json, size_t len,
		 struct fault *f);

/* Wait until the station thread ends (a signal, station_stop). */
void station_wait(struct station *s);
/* End the station thread; any thread. */
void station_stop(struct station *s);
/* Stop, let the store catch up (a few seconds at the most), give everything back. */
void station_close(struct station **s);

/* Subscribe: the mailbox gets lists of changes (struct changes *, the taker frees), first a load. When it
 * overflows it gets a fresh load as soon as there is room. Any thread. */
int station_watch(struct station *s, struct mailbox *m);
void station_unwatch(struct station *s, struct mailbox *m);

/* Give it one JSON line as a producer in this process; the answer comes with the changes. Copies.
 * ERR_FULL: the queue is full, try again; ERR_INVALID: the fault says why. Any thread. */
int station_send(struct station *s, const char *json, size_t len, struct fault *f);

/* A connected socket that speaks the station's lines, for clients in this process. -1: none. */
int station_connect(struct station *s);

/* Where a producer in this process pushes its events, while the station is open. */
struct queue *station_queue(struct station *s);
/* Its stream, from station_start() until station_close(); who follows it has ended before that. */
struct stream *station_stream(struct station *s);
/* Say how a part is that the station does not know of itself; text is a message, "" when it is good. Any thread. */
void station_say_health(struct station *s, enum health_part part, const char *text);

/* Who holds the lock on a database: 1 and pid and socket, or 0 when nobody does. */
int station_holder(const char *lock_path, int *pid, char socket[PATH_SIZE]);

#endif
