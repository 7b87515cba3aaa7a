/*
 * history - the walks of one dog or one volunteer over days, with what was corrected: one model,
 * written as text, JSON and CSV.
 *
 * What was undone stays in view beside what counts. Reads through store/reader.
 */
#ifndef PASEO_REPORT_HISTORY_H
#define PASEO_REPORT_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/store/reader.h"

struct history;

#define HISTORY_DAYS 30 /* without another wish */

/* Of which days; all: of every one; usual: nobody asked for these. */
struct history_span {
	int32_t from, to;
	bool all, usual;
};

/* who: an id, or a name without regard to case and accents. ERR_NOT_FOUND: there is none, ERR_EXISTS:
 * there are several; the fault says so in a line. The caller frees with history_free. */
int history_read(struct reader *reader, const char *who, struct history_span span, int64_t now_ms,
		 struct history **out, struct fault *f);
void history_free(struct history **h);

/* Malloc'ed UTF-8, lines ended by newlines, in the current language; width in cells, 0: 80. NULL: no
 * memory. */
char *history_text(const struct history *h, size_t width_cells);
char *history_json(const struct history *h);
char *history_csv(const struct history *h, char separator);

#endif
