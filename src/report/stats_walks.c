/*
 * stats_walks - one pass over the walks: those of the period become laps, those of the period before it only
 * sums. Walks come by day and dog, so the day's own numbers are worked out once, and a dog is found by
 * going on from the one before it.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/base/hash.h"
#include "paseo/report/stats_work.h"

static int begin_day(struct stats_work *w, int32_t day)
{
	int64_t end_ms = days_start_ms(days_add(day, 1));
	char key[DAYS_STAMP_SIZE];
	int rc = stats_meet_day(w);

	w->day = day;
	w->day_start_ms = days_start_ms(day);
	w->odd = end_ms - w->day_start_ms != 24 * HOUR_MS;
	w->weekday = (uint8_t)((days_weekday(day) + 6) % 7);
	w->dog_at = 0;
	if (rc || day < w->s->span.from)
		return rc;
	/* The newest is the last: it is not looked for among thousands. */
	struct stats_groups *days = &w->s->by[STATS_DAY];
	struct stats_groups none = { .count = 0 };
	days_format_day(day, key);
	if (grow((void **)&days->list, &days->room, days->count, sizeof(*days->list)) != 0 ||
	    stats_group_of(&none, key) == UINT32_MAX)
		return ERR_NOMEM;
	w->day_number = (uint32_t)days->count;
	days->list[days->count++] = none.list[0];
	free(none.list);
	return 0;
}

/* On a day on which the clock changes, the hour is what the clock shows. */
static uint8_t hour_of(const struct stats_work *w, int64_t ms)
{
	char clock[DAYS_STAMP_SIZE];
	int64_t hour = (ms - w->day_start_ms) / HOUR_MS;

	if (w->odd) {
		days_format_clock(ms, clock);
		hour = strtol(clock, NULL, 10);
	}
	return (uint8_t)(hour < 0 ? 0 : hour >= STATS_HOURS ? STATS_HOURS - 1 : hour);
}

/* Every walk's dog is in the roster, which the database sees to; UINT32_MAX: this one is not. */
static uint32_t dog_of(struct stats_work *w, const char *id)
{
	const struct stats_groups *dogs = &w->s->by[STATS_DOG];

	for (; w->dog_at < dogs->count; w->dog_at++) {
		int order = strcmp(dogs->list[w->dog_at].key, id);

		if (order >= 0)
			return order == 0 ? (uint32_t)w->dog_at : UINT32_MAX;
	}
	return UINT32_MAX;
}

/* A volunteer who is not in the roster is one all the same. */
static uint32_t person_of(struct stats_work *w, const char *id)
{
	struct stats_groups *people = &w->s->by[STATS_VOLUNTEER];
	uint64_t key = hash_text(id, 0);
	uint64_t number = 0;
	size_t at = 0;

	if (!id[0])
		return 0;
	while (map_next(w->people, key, &at, &number)) {
		if (strcmp(people->list[number].key, id) == 0)
			return (uint32_t)number;
	}
	uint32_t made = stats_group_of(people, id);
	return made == UINT32_MAX || map_add(w->people, key, made) != 0 ? UINT32_MAX : made;
}

static void add_before(struct stats_work *w, const struct lap *l)
{
	struct stats *s = w->s;
	struct stats_group *groups[] = {
		&s->by[STATS_DOG].list[l->dog],
		&s->by[STATS_VOLUNTEER].list[l->person],
		&s->by[STATS_WEEKDAY].list[w->weekday],
		&s->by[STATS_HOUR].list[l->hour],
		&s->by[STATS_KENNEL].list[w->kins[l->dog].kennel],
		&s->by[STATS_LEVEL].list[w->kins[l->dog].level],
		&s->total,
	};

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		groups[i]->walks_before++;
		groups[i]->seconds_before += l->seconds;
	}
}

static int add_lap(struct stats_work *w, const struct lap *l, const struct walk_span *x)
{
	if (GROW(w, lap) != 0 || GROW(w, span) != 0)
		return ERR_NOMEM;
	w->laps[w->lap_count++] = *l;
	w->s->heat[w->weekday][l->hour]++;
	/* Days come in their order. */
	w->s->by[STATS_DOG].list[l->dog].last_day = x->day;
	w->s->by[STATS_VOLUNTEER].list[l->person].last_day = x->day;
	w->s->by[STATS_KENNEL].list[w->kins[l->dog].kennel].last_day = x->day;
	w->s->by[STATS_LEVEL].list[w->kins[l->dog].level].last_day = x->day;
	w->spans[w->span_count++] = (struct span){ .dog = l->dog,
						   .person = l->person,
						   .out_ms = x->out_ms,
						   .in_ms = l->closed ? x->in_ms : INT64_MAX };
	return 0;
}

static int take_walk(void *ctx, const struct walk_span *x)
{
	struct stats_work *w = ctx;
	int64_t seconds = x->in_ms > x->out_ms ? (x->in_ms - x->out_ms) / SECOND_MS : 0;
	int rc = x->day != w->day ? begin_day(w, x->day) : 0;

	if (rc)
		return rc;
	struct lap l = { .dog = dog_of(w, x->dog),
			 .person = person_of(w, x->volunteer),
			 .day = w->day_number,
			 .seconds = seconds < UINT32_MAX ? (uint32_t)seconds : UINT32_MAX,
			 .weekday = w->weekday,
			 .hour = hour_of(w, x->out_ms),
			 .closed = x->in_ms != 0 };
	if (l.person == UINT32_MAX)
		return ERR_NOMEM;
	if (l.dog == UINT32_MAX)
		return ERR_CORRUPT;
	if (x->day >= w->s->span.from)
		return add_lap(w, &l, x);
	add_before(w, &l);
	return 0;
}

int stats_read_walks(struct stats_work *w, struct reader *reader)
{
	int rc = reader_spans(reader, w->s->before_from, w->s->span.to, take_walk, w);

	return rc ? rc : stats_meet_day(w);
}
