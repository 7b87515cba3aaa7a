/*
 * http_feed - see the header.
 */
#include <config.h>

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/buffer.h"
#include "paseo/producers/http_feed.h"

/* How soon one that took nothing is looked at again. */
#define LOOK_MS 250
/* How long a follower waits before it comes back. */
#define RETRY_MS 2000

struct http_feed {
	struct http_source source;
	void *follower;
	struct buffer text; /* what is being taken */
	bool over;	    /* after that text nothing comes */
	bool stuck;	    /* too much is unsent */
	int64_t stuck_ms;   /* since when nothing of it was taken */
	size_t unsent;
	/* Under the lock. */
	pthread_mutex_t lock;
	void (*wake)(void *ctx);
	void *ctx;
	bool asleep;
	bool ready; /* there is more, and nobody was asleep to be woken */
	bool ending;
	int64_t due_ms; /* when it is to be woken at the latest */
};

/* The source's call. */
static void on_ready(void *ctx)
{
	struct http_feed *f = ctx;

	pthread_mutex_lock(&f->lock);
	if (f->asleep)
		f->wake(f->ctx);
	else
		f->ready = true;
	f->asleep = false;
	pthread_mutex_unlock(&f->lock);
}

static int add(struct http_feed *f, const char *text)
{
	return buffer_add(&f->text, text, strlen(text));
}

int http_feed_new(const struct http_source *source, uint64_t since, int64_t now_ms,
		  void (*wake)(void *ctx), void *ctx, struct http_feed **out, struct fault *fault)
{
	struct http_feed *f = calloc(1, sizeof(*f));
	char hello[64];
	int code = f ? 0 : ERR_NOMEM;

	if (code == 0) {
		f->source = *source;
		f->wake = wake;
		f->ctx = ctx;
		f->due_ms = now_ms + HTTP_BEAT_MS;
		pthread_mutex_init(&f->lock, NULL);
		(void)snprintf(hello, sizeof(hello), "retry: %d\n\n", RETRY_MS);
		code = add(f, hello);
	}
	if (code)
		fault_set(fault, code, "no memory: try again");
	else
		code = source->open(source->ctx, since, on_ready, f, &f->follower, fault);
	if (code)
		http_feed_free(&f);
	*out = f;
	return code;
}

void http_feed_free(struct http_feed **feed)
{
	struct http_feed *f = *feed;

	if (!f)
		return;
	if (f->follower)
		f->source.close(f->follower);
	pthread_mutex_destroy(&f->lock);
	buffer_free(&f->text);
	free(f);
	*feed = NULL;
}

/* It takes nothing: say so as long as there is somebody who might read it. */
static int cut(struct http_feed *f)
{
	char text[256];

	f->over = true;
	(void)snprintf(
		text, sizeof(text),
		"event: cut\ndata: {\"since\":%" PRIu64
		",\"error\":\"you did not read for %d seconds: begin again after since\"}\n\n",
		f->source.seq(f->follower), HTTP_STUCK_MS / 1000);
	return add(f, text);
}

/* Is what was sent before still on its way? Then no more is taken for it. */
static bool is_stuck(struct http_feed *f, int64_t now_ms, size_t unsent)
{
	bool moved = !f->stuck || unsent < f->unsent;

	if (moved)
		f->stuck_ms = now_ms;
	f->stuck = unsent > HTTP_UNSENT_MAX;
	f->unsent = unsent;
	return f->stuck;
}

static int add_event(struct http_feed *f, uint64_t seq, const char *text, size_t len)
{
	char id[32];
	int code;

	(void)snprintf(id, sizeof(id), "id: %" PRIu64 "\n", seq);
	code = add(f, id);
	if (code == 0)
		code = add(f, "data: ");
	if (code == 0)
		code = buffer_add(&f->text, text, len);
	return code ? code : add(f, "\n\n");
}

/* The next text, if there is any. 0 or an error. */
static int gather(struct http_feed *f, int64_t now_ms)
{
	const char *text;
	uint64_t seq;
	size_t len;
	bool ending, beat;
	int got;

	pthread_mutex_lock(&f->lock);
	ending = f->ending;
	beat = now_ms >= f->due_ms;
	f->ready = false;
	f->due_ms = now_ms + HTTP_BEAT_MS;
	pthread_mutex_unlock(&f->lock);
	got = ending ? ERR_CLOSED : f->source.next(f->follower, &seq, &text, &len);
	if (got > 0)
		return add_event(f, seq, text, len);
	if (got == ERR_CLOSED) {
		f->over = true;
		return add(f, ": the station is going down\n\n");
	}
	return got == 0 && beat ? add(f, ":\n\n") : got;
}

static size_t give(struct http_feed *f, char *out, size_t size)
{
	size_t len = f->text.len < size ? f->text.len : size;

	memcpy(out, f->text.data, len);
	buffer_drop(&f->text, len);
	return len;
}

/* Nothing now. True: it sleeps; false: there is something after all. */
static bool sleep_now(struct http_feed *f, int64_t now_ms, void (*asleep)(void *ctx), void *ctx)
{
	bool sleeps;

	pthread_mutex_lock(&f->lock);
	sleeps = !f->ending && (f->stuck || !f->ready);
	if (f->stuck)
		f->due_ms = now_ms + LOOK_MS;
	f->asleep = sleeps;
	if (sleeps)
		asleep(ctx);
	pthread_mutex_unlock(&f->lock);
	return sleeps;
}

static bool is_ending(struct http_feed *f)
{
	bool ending;

	pthread_mutex_lock(&f->lock);
	ending = f->ending;
	pthread_mutex_unlock(&f->lock);
	return ending;
}

long http_feed_take(struct http_feed *f, int64_t now_ms, size_t unsent, char *out, size_t size,
		    void (*asleep)(void *ctx), void *ctx)
{
	for (;;) {
		int code = 0;

		if (f->text.len)
			return (long)give(f, out, size);
		if (f->over)
			return ERR_CLOSED;
		if (!is_stuck(f, now_ms, unsent))
			code = gather(f, now_ms);
		else if (is_ending(f))
			return ERR_CLOSED;
		else if (now_ms - f->stuck_ms >= HTTP_STUCK_MS)
			code = cut(f);
		if (code)
			return code;
		if (!f->text.len && sleep_now(f, now_ms, asleep, ctx))
			return 0;
	}
}

void http_feed_tick(struct http_feed *f, int64_t now_ms)
{
	pthread_mutex_lock(&f->lock);
	if (f->asleep && (now_ms >= f->due_ms || f->ending)) {
		f->asleep = false;
		f->wake(f->ctx);
	}
	pthread_mutex_unlock(&f->lock);
}

void http_feed_end(struct http_feed *f)
{
	pthread_mutex_lock(&f->lock);
	f->ending = true;
	pthread_mutex_unlock(&f->lock);
	http_feed_tick(f, 0);
}
