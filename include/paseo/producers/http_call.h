/*
 * http_call - one request: who may ask it, what is asked, what is answered. Knows nothing of
 * connections: whoever has one gives it the parts of the request and sends the reply.
 *
 * http_call_begin() after the headers; http_call_body() for each part of the body; then http_call_go()
 * until it says HTTP_ANSWER or HTTP_FOLLOW. One thread, but for http_call_work().
 */
#ifndef PASEO_PRODUCERS_HTTP_CALL_H
#define PASEO_PRODUCERS_HTTP_CALL_H

#include "paseo/base/buffer.h"
#include "paseo/producers/http.h"
#include "paseo/producers/http_post.h"
#include "paseo/producers/http_rate.h"
#include "paseo/producers/http_request.h"

/* What all calls share. */
struct http_desk {
	struct http_station station;
	struct http_rate rate;
	size_t body_max;
	size_t bodies; /* bytes of all bodies that are being received */
};

struct http_call;

enum http_step {
	HTTP_ANSWER, /* the reply is there */
	HTTP_FOLLOW, /* the reply is a stream: feed */
	HTTP_WAIT,   /* wake will be called */
	HTTP_WORK,   /* http_call_work() is due, on a thread that may block; then go on */
	HTTP_AGAIN   /* go on a little later */
};

/* What there is. The only list: what is not in it is not found. */
struct http_route {
	const char *path;
	const char *method;
	unsigned right; /* that a token needs; 0: it needs none */
	enum http_step (*go)(struct http_call *c);
	/* Of what may block: run on another thread. */
	void (*work)(struct http_call *c);
};

struct http_reply {
	int status; /* 0: none yet */
	char *text; /* owned; NULL: no memory */
	const char *type;
	const char *allow;    /* methods, for one that is wrong; else NULL */
	int64_t wait_seconds; /* before trying again; 0: not said */
};

struct http_call {
	struct http_desk *desk;
	const struct http_route *route;
	char token[DOG_ID_SIZE];
	struct http_head head;
	const char *authorization; /* these are borrowed from the connection */
	const char *last_id;
	const char *since;
	const char *day;
	struct buffer body;
	size_t passed; /* bytes of the body that have come */
	struct http_post *post;
	struct http_feed *feed;
	struct http_reply reply;
	/* The connection's: hold makes sure that nobody goes on before wake. */
	void (*hold)(void *ctx);
	void (*wake)(void *ctx);
	void *ctx;
};

/* A header, and a part of the query. Borrowed until the call ends. */
void http_call_header(struct http_call *c, const char *name, const char *value);
void http_call_argument(struct http_call *c, const char *name, const char *value);
/* Is it to be answered? The reply says no where its status is set. */
void http_call_begin(struct http_call *c, const char *method, const char *path);
/* A part of the body. False: that is more than anybody listens to; the connection is to be closed. */
bool http_call_body(struct http_call *c, const char *data, size_t len);
enum http_step http_call_go(struct http_call *c);
void http_call_work(struct http_call *c);
void http_call_end(struct http_call *c);

/* Refuse with a sentence. */
void http_call_refuse(struct http_call *c, int status, const char *text);

/* The table. */
extern const struct http_route http_routes[]; /* ended by a NULL path */

#endif
