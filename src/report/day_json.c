/*
 * day_json - the report of a day for programs: JSON and CSV.
 *
 * Names of members and columns are a contract (product.md): they do not follow the language.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/jdoc.h"
#include "paseo/brain/fold.h"
#include "paseo/report/day_model.h"
#include "paseo/report/table.h"

/* jdoc_set() takes its value whatever happens, so members can be set one after the other and
 * failures added up. */
static int set_text(struct jdoc *d, const char *key, const char *text)
{
	return jdoc_set(d, key, jdoc_new_string(text));
}

static int set_optional(struct jdoc *d, const char *key, const char *text)
{
	return jdoc_set(d, key, text[0] ? jdoc_new_string(text) : jdoc_new_null());
}

static int set_number(struct jdoc *d, const char *key, int64_t number)
{
	return jdoc_set(d, key, jdoc_new_integer(number));
}

/* 0 is no time: null. */
static int set_time(struct jdoc *d, const char *key, int64_t ms)
{
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(ms, stamp);
	return jdoc_set(d, key, ms ? jdoc_new_string(stamp) : jdoc_new_null());
}

/* Ids separated by spaces as an array. */
static struct jdoc *id_array(const char *ids)
{
	struct jdoc *list = jdoc_new_array();
	char id[WITH_SIZE];

	while (list && *ids) {
		size_t n = strcspn(ids, " ");
		snprintf(id, sizeof(id), "%.*s", (int)n, ids);
		if (n > 0 && jdoc_add(list, jdoc_new_string(id)))
			jdoc_free(&list);
		ids += n + (ids[n] == ' ');
	}
	return list;
}

static int set_kinds(struct jdoc *d, int64_t all, const int64_t kinds[END_COUNT])
{
	return set_number(d, "walk_seconds", all) ||
	       set_number(d, "measured_seconds", kinds[END_MEASURED]) ||
	       set_number(d, "typed_seconds", kinds[END_TYPED]) ||
	       set_number(d, "estimated_seconds", kinds[END_ESTIMATED]);
}

