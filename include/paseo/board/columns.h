/*
 * columns - the columns of the two lists: one table, from which those that fit are chosen. Pure.
 *
 * Columns that fit are no wider than the widest text in the list, so that others have the room.
 */
#ifndef PASEO_BOARD_COLUMNS_H
#define PASEO_BOARD_COLUMNS_H

#include "paseo/board/cells.h"
#include "paseo/board/console.h"

#define COLUMNS_MAX 16

/* A row of a list while it is painted. */
struct row {
	const struct console *d;
	const struct board_dog *dog;
	struct may_go may; /* of dogs INSIDE */
	enum lateness lateness;
	bool alone; /* OUTSIDE without its partner */
};

struct column {
	const char *title; /* a message; "" none */
	int min, max;	   /* cells */
	int turn;	   /* which are left out first when there is no room: the highest */
	bool right;	   /* ends at the right edge */
	bool fits; /* as wide as what stands in it, up to max; less than min where that is enough */
	/* Text for a width, and its role. */
	enum role (*text)(const struct row *r, int width, char *out, size_t size);
};

struct columns {
	size_t count;
	const struct column *column[COLUMNS_MAX];
	int width[COLUMNS_MAX];
};

/* What the columns of a row need to know of the index'th dog of a list. */
struct row columns_row(const struct console *d, enum side side, size_t index);

/* Choose columns for a list of that width: between two columns stands one blank. */
void columns_choose(const struct console *d, enum side side, int width, struct columns *out);

#endif
