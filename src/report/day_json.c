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
#include "paseo/report/day_model.h"
#include "paseo/report/decisions.h"
#include "paseo/report/members.h"
#include "paseo/report/table.h"

static struct jdoc *totals_json(const struct day_totals *t)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_number(d, "dogs", (int64_t)t->dogs) ||
		  member_number(d, "dogs_walked", (int64_t)t->dogs_walked) ||
		  member_number(d, "walks", t->walks) ||
		  member_seconds(d, t->seconds, t->kind_seconds) ||
		  member_number(d, "longest_seconds", t->longest_seconds) ||
		  member_number(d, "median_seconds", t->median_seconds)))
		jdoc_free(&d);
	return d;
}

/* How the day was closed; null where it never was. */
static struct jdoc *closed_json(const struct day_report *r)
{
	struct jdoc *d = r->closing.seq ? jdoc_new_object() : jdoc_new_null();

	if (d && r->closing.seq &&
	    (member_time(d, "time", r->closing.closed_ms) ||
	     member_optional(d, "by", r->closing.by) || member_time(d, "reopened", r->reopened_ms)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *dog_json(const struct day_dog *dog)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_text(d, "dog", dog->dog.id) || member_text(d, "name", dog->dog.name) ||
		  member_text(d, "state", event_state_name(dog->state, VOCABULARY_ENGLISH)) ||
		  member_number(d, "walks", dog->walks) ||
		  member_seconds(d, dog->seconds, dog->kind_seconds) ||
		  member_time(d, "first_out", dog->first_out_ms) ||
		  member_time(d, "last_in", dog->last_in_ms) ||
		  member_ids(d, "volunteers", dog->people)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *missed_json(const struct day_report *r, const struct day_dog *dog)
{
	struct jdoc *d = jdoc_new_object();
	int days = day_days_since(r, dog);

	if (d && (member_text(d, "dog", dog->dog.id) || member_text(d, "name", dog->dog.name) ||
		  jdoc_set(d, "days_since", days >= 0 ? jdoc_new_integer(days) : jdoc_new_null())))
		jdoc_free(&d);
	return d;
}

static struct jdoc *open_json(const struct day_report *r, const struct walk *w)
{
	struct jdoc *d = jdoc_new_object();

	if (d &&
	    (member_text(d, "dog", w->dog) ||
	     member_text(d, "name", terms_name(r->names, ROSTER_DOGS, w->dog)) ||
	     member_time(d, "since", w->out_ms) ||
	     member_number(d, "seconds", day_out_seconds(r, w)) ||
	     member_optional(d, "volunteer", w->volunteer) || member_time(d, "back", w->in_ms)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *heat_json(const struct day_heat *h)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_time(d, "time", h->time_ms) ||
		  member_text(d, "heat", settings_heat_name(h->heat))))
		jdoc_free(&d);
	return d;
}

static struct jdoc *warning_json(const struct day_warning *w)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_time(d, "time", w->time_ms) || member_text(d, "dog", w->dog) ||
		  member_text(d, "kind", answer_warning_name(w->warning.kind)) ||
		  member_ids(d, "with", w->warning.with) ||
		  member_optional(d, "volunteer", w->volunteer) ||
		  member_flag(d, "derived", w->derived)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *end_json(const struct day_end *e)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_text(d, "dog", e->dog) ||
		  member_text(d, "end", answer_move_name(e->out ? MOVE_EXIT : MOVE_ENTRY)) ||
		  member_time(d, "time", e->time_ms) || member_time(d, "was", e->was_ms)))
		jdoc_free(&d);
	return d;
}

static int set_times(struct jdoc *d, const struct day_read *reads, size_t count)
{
	struct jdoc *list = jdoc_new_array();
	char stamp[DAYS_STAMP_SIZE];

	for (size_t i = 0; list && i < count; i++) {
		days_format_stamp(reads[i].time_ms, stamp);
		if (jdoc_add(list, jdoc_new_string(stamp)))
			jdoc_free(&list);
	}
	return jdoc_set(d, "times", list);
}

