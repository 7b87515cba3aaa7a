#include <config.h>

#include "paseo/board/layout.h"

/* Heights from which a line is there. */
#define ROWS_BANNER 3
#define ROWS_FIND 4
#define ROWS_ALERT 6
#define ROWS_HINTS 12
#define ROWS_TITLES 12
#define ROWS_HEADER 14
#define ROWS_EVENTS 17
#define ROWS_RULES 20

#define COLS_SIDE 120	/* from here a third column */
#define COLS_ABREAST 64 /* both lists beside each other */
#define ROWS_STACKED 10 /* of the lists, one above the other */

/* Takes lines off the top and bottom of what is left. */
struct room {
	int top, bottom, cols;
};

static struct rect take_top(struct room *room, bool wanted)
{
	if (!wanted || room->top >= room->bottom)
		return (struct rect){ 0 };
	return (struct rect){ room->top++, 0, 1, room->cols };
}

static struct rect take_bottom(struct room *room, bool wanted)
{
	if (!wanted || room->top >= room->bottom)
		return (struct rect){ 0 };
	return (struct rect){ --room->bottom, 0, 1, room->cols };
}

/* How many lines of alerts a screen has room for. */
static int alert_rows(int rows, int wanted)
{
	/* clang-format off */
	static const struct { int rows, alerts; } steps[] = {
		{ 40, 5 }, { ROWS_RULES, 3 }, { ROWS_HEADER, 2 }, { ROWS_ALERT, 1 }, { 0, 0 },
	};
	/* clang-format on */
	size_t i = 0;

	while (rows < steps[i].rows)
		i++;
	if (wanted < 1)
		wanted = 1;
	return wanted < steps[i].alerts ? wanted : steps[i].alerts;
}

static int side_cols(int cols)
{
	int side = cols * 3 / 10;

	if (cols < COLS_SIDE)
		return 0;
	return side > 64 ? 64 : side;
}

int layout_middle_cols(int cols)
{
	int side = side_cols(cols);

	return side ? cols - side - 1 : cols;
}

static void place_lists(struct layout *l, struct rect area)
{
	int left = (area.cols - 1) / 2;
	int above = area.rows * 2 / 5;

	if (area.rows <= 0 || area.cols <= 0)
		return;
	if (area.cols >= COLS_ABREAST) {
		l->list[SIDE_OUTSIDE] = (struct rect){ area.row, area.col, area.rows, left };
		l->divider = (struct rect){ area.row, area.col + left, area.rows, 1 };
		l->list[SIDE_INSIDE] = (struct rect){ area.row, area.col + left + 1, area.rows,
						      area.cols - left - 1 };
	} else if (area.rows >= ROWS_STACKED) {
		l->list[SIDE_OUTSIDE] = (struct rect){ area.row, area.col, above, area.cols };
		l->list[SIDE_INSIDE] =
			(struct rect){ area.row + above, area.col, area.rows - above, area.cols };
	} else {
		l->list[SIDE_OUTSIDE] = area;
		l->one_list = true;
	}
}

static void place_middle(struct layout *l, struct rect area, int panel_rows)
{
	int side = side_cols(area.cols);
	int keep = area.rows / 3 < 3 ? area.rows / 3 : 3;
	int panel = panel_rows;

	if (side && area.rows > 0) {
		l->side = (struct rect){ area.row, area.cols - side, area.rows, side };
		l->rule_side = (struct rect){ area.row, area.cols - side - 1, area.rows, 1 };
		area.cols -= side + 1;
	}
	if (panel == LAYOUT_PANEL_WHOLE)
		panel = area.rows;
	else if (panel > area.rows - keep)
		panel = area.rows - keep;
	if (panel > 0) {
		area.rows -= panel;
		l->panel = (struct rect){ area.row + area.rows, area.col, panel, area.cols };
	}
	place_lists(l, area);
}

void layout_make(int rows, int cols, int alerts, int panel_rows, struct layout *out)
{
	struct room room = { 0, rows, cols };
	int more = alert_rows(rows, alerts) - 1;

	*out = (struct layout){ .rows = rows, .cols = cols, .titles = rows >= ROWS_TITLES };
	if (rows <= 0 || cols <= 0)
		return;
	out->header = take_top(&room, rows >= ROWS_HEADER);
	out->counts = take_top(&room, true);
	out->rule_top = take_top(&room, rows >= ROWS_RULES);
	out->banner = take_top(&room, rows >= ROWS_BANNER);
	out->alert = take_top(&room, rows >= ROWS_ALERT);
	for (; more > 0 && out->alert.rows && room.top < room.bottom; more--) {
		out->alert.rows++;
		room.top++;
	}
	out->hints = take_bottom(&room, rows >= ROWS_HINTS);
	out->find = take_bottom(&room, rows >= ROWS_FIND);
	out->events = take_bottom(&room, rows >= ROWS_EVENTS && !side_cols(cols));
	out->rule_bottom = take_bottom(&room, rows >= ROWS_RULES);
	place_middle(out, (struct rect){ room.top, 0, room.bottom - room.top, cols }, panel_rows);
}
