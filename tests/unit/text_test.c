#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/error.h"
#include "paseo/base/text.h"

/* Check a copy that has not a byte more, so that reading on is found out. */
static int check(const char *s, size_t *at, uint32_t *code)
{
	size_t len = strlen(s);
	char *exact = malloc(len ? len : 1);
	int err;

	assert_non_null(exact);
	memcpy(exact, s, len);
	err = text_check(exact, len, at, code);
	free(exact);
	return err;
}

static void names_as_people_write_them_may_be_shown(void **state)
{
	static const char *const names[] = {
		"",	"Luna",	       "Núria",		"Ñu",	    "Col·lega", "Ćevapčić", "日本",
		"Отто", "Nu\u0301ria", "o\u0302\u0323", "a\u00A0b", "🐕",	"\u2026",   "« — »",
		"שלום", "3 €",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (check(names[i], NULL, NULL) != 0)
			fail_msg("refused: %s", names[i]);
	}
}

static void what_may_not_be_shown_is_found_with_its_place(void **state)
{
	static const struct {
		const char *text;
		size_t at;
		uint32_t code;
	} cases[] = {
		{ "a\x1b[2J", 1, 0x1B },
		{ "ab\n", 2, '\n' },
		{ "a\tb", 1, '\t' },
		{ "a\x7f", 1, 0x7F },
		{ "ñ\xc2\x85", 2, 0x85 },
		{ "\xc2\x9b", 0, 0x9B },
		{ "a\u202E", 1, 0x202E },      /* right to left override */
		{ "a\u200B", 1, 0x200B },      /* zero width space */
		{ "a\u200D", 1, 0x200D },      /* zero width joiner */
		{ "a\u00AD", 1, 0xAD },	       /* soft hyphen */
		{ "a\uFEFF", 1, 0xFEFF },      /* byte order mark */
		{ "a\U000E0041", 1, 0xE0041 }, /* tag character */
		{ "a\u2028", 1, 0x2028 },      /* line separator */
		{ "a\u3000", 1, 0x3000 },      /* wide space */
		{ "a\uE000", 1, 0xE000 },      /* private use */
		{ "a\u0378", 1, 0x378 },       /* not assigned */
		{ "a\uFFFE", 1, 0xFFFE },      /* noncharacter */
		{ "a\uFE0F", 1, 0xFE0F },      /* variation selector */
		{ "a\u3164", 1, 0x3164 },      /* Hangul filler */
		{ "\u0301a", 0, 0x301 },       /* a mark with no letter under it */
		{ "a\u0301\u0301\u0301", 5, 0x301 },
		{ "a\xff", 1, 0xFF },
		{ "a\xc3", 1, 0xC3 }, /* cut short */
		{ "a\xe2\x82", 1, 0xE2 },
		{ "a\xc0\x80", 1, 0xC0 },	  /* overlong NUL */
		{ "a\xed\xa0\x80", 1, 0xED },	  /* surrogate */
		{ "a\xf4\x90\x80\x80", 1, 0xF4 }, /* above U+10FFFF */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t at = 99;
		uint32_t code = 0;

		if (check(cases[i].text, &at, &code) != ERR_INVALID)
			fail_msg("case %zu: let through", i);
		if (at != cases[i].at || code != cases[i].code)
			fail_msg("case %zu: byte %zu, code %x", i, at, code);
	}
	assert_int_equal(text_check("a\0b", 3, NULL, NULL), ERR_INVALID);
}

static void cleaning_leaves_one_replacement_for_a_run(void **state)
{
	char out[64];

	(void)state;
	assert_int_equal(text_clean(out, sizeof(out),
				    "a\x1b\n\xff"
				    "b\0c",
				    7),
			 9);
	assert_string_equal(out, "a\uFFFDb\uFFFDc");
	(void)text_clean(out, sizeof(out), "a\u0301\u0301\u0301\u0301b", 10);
	assert_string_equal(out, "a\u0301\u0301\uFFFDb");
	assert_int_equal(text_clean(out, sizeof(out), "", 0), 0);
	assert_string_equal(out, "");
}

static void cleaning_cuts_between_characters(void **state)
{
	char out[6];

	(void)state;
	assert_int_equal(text_clean(out, 4, "añño", 6), 3);
	assert_string_equal(out, "añ");
	assert_int_equal(text_clean(out, 3, "añño", 6), 1);
	assert_string_equal(out, "a");
	assert_int_equal(text_clean(out, 1, "a", 1), 0);
	assert_string_equal(out, "");
	assert_int_equal(text_clean(out, 0, "a", 1), 0);
}

static void whatever_bytes_come_the_cleaned_text_may_be_shown(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char raw[24], out[128], again[128];
		size_t len;

		for (size_t i = 0; i < sizeof(raw); i++) {
			seed = seed * 1664525 + 1013904223;
			/* Mostly bytes of which characters of two and three bytes are made. */
			raw[i] = (char)(seed >> 24);
			if ((seed >> 16 & 3) == 0)
				raw[i] = (char)(0xCC + (seed >> 20 & 1));
		}
		len = text_clean(out, sizeof(out), raw, sizeof(raw));
		assert_int_equal(len, strlen(out));
		assert_int_equal(check(out, NULL, NULL), 0);
		(void)text_clean(again, sizeof(again), out, len);
		assert_string_equal(again, out);
	}
}

