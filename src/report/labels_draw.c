#include <config.h>

#ifdef HAVE_LABELS
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>
#endif

#include <stdlib.h>
#include <string.h>

#include "paseo/base/text.h"
#include "paseo/report/labels_draw.h"
#include "paseo/report/labels_text.h"

#ifdef HAVE_LABELS

#define POINTS_A_MM (72 / 25.4)
#define MARK_ROUND 0.18	  /* of a mark's side: its corners */
#define MARK_EDGE_MM 0.25 /* the line round it, for a printer without colour */

struct drawing {
	cairo_t *cairo;
	cairo_font_face_t *faces[2]; /* plain and bold */
	const struct labels_sink *sink;
	int failed; /* of the sink */
};

struct ink {
	double red, green, blue;
};

static const struct ink black = { 0, 0, 0 };
static const struct ink white = { 1, 1, 1 };
static const struct ink grey = { 0.55, 0.55, 0.55 };

/* By rank of the level; the letter says the same without colour. */
static const struct {
	struct ink ground, letter;
} marks[] = {
	{ { 0.10, 0.52, 0.24 }, { 1, 1, 1 } },
	{ { 0.98, 0.80, 0.10 }, { 0, 0, 0 } },
	{ { 0.78, 0.10, 0.12 }, { 1, 1, 1 } },
};

static void set_ink(const struct drawing *d, const struct ink *i)
{
	cairo_set_source_rgb(d->cairo, i->red, i->green, i->blue);
}

/* ---- letters ---- */

/* Hinting would make a text at one size wider than at another. */
static void choose_font(const struct drawing *d, bool bold)
{
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_set_font_options(d->cairo, o);
	cairo_font_options_destroy(o);
	cairo_set_font_face(d->cairo, d->faces[bold]);
	cairo_set_font_size(d->cairo, 1);
}

static double text_width(void *ctx, const char *text)
{
	const struct drawing *d = ctx;
	cairo_text_extents_t e;

	cairo_text_extents(d->cairo, text, &e);
	return e.x_advance;
}

/* Has the font that is chosen this character? Glyph 0 is the box that stands for those it has not. */
static bool has_glyph(const struct drawing *d, const char *text, int len)
{
	cairo_glyph_t *glyphs = NULL;
	int count = 0;
	cairo_status_t status =
		cairo_scaled_font_text_to_glyphs(cairo_get_scaled_font(d->cairo), 0, 0, text, len,
						 &glyphs, &count, NULL, NULL, NULL);
	bool has = status == CAIRO_STATUS_SUCCESS;

	for (int i = 0; has && i < count; i++)
		has = glyphs[i].index != 0;
	cairo_glyph_free(glyphs);
	return has;
}

