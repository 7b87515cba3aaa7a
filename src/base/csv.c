/*
 * The text is copied once; fields are cut out of the copy in place, since a field
 * without its quotes is never longer than with them. One array holds the pointers
 * of all fields, one after another.
 */
#include <config.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"
#include "paseo/base/text.h"

static const char separators[] = ",;\t";

/* What csv_free() gets is its first member. */
struct store {
	struct csv csv;
	char *text;
	char **fields;
};

struct reader {
	char *at;
	char *end; /* a NUL stands there */
	size_t line;
	char separator;
	struct csv_row *row;
	struct fault *fault;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool is_utf8(const char *s)
{
	while (*s) {
		/* text_next() gives U+FFFD and one byte for what is no UTF-8. */
		const char *start = s;

		if (text_next(&s) == 0xFFFD && s - start == 1)
			return false;
	}
	return true;
}

/* Keep the first thing that is wrong with a row. */
static void mark_bad(struct csv_row *row, const char *what, const char *advice)
{
	if (row->bad[0] == '\0')
		(void)snprintf(row->bad, sizeof(row->bad), "%s %zu%s", what, row->count + 1,
			       advice);
}

/* The one that stands most often in the first line with text, outside quotes; else a comma. */
static char find_separator(const char *text)
{
	size_t counts[sizeof(separators)] = { 0 };
	bool quoted = false;
	size_t best = 0;

	while (is_line_end(*text) || *text == ' ')
		text++;
	for (; *text && (quoted || !is_line_end(*text)); text++) {
		const char *found = strchr(separators, *text);

		if (*text == '"')
			quoted = !quoted;
		else if (found && !quoted)
			counts[found - separators]++;
	}
	for (size_t i = 1; separators[i]; i++) {
		if (counts[i] > counts[best])
			best = i;
	}
	return separators[best];
}

static bool at_field_end(const struct reader *r)
{
	return r->at == r->end || *r->at == r->separator || is_line_end(*r->at);
}

/* Read what stands between quotes to *to; r->at is after the first of them. */
static int read_quoted(struct reader *r, char **to)
{
	size_t line = r->line;

	for (; r->at < r->end; r->at++) {
		if (*r->at == '"' && *++r->at != '"')
			return 0;
		if (*r->at == '\n' || (*r->at == '\r' && r->at[1] != '\n'))
			r->line++;
		*(*to)++ = *r->at;
	}
	return fault_set(r->fault, ERR_INVALID,
			 "The quote that opens on line %zu is never closed. Close it.", line);
}

/* Read a field without its quotes; it lies where it lay, with a NUL, once the caller sets it. */
static int read_field(struct reader *r, char **from, char **to)
{
	while (!at_field_end(r) && is_blank(*r->at))
		r->at++;
	*from = *to = r->at;
	if (r->at < r->end && *r->at == '"') {
		int err;

		r->at++;
		err = read_quoted(r, to);
		if (err)
			return err;
		while (!at_field_end(r) && is_blank(*r->at))
			r->at++;
		if (!at_field_end(r))
			mark_bad(r->row, "text after the closing quote in column", "");
		while (!at_field_end(r))
			r->at++;
	} else {
		while (!at_field_end(r))
			*(*to)++ = *r->at++;
	}
	while (*to > *from && is_blank((*to)[-1]))
		(*to)--;
	while (*from < *to && is_blank(**from))
		(*from)++;
	return 0;
}

/* Step over one end of a line, if there is one. */
static void read_line_end(struct reader *r)
{
	if (r->at == r->end)
		return;
	if (*r->at == '\r' && r->at[1] == '\n')
		r->at++;
	r->at++;
	r->line++;
}

/* Read one line's fields into row, whose array has room enough. */
static int read_row(struct reader *r)
{
	bool more = true;

	while (more) {
		char *from, *to;
		int err = read_field(r, &from, &to);

		if (err)
			return err;
		more = r->at < r->end && *r->at == r->separator;
		if (more)
			r->at++;
		else
			read_line_end(r);
		/* Only now: the separator may have stood where the NUL goes. */
		*to = '\0';
		if (!is_utf8(from))
			mark_bad(r->row, "not UTF-8 in column", ": save the file as UTF-8");
		r->row->fields[r->row->count++] = from;
	}
	return 0;
}

static bool is_empty(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (row->fields[i][0] != '\0')
			return false;
	}
	return row->bad[0] == '\0';
}

