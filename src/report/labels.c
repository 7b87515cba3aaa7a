/*
 * A label is two areas: the code, and beside it (a QR on a label that lies) or above it (a Code
 * 128, or a card that stands) the text. Where in its area each text goes is a table a kind:
 * shares of the area, so that one table serves every size of label.
 */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/report/labels.h"
#include "paseo/report/labels_text.h"

/* A dot of a printer with 300 to the inch: modules are whole dots, so that none is wider than another. */
#define DOT_MM (25.4 / 300)
/* What a printer may be off by; the quiet zone of a code comes on top. */
#define EDGE_MM 1.0
#define GAP_MM 1.2
/* Printers leave the edge of the page white: nothing dark stands nearer to it. */
#define PAGE_EDGE_MM 4.5
/* Wider bars read no better. */
#define BAR_MAX_MM 0.68

/* Shares of the text area. A mark is a square as high as its slot. */
struct slot {
	enum labels_field field;
	double x, y, width, height;
	int lines;
	bool bold;
	enum labels_align align;
	enum { AT_PLACE, MARK_LEFT, MARK_RIGHT, AFTER_MARK, BEFORE_MARK } at;
};

#define SLOTS_MAX 9

/* clang-format off */
static const struct slot beside[LABELS_KIND_COUNT][SLOTS_MAX] = {
	[LABELS_DOGS] = {
		{ LABELS_NAME,   0, 0.00, 1, 0.42, 2, true,  LABELS_LEFT, AT_PLACE },
		{ LABELS_ID,     0, 0.45, 1, 0.17, 1, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_LETTER, 0, 0.66, 1, 0.34, 1, true,  LABELS_CENTRE, MARK_LEFT },
		{ LABELS_KENNEL, 0, 0.65, 1, 0.19, 1, true,  LABELS_LEFT, AFTER_MARK },
		{ LABELS_CODE,   0, 0.86, 1, 0.14, 1, false, LABELS_LEFT, AFTER_MARK },
	},
	[LABELS_KENNELS] = {
		{ LABELS_KENNEL, 0, 0.00, 1, 0.15, 1, true,  LABELS_LEFT, BEFORE_MARK },
		{ LABELS_LETTER, 0, 0.00, 1, 0.15, 1, true,  LABELS_CENTRE, MARK_RIGHT },
		{ LABELS_NAME,   0, 0.17, 1, 0.22, 2, true,  LABELS_LEFT, AT_PLACE },
		{ LABELS_ID,     0, 0.41, 0.5, 0.07, 1, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_LEVEL,  0.5, 0.41, 0.5, 0.07, 1, true, LABELS_RIGHT, AT_PLACE },
		{ LABELS_TRAITS, 0, 0.50, 1, 0.12, 2, true,  LABELS_LEFT, AT_PLACE },
		{ LABELS_NOTE,   0, 0.64, 1, 0.28, 6, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_CODE,   0, 0.94, 1, 0.06, 1, false, LABELS_LEFT, AT_PLACE },
	},
	[LABELS_BADGES] = {
		{ LABELS_TITLE,  0, 0.00, 1, 0.14, 1, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_NAME,   0, 0.18, 1, 0.36, 2, true,  LABELS_LEFT, AT_PLACE },
		{ LABELS_ID,     0, 0.57, 1, 0.13, 1, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_LETTER, 0, 0.74, 1, 0.26, 1, true,  LABELS_CENTRE, MARK_LEFT },
		{ LABELS_LEVEL,  0, 0.73, 1, 0.14, 1, true,  LABELS_LEFT, AFTER_MARK },
		{ LABELS_CODE,   0, 0.89, 1, 0.11, 1, false, LABELS_LEFT, AFTER_MARK },
	},
	[LABELS_COMMANDS] = {
		{ LABELS_NAME,   0, 0.02, 1, 0.32, 1, true,  LABELS_LEFT, AT_PLACE },
		{ LABELS_NOTE,   0, 0.38, 1, 0.40, 3, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_ID,     0, 0.82, 1, 0.18, 1, false, LABELS_LEFT, AT_PLACE },
	},
};

