/*
 * table - see the header. A table wider than the line first takes cells from the columns that
 * shrink, the widest first, down to SHRUNK_CELLS; what is still too long is cut at the end.
 */
#include <config.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/report/table.h"

#define COLUMN_MAX 24
#define GAP_CELLS 2
#define SHRUNK_CELLS 8

struct table {
	const struct table_column *columns;
	size_t column_count;
	size_t row_count, row_room;
	char **cells; /* row by row, owned */
};

struct table *table_new(const struct table_column *columns, size_t count)
{
	struct table *t = count <= COLUMN_MAX ? calloc(1, sizeof(*t)) : NULL;

	if (t) {
		t->columns = columns;
		t->column_count = count;
	}
	return t;
}

void table_free(struct table **t)
{
	if (!*t)
		return;
	for (size_t i = 0; i < (*t)->row_count * (*t)->column_count; i++)
		free((*t)->cells[i]);
	free((*t)->cells);
	free(*t);
	*t = NULL;
}

static int grow(struct table *t)
{
	size_t room = t->row_room ? t->row_room * 2 : 32;
	char **cells = realloc(t->cells, room * t->column_count * sizeof(*cells));

	if (!cells)
		return ERR_NOMEM;
	t->cells = cells;
	t->row_room = room;
	return 0;
}

static int add_cells(struct table *t, const char *const *cells)
{
	if (t->row_count == t->row_room && grow(t))
		return ERR_NOMEM;
	char **row = t->cells + t->row_count * t->column_count;
	for (size_t i = 0; i < t->column_count; i++) {
		row[i] = strdup(cells[i] ? cells[i] : "");
		if (!row[i]) {
			while (i > 0)
				free(row[--i]);
			return ERR_NOMEM;
		}
	}
	t->row_count++;
	return 0;
}

int table_add(struct table *t, ...)
{
	const char *cells[COLUMN_MAX];
	va_list list;

	va_start(list, t);
	for (size_t i = 0; i < t->column_count; i++)
		cells[i] = va_arg(list, const char *);
	va_end(list);
	return add_cells(t, cells);
}

static const char *cell(const struct table *t, size_t row, size_t column)
{
	return t->cells[row * t->column_count + column];
}

/* What stands in the text: flags as a word. */
static const char *shown(const struct table *t, size_t row, size_t column)
{
	const char *text = cell(t, row, column);

	return t->columns[column].kind == TABLE_FLAG && text[0] ? _("yes") : text;
}

static size_t widest(const struct table *t, size_t column)
{
	size_t width = text_width_cells(_(t->columns[column].title));

	for (size_t i = 0; i < t->row_count; i++) {
		size_t w = text_width_cells(shown(t, i, column));
		if (w > width)
			width = w;
	}
	return width;
}

static size_t sum(const size_t *widths, size_t count)
{
	size_t total = 0, shown_columns = 0;

	for (size_t i = 0; i < count; i++) {
		if (widths[i] != SIZE_MAX) {
			total += widths[i];
			shown_columns++;
		}
	}
	return shown_columns ? total + (shown_columns - 1) * GAP_CELLS : 0;
}

/* Width of each column, SIZE_MAX where it is not in the text; no wider than the line if it can. */
static void measure(const struct table *t, size_t width_cells, size_t widths[COLUMN_MAX])
{
	for (size_t i = 0; i < t->column_count; i++)
		widths[i] = t->columns[i].title ? widest(t, i) : SIZE_MAX;
	while (width_cells && sum(widths, t->column_count) > width_cells) {
		size_t best = COLUMN_MAX;
		for (size_t i = 0; i < t->column_count; i++) {
			if (widths[i] != SIZE_MAX && t->columns[i].shrinks &&
			    widths[i] > SHRUNK_CELLS &&
			    (best == COLUMN_MAX || widths[i] > widths[best]))
				best = i;
		}
		if (best == COLUMN_MAX)
			return;
		widths[best]--;
	}
}

static void pad(FILE *out, size_t cells)
{
	fprintf(out, "%*s", (int)cells, "");
}

/* One line: blanks that would end it are left out. row SIZE_MAX: the heading. */
static void write_row(FILE *out, const struct table *t, size_t row, const size_t *widths)
{
	size_t owed = 0;
	bool ascii = !language_utf8();

	for (size_t i = 0; i < t->column_count; i++) {
		if (widths[i] == SIZE_MAX)
			continue;
		char text[1024];
		const char *src = row == SIZE_MAX ? _(t->columns[i].title) : shown(t, row, i);
		size_t used = text_fit(text, sizeof(text), src, widths[i], ascii);
		size_t blank = widths[i] - used;
		bool right = t->columns[i].kind == TABLE_NUMBER;

		if (used > 0) {
			pad(out, owed + (right ? blank : 0));
			fputs(text, out);
			owed = right ? 0 : blank;
		} else {
			owed += blank;
		}
		owed += GAP_CELLS;
	}
	fputc('\n', out);
}

char *table_text(const struct table *t, size_t width_cells, size_t indent_cells)
{
	char *text = NULL;
	size_t len = 0, widths[COLUMN_MAX] = { 0 };
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	measure(t, width_cells > indent_cells ? width_cells - indent_cells : width_cells, widths);
	pad(out, indent_cells);
	write_row(out, t, SIZE_MAX, widths);
	for (size_t i = 0; i < t->row_count; i++) {
		pad(out, indent_cells);
		write_row(out, t, i, widths);
	}
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}

static struct jdoc *cell_json(const struct table *t, size_t row, size_t column)
{
	const char *text = cell(t, row, column);

	switch (t->columns[column].kind) {
	case TABLE_NUMBER:
		return text[0] ? jdoc_new_integer(strtoll(text, NULL, 10)) : jdoc_new_null();
	case TABLE_OPTIONAL:
		return text[0] ? jdoc_new_string(text) : jdoc_new_null();
	case TABLE_FLAG:
		return jdoc_new_bool(text[0] != '\0');
	case TABLE_TEXT:
		break;
	}
	return jdoc_new_string(text);
}

static struct jdoc *row_json(const struct table *t, size_t row)
{
	struct jdoc *d = jdoc_new_object();

	for (size_t i = 0; d && i < t->column_count; i++) {
		if (t->columns[i].name && jdoc_set(d, t->columns[i].name, cell_json(t, row, i)))
			jdoc_free(&d);
	}
	return d;
}

struct jdoc *table_json(const struct table *t)
{
	struct jdoc *rows = jdoc_new_array();

	for (size_t i = 0; rows && i < t->row_count; i++) {
		if (jdoc_add(rows, row_json(t, i)))
			jdoc_free(&rows);
	}
	return rows;
}

static void write_field(FILE *out, const char *text, char separator, bool *first)
{
	if (!*first)
		fputc(separator, out);
	csv_write(out, text, separator);
	*first = false;
}

char *table_csv(const struct table *t, char separator)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		return NULL;
	/* Row 0 is the header line. */
	for (size_t row = 0; row <= t->row_count; row++) {
		bool first = true;
		for (size_t i = 0; i < t->column_count; i++) {
			const char *name = t->columns[i].name;
			if (name)
				write_field(out, row ? cell(t, row - 1, i) : name, separator,
					    &first);
		}
		fputc('\n', out);
	}
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}
