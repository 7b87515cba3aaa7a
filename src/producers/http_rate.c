/*
 * http_rate - see the header.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/producers/http_rate.h"

#define WHOLE 1000

void http_rate_free(struct http_rate *r)
{
	free(r->buckets);
	memset(r, 0, sizeof(*r));
}

static int64_t full(const struct http_rate *r)
{
	return r->per_minute * WHOLE;
}

/* What an hour does not pay no array can owe; more would not fit the sum. */
static void fill(const struct http_rate *r, struct http_bucket *b, int64_t now_ms)
{
	int64_t past_ms = now_ms - b->at_ms, more;

	if (past_ms > HOUR_MS) {
		b->at_ms = now_ms - HOUR_MS;
		past_ms = HOUR_MS;
	}
	if (past_ms <= 0)
		return;
	more = full(r) * past_ms / MINUTE_MS;
	b->level += more;
	/* Time that was too short for a thousandth stays for the next look. */
	b->at_ms += more * MINUTE_MS / full(r);
	if (b->level >= full(r)) {
		b->level = full(r);
		b->at_ms = now_ms;
	}
}

/* The bucket of that name. One that has been full for a while says nothing: it is given to the next. */
static struct http_bucket *find(struct http_rate *r, const char *name, int64_t now_ms)
{
	struct http_bucket *idle = NULL;

	for (size_t i = 0; i < r->bucket_count; i++) {
		struct http_bucket *b = &r->buckets[i];

		fill(r, b, now_ms);
		if (strcmp(b->name, name) == 0)
			return b;
		if (b->level == full(r))
			idle = b;
	}
	if (!idle && GROW(r, bucket) != 0)
		return NULL;
	if (!idle)
		idle = &r->buckets[r->bucket_count++];
	(void)snprintf(idle->name, sizeof(idle->name), "%s", name);
	idle->level = full(r);
	idle->at_ms = now_ms;
	return idle;
}

bool http_rate_take(struct http_rate *r, const char *name, size_t count, int64_t now_ms,
		    int64_t *wait_seconds)
{
	struct http_bucket *b = find(r, name, now_ms);

	*wait_seconds = 1;
	if (!b)
		return false;
	if (b->level < WHOLE) {
		*wait_seconds += (WHOLE - b->level) * 60 / full(r);
		return false;
	}
	b->level -= (int64_t)count * WHOLE;
	return true;
}
