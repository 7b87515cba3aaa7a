/*
 * labels - what stands where on sheets of labels, kennel cards and badges.
 *
 * Plain data in, plain data out: labels and a sheet become parts with their boxes in millimetres;
 * labels_draw makes a picture of them. Every part lies inside its label, no two overlap, and a code
 * has its quiet zone inside its box. Pure.
 */
#ifndef PASEO_REPORT_LABELS_H
#define PASEO_REPORT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/brain/desk_codes.h"
#include "paseo/brain/roster.h"
#include "paseo/brain/settings.h"
#include "paseo/report/labels_code.h"
#include "paseo/report/labels_sheet.h"

/* Smaller squares and bars are not read by a camera or from a scratched label. */
#define LABELS_MODULE_MIN_MM 0.4

enum labels_kind { LABELS_DOGS, LABELS_KENNELS, LABELS_BADGES, LABELS_COMMANDS, LABELS_KIND_COUNT };

enum labels_field {
	LABELS_NAME,
	LABELS_ID,
	LABELS_CODE, /* the code in letters, for typing it */
	LABELS_KENNEL,
	LABELS_LETTER, /* of the level */
	LABELS_LEVEL,  /* the level as a word */
	LABELS_TRAITS,
	LABELS_NOTE,
	LABELS_TITLE,
	LABELS_FIELD_COUNT
};

/* What one label says. */
struct label {
	char *text[LABELS_FIELD_COUNT]; /* owned; NULL: nothing there */
	int rank;			/* of the level; -1: none */
	struct labels_code code;	/* owned */
};

/* Fill a label; all of them take a code in letters and encode it. 0 or a negative error. */
int label_of_dog(struct label *l, const struct settings *s, const struct dog *d, const char *code,
		 enum labels_symbology symbology);
int label_of_volunteer(struct label *l, const struct settings *s, const struct volunteer *v,
		       const char *code, enum labels_symbology symbology);
int label_of_command(struct label *l, const struct desk_code *c, enum labels_symbology symbology);
void label_clear(struct label *l);

enum labels_part_kind { LABELS_PART_CODE, LABELS_PART_TEXT, LABELS_PART_MARK, LABELS_PART_CUT };
enum labels_align { LABELS_LEFT, LABELS_CENTRE, LABELS_RIGHT };

struct labels_part {
	enum labels_part_kind kind;
	size_t page;		   /* from 0 */
	size_t place;		   /* which label of the page */
	const struct label *label; /* borrowed */
	struct labels_box box;
	double module_mm; /* of a code: its squares, or the width of a bar */
	enum labels_field field;
	int lines;	    /* of a text, at the most */
	double size_max_mm; /* of its font */
	bool bold;
	enum labels_align align;
};

struct labels_pages {
	size_t page_count;
	size_t part_count, part_room;
	struct labels_part *parts; /* by page */
};

/* Lay labels out, the first in place start (from 0) of the first page. cut: lines to cut along. 0 or
 * ERR_NOMEM. The labels must live as long as the pages. */
int labels_layout(const struct labels_sheet *s, enum labels_kind kind, const struct label *labels,
		  size_t count, size_t start, bool cut, struct labels_pages *out);
void labels_pages_clear(struct labels_pages *p);

/* Width of a module of this code on a label of this sheet; below LABELS_MODULE_MIN_MM it does not
 * fit. */
double labels_module_mm(const struct labels_sheet *s, const struct labels_code *c);

#endif
