/*
 * stats_model - what the figures of a period are, before they are written as text, JSON or CSV.
 *
 * Plain data, filled by stats.c and its parts (stats_work.h), only read by the writers. Seconds are of
 * closed walks, each cut to whole seconds; walks counts the open ones too.
 */
#ifndef PASEO_REPORT_STATS_MODEL_H
#define PASEO_REPORT_STATS_MODEL_H

#include "paseo/brain/settings.h"
#include "paseo/report/stats.h"

#define STATS_KEY_SIZE 33
#define STATS_HOURS 24
#define STATS_WEEKDAYS 7
/* Lengths of walks in steps of ten minutes; the last takes all that are longer. */
#define STATS_LENGTHS 13
#define STATS_LENGTH_STEP_MIN 10
/* So many pairs at the most, and those that went so often at the least. */
#define STATS_PAIRS_MAX 20
#define STATS_PAIRS_LEAST 2

/* The figures of one dog, day, weekday ... */
struct stats_group {
	char key[STATS_KEY_SIZE]; /* p-001, 2026-11-15, monday, 09, v-003, A1, green; "" none said */
	char name[DOG_NAME_SIZE]; /* as people say it, where that is not the key; "" it is */
	bool present;		  /* of a dog: it is not archived */
	int64_t walks, closed;
	int64_t seconds;
	int64_t mean_seconds, median_seconds, p90_seconds; /* of closed walks; 0: there are none */
	int32_t last_day; /* of the last walk up to the period's end; 0: none known */
	int64_t walks_before, seconds_before; /* in the period before; of days: none are told */
	int64_t target_seconds;		      /* of a present dog, for all walking days; else 0 */
};

struct stats_groups {
	size_t count, room;
	struct stats_group *list;
};

/* Two dogs out together: so many times, and how long. */
struct stats_pair {
	char a[DOG_ID_SIZE], b[DOG_ID_SIZE];
	int64_t times;
	int64_t seconds;
};

/* Movements of a dog that were warned of because of other dogs. */
struct stats_conflict {
	char dog[DOG_ID_SIZE];
	int64_t reactive, incompatible;
	char with[WITH_SIZE]; /* the others' ids, separated by spaces, each once */
};

struct stats {
	char shelter[SETTING_VALUE_SIZE];
	struct stats_span span;
	int days;	  /* of the period */
	int32_t last_day; /* what days since count to: the period's last, or today where that is earlier */
	int32_t before_from; /* the first of the period before */
	struct stats_group total;
	int64_t longest_seconds;
	int64_t dogs_present, dogs_walked; /* of the walked some may be archived by now */
	struct stats_groups
		by[STATS_BY_COUNT]; /* dogs and volunteers by minutes, the others in their order */
	int64_t heat[STATS_WEEKDAYS][STATS_HOURS]; /* walks that began then; Monday first */
	int64_t lengths[STATS_LENGTHS];		   /* closed walks */
	/* Gini coefficient of the minutes of the dogs present, in thousandths; -1: nobody walked. */
	int gini_permille;
	size_t pair_count, pair_room; /* most times first */
	struct stats_pair *pairs;
	size_t conflict_count, conflict_room; /* most first */
	struct stats_conflict *conflicts;
};

/* Days since the last walk, up to the period's end; -1: none known. */
int stats_days_since(const struct stats *s, const struct stats_group *g);
/* Minutes against those of the period before, in percent of them: 100 is twice as many. false: there were
 * none. */
bool stats_trend(const struct stats_group *g, int64_t *percent);
/* Of the target, in percent, rounded down. -1: it has none. */
int64_t stats_target_percent(const struct stats_group *g);
/* How evenly the minutes are shared, as a code: "even", "fairly-even", "uneven", "very-uneven"; "" where
 * nobody walked. */
const char *stats_fairness(const struct stats *s);
/* A dog's or a volunteer's name by id, or the id itself. */
const char *stats_name(const struct stats *s, enum stats_by by, const char *id);

#endif
