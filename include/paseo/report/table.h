/*
 * table - rows and columns, aligned by display width.
 *
 * Built once, written as text for people, JSON (an array of objects with the columns'
 * names) or CSV. Cells are copied. Pure.
 */
#ifndef PASEO_REPORT_TABLE_H
#define PASEO_REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/base/jdoc.h"

enum table_kind {
	TABLE_TEXT,
	TABLE_NUMBER,	/* right-aligned; in JSON a number, null when empty */
	TABLE_OPTIONAL, /* in JSON null when empty */
	TABLE_FLAG,	/* "true" or "" : in JSON a boolean, in text a word */
};

struct table_column {
	const char *title; /* N_(): the heading for people; NULL: not in the text */
	const char *name;  /* in JSON and CSV; NULL: in neither */
	enum table_kind kind;
	bool shrinks; /* gives way when the line is too long */
};

struct table;

/* columns are borrowed for the table's life. NULL: no memory. */
struct table *table_new(const struct table_column *columns, size_t count);
void table_free(struct table **t);

/* One row: as many texts as there are columns. 0 or ERR_NOMEM. */
int table_add(struct table *t, ...);

/* Malloc'ed, lines ended by newlines; NULL: no memory. width_cells 0: as wide as it needs.
 * indent_cells before every line, within the width. */
char *table_text(const struct table *t, size_t width_cells, size_t indent_cells);
struct jdoc *table_json(const struct table *t);
char *table_csv(const struct table *t, char separator);

#endif
