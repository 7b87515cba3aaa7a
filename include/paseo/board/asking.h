/*
 * asking - what a decision says to the person at the desk, and the reasons they can give. Pure.
 */
#ifndef PASEO_BOARD_ASKING_H
#define PASEO_BOARD_ASKING_H

#include "paseo/board/words.h"

/* The index'th reason why it waits, a sentence with the dog, the other dogs, since when and with whom; false
 * after the last. */
bool asking_sentence(const struct model *m, const struct decision *d, size_t index,
		     char out[WORDS_SIZE]);
/* All of them in one line. */
void asking_words(const struct model *m, const struct decision *d, char out[WORDS_SIZE]);
/* What has not happened because of it, and what else would settle it. */
void asking_so(const struct model *m, const struct decision *d, char out[WORDS_SIZE]);
/* One line of it for a list: "11:42 REX is REACTIVE and THOR is OUT since 10:50". */
void asking_line(const struct model *m, const struct decision *d, char out[WORDS_SIZE]);
/* Is it a danger that the desk answers for, and not only a doubt about what was read? */
bool asking_is_danger(const struct decision *d);
/* Is it for nobody at the desk to let it go: it waits for its partner alone? */
bool asking_is_refused(const struct model *m, const struct decision *d);
/* What F11 means for it: "F11 let it go out, and why". */
const char *asking_yes(const struct decision *d);
/* The index'th reason to choose from when it is let go, looked up; NULL after the last. */
const char *asking_reason(const struct decision *d, size_t index);
/* The same of why a dog came back early. */
const char *asking_early_reason(size_t index);

#endif
