/*
 * asking - what a decision says to the person at the desk, and the reasons they can give. Pure.
 */
#ifndef PASEO_BOARD_ASKING_H
#define PASEO_BOARD_ASKING_H

#include "paseo/board/words.h"

/* Two sentences: what is dangerous or in doubt, and what has not happened because of it. */
void asking_words(const struct model *m, const struct decision *d, char danger[WORDS_SIZE],
		  char so[WORDS_SIZE]);
/* One line of it for a list: "11:42 Rex: REACTIVE, Thor is out". */
void asking_line(const struct model *m, const struct decision *d, char out[WORDS_SIZE]);
/* What F11 means for it: "F11 let it go out, and why". */
const char *asking_yes(const struct decision *d);
/* The index'th reason to choose from when it is let go, looked up; NULL after the last. */
const char *asking_reason(const struct decision *d, size_t index);

#endif
