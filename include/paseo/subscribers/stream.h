/*
 * stream - every stored event with its outcome, in order, to any number of followers.
 *
 * The station thread puts each event once it is on the disk. While somebody follows, and for as many
 * events after, the last lines stay in memory; what is older is read from the database, on a thread of the
 * stream's own. A follower begins after a seq and gets each later event once, in the order of seq, whether
 * it lay here or there; what is in neither yet (the database is locked, or far behind) it waits for.
 * Events that no rule sends to the stream are passed over. Followers take what they can carry: a slow one
 * costs its buffers (about 30 KiB) and holds nobody back.
 *
 * stream_put() and stream_publish() are the station thread's; the rest is for any thread, each
 * follower being one thread's at a time.
 */
#ifndef PASEO_SUBSCRIBERS_STREAM_H
#define PASEO_SUBSCRIBERS_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/queue/answer.h"
#include "paseo/subscribers/chunk.h"

/* Lines that are kept in memory, and their bytes. */
#define STREAM_LINES 4096
#define STREAM_BYTES ((size_t)1024 * 1024)

/* Begin with what comes from now on. */
#define STREAM_FROM_NOW UINT64_MAX

struct stream;
struct follower;

/* One stored event; wanted: a rule sends it to the stream. What is not 0 ends the reading. */
typedef int stream_row(void *ctx, const struct answer *a, bool wanted);

/* Where the stream finds what it has not kept; called on its own thread, which may block. */
struct stream_source {
	/* Events with seq > since in order, at most limit. A negative error: tried again soon. */
	int (*read)(void *ctx, uint64_t since, uint64_t limit, stream_row *row, void *row_ctx);
	/* Nothing is to be read for now: what is held for it can be let go. */
	void (*rest)(void *ctx);
	void *ctx;
};

struct stream_options {
	size_t lines; /* STREAM_LINES */
	size_t bytes; /* STREAM_BYTES */
	uint64_t seq; /* of the last event there is: all up to it is the source's */
	struct stream_source source;
};

struct stream *stream_new(const struct stream_options *o); /* NULL: no memory */
/* Every follower is told that it is over, and nothing is read for them any more. */
void stream_stop(struct stream *s);
/* After stream_stop(), when every follower has been closed. */
void stream_free(struct stream **s);

/* A stored event; its seq follows on the last one's. */
void stream_put(struct stream *s, const struct answer *a, bool wanted);
/* That was all for now: wake those who wait. */
void stream_publish(struct stream *s);
/* The database has more than before. */
void stream_stored(struct stream *s);
/* Seq of the last event that was put. */
uint64_t stream_seq(struct stream *s);

/*
 * Follow from the first event after since. ready is called, on whatever thread it happens on and with
 * the stream's lock held, when follower_next() gave 0 and would give something else now: it wakes
 * whoever calls that, and calls nothing here itself.
 * ERR_INVALID: since lies beyond the last event, so it is of another log; the fault says so.
 */
int stream_follow(struct stream *s, uint64_t since, void (*ready)(void *ctx), void *ctx,
		  struct follower **out, struct fault *f);
/* ready is not called any more once this has returned. */
void follower_close(struct follower **f);

/* The next line, whose text is good until the next call: 1; 0: none yet, ready will be called; ERR_CLOSED: the stream was stopped; ERR_NOMEM: try
 * again. Never blocks. */
int follower_next(struct follower *f, struct stream_line *out);
/* All up to this seq was given or passed over: where to begin again. */
uint64_t follower_seq(const struct follower *f);

#endif
