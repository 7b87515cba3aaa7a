/*
 * layout - where everything stands on a screen of any size. Pure.
 *
 * Rectangles never overlap and never reach outside; one that has no room is empty. What matters
 * most goes last: counts, who is out, the banner, find, the dogs that must stay in.
 */
#ifndef PASEO_BOARD_LAYOUT_H
#define PASEO_BOARD_LAYOUT_H

#include "paseo/board/cells.h"
#include "paseo/board/view.h"

#define LAYOUT_PANEL_WHOLE (-1) /* a panel that takes the lists' place */

struct layout {
	int rows, cols;
	struct rect header;
	struct rect counts;
	struct rect rule_top;
	struct rect banner;
	struct rect alert; /* what must be seen at once: who must stay in, who is late */
	struct rect list[SIDE_COUNT];
	struct rect divider;
	struct rect panel; /* at the foot of the lists */
	struct rect rule_side;
	struct rect side; /* next dogs, decisions, last events, on wide screens */
	struct rect rule_bottom;
	struct rect events; /* one line of last events, where there is no side */
	struct rect find;
	struct rect hints;
	bool titles;   /* the lists have a line of titles */
	bool one_list; /* there is room for one list only: list[SIDE_OUTSIDE], of the side in focus */
};

/* alerts: lines of them that are wanted; panel_rows: lines that a panel wants, 0 none,
 * LAYOUT_PANEL_WHOLE. */
void layout_make(int rows, int cols, int alerts, int panel_rows, struct layout *out);
/* Width of the lists together, and so of a panel. */
int layout_middle_cols(int cols);

#endif
