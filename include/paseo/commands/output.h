/*
 * output - text on standard output and files read whole.
 *
 * Every line is cleaned (text_clean) before it is written. A write that fails is
 * remembered; output_finish() says so once, for the exit code.
 */
#ifndef PASEO_COMMANDS_OUTPUT_H
#define PASEO_COMMANDS_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/base/error.h"
#include "paseo/base/jdoc.h"
#include "paseo/commands/command.h"
#include "paseo/report/table.h"

/* Longest file that is read into memory, in bytes. */
#define OUTPUT_FILE_MAX ((size_t)64 * 1024 * 1024)

/* Write one line and its newline; what may not be shown becomes U+FFFD. */
void output_line(const char *text, size_t len);
/* Write text of several lines, cleaned line by line. */
void output_text(const char *text);
/* Write a sentence over as many lines as it takes, broken at blanks, each behind a margin; a longer word
 * has a line of its own. width_cells 0: one line. */
void output_wrapped(const char *text, size_t margin_cells, size_t width_cells);
/* The same in light letters on a dark ground, whatever the terminal's colours: for pictures. */
void output_dark(const char *text);
/* Write a document over several lines. 0 or ERR_NOMEM. Frees it. */
int output_json(struct jdoc **d);
/* Write a table as the format says; text by the terminal's width, CSV with the separator. 0 or
 * ERR_NOMEM. */
int output_table(const struct table *t, enum format format, char separator);
/* Give what was written to the reader now. 0, or ERR_IO (ERR_CLOSED: nobody reads any more). */
int output_flush(void);
/* Flush and check everything written so far; a line on standard error says what failed. */
int output_finish(void);

/* Cells of a line where the output goes: the terminal's, else 0 (as wide as it needs). */
size_t output_width_cells(void);

/* Read a file, "-" for standard input, whole; malloc'ed, NUL-terminated. */
int output_read_file(const char *path, char **text, size_t *len, struct fault *f);

#endif
