/*
 * stats_json - the figures of a period for programs: JSON and CSV, from the same rows.
 *
 * Names of members, columns and keys are a contract (paseo(1)): they do not follow the language.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/report/members.h"
#include "paseo/report/stats_model.h"
#include "paseo/report/table.h"

/* clang-format off */
static const struct table_column columns[] = {
	{ .name = "by" },
	{ .name = "key" },
	{ .name = "name" },
	{ .name = "walks",               .kind = TABLE_NUMBER },
	{ .name = "walk_seconds",        .kind = TABLE_NUMBER },
	{ .name = "mean_seconds",        .kind = TABLE_NUMBER },
	{ .name = "median_seconds",      .kind = TABLE_NUMBER },
	{ .name = "p90_seconds",         .kind = TABLE_NUMBER },
	{ .name = "last_day",            .kind = TABLE_OPTIONAL },
	{ .name = "days_since",          .kind = TABLE_NUMBER },
	{ .name = "walks_before",        .kind = TABLE_NUMBER },
	{ .name = "walk_seconds_before", .kind = TABLE_NUMBER },
	{ .name = "trend_percent",       .kind = TABLE_NUMBER },
	{ .name = "target_seconds",      .kind = TABLE_NUMBER },
	{ .name = "target_percent",      .kind = TABLE_NUMBER },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NUMBER_SIZE 24

static const char *number(char out[NUMBER_SIZE], int64_t value, bool known)
{
	out[0] = '\0';
	if (known)
		snprintf(out, NUMBER_SIZE, "%lld", (long long)value);
	return out;
}

/* Of a day there is no day before that could be told: the shelter does not walk on each. */
static bool has_before(enum stats_by by)
{
	return by != STATS_DAY;
}

static int add_row(struct table *t, const struct stats *s, enum stats_by by,
		   const struct stats_group *g)
{
	char n[10][NUMBER_SIZE], day[DAYS_STAMP_SIZE] = "";
	int64_t trend = 0, target = stats_target_percent(g);
	bool before = has_before(by), trends = stats_trend(g, &trend);
	int since = stats_days_since(s, g);

	if (g->last_day)
		days_format_day(g->last_day, day);
	return table_add(t, stats_by_name(by), g->key, g->name[0] ? g->name : g->key,
			 number(n[0], g->walks, true), number(n[1], g->seconds, true),
			 number(n[2], g->mean_seconds, g->closed > 0),
			 number(n[3], g->median_seconds, g->closed > 0),
			 number(n[4], g->p90_seconds, g->closed > 0), day,
			 number(n[5], since, since >= 0), number(n[6], g->walks_before, before),
			 number(n[7], g->seconds_before, before),
			 number(n[8], trend, before && trends),
			 number(n[9], g->target_seconds, g->target_seconds > 0),
			 target >= 0 ? number((char[NUMBER_SIZE]){ "" }, target, true) : "");
}

static struct table *rows_of(const struct stats *s, enum stats_by first, enum stats_by last)
{
	struct table *t = table_new(columns, COUNT(columns));
	int rc = t ? 0 : ERR_NOMEM;

	for (int by = (int)first; !rc && by <= (int)last; by++) {
		const struct stats_groups *groups = &s->by[by];

		for (size_t i = 0; !rc && i < groups->count; i++)
			rc = add_row(t, s, (enum stats_by)by, &groups->list[i]);
	}
	if (rc)
		table_free(&t);
	return t;
}

char *stats_csv(const struct stats *s, enum stats_by by, char separator)
{
	bool all = by == STATS_OVERVIEW;
	struct table *t = rows_of(s, all ? 0 : by, all ? STATS_BY_COUNT - 1 : by);
	char *text = t ? table_csv(t, separator) : NULL;

	table_free(&t);
	return text;
}

static struct jdoc *by_json(const struct stats *s, enum stats_by only)
{
	struct jdoc *d = jdoc_new_object();

	for (int by = 0; d && by < STATS_BY_COUNT; by++) {
		if (only != STATS_OVERVIEW && by != (int)only)
			continue;
		struct table *t = rows_of(s, (enum stats_by)by, (enum stats_by)by);

		if (jdoc_set(d, stats_by_name((enum stats_by)by), t ? table_json(t) : NULL))
			jdoc_free(&d);
		table_free(&t);
	}
	return d;
}

static struct jdoc *total_json(const struct stats *s)
{
	const struct stats_group *g = &s->total;
	struct jdoc *d = jdoc_new_object();
	int64_t trend = 0;
	bool trends = stats_trend(g, &trend);

	if (d &&
	    (member_number(d, "walking_days", (int64_t)s->by[STATS_DAY].count) ||
	     member_number(d, "dogs", s->dogs_present) ||
	     member_number(d, "dogs_walked", s->dogs_walked) ||
	     member_number(d, "walks", g->walks) || member_number(d, "walk_seconds", g->seconds) ||
	     member_number(d, "mean_seconds", g->mean_seconds) ||
	     member_number(d, "median_seconds", g->median_seconds) ||
	     member_number(d, "p90_seconds", g->p90_seconds) ||
	     member_number(d, "longest_seconds", s->longest_seconds) ||
	     member_number(d, "walks_before", g->walks_before) ||
	     member_number(d, "walk_seconds_before", g->seconds_before) ||
	     jdoc_set(d, "trend_percent", trends ? jdoc_new_integer(trend) : jdoc_new_null())))
		jdoc_free(&d);
	return d;
}

/* A row for each weekday, Monday first, of the walks that began in each hour. */
static struct jdoc *heat_json(const struct stats *s)
{
	struct jdoc *rows = jdoc_new_array();

	for (int day = 0; rows && day < STATS_WEEKDAYS; day++) {
		struct jdoc *row = jdoc_new_array();

		for (int hour = 0; row && hour < STATS_HOURS; hour++) {
			if (jdoc_add(row, jdoc_new_integer(s->heat[day][hour])))
				jdoc_free(&row);
		}
		if (jdoc_add(rows, row))
			jdoc_free(&rows);
	}
	return rows;
}

static struct jdoc *length_json(const struct stats *s, size_t step)
{
	struct jdoc *d = jdoc_new_object();
	int64_t from = (int64_t)step * STATS_LENGTH_STEP_MIN;
	bool last = step + 1 == STATS_LENGTHS;

	if (d &&
	    (member_number(d, "from_minutes", from) ||
	     jdoc_set(d, "below_minutes",
		      last ? jdoc_new_null() : jdoc_new_integer(from + STATS_LENGTH_STEP_MIN)) ||
	     member_number(d, "walks", s->lengths[step])))
		jdoc_free(&d);
	return d;
}

static struct jdoc *fairness_json(const struct stats *s)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (jdoc_set(d, "gini_permille",
			   s->gini_permille >= 0 ? jdoc_new_integer(s->gini_permille)
						 : jdoc_new_null()) ||
		  member_optional(d, "word", stats_fairness(s))))
		jdoc_free(&d);
	return d;
}

