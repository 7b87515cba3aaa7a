/*
 * export_files - the files of an export: one table, for the files, their headers and the README.
 */
#ifndef PASEO_REPORT_EXPORT_FILES_H
#define PASEO_REPORT_EXPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "paseo/report/export.h"

struct export_column {
	const char *name;
	const char *meaning; /* a message */
};

/* A file that is being written. */
struct export_page {
	FILE *out;
	char separator;
	bool begun; /* a field stands on the line */
	uint64_t rows;
	const struct export_result *result;
	uint64_t chain; /* of the last event */
};

struct export_file {
	const char *name;		     /* dogs.csv */
	const char *meaning;		     /* a message */
	const struct export_column *columns; /* ended by a NULL name; NULL: those of event_text.h */
	int (*write)(struct export_page *p, struct reader *reader); /* all rows */
};

extern const struct export_file export_files[]; /* ended by a NULL name */

/* One field of the line, one line's end. */
void export_put(struct export_page *p, const char *field);
void export_end(struct export_page *p);

#endif
