/*
 * station - opening and threads. See the header.
 */
#include <config.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "paseo/base/log.h"
#include "paseo/queue/codec.h"
#include "paseo/station/lock.h"
#include "paseo/station/ruling.h"
#include "paseo/station/turn.h"
#include "paseo/store/reader.h"

/* How long a station that closes lets the store try to catch up. */
#define CLOSE_WAIT_MS 3000
/* How long after a signal the process may take to end. */
#define LEAVE_SECONDS 6

/* The day is that of the zone the shelter has set; where this system does not know it, the system's. */
static int set_zone(const struct station *s, struct fault *f)
{
	struct settings settings;
	struct reader *r = NULL;
	int code = reader_open(s->options.paths.db, &r, f);

	if (code == 0)
		code = reader_settings(r, &settings);
	reader_close(&r);
	if (code)
		return code;
	if (days_set_zone(settings.zone) != 0) {
		log_warn("station: no time zone '%s' here, the system's is used: "
			 "'paseo settings set zone' another",
			 settings.zone);
		days_set_zone(NULL);
	}
	return 0;
}

/* Days that were worked out in another zone are worked out again, in this one. */
static int follow_zone(struct station *s, struct fault *f)
{
	struct changes *all;
	int code;

	if (store_in_zone(s->store))
		return 0;
	all = changes_new();
	code = all ? brain_snapshot(s->brain, clock_now_ms(&s->options.clock), 0, true, all)
		   : ERR_NOMEM;
	if (code == 0)
		code = store_rebuild(s->store, all, f);
	else
		fault_set(f, code, "no memory for the station");
	changes_free(&all);
	return code;
}

/* Decide an event of the journal again: it gives what it gave. */
static int replay_record(struct station *s, const struct journal_record *r, struct changes *changes)
{
	struct event *e = NULL;
	struct answer answer;
	size_t at = changes->count;
	struct logged *logged;
	struct routing to;
	int code = codec_read(r->json, r->len, &e, NULL);

	if (code)
		return code;
	e->received_ms = r->received_ms;
	if (!e->has_time)
		e->time_ms = r->received_ms;
	/* What the brain was given is kept; whom else the rules tell, they say as they are now. */
	code = turn_route(s, e->id, r->json, r->len, &to);
	if (code == 0)
		code = brain_decide(s->brain, e,
				    BRAIN_KEPT | (r->marks & JOURNAL_UNROUTED ? 0 : BRAIN_ROUTED),
				    &answer, changes);
	event_free(&e);
	if (code)
		return code;
	if (!brain_stored(&answer) || answer.seq != r->seq)
		return ERR_CORRUPT;
	logged = changes->list[at].as.event;
	logged->targets = to.targets;
	logged->chain = r->chain;
	logged->json = malloc(r->len + 1);
	if (!logged->json)
		return ERR_NOMEM;
	memcpy(logged->json, r->json, r->len);
	logged->json[r->len] = '\0';
	logged->json_len = r->len;
	return 0;
}

/* Play what the journal holds beyond the database; the store applies it when it starts. */
static int replay(struct station *s, struct fault *f)
{
	struct journal_record r;
	uint64_t n = 0;
	int more = 0;
	int code = 0;

	while (code == 0 && (more = journal_next(s->journal, &r)) > 0) {
		struct changes *changes = changes_new();

		code = changes ? replay_record(s, &r, changes) : ERR_NOMEM;
		if (code)
			changes_free(&changes);
		else
			code = store_put(s->store, changes);
		n++;
	}
	if (code == 0)
		code = more;
	if (n)
		log_note("station: played %llu events of the journal again", (unsigned long long)n);
	if (code)
		return fault_set(f, code, "cannot play '%s' again: %s", s->options.paths.journal,
				 error_text(code));
	return 0;
}

static int open_rooms(struct station *s, struct fault *f)
{
	const struct station_paths *paths = &s->options.paths;
	struct store_figures figures;
	struct journal_start start;
	int code;

	code = ruling_load(s, f);
	if (code == 0)
		code = store_open(paths->db, &s->store, f);
	if (code == 0)
		code = set_zone(s, f);
	if (code == 0)
		code = store_load(s->store, s->brain, f);
	if (code == 0)
		code = follow_zone(s, f);
	if (code)
		return code;
	store_figures(s->store, &figures);
	start.seq = store_seq(s->store);
	start.chain = store_chain(s->store);
	start.safe_seq = figures.safe_seq;
	code = journal_open(paths->journal, JOURNAL_AREA_DEFAULT, &start, &s->journal, f);
	return code ? code : replay(s, f);
}

