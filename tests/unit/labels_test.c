/* Sheets, what stands where on them, and the codes: what has to hold for every size and kind. */
#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/queue/event.h"
#include "paseo/report/labels.h"
#include "paseo/report/labels_tag.h"
#include "paseo/report/labels_terminal.h"

#define SMALL_MM 1e-6
/* Printers leave so much of the page white. */
#define PRINTABLE_MM 4.0

static struct labels_sheets sheets;

static int read_sheets(void **state)
{
	struct fault f = { "" };

	(void)state;
	return labels_sheets_read(&sheets, &f);
}

static bool apart(const struct labels_box *a, const struct labels_box *b)
{
	return a->x + a->width <= b->x + SMALL_MM || b->x + b->width <= a->x + SMALL_MM ||
	       a->y + a->height <= b->y + SMALL_MM || b->y + b->height <= a->y + SMALL_MM;
}

static bool within(const struct labels_box *in, const struct labels_box *out)
{
	return in->width > 0 && in->height > 0 && in->x >= out->x - SMALL_MM &&
	       in->y >= out->y - SMALL_MM && in->x + in->width <= out->x + out->width + SMALL_MM &&
	       in->y + in->height <= out->y + out->height + SMALL_MM;
}

static void no_label_leaves_the_page_or_lies_on_another(void **state)
{
	const struct labels_box page = { 0, 0, LABELS_PAGE_WIDTH_MM, LABELS_PAGE_HEIGHT_MM };

	(void)state;
	assert_true(sheets.count >= 8);
	for (size_t s = 0; s < sheets.count; s++) {
		size_t count = labels_sheet_count(&sheets.list[s]);
		assert_ptr_equal(labels_sheets_find(&sheets, sheets.list[s].name), &sheets.list[s]);
		for (size_t i = 0; i < count; i++) {
			struct labels_box a = labels_sheet_box(&sheets.list[s], i);
			if (!within(&a, &page))
				fail_msg("%s: label %zu leaves the page", sheets.list[s].name, i);
			for (size_t j = i + 1; j < count; j++) {
				struct labels_box b = labels_sheet_box(&sheets.list[s], j);
				if (!apart(&a, &b))
					fail_msg("%s: %zu lies on %zu", sheets.list[s].name, i, j);
			}
		}
	}
}

/* A label with every text that there is, and a code of any size, made by hand. */
static struct label full_label(enum labels_symbology symbology, int width)
{
	struct label l = { .rank = 1, .code = { .symbology = symbology, .width = width } };

	for (size_t i = 0; i < LABELS_FIELD_COUNT; i++)
		l.text[i] = strdup("Lluna");
	l.code.height = symbology == LABELS_QR ? width : 1;
	l.code.dark = calloc((size_t)width, (size_t)l.code.height);
	assert_non_null(l.code.dark);
	return l;
}

static void expect_code(const struct labels_sheet *s, const struct labels_part *p)
{
	const struct labels_code *c = &p->label->code;
	double quiet = p->module_mm * labels_code_quiet(c->symbology);
	double dots = p->module_mm / (25.4 / 300);

	assert_true(fabs(dots - round(dots)) < SMALL_MM);
	assert_true(fabs(p->module_mm - labels_module_mm(s, c)) < SMALL_MM);
	assert_true(fabs(p->box.width - c->width * p->module_mm - 2 * quiet) < SMALL_MM);
	assert_true(p->box.x + quiet >= PRINTABLE_MM);
	assert_true(p->box.x + p->box.width - quiet <= LABELS_PAGE_WIDTH_MM - PRINTABLE_MM);
	if (c->symbology == LABELS_QR)
		assert_true(fabs(p->box.height - p->box.width) < SMALL_MM);
	else
		assert_true(p->box.height >= 5);
}

static void expect_parts(const struct labels_sheet *s, const struct labels_pages *p, size_t count)
{
	size_t codes = 0;

	for (size_t i = 0; i < p->part_count; i++) {
		const struct labels_part *a = &p->parts[i];
		struct labels_box cell = labels_sheet_box(s, a->place);

		if (!within(&a->box, &cell))
			fail_msg("%s: part %zu leaves its label", s->name, i);
		if (a->kind == LABELS_PART_CODE) {
			expect_code(s, a);
			codes++;
		}
		for (size_t j = i + 1; j < p->part_count && a->kind != LABELS_PART_CUT; j++) {
			const struct labels_part *b = &p->parts[j];
			if (b->page == a->page && b->kind != LABELS_PART_CUT &&
			    !apart(&a->box, &b->box))
				fail_msg("%s: part %zu (field %d) lies on %zu (field %d)", s->name,
					 i, a->field, j, b->field);
		}
	}
	assert_int_equal(codes, count);
}

