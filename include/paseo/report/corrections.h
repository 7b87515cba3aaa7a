/*
 * corrections - what a retract or an amend has changed, and movements that no longer count.
 *
 * Plain data made of deeds.h, with its words and its JSON.
 */
#ifndef PASEO_REPORT_CORRECTIONS_H
#define PASEO_REPORT_CORRECTIONS_H

#include "paseo/base/jdoc.h"
#include "paseo/report/deeds.h"
#include "paseo/report/terms.h"

enum correction_kind {
	CORRECTION_UNDONE,	  /* a movement: it is as if it never happened */
	CORRECTION_RESTORED,	  /* it was undone, and counts again */
	CORRECTION_AMENDED,	  /* another time, another walker */
	CORRECTION_REMARK,	  /* neither: something to say of it */
	CORRECTION_AMEND_UNDONE,  /* that is taken back */
	CORRECTION_ANSWER_UNDONE, /* the answer to a decision is taken back */
	CORRECTION_WITHDRAWN,	  /* the movement that waited for a person */
	CORRECTION_LOST,	  /* no one said so: a late event took its place */
	CORRECTION_COUNT
};

struct correction {
	enum correction_kind kind;
	uint64_t seq, of_seq;
	int64_t time_ms; /* when it was said; of LOST: the movement's own */
	enum action action;
	enum source source;
	bool undone; /* taken back later */
	char id[EVENT_ID_SIZE];
	char of[EVENT_ID_SIZE]; /* of LOST: "" */
	/* The movement, as it stood before. */
	char dog[DOG_ID_SIZE];
	enum move move;
	int64_t was_ms; /* 0: not known */
	char was_volunteer[DOG_ID_SIZE];
	/* What an amend says: 0 and "" for what it leaves. */
	int64_t now_ms;
	char volunteer[DOG_ID_SIZE];
	char by[DOG_ID_SIZE]; /* who undid it, if said */
	char reason[REASON_SIZE];
};

/* Fill from a retract, an amend or a movement that no longer counts. */
void correction_make(const struct deeds *d, const struct deed *one, struct correction *out);
/* One that was applied, or a movement that was: is it a correction at all? */
bool correction_is(const struct deed *one);

/* By the time when they were said. For qsort. */
int correction_order(const void *a, const void *b);

/* "return 10:41 corrected: 10:33, with Ana, not Marta"; days other than that one are named. */
const char *correction_words(const struct correction *c, const struct names *n, int32_t day,
			     char out[TERMS_LONG_SIZE]);
/* NULL: no memory. */
struct jdoc *correction_json(const struct correction *c);

#endif
