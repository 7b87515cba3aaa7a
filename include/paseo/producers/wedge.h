/*
 * wedge - tells a scanner that types from a person, by speed, and a paste from both.
 *
 * Pure: (key, time) in; out come typed keys, finished codes and pasted text. A code is a run of
 * characters with a mean gap and a largest gap under the limits, ended by Enter or Tab; its end
 * belongs to it and is never given out as a key, the LF of a CR LF neither. Until it is
 * clear what a run is, its first characters are held back, a short time at the most; what is
 * held is given out as typed keys when silence shows that it was a person. Should the run turn
 * out a code after all, taken_back says how many of its characters went out already.
 *
 * Between the brackets that terminals put round a paste everything is text: no key, no code.
 */
#ifndef PASEO_PRODUCERS_WEDGE_H
#define PASEO_PRODUCERS_WEDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/queue/event.h"

/* Keys are code points; what lies above them is passed on, but for these two. */
#define WEDGE_PASTE_BEGIN INT32_C(0x110001)
#define WEDGE_PASTE_END INT32_C(0x110002)

#define WEDGE_TEXT_SIZE 1024 /* of a paste, with its NUL */

struct wedge_limits {
	size_t count_min;     /* characters of the shortest code */
	int64_t mean_ms;      /* largest mean gap between them */
	int64_t gap_ms;	      /* largest single gap, the one before the end too */
	int64_t hold_ms;      /* longest that a first character is held back */
	size_t take_back_max; /* characters given out early that may still be part of a code */
	int64_t paste_ms;     /* silence after which a paste without an end is taken as it is */
};

/* >= 4 characters, mean 35 ms, largest 100 ms, held for 60 ms. */
extern const struct wedge_limits wedge_limits_default;

enum wedge_kind { WEDGE_KEY, WEDGE_SCAN, WEDGE_PASTE };

struct wedge_out {
	enum wedge_kind kind;
	int32_t key;	  /* WEDGE_KEY */
	bool quick;	  /* of an Enter or Tab: as close to a character before it as a scanner's */
	const char *text; /* of a scan or paste: borrowed for the call */
	size_t taken_back; /* of a scan: typed keys given out before, to be taken back */
	bool cut;	   /* of a scan: it was longer than a code can be */
};

struct wedge;

/* emit is called for each thing that comes out, from wedge_key and wedge_tick. */
struct wedge *wedge_new(const struct wedge_limits *limits,
			void (*emit)(void *ctx, const struct wedge_out *out), void *ctx);
void wedge_free(struct wedge **w);

void wedge_key(struct wedge *w, int32_t key, int64_t now_ms);
/* To be called at wedge_deadline_ms() or later: gives out what need not be held any longer. */
void wedge_tick(struct wedge *w, int64_t now_ms);
/* When wedge_tick has something to do, on the same clock; -1: nothing is held. */
int64_t wedge_deadline_ms(const struct wedge *w);

#endif
