/*
 * levels - the shelter's own ordered grades of dogs and handlers: what a colour means is data.
 *
 * Written as one text, lowest grade first: "KEY:LETTER:NAME:COLOUR, ...", such as
 * "green:G:green:green, red:R:experienced only:red". NAME and COLOUR may be left out. The
 * empty text stands for the three of the program, whose letters and names are messages.
 * Pure plain data.
 */
#ifndef PASEO_BRAIN_LEVELS_H
#define PASEO_BRAIN_LEVELS_H

#include <stddef.h>

#include "paseo/base/error.h"

#define LEVEL_SIZE 17
#define LEVEL_MAX 9
#define LEVELS_TEXT_SIZE 385

struct level {
	char key[LEVEL_SIZE]; /* "green": what rosters say */
	char letter[8];	      /* one character: on the board */
	char name[33];
	char colour[9]; /* green, yellow, red, blue, magenta, cyan, white; "" none */
};

struct levels {
	size_t count;
	struct level list[LEVEL_MAX]; /* lowest first */
};

/* ERR_INVALID: the fault names the level and what it wants. */
int levels_parse(const char *text, struct levels *out, struct fault *f);
/* Rank of a key or a name in any case and without accents, 0 lowest; -1 unknown or none. The words of
 * Spanish and Valencian for the three of the program are known as well. */
int levels_find(const struct levels *l, const char *word);
/* Rank of a key as rosters have it; -1 unknown or none. */
int levels_rank(const struct levels *l, const char *key);
/* The keys with commas between them, for sentences. */
void levels_list(const struct levels *l, char *out, size_t size);

#endif