/* Room for one more row; doubling whenever the count is a power of two. */
static int make_room(struct csv *c)
{
	struct csv_row *bigger;

	if (c->count > 0 && (c->count & (c->count - 1)) != 0)
		return 0;
	bigger = realloc(c->rows, (c->count ? c->count * 2 : 1) * sizeof(*c->rows));
	if (!bigger)
		return ERR_NOMEM;
	c->rows = bigger;
	return 0;
}

static int read_rows(struct store *s, struct reader *r)
{
	char **next = s->fields;

	while (r->at < r->end) {
		int err = make_room(&s->csv);

		if (err)
			return fault_set(r->fault, err, "No memory for so many lines.");
		r->row = &s->csv.rows[s->csv.count];
		*r->row = (struct csv_row){ .line = r->line, .fields = next };
		err = read_row(r);
		if (err)
			return err;
		if (!is_empty(r->row)) {
			next += r->row->count;
			s->csv.count++;
		}
	}
	if (s->csv.count == 0)
		return fault_set(r->fault, ERR_INVALID, "The file is empty.");
	return 0;
}

/* No text has more fields than this. */
static size_t count_fields(const char *text, size_t len)
{
	size_t count = 1;

	for (size_t i = 0; i < len; i++)
		count += is_line_end(text[i]) || strchr(separators, text[i]) != NULL;
	return count;
}

int csv_parse(const char *text, size_t len, struct csv **out, struct fault *f)
{
	struct store *s;
	struct reader r = { .line = 1, .fault = f };
	struct csv *c;
	int err;

	*out = NULL;
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	if (len > 0 && memchr(text, '\0', len))
		return fault_set(f, ERR_INVALID,
				 "This is no CSV text: it has NUL bytes. "
				 "Save the file as CSV in UTF-8.");
	s = calloc(1, sizeof(*s));
	if (!s)
		return fault_set(f, ERR_NOMEM, "No memory.");
	c = &s->csv;
	s->text = malloc(len + 1);
	s->fields = calloc(count_fields(text, len), sizeof(*s->fields));
	if (!s->text || !s->fields) {
		csv_free(&c);
		return fault_set(f, ERR_NOMEM, "No memory.");
	}
	if (len > 0)
		memcpy(s->text, text, len);
	s->text[len] = '\0';
	r.at = s->text;
	r.end = s->text + len;
	r.separator = find_separator(s->text);
	err = read_rows(s, &r);
	if (err) {
		csv_free(&c);
		return err;
	}
	*out = c;
	return 0;
}

void csv_free(struct csv **c)
{
	struct store *s;

	if (!c || !*c)
		return;
	s = (struct store *)*c;
	free(s->csv.rows);
	free(s->fields);
	free(s->text);
	free(s);
	*c = NULL;
}

static bool needs_quotes(const char *field, char separator)
{
	size_t len = strlen(field);

	return len > 0 && (is_blank(field[0]) || is_blank(field[len - 1]) ||
			   strchr(field, separator) || strpbrk(field, "\"\r\n"));
}

/* Count a byte and write it where there is room. */
static void emit(char *dst, size_t size, size_t *len, char byte)
{
	if (*len + 1 < size)
		dst[*len] = byte;
	(*len)++;
}

size_t csv_quote(char *dst, size_t size, const char *field, char separator)
{
	bool quotes = needs_quotes(field, separator);
	size_t len = 0;

	if (quotes)
		emit(dst, size, &len, '"');
	for (const char *s = field; *s; s++) {
		if (*s == '"')
			emit(dst, size, &len, '"');
		emit(dst, size, &len, *s);
	}
	if (quotes)
		emit(dst, size, &len, '"');
	if (size > 0)
		dst[len < size ? len : size - 1] = '\0';
	return len;
}

void csv_write(FILE *out, const char *field, char separator)
{
	bool quotes = needs_quotes(field, separator);

	if (quotes)
		(void)fputc('"', out);
	for (const char *s = field; quotes && *s; s++) {
		if (*s == '"')
			(void)fputc('"', out);
		(void)fputc(*s, out);
	}
	if (!quotes)
		(void)fputs(field, out);
	else
		(void)fputc('"', out);
}
