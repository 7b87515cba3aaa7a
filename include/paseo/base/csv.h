/*
 * csv - reads CSV as spreadsheets write it.
 *
 * Comma, semicolon or tab (found from the header line), quotes with doubled
 * quotes and newlines inside, CR LF or LF, a byte order mark, UTF-8. Pure: text
 * in memory. A row keeps the number of the line it starts on, from 1. Lines that are
 * blank or hold nothing but separators are passed over.
 */
#ifndef PASEO_BASE_CSV_H
#define PASEO_BASE_CSV_H

#include <stddef.h>
#include <stdio.h>

#include "paseo/base/error.h"

struct csv_row {
	size_t line;
	size_t count;
	char **fields; /* NUL-terminated UTF-8, blanks at the ends cut */
	/* Why this row cannot be read ("not UTF-8 in column 2"), else empty; its fields may be short. */
	char bad[80];
};

struct csv {
	size_t count;
	struct csv_row *rows; /* rows[0] is the header */
};

/* Take the text apart. ERR_INVALID (and the fault) only for what leaves no rows to speak of:
 * empty, a NUL byte, an open quote at the end. */
int csv_parse(const char *text, size_t len, struct csv **out, struct fault *f);
void csv_free(struct csv **c);

/* Write a field of any length with quotes where it needs them. */
void csv_write(FILE *out, const char *field, char separator);

/*
 * A file that is too long for memory, row after row. Stricter than csv_parse(): every byte of a field counts,
 * blanks at its ends too, so what csv_write() wrote comes back as it was. The separator is
 * the character after the first name of the first line.
 */
struct csv_stream;

/* in stays the caller's. NULL: no memory. */
struct csv_stream *csv_stream_new(FILE *in);
void csv_stream_free(struct csv_stream **s);
/* The next row: 1, 0: no more, or an error. Its fields are borrowed until the next call. ERR_INVALID: a quote that is
 * never closed, or text after one; ERR_IO: the file cannot be read. */
int csv_stream_next(struct csv_stream *s, char ***fields, size_t *count);
/* The line of the file that the row began on, from 1. */
size_t csv_stream_line(const struct csv_stream *s);

/* Write a field with quotes where it needs them. Returns the bytes it takes without the NUL, as
 * snprintf does; where that is size or more, dst was cut. */
size_t csv_quote(char *dst, size_t size, const char *field, char separator);

#endif
