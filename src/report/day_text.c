/*
 * day_text - the report of a day for people: the board's F7, `paseo report`, a printer.
 *
 * Sections stand there only where there is something to say, what must be seen to first: dogs that
 * are out, questions that wait, dogs that did not walk. The rest is in day_lists.c.
 */
#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/report/day_lists.h"
#include "paseo/report/day_model.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* clang-format off */
static const struct table_column walk_columns[] = {
	{ .title = N_("Dog"), .shrinks = true },
	{ .title = N_("Now") },
	{ .title = N_("Walks"), .kind = TABLE_NUMBER },
	{ .title = N_("Min"), .kind = TABLE_NUMBER },
	{ .title = N_("Out"), .kind = TABLE_NUMBER },
	{ .title = N_("Back"), .kind = TABLE_NUMBER },
	{ .title = N_("With"), .shrinks = true },
};

/* Where the dogs are now is no matter of a day that is past. */
static const struct table_column past_columns[] = {
	{ .title = N_("Dog"), .shrinks = true },
	{ .title = NULL },
	{ .title = N_("Walks"), .kind = TABLE_NUMBER },
	{ .title = N_("Min"), .kind = TABLE_NUMBER },
	{ .title = N_("Out"), .kind = TABLE_NUMBER },
	{ .title = N_("Back"), .kind = TABLE_NUMBER },
	{ .title = N_("With"), .shrinks = true },
};
/* clang-format on */

static void add(char out[TERMS_SIZE], const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add(char out[TERMS_SIZE], const char *format, ...)
{
	size_t used = strlen(out);
	va_list list;

	va_start(list, format);
	vsnprintf(out + used, TERMS_SIZE - used, format, list);
	va_end(list);
}

static void write_closing(struct page *p, const struct day_report *r)
{
	char closed[DAYS_STAMP_SIZE], reopened[DAYS_STAMP_SIZE], text[TERMS_SIZE] = "";
	const char *by = terms_name(r->names, ROSTER_VOLUNTEERS, r->closing.by);

	terms_moment(r->closing.closed_ms, r->day, closed);
	terms_moment(r->reopened_ms, r->day, reopened);
	if (!r->closing.seq) {
		page_line(p, "%s", r->today ? _("not closed yet") : _("not closed"));
		return;
	}
	if (by[0])
		add(text, _("closed at %s by %s"), closed, by);
	else
		add(text, _("closed at %s"), closed);
	if (r->reopened_ms)
		add(text, _(", reopened by a movement at %s"), reopened);
	page_wrap(p, 1, "%s", text);
}

static void write_heat(struct page *p, const struct day_report *r)
{
	char clock[DAYS_STAMP_SIZE];

	if (r->heat_count == 0)
		return;
	page_list(p, 1, "%s", "");
	for (size_t i = 0; i < r->heat_count; i++)
		page_item(p, _("%s since %s"), terms_heat(r->heats[i].heat),
			  terms_clock(r->heats[i].time_ms, clock));
	page_list_end(p);
}

/* Out when the day was closed, and back before its end. */
static bool is_back(const struct day_report *r, const struct walk *left)
{
	for (size_t i = 0; i < r->open_count; i++) {
		if (r->opens[i].out_seq == left->out_seq)
			return false;
	}
	return true;
}

static size_t count_back(const struct day_report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->left_count; i++)
		n += is_back(r, &r->lefts[i]);
	return n;
}

static void write_alarm(struct page *p, const struct day_report *r)
{
	if (r->open_count && !r->today && r->end_ms <= r->now_ms)
		page_line(p,
			  language_plural("ALARM: %zu dog was out at the end of the day",
					  "ALARM: %zu dogs were out at the end of the day",
					  r->open_count),
			  r->open_count);
	if (r->left_count)
		page_line(p,
			  language_plural("ALARM: %zu dog was out when the day was closed",
					  "ALARM: %zu dogs were out when the day was closed",
					  r->left_count),
			  r->left_count);
}

static void write_totals(struct page *p, const struct day_totals *t)
{
	char all[64], measured[64], typed[64], estimated[64];
	char dogs[64], walked[64], walks[64];

	snprintf(dogs, sizeof(dogs), language_plural("%zu dog", "%zu dogs", t->dogs), t->dogs);
	/* TRANSLATORS: so many of the dogs went for a walk. */
	snprintf(walked, sizeof(walked),
		 language_plural("%zu walked", "%zu walked", t->dogs_walked), t->dogs_walked);
	snprintf(walks, sizeof(walks),
		 language_plural("%d walk", "%d walks", (unsigned long)t->walks), t->walks);
	page_line(p, _("%s, %s, %s, %s in all"), dogs, walked, walks,
		  terms_length(t->seconds, all));
	page_line(p, _("scanned %s, typed %s, estimated %s"),
		  terms_length(t->kind_seconds[END_MEASURED], measured),
		  terms_length(t->kind_seconds[END_TYPED], typed),
		  terms_length(t->kind_seconds[END_ESTIMATED], estimated));
	if (t->longest_seconds)
		page_line(p, _("longest walk %s, half of them longer than %s"),
			  terms_length(t->longest_seconds, all),
			  terms_length(t->median_seconds, typed));
}

static void write_head(struct page *p, const struct day_report *r)
{
	char day[DAYS_STAMP_SIZE], now[DAYS_STAMP_SIZE];
	const char *shelter = r->settings.shelter[0] ? r->settings.shelter : "paseo";

	days_format_day(r->day, day);
	days_format_clock(r->now_ms, now);
	if (r->today)
		page_line(p, _("%s: report of %s %s, as of %s"), shelter, terms_weekday(r->day),
			  day, now);
	else
		page_line(p, _("%s: report of %s %s"), shelter, terms_weekday(r->day), day);
	write_alarm(p, r);
	write_closing(p, r);
	write_heat(p, r);
	write_totals(p, &r->totals);
}

