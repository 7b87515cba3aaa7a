/*
 * turn - the station's inside, shared by its files: what it holds, and one turn of the
 * station thread. Nothing outside the room includes this.
 */
#ifndef PASEO_STATION_TURN_H
#define PASEO_STATION_TURN_H

#include <pthread.h>
#include <stdbool.h>

#include "paseo/base/loop.h"
#include "paseo/brain/brain.h"
#include "paseo/producers/socket.h"
#include "paseo/queue/journal.h"
#include "paseo/queue/queue.h"
#include "paseo/queue/rules.h"
#include "paseo/station/clock_guard.h"
#include "paseo/station/lock.h"
#include "paseo/station/past.h"
#include "paseo/station/station.h"
#include "paseo/store/store.h"
#include "paseo/subscribers/follows.h"

/* Events that one sync covers at the most. */
#define TURN_EVENTS 256

/* When a dog or code was last heard of: two events that come one after the other in the same
 * millisecond get times that say so. */
struct heard {
	uint64_t key; /* hash of the dog's id or the code */
	int64_t ms;
};

#define HEARD 256

/* Who takes changes; fresh: needs everything first. */
struct watcher {
	struct watcher *next;
	struct mailbox *mailbox;
	bool fresh;
};

struct station {
	struct station_options options;
	struct lock held;
	bool started;
	bool joined;
	pthread_t thread;
	struct journal *journal;
	struct store *store;
	struct brain *brain;
	struct rules *rules;
	bool rules_unsure;   /* it was told that a rule is too much work */
	bool rules_unserved; /* and that nobody takes what it is sent */
	struct queue *queue;
	struct loop *loop;
	struct socket *socket;
	struct past past;
	struct stream *stream;
	struct follows *follows;
	uid_t uid; /* this process's, for what comes from its own board */
	char user[LOCAL_USER_SIZE];
	/* The turn's own. */
	struct queued *batch; /* TURN_EVENTS of them */
	size_t carried;	      /* of those: taken from the queue, and the journal had no room yet */
	struct answer *answers;
	struct heard heard[HEARD];
	struct health health[HEALTH_COUNT]; /* as last published */
	struct clock_guard clock_guard;
	bool unsafe; /* a sync failed: memory is ahead of the disk */
	/* Under the lock: for other threads. */
	pthread_mutex_t lock;
	struct watcher *watchers;
	int adopt[8];			  /* connections to take in; -1: none */
	struct health said[HEALTH_COUNT]; /* how parts are that others look after */
	bool is_said[HEALTH_COUNT];	  /* and it is news */
	bool unsaved;			  /* the day's report could not be saved */
	bool stop;
};

/* One turn: take what waits, decide, append, sync once, answer, publish. Station thread. */
void turn_run(struct station *s);
/* Where the rules send an event that is written as it will be kept. */
int turn_route(struct station *s, const char *id, const char *json, size_t len,
	       struct routing *out);
/* Say how a part is, to all who watch, when that is news. Station thread. */
void turn_health(struct station *s, enum health_part part, bool good, uint64_t waiting,
		 const char *text);
/* Tell every watcher that the station is going. Station thread. */
void turn_say_goodbye(struct station *s);

#endif
