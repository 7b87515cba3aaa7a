/*
 * stats_sums - from laps to figures. The laps are put in order of their length once; then the middle one of
 * each group is the one that comes along when half of the group have, so no group is ever sorted by itself.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/report/stats_work.h"

#define DIGIT_BITS 16
#define DIGITS ((size_t)1 << DIGIT_BITS)

static uint32_t dog_of(const struct stats_work *w, const struct lap *l)
{
	(void)w;
	return l->dog;
}

static uint32_t day_of(const struct stats_work *w, const struct lap *l)
{
	(void)w;
	return l->day;
}

static uint32_t weekday_of(const struct stats_work *w, const struct lap *l)
{
	(void)w;
	return l->weekday;
}

static uint32_t hour_of(const struct stats_work *w, const struct lap *l)
{
	(void)w;
	return l->hour;
}

static uint32_t person_of(const struct stats_work *w, const struct lap *l)
{
	(void)w;
	return l->person;
}

static uint32_t kennel_of(const struct stats_work *w, const struct lap *l)
{
	return w->kins[l->dog].kennel;
}

static uint32_t level_of(const struct stats_work *w, const struct lap *l)
{
	return w->kins[l->dog].level;
}

/* clang-format off */
static const struct grouping {
	enum stats_by by;
	uint32_t (*number)(const struct stats_work *w, const struct lap *l);
} groupings[] = {
	{ STATS_DOG, dog_of }, { STATS_DAY, day_of }, { STATS_WEEKDAY, weekday_of },
	{ STATS_HOUR, hour_of },
		{ STATS_VOLUNTEER, person_of }, { STATS_KENNEL, kennel_of }, { STATS_LEVEL, level_of },
};
/* clang-format on */

/* By seconds, the shortest first: 16 bits at a time, the low ones first. One pass where no walk takes
 * 18 hours. */
static void sort_digit(struct stats_work *w, struct lap *other, size_t *starts, int shift)
{
	const struct lap *was = w->laps;

	memset(starts, 0, (DIGITS + 1) * sizeof(*starts));
	for (size_t i = 0; i < w->lap_count; i++)
		starts[(was[i].seconds >> shift) % DIGITS + 1]++;
	for (size_t i = 1; i < DIGITS; i++)
		starts[i] += starts[i - 1];
	for (size_t i = 0; i < w->lap_count; i++)
		other[starts[(was[i].seconds >> shift) % DIGITS]++] = was[i];
}

static int sort_laps(struct stats_work *w)
{
	struct lap *other = malloc((w->lap_count + 1) * sizeof(*other));
	size_t *starts = malloc((DIGITS + 1) * sizeof(*starts));
	uint32_t longest = 0;
	int rc = other && starts ? 0 : ERR_NOMEM;

	for (size_t i = 0; i < w->lap_count; i++)
		longest |= w->laps[i].seconds;
	for (int shift = 0; !rc && shift < 32 && longest >> shift; shift += DIGIT_BITS) {
		struct lap *was = w->laps;

		sort_digit(w, other, starts, shift);
		w->laps = other;
		other = was;
	}
	free(other);
	free(starts);
	return rc;
}

/* A lap of the group, which is the at'th of its closed ones. The median of two in the middle is their mean,
 * cut; the 90th percentile the shortest that nine in ten are not longer than. */
static void rank_lap(struct stats_group *g, int64_t at, int64_t seconds)
{
	const int64_t n = g->closed;

	if (at == (n - 1) / 2)
		g->median_seconds = seconds;
	if (at == n / 2)
		g->median_seconds = (g->median_seconds + seconds) / 2;
	if (at == (n * 9 + 9) / 10 - 1)
		g->p90_seconds = seconds;
}

static void count_lap(struct stats_group *g, const struct lap *l)
{
	g->walks++;
	g->closed += l->closed;
	g->seconds += l->seconds;
}

static int sum_groups(struct stats_work *w, const struct grouping *by)
{
	struct stats_groups *groups = &w->s->by[by->by];
	int64_t *seen = calloc(groups->count + 1, sizeof(*seen));

	if (!seen)
		return ERR_NOMEM;
	for (size_t i = 0; i < w->lap_count; i++)
		count_lap(&groups->list[by->number(w, &w->laps[i])], &w->laps[i]);
	for (size_t i = 0; i < w->lap_count; i++) {
		const struct lap *l = &w->laps[i];
		uint32_t g = by->number(w, l);

		if (l->closed)
			rank_lap(&groups->list[g], seen[g]++, l->seconds);
	}
	for (size_t i = 0; i < groups->count; i++) {
		struct stats_group *g = &groups->list[i];

		g->mean_seconds = g->closed ? g->seconds / g->closed : 0;
	}
	free(seen);
	return 0;
}

