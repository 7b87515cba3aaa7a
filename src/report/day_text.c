/*
 * day_text - the report of a day for people: the board's F7, `paseo report`, a printer.
 *
 * Plain lines in the current language, no control characters, no colour. What is too long
 * for the width is cut in the columns that can give way.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/brain/fold.h"
#include "paseo/report/day_model.h"
#include "paseo/report/table.h"

#define INDENT_CELLS 1
#define DEFAULT_WIDTH_CELLS 80
#define LINE_SIZE 1024

struct page {
	FILE *out;
	const struct day_report *r;
	size_t width;
};

/* clang-format off */
static const char *const weekdays[] = {
	N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
	N_("Saturday"),
};

static const char *const warning_words[WARNING_COUNT] = {
	[WARNING_REACTIVE]     = N_("reactive"),
	[WARNING_INCOMPATIBLE] = N_("incompatible"),
	[WARNING_BONDED_ALONE] = N_("without its partner"),
	[WARNING_HOLD]         = N_("on hold"),
	[WARNING_LEVEL]        = N_("above the walker's level"),
	[WARNING_GATE_BUSY]    = N_("gate busy"),
	[WARNING_HEAT]         = N_("heat"),
	[WARNING_OVERDUE]      = N_("overdue"),
	[WARNING_EARLY_RETURN] = N_("back early"),
	[WARNING_LATE]         = N_("came late"),
	[WARNING_CLOCK]        = N_("clock"),
};

static const char *const ask_words[ASK_COUNT] = {
	[ASK_NONE]       = N_("asked"),
	[ASK_WARNING]    = N_("warning"),
	[ASK_REVERSAL]   = N_("turned back at once"),
	[ASK_OTHER_DAY]  = N_("out since another day"),
	[ASK_CONFIDENCE] = N_("not sure which dog"),
	[ASK_ARCHIVED]   = N_("archived"),
};

static const char *const status_words[] = {
	[DECISION_WAITING]   = N_("waits for an answer"),
	[DECISION_GO]        = N_("let go"),
	[DECISION_NO]        = N_("did not go"),
	[DECISION_WITHDRAWN] = N_("taken back"),
	[DECISION_MOOT]      = N_("settled by itself"),
};

static const struct table_column dog_columns[] = {
	{ .title = N_("Dog"), .shrinks = true },
	{ .title = N_("Now") },
	{ .title = N_("Walks"), .kind = TABLE_NUMBER },
	{ .title = N_("Min"), .kind = TABLE_NUMBER },
	{ .title = N_("Out"), .kind = TABLE_NUMBER },
	{ .title = N_("Back"), .kind = TABLE_NUMBER },
	{ .title = N_("With"), .shrinks = true },
};
/* clang-format on */

