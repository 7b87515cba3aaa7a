/*
 * stats_pairs - dogs that are out together, and dogs that stand in each other's way.
 *
 * Together are two walks of one day that overlap and have the same walker, or began within a minute of each other.
 * Of a day's walks only those are compared that may be: the ones of the same walker, and those
 * that began in the minutes about it.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/report/stats_work.h"

#define TOGETHER_MS MINUTE_MS

static int make_rooms(struct stats_work *w)
{
	size_t people = w->s->by[STATS_VOLUNTEER].count;

	if (!w->together)
		w->together = calloc(w->kin_count + 1, sizeof(*w->together));
	if (people > w->last_of_person_count) {
		free(w->last_of_person);
		w->last_of_person = malloc(people * sizeof(*w->last_of_person));
		w->last_of_person_count = w->last_of_person ? people : 0;
	}
	return w->together && w->last_of_person ? 0 : ERR_NOMEM;
}

/* Count two walks that overlap. */
static int meet(struct stats_work *w, const struct span *x, const struct span *y)
{
	int64_t from_ms = x->out_ms > y->out_ms ? x->out_ms : y->out_ms;
	int64_t to_ms = x->in_ms < y->in_ms ? x->in_ms : y->in_ms;
	uint32_t low = x->dog < y->dog ? x->dog : y->dog;
	uint32_t high = x->dog < y->dog ? y->dog : x->dog;

	if (low == high || to_ms <= from_ms)
		return 0;
	if (!w->together[low])
		w->together[low] = calloc(w->kin_count, sizeof(**w->together));
	if (!w->together[low])
		return ERR_NOMEM;
	w->together[low][high].times++;
	/* While both are out nobody knows how long it will have been. */
	if (to_ms != INT64_MAX)
		w->together[low][high].seconds += (uint32_t)((to_ms - from_ms) / SECOND_MS);
	return 0;
}

static bool began_together(const struct span *x, const struct span *y)
{
	return llabs(x->out_ms - y->out_ms) <= TOGETHER_MS;
}

static int meet_minute(struct stats_work *w, const struct span *x, size_t minute)
{
	int rc = 0;

	for (uint32_t i = w->minutes[minute]; !rc && i != NO_SPAN; i = w->spans[i].next_of_minute) {
		if (began_together(x, &w->spans[i]))
			rc = meet(w, x, &w->spans[i]);
	}
	return rc;
}

static int meet_person(struct stats_work *w, const struct span *x)
{
	int rc = 0;

	/* Nobody said who: that is no walker they share. Those that began together are counted already. */
	for (uint32_t i = x->person ? w->last_of_person[x->person] : NO_SPAN; !rc && i != NO_SPAN;
	     i = w->spans[i].next_of_person) {
		if (!began_together(x, &w->spans[i]))
			rc = meet(w, x, &w->spans[i]);
	}
	return rc;
}

static size_t minute_of(const struct stats_work *w, const struct span *x)
{
	int64_t minute = (x->out_ms - w->day_start_ms) / MINUTE_MS;

	return (size_t)(minute < 0 ? 0 : minute >= DAY_MINUTES ? DAY_MINUTES - 1 : minute);
}

int stats_meet_day(struct stats_work *w)
{
	int rc = w->span_count ? make_rooms(w) : 0;

	if (rc || w->span_count == 0)
		return rc;
	memset(w->minutes, 0xff, sizeof(w->minutes));
	memset(w->last_of_person, 0xff, w->last_of_person_count * sizeof(*w->last_of_person));
	for (uint32_t i = 0; !rc && i < w->span_count; i++) {
		struct span *x = &w->spans[i];
		size_t minute = minute_of(w, x);

		if (minute > 0)
			rc = meet_minute(w, x, minute - 1);
		if (!rc)
			rc = meet_minute(w, x, minute);
		if (!rc)
			rc = meet_minute(w, x, minute + 1);
		if (!rc)
			rc = meet_person(w, x);
		x->next_of_minute = w->minutes[minute];
		w->minutes[minute] = i;
		x->next_of_person = w->last_of_person[x->person];
		w->last_of_person[x->person] = i;
	}
	w->span_count = 0;
	return rc;
}

