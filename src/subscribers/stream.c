/*
 * stream - a ring of lines and a thread that reads what has left it. See the header.
 *
 * A follower has one cursor, `fetched`: everything up to it is in the follower's own two buffers
 * or was given. Whoever moves it (the follower's thread out of the ring, the stream's thread out of
 * the database) does so under the lock, with the lines that it moved over in hand; and only one of
 * the two may at a time (`behind`). So nothing is given twice or left out where the one takes over from
 * the other, however the ring has moved on meanwhile: then it is the database's turn again.
 */
#include <config.h>

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "paseo/base/log.h"
#include "paseo/subscribers/chunk.h"
#include "paseo/subscribers/stream.h"

/* A follower has two buffers that are filled up to here; one line more always fits. */
#define CHUNK_BYTES ((size_t)12 * 1024)
/* Rows of one reading: short ones do not keep the database from being checkpointed. */
#define READ_EVENTS 256
/* How soon a database that cannot be read is tried again. */
#define RETRY_MS 200

struct kept {
	char *text; /* owned; NULL: passed over */
	size_t len;
};

struct follower {
	struct stream *stream;
	struct follower *next;
	void (*ready)(void *ctx);
	void *ctx;
	/* Of the follower's thread. */
	struct chunk given;
	uint64_t seq; /* of the last line that was given */
	/* Under the lock. */
	struct chunk found; /* out of the database, to be given after those */
	uint64_t fetched;
	uint64_t tried;	 /* stream's `stored` when the database had nothing for it */
	uint64_t served; /* when it was read for last */
	bool waiting;	 /* follower_next() gave 0 */
	bool behind;	 /* its next event is in the database alone */
	bool reading;	 /* the stream's thread is at it, without the lock */
	bool left;	 /* closed meanwhile: that thread frees it */
};

struct stream {
	struct stream_options options;
	pthread_mutex_t lock;
	pthread_cond_t wanted; /* the thread has something to do */
	pthread_t thread;
	bool started;
	bool stopped;
	struct follower *followers;
	uint64_t stored; /* how often the database has been said to have more */
	uint64_t served;
	size_t unheard; /* events since the last follower left */
	/* The ring: events first..last, each at seq % lines. */
	struct kept *kept;
	uint64_t first; /* last + 1: it is empty */
	uint64_t last;
	size_t bytes;
};

/* ---- the ring ---------------------------------------------------------------------------- */

static struct kept *kept_at(struct stream *s, uint64_t seq)
{
	return &s->kept[seq % s->options.lines];
}

/* Let go of the oldest events until bytes more fit. */
static void ring_make_room(struct stream *s, size_t bytes)
{
	while (s->first <= s->last && (s->last - s->first + 1 >= s->options.lines ||
				       s->bytes + bytes > s->options.bytes)) {
		struct kept *oldest = kept_at(s, s->first++);

		s->bytes -= oldest->len;
		free(oldest->text);
		*oldest = (struct kept){ 0 };
	}
}

static void ring_clear(struct stream *s)
{
	while (s->first <= s->last) {
		struct kept *k = kept_at(s, s->first++);

		free(k->text);
		*k = (struct kept){ 0 };
	}
	s->bytes = 0;
}

/* Nobody has followed for as many events as may be kept: who comes is given all of it by the database, and
 * writing lines for nobody would cost a sixth of what the station can take. */
static bool is_alone(struct stream *s)
{
	bool alone;

	pthread_mutex_lock(&s->lock);
	s->unheard += s->followers == NULL;
	alone = !s->followers && s->unheard > s->options.lines;
	pthread_mutex_unlock(&s->lock);
	return alone;
}

void stream_put(struct stream *s, const struct answer *a, bool wanted)
{
	const bool keep = !is_alone(s);
	struct kept k = { 0 };

	if (keep && wanted)
		k.text = answer_write_log(a, &k.len);
	pthread_mutex_lock(&s->lock);
	/* Without a line it is the database that has it. */
	if (!keep || (wanted && !k.text)) {
		ring_clear(s);
		s->first = a->seq + 1;
	} else {
		ring_make_room(s, k.len);
		*kept_at(s, a->seq) = k;
		s->bytes += k.len;
	}
	s->last = a->seq;
	pthread_mutex_unlock(&s->lock);
}

/* Copy events out of the ring as far as the follower's buffer goes. */
static int take_kept(struct stream *s, struct follower *f)
{
	int code = 0;

	while (code == 0 && f->fetched < s->last && f->given.len < CHUNK_BYTES) {
		const struct kept *k = kept_at(s, f->fetched + 1);

		if (k->text)
			code = chunk_add(&f->given, f->fetched + 1, k->text, k->len);
		if (code == 0)
			f->fetched++;
	}
	return f->given.len > 0 ? 0 : code;
}