static struct jdoc *tag_json(const struct day_report *r, size_t index, size_t count)
{
	struct jdoc *d = jdoc_new_object();
	const char *code = r->reads[index].code;

	if (d && (member_text(d, "tag", code) || member_number(d, "count", (int64_t)count) ||
		  set_times(d, &r->reads[index], count) ||
		  member_optional(d, "now", day_owner(r, code))))
		jdoc_free(&d);
	return d;
}

static int set_missed(struct jdoc *d, const struct day_report *r)
{
	struct jdoc *list = jdoc_new_array();

	for (size_t i = 0; list && i < r->dog_count; i++) {
		if (day_missed(&r->dogs[i]) && jdoc_add(list, missed_json(r, &r->dogs[i])))
			jdoc_free(&list);
	}
	return jdoc_set(d, "not_walked", list);
}

static int set_ends(struct jdoc *d, const struct day_report *r, enum end_kind kind)
{
	struct jdoc *list = jdoc_new_array();

	for (size_t i = 0; list && i < r->end_count; i++) {
		if (r->ends[i].kind == kind && jdoc_add(list, end_json(&r->ends[i])))
			jdoc_free(&list);
	}
	return jdoc_set(d, end_kind_name(kind), list);
}

static int set_tags(struct jdoc *d, const struct day_report *r)
{
	struct jdoc *list = jdoc_new_array();
	size_t n;

	for (size_t i = 0; list && i < r->read_count; i += n) {
		n = day_same_code(r, i);
		if (jdoc_add(list, tag_json(r, i, n)))
			jdoc_free(&list);
	}
	return jdoc_set(d, "unknown_tags", list);
}

/* What the dogs did. */
static int set_walks(struct jdoc *d, const struct day_report *r)
{
	if (member_day(d, "day", r->day) || jdoc_set(d, "closed", closed_json(r)) ||
	    jdoc_set(d, "totals", totals_json(&r->totals)))
		return ERR_NOMEM;
	MEMBER_LIST(d, "dogs", r->dog_count, dog_json(&r->dogs[i]));
	if (set_missed(d, r))
		return ERR_NOMEM;
	MEMBER_LIST(d, "still_out", r->open_count, open_json(r, &r->opens[i]));
	MEMBER_LIST(d, "out_at_closing", r->left_count, open_json(r, &r->lefts[i]));
	return 0;
}

/* What there was to say of it. */
static int set_remarks(struct jdoc *d, const struct day_report *r)
{
	MEMBER_LIST(d, "heat", r->heat_count, heat_json(&r->heats[i]));
	MEMBER_LIST(d, "warnings", r->warning_count, warning_json(&r->warnings[i]));
	MEMBER_LIST(d, "decisions", r->decision_count, decision_json(&r->decisions[i], r->now_ms));
	MEMBER_LIST(d, "corrections", r->correction_count, correction_json(&r->corrections[i]));
	if (set_ends(d, r, END_TYPED) || set_ends(d, r, END_ESTIMATED) || set_tags(d, r) ||
	    member_number(d, "late_events", (int64_t)r->totals.late) ||
	    member_number(d, "clock_faults", (int64_t)r->totals.clock))
		return ERR_NOMEM;
	return 0;
}

char *day_report_json(const struct day_report *r)
{
	struct jdoc *d = jdoc_new_object();
	char *text = d && !set_walks(d, r) && !set_remarks(d, r) ? jdoc_dump_pretty(d) : NULL;

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
		rc = table_add(t, day, d->dog.id, d->dog.name,
			       event_state_name(d->state, VOCABULARY_ENGLISH), n[0], n[1], n[2],
			       n[3], n[4], first, last, d->people);
	}
	if (!rc)
		text = table_csv(t, separator);
	table_free(&t);
	return text;
}
