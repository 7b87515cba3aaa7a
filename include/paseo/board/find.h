/*
 * find - dogs by what the operator has typed: name or id, case and accents do not matter.
 *
 * Best first: equal, then a name that begins with it, then a word of the name or an id that
 * does, then anywhere. Archived dogs are found only while they are OUTSIDE. Pure.
 */
#ifndef PASEO_BOARD_FIND_H
#define PASEO_BOARD_FIND_H

#include "paseo/board/model.h"

#define FIND_SIZE 65 /* bytes of the find line with its NUL */
#define FIND_MAX 64  /* dogs that it gives at the most */

enum match { MATCH_EXACT, MATCH_PREFIX, MATCH_WORD, MATCH_INSIDE, MATCH_NONE };

struct found {
	size_t count;	       /* of dogs[]; there may be more that match */
	size_t all;	       /* that match */
	size_t best;	       /* how many of them match as well as the first */
	enum match match;      /* of the first */
	size_t dogs[FIND_MAX]; /* indexes in model.dogs, or in model.volunteers */
};

void find_dogs(const struct model *m, const char *typed, struct found *out);
/* The same among the volunteers who have not left. */
void find_people(const struct model *m, const char *typed, struct found *out);

/* The one dog that is meant: the only one found, or the only one whose name or id is equal.
 * Index in model.dogs; -1: none or several. */
int find_only(const struct found *f);
/* The one that matches better than all others, where its name is shown before it counts; -1: there are
 * several, or none. */
int find_best(const struct found *f);

#endif
