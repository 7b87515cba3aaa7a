/*
 * The top of the board: the shelter, the clock, how the desk itself is, the counts, the banner and who
 * must stay in.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/paint.h"

#define COLS_DEMO 100 /* from here the demo says what it is */
#define COLS_WORDS 64 /* from here counts are said in whole words */

/* Text after text: where the next one begins. */
static int add(struct cells *c, struct rect r, int col, enum role role, const char *text)
{
	if (col >= r.col + r.cols)
		return col;
	return col + cells_text(c, r.row, col, r.col + r.cols - col, role, text);
}

/* "QUEUE 0  DISK OK": short, at the right; the sentence stands at the foot. */
static int paint_health(struct cells *c, const struct console *d, struct rect r)
{
	const struct health *h = d->model.health;
	bool disk = h[HEALTH_STORE].good && h[HEALTH_JOURNAL].good;
	char queue[64];
	const char *words = disk ? _("DISK OK") : _("DISK BAD");
	int wide, at;

	snprintf(queue, sizeof(queue), _("QUEUE %lu"),
		 (unsigned long)(h[HEALTH_QUEUE].waiting + (uint64_t)d->unsent_count));
	wide = (int)text_width_cells(queue) + (int)text_width_cells(words) + 3;
	if (wide > r.cols / 2)
		return r.col + r.cols;
	at = r.col + r.cols - wide;
	add(c, r, at, h[HEALTH_QUEUE].good && d->unsent_count == 0 ? ROLE_HEAD : ROLE_FAULT, queue);
	add(c, r, at + (int)text_width_cells(queue) + 2, disk ? ROLE_HEAD : ROLE_FAULT, words);
	return at;
}

static void paint_header(struct cells *c, const struct console *d, struct rect r)
{
	const char *shelter = d->model.settings.shelter;
	char date[96], clock[DAYS_STAMP_SIZE];
	int end;

	if (r.rows == 0)
		return;
	end = paint_health(c, d, r);
	r.cols = end - r.col;
	end = add(c, r, r.col + 1, ROLE_COUNTS, shelter[0] ? shelter : "paseo");
	if (d->port->demo)
		end = add(c, r, end + 2, ROLE_DEMO,
			  c->cols >= COLS_DEMO ? _(" DEMO: made up, nothing is kept ")
					       : _(" DEMO "));
	days_format_clock(d->now_ms, clock);
	words_date(d->now_ms, date, sizeof(date));
	if (end + (int)text_width_cells(date) + 12 <= r.col + r.cols)
		end = add(c, r, end + 3, ROLE_HEAD, date);
	if (end + (int)strlen(clock) + 2 <= r.col + r.cols)
		add(c, r, end + 2, ROLE_COUNTS, clock);
}

/* Waiting decisions at the right; returns where they begin. */
static int paint_waiting(struct cells *c, const struct console *d, struct rect r, bool words)
{
	unsigned long n = (unsigned long)d->model.waiting_count;
	char text[128];
	int wide;

	if (n == 0)
		return r.col + r.cols;
	if (words)
		snprintf(text, sizeof(text),
			 language_plural(" %lu WAITS FOR AN ANSWER: F6 ",
					 " %lu WAIT FOR AN ANSWER: F6 ", n),
			 n);
	else
		snprintf(text, sizeof(text), "?%lu F6", n);
	wide = (int)text_width_cells(text);
	if (wide > r.cols / 2)
		return r.col + r.cols;
	cells_text(c, r.row, r.col + r.cols - wide, wide, ROLE_WARNING, text);
	return r.col + r.cols - wide - 1;
}

/* What the day itself is: how hot, and whether it is closed. Where there is no room, not at all. */
static int paint_day(struct cells *c, const struct console *d, struct rect r, int at, int gap)
{
	/* clang-format off */
	static const char *const heats[HEAT_COUNT] = {
		[HEAT_NONE] = "", [HEAT_WARM] = N_("WARM"), [HEAT_HOT] = N_("HOT"),
		[HEAT_EXTREME] = N_("EXTREME HEAT"),
	};
	/* clang-format on */
	int32_t day = days_of(d->now_ms);
	enum heat heat = settings_heat(&d->model.settings, day);
	const char *words[] = { heat == HEAT_NONE ? "" : _(heats[heat]),
				model_is_closed(&d->model, day) ? _("DAY CLOSED") : "" };

	for (size_t i = 0; i < 2; i++)
		if (words[i][0] && at + (int)text_width_cells(words[i]) <= r.col + r.cols)
			at = add(c, r, at, ROLE_SOON, words[i]) + gap;
	return at;
}

