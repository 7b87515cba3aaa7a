/*
 * stats_charts - see the header.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/report/stats_charts.h"
#include "paseo/report/terms.h"

/* A Monday, and the days after it. */
#define MONDAY 20240101
#define LINE_SIZE 512
/* Cells of an hour: its two digits and a blank, where there is room. */
#define HOUR_CELLS 3

static const char *weekday_word(int number)
{
	return terms_weekday(days_add(MONDAY, number));
}

const char *stats_weekday_word(const char *key)
{
	/* Keys are English names: the first letters tell them apart. */
	static const char *const starts[STATS_WEEKDAYS] = {
		"mo", "tu", "we", "th", "fr", "sa", "su"
	};

	for (int i = 0; i < STATS_WEEKDAYS; i++) {
		if (strncmp(key, starts[i], 2) == 0)
			return weekday_word(i);
	}
	return key;
}

/* Blanks that would end a line are left out. */
static void write_trimmed(struct stats_page *p, char *line)
{
	size_t len = strlen(line);

	while (len > 0 && line[len - 1] == ' ')
		line[--len] = '\0';
	page_line(p->page, "%s", line);
}

/* Walks of each day of the calendar; the busiest of them. */
static const struct stats_group *fill_days(const struct stats *s, int64_t *walks)
{
	const struct stats_groups *days = &s->by[STATS_DAY];
	const struct stats_group *busiest = NULL;

	for (size_t i = 0; i < days->count; i++) {
		const struct stats_group *g = &days->list[i];
		int32_t day = 0;

		(void)days_parse_day(g->key, &day);
		walks[days_until(s->span.from, day)] = g->walks;
		if (!busiest || g->walks > busiest->walks)
			busiest = g;
	}
	return busiest;
}

void stats_write_days(struct stats_page *p)
{
	const struct stats *s = p->s;
	int64_t *walks = calloc((size_t)s->days, sizeof(*walks));
	char spark[CHART_SIZE], line[CHART_SIZE + 1];

	p->failed = p->failed || !walks;
	if (!walks || s->days < 2) {
		free(walks);
		return;
	}
	const struct stats_group *busiest = fill_days(s, walks);
	page_line(p->page, "%s", "");
	page_line(p->page, _("Walks a day: at most %lld, on %s"),
		  (long long)(busiest ? busiest->walks : 0), busiest ? busiest->key : "");
	snprintf(line, sizeof(line), " %s",
		 chart_spark(spark, walks, (size_t)s->days, p->width - 2, p->plain));
	write_trimmed(p, line);
	free(walks);
}

/* The first and the last hour in which a walk began, and the walks of the busiest cell. */
static int64_t hours_of(const struct stats *s, int *first, int *last)
{
	int64_t most = 0;

	*first = STATS_HOURS;
	*last = -1;
	for (int hour = 0; hour < STATS_HOURS; hour++) {
		for (int day = 0; day < STATS_WEEKDAYS; day++) {
			if (!s->heat[day][hour])
				continue;
			*first = hour < *first ? hour : *first;
			*last = hour;
			most = s->heat[day][hour] > most ? s->heat[day][hour] : most;
		}
	}
	return most;
}

static void write_heat_row(struct stats_page *p, int day, int first, int last, int64_t most,
			   int cells)
{
	char line[LINE_SIZE], name[STATS_NAME_CELLS * 4];
	size_t fit = text_fit(name, sizeof(name), weekday_word(day), STATS_NAME_CELLS - 2,
			      !language_utf8());
	int used = snprintf(line, sizeof(line), " %s%*s", name, (int)(STATS_NAME_CELLS - fit), "");

	for (int hour = first; hour <= last && used < LINE_SIZE - 16; hour++) {
		const char *shade = chart_shade(p->s->heat[day][hour], most, p->plain);

		used += snprintf(line + used, sizeof(line) - (size_t)used, "%s%s%s", shade,
				 cells > 1 ? shade : "", cells > 2 ? " " : "");
	}
	write_trimmed(p, line);
}

void stats_write_heat(struct stats_page *p)
{
	int first, last, cells = HOUR_CELLS;
	int64_t most = hours_of(p->s, &first, &last);
	char line[LINE_SIZE];
	int used = snprintf(line, sizeof(line), " %*s", STATS_NAME_CELLS, "");

	if (!most)
		return;
	while (cells > 1 && 1 + STATS_NAME_CELLS + (last - first + 1) * cells > (int)p->width)
		cells--;
	/* Where an hour has one cell, only every second is named. */
	for (int hour = first; hour <= last && used < LINE_SIZE - 16; hour++) {
		if (cells > 1 || (hour - first) % 2 == 0)
			used += snprintf(line + used, sizeof(line) - (size_t)used, "%02d%s", hour,
					 cells > 2 ? " " : "");
	}
	page_line(p->page, "%s", "");
	page_line(p->page, _("When walks begin: at most %lld in one hour of a weekday"),
		  (long long)most);
	write_trimmed(p, line);
	for (int day = 0; day < STATS_WEEKDAYS; day++)
		write_heat_row(p, day, first, last, most, cells);
}

static void write_length(struct stats_page *p, size_t step, int64_t most)
{
	int from = (int)step * STATS_LENGTH_STEP_MIN;
	char bar[CHART_SIZE], what[64], line[CHART_SIZE + 128];
	size_t width = p->width > 40 ? p->width - 30 : 10;

	if (step + 1 < STATS_LENGTHS)
		snprintf(what, sizeof(what), _("%3d to %3d min"), from,
			 from + STATS_LENGTH_STEP_MIN - 1);
	else
		snprintf(what, sizeof(what), _("%3d min and more"), from);
	snprintf(line, sizeof(line), " %-17s %7lld %s", what, (long long)p->s->lengths[step],
		 chart_bar(bar, p->s->lengths[step], most, width, p->plain));
	write_trimmed(p, line);
}

void stats_write_lengths(struct stats_page *p)
{
	const struct stats *s = p->s;
	size_t last = 0;
	int64_t most = 0;

	for (size_t i = 0; i < STATS_LENGTHS; i++) {
		most = s->lengths[i] > most ? s->lengths[i] : most;
		last = s->lengths[i] ? i : last;
	}
	if (!most)
		return;
	page_line(p->page, "%s", "");
	page_line(p->page, "%s", _("How long walks take"));
	for (size_t i = 0; i <= last; i++)
		write_length(p, i, most);
}
