/*
 * desk_codes - the words that a scan says to the desk itself, for gloved or wet hands.
 *
 * The only list: the card that `paseo tags labels --kind commands` prints and the desk that
 * reads it. A code is the same in every language and is compared exactly; each stands for a key
 * of the board, by the name printed on it. None answers a decision: that takes a person and a key.
 *
 * Codes are of A to Z alone, so that no keyboard layout changes what a scanner types, and of
 * four letters or more, so that a scanner's burst can be told from a person's.
 */
#ifndef PASEO_BRAIN_DESK_CODES_H
#define PASEO_BRAIN_DESK_CODES_H

#include <stddef.h>

struct desk_code {
	const char *code;    /* "UNDO" */
	const char *key;     /* "F2" */
	const char *meaning; /* N_() */
};

size_t desk_codes_count(void);
const struct desk_code *desk_codes_row(size_t index);
/* NULL: the desk has no such code. */
const struct desk_code *desk_codes_find(const char *code);

#endif
