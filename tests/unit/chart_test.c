#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "paseo/base/text.h"
#include "paseo/report/chart.h"

static void a_bar_is_as_long_as_its_value_to_an_eighth_of_a_cell(void **state)
{
	static const struct {
		int64_t value, most;
		size_t width;
		bool plain;
		const char *bar;
	} table[] = {
		{ 0, 10, 10, false, "" },	   { 10, 10, 4, false, "████" },
		{ 5, 10, 4, false, "██" },	   { 1, 32, 4, false, "▏" },
		{ 11, 32, 4, false, "█▍" },	   { 1, 100000, 4, false, "▏" },
		{ 99999, 100000, 2, false, "█▉" }, { 20, 10, 3, false, "███" },
		{ -5, 10, 3, false, "" },	   { 5, 0, 3, false, "" },
		{ 5, 10, 4, true, "##" },	   { 1, 1000, 4, true, "#" },
		{ 999, 1000, 4, true, "###" },	   { 5, 10, 0, true, "" },
	};
	char out[CHART_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_string_equal(chart_bar(out, table[i].value, table[i].most, table[i].width,
					      table[i].plain),
				    table[i].bar);
	/* INT64_MAX is not too much, and a wide one fits its buffer. */
	chart_bar(out, INT64_MAX - 1, INT64_MAX, 100000, false);
	assert_true(text_width_cells(out) <= CHART_CELLS_MAX);
}

static void a_sparkline_shows_nothing_only_for_nothing(void **state)
{
	static const int64_t values[] = { 0, 1, 4, 8, 1000, 0 };
	char out[CHART_SIZE];

	(void)state;
	assert_string_equal(chart_spark(out, values, 4, 80, false), " ▁▄█");
	assert_string_equal(chart_spark(out, values, 4, 80, true), " .=#");
	assert_string_equal(chart_spark(out, values, 6, 80, false), " ▁▁▁█ ");
	assert_string_equal(chart_spark(out, values, 0, 80, false), "");
	assert_string_equal(chart_spark(out, values, 1, 80, false), " ");
}

static void more_values_than_cells_are_shared_out(void **state)
{
	int64_t values[1000];
	char out[CHART_SIZE];

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		values[i] = i < 500 ? 0 : 8;
	assert_string_equal(chart_spark(out, values, 1000, 4, false), "  ██");
	/* One walk among hundreds of days is still seen. */
	memset(values, 0, sizeof(values));
	values[999] = 1;
	assert_string_equal(chart_spark(out, values, 1000, 4, false), "   █");
	chart_spark(out, values, 1000, 100000, false);
	assert_int_equal(text_width_cells(out), CHART_CELLS_MAX);
}

static void shades_are_quarters_and_plain_ones_are_told_apart(void **state)
{
	(void)state;
	assert_string_equal(chart_shade(0, 100, false), " ");
	assert_string_equal(chart_shade(1, 100, false), "░");
	assert_string_equal(chart_shade(50, 100, false), "▒");
	assert_string_equal(chart_shade(75, 100, false), "▓");
	assert_string_equal(chart_shade(100, 100, false), "█");
	for (int i = 1; i <= 4; i++) {
		assert_string_not_equal(chart_shade(i * 25, 100, true),
					chart_shade((i - 1) * 25, 100, true));
		assert_int_equal(strlen(chart_shade(i * 25, 100, true)), 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bar_is_as_long_as_its_value_to_an_eighth_of_a_cell),
		cmocka_unit_test(a_sparkline_shows_nothing_only_for_nothing),
		cmocka_unit_test(more_values_than_cells_are_shared_out),
		cmocka_unit_test(shades_are_quarters_and_plain_ones_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