static struct jdoc *pair_json(const struct stats *s, const struct stats_pair *p)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_text(d, "dog", p->a) ||
		  member_text(d, "name", stats_name(s, STATS_DOG, p->a)) ||
		  member_text(d, "with", p->b) ||
		  member_text(d, "with_name", stats_name(s, STATS_DOG, p->b)) ||
		  member_number(d, "times", p->times) ||
		  member_number(d, "together_seconds", p->seconds)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *conflict_json(const struct stats *s, const struct stats_conflict *c)
{
	struct jdoc *d = jdoc_new_object();

	if (d &&
	    (member_text(d, "dog", c->dog) ||
	     member_text(d, "name", stats_name(s, STATS_DOG, c->dog)) ||
	     member_number(d, "reactive", c->reactive) ||
	     member_number(d, "incompatible", c->incompatible) || member_ids(d, "with", c->with)))
		jdoc_free(&d);
	return d;
}

static int set_lists(struct jdoc *d, const struct stats *s)
{
	MEMBER_LIST(d, "lengths", STATS_LENGTHS, length_json(s, i));
	MEMBER_LIST(d, "pairs", s->pair_count, pair_json(s, &s->pairs[i]));
	MEMBER_LIST(d, "conflicts", s->conflict_count, conflict_json(s, &s->conflicts[i]));
	return 0;
}

static int set_all(struct jdoc *d, const struct stats *s, enum stats_by by)
{
	if (member_day(d, "from", s->span.from) || member_day(d, "to", s->span.to) ||
	    member_day(d, "before_from", s->before_from) || jdoc_set(d, "totals", total_json(s)) ||
	    jdoc_set(d, "by", by_json(s, by)))
		return ERR_NOMEM;
	if (by != STATS_OVERVIEW)
		return 0;
	if (jdoc_set(d, "heat", heat_json(s)) || jdoc_set(d, "fairness", fairness_json(s)))
		return ERR_NOMEM;
	return set_lists(d, s);
}

char *stats_json(const struct stats *s, enum stats_by by)
{
	struct jdoc *d = jdoc_new_object();
	char *text = d && set_all(d, s, by) == 0 ? jdoc_dump_pretty(d) : NULL;

	jdoc_free(&d);
	return text;
}
