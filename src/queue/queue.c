/*
 * queue - a ring under one lock. See the header.
 */
#include <config.h>

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "paseo/base/error.h"
#include "paseo/queue/queue.h"

struct queue {
	pthread_mutex_t lock;
	bool closed;
	size_t capacity;
	size_t first;
	size_t count;
	void (*wake)(void *ctx);
	void *ctx;
	struct queued ring[];
};

struct queue *queue_new(size_t capacity, void (*wake)(void *ctx), void *ctx)
{
	struct queue *q = calloc(1, sizeof(*q) + capacity * sizeof(q->ring[0]));

	if (!q)
		return NULL;
	q->capacity = capacity;
	q->wake = wake;
	q->ctx = ctx;
	pthread_mutex_init(&q->lock, NULL);
	return q;
}

void queue_drop(struct queued *item)
{
	if (item->told)
		item->told(item->ctx, NULL);
	event_free(&item->event);
	free(item->note);
	item->note = NULL;
}

void queue_free(struct queue **q)
{
	if (!*q)
		return;
	for (size_t i = 0; i < (*q)->count; i++)
		queue_drop(&(*q)->ring[((*q)->first + i) % (*q)->capacity]);
	pthread_mutex_destroy(&(*q)->lock);
	free(*q);
	*q = NULL;
}

int queue_add(struct queue *q, const struct queued *item)
{
	int code = 0;

	pthread_mutex_lock(&q->lock);
	if (q->closed)
		code = ERR_CLOSED;
	else if (q->count == q->capacity)
		code = ERR_FULL;
	else
		q->ring[(q->first + q->count++) % q->capacity] = *item;
	pthread_mutex_unlock(&q->lock);
	return code;
}

int queue_push(struct queue *q, const struct queued *item)
{
	int code = queue_add(q, item);

	if (code == 0)
		q->wake(q->ctx);
	return code;
}

size_t queue_take(struct queue *q, struct queued *out, size_t max)
{
	size_t n = 0;

	pthread_mutex_lock(&q->lock);
	while (n < max && q->count) {
		out[n++] = q->ring[q->first];
		q->first = (q->first + 1) % q->capacity;
		q->count--;
	}
	pthread_mutex_unlock(&q->lock);
	return n;
}

size_t queue_count(struct queue *q)
{
	size_t n;

	pthread_mutex_lock(&q->lock);
	n = q->count;
	pthread_mutex_unlock(&q->lock);
	return n;
}

void queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_mutex_unlock(&q->lock);
}
