/*
 * stats_work - what is needed while figures are read, shared by the files that do it.
 */
#ifndef PASEO_REPORT_STATS_WORK_H
#define PASEO_REPORT_STATS_WORK_H

#include "paseo/base/map.h"
#include "paseo/report/stats_model.h"

/* A walk of the period, as numbers of its groups. */
struct lap {
	uint32_t dog, person, day; /* in stats.by */
	uint32_t seconds;
	uint8_t weekday, hour;
	bool closed;
};

/* Where a dog belongs, in stats.by. */
struct kin {
	uint32_t kennel, level;
};

/* A walk of the day that is being read. */
struct span {
	uint32_t dog, person;
	int64_t out_ms, in_ms; /* of an open one: never */
	uint32_t next_of_minute, next_of_person;
};

#define NO_SPAN UINT32_MAX
/* Minutes that a local day may have, and one beyond. */
#define DAY_MINUTES 1560

/* Who walks with whom: a row for each dog that does, as long as there are dogs. */
struct together {
	uint32_t times;
	uint32_t seconds; /* a century of them */
};

struct stats_work {
	struct stats *s;
	struct settings settings;
	size_t kin_count, kin_room;
	struct kin *kins;   /* by number of the dog */
	struct map *people; /* hash of the id -> number in stats.by; 0 is nobody */
	size_t lap_count, lap_room;
	struct lap *laps;
	/* The day that is being read. */
	int32_t day;
	int64_t day_start_ms;
	bool odd;	     /* the clock changes on it */
	uint8_t weekday;     /* Monday is 0 */
	uint32_t day_number; /* in stats.by */
	size_t dog_at;	     /* dogs come in their order within a day */
	size_t span_count, span_room;
	struct span *spans;
	uint32_t minutes[DAY_MINUTES + 1]; /* the newest span that began in it */
	uint32_t *last_of_person;
	size_t last_of_person_count;
	struct together **together;
};

/* Walks into laps and sums of the period before (stats_walks.c). */
int stats_read_walks(struct stats_work *w, struct reader *reader);
/* Means, medians and the rest out of the laps (stats_sums.c). */
int stats_sum_up(struct stats_work *w);
/* The pairs among the walks of the day that was read (stats_pairs.c). */
int stats_meet_day(struct stats_work *w);
int stats_read_pairs(struct stats_work *w);
int stats_read_conflicts(struct stats_work *w, struct reader *reader);

/* The number of the group with that key, made where it is new; UINT32_MAX: no memory. */
uint32_t stats_group_of(struct stats_groups *groups, const char *key);

#endif
