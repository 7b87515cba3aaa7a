/*
 * history_text - a history for people. What does not count stands between brackets.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/report/decisions.h"
#include "paseo/report/history_model.h"
#include "paseo/report/page.h"

#define CELL_SIZE 128
/* Where the second line of an entry begins: below what follows its day and time. */
#define HANGING_CELLS 18
/* Days are named wherever a moment is told. */
#define NO_DAY 0

/* clang-format off */
static const struct table_column dog_columns[] = {
	{ .title = N_("Day") },
	{ .title = N_("Out") },
	{ .title = N_("Back") },
	{ .title = N_("Min"), .kind = TABLE_NUMBER },
	{ .title = N_("With"), .shrinks = true },
};
static const struct table_column volunteer_columns[] = {
	{ .title = N_("Day") },
	{ .title = N_("Out") },
	{ .title = N_("Back") },
	{ .title = N_("Min"), .kind = TABLE_NUMBER },
	{ .title = N_("Dog"), .shrinks = true },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void write_head(struct page *p, const struct history *h)
{
	char from[DAYS_STAMP_SIZE], to[DAYS_STAMP_SIZE], who[CELL_SIZE + DOG_NAME_SIZE];

	days_format_day(h->span.from, from);
	days_format_day(h->span.to, to);
	snprintf(who, sizeof(who), h->archived ? _("%s (%s, archived)") : "%s (%s)", h->name,
		 h->id);
	if (h->span.all)
		page_line(p, _("%s: everything on record"), who);
	else if (h->span.usual)
		page_line(p, _("%s: the last %d days, %s to %s"), who, HISTORY_DAYS, from, to);
	else if (h->span.from == h->span.to)
		page_line(p, "%s: %s", who, from);
	else
		page_line(p, _("%s: %s to %s"), who, from, to);
}

static void write_totals(struct page *p, const struct history *h)
{
	char walks[64], all[64], measured[64], typed[64], estimated[64];

	snprintf(walks, sizeof(walks),
		 language_plural("%d walk", "%d walks", (unsigned long)h->walks), h->walks);
	page_line(p, _("%s, %s in all"), walks, terms_length(h->seconds, all));
	page_line(p, _("scanned %s, typed %s, estimated %s"),
		  terms_length(h->kind_seconds[END_MEASURED], measured),
		  terms_length(h->kind_seconds[END_TYPED], typed),
		  terms_length(h->kind_seconds[END_ESTIMATED], estimated));
}

/* "11:20 typed (was 11:52)": an end, and how it is known where it was not scanned. */
static const char *end_cell(int64_t ms, int64_t was_ms, enum end_kind kind, int32_t day,
			    char out[CELL_SIZE])
{
	char is[DAYS_STAMP_SIZE], was[DAYS_STAMP_SIZE], old[64] = "";
	const char *known = terms_end(kind);

	if (was_ms)
		snprintf(old, sizeof(old), _("(was %s)"), terms_moment(was_ms, days_of(ms), was));
	snprintf(out, CELL_SIZE, "%s%s%s%s%s", terms_moment(ms, day, is), known[0] ? " " : "",
		 known, old[0] ? " " : "", old);
	return out;
}

/* Who went along, or which dog; of what does not count why that is so. */
static const char *with_cell(const struct history *h, const struct record *r, char out[CELL_SIZE])
{
	char moment[DAYS_STAMP_SIZE];

	terms_moment(r->undone_ms, r->walk.day, moment);
	if (r->kind == RECORD_LOST)
		return _("does not count");
	if (r->kind == RECORD_UNDONE && r->by[0])
		snprintf(out, CELL_SIZE, _("undone %s by %s"), moment,
			 terms_name(h->names, ROSTER_VOLUNTEERS, r->by));
	else if (r->kind == RECORD_UNDONE)
		snprintf(out, CELL_SIZE, _("undone %s"), moment);
	else if (h->kind == ROSTER_DOGS)
		snprintf(out, CELL_SIZE, "%s",
			 terms_name(h->names, ROSTER_VOLUNTEERS, r->walk.volunteer));
	else
		snprintf(out, CELL_SIZE, "%s", terms_name(h->names, ROSTER_DOGS, r->walk.dog));
	return out;
}

static int add_walk(struct table *t, const struct history *h, const struct record *r)
{
	const struct walk *w = &r->walk;
	char day[DAYS_STAMP_SIZE], out[CELL_SIZE], in[CELL_SIZE], minutes[24] = "", with[CELL_SIZE];

	days_format_day(w->day, day);
	end_cell(w->out_ms, r->out_was_ms, w->out_kind, w->day, out);
	snprintf(in, sizeof(in), "%s", _("OUTSIDE"));
	if (w->in_ms) {
		end_cell(w->in_ms, r->in_was_ms, w->in_kind, w->day, in);
		snprintf(minutes, sizeof(minutes), "%d", (int)((w->in_ms - w->out_ms) / MINUTE_MS));
	}
	return table_add(t, day, out, in, minutes, with_cell(h, r, with));
}

/* The time of what does not count, between brackets, where it would have stood. */
static int add_struck(struct table *t, const struct history *h, const struct record *r)
{
	char day[DAYS_STAMP_SIZE], clock[DAYS_STAMP_SIZE], cell[CELL_SIZE], with[CELL_SIZE];
	bool entry = r->move == MOVE_ENTRY;

	days_format_day(r->walk.day, day);
	snprintf(cell, sizeof(cell), "(%s)", terms_clock(r->walk.out_ms, clock));
	return table_add(t, day, entry ? "" : cell, entry ? cell : "", "", with_cell(h, r, with));
}

static int write_records(struct page *p, const struct history *h)
{
	struct table *t = h->kind == ROSTER_DOGS
				  ? table_new(dog_columns, COUNT(dog_columns))
				  : table_new(volunteer_columns, COUNT(volunteer_columns));
	int rc = t ? 0 : ERR_NOMEM;

	for (size_t i = 0; !rc && i < h->record_count; i++)
		rc = h->records[i].kind == RECORD_WALK ? add_walk(t, h, &h->records[i])
						       : add_struck(t, h, &h->records[i]);
	if (!rc && h->record_count) {
		page_table(p, t);
		page_line(p, "%s", _(" Times without a word were scanned."));
	}
	table_free(&t);
	return rc;
}

static void write_corrections(struct page *p, const struct history *h)
{
	if (h->correction_count)
		page_heading(p, _("Corrections and remarks"), h->correction_count);
	for (size_t i = 0; i < h->correction_count; i++) {
		const struct correction *c = &h->corrections[i];
		char said[DAYS_STAMP_SIZE], text[TERMS_LONG_SIZE];

		page_wrap(p, HANGING_CELLS, " %s %s", terms_moment(c->time_ms, NO_DAY, said),
			  correction_words(c, h->names, days_of(c->time_ms), text));
	}
}

static void write_decisions(struct page *p, const struct history *h)
{
	if (h->decision_count)
		page_heading(p, _("Decisions"), h->decision_count);
	for (size_t i = 0; i < h->decision_count; i++) {
		const struct decision *d = &h->decisions[i];
		char asked[DAYS_STAMP_SIZE], text[TERMS_LONG_SIZE];

		page_wrap(p, HANGING_CELLS, " %s %s", terms_moment(d->asked_ms, NO_DAY, asked),
			  decision_words(d, h->names, days_of(d->asked_ms), h->now_ms, text));
	}
}

static void write_hold(struct page *p, const struct history *h, const struct hold_change *c)
{
	char moment[DAYS_STAMP_SIZE], until[DAYS_STAMP_SIZE] = "", text[TERMS_SIZE],
				      by[TERMS_SIZE] = "";

	days_format_day(c->until, until);
	terms_moment(c->time_ms, NO_DAY, moment);
	if (!c->begun)
		snprintf(text, sizeof(text), "%s", _("lifted"));
	else if (c->until)
		snprintf(text, sizeof(text), _("%s, until %s"), terms_hold(c->kind), until);
	else
		snprintf(text, sizeof(text), _("%s, until it is lifted"), terms_hold(c->kind));
	if (c->by[0])
		snprintf(by, sizeof(by), _(", by %s"),
			 terms_name(h->names, ROSTER_VOLUNTEERS, c->by));
	page_wrap(p, HANGING_CELLS, " %s %s%s%s%s", moment, text, by, c->reason[0] ? ": " : "",
		  c->reason);
}

static void write_holds(struct page *p, const struct history *h)
{
	if (h->hold_count)
		page_heading(p, _("Holds"), h->hold_count);
	for (size_t i = 0; i < h->hold_count; i++)
		write_hold(p, h, &h->holds[i]);
}

char *history_text(const struct history *h, size_t width_cells)
{
	struct page *p = page_new(width_cells);
	char *text;
	int rc;

	if (!p)
		return NULL;
	write_head(p, h);
	write_totals(p, h);
	rc = write_records(p, h);
	write_corrections(p, h);
	write_decisions(p, h);
	write_holds(p, h);
	text = page_finish(&p);
	if (rc) {
		free(text);
		text = NULL;
	}
	return text;
}