/* The loop's calls. */
static void on_turn(void *ctx)
{
	turn_run(ctx);
}

static void on_signal(void *ctx, int number)
{
	struct station *s = ctx;

	if (number == SIGHUP && s->options.hangup_reloads) {
		ruling_reload(s);
		return;
	}
	turn_say_goodbye(s);
	/* A terminal that nobody reads holds the screen in write(2): then the process ends as if killed, and
	 * what was answered is in the journal. */
	alarm(LEAVE_SECONDS);
	loop_stop(s->loop);
}

static void on_opened(void *ctx, struct loop_conn *c)
{
	socket_opened(((struct station *)ctx)->socket, c);
}

static void on_received(void *ctx, struct loop_conn *c, const char *data, size_t len)
{
	socket_received(((struct station *)ctx)->socket, c, data, len);
}

static void on_ended(void *ctx, struct loop_conn *c)
{
	socket_ended(((struct station *)ctx)->socket, c);
}

static void on_closed(void *ctx, struct loop_conn *c)
{
	socket_closed(((struct station *)ctx)->socket, c);
}

static void wake(void *ctx)
{
	loop_wake(((struct station *)ctx)->loop);
}

/* The database has more. The store's thread. */
static void on_stored(void *ctx)
{
	stream_stored(((struct station *)ctx)->stream);
	wake(ctx);
}

static int make_parts(struct station *s)
{
	static const struct loop_calls calls = { on_turn,     on_signal, on_opened,
						 on_received, on_ended,	 on_closed };

	s->held = (struct lock){ -1, -1 };
	s->uid = geteuid();
	local_user(s->uid, s->user);
	for (size_t i = 0; i < sizeof(s->adopt) / sizeof(s->adopt[0]); i++)
		s->adopt[i] = -1;
	for (int i = 0; i < HEALTH_COUNT; i++) {
		s->health[i].part = (enum health_part)i;
		s->health[i].good = true;
	}
	pthread_mutex_init(&s->lock, NULL);
	s->brain = brain_new();
	s->loop = loop_new(&calls, s);
	s->queue = queue_new(QUEUE_CAPACITY, wake, s);
	s->socket = s->queue ? socket_new(s->queue) : NULL;
	s->batch = calloc(TURN_EVENTS, sizeof(s->batch[0]));
	s->answers = calloc(TURN_EVENTS, sizeof(s->answers[0]));
	return s->brain && s->loop && s->socket && s->batch && s->answers ? 0 : ERR_NOMEM;
}

static void remove_database(const char *db)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char path[PATH_SIZE + 8];

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", db, tails[i]);
		(void)unlink(path);
	}
}

int station_open(const struct station_options *o, struct station **out, struct fault *f)
{
	struct station *s = calloc(1, sizeof(*s));
	bool was_there = access(o->paths.db, F_OK) == 0;
	int code;

	*out = NULL;
	if (!s)
		return fault_set(f, ERR_NOMEM, "no memory for the station");
	s->options = *o;
	code = make_parts(s);
	if (code)
		fault_set(f, code, "no memory for the station");
	if (code == 0)
		code = path_make_parent(o->paths.db, f);
	if (code == 0)
		code = lock_take(o->paths.lock, o->paths.db, &s->held, f);
	if (code == 0)
		code = open_rooms(s, f);
	if (code) {
		bool held = s->held.database >= 0;

		/* Who looks for the right database is not to find an empty one that this start has made. */
		if (held && !was_there)
			remove_database(o->paths.db);
		station_close(&s);
		return code;
	}
	*out = s;
	return 0;
}

static int make_stream(struct station *s, struct fault *f)
{
	const struct stream_options o = { STREAM_LINES, STREAM_BYTES, brain_last_seq(s->brain),
					  past_source(&s->past, s->options.paths.db) };

	s->stream = stream_new(&o);
	if (s->stream)
		s->follows = follows_new(s->stream, s->socket, wake, s);
	return s->follows ? 0 : fault_set(f, ERR_NOMEM, "no memory for the stream");
}

