/*
 * ranges - ranges of numbers, and which of them hold a given one.
 *
 * Filled, finished, then asked. Asking costs the logarithm of how many there are, and something for each
 * one found.
 */
#ifndef PASEO_QUEUE_RANGES_H
#define PASEO_QUEUE_RANGES_H

#include <stddef.h>
#include <stdint.h>

struct range {
	uint32_t set; /* those of one set are asked together */
	uint32_t rule;
	double low, high; /* both inside */
	double highest;	  /* set by ranges_finish() */
};

struct ranges {
	struct range *ranges;
	size_t range_count, range_room;
};

int ranges_add(struct ranges *r, const struct range *one); /* 0 or ERR_NOMEM */
void ranges_finish(struct ranges *r);
void ranges_clear(struct ranges *r);
/* Tell the rules of the set's ranges that hold the number; some may be told twice. */
void ranges_find(const struct ranges *r, uint32_t set, double number,
		 void (*tell)(void *ctx, uint32_t rule), void *ctx);

#endif