static void paint_counts(struct cells *c, const struct console *d, const struct layout *l)
{
	struct rect r = l->counts;
	bool words = r.cols >= COLS_WORDS;
	char text[128], clock[DAYS_STAMP_SIZE];
	int at = r.col + (words ? 1 : 0), gap = words ? 4 : 1;

	if (r.rows == 0)
		return;
	if (!d->model.loaded) {
		add(c, r, at, ROLE_COUNTS, _("Loading ..."));
		return;
	}
	r.cols = paint_waiting(c, d, r, words) - r.col;
	snprintf(text, sizeof(text), _("OUT %zu"), d->view.count[SIDE_OUTSIDE]);
	at = add(c, r, at, ROLE_COUNTS, text) + gap;
	snprintf(text, sizeof(text), _("IN %zu"), d->view.count[SIDE_INSIDE]);
	at = add(c, r, at, ROLE_COUNTS, text) + gap;
	snprintf(text, sizeof(text), words ? _("NOT OUT YET TODAY %zu") : _("NOT YET %zu"),
		 d->view.unwalked);
	at = add(c, r, at, ROLE_COUNTS, text) + gap;
	at = paint_day(c, d, r, at, gap);
	if (l->header.rows == 0) {
		days_format_clock(d->now_ms, clock);
		if (at + (int)strlen(clock) <= r.col + r.cols)
			cells_text_right(c, r.row, r.col, r.cols, ROLE_HEAD, clock);
	}
}

/* clang-format off */
static const struct { const char *mark; enum role role; } results[RESULT_COUNT] = {
	[RESULT_OUT]     = { ">>", ROLE_OUT },
	[RESULT_IN]      = { "<<", ROLE_IN },
	[RESULT_WARNING] = { "!!", ROLE_WARNING },
	[RESULT_UNKNOWN] = { "??", ROLE_UNKNOWN },
	[RESULT_IGNORED] = { "..", ROLE_IGNORED },
};
/* clang-format on */

/* The whole line has the result's role, so that it is seen from the gate. */
static void paint_banner(struct cells *c, const struct console *d, struct rect r)
{
	struct banner b = d->ui.notice;
	char clock[DAYS_STAMP_SIZE] = "";
	enum role role;
	int at = r.col, gap = r.cols >= COLS_WORDS ? 3 : 1;

	if (r.rows == 0)
		return;
	if (b.time_ms == 0 && d->model.has_last)
		words_banner(&d->model, &d->model.last, &b);
	/* There is nobody to scan or to type yet. */
	if (b.time_ms == 0 && d->model.dog_count == 0)
		return;
	if (b.time_ms == 0) {
		add(c, r, at + 1, ROLE_DIM, _("Scan a tag, or type a name and press Enter."));
		return;
	}
	role = results[b.kind].role;
	cells_fill(c, r, role);
	if (r.cols >= COLS_WORDS) {
		days_format_clock_seconds(b.time_ms, clock);
		cells_text_right(c, r.row, r.col, r.cols - 1, role, clock);
		r.cols -= (int)strlen(clock) + 2;
	}
	at = add(c, r, at + (gap > 1), role, results[b.kind].mark) + 1;
	at = add(c, r, at, role, b.verb) + gap;
	if (b.name[0])
		at = add(c, r, at, role, b.name) + gap;
	add(c, r, at, role, b.rest);
}

static void paint_alert(struct cells *c, struct rect r, const struct alert *alert)
{
	bool whole = alert->lead_role == ROLE_WARNING;
	int at = r.col + (r.cols >= COLS_WORDS);

	if (whole)
		cells_fill(c, r, ROLE_WARNING);
	at = add(c, r, at, alert->lead_role, alert->lead);
	add(c, r, at + 1, alert->role, alert->text);
}

static void paint_alerts(struct cells *c, const struct console *d, struct rect r,
			 const struct alerts *alerts)
{
	struct rect line = { r.row, r.col, 1, r.cols };

	if (r.rows == 0 || !d->model.loaded)
		return;
	if (alerts->count == 0 && d->view.count[SIDE_INSIDE] > 0)
		add(c, r, r.col + 1, ROLE_DIM, _("No dog has to stay in now."));
	for (size_t i = 0; i < alerts->count && (int)i < r.rows; i++, line.row++)
		paint_alert(c, line, &alerts->list[i]);
}

void paint_top(struct cells *c, const struct console *d, const struct layout *l,
	       const struct alerts *alerts)
{
	paint_header(c, d, l->header);
	paint_counts(c, d, l);
	if (l->rule_top.rows)
		cells_rule(c, l->rule_top.row, 0, l->rule_top.cols, false, ROLE_RULE);
	paint_banner(c, d, l->banner);
	paint_alerts(c, d, l->alert, alerts);
}
