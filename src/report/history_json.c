/*
 * history_json - a history for programs: JSON and CSV. Names do not follow the language.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "paseo/brain/fold.h"
#include "paseo/report/decisions.h"
#include "paseo/report/history_model.h"
#include "paseo/report/members.h"
#include "paseo/report/table.h"

static const char *const kind_names[RECORD_KIND_COUNT] = {
	[RECORD_WALK] = "walk",
	[RECORD_UNDONE] = "undone",
	[RECORD_LOST] = "lost",
};

static int set_walk_seconds(struct jdoc *d, const struct walk *w)
{
	return jdoc_set(d, "seconds",
			w->in_ms ? jdoc_new_integer(walk_seconds(w)) : jdoc_new_null());
}

static struct jdoc *walk_json(const struct record *r)
{
	const struct walk *w = &r->walk;
	struct jdoc *d = jdoc_new_object();

	if (d &&
	    (member_day(d, "day", w->day) || member_text(d, "dog", w->dog) ||
	     member_time(d, "out", w->out_ms) || member_time(d, "in", w->in_ms) ||
	     set_walk_seconds(d, w) ||
	     member_optional(d, "out_known", end_kind_name(w->out_kind)) ||
	     member_optional(d, "in_known", w->in_ms ? end_kind_name(w->in_kind) : "") ||
	     member_time(d, "out_was", r->out_was_ms) || member_time(d, "in_was", r->in_was_ms) ||
	     member_optional(d, "volunteer", w->volunteer) ||
	     member_number(d, "out_seq", (int64_t)w->out_seq) ||
	     jdoc_set(d, "in_seq",
		      w->in_seq ? jdoc_new_integer((int64_t)w->in_seq) : jdoc_new_null())))
		jdoc_free(&d);
	return d;
}

static struct jdoc *struck_json(const struct record *r)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_number(d, "seq", (int64_t)r->walk.out_seq) ||
		  member_time(d, "time", r->walk.out_ms) ||
		  member_text(d, "move", answer_move_name(r->move)) ||
		  member_text(d, "status", kind_names[r->kind]) ||
		  member_optional(d, "volunteer", r->walk.volunteer) ||
		  member_time(d, "undone", r->undone_ms) || member_optional(d, "by", r->by)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *hold_json(const struct hold_change *c)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_time(d, "time", c->time_ms) || member_flag(d, "begun", c->begun) ||
		  member_optional(d, "kind", hold_kind_name(c->kind)) ||
		  member_day(d, "until", c->until) || member_optional(d, "reason", c->reason) ||
		  member_optional(d, "by", c->by)))
		jdoc_free(&d);
	return d;
}

static struct jdoc *totals_json(const struct history *h)
{
	struct jdoc *d = jdoc_new_object();

	if (d &&
	    (member_number(d, "walks", h->walks) || member_seconds(d, h->seconds, h->kind_seconds)))
		jdoc_free(&d);
	return d;
}

/* Walks, or what does not count. */
static int set_records(struct jdoc *d, const struct history *h, const char *key, bool walks)
{
	struct jdoc *list = jdoc_new_array();

	for (size_t i = 0; list && i < h->record_count; i++) {
		const struct record *r = &h->records[i];
		bool walk = r->kind == RECORD_WALK;

		if (walk == walks && jdoc_add(list, walk ? walk_json(r) : struck_json(r)))
			jdoc_free(&list);
	}
	return jdoc_set(d, key, list);
}

static int set_all(struct jdoc *d, const struct history *h)
{
	if (member_text(d, h->kind == ROSTER_DOGS ? "dog" : "volunteer", h->id) ||
	    member_text(d, "name", h->name) || member_flag(d, "archived", h->archived) ||
	    member_day(d, "from", h->span.all ? 0 : h->span.from) ||
	    member_day(d, "to", h->span.all ? 0 : h->span.to) ||
	    jdoc_set(d, "totals", totals_json(h)) || set_records(d, h, "walks", true))
		return ERR_NOMEM;
	if (h->kind != ROSTER_DOGS)
		return 0;
	if (set_records(d, h, "undone", false))
		return ERR_NOMEM;
	MEMBER_LIST(d, "corrections", h->correction_count, correction_json(&h->corrections[i]));
	MEMBER_LIST(d, "decisions", h->decision_count, decision_json(&h->decisions[i], h->now_ms));
	MEMBER_LIST(d, "holds", h->hold_count, hold_json(&h->holds[i]));
	return 0;
}

char *history_json(const struct history *h)
{
	struct jdoc *d = jdoc_new_object();
	char *text = d && set_all(d, h) == 0 ? jdoc_dump_pretty(d) : NULL;

	jdoc_free(&d);
	return text;
}

/* clang-format off */
static const struct table_column csv_columns[] = {
	{ .name = "day" }, { .name = "dog" }, { .name = "status" }, { .name = "out" },
	{ .name = "in" }, { .name = "seconds" }, { .name = "out_known" }, { .name = "in_known" },
	{ .name = "out_was" }, { .name = "in_was" }, { .name = "volunteer" },
};
/* clang-format on */

static const char *stamp(int64_t ms, char out[DAYS_STAMP_SIZE])
{
	out[0] = '\0';
	if (ms)
		days_format_stamp(ms, out);
	return out;
}

static int add_row(struct table *t, const struct record *r)
{
	const struct walk *w = &r->walk;
	char s[4][DAYS_STAMP_SIZE], day[DAYS_STAMP_SIZE], seconds[24] = "";
	/* What does not count is one movement: it stands where that would. */
	bool entry = r->kind != RECORD_WALK && r->move == MOVE_ENTRY;

	days_format_day(w->day, day);
	if (w->in_ms)
		snprintf(seconds, sizeof(seconds), "%" PRId64, walk_seconds(w));
	return table_add(t, day, w->dog, kind_names[r->kind], stamp(entry ? 0 : w->out_ms, s[0]),
			 stamp(entry ? w->out_ms : w->in_ms, s[1]), seconds,
			 w->out_kind ? end_kind_name(w->out_kind) : "",
			 w->in_ms ? end_kind_name(w->in_kind) : "", stamp(r->out_was_ms, s[2]),
			 stamp(r->in_was_ms, s[3]), w->volunteer);
}

char *history_csv(const struct history *h, char separator)
{
	struct table *t = table_new(csv_columns, sizeof(csv_columns) / sizeof(csv_columns[0]));
	char *text = NULL;
	int rc = t ? 0 : ERR_NOMEM;

	for (size_t i = 0; !rc && i < h->record_count; i++)
		rc = add_row(t, &h->records[i]);
	if (!rc)
		text = table_csv(t, separator);
	table_free(&t);
	return text;
}