static void every_part_keeps_to_its_own_place(void **state)
{
	static const int widths[][5] = {
		[LABELS_QR] = { 21, 25, 29, 33, 0 }, [LABELS_CODE128] = { 68, 90, 112, 134, 0 }
	};

	(void)state;
	for (size_t s = 0; s < sheets.count; s++) {
		for (int kind = 0; kind < LABELS_KIND_COUNT; kind++) {
			for (int code = LABELS_QR; code <= LABELS_CODE128; code++) {
				for (const int *w = widths[code]; *w; w++) {
					struct labels_pages p;
					struct label l[3];
					for (size_t i = 0; i < 3; i++)
						l[i] = full_label((enum labels_symbology)code, *w);
					assert_int_equal(labels_layout(&sheets.list[s],
								       (enum labels_kind)kind, l, 3,
								       1, true, &p),
							 0);
					expect_parts(&sheets.list[s], &p, 3);
					labels_pages_clear(&p);
					for (size_t i = 0; i < 3; i++)
						label_clear(&l[i]);
				}
			}
		}
	}
}

/* Readers do not see a code without its white, or one that is too fine; a code of our making is of
 * version 1 and stands on every sheet. */
static void every_sheet_has_room_for_a_code_of_ours(void **state)
{
	struct label l = full_label(LABELS_QR, 21);

	(void)state;
	assert_int_equal(labels_code_quiet(LABELS_QR), 4);
	assert_int_equal(labels_code_quiet(LABELS_CODE128), 10);
	for (size_t s = 0; s < sheets.count; s++) {
		double mm = labels_module_mm(&sheets.list[s], &l.code);
		if (mm < LABELS_MODULE_MIN_MM)
			fail_msg("%s: modules of %.3f mm", sheets.list[s].name, mm);
	}
	label_clear(&l);
}

static void what_does_not_fit_a_page_goes_on_the_next(void **state)
{
	const struct labels_sheet *s = labels_sheets_find(&sheets, "3x8");
	struct label l[30];
	struct labels_pages p;
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < 30; i++)
		l[i] = full_label(LABELS_QR, 21);
	assert_int_equal(labels_layout(s, LABELS_DOGS, l, 30, 20, false, &p), 0);
	assert_int_equal(p.page_count, 3);
	for (size_t i = 0; i < p.part_count; i++) {
		if (p.parts[i].kind != LABELS_PART_CODE)
			continue;
		assert_ptr_equal(p.parts[i].label, &l[seen]);
		assert_int_equal(p.parts[i].page, (20 + seen) / 24);
		assert_int_equal(p.parts[i].place, (20 + seen) % 24);
		seen++;
	}
	labels_pages_clear(&p);
	for (size_t i = 0; i < 30; i++)
		label_clear(&l[i]);
}

