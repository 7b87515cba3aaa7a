/*
 * history_model - what a history says, before it is written. Plain data, filled by history.c and
 * history_roster.c.
 */
#ifndef PASEO_REPORT_HISTORY_MODEL_H
#define PASEO_REPORT_HISTORY_MODEL_H

#include "paseo/report/corrections.h"
#include "paseo/report/history.h"

/* How a record stands: only a walk counts. */
enum record_kind { RECORD_WALK, RECORD_UNDONE, RECORD_LOST, RECORD_KIND_COUNT };

/* A walk; or a movement that does not count, at its own time: move says which end it was. */
struct record {
	enum record_kind kind;
	struct walk walk;
	enum move move;
	int64_t out_was_ms, in_was_ms; /* as first recorded; 0: never corrected */
	int64_t undone_ms;	       /* when it was said to be undone */
	char by[DOG_ID_SIZE];	       /* who said so, if said */
};

/* A hold begun or lifted. */
struct hold_change {
	int64_t time_ms;
	bool begun;
	enum hold_kind kind;
	int32_t until; /* the last day; 0: until it is lifted */
	char reason[HOLD_REASON_SIZE];
	char by[DOG_ID_SIZE]; /* who said so, if said */
};

struct history {
	struct names *names;
	enum roster_kind kind;
	bool archived;
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	struct history_span span;
	int32_t today;
	int64_t now_ms;
	int walks; /* the open one too */
	int64_t seconds, kind_seconds[END_COUNT];
	size_t record_count, record_room; /* by time */
	struct record *records;
	size_t correction_count, correction_room; /* of a dog */
	struct correction *corrections;
	size_t decision_count, decision_room; /* of a dog */
	struct decision *decisions;
	size_t hold_count, hold_room; /* of a dog */
	struct hold_change *holds;
};

/* Fill holds, from the roster events of a span of time. */
int history_read_holds(struct history *h, struct reader *reader, int64_t from_ms, int64_t to_ms);

#endif
