/*
 * paint - the whole board as cells: same console, same cells. Does nothing else.
 */
#ifndef PASEO_BOARD_PAINT_H
#define PASEO_BOARD_PAINT_H

#include "paseo/board/alerts.h"
#include "paseo/board/layout.h"
#include "paseo/board/panels.h"

struct cursor {
	int row, col; /* -1: none to be seen */
};

/* Fill c, which has its size, and say where the cursor stands. */
void paint_board(struct cells *c, const struct console *d, struct cursor *cursor);

/* Its parts. */
void paint_top(struct cells *c, const struct console *d, const struct layout *l,
	       const struct alerts *alerts);
void paint_lists(struct cells *c, const struct console *d, const struct layout *l);
void paint_panel(struct cells *c, const struct console *d, struct rect area,
		 const struct panel_picture *p, struct cursor *cursor);
void paint_side(struct cells *c, const struct console *d, struct rect area);
void paint_foot(struct cells *c, const struct console *d, const struct layout *l,
		struct cursor *cursor);

#endif