/* "Kira, since 10:46, 13 h 13 min, with Marta, 600 111 222, not back yet" */
static void write_out(struct page *p, const struct day_report *r, const struct walk *w, bool then)
{
	char text[TERMS_SIZE] = "", moment[DAYS_STAMP_SIZE], length[64];
	const char *phone = names_phone(r->names, w->volunteer);

	add(text, _("%s, since %s"), terms_name(r->names, ROSTER_DOGS, w->dog),
	    terms_moment(w->out_ms, r->day, moment));
	if (!then)
		add(text, ", %s", terms_length(day_out_seconds(r, w), length));
	if (w->volunteer[0])
		add(text, _(", with %s"), terms_name(r->names, ROSTER_VOLUNTEERS, w->volunteer));
	if (w->in_ms)
		add(text, _(", back %s"), terms_moment(w->in_ms, r->day, moment));
	else if (phone[0])
		add(text, ", %s", phone);
	if (!w->in_ms && !r->today)
		add(text, "%s", _(", not back yet"));
	page_wrap(p, 3, " %s", text);
}

static void write_open(struct page *p, const struct day_report *r)
{
	size_t back = count_back(r);

	if (r->open_count)
		page_heading(p, r->today ? _("Still out") : _("Out at the end of the day"),
			     r->open_count);
	for (size_t i = 0; i < r->open_count; i++)
		write_out(p, r, &r->opens[i], false);
	if (back)
		page_heading(p, _("Out when the day was closed, and back since"), back);
	for (size_t i = 0; i < r->left_count; i++) {
		if (is_back(r, &r->lefts[i]))
			write_out(p, r, &r->lefts[i], true);
	}
}

/* Those that have waited so long; days -1: for whom no walk is known. */
static void write_waited(struct page *p, const struct day_report *r, int days)
{
	if (days < 0)
		page_list(p, 3, " %s:", _("no walk on record"));
	else if (days == 1)
		page_list(p, 3, " %s:", _("last the day before"));
	else
		page_list(p, 3,
			  language_plural(" last %d day before:", " last %d days before:",
					  (unsigned long)days),
			  days);
	for (size_t i = 0; i < r->dog_count; i++) {
		const struct day_dog *d = &r->dogs[i];

		if (!day_missed(d) || day_days_since(r, d) != days)
			continue;
		if (r->today && dog_on_hold(&d->dog, r->day))
			page_item(p, _("%s (on hold)"), d->dog.name);
		else
			page_item(p, "%s", d->dog.name);
	}
	page_list_end(p);
}

/* The most days since a walk that are fewer than that; 0: there are none. */
static int next_waited(const struct day_report *r, int below)
{
	int most = 0;

	for (size_t i = 0; i < r->dog_count; i++) {
		int days = day_days_since(r, &r->dogs[i]);

		if (day_missed(&r->dogs[i]) && days < below && days > most)
			most = days;
	}
	return most;
}

/* Who waits longest comes first. */
static void write_missed(struct page *p, const struct day_report *r)
{
	size_t count = 0, never = 0;

	for (size_t i = 0; i < r->dog_count; i++) {
		count += day_missed(&r->dogs[i]);
		never += day_missed(&r->dogs[i]) && day_days_since(r, &r->dogs[i]) < 0;
	}
	if (count)
		page_heading(p, _("Not walked"), count);
	if (never)
		write_waited(p, r, -1);
	for (int days = next_waited(r, INT32_MAX); days > 0; days = next_waited(r, days))
		write_waited(p, r, days);
}

static int add_walks_row(struct table *t, const struct day_report *r, const struct day_dog *d)
{
	char walks[16], minutes[24], out[DAYS_STAMP_SIZE], in[DAYS_STAMP_SIZE];
	char people[TERMS_SIZE], name[DOG_NAME_SIZE + 32];

	snprintf(walks, sizeof(walks), "%d", d->walks);
	snprintf(minutes, sizeof(minutes), "%d", (int)(d->seconds / 60));
	snprintf(name, sizeof(name), d->dog.archived ? _("%s (archived)") : "%s", d->dog.name);
	return table_add(t, name, d->state == STATE_OUTSIDE ? _("OUTSIDE") : _("inside"), walks,
			 minutes, terms_clock(d->first_out_ms, out), terms_clock(d->last_in_ms, in),
			 terms_names(r->names, ROSTER_VOLUNTEERS, d->people, people));
}

static int write_walks(struct page *p, const struct day_report *r)
{
	struct table *t = r->today ? table_new(walk_columns, COUNT(walk_columns))
				   : table_new(past_columns, COUNT(past_columns));
	int rc = t ? 0 : ERR_NOMEM;

	for (size_t i = 0; !rc && i < r->dog_count; i++) {
		if (r->dogs[i].walks)
			rc = add_walks_row(t, r, &r->dogs[i]);
	}
	if (!rc && r->totals.dogs_walked)
		page_table(p, t);
	table_free(&t);
	return rc;
}

char *day_report_text(const struct day_report *r, size_t width_cells)
{
	struct page *p = page_new(width_cells);
	char *text;
	int rc;

	if (!p)
		return NULL;
	write_head(p, r);
	write_open(p, r);
	day_write_waiting(p, r);
	write_missed(p, r);
	rc = write_walks(p, r);
	day_write_lists(p, r);
	text = page_finish(&p);
	if (rc) {
		free(text);
		text = NULL;
	}
	return text;
}