static void the_codes_of_labels_are_short_and_plain(void **state)
{
	static const struct {
		enum roster_kind kind;
		const char *id;
		unsigned attempt;
		const char *code;
	} rows[] = {
		{ ROSTER_DOGS, "p-001", 0, "P0015" },	 { ROSTER_DOGS, "p-012", 0, "P0120" },
		{ ROSTER_VOLUNTEERS, "v-003", 0, NULL }, { ROSTER_DOGS, "perro.00000123", 0, NULL },
		{ ROSTER_DOGS, "a", 0, NULL },		 { ROSTER_DOGS, "p", 0, NULL },
		{ ROSTER_DOGS, "p", 7, NULL },		 { ROSTER_DOGS, "p-001", 1, NULL },
		{ ROSTER_DOGS, "perro", 4711, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char code[LABELS_TAG_SIZE], normal[TAG_CODE_SIZE];
		labels_tag_make(rows[i].kind, rows[i].id, rows[i].attempt, code);
		if (rows[i].code)
			assert_string_equal(code, rows[i].code);
		assert_in_range(strlen(code), 4, 8);
		assert_int_equal(strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
				 strlen(code));
		/* What is printed is what the desk compares with. */
		assert_int_equal(event_tag_normal(code, normal), 0);
		assert_string_equal(code, normal);
		assert_true(labels_tag_is_own(code) && labels_tag_prints(code));
	}
}

static void attempts_give_other_codes(void **state)
{
	char codes[50][LABELS_TAG_SIZE];

	(void)state;
	for (unsigned i = 0; i < 50; i++) {
		labels_tag_make(ROSTER_DOGS, "p-000001", i, codes[i]);
		for (unsigned j = 0; j < i; j++)
			assert_string_not_equal(codes[i], codes[j]);
	}
}

static void the_check_character_finds_each_wrong_one_and_most_swaps(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	char right[LABELS_TAG_SIZE], wrong[LABELS_TAG_SIZE];
	int swaps = 0, found = 0;

	(void)state;
	for (int id = 0; id < 500; id++) {
		char name[DOG_ID_SIZE];
		snprintf(name, sizeof(name), "k-%d", 7919 * id);
		labels_tag_make(ROSTER_DOGS, name, 0, right);
		for (size_t i = 1; right[i]; i++) {
			memcpy(wrong, right, sizeof(wrong));
			for (const char *c = alphabet; *c; c++) {
				wrong[i] = *c;
				assert_int_equal(labels_tag_is_own(wrong), *c == right[i]);
			}
			if (!right[i + 1] || right[i] == right[i + 1])
				continue;
			wrong[i] = right[i + 1];
			wrong[i + 1] = right[i];
			swaps++;
			found += !labels_tag_is_own(wrong);
		}
	}
	assert_true(swaps > 1000 && found * 100 > swaps * 95);
}

static void a_uid_or_what_is_not_ascii_is_not_printed(void **state)
{
	(void)state;
	assert_false(labels_tag_prints("04A1B2C3D4E5F6"));
	assert_false(labels_tag_prints("QR-ÑOQUI"));
	assert_false(labels_tag_prints(""));
	assert_true(labels_tag_prints("QR-NOQUI"));
	assert_true(labels_tag_prints("https://example.org/?d=1"));
}

static void a_text_becomes_a_code_where_there_is_an_encoder(void **state)
{
	struct labels_code c;

	(void)state;
	if (!labels_built()) {
		assert_int_equal(labels_code_make(LABELS_QR, "P0015", &c), ERR_INVALID);
		return;
	}
	/* Version 1 is 21 modules; its level M takes 20 capitals and digits, or 14 bytes. */
	assert_int_equal(labels_code_make(LABELS_QR, "ABCDEFGHIJKLMNOPQRST", &c), 0);
	assert_int_equal(c.width, 21);
	assert_int_equal(c.height, 21);
	/* A finder pattern: dark, light, dark. */
	assert_true(labels_code_dark(&c, 0, 0) && !labels_code_dark(&c, 1, 1) &&
		    labels_code_dark(&c, 3, 3) && !labels_code_dark(&c, -1, 0));
	labels_code_clear(&c);
	assert_int_equal(labels_code_make(LABELS_QR, "abcdefghijklmnop", &c), 0);
	assert_int_equal(c.width, 25);
	labels_code_clear(&c);
	/* Start, check and stop are 35 modules (ISO/IEC 15417), a letter is 11. */
	assert_int_equal(labels_code_make(LABELS_CODE128, "UNDO", &c), 0);
	assert_int_equal(c.width, 35 + 4 * 11);
	assert_int_equal(c.height, 1);
	labels_code_clear(&c);
	assert_int_equal(labels_code_make(LABELS_QR, "Ñ", &c), ERR_INVALID);
	assert_int_equal(labels_code_make(LABELS_CODE128, "", &c), ERR_INVALID);
}

/* Light modules of a picture in half blocks, back as a matrix with its quiet zone. */
static bool light_in_blocks(const char *text, int x, int y)
{
	const char *at = text;

	for (int row = 0; row < y / 2; row++)
		at = strchr(at, '\n') + 1;
	for (int i = 0; i < x; i++)
		at += *at == ' ' ? 1 : 3;
	/* U+2580 upper half, U+2584 lower half, U+2588 full block. */
	if (*at == ' ')
		return false;
	unsigned char last = (unsigned char)at[2];
	return last == 0x88 || last == (y % 2 ? 0x84 : 0x80);
}

static bool light_in_ascii(const char *text, int x, int y)
{
	for (int row = 0; row < y; row++)
		text = strchr(text, '\n') + 1;
	return text[2 * x] == '#' && text[2 * x + 1] == '#';
}

static void the_terminal_shows_every_module(void **state)
{
	struct label l = full_label(LABELS_QR, 21);
	int quiet = labels_code_quiet(LABELS_QR), side = l.code.width + 2 * quiet;

	(void)state;
	for (size_t i = 0; i < 21 * 21; i++)
		l.code.dark[i] = i * i % 7 < 3;
	char *blocks = labels_terminal(&l.code, false), *ascii = labels_terminal(&l.code, true);
	assert_true(blocks && ascii);
	for (int y = 0; y < side; y++) {
		for (int x = 0; x < side; x++) {
			bool light = !labels_code_dark(&l.code, x - quiet, y - quiet);
			assert_int_equal(light_in_blocks(blocks, x, y), light);
			assert_int_equal(light_in_ascii(ascii, x, y), light);
		}
	}
	free(blocks);
	free(ascii);
	label_clear(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_label_leaves_the_page_or_lies_on_another),
		cmocka_unit_test(every_part_keeps_to_its_own_place),
		cmocka_unit_test(every_sheet_has_room_for_a_code_of_ours),
		cmocka_unit_test(what_does_not_fit_a_page_goes_on_the_next),
		cmocka_unit_test(the_codes_of_labels_are_short_and_plain),
		cmocka_unit_test(attempts_give_other_codes),
		cmocka_unit_test(the_check_character_finds_each_wrong_one_and_most_swaps),
		cmocka_unit_test(a_uid_or_what_is_not_ascii_is_not_printed),
		cmocka_unit_test(a_text_becomes_a_code_where_there_is_an_encoder),
		cmocka_unit_test(the_terminal_shows_every_module),
	};

	return cmocka_run_group_tests(tests, read_sheets, NULL);
}
