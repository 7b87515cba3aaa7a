/*
 * day_lists - see the header.
 */
#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/report/day_lists.h"
#include "paseo/report/decisions.h"

/* Where the second line of an entry begins: below what follows its time. */
#define HANGING_CELLS 7

/* clang-format off */
/* What was most dangerous first. */
static const enum warning_kind warning_order[WARNING_COUNT] = {
	WARNING_HOLD, WARNING_REACTIVE, WARNING_INCOMPATIBLE, WARNING_LEVEL, WARNING_BONDED_ALONE,
	WARNING_OVERDUE, WARNING_HEAT, WARNING_EARLY_RETURN, WARNING_GATE_BUSY, WARNING_LATE,
	WARNING_CLOCK,
};
/* clang-format on */

static void write_warning(struct page *p, const struct day_report *r, const struct day_warning *w)
{
	char moment[DAYS_STAMP_SIZE], with[TERMS_SIZE];
	const char *dog = terms_name(r->names, ROSTER_DOGS, w->dog);

	terms_moment(w->time_ms, r->day, moment);
	terms_names(r->names, ROSTER_DOGS, w->warning.with, with);
	/* Whom the level is about is no dog. */
	if (w->warning.kind == WARNING_LEVEL)
		terms_names(r->names, ROSTER_VOLUNTEERS, w->volunteer, with);
	if (with[0])
		page_item(p, "%s %s (%s)", moment, dog, with);
	else
		page_item(p, "%s %s", moment, dog);
}

static size_t count_warnings(const struct day_report *r, enum warning_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < r->warning_count; i++)
		n += r->warnings[i].warning.kind == kind;
	return n;
}

static void write_warnings(struct page *p, const struct day_report *r)
{
	if (r->warning_count)
		page_heading(p, _("Warnings"), r->warning_count);
	for (size_t k = 0; k < WARNING_COUNT; k++) {
		enum warning_kind kind = warning_order[k];
		size_t n = count_warnings(r, kind);

		if (n == 0)
			continue;
		page_list(p, 3, n > 1 ? " %s (%zu):" : " %s:", terms_warning(kind), n);
		for (size_t i = 0; i < r->warning_count; i++) {
			if (r->warnings[i].warning.kind == kind)
				write_warning(p, r, &r->warnings[i]);
		}
		page_list_end(p);
	}
}

static size_t count_decisions(const struct day_report *r, bool waiting)
{
	size_t n = 0;

	for (size_t i = 0; i < r->decision_count; i++)
		n += (r->decisions[i].status == DECISION_WAITING) == waiting;
	return n;
}

static void write_decisions(struct page *p, const struct day_report *r, bool waiting)
{
	for (size_t i = 0; i < r->decision_count; i++) {
		const struct decision *d = &r->decisions[i];
		char asked[DAYS_STAMP_SIZE], text[TERMS_LONG_SIZE];

		if ((d->status == DECISION_WAITING) == waiting)
			page_wrap(p, HANGING_CELLS, " %s %s",
				  terms_moment(d->asked_ms, r->day, asked),
				  decision_words(d, r->names, r->day, r->now_ms, text));
	}
}

void day_write_waiting(struct page *p, const struct day_report *r)
{
	size_t n = count_decisions(r, true);

	if (n)
		page_heading(p, _("Still to be answered"), n);
	write_decisions(p, r, true);
}

static void write_answered(struct page *p, const struct day_report *r)
{
	size_t n = count_decisions(r, false);

	if (n)
		page_heading(p, _("Decisions"), n);
	write_decisions(p, r, false);
}

static void write_corrections(struct page *p, const struct day_report *r)
{
	if (r->correction_count)
		page_heading(p, _("Corrections and remarks"), r->correction_count);
	for (size_t i = 0; i < r->correction_count; i++) {
		const struct correction *c = &r->corrections[i];
		char said[DAYS_STAMP_SIZE], text[TERMS_LONG_SIZE];

		page_wrap(p, HANGING_CELLS, " %s %s: %s", terms_moment(c->time_ms, r->day, said),
			  terms_name(r->names, ROSTER_DOGS, c->dog[0] ? c->dog : c->of),
			  correction_words(c, r->names, r->day, text));
	}
}

static void write_end(struct page *p, const struct day_report *r, const struct day_end *e)
{
	char is[DAYS_STAMP_SIZE], was[DAYS_STAMP_SIZE];
	const char *dog = terms_name(r->names, ROSTER_DOGS, e->dog);

	terms_moment(e->time_ms, r->day, is);
	terms_moment(e->was_ms, days_of(e->time_ms), was);
	if (e->was_ms)
		page_item(p, e->out ? _("%s out %s (was %s)") : _("%s back %s (was %s)"), dog, is,
			  was);
	else
		page_item(p, e->out ? _("%s out %s") : _("%s back %s"), dog, is);
}

static void write_ends(struct page *p, const struct day_report *r, enum end_kind kind,
		       const char *title)
{
	size_t n = 0;

	for (size_t i = 0; i < r->end_count; i++)
		n += r->ends[i].kind == kind;
	if (n == 0)
		return;
	page_heading(p, title, n);
	page_list(p, 1, " ");
	for (size_t i = 0; i < r->end_count; i++) {
		if (r->ends[i].kind == kind)
			write_end(p, r, &r->ends[i]);
	}
	page_list_end(p);
}

static void write_read(struct page *p, const struct day_report *r, size_t index, size_t count)
{
	const char *code = r->reads[index].code, *owner = day_owner(r, code);
	const char *dog = names_find(r->names, ROSTER_DOGS, owner);
	char clock[DAYS_STAMP_SIZE];

	page_list(p, 3, count > 1 ? " %s (%zu):" : " %s:", code, count);
	for (size_t i = index; i < index + count; i++)
		page_item(p, "%s", terms_clock(r->reads[i].time_ms, clock));
	if (owner[0])
		page_item(p, _("it is %s by now"),
			  dog ? dog : terms_name(r->names, ROSTER_VOLUNTEERS, owner));
	page_list_end(p);
}

static size_t count_codes(const struct day_report *r)
{
	size_t codes = 0;

	for (size_t i = 0; i < r->read_count; i += day_same_code(r, i))
		codes++;
	return codes;
}

static void write_reads(struct page *p, const struct day_report *r)
{
	if (r->read_count)
		page_heading(p, _("Unknown tags"), count_codes(r));
	for (size_t i = 0; i < r->read_count; i += day_same_code(r, i))
		write_read(p, r, i, day_same_code(r, i));
}

void day_write_lists(struct page *p, const struct day_report *r)
{
	write_warnings(p, r);
	write_answered(p, r);
	write_corrections(p, r);
	write_ends(p, r, END_TYPED, _("Typed times"));
	write_ends(p, r, END_ESTIMATED, _("Estimated times"));
	write_reads(p, r);
}
