/*
 * stats_text - the figures of a period for people: totals and charts, or the rows of one kind.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/report/page.h"
#include "paseo/report/stats_charts.h"
#include "paseo/report/terms.h"

#define CELL_SIZE 128
#define DEFAULT_WIDTH_CELLS 80
/* So many of a list, where it is one of several. */
#define FEW 8
/* A bar at the end of each row: where a line has room for it. */
#define BAR_FROM_CELLS 76
#define BAR_CELLS 8
#define BAR_WIDE_FROM_CELLS 100
#define BAR_WIDE_CELLS 24

/* clang-format off */
static const char *const titles[STATS_BY_COUNT] = {
	[STATS_DOG]       = N_("Dog"),
	[STATS_DAY]       = N_("Day"),
	[STATS_WEEKDAY]   = N_("Weekday"),
	[STATS_HOUR]      = N_("Hour"),
	[STATS_VOLUNTEER] = N_("Volunteer"),
	[STATS_KENNEL]    = N_("Kennel"),
	[STATS_LEVEL]     = N_("Level"),
};

/* What stands for a key that is empty. */
static const char *const nothing[STATS_BY_COUNT] = {
	[STATS_DOG]       = "",
	[STATS_DAY]       = "",
	[STATS_WEEKDAY]   = "",
	[STATS_HOUR]      = "",
	[STATS_VOLUNTEER] = N_("(nobody named)"),
	[STATS_KENNEL]    = N_("(no kennel)"),
	[STATS_LEVEL]     = N_("(no level)"),
};

