/*
 * holds - why a dog stays in, as lists and commands write it.
 */
#ifndef PASEO_COMMANDS_HOLDS_H
#define PASEO_COMMANDS_HOLDS_H

#include "paseo/base/jdoc.h"
#include "paseo/brain/roster.h"

#define HOLD_WORDS_SIZE (HOLD_REASON_SIZE + 96)

/* "medical until 2026-11-30: stitches" */
void hold_words(const struct dog *d, char out[HOLD_WORDS_SIZE]);
/* {"kind":"medical","reason":"stitches","until":"2026-11-30"}, until null where it is open;
 * null where the dog is on no hold that day. NULL: no memory. */
struct jdoc *hold_json(const struct dog *d, int32_t day);

#endif
