/*
 * fold - a dog's walks from its accepted movements in order of time.
 *
 * Pure: the walks, and with them the dog's state, are what follows from the acts taken one
 * after the other. An act that does not fit the state (a second SALIDA) has no
 * effect and stays in the order: after a late event it may count.
 */
#ifndef PASEO_BRAIN_FOLD_H
#define PASEO_BRAIN_FOLD_H

#include "paseo/brain/change.h"

/* One accepted movement. The texts are borrowed. */
struct act {
	int64_t ms;
	const char *id; /* orders acts of the same millisecond, by bytes */
	uint64_t seq;
	enum move move; /* MOVE_TURN: by the state */
	enum end_kind kind;
	const char *dog;
	const char *volunteer;
};

/* Walks in the order of their SALIDA; only the last can be open. */
struct walks {
	size_t count;
	size_t room;
	struct walk *list; /* owned */
};

/* Order of two acts: by time, then by id. Below, at or above 0. */
int fold_compare(int64_t a_ms, const char *a_id, int64_t b_ms, const char *b_id);

/* Take the next act. 1: it moved the dog, 0: it had no effect, or ERR_NOMEM. */
int fold_step(struct walks *w, const struct act *a);

enum dog_state fold_state(const struct walks *w);
void walks_clear(struct walks *w);

/* Whole seconds of a closed walk; 0 for an open one. Never negative. */
int64_t walk_seconds(const struct walk *w);
/* The weaker of its two ends. */
enum end_kind walk_kind(const struct walk *w);

#endif
