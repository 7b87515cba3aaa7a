/*
 * http_conns - see the header.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "paseo/base/days.h"
#include "paseo/producers/http_conns.h"

void http_conns_init(struct http_conns *all, size_t most, void (*resume)(void *handle))
{
	memset(all, 0, sizeof(*all));
	pthread_mutex_init(&all->lock, NULL);
	all->most = most;
	all->resume = resume;
}

void http_conns_clear(struct http_conns *all)
{
	pthread_mutex_destroy(&all->lock);
}

/* End what was waited for in vain; the library sees it as the other side's end. Under the lock. */
static void end(struct http_conn *c)
{
	c->waiting_ms = 0;
	(void)shutdown(c->fd, SHUT_RDWR);
}

static bool end_oldest(struct http_conns *all)
{
	for (struct http_conn *c = all->last; c; c = c->prev) {
		if (c->waiting_ms) {
			end(c);
			return true;
		}
	}
	return false;
}

struct http_conn *http_conns_add(struct http_conns *all, void *handle, int fd)
{
	struct http_conn *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->all = all;
	c->handle = handle;
	c->fd = fd;
	pthread_mutex_lock(&all->lock);
	c->refused = all->count >= all->most && !end_oldest(all);
	c->waiting_ms = clock_monotonic_ms();
	c->next = all->first;
	if (all->first)
		all->first->prev = c;
	else
		all->last = c;
	all->first = c;
	all->count++;
	pthread_mutex_unlock(&all->lock);
	return c;
}

void http_conns_remove(struct http_conn *c)
{
	struct http_conns *all = c->all;

	pthread_mutex_lock(&all->lock);
	if (c->next)
		c->next->prev = c->prev;
	else
		all->last = c->prev;
	if (c->prev)
		c->prev->next = c->next;
	else
		all->first = c->next;
	all->count--;
	pthread_mutex_unlock(&all->lock);
	free(c);
}

void http_conn_answers(struct http_conn *c, struct http_exchange *x)
{
	pthread_mutex_lock(&c->all->lock);
	c->waiting_ms = x ? 0 : clock_monotonic_ms();
	c->exchange = x;
	pthread_mutex_unlock(&c->all->lock);
}

void http_conn_show(struct http_exchange *x)
{
	pthread_mutex_lock(&x->conn->all->lock);
	x->feed = x->call.feed;
	x->post = x->call.post;
	pthread_mutex_unlock(&x->conn->all->lock);
}

bool http_conn_flag(struct http_exchange *x, bool *flag, bool value)
{
	struct http_conns *all = x->conn->all;
	bool set;

	pthread_mutex_lock(&all->lock);
	set = !value || !all->stopping;
	if (set)
		*flag = value;
	pthread_mutex_unlock(&all->lock);
	return set;
}

/* Under the lock. */
static void look_at(struct http_conn *c, int64_t now_ms)
{
	struct http_exchange *x = c->exchange;

	if (c->waiting_ms && now_ms - c->waiting_ms > HTTP_REQUEST_MS)
		end(c);
	if (x && x->feed)
		http_feed_tick(x->feed, now_ms);
	if (x && x->again) {
		x->again = false;
		c->all->resume(c->handle);
	}
}

bool http_conns_look(struct http_conns *all, int64_t now_ms)
{
	bool any;

	pthread_mutex_lock(&all->lock);
	for (struct http_conn *c = all->first; c; c = c->next)
		look_at(c, now_ms);
	any = all->first != NULL;
	pthread_mutex_unlock(&all->lock);
	return any;
}

bool http_conns_stopping(struct http_conns *all)
{
	bool stopping;

	pthread_mutex_lock(&all->lock);
	stopping = all->stopping;
	pthread_mutex_unlock(&all->lock);
	return stopping;
}

bool http_conns_end(struct http_conns *all)
{
	bool any = false;

	pthread_mutex_lock(&all->lock);
	all->stopping = true;
	for (struct http_conn *c = all->first; c; c = c->next) {
		struct http_exchange *x = c->exchange;

		any = any || x;
		if (x && x->feed)
			http_feed_end(x->feed);
		if (x && x->post)
			http_post_give_up(x->post);
	}
	pthread_mutex_unlock(&all->lock);
	return any;
}

void http_conns_resume(struct http_conns *all)
{
	pthread_mutex_lock(&all->lock);
	for (struct http_conn *c = all->first; c; c = c->next) {
		if (c->exchange && (c->exchange->again || c->exchange->working))
			all->resume(c->handle);
	}
	pthread_mutex_unlock(&all->lock);
}
