/*
 * day_parts - the parts that fill the model of a day's report, in the order in which day.c calls
 * them. Inside report/ only; each returns 0 or an error.
 */
#ifndef PASEO_REPORT_DAY_PARTS_H
#define PASEO_REPORT_DAY_PARTS_H

#include "paseo/base/map.h"
#include "paseo/report/day_model.h"

/* What is needed while reading only. */
struct day_work {
	struct day_report *r;
	struct reader *reader;
	struct deeds *deeds;
	struct map *ends; /* seq of every event that ends a walk about that day */
	size_t length_count, length_room;
	int64_t *lengths; /* seconds of the closed walks */
	size_t walk_count, walk_room;
	struct walk *walks; /* of that day and the days about it, and longer ones */
	size_t pair_count, pair_room;
	struct pair *pairs; /* bonded ones */
};

/* dogs, walks, opens, lefts, ends; settings and closing stand already. */
int day_read_walks(struct day_work *w);
/* warnings, heats, reads, late and clock; and the deeds. */
int day_read_events(struct day_work *w);
/* Warnings that follow from the walks and that no answer carries. */
int day_derive_warnings(struct day_work *w);
/* corrections, and what ends were before. */
int day_find_corrections(struct day_work *w);
/* Totals, and the order of everything. */
void day_add_up(struct day_work *w);

/* The dog's row; NULL: it is not in the report. */
struct day_dog *day_find_dog(struct day_report *r, const char *id);

#endif
