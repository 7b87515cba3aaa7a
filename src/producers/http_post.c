/*
 * http_post - see the header. It lives as long as the connection or an event of it in the queue.
 */
#include <config.h>

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/buffer.h"
#include "paseo/producers/http_post.h"
#include "paseo/queue/answer.h"
#include "paseo/queue/codec.h"

/* One event, as the queue knows it. */
struct item {
	struct http_post *post;
	char *line; /* the answer, owned; NULL: none yet */
};

struct http_post {
	pthread_mutex_t lock;
	bool left;	/* nobody waits for it */
	bool given_up;	/* the station answers no more */
	bool lost;	/* an event was let go undecided, or its answer could not be written */
	bool unsafe;	/* one was not stored, for the disk failed */
	size_t waiting; /* events in the queue */
	size_t next;	/* the first that was not pushed yet */
	void (*wake)(void *ctx);
	void *ctx;
	struct http_events events;
	struct item items[];
};

static void free_post(struct http_post *p)
{
	for (size_t i = 0; i < p->events.count; i++)
		free(p->items[i].line);
	http_events_free(&p->events);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

struct http_post *http_post_new(struct http_events *events, const char *token,
				void (*wake)(void *ctx), void *ctx)
{
	struct http_post *p = calloc(1, sizeof(*p) + events->count * sizeof(p->items[0]));
	bool failed = !p;

	for (size_t i = 0; !failed && i < events->count; i++) {
		p->items[i].post = p;
		failed =
			events->list[i].event && codec_set_token(events->list[i].event, token) != 0;
	}
	if (failed) {
		http_events_free(events);
		free(p);
		return NULL;
	}
	pthread_mutex_init(&p->lock, NULL);
	p->wake = wake;
	p->ctx = ctx;
	p->events = *events;
	memset(events, 0, sizeof(*events));
	return p;
}

void http_post_leave(struct http_post **post)
{
	struct http_post *p = *post;
	bool last;

	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->left = true;
	last = p->waiting == 0;
	pthread_mutex_unlock(&p->lock);
	if (last)
		free_post(p);
	*post = NULL;
}

/* The queue's call: one event was decided, or let go. */
static void told(void *ctx, const struct answer *a)
{
	struct item *item = ctx;
	struct http_post *p = item->post;
	char *line = a ? answer_write(a, false, NULL) : NULL;
	bool last;

	pthread_mutex_lock(&p->lock);
	item->line = line;
	p->lost = p->lost || !line;
	p->unsafe = p->unsafe || (a && a->outcome == OUTCOME_REJECTED && !a->seq);
	p->waiting--;
	if (!p->left && !p->given_up && p->waiting == 0)
		p->wake(p->ctx);
	last = p->left && p->waiting == 0;
	pthread_mutex_unlock(&p->lock);
	if (last)
		free_post(p);
}

/* The line for one that is no event. */
static int refuse(struct item *item, const struct fault *f)
{
	struct answer a;

	answer_malformed(&a, f->text);
	item->line = answer_write(&a, false, NULL);
	return item->line ? 0 : ERR_NOMEM;
}

/* Push the next one. Under the lock, which told() waits for. */
static int push(struct http_post *p, struct queue *q)
{
	struct http_event *e = &p->events.list[p->next];
	struct item *item = &p->items[p->next];
	struct queued queued = { .event = e->event, .told = told, .ctx = item };
	int code = e->event ? queue_push(q, &queued) : refuse(item, &e->fault);

	if (code)
		return code;
	if (e->event)
		p->waiting++;
	e->event = NULL;
	p->next++;
	return 0;
}

bool http_post_done(struct http_post *p)
{
	bool done;

	pthread_mutex_lock(&p->lock);
	done = p->given_up || (!p->waiting && (p->lost || p->next == p->events.count));
	pthread_mutex_unlock(&p->lock);
	return done;
}

int http_post_go(struct http_post *p, struct queue *q)
{
	int code = 0;

	pthread_mutex_lock(&p->lock);
	while (code == 0 && !p->given_up && !p->lost && p->next < p->events.count &&
	       p->waiting < HTTP_POST_WINDOW)
		code = push(p, q);
	if (code == ERR_NOMEM)
		p->lost = true;
	if (p->waiting && !p->given_up)
		code = 0;
	else if (p->given_up || p->lost || code == ERR_CLOSED)
		code = ERR_CLOSED;
	else if (code == 0)
		code = 1;
	pthread_mutex_unlock(&p->lock);
	return code;
}

void http_post_give_up(struct http_post *p)
{
	pthread_mutex_lock(&p->lock);
	/* Whoever waits for nothing in the queue is not asleep, or is woken otherwise. */
	if (!p->given_up && p->waiting)
		p->wake(p->ctx);
	p->given_up = true;
	pthread_mutex_unlock(&p->lock);
}

char *http_post_answer(struct http_post *p, int *status)
{
	struct buffer text = { NULL, 0, 0 };
	int failed = p->events.array ? buffer_add(&text, "[", 1) : 0;

	pthread_mutex_lock(&p->lock);
	*status = p->unsafe ? HTTP_UNAVAILABLE : HTTP_OK;
	for (size_t i = 0; !failed && i < p->events.count; i++) {
		if (i)
			failed = buffer_add(&text, ",\n", 2);
		if (!failed)
			failed = buffer_add(&text, p->items[i].line, strlen(p->items[i].line));
	}
	pthread_mutex_unlock(&p->lock);
	if (!failed && p->events.array)
		failed = buffer_add(&text, "]", 1);
	if (!failed)
		failed = buffer_add(&text, "\n", 2);
	if (failed)
		buffer_free(&text);
	return text.data;
}
