/*
 * checks - the warnings before a dog goes out and when it comes in, as one table of pure checks.
 *
 * What is judged is a gate: every dog as it is seen there at one moment. The brain makes one of what it
 * remembers, the board of what it shows, so that the look-ahead says what the scan will.
 */
#ifndef PASEO_BRAIN_CHECKS_H
#define PASEO_BRAIN_CHECKS_H

#include "paseo/brain/change.h"

/* A dog as it is seen at the gate. The texts are borrowed. */
struct gate_dog {
	const struct dog *dog;
	bool outside;
	bool moved;  /* through the gate, less than gate_busy_ms ago */
	bool joined; /* OUTSIDE bonded_ms later, where that is known */
};

struct gate {
	const struct settings *settings;
	int32_t day;
	bool later_known; /* gate_dog.joined says what became of it */
	size_t dog_count;
	const struct gate_dog *dogs;
	size_t pair_count;
	const struct pair *pairs;
};

struct verdict {
	enum policy policy; /* the strictest of the warnings raised; NOTE when there is none */
	enum ask ask;	    /* what a person, a partner or a badge has to settle; NONE: nothing */
	size_t warning_count;
	struct warning warnings[WARNING_MAX];
};

/* Judge that the index'th dog of the gate goes out with a walker: named by an id, NULL when none was,
 * and their record, NULL when the roster has none. */
void checks_exit(const struct gate *g, size_t index, const char *walker_id,
		 const struct volunteer *walker, struct verdict *out);
/* Judge that a dog comes back from a walk. */
void checks_entry(const struct settings *s, const struct dog *d, int64_t out_ms, int64_t in_ms,
		  struct verdict *out);

/* The longest walk of a dog on a day, in minutes: the heat of the day has shortened it. */
int checks_limit_min(const struct settings *s, const struct dog *d, int32_t day);
/* From so many minutes on it is due soon. */
int checks_due_soon_min(const struct settings *s, const struct dog *d, int32_t day);

#endif
