/*
 * http_feed - server-sent events for one who follows, as text that is taken piece by piece.
 *
 * "id: SEQ", "data: LINE", a blank line (HTML Living Standard, 9.2); a comment every HTTP_BEAT_MS
 * keeps what lies in between from closing the connection. Who takes no byte for HTTP_STUCK_MS while 64 KiB of
 * theirs wait in the system is sent "event: cut", with the seq to begin again from, and is over.
 *
 * http_feed_take() and http_feed_free() are one thread's; http_feed_tick() may be called by another.
 */
#ifndef PASEO_PRODUCERS_HTTP_FEED_H
#define PASEO_PRODUCERS_HTTP_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

#define HTTP_BEAT_MS 15000
#define HTTP_STUCK_MS 3000
#define HTTP_UNSENT_MAX ((size_t)64 * 1024)

/* Where the events come from: subscribers/stream.h, which stands above this room. */
struct http_source {
	void *ctx;
	/* A negative error and the fault: it cannot be followed from there. ready: as stream_follow() says. */
	int (*open)(void *ctx, uint64_t since, void (*ready)(void *ctx), void *ready_ctx,
		    void **follower, struct fault *f);
	/* 1: an event, borrowed until the next call; 0: none yet, ready will be called; negative: it is over. */
	int (*next)(void *follower, uint64_t *seq, const char **text, size_t *len);
	uint64_t (*seq)(const void *follower);
	void (*close)(void *follower);
};

struct http_feed;

/* wake, on any thread and with a lock held: http_feed_take() is due again. ERR_INVALID: since is of another
 * log. */
int http_feed_new(const struct http_source *source, uint64_t since, int64_t now_ms,
		  void (*wake)(void *ctx), void *ctx, struct http_feed **out, struct fault *f);
/* wake is not called any more once this has returned. */
void http_feed_free(struct http_feed **f);

/* The next bytes, at most size. unsent: bytes that the system has and the other side has not taken. 0: none now;
 * asleep, called under a lock so that no wake is lost, makes sure that nobody asks before wake. Negative:
 * it is over. */
long http_feed_take(struct http_feed *f, int64_t now_ms, size_t unsent, char *out, size_t size,
		    void (*asleep)(void *ctx), void *ctx);
/* Wake it when something is due by the time. */
void http_feed_tick(struct http_feed *f, int64_t now_ms);
/* Say goodbye and be over. */
void http_feed_end(struct http_feed *f);

#endif
