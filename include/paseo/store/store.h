/*
 * store - SQLite as a subscriber: applies lists of changes in batches on a thread of its own.
 *
 * It has the one connection that ever writes or checkpoints. A locked, full or
 * broken database delays the store, never the desk: what waits stays in memory
 * and in the journal, and is tried again. The sequence number and chain of the last
 * event move in the same transaction as everything that follows from it.
 *
 * What is above store_start() here is for the caller's thread before it; store_put and
 * store_close from the station thread; the figures and store_want_checkpoint from any.
 */
#ifndef PASEO_STORE_STORE_H
#define PASEO_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/brain/brain.h"

struct store;

/* Open or make the database and bring its schema up to date. ERR_VERSION: made by a newer paseo;
 * ERR_CORRUPT: no paseo database, or damaged. */
int store_open(const char *path, struct store **out, struct fault *f);

/* Sequence number and chain of the last event it holds. */
uint64_t store_seq(const struct store *s);
uint64_t store_chain(const struct store *s);

/* Give the whole log to the brain (brain_restore, then brain_settle). ERR_CORRUPT: the log is
 * damaged; the fault says where first, and `paseo verify` all of it. */
int store_load(struct store *s, struct brain *b, struct fault *f);

/* Apply one list now; in the database, but safe only after store_settle() or a later checkpoint. */
int store_apply(struct store *s, const struct changes *c, struct fault *f);
/* Checkpoint now: what was applied survives a power cut. ERR_BUSY: a reader is in the way. */
int store_settle(struct store *s, struct fault *f);
/* Were the tables worked out in the zone in force? Not when a migration has just said that all is
 * to be worked out again. Before store_start(). */
bool store_in_zone(struct store *s);
/* Write every projection anew, in the zone in force, from brain_snapshot(all) of a brain that
 * store_load() filled. Before store_start(). */
int store_rebuild(struct store *s, const struct changes *all, struct fault *f);

/* Start the thread. told is called on it after each batch, checkpoint or failure. */
int store_start(struct store *s, void (*told)(void *ctx), void *ctx);
/* Give it a list (owned from now on, also when it fails). Never blocks. After ERR_NOMEM the list
 * is lost to the store, which then takes nothing that comes after it: the journal has it. */
int store_put(struct store *s, struct changes *c);

struct store_figures {
	uint64_t applied_seq; /* in the database */
	uint64_t safe_seq;    /* covered by a synced checkpoint: the journal may forget them */
	uint64_t waiting;     /* events that wait to be applied */
	int code;	      /* 0, or why the last try failed */
	char text[160];	      /* a sentence for the desk when code is not 0 */
};
void store_figures(struct store *s, struct store_figures *out);

/* Ask for a checkpoint soon: the journal is filling. */
void store_want_checkpoint(struct store *s);

/* Apply what waits (trying for at most wait_ms when it fails), checkpoint, stop the thread, close.
 * What could not be applied stays in the journal. */
void store_close(struct store **s, int wait_ms);

#endif
