/*
 * view - who stands in which list, in which order, at a moment; counts that nothing filters; who may go
 * out now, by the same checks that judge a scan.
 *
 * Made afresh for each picture. Indexes point into model.dogs.
 */
#ifndef PASEO_BOARD_VIEW_H
#define PASEO_BOARD_VIEW_H

#include "paseo/board/figures.h"
#include "paseo/brain/checks.h"

enum side { SIDE_OUTSIDE, SIDE_INSIDE, SIDE_COUNT };

/* GO: a scan would let it out, perhaps with a word. STAY: it would be asked, or refused. ASKED: it was
 * scanned, and a decision waits. */
enum outlook { OUTLOOK_GO, OUTLOOK_STAY, OUTLOOK_ASKED };

/* May a dog that is INSIDE go out now? */
struct may_go {
	enum outlook outlook;
	bool refused; /* of STAY: no answer lets it go */
	enum ask
		ask; /* of STAY: what it would wait for; of GO: BONDED or WALKER settle it at the gate */
	bool warned; /* why is set: of GO it is only noted */
	enum warning_kind why;
	const struct board_dog *with; /* the dog that why is about; NULL: none */
};

struct view {
	size_t count[SIDE_COUNT];
	size_t *dogs[SIDE_COUNT]; /* OUTSIDE: overdue first; INSIDE: who needs a walk most first */
	size_t unwalked;	  /* INSIDE and not out yet today */
	struct may_go *may;	  /* by index in model.dogs */
	const struct volunteer
		*walker; /* whose badge was read: the dogs INSIDE are judged for them */
	int64_t walker_until_ms;
	size_t overdue;	    /* OUTSIDE too long, since another day, or after the day was closed */
	int64_t overdue_ms; /* when the last of those became so */
	int64_t again_ms; /* when it will be otherwise though nothing comes; 0: not before the minute */
	struct gate_dog *gate; /* of all dogs, in the order of model.dogs */
	size_t room;
};

/* 0 or ERR_NOMEM. v starts zeroed and is used again. */
int view_make(struct view *v, const struct model *m, int64_t now_ms);
void view_free(struct view *v);

/* The one place that says so. */
struct may_go view_may_go(const struct model *m, const struct view *v, const struct board_dog *d);
/* What checks_exit says of the dog now, for whoever is named (NULL: nobody). False: it is not known. */
bool view_judge(const struct model *m, const struct view *v, const struct board_dog *d,
		const char *walker, int64_t now_ms, struct verdict *out);
/* Indexes of the dogs that can really go now: not out yet today first, then the longest wait, then
 * those furthest from their aim. How many. */
size_t view_next(const struct model *m, const struct view *v, size_t *out, size_t max);

#endif
