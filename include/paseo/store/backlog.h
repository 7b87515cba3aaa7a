/*
 * backlog - lists of changes that wait for the database, first come first written.
 *
 * A list leaves only when the transaction that holds it has been committed. One thread.
 */
#ifndef PASEO_STORE_BACKLOG_H
#define PASEO_STORE_BACKLOG_H

#include "paseo/store/apply.h"

struct backlog;

struct backlog *backlog_new(void); /* NULL: no memory */
/* Frees the lists too. */
void backlog_free(struct backlog **b);

/* Takes the list; on ERR_NOMEM it stays the caller's. */
int backlog_add(struct backlog *b, struct changes *c);
/* Lists that wait. */
size_t backlog_count(const struct backlog *b);

/* Events in a list that are to be stored. */
uint64_t backlog_events(const struct changes *c);

/*
 * Write lists from the front in one transaction, until they hold max_events (at least one list),
 * and free them. *at moves with them, and *events says how many events that were. On an
 * error nothing is written and all of them still wait.
 * *lists: how many were tried.
 */
int backlog_write(struct backlog *b, struct sql *s, uint64_t max_events, struct place *at,
		  size_t *lists, uint64_t *events, struct fault *f);

#endif
