/*
 * day_model - what the report of a day says, before it is written as text, JSON or CSV.
 *
 * Plain data, filled by day.c, only read by the writers.
 */
#ifndef PASEO_REPORT_DAY_MODEL_H
#define PASEO_REPORT_DAY_MODEL_H

#include "paseo/brain/change.h"
#include "paseo/report/day.h"
#include "paseo/report/names.h"

#define DAY_PEOPLE_SIZE 256

/* Seconds are of closed walks, each cut to whole seconds; walks counts the open one too. */
struct day_dog {
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	bool archived;
	enum dog_state state; /* now, whatever the day */
	int walks;
	int64_t seconds;
	int64_t kind_seconds[END_COUNT]; /* by the weaker end */
	int64_t first_out_ms;		 /* 0: none */
	int64_t last_in_ms;		 /* 0: none */
	char people[DAY_PEOPLE_SIZE];	 /* ids separated by spaces, in the order of the walks */
	int32_t last_day;		 /* of the last walk before this day; 0: none known */
};

struct day_warning {
	uint64_t seq;
	int64_t time_ms;
	char dog[DOG_ID_SIZE];
	struct warning warning;
};

/* A retract or an amend; or a movement that once counted and no longer does (of is then empty). */
struct day_correction {
	uint64_t seq, of_seq;
	int64_t time_ms;
	enum action action;
	char id[EVENT_ID_SIZE];
	char of[EVENT_ID_SIZE];
	char dog[DOG_ID_SIZE];
};

struct day_totals {
	size_t dogs;	    /* present */
	size_t dogs_walked; /* of all that the report names */
	int walks;
	int64_t seconds;
	int64_t kind_seconds[END_COUNT];
	int64_t longest_seconds;
	int64_t median_seconds; /* of two in the middle their mean, cut */
};

struct day_report {
	int32_t day;
	int64_t start_ms, end_ms; /* end: the first instant of the next day */
	int64_t now_ms;
	bool today;
	char shelter[SETTING_VALUE_SIZE];
	struct names *names;
	struct day_totals totals;
	size_t dog_count, dog_room; /* present ones, and archived ones that walked; by id */
	struct day_dog *dogs;
	size_t open_count, open_room; /* out at the day's end, or now; by SALIDA */
	struct walk *open;
	size_t warning_count, warning_room;
	struct day_warning *warnings;
	size_t decision_count, decision_room;
	struct decision *decisions;
	size_t correction_count, correction_room;
	struct day_correction *corrections;
};

/* A name by id, or the id itself. */
const char *day_name(const struct day_report *r, enum roster_kind kind, const char *id);
/* Whole days since the last walk before the day; -1: none known. */
int day_days_since(const struct day_report *r, const struct day_dog *d);

#endif
