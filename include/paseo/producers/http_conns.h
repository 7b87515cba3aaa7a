/*
 * http_conns - the connections there are, and what each waits for. See http.c.
 *
 * The list has a lock: connections come and go on one thread, and are looked through and resumed on others.
 * Plain data otherwise; what stands under the lock says so.
 */
#ifndef PASEO_PRODUCERS_HTTP_CONNS_H
#define PASEO_PRODUCERS_HTTP_CONNS_H

#include <pthread.h>

#include "paseo/producers/http_call.h"

/* A request and its reply. */
struct http_exchange {
	struct http_conn *conn;
	struct http_call call;
	bool begun;
	bool held; /* suspended by us */
	/* Under the lock, for other threads. */
	bool again;   /* suspended, to be resumed soon */
	bool working; /* suspended, until its job was run */
	struct http_feed *feed;
	struct http_post *post;
};

struct http_conn {
	struct http_conn *next;
	struct http_conn *prev;
	struct http_conns *all;
	void *handle; /* the library's */
	int fd;
	bool refused; /* there are too many */
	/* Under the lock. */
	int64_t waiting_ms; /* since when its next request has not come whole; 0: it has */
	struct http_exchange *exchange; /* that is being answered */
};

struct http_conns {
	pthread_mutex_t lock;
	struct http_conn *first; /* the newest */
	struct http_conn *last;
	size_t count;
	size_t most;
	bool stopping;
	void (*resume)(void *handle);
};

void http_conns_init(struct http_conns *all, size_t most, void (*resume)(void *handle));
void http_conns_clear(struct http_conns *all);

/* A new one; where there are too many the oldest that has sent no whole request is ended, else this one is to be
 * refused. NULL: no memory. */
struct http_conn *http_conns_add(struct http_conns *all, void *handle, int fd);
void http_conns_remove(struct http_conn *c);

/* Its request has come and is being answered (x), or the next is waited for (NULL). */
void http_conn_answers(struct http_conn *c, struct http_exchange *x);
/* Let others see what it waits for. */
void http_conn_show(struct http_exchange *x);
/* Set one of the flags: it waits to be resumed by the other thread. False: that resumes nobody any more. */
bool http_conn_flag(struct http_exchange *x, bool *flag, bool value);

/* See to all of them. False: there are none. */
bool http_conns_look(struct http_conns *all, int64_t now_ms);
bool http_conns_stopping(struct http_conns *all);
/* Wake those that wait for the station, which answers no more. False: no request is being answered. */
bool http_conns_end(struct http_conns *all);
/* When the other thread is gone: resume those that wait for it. */
void http_conns_resume(struct http_conns *all);

#endif
