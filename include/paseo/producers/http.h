/*
 * http - the station over HTTP: a producer like any reader, and what others read.
 *
 * POST /events gives events to the queue; GET /events follows the stream, GET /dogs is the first load,
 * GET /report a day, GET /health how the station is. data/openapi.yaml says all of it. Who asks shows a
 * token that may do what is asked. Nothing that a client does may hold another producer back or take more
 * than a bounded part of memory:
 *
 * - so many connections and no more: one that has sent no whole request makes room for the next, the oldest
 *   first; where none can, the next is answered 503;
 * - a request has HTTP_REQUEST_MS to come, whether or not a byte comes now and then, and a header of 32 KiB;
 * - a body is bounded, and so are all bodies together;
 * - each token has a rate.
 *
 * Threads of its own: one for connections, one for what may block. Known to the source alone: libmicrohttpd;
 * a build without it refuses to start.
 */
#ifndef PASEO_PRODUCERS_HTTP_H
#define PASEO_PRODUCERS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/producers/http_feed.h"
#include "paseo/producers/http_listen.h"
#include "paseo/queue/event.h"

#define HTTP_REQUEST_MS 20000

struct queue;

/* Bits of what a token may do. */
enum http_right { HTTP_MAY_SEND = 1, HTTP_MAY_READ = 2 };

/* What the server asks of the station, on its own threads. */
struct http_station {
	void *ctx;
	struct queue *queue;
	/* The rights of a secret, and the name it goes by; 0: nobody's. Does not block. */
	unsigned (*rights)(void *ctx, const char *secret, char name[DOG_ID_SIZE]);
	/* How the station is, as JSON text (malloc'ed); *good: all of it is well. Does not block. */
	char *(*health)(void *ctx, bool *good);
	/* These may block: JSON text, malloc'ed. 0, or an error and the fault. */
	int (*dogs)(void *ctx, char **json, struct fault *f);
	/* day: "2026-11-15", NULL: today. ERR_INVALID: it is no day. */
	int (*report)(void *ctx, const char *day, char **json, struct fault *f);
	struct http_source source;
};

struct http_options {
	const char *listen;
	const char *certificate; /* files; "": no TLS */
	const char *key;
	bool plain; /* other machines may connect without TLS */
	size_t connections;
	size_t body_max;
	int64_t rate_per_minute;
	struct http_station station;
};

struct http;

/* Was it built with it? */
bool http_there(void);
/* Listen and answer from now on. Options are copied but for the texts' use here. The fault says what is wrong
 * and what to do. */
int http_open(const struct http_options *o, struct http **out, struct fault *f);
/* Where it is reached: "http://127.0.0.1:8080". */
const char *http_where(const struct http *h);
/* Those who follow are told goodbye; what was pushed is decided all the same. Before the queue and the stream go. */
void http_close(struct http **h);

#endif
