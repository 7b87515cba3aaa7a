/* Text in boxes, with a font whose every cell is half as wide as it is high. */
#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/text.h"
#include "paseo/report/labels_text.h"

static double half(void *ctx, const char *text)
{
	(void)ctx;
	return 0.5 * (double)text_width_cells(text);
}

static const struct labels_font font = { half, NULL };

static struct labels_lines fit(const char *text, double width, double height, int lines)
{
	struct labels_room room = { width, height, height / LABELS_LEADING, lines };
	struct labels_lines out;

	labels_text_fit(text, &room, &font, &out);
	return out;
}

static void a_short_name_is_as_large_as_its_box_is_high(void **state)
{
	struct labels_lines l = fit("Kira", 60, 12, 2);

	(void)state;
	assert_int_equal(l.count, 1);
	assert_string_equal(l.line[0], "Kira");
	assert_true(l.size_mm > 9.99 && l.size_mm < 10.01);
}

static void a_long_name_takes_two_lines_before_it_is_cut(void **state)
{
	struct labels_lines l = fit("Lluna de la Marina Alta", 20, 8, 2);

	(void)state;
	assert_int_equal(l.count, 2);
	assert_string_equal(l.line[0], "Lluna de la");
	assert_string_equal(l.line[1], "Marina Alta");
}

static void what_does_not_fit_is_cut_with_dots(void **state)
{
	struct labels_lines one = fit("Supercalifragilistico", 6, 4, 1);
	struct labels_lines two = fit("uno dos tres cuatro cinco seis siete ocho", 6, 4, 2);

	(void)state;
	assert_int_equal(one.count, 1);
	assert_string_equal(one.line[0], "Superca…");
	assert_int_equal(two.count, 2);
	assert_string_equal(two.line[0], "uno dos");
	assert_string_equal(two.line[1], "tres cu…");
}

static void the_order_of_a_name_from_right_to_left_is_turned(void **state)
{
	char name[LABELS_LINE_SIZE] = "שלום 12 Rex";
	char plain[LABELS_LINE_SIZE] = "Núria שלום";

	(void)state;
	labels_text_visual(name);
	assert_string_equal(name, "Rex 12 םולש");
	labels_text_visual(plain);
	assert_string_equal(plain, "Núria שלום");
}

static uint64_t seed;

static size_t random_below(size_t limit)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)((seed >> 33) % limit);
}

static void random_text(char *out, size_t size)
{
	static const char *const pieces[] = { "a",  "Ñ", "ç",  "l·l",	  " ", "  ", "W", "🐕", "ש",
					      "犬", "-", "<&", "q\u0303", "ú", "xx", ".", "i" };
	size_t used = 0, count = random_below(60);

	out[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		const char *p = pieces[random_below(sizeof(pieces) / sizeof(pieces[0]))];
		if (used + strlen(p) < size)
			used += (size_t)snprintf(out + used, size - used, "%s", p);
	}
}

static void no_text_is_ever_wider_or_higher_than_its_box(void **state)
{
	(void)state;
	seed = 20261122;
	for (int i = 0; i < 20000; i++) {
		char text[300];
		double width = 3 + (double)random_below(80), height = 1 + (double)random_below(30);
		int lines_max = 1 + (int)random_below(LABELS_LINES_MAX);

		random_text(text, sizeof(text));
		struct labels_lines l = fit(text, width, height, lines_max);
		assert_true(l.count <= (size_t)lines_max);
		assert_true((double)l.count * l.size_mm * LABELS_LEADING <= height + 1e-6);
		assert_int_equal(l.count == 0, text[strspn(text, " ")] == '\0');
		for (size_t k = 0; k < l.count; k++) {
			assert_int_equal(text_check(l.line[k], strlen(l.line[k]), NULL, NULL), 0);
			assert_true(l.line[k][0] && half(NULL, l.line[k]) * l.size_mm <= width);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_short_name_is_as_large_as_its_box_is_high),
		cmocka_unit_test(a_long_name_takes_two_lines_before_it_is_cut),
		cmocka_unit_test(what_does_not_fit_is_cut_with_dots),
		cmocka_unit_test(the_order_of_a_name_from_right_to_left_is_turned),
		cmocka_unit_test(no_text_is_ever_wider_or_higher_than_its_box),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