/* What the font can draw of a text, without what may not be shown and the gaps that this leaves. */
static void drawable(const struct drawing *d, const char *text, char *out, size_t size)
{
	char clean[LABELS_LINE_SIZE];
	size_t used = 0;

	text_clean(clean, sizeof(clean), text, strlen(text));
	for (const char *at = clean, *next = clean; text_next(&next); at = next) {
		size_t len = (size_t)(next - at);
		bool gap = *at == ' ' && (used == 0 || out[used - 1] == ' ');
		if (!gap && used + len < size && has_glyph(d, at, (int)len)) {
			memcpy(out + used, at, len);
			used += len;
		}
	}
	while (used > 0 && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
}

static void draw_line(const struct drawing *d, const struct labels_part *p, const char *line,
		      double size_mm, double top)
{
	cairo_font_extents_t e;
	double width = text_width((void *)d, line) * size_mm, x = p->box.x;

	cairo_font_extents(d->cairo, &e);
	if (p->align == LABELS_CENTRE)
		x += (p->box.width - width) / 2;
	else if (p->align == LABELS_RIGHT)
		x += p->box.width - width;
	/* The line is as high as its leading; the letters stand in the middle of it. */
	double baseline = top + size_mm * ((LABELS_LEADING - e.ascent - e.descent) / 2 + e.ascent);
	cairo_save(d->cairo);
	cairo_set_font_size(d->cairo, size_mm);
	cairo_move_to(d->cairo, x, baseline);
	cairo_show_text(d->cairo, line);
	cairo_restore(d->cairo);
}

static void draw_lines(const struct drawing *d, const struct labels_part *p, const char *text)
{
	const struct labels_font font = { text_width, (void *)d };
	const struct labels_room room = { p->box.width, p->box.height, p->size_max_mm, p->lines };
	struct labels_lines lines;
	double top = p->box.y;

	labels_text_fit(text, &room, &font, &lines);
	/* A text that is smaller than its box stands in the middle of its height. */
	top += (p->box.height - (double)lines.count * lines.size_mm * LABELS_LEADING) / 2;
	for (size_t i = 0; i < lines.count; i++) {
		draw_line(d, p, lines.line[i], lines.size_mm, top);
		top += lines.size_mm * LABELS_LEADING;
	}
}

static void clip_to(const struct drawing *d, const struct labels_box *b)
{
	cairo_rectangle(d->cairo, b->x, b->y, b->width, b->height);
	cairo_clip(d->cairo);
}

static void draw_text(const struct drawing *d, const struct labels_part *p)
{
	const char *const *said = (const char *const *)p->label->text;
	char text[LABELS_LINE_SIZE];

	choose_font(d, p->bold);
	drawable(d, said[p->field], text, sizeof(text));
	/* A name of which the font has nothing: the id says who it is. */
	if (!text[0] && p->field == LABELS_NAME && said[LABELS_ID])
		drawable(d, said[LABELS_ID], text, sizeof(text));
	cairo_save(d->cairo);
	clip_to(d, &p->box);
	set_ink(d, &black);
	draw_lines(d, p, text);
	cairo_restore(d->cairo);
}

/* ---- shapes ---- */

static void round_box(const struct drawing *d, const struct labels_box *b, double radius)
{
	const double quarter = 1.5707963267948966;
	double right = b->x + b->width - radius, bottom = b->y + b->height - radius;

	cairo_new_sub_path(d->cairo);
	cairo_arc(d->cairo, right, b->y + radius, radius, -quarter, 0);
	cairo_arc(d->cairo, right, bottom, radius, 0, quarter);
	cairo_arc(d->cairo, b->x + radius, bottom, radius, quarter, 2 * quarter);
	cairo_arc(d->cairo, b->x + radius, b->y + radius, radius, 2 * quarter, 3 * quarter);
	cairo_close_path(d->cairo);
}

static void draw_mark(const struct drawing *d, const struct labels_part *p)
{
	int rank = p->label->rank;
	bool known = rank >= 0 && (size_t)rank < sizeof(marks) / sizeof(marks[0]);
	double line = MARK_EDGE_MM / 2;
	struct labels_box edge = { p->box.x + line, p->box.y + line, p->box.width - 2 * line,
				   p->box.height - 2 * line };

	cairo_save(d->cairo);
	round_box(d, &edge, MARK_ROUND * edge.width);
	set_ink(d, known ? &marks[rank].ground : &white);
	cairo_fill_preserve(d->cairo);
	set_ink(d, &black);
	cairo_set_line_width(d->cairo, MARK_EDGE_MM);
	cairo_stroke(d->cairo);
	choose_font(d, true);
	set_ink(d, known ? &marks[rank].letter : &black);
	draw_lines(d, p, p->label->text[p->field]);
	cairo_restore(d->cairo);
}

/* One path for all modules, each row's neighbours joined: filled at once no seam shows. */
static void draw_code(const struct drawing *d, const struct labels_part *p)
{
	const struct labels_code *c = &p->label->code;
	bool qr = c->symbology == LABELS_QR;
	double m = p->module_mm, quiet = m * labels_code_quiet(c->symbology);
	double top = p->box.y + (qr ? quiet : 0), height = qr ? m : p->box.height;

	for (int y = 0; y < c->height; y++) {
		for (int x = 0, run = 0; x < c->width; x += run ? run : 1) {
			for (run = 0; labels_code_dark(c, x + run, y); run++)
				;
			if (run)
				cairo_rectangle(d->cairo, p->box.x + quiet + x * m, top + y * m,
						run * m, height);
		}
	}
	set_ink(d, &black);
	cairo_fill(d->cairo);
}

static void draw_cut(const struct drawing *d, const struct labels_part *p)
{
	static const double dashes[] = { 1.5, 1 };

	cairo_save(d->cairo);
	cairo_rectangle(d->cairo, p->box.x, p->box.y, p->box.width, p->box.height);
	set_ink(d, &grey);
	cairo_set_line_width(d->cairo, 0.1);
	cairo_set_dash(d->cairo, dashes, 2, 0);
	cairo_stroke(d->cairo);
	cairo_restore(d->cairo);
}

/* clang-format off */
static void (*const drawers[])(const struct drawing *d, const struct labels_part *p) = {
	[LABELS_PART_CODE] = draw_code,
	[LABELS_PART_TEXT] = draw_text,
	[LABELS_PART_MARK] = draw_mark,
	[LABELS_PART_CUT]  = draw_cut,
};
/* clang-format on */

static void draw_page(const struct drawing *d, const struct labels_pages *p, size_t page)
{
	for (size_t i = 0; i < p->part_count; i++) {
		if (p->parts[i].page == page)
			drawers[p->parts[i].kind](d, &p->parts[i]);
	}
}

/* ---- files ---- */

static cairo_status_t take_bytes(void *closure, const unsigned char *data, unsigned int len)
{
	struct drawing *d = closure;

	if (!d->failed)
		d->failed = d->sink->write(d->sink->ctx, data, len);
	return d->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void begin(struct drawing *d, cairo_surface_t *surface)
{
	d->cairo = cairo_create(surface);
	for (int bold = 0; bold < 2; bold++)
		d->faces[bold] = cairo_toy_font_face_create("sans", CAIRO_FONT_SLANT_NORMAL,
							    bold ? CAIRO_FONT_WEIGHT_BOLD
								 : CAIRO_FONT_WEIGHT_NORMAL);
}

/* Write what is left and let go of everything. */
static int end(struct drawing *d, cairo_surface_t *surface)
{
	cairo_status_t status = cairo_status(d->cairo);

	cairo_font_face_destroy(d->faces[0]);
	cairo_font_face_destroy(d->faces[1]);
	cairo_destroy(d->cairo);
	cairo_surface_finish(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (d->failed)
		return d->failed;
	if (status == CAIRO_STATUS_NO_MEMORY)
		return ERR_NOMEM;
	return status == CAIRO_STATUS_SUCCESS ? 0 : ERR_IO;
}

int labels_draw_pdf(const struct labels_pages *p, const struct labels_sink *sink)
{
	struct drawing d = { .sink = sink };
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		take_bytes, &d, LABELS_PAGE_WIDTH_MM * POINTS_A_MM,
		LABELS_PAGE_HEIGHT_MM * POINTS_A_MM);

	/* Not the time of writing: the same labels are the same file. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
	begin(&d, surface);
	cairo_scale(d.cairo, POINTS_A_MM, POINTS_A_MM);
	for (size_t page = 0; page < p->page_count; page++) {
		draw_page(&d, p, page);
		cairo_show_page(d.cairo);
	}
	return end(&d, surface);
}

int labels_draw_svg(const struct labels_pages *p, size_t page, const struct labels_sink *sink)
{
	struct drawing d = { .sink = sink };
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
		take_bytes, &d, LABELS_PAGE_WIDTH_MM, LABELS_PAGE_HEIGHT_MM);

	cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_MM);
	begin(&d, surface);
	set_ink(&d, &white);
	cairo_paint(d.cairo);
	draw_page(&d, p, page);
	return end(&d, surface);
}

#else

int labels_draw_pdf(const struct labels_pages *p, const struct labels_sink *sink)
{
	(void)p;
	(void)sink;
	return ERR_INVALID;
}

int labels_draw_svg(const struct labels_pages *p, size_t page, const struct labels_sink *sink)
{
	(void)page;
	return labels_draw_pdf(p, sink);
}

#endif
