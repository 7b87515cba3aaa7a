#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"
#include "paseo/base/embedded.h"
#include "paseo/base/text.h"
#include "paseo/report/labels_sheet.h"

#define FILE_NAME "labels.csv"
#define FIELD_COUNT 9

/* A number above low and up to the longer side of a page; negative: it is none. */
static double read_number(const char *text, double low)
{
	char *end = NULL;
	double value = strtod(text, &end);

	return end != text && *end == '\0' && value >= low && value <= LABELS_PAGE_HEIGHT_MM ? value
											     : -1;
}

static int read_row(const struct csv_row *row, struct labels_sheet *s)
{
	double n[FIELD_COUNT] = { 0 };

	if (row->bad[0] || row->count != FIELD_COUNT ||
	    text_copy(s->name, sizeof(s->name), row->fields[0]))
		return ERR_CORRUPT;
	for (size_t i = 1; i < FIELD_COUNT; i++) {
		bool margin = i == 5 || i == 6;
		n[i] = read_number(row->fields[i], margin ? 0 : 1);
		if (n[i] < 0)
			return ERR_CORRUPT;
	}
	s->columns = (int)n[1];
	s->rows = (int)n[2];
	s->width_mm = n[3];
	s->height_mm = n[4];
	s->left_mm = n[5];
	s->top_mm = n[6];
	s->step_x_mm = n[7];
	s->step_y_mm = n[8];
	return 0;
}

static const struct embedded *find_file(void)
{
	for (size_t i = 0; i < embedded_count; i++) {
		if (strcmp(embedded_files[i].name, FILE_NAME) == 0)
			return &embedded_files[i];
	}
	return NULL;
}

int labels_sheets_read(struct labels_sheets *out, struct fault *f)
{
	const struct embedded *e = find_file();
	struct csv *c = NULL;

	out->count = 0;
	if (!e)
		return fault_set(f, ERR_CORRUPT, "%s is missing in this build", FILE_NAME);
	int rc = csv_parse((const char *)e->data, e->len, &c, f);
	for (size_t i = 1; !rc && i < c->count; i++) {
		rc = out->count < LABELS_SHEET_MAX ? read_row(&c->rows[i], &out->list[out->count++])
						   : ERR_FULL;
		if (rc)
			fault_set(f, rc, "%s: line %zu is no sheet", FILE_NAME, c->rows[i].line);
	}
	csv_free(&c);
	return rc;
}

const struct labels_sheet *labels_sheets_find(const struct labels_sheets *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->list[i].name, name) == 0)
			return &s->list[i];
	}
	return NULL;
}

size_t labels_sheet_count(const struct labels_sheet *s)
{
	return (size_t)s->columns * (size_t)s->rows;
}

struct labels_box labels_sheet_box(const struct labels_sheet *s, size_t index)
{
	size_t column = index % (size_t)s->columns, row = index / (size_t)s->columns;

	return (struct labels_box){
		.x = s->left_mm + (double)column * s->step_x_mm,
		.y = s->top_mm + (double)row * s->step_y_mm,
		.width = s->width_mm,
		.height = s->height_mm,
	};
}
