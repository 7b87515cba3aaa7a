/*
 * panels - what stands at the foot of the lists, or over them, as lines of text. Pure.
 */
#ifndef PASEO_BOARD_PANELS_H
#define PASEO_BOARD_PANELS_H

#include "paseo/board/console.h"
#include "paseo/board/lines.h"

struct panel_picture {
	char title[WORDS_SIZE];
	char note[128]; /* at the right of the title: the keys that serve */
	enum role role; /* of the title */
	bool whole;	/* takes the place of the lists */
	struct lines lines;
	bool hidden; /* nothing to show */
};

/* Fill the picture for a width. The caller frees its lines. */
void panels_picture(const struct console *d, int width, struct panel_picture *out);
/* How many things can be chosen in the panel that is open. */
size_t panels_choices(const struct console *d);
/* The first line to be shown, so that the choice is in view and nothing is scrolled away for nothing. */
size_t panels_top(const struct console *d, const struct panel_picture *p, size_t rows);
/* Does the panel take typed letters? */
bool panels_has_field(enum panel p);
/* How many lines there are to type into; Tab goes from one to the other. */
int panels_fields(enum panel p);

#endif
