/*
 * csv_stream - CSV row by row; csv.h says how. All fields of a row lie one after the other in one buffer, each
 * with its NUL; where they begin is kept as offsets until the row is whole, because the buffer may move.
 */
#include <config.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"
#include "paseo/base/grow.h"

struct csv_stream {
	FILE *in;
	int separator; /* 0: not known yet */
	size_t line, next_line;
	char *text;
	size_t text_count, text_room;
	size_t *starts;
	size_t start_count, start_room;
	char **fields;
	size_t field_room;
};

struct csv_stream *csv_stream_new(FILE *in)
{
	struct csv_stream *s = calloc(1, sizeof(*s));

	if (s) {
		s->in = in;
		s->next_line = 1;
	}
	return s;
}

void csv_stream_free(struct csv_stream **s)
{
	if (!*s)
		return;
	free((*s)->text);
	free((*s)->starts);
	free((*s)->fields);
	free(*s);
	*s = NULL;
}

size_t csv_stream_line(const struct csv_stream *s)
{
	return s->line;
}

static int put(struct csv_stream *s, int c)
{
	if (grow((void **)&s->text, &s->text_room, s->text_count, 1) != 0)
		return ERR_NOMEM;
	s->text[s->text_count++] = (char)c;
	s->next_line += c == '\n';
	return 0;
}

static int begin_field(struct csv_stream *s)
{
	if (GROW(s, start) != 0)
		return ERR_NOMEM;
	s->starts[s->start_count++] = s->text_count;
	return 0;
}

/* Up to the closing quote; *after: what comes behind it. */
static int read_quoted(struct csv_stream *s, int *after)
{
	for (;;) {
		int c = getc(s->in);
		int rc;

		if (c == EOF || c == '\0')
			return ERR_INVALID;
		if (c == '"') {
			c = getc(s->in);
			if (c != '"') {
				*after = c;
				return 0;
			}
		}
		rc = put(s, c);
		if (rc)
			return rc;
	}
}

/* The first separator that the file shows is that of all of it. */
static bool ends_field(struct csv_stream *s, int c)
{
	if (!s->separator && (c == ',' || c == ';' || c == '\t'))
		s->separator = c;
	return c == EOF || c == '\n' || c == '\r' || (s->separator && c == s->separator);
}

/* A field and what ended it. */
static int read_field(struct csv_stream *s, int *end)
{
	int rc = begin_field(s);
	int c = getc(s->in);

	if (!rc && c == '"') {
		rc = read_quoted(s, &c);
		if (!rc && !ends_field(s, c))
			rc = ERR_INVALID;
	}
	for (; !rc && !ends_field(s, c); c = getc(s->in))
		rc = c == '\0' ? ERR_INVALID : put(s, c);
	*end = c;
	return rc ? rc : put(s, '\0');
}

static int point_fields(struct csv_stream *s)
{
	if (s->field_room < s->start_count) {
		char **more = realloc(s->fields, s->start_count * sizeof(*more));

		if (!more)
			return ERR_NOMEM;
		s->fields = more;
		s->field_room = s->start_count;
	}
	for (size_t i = 0; i < s->start_count; i++)
		s->fields[i] = s->text + s->starts[i];
	return 1;
}

/* Step over CR LF as one end of a line. */
static void end_line(struct csv_stream *s, int c)
{
	if (c == '\r') {
		c = getc(s->in);
		if (c != '\n' && c != EOF)
			(void)ungetc(c, s->in);
	}
	s->next_line++;
}

int csv_stream_next(struct csv_stream *s, char ***fields, size_t *count)
{
	int c = getc(s->in);
	int rc = 0;

	if (c == EOF)
		return ferror(s->in) ? ERR_IO : 0;
	(void)ungetc(c, s->in);
	s->text_count = s->start_count = 0;
	s->line = s->next_line;
	do {
		rc = read_field(s, &c);
	} while (!rc && c == s->separator && s->separator);
	if (rc || ferror(s->in))
		return rc ? rc : ERR_IO;
	if (c != EOF)
		end_line(s, c);
	rc = point_fields(s);
	*fields = s->fields;
	*count = s->start_count;
	return rc;
}