static const struct { const char *code, *words; } fairness_words[] = {
	{ "even",        N_("evenly") },
	{ "fairly-even", N_("fairly evenly") },
	{ "uneven",      N_("unevenly") },
	{ "very-uneven", N_("very unevenly") },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *label_of(enum stats_by by, const struct stats_group *g, char out[CELL_SIZE])
{
	int32_t day = 0;

	snprintf(out, CELL_SIZE, "%s", g->name[0] ? g->name : g->key);
	if (!g->key[0])
		snprintf(out, CELL_SIZE, "%s", nothing[by][0] ? _(nothing[by]) : "");
	else if (by == STATS_WEEKDAY)
		snprintf(out, CELL_SIZE, "%s", stats_weekday_word(g->key));
	else if (by == STATS_HOUR)
		snprintf(out, CELL_SIZE, "%s:00", g->key);
	else if (by == STATS_DAY && days_parse_day(g->key, &day) == 0)
		snprintf(out, CELL_SIZE, "%s %s", g->key, terms_weekday(day));
	return out;
}

static const char *trend_cell(const struct stats_group *g, char out[CELL_SIZE])
{
	int64_t percent = 0;

	out[0] = '\0';
	if (stats_trend(g, &percent))
		snprintf(out, CELL_SIZE, "%+lld %%", (long long)percent);
	return out;
}

static const char *minutes_cell(int64_t seconds, bool known, char out[CELL_SIZE])
{
	out[0] = '\0';
	if (known)
		snprintf(out, CELL_SIZE, "%lld", (long long)(seconds / 60));
	return out;
}

static const char *count_cell(int64_t n, bool known, const char *unit, char out[CELL_SIZE])
{
	out[0] = '\0';
	if (known)
		snprintf(out, CELL_SIZE, "%lld%s", (long long)n, unit);
	return out;
}

/* Walks of days, minutes of the others: what the bar shows. */
static int64_t weight_of(enum stats_by by, const struct stats_group *g)
{
	return by == STATS_DAY || by == STATS_HOUR || by == STATS_WEEKDAY ? g->walks : g->seconds;
}

static int add_row(struct table *t, const struct stats_page *p, enum stats_by by,
		   const struct stats_group *g, int64_t most)
{
	char c[9][CELL_SIZE], bar[CHART_SIZE];
	size_t cells = p->width >= BAR_WIDE_FROM_CELLS ? BAR_WIDE_CELLS
		       : p->width >= BAR_FROM_CELLS    ? BAR_CELLS
						       : 0;
	int since = stats_days_since(p->s, g);
	int64_t target = stats_target_percent(g);

	return table_add(t, label_of(by, g, c[0]), count_cell(g->walks, true, "", c[1]),
			 minutes_cell(g->seconds, true, c[2]),
			 minutes_cell(g->mean_seconds, g->closed > 0, c[3]),
			 minutes_cell(g->median_seconds, g->closed > 0, c[4]),
			 minutes_cell(g->p90_seconds, g->closed > 0, c[5]),
			 count_cell(since, since >= 0, "", c[6]), trend_cell(g, c[7]),
			 count_cell(target, target >= 0, " %", c[8]),
			 chart_bar(bar, weight_of(by, g), most, cells, p->plain));
}

/* Columns that say nothing of this kind are left out. */
static size_t choose_columns(enum stats_by by, struct table_column out[])
{
	const struct table_column all[] = {
		{ .title = titles[by], .shrinks = true },
		{ .title = N_("Walks"), .kind = TABLE_NUMBER },
		{ .title = N_("Min"), .kind = TABLE_NUMBER },
		{ .title = N_("Mean"), .kind = TABLE_NUMBER },
		{ .title = N_("Median"), .kind = TABLE_NUMBER },
		{ .title = N_("90 %"), .kind = TABLE_NUMBER },
		{ .title = N_("Days since"), .kind = TABLE_NUMBER },
		{ .title = N_("Trend"), .kind = TABLE_NUMBER },
		{ .title = N_("Target"), .kind = TABLE_NUMBER },
		{ .title = "", .shrinks = true },
	};
	bool lasting =
		by == STATS_DOG || by == STATS_VOLUNTEER || by == STATS_KENNEL || by == STATS_LEVEL;

	memcpy(out, all, sizeof(all));
	if (!lasting)
		out[6].title = NULL;
	if (by == STATS_DAY)
		out[7].title = NULL;
	if (by != STATS_DOG)
		out[8].title = NULL;
	return COUNT(all);
}

static void write_groups(struct stats_page *p, enum stats_by by, size_t most_rows)
{
	const struct stats_groups *groups = &p->s->by[by];
	struct table_column columns[10];
	struct table *t = table_new(columns, choose_columns(by, columns));
	int64_t most = 0;
	int rc = t ? 0 : ERR_NOMEM;

	for (size_t i = 0; i < groups->count; i++) {
		int64_t weight = weight_of(by, &groups->list[i]);

		most = weight > most ? weight : most;
	}
	for (size_t i = 0; !rc && i < groups->count && i < most_rows; i++)
		rc = add_row(t, p, by, &groups->list[i], most);
	if (rc)
		p->failed = true;
	else
		page_table(p->page, t);
	table_free(&t);
}

static void write_head(struct stats_page *p)
{
	const struct stats *s = p->s;
	const char *shelter = s->shelter[0] ? s->shelter : "paseo";
	char from[DAYS_STAMP_SIZE], to[DAYS_STAMP_SIZE];

	days_format_day(s->span.from, from);
	days_format_day(s->span.to, to);
	if (s->span.usual)
		page_line(p->page, _("%s: figures of the last %d days, %s to %s"), shelter, s->days,
			  from, to);
	else if (s->days == 1)
		page_line(p->page, _("%s: figures of %s"), shelter, from);
	else
		page_line(p->page, _("%s: figures of %d days, %s to %s"), shelter, s->days, from,
			  to);
}

static void write_totals(struct stats_page *p)
{
	const struct stats *s = p->s;
	char days[64], walks[64], all[64], mean[64], median[64], p90[64], longest[64];
	char trend[CELL_SIZE];
	unsigned long day_count = (unsigned long)s->by[STATS_DAY].count;

	snprintf(days, sizeof(days),
		 language_plural("%lu walking day", "%lu walking days", day_count), day_count);
	snprintf(walks, sizeof(walks),
		 language_plural("%lld walk", "%lld walks", (unsigned long)s->total.walks),
		 (long long)s->total.walks);
	page_wrap(p->page, 1, _("%s, %s, %s in all; %lld dogs walked, %lld are there"), days, walks,
		  terms_length(s->total.seconds, all), (long long)s->dogs_walked,
		  (long long)s->dogs_present);
	if (s->total.closed)
		page_wrap(p->page, 1,
			  _("a walk: mean %s, half of them longer than %s, one in ten "
			    "longer than %s, the longest %s"),
			  terms_length(s->total.mean_seconds, mean),
			  terms_length(s->total.median_seconds, median),
			  terms_length(s->total.p90_seconds, p90),
			  terms_length(s->longest_seconds, longest));
	if (trend_cell(&s->total, trend)[0])
		page_wrap(p->page, 1, _("minutes against as many days before: %s"), trend);
}

static int least_first(const void *a, const void *b)
{
	const struct stats_group *x = *(const struct stats_group *const *)a;
	const struct stats_group *y = *(const struct stats_group *const *)b;
	int64_t p = stats_target_percent(x), q = stats_target_percent(y);

	if (p != q)
		return p < q ? -1 : 1;
	return strcmp(x->key, y->key);
}

static void write_lacking_dog(struct stats_page *p, const struct stats_group *g)
{
	int64_t percent = stats_target_percent(g);
	int64_t days = (int64_t)p->s->by[STATS_DAY].count;
	size_t cells = p->width >= BAR_WIDE_FROM_CELLS ? 40 : 20;
	char name[CELL_SIZE * 3], bar[CHART_SIZE];
	size_t used = text_fit(name, sizeof(name), g->name, STATS_NAME_CELLS, !language_utf8());

	page_line(p->page, _(" %s%*s %3lld %%  %3lld of %3lld min a walking day  %s"), name,
		  (int)(STATS_NAME_CELLS - used), "", (long long)percent,
		  (long long)(g->seconds / 60 / days), (long long)(g->target_seconds / 60 / days),
		  chart_bar(bar, percent, 100, cells, p->plain));
}

/* Dogs that got less than their target on the days that were walked, the least first. */
static void write_lacking(struct stats_page *p)
{
	const struct stats_groups *dogs = &p->s->by[STATS_DOG];
	const struct stats_group **list = calloc(dogs->count + 1, sizeof(*list));
	size_t n = 0;

	p->failed = p->failed || !list;
	for (size_t i = 0; list && i < dogs->count; i++) {
		int64_t percent = stats_target_percent(&dogs->list[i]);

		if (percent >= 0 && percent < 100)
			list[n++] = &dogs->list[i];
	}
	if (n) {
		qsort(list, n, sizeof(*list), least_first);
		page_heading(p->page, _("Walked less than their target"), n);
	}
	for (size_t i = 0; i < n && i < FEW; i++)
		write_lacking_dog(p, list[i]);
	if (n > FEW)
		page_line(p->page, _(" and %zu more: paseo stats --by dog"), n - FEW);
	free(list);
}

static void write_fairness(struct stats_page *p)
{
	const char *code = stats_fairness(p->s);

	for (size_t i = 0; i < COUNT(fairness_words); i++) {
		if (strcmp(fairness_words[i].code, code) == 0) {
			page_line(p->page, "%s", "");
			page_wrap(p->page, 1,
				  _("The minutes are shared %s among the dogs (Gini 0.%03d: 0 is "
				    "the same for all, 1 all for one)."),
				  _(fairness_words[i].words), p->s->gini_permille);
		}
	}
}

static void write_pairs(struct stats_page *p)
{
	const struct stats *s = p->s;

	if (s->pair_count)
		page_heading(p->page, _("Walk together"), s->pair_count);
	for (size_t i = 0; i < s->pair_count && i < FEW; i++) {
		const struct stats_pair *x = &s->pairs[i];
		char times[64], length[64];

		snprintf(times, sizeof(times),
			 language_plural("%lld time", "%lld times", (unsigned long)x->times),
			 (long long)x->times);
		page_line(p->page, " %s + %s: %s, %s", stats_name(s, STATS_DOG, x->a),
			  stats_name(s, STATS_DOG, x->b), times, terms_length(x->seconds, length));
	}
}

static const char *names_cell(const struct stats *s, const char *ids, char out[TERMS_SIZE])
{
	size_t used = 0;

	out[0] = '\0';
	while (*ids && used < TERMS_SIZE) {
		size_t len = strcspn(ids, " ");
		char id[WITH_SIZE];

		snprintf(id, sizeof(id), "%.*s", (int)len, ids);
		int n = snprintf(out + used, TERMS_SIZE - used, "%s%s", used ? ", " : "",
				 stats_name(s, STATS_DOG, id));
		used += n > 0 ? (size_t)n : 0;
		ids += len + (ids[len] == ' ');
	}
	return out;
}

static void write_conflicts(struct stats_page *p)
{
	const struct stats *s = p->s;

	if (s->conflict_count)
		page_heading(p->page, _("Warned of because of other dogs"), s->conflict_count);
	for (size_t i = 0; i < s->conflict_count && i < FEW; i++) {
		const struct stats_conflict *c = &s->conflicts[i];
		char names[TERMS_SIZE];

		page_wrap(p->page, 3, _(" %s: reactive %lld, incompatible %lld (%s)"),
			  stats_name(s, STATS_DOG, c->dog), (long long)c->reactive,
			  (long long)c->incompatible, names_cell(s, c->with, names));
	}
}

static void write_overview(struct stats_page *p)
{
	stats_write_days(p);
	stats_write_heat(p);
	stats_write_lengths(p);
	write_lacking(p);
	write_fairness(p);
	write_pairs(p);
	write_conflicts(p);
	page_heading(p->page, _("Volunteers"), p->s->by[STATS_VOLUNTEER].count);
	write_groups(p, STATS_VOLUNTEER, FEW);
	page_line(p->page, "%s", "");
	page_wrap(p->page, 1, "%s",
		  _("All of them: paseo stats --by dog, day, weekday, hour, volunteer, kennel or "
		    "level."));
}

char *stats_text(const struct stats *s, enum stats_by by, size_t width_cells, bool plain)
{
	struct stats_page p = { .page = page_new(width_cells),
				.s = s,
				.width = width_cells ? width_cells : DEFAULT_WIDTH_CELLS,
				.plain = plain || !language_utf8() };

	if (!p.page)
		return NULL;
	write_head(&p);
	write_totals(&p);
	if (s->total.walks == 0)
		page_line(p.page, "%s", _("No walks in these days."));
	if (by != STATS_OVERVIEW)
		write_groups(&p, by, SIZE_MAX);
	else if (s->total.walks)
		write_overview(&p);
	char *text = page_finish(&p.page);
	if (p.failed) {
		free(text);
		text = NULL;
	}
	return text;
}