static struct jdoc *totals_json(const struct day_totals *t)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (set_number(d, "dogs", (int64_t)t->dogs) ||
		  set_number(d, "dogs_walked", (int64_t)t->dogs_walked) ||
		  set_number(d, "walks", t->walks) || set_kinds(d, t->seconds, t->kind_seconds) ||
		  set_number(d, "longest_seconds", t->longest_seconds) ||
		  set_number(d, "median_seconds", t->median_seconds)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *dog_json(const struct day_dog *dog)
{
	struct jdoc *d = jdoc_new_object();

	if (d &&
	    (set_text(d, "dog", dog->id) || set_text(d, "name", dog->name) ||
	     set_text(d, "state", event_state_name(dog->state, VOCABULARY_ENGLISH)) ||
	     set_number(d, "walks", dog->walks) || set_kinds(d, dog->seconds, dog->kind_seconds) ||
	     set_time(d, "first_out", dog->first_out_ms) ||
	     set_time(d, "last_in", dog->last_in_ms) ||
	     jdoc_set(d, "volunteers", id_array(dog->people))))
		jdoc_free(&d);
	return d;
}

static struct jdoc *missed_json(const struct day_report *r, const struct day_dog *dog)
{
	struct jdoc *d = jdoc_new_object();
	int days = day_days_since(r, dog);

	if (d && (set_text(d, "dog", dog->id) || set_text(d, "name", dog->name) ||
		  jdoc_set(d, "days_since", days >= 0 ? jdoc_new_integer(days) : jdoc_new_null())))
		jdoc_free(&d);
	return d;
}

static struct jdoc *open_json(const struct day_report *r, const struct walk *w)
{
	struct jdoc *d = jdoc_new_object();
	int64_t until = r->today ? r->now_ms : r->end_ms;
	int64_t seconds = until > w->out_ms ? (until - w->out_ms) / SECOND_MS : 0;

	if (d &&
	    (set_text(d, "dog", w->dog) || set_text(d, "name", day_name(r, ROSTER_DOGS, w->dog)) ||
	     set_time(d, "since", w->out_ms) || set_number(d, "seconds", seconds) ||
	     set_optional(d, "volunteer", w->volunteer)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *warning_json(const struct day_warning *w)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (set_time(d, "time", w->time_ms) || set_text(d, "dog", w->dog) ||
		  set_text(d, "kind", answer_warning_name(w->warning.kind)) ||
		  jdoc_set(d, "with", id_array(w->warning.with))))
		jdoc_free(&d);
	return d;
}

static struct jdoc *kinds_json(const struct decision *decision)
{
	struct jdoc *list = jdoc_new_array();

	for (size_t i = 0; list && i < decision->warning_count; i++) {
		struct day_warning w = { .time_ms = decision->asked_ms,
					 .warning = decision->warnings[i] };
		memcpy(w.dog, decision->dog, sizeof(w.dog));
		if (jdoc_add(list, warning_json(&w)))
			jdoc_free(&list);
	}
	return list;
}

static struct jdoc *decision_json(const struct decision *x)
{
	struct jdoc *d = jdoc_new_object();

	if (d &&
	    (set_text(d, "id", x->id) || set_text(d, "dog", x->dog) ||
	     set_time(d, "time", x->asked_ms) || set_text(d, "move", answer_move_name(x->move)) ||
	     set_text(d, "ask", answer_ask_name(x->ask)) ||
	     jdoc_set(d, "warnings", kinds_json(x)) || set_optional(d, "volunteer", x->volunteer) ||
	     set_text(d, "status", decision_status_name(x->status)) ||
	     set_time(d, "answered", x->answered_ms) || set_optional(d, "reason", x->reason) ||
	     set_optional(d, "by", x->by)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *correction_json(const struct day_correction *c)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (set_number(d, "seq", (int64_t)c->seq) || set_text(d, "id", c->id) ||
		  set_time(d, "time", c->time_ms) ||
		  set_text(d, "action", event_action_name(c->action, VOCABULARY_ENGLISH)) ||
		  set_optional(d, "of", c->of) || set_optional(d, "dog", c->dog)))
		jdoc_free(&d);
	return d;
}

/* Set a list of objects: one for each index that make() gives one for. */
#define SET_LIST(document, key, count, make)                    \
	do {                                                    \
		struct jdoc *list = jdoc_new_array();           \
		int failed = !list;                             \
		for (size_t i = 0; !failed && i < (count); i++) \
			failed = jdoc_add(list, make);          \
		if (failed)                                     \
			jdoc_free(&list);                       \
		if (jdoc_set(document, key, list))              \
			return ERR_NOMEM;                       \
	} while (0)

static int set_missed(struct jdoc *d, const struct day_report *r)
{
	struct jdoc *list = jdoc_new_array();

	for (size_t i = 0; list && i < r->dog_count; i++) {
		const struct day_dog *dog = &r->dogs[i];
		if (!dog->walks && !dog->archived && jdoc_add(list, missed_json(r, dog)))
			jdoc_free(&list);
	}
	return jdoc_set(d, "not_walked", list);
}

static int set_all(struct jdoc *d, const struct day_report *r)
{
	char day[DAYS_STAMP_SIZE];

	days_format_day(r->day, day);
	if (set_text(d, "day", day) || jdoc_set(d, "totals", totals_json(&r->totals)))
		return ERR_NOMEM;
	SET_LIST(d, "dogs", r->dog_count, dog_json(&r->dogs[i]));
	if (set_missed(d, r))
		return ERR_NOMEM;
	SET_LIST(d, "still_out", r->open_count, open_json(r, &r->open[i]));
	SET_LIST(d, "warnings", r->warning_count, warning_json(&r->warnings[i]));
	SET_LIST(d, "decisions", r->decision_count, decision_json(&r->decisions[i]));
	SET_LIST(d, "corrections", r->correction_count, correction_json(&r->corrections[i]));
	return 0;
}

char *day_report_json(const struct day_report *r)
{
	struct jdoc *d = jdoc_new_object();
	char *text = d && set_all(d, r) == 0 ? jdoc_dump_pretty(d) : NULL;

	jdoc_free(&d);
	return text;
}

/* clang-format off */
static const struct table_column csv_columns[] = {
	{ .name = "day" }, { .name = "dog" }, { .name = "name" }, { .name = "state" },
	{ .name = "walks" }, { .name = "walk_seconds" }, { .name = "measured_seconds" },
	{ .name = "typed_seconds" }, { .name = "estimated_seconds" }, { .name = "first_out" },
	{ .name = "last_in" }, { .name = "volunteers" },
};
/* clang-format on */

static void number_text(char out[24], int64_t number)
{
	snprintf(out, 24, "%lld", (long long)number);
}

static void time_text(char out[DAYS_STAMP_SIZE], int64_t ms)
{
	out[0] = '\0';
	if (ms)
		days_format_stamp(ms, out);
}

char *day_report_csv(const struct day_report *r, char separator)
{
	struct table *t = table_new(csv_columns, sizeof(csv_columns) / sizeof(csv_columns[0]));
	char day[DAYS_STAMP_SIZE], first[DAYS_STAMP_SIZE], last[DAYS_STAMP_SIZE], n[5][24];
	char *text = NULL;
	int rc = t ? 0 : ERR_NOMEM;

	days_format_day(r->day, day);
	for (size_t i = 0; !rc && i < r->dog_count; i++) {
		const struct day_dog *d = &r->dogs[i];
		number_text(n[0], d->walks);
		number_text(n[1], d->seconds);
		number_text(n[2], d->kind_seconds[END_MEASURED]);
		number_text(n[3], d->kind_seconds[END_TYPED]);
		number_text(n[4], d->kind_seconds[END_ESTIMATED]);
		time_text(first, d->first_out_ms);
		time_text(last, d->last_in_ms);
		rc = table_add(t, day, d->id, d->name,
			       event_state_name(d->state, VOCABULARY_ENGLISH), n[0], n[1], n[2],
			       n[3], n[4], first, last, d->people);
	}
	if (!rc)
		text = table_csv(t, separator);
	table_free(&t);
	return text;
}
