#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "paseo/board/columns.h"
#include "paseo/board/layout.h"

#define RECTS 14

static size_t rects_of(const struct layout *l, struct rect out[RECTS])
{
	const struct rect all[RECTS] = {
		l->header,  l->counts, l->rule_top,  l->banner, l->alert,  l->list[0], l->list[1],
		l->divider, l->panel,  l->rule_side, l->side,	l->events, l->find,    l->hints,
	};

	for (size_t i = 0; i < RECTS; i++)
		out[i] = all[i];
	return RECTS;
}

static bool is_empty(struct rect r)
{
	return r.rows <= 0 || r.cols <= 0;
}

static bool overlap(struct rect a, struct rect b)
{
	return !is_empty(a) && !is_empty(b) && a.row < b.row + b.rows && b.row < a.row + a.rows &&
	       a.col < b.col + b.cols && b.col < a.col + a.cols;
}

static void check(int rows, int cols, int alerts, int panel)
{
	struct rect r[RECTS];
	struct layout l;

	layout_make(rows, cols, alerts, panel, &l);
	rects_of(&l, r);
	for (size_t i = 0; i < RECTS; i++) {
		if (is_empty(r[i]))
			continue;
		if (r[i].row < 0 || r[i].col < 0 || r[i].row + r[i].rows > rows ||
		    r[i].col + r[i].cols > cols)
			fail_msg("%dx%d panel %d: rectangle %zu reaches outside", cols, rows, panel,
				 i);
		for (size_t k = i + 1; k < RECTS; k++)
			if (overlap(r[i], r[k]))
				fail_msg("%dx%d panel %d: %zu and %zu overlap", cols, rows, panel,
					 i, k);
	}
	if (l.alert.rows > (alerts > 1 ? alerts : 1))
		fail_msg("%dx%d: %d lines of alerts", cols, rows, l.alert.rows);
	if (is_empty(l.counts))
		fail_msg("%dx%d: no counts", cols, rows);
	if (rows >= 2 && panel == 0 && is_empty(l.list[SIDE_OUTSIDE]))
		fail_msg("%dx%d: nothing says who is out", cols, rows);
	if (rows >= 10 && panel > 0 && l.panel.rows < (panel < 4 ? panel : 4))
		fail_msg("%dx%d: the panel has %d rows", cols, rows, l.panel.rows);
}

static void nothing_overlaps_or_reaches_outside_from_1x1_to_400x120(void **state)
{
	static const int panels[] = { 0, 3, 9, LAYOUT_PANEL_WHOLE };

	(void)state;
	for (int rows = 1; rows <= 120; rows++)
		for (int cols = 1; cols <= 400; cols++)
			for (size_t i = 0; i < 4; i++)
				check(rows, cols, (int)i * 2, panels[i]);
}

static void columns_fit_their_list_at_every_width(void **state)
{
	static struct console d; /* no dogs: the columns are as wide as their titles */
	struct columns c;

	(void)state;
	for (int side = 0; side < SIDE_COUNT; side++)
		for (int width = 1; width <= 200; width++) {
			int used = 0;

			columns_choose(&d, (enum side)side, width, &c);
			assert_in_range(c.count, 1, COLUMNS_MAX);
			for (size_t i = 0; i < c.count; i++)
				used += c.width[i] + (i >= 2);
			if (used > width)
				fail_msg("side %d, %d cells: the columns use %d", side, width,
					 used);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_overlaps_or_reaches_outside_from_1x1_to_400x120),
		cmocka_unit_test(columns_fit_their_list_at_every_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
