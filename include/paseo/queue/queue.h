/*
 * queue - the bounded list in front of the journal.
 *
 * Any thread may push; the station thread takes. Full means that the producer is told and
 * keeps what it has; nothing is thrown away. Events come out in the order they went in.
 */
#ifndef PASEO_QUEUE_QUEUE_H
#define PASEO_QUEUE_QUEUE_H

#include <stddef.h>
#include <stdint.h>

#include "paseo/queue/answer.h"

#define QUEUE_CAPACITY 1024

/* What a producer asks instead of telling an event: how the station is, or to follow the stream. */
enum request { REQUEST_STATUS, REQUEST_STREAM };

#define QUEUED_FROM_NOW UINT64_MAX

/* What waits: an event and whom to tell about it. Without an event it is something else that is to be said
 * in its turn: note, a line ready to be sent (owned), or where that is NULL too, what request asks for. */
struct queued {
	struct event *event;
	char *note;
	uint64_t tell_id; /* the producer's own number, 0: nobody waits for an answer */
	enum request request;
	uint64_t since; /* REQUEST_STREAM: the event after which it begins, or QUEUED_FROM_NOW */
	/* Instead of tell_id, for a producer on a thread of its own: called once, with the answer when it may be told,
	 * or with NULL when the event was let go undecided. On the station's thread: it does not wait. */
	void (*told)(void *ctx, const struct answer *a);
	void *ctx;
};

struct queue;

/* wake is called (on the pusher's thread) after each push. */
struct queue *queue_new(size_t capacity, void (*wake)(void *ctx), void *ctx);
/* Frees what waits. */
void queue_free(struct queue **q);

/* Give it to the queue; wake is called. 0; ERR_FULL or ERR_CLOSED: what it holds stays the caller's, who
 * tries again or says so. Never waits. */
int queue_push(struct queue *q, const struct queued *item);
/* The same by the thread that takes: it needs no waking. */
int queue_add(struct queue *q, const struct queued *item);

/* Let an item go that nobody decides any more. */
void queue_drop(struct queued *item);

/* Take up to max; returns how many. */
size_t queue_take(struct queue *q, struct queued *out, size_t max);
size_t queue_count(struct queue *q);
/* All later pushes get ERR_CLOSED. */
void queue_close(struct queue *q);

#endif
