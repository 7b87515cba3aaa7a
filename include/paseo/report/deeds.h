/*
 * deeds - movements and what was said of them afterwards: undone, put right, remarked on.
 *
 * Filled from events as they are stored; then says of a movement how it stands now, and how it stood
 * before a correction. The brain's rules (brain/refold.c) over the few events that a report
 * reads. One thread.
 */
#ifndef PASEO_REPORT_DEEDS_H
#define PASEO_REPORT_DEEDS_H

#include "paseo/store/reader.h"

/* One event. Plain data. */
struct deed {
	uint64_t seq, of_seq;
	int64_t time_ms; /* its own; of an amend: when it was said */
	int64_t new_ms;	 /* of an amend: the time that it says; 0: none */
	enum action action;
	enum outcome outcome;
	enum move move;
	enum source source;
	enum ask ask;
	bool complete; /* what refers to it was read as well */
	char id[EVENT_ID_SIZE];
	char of[EVENT_ID_SIZE];
	char dog[DOG_ID_SIZE];
	char volunteer[DOG_ID_SIZE];
	char reason[REASON_SIZE];
};

/* After all that stands before this event number. */
#define DEEDS_NOW UINT64_MAX

struct deeds;

struct deeds *deeds_new(void); /* NULL: no memory */
void deeds_free(struct deeds **d);

/* Keep an event, once; rosters, recalls and closings are passed over. 0 or ERR_NOMEM. */
int deeds_add(struct deeds *d, const struct answer *a, const char *json);
/* Read an event that is not there, what it refers to, and all that refers to these. */
int deeds_complete(struct deeds *d, struct reader *r, uint64_t seq);

/* In the order in which they were added; borrowed until the next is. */
size_t deeds_count(const struct deeds *d);
const struct deed *deeds_at(const struct deeds *d, size_t index);
const struct deed *deeds_find(const struct deeds *d, uint64_t seq); /* NULL: not there */

/* Was it undone by what stands before that event? */
bool deeds_undone(const struct deeds *d, uint64_t seq, uint64_t before);
/* The retract that undoes it; NULL: none. */
const struct deed *deeds_undoing(const struct deeds *d, uint64_t seq);
/* The movement that an event speaks of, by way of others; NULL: none. */
const struct deed *deeds_movement(const struct deeds *d, const struct deed *one);
/* When the movement was, and who walked, as far as was known then. */
int64_t deeds_time(const struct deeds *d, const struct deed *movement, uint64_t before);
const char *deeds_walker(const struct deeds *d, const struct deed *movement, uint64_t before);
/* What the movement was first recorded as, where a correction has moved it since; else 0. */
int64_t deeds_was(const struct deeds *d, uint64_t seq);

bool deed_is_movement(const struct deed *one);

#endif