/* One line, cut to the width. */
static void write_line(const struct page *p, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void write_line(const struct page *p, const char *format, ...)
{
	char text[LINE_SIZE], cut[LINE_SIZE * 3];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	text_fit(cut, sizeof(cut), text, p->width, !language_utf8());
	fprintf(p->out, "%s\n", cut);
}

static void write_heading(const struct page *p, const char *title, size_t count)
{
	write_line(p, "%s", "");
	write_line(p, "%s: %zu", title, count);
}

static const char *clock_text(int64_t ms, char out[DAYS_STAMP_SIZE])
{
	out[0] = '\0';
	if (ms)
		days_format_clock(ms, out);
	return out;
}

/* "1 h 05 min", "35 min" */
static const char *length_text(int64_t seconds, char *out, size_t size)
{
	int64_t minutes = seconds / 60;

	if (minutes >= 60)
		snprintf(out, size, _("%d h %02d min"), (int)(minutes / 60), (int)(minutes % 60));
	else
		snprintf(out, size, _("%d min"), (int)minutes);
	return out;
}

/* Ids separated by spaces as names separated by commas. */
static const char *names_text(const struct day_report *r, enum roster_kind kind, const char *ids,
			      char *out, size_t size)
{
	char id[DOG_ID_SIZE];
	size_t used = 0;

	out[0] = '\0';
	while (*ids && used < size) {
		size_t n = strcspn(ids, " ");
		snprintf(id, sizeof(id), "%.*s", (int)n, ids);
		int len = snprintf(out + used, size - used, "%s%s", used ? ", " : "",
				   day_name(r, kind, id));
		used += len > 0 ? (size_t)len : 0;
		ids += n + (ids[n] == ' ');
	}
	return out;
}

static void write_totals(const struct page *p)
{
	const struct day_totals *t = &p->r->totals;
	char all[64], measured[64], typed[64], estimated[64];
	char dogs[64], walked[64], walks[64];

	snprintf(dogs, sizeof(dogs), language_plural("%zu dog", "%zu dogs", t->dogs), t->dogs);
	/* TRANSLATORS: so many of the dogs went for a walk. */
	snprintf(walked, sizeof(walked),
		 language_plural("%zu walked", "%zu walked", t->dogs_walked), t->dogs_walked);
	snprintf(walks, sizeof(walks),
		 language_plural("%d walk", "%d walks", (unsigned long)t->walks), t->walks);
	write_line(p, _("%s, %s, %s, %s in all"), dogs, walked, walks,
		   length_text(t->seconds, all, sizeof(all)));
	write_line(p, _("scanned %s, typed %s, estimated %s"),
		   length_text(t->kind_seconds[END_MEASURED], measured, sizeof(measured)),
		   length_text(t->kind_seconds[END_TYPED], typed, sizeof(typed)),
		   length_text(t->kind_seconds[END_ESTIMATED], estimated, sizeof(estimated)));
	if (t->longest_seconds)
		write_line(p, _("longest walk %s, half of them longer than %s"),
			   length_text(t->longest_seconds, all, sizeof(all)),
			   length_text(t->median_seconds, typed, sizeof(typed)));
}

static void write_head(const struct page *p)
{
	const struct day_report *r = p->r;
	char day[DAYS_STAMP_SIZE], now[DAYS_STAMP_SIZE];
	const char *shelter = r->shelter[0] ? r->shelter : "paseo";

	days_format_day(r->day, day);
	days_format_clock(r->now_ms, now);
	if (r->today)
		write_line(p, _("%s: report of %s %s, as of %s"), shelter,
			   _(weekdays[days_weekday(r->day)]), day, now);
	else
		write_line(p, _("%s: report of %s %s"), shelter, _(weekdays[days_weekday(r->day)]),
			   day);
	write_totals(p);
}

static int add_dog_row(struct table *t, const struct page *p, const struct day_dog *d)
{
	char walks[16], minutes[24], out[DAYS_STAMP_SIZE], in[DAYS_STAMP_SIZE], people[LINE_SIZE];
	const char *state = d->archived			? _("archived")
			    : d->state == STATE_OUTSIDE ? _("OUTSIDE")
							: _("inside");

	snprintf(walks, sizeof(walks), "%d", d->walks);
	snprintf(minutes, sizeof(minutes), "%d", (int)(d->seconds / 60));
	return table_add(t, d->name, state, walks, minutes, clock_text(d->first_out_ms, out),
			 clock_text(d->last_in_ms, in),
			 names_text(p->r, ROSTER_VOLUNTEERS, d->people, people, sizeof(people)));
}

static int write_dogs(const struct page *p)
{
	struct table *t = table_new(dog_columns, sizeof(dog_columns) / sizeof(dog_columns[0]));
	char *text = NULL;
	int rc = t ? 0 : ERR_NOMEM;

	for (size_t i = 0; !rc && i < p->r->dog_count; i++)
		rc = add_dog_row(t, p, &p->r->dogs[i]);
	if (!rc)
		text = table_text(t, p->width, INDENT_CELLS);
	if (text)
		fprintf(p->out, "\n%s", text);
	free(text);
	table_free(&t);
	return text ? 0 : ERR_NOMEM;
}

static void write_missed(const struct page *p)
{
	size_t count = 0;

	for (size_t i = 0; i < p->r->dog_count; i++)
		count += !p->r->dogs[i].walks && !p->r->dogs[i].archived;
	write_heading(p, _("Not walked"), count);
	for (size_t i = 0; i < p->r->dog_count; i++) {
		const struct day_dog *d = &p->r->dogs[i];
		int days = day_days_since(p->r, d);
		if (d->walks || d->archived)
			continue;
		if (days < 0)
			write_line(p, _(" %s, no walk on record"), d->name);
		else if (days == 1)
			write_line(p, _(" %s, last the day before"), d->name);
		else
			write_line(p,
				   language_plural(" %s, last %d day before",
						   " %s, last %d days before", (unsigned long)days),
				   d->name, days);
	}
}

static void write_open(const struct page *p)
{
	const struct day_report *r = p->r;
	int64_t until = r->today ? r->now_ms : r->end_ms;

	write_heading(p, r->today ? _("Still out") : _("Out at the end of the day"), r->open_count);
	for (size_t i = 0; i < r->open_count; i++) {
		const struct walk *w = &r->open[i];
		char since[DAYS_STAMP_SIZE], day[DAYS_STAMP_SIZE] = "", length[64];
		int64_t seconds = until > w->out_ms ? (until - w->out_ms) / SECOND_MS : 0;
		bool with = w->volunteer[0] != '\0';

		if (w->day != r->day)
			days_format_day(w->day, day);
		write_line(p, _(" %s, since %s%s%s, %s%s%s"), day_name(r, ROSTER_DOGS, w->dog), day,
			   day[0] ? " " : "", clock_text(w->out_ms, since),
			   length_text(seconds, length, sizeof(length)), with ? _(", with ") : "",
			   with ? day_name(r, ROSTER_VOLUNTEERS, w->volunteer) : "");
	}
}

static void write_warnings(const struct page *p)
{
	const struct day_report *r = p->r;

	write_heading(p, _("Warnings"), r->warning_count);
	for (size_t i = 0; i < r->warning_count; i++) {
		const struct day_warning *w = &r->warnings[i];
		char clock[DAYS_STAMP_SIZE], with[LINE_SIZE];

		names_text(r, ROSTER_DOGS, w->warning.with, with, sizeof(with));
		write_line(p, " %s %s: %s%s%s", clock_text(w->time_ms, clock),
			   day_name(r, ROSTER_DOGS, w->dog), _(warning_words[w->warning.kind]),
			   with[0] ? ", " : "", with);
	}
}

static void write_decisions(const struct page *p)
{
	const struct day_report *r = p->r;

	write_heading(p, _("Decisions"), r->decision_count);
	for (size_t i = 0; i < r->decision_count; i++) {
		const struct decision *d = &r->decisions[i];
		char asked[DAYS_STAMP_SIZE], answered[DAYS_STAMP_SIZE];

		clock_text(d->answered_ms, answered);
		write_line(p, " %s %s (%s): %s%s%s%s%s", clock_text(d->asked_ms, asked),
			   day_name(r, ROSTER_DOGS, d->dog), _(ask_words[d->ask]),
			   _(status_words[d->status]), answered[0] ? " " : "", answered,
			   d->reason[0] ? ": " : "", d->reason);
	}
}

static void write_correction(const struct page *p, const struct day_correction *c)
{
	const char *name = c->dog[0] ? day_name(p->r, ROSTER_DOGS, c->dog) : c->of;
	char clock[DAYS_STAMP_SIZE];

	clock_text(c->time_ms, clock);
	if (c->action == ACTION_RETRACT)
		write_line(p, _(" %s %s: undone"), clock, name);
	else if (c->action == ACTION_AMEND)
		write_line(p, _(" %s %s: corrected"), clock, name);
	else
		write_line(p, _(" %s %s: counted, and no longer does"), clock, name);
}

static int write_page(const struct page *p)
{
	write_head(p);
	int rc = write_dogs(p);
	if (rc)
		return rc;
	write_missed(p);
	write_open(p);
	write_warnings(p);
	write_decisions(p);
	write_heading(p, _("Corrections"), p->r->correction_count);
	for (size_t i = 0; i < p->r->correction_count; i++)
		write_correction(p, &p->r->corrections[i]);
	return 0;
}

char *day_report_text(const struct day_report *r, size_t width_cells)
{
	char *text = NULL;
	size_t len = 0;
	struct page p = { open_memstream(&text, &len), r,
			  width_cells ? width_cells : DEFAULT_WIDTH_CELLS };

	if (!p.out)
		return NULL;
	int rc = write_page(&p);
	if (fclose(p.out) || rc) {
		free(text);
		return NULL;
	}
	return text;
}