/* ---- reading what has left it ------------------------------------------------------------ */

/* Tell a follower that waits. */
static void tell(struct follower *f)
{
	if (!f->waiting)
		return;
	f->waiting = false;
	f->ready(f->ctx);
}

/* Whose turn it is: of those who are behind, have room, and for whom the database may have
 * something, the one served longest ago. */
static struct follower *find_behind(const struct stream *s)
{
	struct follower *found = NULL;

	for (struct follower *f = s->followers; f; f = f->next) {
		if (f->behind && f->found.len == 0 && f->tried != s->stored &&
		    (!found || f->served < found->served))
			found = f;
	}
	return found;
}

struct reading {
	struct chunk chunk;
	uint64_t seq; /* of the last row */
};

static int take_row(void *ctx, const struct answer *a, bool wanted)
{
	struct reading *r = ctx;
	size_t len;
	char *line;
	int code;

	if (wanted) {
		line = answer_write_log(a, &len);
		code = line ? chunk_add(&r->chunk, a->seq, line, len) : ERR_NOMEM;
		free(line);
		if (code)
			return code;
	}
	r->seq = a->seq;
	return r->chunk.len >= CHUNK_BYTES;
}

static void follower_free(struct follower *f)
{
	chunk_free(&f->given);
	chunk_free(&f->found);
	free(f);
}

/* Read on for one follower. False: the database cannot be read. Called with the lock held, which is let go
 * of meanwhile. */
static bool read_for(struct stream *s, struct follower *f)
{
	const struct stream_source *source = &s->options.source;
	const uint64_t stored = s->stored;
	struct reading r = { .seq = f->fetched };
	int code;

	f->reading = true;
	f->served = ++s->served;
	pthread_mutex_unlock(&s->lock);
	code = source->read(source->ctx, r.seq, READ_EVENTS, take_row, &r);
	pthread_mutex_lock(&s->lock);
	f->reading = false;
	if (f->left) {
		chunk_free(&r.chunk);
		follower_free(f);
		return code >= 0;
	}
	if (r.seq == f->fetched)
		f->tried = stored;
	f->fetched = r.seq;
	chunk_free(&f->found);
	f->found = r.chunk;
	f->behind = f->fetched + 1 < s->first;
	if (f->found.len > 0 || !f->behind)
		tell(f);
	return code >= 0;
}

