/*
 * http_request - what the bytes of a request mean: events in a body, a token, where to begin.
 *
 * A body is one event, an array of them, or CloudEvents 1.0: structured, in a batch, or binary, with
 * the envelope in ce-* headers (CloudEvents HTTP protocol binding 1.0.2, sections 3.1 to 3.3). Pure; any
 * thread.
 */
#ifndef PASEO_PRODUCERS_HTTP_REQUEST_H
#define PASEO_PRODUCERS_HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/secret.h"
#include "paseo/queue/event.h"

/* Events in one body at the most. */
#define HTTP_EVENTS_MAX 1000

/* Statuses that answers have. */
enum {
	HTTP_OK = 200,
	HTTP_BAD = 400,
	HTTP_NO_TOKEN = 401,
	HTTP_FORBIDDEN = 403,
	HTTP_NOT_FOUND = 404,
	HTTP_WRONG_METHOD = 405,
	HTTP_TOO_LARGE = 413,
	HTTP_WRONG_TYPE = 415,
	HTTP_TOO_MANY = 429,
	HTTP_UNAVAILABLE = 503
};

/* The headers of a request that say what its body is. Starts as all zeros. */
struct http_head {
	const char *type;      /* of the content, borrowed; NULL: not said */
	struct jdoc *envelope; /* owned: what ce-* headers say; NULL: none does */
	struct fault fault;    /* what is wrong with one of them; "" nothing */
};

/* Take a header in; others than those above are passed over. The value of type is borrowed. */
void http_head_add(struct http_head *h, const char *name, const char *value);
void http_head_free(struct http_head *h);

/* One of a body: an event, or why it is none. */
struct http_event {
	struct event *event; /* owned; NULL: fault says why */
	struct fault fault;
};

struct http_events {
	bool array; /* it is answered by an array */
	size_t count;
	struct http_event *list; /* owned */
};

/* The status when the head's type is none of those that are taken, and the fault; else 0. */
int http_check_type(const struct http_head *h, struct fault *f);
/* Take a body apart. 0, or the status that refuses all of it and the fault. Of an array each is taken
 * or refused alone. */
int http_read_events(struct http_head *h, const char *body, size_t len, struct http_events *out,
		     struct fault *f);
void http_events_free(struct http_events *e);

/* The secret in "Bearer SECRET"; false: there is none. */
bool http_read_bearer(const char *value, char secret[SECRET_SIZE]);
/* A seq; false: it is none. */
bool http_read_seq(const char *value, uint64_t *seq);
/* {"error":TEXT}, malloc'ed; NULL: no memory. */
char *http_error_json(const char *text);

#endif
