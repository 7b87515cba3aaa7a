/*
 * apply - lists of changes as rows, all or nothing.
 *
 * The seq of events goes up by one from row to row: a list that would leave a gap or repeat an
 * event is refused (ERR_INVALID).
 */
#ifndef PASEO_STORE_APPLY_H
#define PASEO_STORE_APPLY_H

#include "paseo/base/days.h"
#include "paseo/brain/change.h"
#include "paseo/store/sql.h"

/* Where the log ends: seq and chain of the last event. */
struct place {
	uint64_t seq;
	uint64_t chain;
};

int apply_read_place(struct sql *s, struct place *at);

/* Write lists in one transaction and move *at with their events. What stands between CHANGE_LOAD
 * and CHANGE_LOADED only repeats what the log says, and is passed over. On an error nothing
 * is written and *at stays; the fault names the row. */
int apply_lists(struct sql *s, struct changes *const *lists, size_t count, struct place *at,
		struct fault *f);

/* The zone that the days in the tables were worked out in; "" in a new database, and where a
 * migration wants them worked out again. */
int apply_read_zone(struct sql *s, char zone[DAYS_ZONE_SIZE]);
/* Let it be the process's: what is read then means what it meant. */
int apply_use_zone(struct sql *s);
/* Empty every projection and fill it from a whole snapshot (brain_snapshot with all). */
int apply_snapshot(struct sql *s, const struct changes *c, struct fault *f);

/* For who has a transaction open: the same without one, and where the log ends. */
int apply_tables(struct sql *s, const struct changes *c, struct fault *f);
int apply_write_place(struct sql *s, const struct place *at);

#endif