static int listen_socket(struct station *s, struct fault *f)
{
	const char *path = s->options.paths.socket;
	int code = path_make_parent(path, f);

	if (code == 0)
		code = loop_listen(s->loop, path, &s->options.access, f);
	if (code == 0)
		lock_describe(&s->held, path);
	return code;
}

static void *run_thread(void *ctx)
{
	struct station *s = ctx;

	loop_run(s->loop);
	return NULL;
}

/* Signals are taken by the loop, on its own thread; no other thread may be interrupted by them. */
static int start_thread(struct station *s)
{
	sigset_t all;
	sigset_t was;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	failed = pthread_create(&s->thread, NULL, run_thread, s);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return failed ? ERR_NOMEM : 0;
}

int station_start(struct station *s, struct fault *f)
{
	int code = 0;

	/* Signals first: who can connect may also tell the station to end. */
	if (s->options.catch_signals && loop_catch_signals(s->loop) != 0)
		return fault_set(f, ERR_NOMEM, "cannot catch signals");
	code = make_stream(s, f);
	if (code == 0 && s->options.listen)
		code = listen_socket(s, f);
	if (code)
		return code;
	clock_guard_start(&s->clock_guard, clock_now_ms(&s->options.clock), clock_elapsed_ms(),
			  brain_last_received_ms(s->brain));
	code = store_start(s->store, on_stored, s);
	if (code == 0)
		code = start_thread(s);
	if (code)
		return fault_set(f, code, "cannot start the station's threads: %s",
				 error_text(code));
	s->started = true;
	loop_wake(s->loop);
	return 0;
}

int station_feed(struct station *s, int64_t received_ms, const char *json, size_t len,
		 struct fault *f)
{
	struct changes *changes = changes_new();
	struct event *e = NULL;
	struct answer answer;
	int code = changes ? codec_read(json, len, &e, f) : ERR_NOMEM;

	if (code == 0) {
		e->received_ms = received_ms;
		if (!e->has_time)
			e->time_ms = received_ms;
		code = codec_seal(e, received_ms);
	}
	if (code == 0)
		code = brain_decide(s->brain, e, BRAIN_ROUTED, &answer, changes);
	if (code == 0 && brain_stored(&answer)) {
		struct logged *logged = changes->list[0].as.event;

		logged->targets = TARGET_BRAIN | TARGET_BOARD | TARGET_STREAM;
		/* The store is behind only what the journal can hold. */
		code = journal_append(s->journal, answer.seq, received_ms, 0, e->json, e->json_len,
				      &logged->chain);
		logged->json = e->json;
		logged->json_len = e->json_len;
		e->json = NULL;
		if (code == 0) {
			code = store_put(s->store, changes);
			changes = NULL;
		}
	}
	event_free(&e);
	changes_free(&changes);
	return code;
}

void station_wait(struct station *s)
{
	if (s->started && !s->joined)
		pthread_join(s->thread, NULL);
	s->joined = true;
}

void station_stop(struct station *s)
{
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_mutex_unlock(&s->lock);
	loop_wake(s->loop);
}

void station_close(struct station **station)
{
	struct station *s = *station;

	if (!s)
		return;
	if (s->started) {
		station_stop(s);
		station_wait(s);
	}
	if (s->queue)
		queue_close(s->queue);
	if (s->loop)
		loop_unlisten(s->loop);
	/* The store tells the loop of what it does until it is closed. */
	store_close(&s->store, CLOSE_WAIT_MS);
	follows_free(&s->follows);
	if (s->stream)
		stream_stop(s->stream);
	stream_free(&s->stream);
	loop_free(&s->loop);
	socket_free(&s->socket);
	journal_close(&s->journal);
	brain_free(&s->brain);
	rules_free(&s->rules);
	queue_free(&s->queue);
	for (size_t i = 0; i < s->carried; i++)
		queue_drop(&s->batch[i]);
	free(s->batch);
	free(s->answers);
	while (s->watchers) {
		struct watcher *w = s->watchers;

		s->watchers = w->next;
		free(w);
	}
	pthread_mutex_destroy(&s->lock);
	lock_give(&s->held);
	free(s);
	*station = NULL;
}
