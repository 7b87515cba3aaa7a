/*
 * stats_charts - the charts of the overview of a period: walks a day, hours and weekdays, lengths.
 */
#ifndef PASEO_REPORT_STATS_CHARTS_H
#define PASEO_REPORT_STATS_CHARTS_H

#include "paseo/report/chart.h"
#include "paseo/report/page.h"
#include "paseo/report/stats_model.h"

/* Cells for a name in front of a chart. */
#define STATS_NAME_CELLS 12

/* A page that is being written. */
struct stats_page {
	struct page *page;
	const struct stats *s;
	size_t width; /* cells */
	bool plain;
	bool failed; /* no memory */
};

/* "Monday" of "monday", in the current language. */
const char *stats_weekday_word(const char *key);

/* A line of the walks of each day of the period. */
void stats_write_days(struct stats_page *p);
/* The hours of the weekdays, by how many walks began in each. */
void stats_write_heat(struct stats_page *p);
/* How many walks took how long. */
void stats_write_lengths(struct stats_page *p);

#endif
