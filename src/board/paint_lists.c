/*
 * The two lists. What does not fit is counted; the chosen dog is always in view.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/board/columns.h"
#include "paseo/board/paint.h"

#define ROWS_MORE 3 /* of a list, above which one says how many more there are */

struct list {
	struct cells *c;
	const struct console *d;
	enum side side;
	struct rect area;
	struct columns columns;
};

static void paint_titles(const struct list *l)
{
	int col = l->area.col;

	for (size_t i = 0; i < l->columns.count; i++) {
		const struct column *k = l->columns.column[i];

		col += i >= 2;
		if (k->right)
			cells_text_right(l->c, l->area.row, col, l->columns.width[i], ROLE_TITLE,
					 _(k->title));
		else
			cells_text(l->c, l->area.row, col, l->columns.width[i], ROLE_TITLE,
				   _(k->title));
		col += l->columns.width[i];
	}
}

static bool is_chosen(const struct list *l, const struct board_dog *dog)
{
	const struct ui *ui = &l->d->ui;

	if (ui->find[0])
		return console_meant(l->d) == dog;
	return ui->moved && ui->side == l->side && strcmp(ui->chosen[l->side], dog->dog.id) == 0;
}

static void paint_row(const struct list *l, int row, size_t index)
{
	struct row r = columns_row(l->d, l->side, index);
	int col = l->area.col;
	char text[WORDS_SIZE];

	for (size_t i = 0; i < l->columns.count; i++) {
		const struct column *k = l->columns.column[i];
		enum role role = k->text(&r, l->columns.width[i], text, sizeof(text));

		col += i >= 2;
		if (k->right)
			cells_text_right(l->c, row, col, l->columns.width[i], role, text);
		else
			cells_text(l->c, row, col, l->columns.width[i], role, text);
		col += l->columns.width[i];
	}
	if (is_chosen(l, r.dog))
		cells_role(l->c, (struct rect){ row, l->area.col, 1, l->area.cols }, ROLE_SELECTED);
}

/* Where the chosen dog stands in the list; 0 when none is chosen. */
static size_t chosen_index(const struct list *l)
{
	for (size_t i = 0; i < l->d->view.count[l->side]; i++)
		if (is_chosen(l, &l->d->model.dogs[l->d->view.dogs[l->side][i]]))
			return i;
	return 0;
}

static void paint_more(const struct list *l, int row, size_t more)
{
	char text[128];

	snprintf(text, sizeof(text),
		 language_plural("… %lu more below", "… %lu more below", (unsigned long)more),
		 (unsigned long)more);
	cells_text(l->c, row, l->area.col + 1, l->area.cols - 1, ROLE_DIM, text);
}

static void paint_list(struct list *l, bool titles)
{
	size_t count = l->d->view.count[l->side];
	size_t rows, from = 0, chosen = chosen_index(l);

	if (l->area.rows <= 0 || l->area.cols <= 0)
		return;
	columns_choose(l->d, l->side, l->area.cols, &l->columns);
	if (titles && l->area.rows > 1) {
		paint_titles(l);
		l->area.row++;
		l->area.rows--;
	}
	rows = (size_t)l->area.rows;
	if (count > rows && rows > ROWS_MORE)
		rows--;
	if (chosen >= rows)
		from = chosen - rows / 2;
	if (from + rows > count)
		from = count > rows ? count - rows : 0;
	for (size_t i = 0; i < rows && from + i < count; i++)
		paint_row(l, l->area.row + (int)i, from + i);
	if (rows < (size_t)l->area.rows && from + rows < count)
		paint_more(l, l->area.row + (int)rows, count - from - rows);
}

void paint_lists(struct cells *c, const struct console *d, const struct layout *l)
{
	for (int side = 0; side < SIDE_COUNT; side++) {
		struct list list = {
			.c = c, .d = d, .side = (enum side)side, .area = l->list[side]
		};

		if (l->one_list && side == SIDE_OUTSIDE && d->ui.moved)
			list.side = d->ui.side;
		paint_list(&list, l->titles);
	}
	if (l->divider.rows)
		cells_rule_down(c, l->divider);
}
