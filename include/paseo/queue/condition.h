/*
 * condition - what a matcher asks of a value, as a key to look rules up by.
 *
 * A condition is a path, a probe (what of a value is compared: its text, its first 5 bytes, its
 * address under a mask ...) and what that must be. A value that the matcher takes always gives
 * the same key under the matcher's probe; another value may too. Pure.
 */
#ifndef PASEO_QUEUE_CONDITION_H
#define PASEO_QUEUE_CONDITION_H

#include "paseo/queue/flat.h"
#include "paseo/queue/pattern.h"

enum probe_kind {
	PROBE_TEXT,
	PROBE_PREFIX, /* size: so many bytes */
	PROBE_SUFFIX,
	PROBE_FOLD, /* size bytes of a text that is compared without regard to ASCII's case */
	PROBE_FOLD_PREFIX,
	PROBE_FOLD_SUFFIX,
	PROBE_ADDRESS, /* size: bits of the mask, and 256 for the second family */
	PROBE_NUMBER,
	PROBE_NUMERAL,
	PROBE_WORD,    /* true, false or null */
	PROBE_PRESENT, /* any value */
	PROBE_RANGE,   /* any exact number: the range is looked up apart */
	PROBE_COUNT
};

struct probe {
	uint32_t path;
	enum probe_kind kind;
	uint32_t size; /* 0 where it says nothing above */
};

/* The condition of a matcher that is not ABSENT. */
struct probe condition_of(const struct pattern *p, const struct matcher *m, uint32_t path,
			  uint64_t *key);
/* What a value of the probe's path gives. False: nothing. */
bool condition_key(const struct probe *probe, const struct value *v, uint64_t *key);

#endif