static void width_counts_cells_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(text_width_cells(""), 0);
	assert_int_equal(text_width_cells("Núria"), 5);
	assert_int_equal(text_width_cells("Nu\u0301ria"), 5);
	assert_int_equal(text_width_cells("日本"), 4);
	assert_int_equal(text_width_cells("🐕"), 2);
}

static void fitting_cuts_at_cells_and_says_so(void **state)
{
	static const struct {
		const char *text;
		size_t width;
		bool ascii;
		const char *out;
		size_t cells;
	} cases[] = {
		{ "Luna", 10, false, "Luna", 4 },
		{ "Luna", 4, false, "Luna", 4 },
		{ "Luna", 3, false, "Lu…", 3 },
		{ "Luna", 3, true, "Lu~", 3 },
		{ "Luna", 1, false, "…", 1 },
		{ "Luna", 0, false, "", 0 },
		{ "", 5, false, "", 0 },
		{ "日本語", 6, false, "日本語", 6 },
		{ "日本語", 5, false, "日本…", 5 },
		{ "日本語", 4, false, "日…", 3 },
		{ "日本語", 1, false, "…", 1 },
		{ "Nu\u0301ria", 3, false, "Nu\u0301…", 3 },
		{ "abu\u0301", 3, false, "abu\u0301", 3 },
		{ "a\x1b[31mb", 9, false, "a\uFFFD[31mb", 7 },
		{ "Núria", 5, true, "Nuria", 5 },
		{ "Straße", 6, true, "Stra~", 5 },
		{ "日本", 4, true, "??", 2 },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t cells =
			text_fit(out, sizeof(out), cases[i].text, cases[i].width, cases[i].ascii);

		if (cells != cases[i].cells || strcmp(out, cases[i].out) != 0)
			fail_msg("case %zu: %zu cells of '%s'", i, cells, out);
	}
}

static void fitting_into_few_bytes_still_says_so(void **state)
{
	char out[8];

	(void)state;
	assert_int_equal(text_fit(out, 8, "ññññññ", 6, false), 3);
	assert_string_equal(out, "ññ…");
	assert_int_equal(text_fit(out, 4, "ññññññ", 6, false), 1);
	assert_string_equal(out, "…");
	assert_int_equal(text_fit(out, 3, "ññññññ", 6, false), 0);
	assert_string_equal(out, "");
}

static void folded_text_has_no_accents_and_no_capitals(void **state)
{
	char out[32];

	(void)state;
	text_fold(out, sizeof(out), "Núria ÑANDÚ Força");
	assert_string_equal(out, "nuria nandu forca");
	text_fold(out, sizeof(out), "NU\u0301RIA");
	assert_string_equal(out, "nuria");
	text_fold(out, sizeof(out), "GROSSE Straße");
	assert_string_equal(out, "grosse strasse");
	text_fold(out, 3, "Núria");
	assert_string_equal(out, "nu");
}

static void ascii_is_the_nearest_there_is(void **state)
{
	char out[40];

	(void)state;
	text_fit(out, sizeof(out), "Núria «Ñ» 1.º – 3 € Ł…", 39, true);
	assert_string_equal(out, "Nuria \"N\" 1.o - 3 ? L...");
	text_fit(out, sizeof(out), "日\x1bß\u00A0æ", 39, true);
	assert_string_equal(out, "??ss ae");
	text_fit(out, 4, "aßb", 39, true);
	assert_string_equal(out, "a~");
}

static void copying_takes_all_or_nothing(void **state)
{
	char out[5] = "x";

	(void)state;
	assert_int_equal(text_copy(out, sizeof(out), "Luna"), 0);
	assert_string_equal(out, "Luna");
	assert_int_equal(text_copy(out, sizeof(out), "Lunas"), ERR_FULL);
	assert_string_equal(out, "");
	assert_int_equal(text_copy(out, 0, ""), ERR_FULL);
}

static void characters_are_decoded_one_by_one(void **state)
{
	const char *s = "añ日🐕";

	(void)state;
	assert_int_equal(text_next(&s), 'a');
	assert_int_equal(text_next(&s), 0xF1);
	assert_int_equal(text_next(&s), 0x65E5);
	assert_int_equal(text_next(&s), 0x1F415);
	assert_int_equal(text_next(&s), 0);
	assert_int_equal(text_next(&s), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_as_people_write_them_may_be_shown),
		cmocka_unit_test(what_may_not_be_shown_is_found_with_its_place),
		cmocka_unit_test(cleaning_leaves_one_replacement_for_a_run),
		cmocka_unit_test(cleaning_cuts_between_characters),
		cmocka_unit_test(whatever_bytes_come_the_cleaned_text_may_be_shown),
		cmocka_unit_test(width_counts_cells_not_bytes),
		cmocka_unit_test(fitting_cuts_at_cells_and_says_so),
		cmocka_unit_test(fitting_into_few_bytes_still_says_so),
		cmocka_unit_test(folded_text_has_no_accents_and_no_capitals),
		cmocka_unit_test(ascii_is_the_nearest_there_is),
		cmocka_unit_test(copying_takes_all_or_nothing),
		cmocka_unit_test(characters_are_decoded_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
