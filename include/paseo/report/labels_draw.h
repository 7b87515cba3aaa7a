/*
 * labels_draw - laid out labels as PDF or SVG.
 *
 * The only file that knows cairo. The same pages give the same bytes on the same machine: no date,
 * no name of a machine. Letters are drawn as shapes in an SVG, so no text of a label stands in
 * it as text. Where paseo was built without labels every call fails. One thread.
 */
#ifndef PASEO_REPORT_LABELS_DRAW_H
#define PASEO_REPORT_LABELS_DRAW_H

#include "paseo/report/labels.h"

struct labels_sink {
	/* 0, or a negative error that ends the drawing. */
	int (*write)(void *ctx, const void *data, size_t len);
	void *ctx;
};

/* All pages as one PDF. */
int labels_draw_pdf(const struct labels_pages *p, const struct labels_sink *sink);
/* One page, from 0: an SVG has no pages. */
int labels_draw_svg(const struct labels_pages *p, size_t page, const struct labels_sink *sink);

#endif