/* Wait until there is something to do, or for a while. */
static void wait_for_work(struct stream *s, int wait_ms)
{
	struct timespec until;

	if (wait_ms < 0) {
		pthread_cond_wait(&s->wanted, &s->lock);
		return;
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += (long)wait_ms * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	while (!s->stopped && pthread_cond_timedwait(&s->wanted, &s->lock, &until) == 0)
		;
}

static void *run_thread(void *ctx)
{
	struct stream *s = ctx;
	bool well = true;
	bool held = false; /* the source may hold something for us */

	pthread_mutex_lock(&s->lock);
	while (!s->stopped) {
		struct follower *f = find_behind(s);
		bool was_well = well;

		if (f) {
			well = read_for(s, f);
			held = true;
		}
		if (f && well)
			continue;
		if (was_well && !well)
			log_warn("stream: the database cannot be read: followers wait for it");
		if (held) {
			pthread_mutex_unlock(&s->lock);
			s->options.source.rest(s->options.source.ctx);
			pthread_mutex_lock(&s->lock);
			held = false;
			/* What came meanwhile has signalled to nobody. */
			if (well)
				continue;
		}
		if (!s->stopped)
			wait_for_work(s, well ? -1 : RETRY_MS);
		if (!well)
			s->stored++;
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* The thread is started when it is needed first. No signal is to be taken on it. */
static int need_thread(struct stream *s)
{
	sigset_t all;
	sigset_t was;

	if (!s->started) {
		sigfillset(&all);
		pthread_sigmask(SIG_SETMASK, &all, &was);
		s->started = pthread_create(&s->thread, NULL, run_thread, s) == 0;
		pthread_sigmask(SIG_SETMASK, &was, NULL);
	}
	if (s->started)
		pthread_cond_signal(&s->wanted);
	return s->started ? 0 : ERR_NOMEM;
}

/* ---- the stream -------------------------------------------------------------------------- */

struct stream *stream_new(const struct stream_options *o)
{
	struct stream *s = calloc(1, sizeof(*s));
	pthread_condattr_t monotonic;

	if (!s)
		return NULL;
	s->options = *o;
	s->kept = calloc(o->lines, sizeof(s->kept[0]));
	if (!s->kept) {
		free(s);
		return NULL;
	}
	s->last = o->seq;
	s->first = o->seq + 1;
	s->stored = 1;
	s->unheard = o->lines;
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&s->wanted, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return s;
}

void stream_stop(struct stream *s)
{
	bool started;

	pthread_mutex_lock(&s->lock);
	s->stopped = true;
	for (struct follower *f = s->followers; f; f = f->next)
		tell(f);
	started = s->started;
	s->started = false;
	pthread_cond_signal(&s->wanted);
	pthread_mutex_unlock(&s->lock);
	if (started)
		pthread_join(s->thread, NULL);
}

void stream_free(struct stream **stream)
{
	struct stream *s = *stream;

	if (!s)
		return;
	ring_clear(s);
	free(s->kept);
	pthread_cond_destroy(&s->wanted);
	pthread_mutex_destroy(&s->lock);
	free(s);
	*stream = NULL;
}

void stream_publish(struct stream *s)
{
	pthread_mutex_lock(&s->lock);
	for (struct follower *f = s->followers; f; f = f->next) {
		if (!f->behind && f->fetched < s->last)
			tell(f);
	}
	pthread_mutex_unlock(&s->lock);
}

void stream_stored(struct stream *s)
{
	pthread_mutex_lock(&s->lock);
	s->stored++;
	if (s->started)
		pthread_cond_signal(&s->wanted);
	pthread_mutex_unlock(&s->lock);
}

uint64_t stream_seq(struct stream *s)
{
	uint64_t seq;

	pthread_mutex_lock(&s->lock);
	seq = s->last;
	pthread_mutex_unlock(&s->lock);
	return seq;
}

/* ---- followers --------------------------------------------------------------------------- */

int stream_follow(struct stream *s, uint64_t since, void (*ready)(void *ctx), void *ctx,
		  struct follower **out, struct fault *f)
{
	struct follower *new = calloc(1, sizeof(*new));
	uint64_t last;

	*out = NULL;
	if (!new)
		return fault_set(f, ERR_NOMEM, "no memory: try again");
	new->stream = s;
	new->ready = ready;
	new->ctx = ctx;
	pthread_mutex_lock(&s->lock);
	last = s->last;
	new->fetched = since == STREAM_FROM_NOW ? last : since;
	new->seq = new->fetched;
	if (new->fetched <= last) {
		new->next = s->followers;
		s->followers = new;
		*out = new;
		new = NULL;
	}
	pthread_mutex_unlock(&s->lock);
	if (!new)
		return 0;
	free(new);
	return fault_set(f, ERR_INVALID,
			 "\"since\" is beyond the last event, %llu: it is of another log; begin "
			 "with that, or with 0",
			 (unsigned long long)last);
}

void follower_close(struct follower **follower)
{
	struct follower *f = *follower;
	struct stream *s;
	bool reading;

	if (!f)
		return;
	s = f->stream;
	pthread_mutex_lock(&s->lock);
	for (struct follower **p = &s->followers; *p; p = &(*p)->next) {
		if (*p == f) {
			*p = f->next;
			break;
		}
	}
	if (!s->followers)
		s->unheard = 0;
	f->left = true;
	reading = f->reading;
	pthread_mutex_unlock(&s->lock);
	if (!reading)
		follower_free(f);
	*follower = NULL;
}

/* What the database gave is taken over, and the next of it asked for at once. */
static void take_found(struct stream *s, struct follower *f)
{
	struct chunk empty = f->given;

	f->given = f->found;
	f->found = empty;
	if (f->behind)
		(void)need_thread(s);
}

/* Fill the follower's buffer, which is empty. 1: something to give, else as follower_next(). */
static int fetch(struct stream *s, struct follower *f)
{
	int code = 0;

	f->waiting = false;
	if (f->found.len > 0) {
		take_found(s, f);
		return 1;
	}
	if (s->stopped)
		return ERR_CLOSED;
	if (!f->behind && f->fetched + 1 >= s->first)
		code = take_kept(s, f);
	else if (!f->behind || !s->started)
		code = need_thread(s);
	if (code)
		return code;
	f->behind = f->behind || f->fetched + 1 < s->first;
	f->seq = f->given.len > 0 ? f->seq : f->fetched;
	f->waiting = f->given.len == 0;
	return f->given.len > 0;
}

int follower_next(struct follower *f, struct stream_line *out)
{
	struct stream *s = f->stream;
	int code;

	if (!chunk_next(&f->given, out)) {
		chunk_empty(&f->given);
		pthread_mutex_lock(&s->lock);
		code = fetch(s, f);
		pthread_mutex_unlock(&s->lock);
		if (code <= 0)
			return code;
		(void)chunk_next(&f->given, out);
	}
	f->seq = out->seq;
	return 1;
}

uint64_t follower_seq(const struct follower *f)
{
	return f->seq;
}
