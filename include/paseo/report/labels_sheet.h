/*
 * labels_sheet - the label sheets that paseo knows, from data/labels.csv.
 *
 * A4 upright, all labels of a sheet of one size, in rows and columns. Measures are in millimetres
 * from the top left corner of the page; a step goes from the edge of one label to the same
 * edge of the next. Pure.
 */
#ifndef PASEO_REPORT_LABELS_SHEET_H
#define PASEO_REPORT_LABELS_SHEET_H

#include <stddef.h>

#include "paseo/base/error.h"

#define LABELS_PAGE_WIDTH_MM 210.0
#define LABELS_PAGE_HEIGHT_MM 297.0
#define LABELS_SHEET_MAX 32

struct labels_box {
	double x, y, width, height; /* millimetres */
};

struct labels_sheet {
	char name[16];
	int columns, rows;
	double width_mm, height_mm;
	double left_mm, top_mm;
	double step_x_mm, step_y_mm;
};

struct labels_sheets {
	size_t count;
	struct labels_sheet list[LABELS_SHEET_MAX];
};

/* Read the table that is compiled in. ERR_CORRUPT: the fault names the line. */
int labels_sheets_read(struct labels_sheets *out, struct fault *f);
/* NULL: there is none of that name. */
const struct labels_sheet *labels_sheets_find(const struct labels_sheets *s, const char *name);

/* Labels on one sheet, and the place of one of them (row by row, from 0). */
size_t labels_sheet_count(const struct labels_sheet *s);
struct labels_box labels_sheet_box(const struct labels_sheet *s, size_t index);

#endif