static void sum_total(struct stats_work *w)
{
	struct stats *s = w->s;
	int64_t seen = 0;

	for (size_t i = 0; i < w->lap_count; i++)
		count_lap(&s->total, &w->laps[i]);
	for (size_t i = 0; i < w->lap_count; i++) {
		const struct lap *l = &w->laps[i];
		uint32_t step = l->seconds / (STATS_LENGTH_STEP_MIN * 60);

		if (!l->closed)
			continue;
		rank_lap(&s->total, seen++, l->seconds);
		s->lengths[step < STATS_LENGTHS ? step : STATS_LENGTHS - 1]++;
		s->longest_seconds = l->seconds;
	}
	s->total.mean_seconds = s->total.closed ? s->total.seconds / s->total.closed : 0;
}

static int by_seconds(const void *a, const void *b)
{
	const struct stats_group *x = *(const struct stats_group *const *)a;
	const struct stats_group *y = *(const struct stats_group *const *)b;

	return (x->seconds > y->seconds) - (x->seconds < y->seconds);
}

/*
 * Gini coefficient of the minutes of n dogs, from 0 (all have the same) to nearly 1 (one has all): of the
 * values x in order, 2 sum(i x[i]) / (n sum(x)) - (n + 1) / n, i from 1.
 */
static int sum_fairness(struct stats *s)
{
	const struct stats_groups *dogs = &s->by[STATS_DOG];
	const struct stats_group **list = calloc(dogs->count + 1, sizeof(*list));
	double weighted = 0, sum = 0;
	size_t n = 0;

	if (!list)
		return ERR_NOMEM;
	for (size_t i = 0; i < dogs->count; i++) {
		if (dogs->list[i].present)
			list[n++] = &dogs->list[i];
	}
	qsort(list, n, sizeof(*list), by_seconds);
	for (size_t i = 0; i < n; i++) {
		weighted += (double)(i + 1) * (double)list[i]->seconds;
		sum += (double)list[i]->seconds;
	}
	s->gini_permille = -1;
	if (sum > 0) {
		double dogs_count = (double)n;
		double gini = 2 * weighted / (dogs_count * sum) - (dogs_count + 1) / dogs_count;

		s->gini_permille = gini > 0 ? (int)(gini * 1000 + 0.5) : 0;
	}
	free(list);
	return 0;
}

/* Targets are for a walking day. */
static void set_targets(struct stats *s)
{
	struct stats_groups *dogs = &s->by[STATS_DOG];

	for (size_t i = 0; i < dogs->count; i++) {
		dogs->list[i].target_seconds *= (int64_t)s->by[STATS_DAY].count;
		s->dogs_walked += dogs->list[i].walks > 0;
	}
}

/* A dog that is there is told of even where it did not walk. */
static bool tells_something(const struct stats_group *g)
{
	return g->walks || g->walks_before || g->present;
}

static int most_minutes_first(const void *a, const void *b)
{
	const struct stats_group *x = a, *y = b;

	if (x->seconds != y->seconds)
		return x->seconds > y->seconds ? -1 : 1;
	return strcmp(x->key, y->key);
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct stats_group *)a)->key, ((const struct stats_group *)b)->key);
}

/* From here on nobody knows a group by its number. */
static void put_in_order(struct stats *s)
{
	for (int by = 0; by < STATS_BY_COUNT; by++) {
		struct stats_groups *groups = &s->by[by];
		size_t kept = 0;

		for (size_t i = 0; i < groups->count; i++) {
			if (tells_something(&groups->list[i]))
				groups->list[kept++] = groups->list[i];
		}
		groups->count = kept;
		if (kept && (by == STATS_DOG || by == STATS_VOLUNTEER))
			qsort(groups->list, kept, sizeof(*groups->list), most_minutes_first);
		else if (kept && by == STATS_KENNEL)
			qsort(groups->list, kept, sizeof(*groups->list), by_key);
	}
}

int stats_sum_up(struct stats_work *w)
{
	int rc = sort_laps(w);

	for (size_t i = 0; !rc && i < sizeof(groupings) / sizeof(groupings[0]); i++)
		rc = sum_groups(w, &groupings[i]);
	if (rc)
		return rc;
	sum_total(w);
	set_targets(w->s);
	rc = sum_fairness(w->s);
	put_in_order(w->s);
	return rc;
}
