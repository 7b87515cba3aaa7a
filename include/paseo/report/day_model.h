/*
 * day_model - what the report of a day says, before it is written as text, JSON or CSV.
 *
 * Plain data, filled by day.c and the parts of day_parts.h, only read by the writers.
 */
#ifndef PASEO_REPORT_DAY_MODEL_H
#define PASEO_REPORT_DAY_MODEL_H

#include "paseo/brain/change.h"
#include "paseo/report/corrections.h"
#include "paseo/report/day.h"
#include "paseo/report/names.h"

#define DAY_PEOPLE_SIZE 256

/* Seconds are of closed walks, each cut to whole seconds; walks counts the open one too. */
struct day_dog {
	struct dog dog;
	enum dog_state state; /* now, whatever the day */
	int walks;
	int64_t seconds;
	int64_t kind_seconds[END_COUNT]; /* by the weaker end */
	int64_t first_out_ms;		 /* 0: none */
	int64_t last_in_ms;		 /* 0: none */
	char people[DAY_PEOPLE_SIZE];	 /* ids separated by spaces, in the order of the walks */
	int32_t last_day;		 /* of the last walk before this day; 0: none known */
	bool look_up;			 /* while reading: last_day is not known yet */
};

struct day_warning {
	uint64_t seq; /* the event that raised it; of a derived one the SALIDA of the walk */
	int64_t time_ms;
	char dog[DOG_ID_SIZE];
	char volunteer[DOG_ID_SIZE]; /* who walked, or whose badge it was */
	bool derived; /* no answer said so: it follows from the walks, by the limits as they are now */
	struct warning warning;
};

/* How hot it was, from then on. */
struct day_heat {
	int64_t time_ms;
	enum heat heat;
};

/* An end of a walk that nobody measured. */
struct day_end {
	char dog[DOG_ID_SIZE];
	bool out; /* the SALIDA; else the ENTRADA */
	enum end_kind kind;
	int64_t time_ms;
	int64_t was_ms; /* as it was first recorded; 0: it was never corrected */
	uint64_t seq;
};

/* A read of a code that was nobody's. */
struct day_read {
	char code[TAG_CODE_SIZE];
	int64_t time_ms;
};

struct day_totals {
	size_t dogs;	    /* present */
	size_t dogs_walked; /* of all that the report names */
	int walks;
	int64_t seconds;
	int64_t kind_seconds[END_COUNT];
	int64_t longest_seconds;
	int64_t median_seconds; /* of two in the middle their mean, cut */
	size_t late;		/* movements that were told over late_ms after they happened */
	size_t clock;		/* whose times cannot all be right */
};

struct day_report {
	int32_t day;
	int64_t start_ms, end_ms; /* end: the first instant of the next day */
	int64_t now_ms;
	bool today;
	struct settings settings; /* as they are now, with the heat of that day */
	struct names *names;
	struct day_totals totals;
	struct closing closing;	    /* the last of that day; seq 0: it was not closed */
	int64_t reopened_ms;	    /* 0: it was not */
	size_t dog_count, dog_room; /* present ones, and archived ones that walked; by id */
	struct day_dog *dogs;
	size_t open_count, open_room; /* out at the day's end, or now; by SALIDA */
	struct walk *opens;
	size_t left_count, left_room; /* out when it was closed; by SALIDA */
	struct walk *lefts;
	size_t heat_count, heat_room;
	struct day_heat *heats;
	size_t warning_count, warning_room;
	struct day_warning *warnings;
	size_t decision_count, decision_room; /* asked that day, or that still wait today */
	struct decision *decisions;
	size_t correction_count, correction_room;
	struct correction *corrections;
	size_t end_count, end_room; /* by dog, then time */
	struct day_end *ends;
	size_t read_count, read_room; /* by code, then time */
	struct day_read *reads;
	size_t tag_count, tag_room; /* those codes of reads that are somebody's by now */
	struct tag *tags;
};

/* Whole days since the last walk before the day; -1: none known. */
int day_days_since(const struct day_report *r, const struct day_dog *d);
/* How hot it was then. */
enum heat day_heat_at(const struct day_report *r, int64_t ms);
/* Was the day closed, and is it still? */
bool day_is_closed(const struct day_report *r);
/* Did the dog not walk although it was there? */
bool day_missed(const struct day_dog *d);
/* How long a dog is out that came back after the day, or not at all. */
int64_t day_out_seconds(const struct day_report *r, const struct walk *w);
/* Whose the code is by now; "" : nobody's. */
const char *day_owner(const struct day_report *r, const char *code);
/* Reads of the code that stands at the index, from there on. */
size_t day_same_code(const struct day_report *r, size_t index);

#endif
