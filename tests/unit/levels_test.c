/* The shelter's own grades: what their text may say, and how they are found. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/brain/levels.h"

static void parse(const char *text, struct levels *l)
{
	struct fault f = { "" };

	if (levels_parse(text, l, &f) != 0)
		fail_msg("'%s': %s", text, f.text);
}

static void the_empty_text_stands_for_the_three_of_the_program(void **state)
{
	struct levels l;
	char keys[128];

	(void)state;
	parse("", &l);
	levels_list(&l, keys, sizeof(keys));
	assert_string_equal(keys, "green, yellow, red");
	assert_string_equal(l.list[0].letter, "G");
	assert_string_equal(l.list[1].name, "yellow");
	assert_string_equal(l.list[2].colour, "red");
}

static void a_shelter_names_its_own(void **state)
{
	struct levels l;

	(void)state;
	parse("facil:F:fácil:green, medio:M, experto-2:3:sólo Núria:magenta", &l);
	assert_int_equal(l.count, 3);
	assert_string_equal(l.list[0].key, "facil");
	assert_string_equal(l.list[0].name, "fácil");
	assert_string_equal(l.list[0].colour, "green");
	/* Name and colour may be left out. */
	assert_string_equal(l.list[1].name, "medio");
	assert_string_equal(l.list[1].colour, "");
	assert_string_equal(l.list[2].key, "experto-2");
	assert_string_equal(l.list[2].letter, "3");
	assert_string_equal(l.list[2].name, "sólo Núria");
	assert_string_equal(l.list[2].colour, "magenta");
}

static void a_name_or_a_colour_alone_may_be_left_out(void **state)
{
	struct levels l;

	(void)state;
	parse("a:A::red,b:B:Be", &l);
	assert_string_equal(l.list[0].name, "a");
	assert_string_equal(l.list[0].colour, "red");
	assert_string_equal(l.list[1].name, "Be");
	assert_string_equal(l.list[1].colour, "");
}

static void a_letter_may_be_any_that_is_one_cell_wide(void **state)
{
	struct levels l;

	(void)state;
	parse("a:Ñ,b:É,c:*", &l);
	assert_string_equal(l.list[0].letter, "Ñ");
	assert_string_equal(l.list[2].letter, "*");
}

static void nine_levels_are_taken(void **state)
{
	struct levels l;

	(void)state;
	parse("a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9", &l);
	assert_int_equal(l.count, LEVEL_MAX);
	assert_int_equal(levels_rank(&l, "i"), 8);
}

static void what_is_wrong_is_named_and_nothing_is_taken(void **state)
{
	/* clang-format off */
	static const struct { const char *text; const char *says; } rows[] = {
		{ "green",                  "green:G" },
		{ "green:",                 "green:G" },
		{ "green:GG",               "letter" },
		{ "green:犬",               "letter" },
		{ "Green:G",                "'Green' is no key" },
		{ "verd e:V",               "'verd e' is no key" },
		{ ":G",                     "'' is no key" },
		{ "green:G,,red:R",         "'' is no key" },
		{ " ",                      "'' is no key" },
		{ ",",                      "'' is no key" },
		{ "green:G,green:H",        "'green' is there twice" },
		{ "green:G,gris:G",         "'G'" },
		{ "green:G:verde:lila",     "'lila'" },
		{ "green:G:verde:red:blue", "blue" },
		{ "a-key-of-17-bytes:A",    "longer than 16" },
		{ "a:A:a name of far more than the thirty-two bytes that there are", "longer than 32" },
		{ "a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9,j:0", "more than 9" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct levels l = { .count = 1, .list = { { .key = "before" } } };
		struct fault f = { "" };

		if (levels_parse(rows[i].text, &l, &f) != ERR_INVALID)
			fail_msg("'%s' is taken", rows[i].text);
		if (!strstr(f.text, rows[i].says))
			fail_msg("'%s': '%s' does not say '%s'", rows[i].text, f.text,
				 rows[i].says);
		assert_int_equal(l.count, 1);
		assert_string_equal(l.list[0].key, "before");
	}
}

static void a_word_is_found_in_any_case_and_without_accents(void **state)
{
	/* clang-format off */
	static const struct { const char *word; int rank; } rows[] = {
		{ "green", 0 }, { "GREEN", 0 }, { "verde", 0 }, { "Verd", 0 }, { "g", 0 }, { "V", 0 },
		{ "amarillo", 1 }, { "groc", 1 }, { "y", 1 }, { "a", 1 },
		{ "rojo", 2 }, { "ROIG", 2 }, { "r", 2 }, { "róig", 2 },
		{ "", -1 }, { "blue", -1 }, { "gre", -1 }, { "greens", -1 },
		{ "a word of more than the sixty-four bytes that are compared at the most of each", -1 },
	};
	/* clang-format on */
	struct levels l;

	(void)state;
	parse("", &l);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (levels_find(&l, rows[i].word) != rows[i].rank)
			fail_msg("'%s' is %d", rows[i].word, levels_find(&l, rows[i].word));
	}
}

static void a_word_is_looked_for_among_the_shelters_own(void **state)
{
	struct levels l;

	(void)state;
	parse("r:1:roca, green:2:fácil", &l);
	/* The shelter's own key goes before the word for red, which it has not. */
	assert_int_equal(levels_find(&l, "r"), 0);
	assert_int_equal(levels_find(&l, "Facil"), 1);
	assert_int_equal(levels_find(&l, "verde"), 1);
	assert_int_equal(levels_find(&l, "rojo"), -1);
}

static void a_rank_goes_by_the_key_alone(void **state)
{
	struct levels l;

	(void)state;
	parse("", &l);
	assert_int_equal(levels_rank(&l, "red"), 2);
	assert_int_equal(levels_rank(&l, "rojo"), -1);
	assert_int_equal(levels_rank(&l, ""), -1);
}

static void a_list_that_does_not_fit_is_cut(void **state)
{
	struct levels l;
	char keys[10];

	(void)state;
	parse("", &l);
	levels_list(&l, keys, sizeof(keys));
	assert_string_equal(keys, "green, ye");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_empty_text_stands_for_the_three_of_the_program),
		cmocka_unit_test(a_shelter_names_its_own),
		cmocka_unit_test(a_name_or_a_colour_alone_may_be_left_out),
		cmocka_unit_test(a_letter_may_be_any_that_is_one_cell_wide),
		cmocka_unit_test(nine_levels_are_taken),
		cmocka_unit_test(what_is_wrong_is_named_and_nothing_is_taken),
		cmocka_unit_test(a_word_is_found_in_any_case_and_without_accents),
		cmocka_unit_test(a_word_is_looked_for_among_the_shelters_own),
		cmocka_unit_test(a_rank_goes_by_the_key_alone),
		cmocka_unit_test(a_list_that_does_not_fit_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