static const struct slot above[LABELS_KIND_COUNT][SLOTS_MAX] = {
	[LABELS_DOGS] = {
		{ LABELS_NAME,   0, 0.00, 1, 0.62, 2, true,  LABELS_LEFT, BEFORE_MARK },
		{ LABELS_LETTER, 0, 0.00, 1, 0.62, 1, true,  LABELS_CENTRE, MARK_RIGHT },
		{ LABELS_ID,     0.00, 0.68, 0.40, 0.32, 1, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_KENNEL, 0.40, 0.68, 0.20, 0.32, 1, true,  LABELS_CENTRE, AT_PLACE },
		{ LABELS_CODE,   0.60, 0.68, 0.40, 0.32, 1, false, LABELS_RIGHT, AT_PLACE },
	},
	[LABELS_KENNELS] = {
		{ LABELS_KENNEL, 0, 0.00, 0.5, 0.17, 1, true,  LABELS_LEFT, AT_PLACE },
		{ LABELS_LEVEL,  0.5, 0.03, 0.5, 0.11, 1, true,  LABELS_RIGHT, BEFORE_MARK },
		{ LABELS_LETTER, 0, 0.00, 1, 0.17, 1, true,  LABELS_CENTRE, MARK_RIGHT },
		{ LABELS_NAME,   0, 0.20, 1, 0.26, 2, true,  LABELS_CENTRE, AT_PLACE },
		{ LABELS_ID,     0, 0.47, 1, 0.08, 1, false, LABELS_CENTRE, AT_PLACE },
		{ LABELS_TRAITS, 0, 0.57, 1, 0.12, 2, true,  LABELS_CENTRE, AT_PLACE },
		{ LABELS_NOTE,   0, 0.70, 1, 0.23, 6, false, LABELS_CENTRE, AT_PLACE },
		{ LABELS_CODE,   0, 0.94, 1, 0.06, 1, false, LABELS_CENTRE, AT_PLACE },
	},
	[LABELS_BADGES] = {
		{ LABELS_TITLE,  0, 0.00, 1, 0.20, 1, false, LABELS_LEFT, BEFORE_MARK },
		{ LABELS_NAME,   0, 0.24, 1, 0.42, 2, true,  LABELS_LEFT, BEFORE_MARK },
		{ LABELS_LETTER, 0, 0.00, 1, 0.40, 1, true,  LABELS_CENTRE, MARK_RIGHT },
		{ LABELS_ID,     0.00, 0.74, 0.33, 0.26, 1, false, LABELS_LEFT, AT_PLACE },
		{ LABELS_LEVEL,  0.33, 0.74, 0.34, 0.26, 1, true,  LABELS_CENTRE, AT_PLACE },
		{ LABELS_CODE,   0.67, 0.74, 0.33, 0.26, 1, false, LABELS_RIGHT, AT_PLACE },
	},
	[LABELS_COMMANDS] = {
		{ LABELS_NAME,   0.00, 0.00, 0.75, 0.55, 1, true,  LABELS_LEFT, AT_PLACE },
		{ LABELS_ID,     0.75, 0.00, 0.25, 0.45, 1, false, LABELS_RIGHT, AT_PLACE },
		{ LABELS_NOTE,   0.00, 0.62, 1.00, 0.36, 1, false, LABELS_LEFT, AT_PLACE },
	},
};
/* clang-format on */

struct areas {
	struct labels_box code, text;
	bool beside;
	double module_mm;
};

static double lesser(double a, double b)
{
	return a < b ? a : b;
}

static double whole_dots(double mm)
{
	/* A hair more: 10 dots must not become 9 for the last bit of a division. */
	return floor(mm / DOT_MM + 1e-6) * DOT_MM;
}

static double greater(double a, double b)
{
	return a > b ? a : b;
}

/* White round what is printed: more on a card than on a small label, and on sheets whose labels
 * reach to the edge of the page. On all labels alike, so that all of a sheet look the same. */
static double margin_of(const struct labels_sheet *s, double beyond_mm)
{
	double m = 0.06 * lesser(s->width_mm, s->height_mm);

	return greater(greater(1.2, lesser(m, 6)), PAGE_EDGE_MM - beyond_mm);
}

/* A box inside cell with what is left and right, above and below it. */
static struct labels_box inside(const struct labels_box *cell, double left, double top,
				double right, double bottom)
{
	return (struct labels_box){ cell->x + left, cell->y + top, cell->width - left - right,
				    cell->height - top - bottom };
}

/* Shrink the area of a code to the code with its quiet zone, in the middle of it, on whole dots. */
static void settle_code(struct areas *a, const struct labels_code *c)
{
	bool qr = c->symbology == LABELS_QR;
	int across = c->width + 2 * labels_code_quiet(c->symbology);
	double room = qr ? lesser(a->code.width, a->code.height) : a->code.width;
	double module = whole_dots(room / across);

	if (!qr && module > BAR_MAX_MM)
		module = whole_dots(BAR_MAX_MM);
	double width = module * across, height = qr ? width : a->code.height;
	a->code.x = whole_dots(a->code.x + (a->code.width - width) / 2 + DOT_MM / 2);
	a->code.y = whole_dots(a->code.y + (a->code.height - height) / 2 + DOT_MM / 2);
	a->code.width = width;
	a->code.height = height;
	a->module_mm = module;
}

/* The code on the left, as high as the label: its quiet zone is margin enough. */
static void divide_beside(const struct labels_sheet *s, const struct labels_box *cell,
			  const struct labels_code *c, struct areas *a)
{
	double x = margin_of(s, s->left_mm), y = margin_of(s, s->top_mm);
	double side = lesser(cell->height - 2 * EDGE_MM, 0.52 * cell->width);

	/* A dot is kept back for settling on whole ones. */
	a->code = (struct labels_box){ cell->x + EDGE_MM, cell->y + EDGE_MM, side - DOT_MM,
				       cell->height - 2 * EDGE_MM - DOT_MM };
	settle_code(a, c);
	double left = a->code.x + a->code.width - cell->x;
	a->text = inside(cell, left + 0.5 * a->module_mm, y, x, y);
}

