/*
 * level_words - letter and name of a level as people see them: the program's own in their language,
 * the shelter's as it has written them. Borrowed from the settings or the catalogue.
 */
#ifndef PASEO_REPORT_LEVEL_WORDS_H
#define PASEO_REPORT_LEVEL_WORDS_H

#include "paseo/brain/settings.h"

/* *rank: of the level, 0 lowest; -1 and "": there is none with that key. */
const char *level_letter(const struct settings *s, const char *key, int *rank);
const char *level_name(const struct settings *s, const char *key);

#endif
