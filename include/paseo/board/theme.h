/*
 * theme - how a role looks, on terminals of 8, 16, 256 and no colours. Pure.
 *
 * Roles that mean danger differ by attribute too, so that nothing is lost without colour.
 */
#ifndef PASEO_BOARD_THEME_H
#define PASEO_BOARD_THEME_H

#include "paseo/board/cells.h"

enum theme { THEME_DARK, THEME_DAYLIGHT, THEME_MONO, THEME_COUNT };

enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8 };

struct look {
	short fg, bg; /* colour numbers of the terminal; -1: its own */
	unsigned attributes;
};

/* colours: how many the terminal has; 0 with NO_COLOR. */
struct look theme_look(enum theme t, enum role r, int colours);
const char *theme_name(enum theme t); /* a message, to be looked up */

#endif
