/*
 * stats - the figures of many days: walks by dog, day, weekday, hour, volunteer, kennel and level. One
 * model, written as text, JSON and CSV.
 *
 * Reads through store/reader, the walk table once, those of the period and those of the period before it, of
 * as many days. Forty bytes of memory a walk of the period. One thread.
 */
#ifndef PASEO_REPORT_STATS_H
#define PASEO_REPORT_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/store/reader.h"

struct stats;

#define STATS_DAYS 30	     /* without another wish */
#define STATS_DAYS_MAX 40000 /* of one period: more is a slip of the keyboard */

/* What the figures are of; OVERVIEW: some of each. */
enum stats_by {
	STATS_DOG,
	STATS_DAY,
	STATS_WEEKDAY,
	STATS_HOUR,
	STATS_VOLUNTEER,
	STATS_KENNEL,
	STATS_LEVEL,
	STATS_OVERVIEW,
	STATS_BY_COUNT = STATS_OVERVIEW
};

/* "dog", "day" ...: the words of --by. -1: none of them. */
const char *stats_by_name(enum stats_by by);
int stats_by_find(const char *name);

/* Which days, both included, at most STATS_DAYS_MAX of them; usual: nobody asked for these. */
struct stats_span {
	int32_t from, to;
	bool usual;
};

/* now_ms: the station's clock. The caller frees with stats_free. */
int stats_read(struct reader *reader, struct stats_span span, int64_t now_ms, struct stats **out,
	       struct fault *f);
void stats_free(struct stats **s);

/* Malloc'ed UTF-8, lines ended by newlines; the text in the current language, width in cells, 0: 80,
 * plain: nothing but ASCII in the charts. NULL: no memory. */
char *stats_text(const struct stats *s, enum stats_by by, size_t width_cells, bool plain);
char *stats_json(const struct stats *s, enum stats_by by);
char *stats_csv(const struct stats *s, enum stats_by by, char separator);

#endif