/* The code below: a QR nearly as wide as the label, bars over all its width. */
static void divide_above(const struct labels_sheet *s, const struct labels_box *cell,
			 const struct labels_code *c, struct areas *a)
{
	bool qr = c->symbology == LABELS_QR;
	double x = margin_of(s, s->left_mm), y = margin_of(s, s->top_mm);
	double bottom = qr ? EDGE_MM : y;
	double height = qr ? lesser(0.44 * cell->height, cell->width - 2 * EDGE_MM)
			   : 0.38 * lesser(cell->height, 75);

	a->text = inside(cell, x, y, x, bottom + height + GAP_MM);
	a->code = (struct labels_box){ cell->x + EDGE_MM, cell->y + cell->height - bottom - height,
				       cell->width - 2 * EDGE_MM - DOT_MM, height - DOT_MM };
	settle_code(a, c);
}

static void divide(const struct labels_sheet *s, const struct labels_box *cell,
		   const struct labels_code *c, struct areas *a)
{
	a->beside = c->symbology == LABELS_QR && cell->width > 1.1 * cell->height;
	if (a->beside)
		divide_beside(s, cell, c, a);
	else
		divide_above(s, cell, c, a);
}

double labels_module_mm(const struct labels_sheet *s, const struct labels_code *c)
{
	struct labels_box cell = labels_sheet_box(s, 0);
	struct areas a;

	divide(s, &cell, c, &a);
	return a.module_mm;
}

/* Side of the mark of a table, 0 where the label has none. */
static double mark_side(const struct slot *slots, const struct label *l,
			const struct labels_box *text)
{
	for (size_t i = 0; i < SLOTS_MAX; i++) {
		if (slots[i].at == MARK_LEFT || slots[i].at == MARK_RIGHT)
			return l->text[slots[i].field] ? slots[i].height * text->height : 0;
	}
	return 0;
}

static struct labels_box slot_box(const struct slot *s, const struct labels_box *text, double mark)
{
	struct labels_box b = { text->x + s->x * text->width, text->y + s->y * text->height,
				s->width * text->width, s->height * text->height };
	double taken = mark > 0 ? mark + GAP_MM : 0;

	if (s->at == MARK_RIGHT)
		b.x = text->x + text->width - mark;
	if (s->at == MARK_LEFT || s->at == MARK_RIGHT)
		b.width = mark;
	if (s->at == AFTER_MARK)
		b.x += taken;
	if (s->at == AFTER_MARK || s->at == BEFORE_MARK)
		b.width -= taken;
	return b;
}

static int add_part(struct labels_pages *p, const struct labels_part *part)
{
	if (GROW(p, part))
		return ERR_NOMEM;
	p->parts[p->part_count++] = *part;
	return 0;
}

static int add_texts(struct labels_pages *p, const struct slot *slots, const struct areas *a,
		     struct labels_part part)
{
	double mark = mark_side(slots, part.label, &a->text);
	int rc = 0;

	for (size_t i = 0; !rc && i < SLOTS_MAX; i++) {
		const struct slot *s = &slots[i];

		if (s->height <= 0 || !part.label->text[s->field])
			continue;
		part.kind = s->at == MARK_LEFT || s->at == MARK_RIGHT ? LABELS_PART_MARK
								      : LABELS_PART_TEXT;
		part.box = slot_box(s, &a->text, mark);
		part.field = s->field;
		part.lines = s->lines;
		part.bold = s->bold;
		part.size_max_mm = part.box.height / LABELS_LEADING;
		/* What explains is no headline, however short it is. */
		if (!s->bold && s->lines > 1)
			part.size_max_mm /= 2;
		part.align = s->align;
		rc = add_part(p, &part);
	}
	return rc;
}

static int add_label(struct labels_pages *p, const struct labels_sheet *s, enum labels_kind kind,
		     bool cut, struct labels_part part)
{
	struct labels_box cell = labels_sheet_box(s, part.place);
	struct areas a;
	int rc = 0;

	if (cut) {
		part.kind = LABELS_PART_CUT;
		part.box = cell;
		rc = add_part(p, &part);
	}
	divide(s, &cell, &part.label->code, &a);
	part.kind = LABELS_PART_CODE;
	part.box = a.code;
	part.module_mm = a.module_mm;
	if (!rc)
		rc = add_part(p, &part);
	part.module_mm = 0;
	return rc ? rc : add_texts(p, a.beside ? beside[kind] : above[kind], &a, part);
}

int labels_layout(const struct labels_sheet *s, enum labels_kind kind, const struct label *labels,
		  size_t count, size_t start, bool cut, struct labels_pages *out)
{
	size_t on_page = labels_sheet_count(s);
	int rc = 0;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; !rc && i < count; i++) {
		struct labels_part part = {
			.page = (start + i) / on_page,
			.place = (start + i) % on_page,
			.label = &labels[i],
		};

		out->page_count = part.page + 1;
		rc = add_label(out, s, kind, cut, part);
	}
	if (rc)
		labels_pages_clear(out);
	return rc;
}

void labels_pages_clear(struct labels_pages *p)
{
	free(p->parts);
	memset(p, 0, sizeof(*p));
}
