#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/error.h"
#include "paseo/base/text.h"
#include "paseo/board/cells.h"

#define LINE_SIZE 2048 /* bytes of one line of text: 400 cells with marks fit */

static const struct cell blank = { .text = " ", .width = 1, .role = ROLE_TEXT };

int cells_size(struct cells *c, int rows, int cols)
{
	struct cell *grid;

	if (c->grid && c->rows == rows && c->cols == cols)
		return 0;
	grid = calloc((size_t)rows * (size_t)cols, sizeof(*grid));
	if (!grid)
		return ERR_NOMEM;
	free(c->grid);
	c->grid = grid;
	c->rows = rows;
	c->cols = cols;
	cells_clear(c);
	return 0;
}

void cells_clear(struct cells *c)
{
	for (size_t i = 0; i < (size_t)c->rows * (size_t)c->cols; i++)
		c->grid[i] = blank;
}

void cells_free(struct cells *c)
{
	free(c->grid);
	c->grid = NULL;
	c->rows = 0;
	c->cols = 0;
}

static struct cell *cell_of(const struct cells *c, int row, int col)
{
	return &c->grid[(size_t)row * (size_t)c->cols + (size_t)col];
}

const struct cell *cells_at(const struct cells *c, int row, int col)
{
	return cell_of(c, row, col);
}

bool cell_same(const struct cell *a, const struct cell *b)
{
	return a->role == b->role && a->width == b->width && strcmp(a->text, b->text) == 0;
}

/* Take what a wide character had here, so that no half of it is left. */
static void clear_halves(struct cells *c, int row, int col)
{
	struct cell *cell = cell_of(c, row, col);

	if (cell->width == 0 && col > 0)
		*cell_of(c, row, col - 1) = blank;
	if (cell->width == 2 && col + 1 < c->cols)
		*cell_of(c, row, col + 1) = blank;
}

static void put(struct cells *c, int row, int col, const char *text, size_t len, int width,
		enum role role)
{
	struct cell *cell;

	for (int i = 0; i < width; i++)
		clear_halves(c, row, col + i);
	cell = cell_of(c, row, col);
	*cell = (struct cell){ .width = (uint8_t)width, .role = (uint8_t)role };
	memcpy(cell->text, text, len < CELL_TEXT_SIZE ? len : CELL_TEXT_SIZE - 1);
	if (width == 2)
		*cell_of(c, row, col + 1) = (struct cell){ .role = (uint8_t)role };
}

/* Length in bytes and width in cells of the character at s, its marks included. */
static size_t take_character(const char *s, int *width)
{
	const char *at = s;
	char piece[CELL_TEXT_SIZE];
	size_t len, more;

	text_next(&at);
	len = (size_t)(at - s);
	*width = len < sizeof(piece) ? 1 : 0;
	if ((unsigned char)*s >= 0x80) {
		memcpy(piece, s, len);
		piece[len] = '\0';
		*width = (int)text_width_cells(piece);
	}
	while ((unsigned char)*at >= 0x80) {
		text_next(&at);
		more = (size_t)(at - s);
		if (more >= sizeof(piece))
			break;
		memcpy(piece, s, more);
		piece[more] = '\0';
		if ((int)text_width_cells(piece) != *width)
			break;
		len = more;
	}
	return len;
}

int cells_text(struct cells *c, int row, int col, int width, enum role role, const char *text)
{
	char line[LINE_SIZE];
	const char *at = line;
	int used = 0;

	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
		return 0;
	if (width > c->cols - col)
		width = c->cols - col;
	if (width <= 0)
		return 0;
	text_fit(line, sizeof(line), text, (size_t)width, c->ascii);
	while (*at) {
		int wide = 0;
		size_t len = take_character(at, &wide);

		if (wide < 1 || wide > 2 || used + wide > width)
			break;
		put(c, row, col + used, at, len, wide, role);
		used += wide;
		at += len;
	}
	return used;
}

void cells_text_right(struct cells *c, int row, int col, int width, enum role role,
		      const char *text)
{
	char line[LINE_SIZE];
	int wide;

	if (width <= 0)
		return;
	wide = (int)text_fit(line, sizeof(line), text, (size_t)width, c->ascii);
	cells_text(c, row, col + width - wide, wide, role, line);
}

/* The part of a rectangle that lies on the screen. */
static struct rect cut(const struct cells *c, struct rect r)
{
	if (r.row < 0 || r.col < 0 || r.row >= c->rows || r.col >= c->cols)
		return (struct rect){ 0 };
	if (r.rows > c->rows - r.row)
		r.rows = c->rows - r.row;
	if (r.cols > c->cols - r.col)
		r.cols = c->cols - r.col;
	return r;
}

void cells_fill(struct cells *c, struct rect area, enum role role)
{
	area = cut(c, area);
	for (int row = area.row; row < area.row + area.rows; row++)
		for (int col = area.col; col < area.col + area.cols; col++)
			put(c, row, col, " ", 1, 1, role);
}

void cells_rule(struct cells *c, int row, int col, int width, bool heavy, enum role role)
{
	struct rect r = cut(c, (struct rect){ row, col, 1, width });
	const char *line = c->ascii ? (heavy ? "=" : "-") : (heavy ? "═" : "─");

	for (int i = 0; i < r.cols && r.rows; i++)
		put(c, r.row, r.col + i, line, strlen(line), 1, role);
}

void cells_rule_down(struct cells *c, struct rect area)
{
	const char *line = c->ascii ? "|" : "│";

	area = cut(c, area);
	for (int i = 0; i < area.rows && area.cols; i++)
		put(c, area.row + i, area.col, line, strlen(line), 1, ROLE_RULE);
}

void cells_role(struct cells *c, struct rect area, enum role role)
{
	area = cut(c, area);
	for (int row = area.row; row < area.row + area.rows; row++)
		for (int col = area.col; col < area.col + area.cols; col++)
			cell_of(c, row, col)->role = (uint8_t)role;
}
