/*
 * alerts - the lines under the banner: what must be seen before anything else, the gravest first. Pure.
 */
#ifndef PASEO_BOARD_ALERTS_H
#define PASEO_BOARD_ALERTS_H

#include "paseo/board/cells.h"
#include "paseo/board/console.h"
#include "paseo/board/layout.h"

#define ALERTS_MAX 9

struct alert {
	enum role lead_role; /* of the lead; the whole line has it where it is WARNING */
	enum role role;	     /* of the rest */
	char lead[128];
	char text[WORDS_SIZE];
};

struct alerts {
	size_t count;
	struct alert list[ALERTS_MAX];
};

/* Those of this moment, for lines of so many cells. None: nothing has to be seen. */
void alerts_make(const struct console *d, int width, struct alerts *out);
/* Lay a screen out with room for them; out may be NULL. */
void alerts_layout(const struct console *d, int rows, int cols, int panel_rows, struct alerts *out,
		   struct layout *l);

#endif
