/*
 * day - the report of one day: one model, written as text, JSON and CSV.
 *
 * Reads through store/reader, never blocks the station. The board's F7 and
 * `paseo report` are the same text.
 */
#ifndef PASEO_REPORT_DAY_H
#define PASEO_REPORT_DAY_H

#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

struct day_report;

/* day: the local day; now_ms: the station's clock. The caller frees with day_report_free. */
int day_report_read(const char *db_path, int32_t day, int64_t now_ms, struct day_report **out,
		    struct fault *f);
void day_report_free(struct day_report **r);

/* Malloc'ed UTF-8, lines ended by newlines, in the current language; width in cells. NULL: no memory. */
char *day_report_text(const struct day_report *r, size_t width_cells);
char *day_report_json(const struct day_report *r);
char *day_report_csv(const struct day_report *r, char separator);

#endif
