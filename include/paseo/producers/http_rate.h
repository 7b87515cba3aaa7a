/*
 * http_rate - how much each token may still send: a bucket that fills evenly, full after a minute.
 *
 * What is taken may leave it below nothing, so that an array larger than what is left is taken whole and
 * what comes after it waits. Pure: the time is given. One thread.
 */
#ifndef PASEO_PRODUCERS_HTTP_RATE_H
#define PASEO_PRODUCERS_HTTP_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/queue/event.h"

struct http_bucket {
	char name[DOG_ID_SIZE];
	int64_t level; /* in thousandths */
	int64_t at_ms;
};

struct http_rate {
	int64_t per_minute;
	struct http_bucket *buckets; /* owned */
	size_t bucket_count;
	size_t bucket_room;
};

void http_rate_free(struct http_rate *r);
/* Take count from the bucket of that name. False: it is empty, and *wait_seconds says for how long. */
bool http_rate_take(struct http_rate *r, const char *name, size_t count, int64_t now_ms,
		    int64_t *wait_seconds);

#endif
