/*
 * cells - a picture of the screen in memory: text and a role in each cell.
 *
 * Painting fills it, screen shows what differs from the last one, tests compare it. A wide character
 * stands in its first cell; the one after it is empty (width 0). All text goes
 * through text_fit: what may not be shown never gets here. Nothing is written outside.
 */
#ifndef PASEO_BOARD_CELLS_H
#define PASEO_BOARD_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a cell means; theme.c says how that looks. */
enum role {
	ROLE_TEXT,
	ROLE_DIM,
	ROLE_HEAD,
	ROLE_COUNTS,
	ROLE_DEMO,
	ROLE_RULE,
	ROLE_TITLE,
	ROLE_OUT,
	ROLE_IN,
	ROLE_WARNING,
	ROLE_UNKNOWN,
	ROLE_IGNORED,
	ROLE_LATE,
	ROLE_SOON,
	ROLE_DANGER,
	ROLE_STAY,
	ROLE_GO,
	ROLE_LEVEL_LOW,
	ROLE_LEVEL_MIDDLE,
	ROLE_LEVEL_HIGH,
	ROLE_SELECTED,
	ROLE_FIND,
	ROLE_KEY,
	ROLE_HINT,
	ROLE_FAULT,
	ROLE_COUNT
};

struct rect {
	int row, col, rows, cols; /* empty when rows or cols is 0 */
};

#define CELL_TEXT_SIZE 16

struct cell {
	char text[CELL_TEXT_SIZE]; /* UTF-8 of one character with its marks; "" after a wide one */
	uint8_t width;
	uint8_t role;
};

struct cells {
	int rows, cols;
	bool ascii; /* no UTF-8 on this terminal */
	struct cell *grid;
};

/* 0 or ERR_NOMEM. */
int cells_size(struct cells *c, int rows, int cols);
void cells_clear(struct cells *c);
void cells_free(struct cells *c);
const struct cell *cells_at(const struct cells *c, int row, int col);
bool cell_same(const struct cell *a, const struct cell *b);

/* Write text from (row, col) into at most width cells. Returns the cells used. */
int cells_text(struct cells *c, int row, int col, int width, enum role role, const char *text);
/* The same, ending at the last of the width cells. */
void cells_text_right(struct cells *c, int row, int col, int width, enum role role,
		      const char *text);
/* Blanks in that role. */
void cells_fill(struct cells *c, struct rect area, enum role role);
/* A line across, double or single. */
void cells_rule(struct cells *c, int row, int col, int width, bool heavy, enum role role);
/* A line down. */
void cells_rule_down(struct cells *c, struct rect area);
/* Give what stands there another role. */
void cells_role(struct cells *c, struct rect area, enum role role);

#endif
