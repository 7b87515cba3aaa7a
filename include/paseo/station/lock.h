/*
 * lock - one station at a time on a database.
 *
 * An flock(2) on a file beside the database, which says who holds it and where it listens, and one on
 * the database itself, for those who come to it by another name (a hard link). They go with
 * the process that holds them, however that ends. SQLite's own locks are of another kind.
 */
#ifndef PASEO_STATION_LOCK_H
#define PASEO_STATION_LOCK_H

#include "paseo/base/error.h"
#include "paseo/base/path.h"

/* -1: not held */
struct lock {
	int file;
	int database;
};

/* Take the lock, making both files where they are missing. ERR_BUSY: the fault says who holds it. */
int lock_take(const char *path, const char *db, struct lock *out, struct fault *f);
/* Only when nothing in this process has the database open any more: closing any descriptor of it gives
 * up SQLite's locks. */
void lock_give(struct lock *l);
/* Write into it where the holder listens; "" nowhere. */
void lock_describe(const struct lock *l, const char *socket);
/* 1, pid and socket of the holder (0 and "" where it has not said yet), or 0: free. */
int lock_holder(const char *path, int *pid, char socket[PATH_SIZE]);

#endif
