/*
 * ranges - a list sorted by set and lower end, which is its own tree: the middle of a stretch is the
 * stretch's root and knows the largest upper end in it.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/queue/ranges.h"

int ranges_add(struct ranges *r, const struct range *one)
{
	int code = GROW(r, range);

	if (code == 0)
		r->ranges[r->range_count++] = *one;
	return code;
}

void ranges_clear(struct ranges *r)
{
	free(r->ranges);
	memset(r, 0, sizeof(*r));
}

static int by_set_and_low(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	if (x->set != y->set)
		return x->set < y->set ? -1 : 1;
	return x->low < y->low ? -1 : x->low > y->low;
}

/* The stretch from begin to before end; there is something in it. */
static double set_highest(struct range *list, size_t begin, size_t end)
{
	size_t middle = begin + (end - begin) / 2;
	double highest = list[middle].high;
	double part;

	if (begin < middle) {
		part = set_highest(list, begin, middle);
		highest = part > highest ? part : highest;
	}
	if (middle + 1 < end) {
		part = set_highest(list, middle + 1, end);
		highest = part > highest ? part : highest;
	}
	list[middle].highest = highest;
	return highest;
}

/* Where a set begins, or would. */
static size_t set_begin(const struct ranges *r, uint32_t set)
{
	size_t low = 0, high = r->range_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (r->ranges[middle].set < set)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void ranges_finish(struct ranges *r)
{
	if (r->range_count)
		qsort(r->ranges, r->range_count, sizeof(*r->ranges), by_set_and_low);
	for (size_t begin = 0, end; begin < r->range_count; begin = end) {
		end = set_begin(r, r->ranges[begin].set + 1);
		set_highest(r->ranges, begin, end);
	}
}

struct question {
	const struct range *list;
	double number;
	void (*tell)(void *ctx, uint32_t rule);
	void *ctx;
};

static void ask(const struct question *q, size_t begin, size_t end)
{
	while (begin < end) {
		size_t middle = begin + (end - begin) / 2;
		const struct range *x = &q->list[middle];

		if (x->highest < q->number)
			return;
		ask(q, begin, middle);
		if (x->low > q->number)
			return;
		if (x->high >= q->number)
			q->tell(q->ctx, x->rule);
		begin = middle + 1;
	}
}

void ranges_find(const struct ranges *r, uint32_t set, double number,
		 void (*tell)(void *ctx, uint32_t rule), void *ctx)
{
	const struct question q = { r->ranges, number, tell, ctx };

	ask(&q, set_begin(r, set), set_begin(r, set + 1));
}
