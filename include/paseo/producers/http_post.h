/*
 * http_post - events of one request on their way through the queue, until all are answered.
 *
 * At most HTTP_POST_WINDOW of them wait in the queue at once, so that one request does not fill it. The
 * answers come on the station's thread; whoever waits for them is woken there. What is not answered any more
 * when its connection is gone is decided all the same, and told nobody.
 */
#ifndef PASEO_PRODUCERS_HTTP_POST_H
#define PASEO_PRODUCERS_HTTP_POST_H

#include "paseo/producers/http_request.h"
#include "paseo/queue/queue.h"

#define HTTP_POST_WINDOW 256

struct http_post;

/* token: whose name is written into each event. Takes the events, also on failure. wake is called, with a lock
 * held, when http_post_go() is due again. NULL: no memory. */
struct http_post *http_post_new(struct http_events *events, const char *token,
				void (*wake)(void *ctx), void *ctx);
/* wake is not called any more once this has returned. */
void http_post_leave(struct http_post **p);

/* Is all of it answered, so that http_post_go() will say so? */
bool http_post_done(struct http_post *p);
/* Push what may be pushed. 1: all is answered; 0: wake will be called; ERR_FULL: the queue is full, try again
 * soon; ERR_CLOSED: the station is going down, nobody knows what became of the rest. */
int http_post_go(struct http_post *p, struct queue *q);
/* The station answers no more: wake whoever waits, and say ERR_CLOSED from now on. */
void http_post_give_up(struct http_post *p);
/* What all of it is answered with, malloc'ed, and its status. NULL: no memory. */
char *http_post_answer(struct http_post *p, int *status);

#endif
