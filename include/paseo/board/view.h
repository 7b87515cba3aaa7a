/*
 * view - who stands in which list, in which order, at a moment; counts that nothing filters.
 *
 * Made afresh for each picture. Indexes point into model.dogs.
 */
#ifndef PASEO_BOARD_VIEW_H
#define PASEO_BOARD_VIEW_H

#include "paseo/board/figures.h"

enum side { SIDE_OUTSIDE, SIDE_INSIDE, SIDE_COUNT };

struct view {
	size_t count[SIDE_COUNT];
	size_t *dogs[SIDE_COUNT]; /* OUTSIDE: overdue first; INSIDE: who needs a walk most first */
	size_t unwalked;	  /* INSIDE and not out yet today */
	size_t room;
};

/* 0 or ERR_NOMEM. v starts zeroed and is used again. */
int view_make(struct view *v, const struct model *m, int64_t now_ms);
void view_free(struct view *v);

/* May a dog that is INSIDE go out now? */
enum verdict { VERDICT_GO, VERDICT_STAY, VERDICT_ASKED };
struct may_go {
	enum verdict verdict;
	enum warning_kind why; /* of VERDICT_STAY */
	const struct board_dog
		*with; /* the dog it must not meet, of VERDICT_ASKED too; NULL: none */
};
/* May this dog, which is INSIDE, go out now, given who is OUTSIDE? The one place that says so. */
struct may_go view_may_go(const struct model *m, const struct view *v, const struct board_dog *d);

#endif
