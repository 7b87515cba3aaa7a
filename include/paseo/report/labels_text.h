/*
 * labels_text - text that fits its box: as large as it goes, over several lines, cut at last.
 *
 * How wide a text is only the font knows: it is asked through a function. Pure but for that.
 */
#ifndef PASEO_REPORT_LABELS_TEXT_H
#define PASEO_REPORT_LABELS_TEXT_H

#include <stddef.h>

#define LABELS_LINES_MAX 6
#define LABELS_LINE_SIZE 400

/* From the top of one line to the top of the next, as a share of the font's size. */
#define LABELS_LEADING 1.2

struct labels_font {
	/* Width of a text in millimetres at a size of 1 mm. */
	double (*width)(void *ctx, const char *text);
	void *ctx;
};

struct labels_lines {
	double size_mm; /* of the font */
	size_t count;
	char line[LABELS_LINES_MAX][LABELS_LINE_SIZE]; /* as it is drawn, from left to right */
};

/* What a text has to fit. */
struct labels_room {
	double width_mm, height_mm;
	double size_max_mm; /* of the font */
	int lines_max;
};

/* Find the largest size at which the text fits, over lines broken at blanks; what does not fit at
 * the smallest size is cut, with '…'. */
void labels_text_fit(const char *text, const struct labels_room *room,
		     const struct labels_font *font, struct labels_lines *out);

/* Put a line whose letters run from right to left into the order in which it is drawn. */
void labels_text_visual(char *line);

#endif
