/*
 * lines - text for a panel: lines with a role, wrapped to a width. Memory of their own.
 */
#ifndef PASEO_BOARD_LINES_H
#define PASEO_BOARD_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/board/cells.h"

struct line {
	char *text;
	enum role role;
	int choice;  /* index of what this line lets choose; -1 none */
	bool cursor; /* the cursor stands at its end */
};

struct lines {
	size_t count, room;
	struct line *list;
	int width; /* cells; longer text is wrapped between words */
};

/* Add text, wrapped; newlines in it end lines. Without memory lines are missing. */
void lines_add(struct lines *l, enum role role, const char *text);
/* One line that can be chosen; never wrapped. */
void lines_choice(struct lines *l, int choice, const char *text);
/* One line that is typed into: its end stays in view. */
void lines_field(struct lines *l, bool active, const char *label, const char *text);
void lines_free(struct lines *l);

#endif