static int most_times_first(const void *a, const void *b)
{
	const struct stats_pair *x = a, *y = b;
	int order;

	if (x->times != y->times)
		return x->times > y->times ? -1 : 1;
	if (x->seconds != y->seconds)
		return x->seconds > y->seconds ? -1 : 1;
	order = strcmp(x->a, y->a);
	return order ? order : strcmp(x->b, y->b);
}

static int add_pair(struct stats_work *w, size_t a, size_t b)
{
	struct stats *s = w->s;
	const struct together *t = &w->together[a][b];
	struct stats_pair *p;

	if (t->times < STATS_PAIRS_LEAST)
		return 0;
	if (GROW(s, pair) != 0)
		return ERR_NOMEM;
	p = &s->pairs[s->pair_count++];
	snprintf(p->a, sizeof(p->a), "%s", s->by[STATS_DOG].list[a].key);
	snprintf(p->b, sizeof(p->b), "%s", s->by[STATS_DOG].list[b].key);
	p->times = t->times;
	p->seconds = t->seconds;
	return 0;
}

int stats_read_pairs(struct stats_work *w)
{
	struct stats *s = w->s;
	int rc = 0;

	for (size_t a = 0; w->together && a < w->kin_count; a++) {
		for (size_t b = a + 1; !rc && w->together[a] && b < w->kin_count; b++)
			rc = add_pair(w, a, b);
	}
	if (s->pair_count)
		qsort(s->pairs, s->pair_count, sizeof(*s->pairs), most_times_first);
	if (s->pair_count > STATS_PAIRS_MAX)
		s->pair_count = STATS_PAIRS_MAX;
	return rc;
}

/* Is the id one of those separated by spaces? */
static bool has_id(const char *ids, const char *id, size_t len)
{
	for (const char *p = ids; *p;) {
		size_t n = strcspn(p, " ");

		if (n == len && memcmp(p, id, n) == 0)
			return true;
		p += n + (p[n] == ' ');
	}
	return false;
}

/* Add ids to a list of ids, each once; one that does not fit is left out whole. */
static void add_ids(char list[WITH_SIZE], const char *ids)
{
	while (*ids) {
		size_t n = strcspn(ids, " ");
		size_t used = strlen(list);

		if (!has_id(list, ids, n) && used + n + 2 <= WITH_SIZE)
			snprintf(list + used, WITH_SIZE - used, "%s%.*s", used ? " " : "", (int)n,
				 ids);
		ids += n + (ids[n] == ' ');
	}
}

static struct stats_conflict *conflict_of(struct stats *s, const char *dog)
{
	for (size_t i = 0; i < s->conflict_count; i++) {
		if (strcmp(s->conflicts[i].dog, dog) == 0)
			return &s->conflicts[i];
	}
	if (GROW(s, conflict) != 0)
		return NULL;
	struct stats_conflict *c = &s->conflicts[s->conflict_count++];
	memset(c, 0, sizeof(*c));
	snprintf(c->dog, sizeof(c->dog), "%s", dog);
	return c;
}

static int take_conflict(void *ctx, const char *dog, const struct warning *warnings, size_t count)
{
	struct stats_conflict *c = conflict_of(ctx, dog);

	if (!c)
		return ERR_NOMEM;
	for (size_t i = 0; i < count; i++) {
		bool reactive = warnings[i].kind == WARNING_REACTIVE;
		bool incompatible = warnings[i].kind == WARNING_INCOMPATIBLE;

		c->reactive += reactive;
		c->incompatible += incompatible;
		if (reactive || incompatible)
			add_ids(c->with, warnings[i].with);
	}
	return 0;
}

static int most_conflicts_first(const void *a, const void *b)
{
	const struct stats_conflict *x = a, *y = b;
	int64_t n = x->reactive + x->incompatible, m = y->reactive + y->incompatible;

	if (n != m)
		return n > m ? -1 : 1;
	return strcmp(x->dog, y->dog);
}

int stats_read_conflicts(struct stats_work *w, struct reader *reader)
{
	struct stats *s = w->s;
	int rc = reader_conflicts(reader, days_start_ms(s->span.from),
				  days_start_ms(days_add(s->span.to, 1)), take_conflict, s);

	if (s->conflict_count)
		qsort(s->conflicts, s->conflict_count, sizeof(*s->conflicts), most_conflicts_first);
	return rc;
}
