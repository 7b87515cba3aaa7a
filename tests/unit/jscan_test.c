#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/jscan.h"

/* The tokens of a text, a letter each; what follows a bad one is not asked for. */
static void tokens_of(const char *text, size_t len, char *out)
{
	static const char letters[] = ".!{}[]ks0tfn";
	struct jscan s;

	jscan_start(&s, text, len);
	do {
		*out++ = letters[jscan_next(&s)];
	} while (s.token != JTOKEN_END && s.token != JTOKEN_BAD);
	*out = '\0';
}

static void every_token_is_told_in_order(void **state)
{
	static const char *const rows[][2] = {
		{ "{}", "{}." },
		{ " [ ] ", "[]." },
		{ "{\"a\":[1,-2.5e3,\"x\",true,false,null],\"a\":{\"b\":{}}}",
		  "{k[00stfn]k{k{}}}." },
		{ "5", "0." },
		{ "\"\"", "s." },
		{ "[[],{}]", "[[]{}]." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char got[64];

		tokens_of(rows[i][0], strlen(rows[i][0]), got);
		assert_string_equal(got, rows[i][1]);
	}
}

static void what_is_no_strict_json_is_told_once_and_stays_so(void **state)
{
	static const char *const rows[] = {
		"",
		" ",
		"{",
		"[",
		"}",
		"[1",
		"[1,]",
		"{\"a\":1,}",
		"{\"a\"}",
		"{\"a\" 1}",
		"{a:1}",
		"{'a':1}",
		"[1 2]",
		"[1}",
		"{\"a\":1]",
		"[01]",
		"[-]",
		"[1.]",
		"[.5]",
		"[1e]",
		"[1e+]",
		"[+1]",
		"[0x1]",
		"[NaN]",
		"[tru]",
		"[\"a]",
		"[\"\\x\"]",
		"[\"\\u12\"]",
		"[\"\\u12g4\"]",
		"[\"\x1f\"]",
		"[\"\xff\"]",
		"[\"\xc0\x80\"]",
		"[\"\xed\xa0\x80\"]",
		"[\"\xf5\x80\x80\x80\"]",
		"[\"\xe2\x82\"]",
		"{} x",
		"{}{}",
		"\xEF\xBB\xBF{}",
		"// x\n1",
		"[\"\\",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct jscan s;

		jscan_start(&s, rows[i], strlen(rows[i]));
		while (s.token != JTOKEN_BAD && (jscan_next(&s) != JTOKEN_END))
			;
		if (s.token != JTOKEN_BAD || !s.why || !s.why[0])
			fail_msg("taken: %s", rows[i]);
		assert_int_equal(jscan_next(&s), JTOKEN_BAD);
	}
	/* A NUL byte is no end. */
	{
		char got[16];

		tokens_of("[1]\0", 4, got);
		assert_string_equal(got, "[0]!");
		tokens_of("[\"a\0b\"]", 7, got);
		assert_string_equal(got, "[!");
	}
}

static void a_number_keeps_its_text(void **state)
{
	struct jscan s;

	(void)state;
	jscan_start(&s, "[ 1.50E+400 ]", 13);
	jscan_next(&s);
	assert_int_equal(jscan_next(&s), JTOKEN_NUMBER);
	assert_int_equal(s.len, 9);
	assert_memory_equal(s.from, "1.50E+400", 9);
}

static void a_text_is_read_without_its_escapes(void **state)
{
	static const char *const rows[][2] = {
		{ "\"a\"", "a" },
		{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
		{ "\"\\u0041\\u00f1\\u20ac\"", "A\xc3\xb1\xe2\x82\xac" },
		{ "\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80" },
		{ "\"\\ud83dx\"", "\xed\xa0\xbdx" },
		{ "\"\\ude00\\ud83d\"", "\xed\xb8\x80\xed\xa0\xbd" },
		{ "\"\\ud83d\\ud83d\\ude00\"", "\xed\xa0\xbd\xf0\x9f\x98\x80" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct jscan s;
		char text[64];
		size_t len;

		jscan_start(&s, rows[i][0], strlen(rows[i][0]));
		assert_int_equal(jscan_next(&s), JTOKEN_STRING);
		len = jscan_text(&s, text);
		text[len] = '\0';
		assert_string_equal(text, rows[i][1]);
		assert_true(jscan_is(&s, rows[i][1]));
		assert_false(jscan_is(&s, "b"));
	}
}

static void a_copy_is_a_bookmark_and_what_is_open_can_be_passed_over(void **state)
{
	static const char text[] = "{\"a\":[1,[2,{}],3],\"b\":7}";
	struct jscan s, mark;

	(void)state;
	jscan_start(&s, text, strlen(text));
	jscan_next(&s);
	jscan_next(&s);
	assert_int_equal(jscan_next(&s), JTOKEN_ARRAY);
	mark = s;
	assert_true(jscan_skip(&s));
	assert_int_equal(jscan_next(&s), JTOKEN_KEY);
	assert_true(jscan_is(&s, "b"));
	assert_int_equal(jscan_next(&mark), JTOKEN_NUMBER);
	assert_int_equal(*mark.from, '1');
}

static void brackets_without_end_are_refused(void **state)
{
	const size_t len = 100000;
	char *text = malloc(len);
	struct jscan s;
	size_t tokens = 0;

	(void)state;
	assert_non_null(text);
	memset(text, '[', len);
	jscan_start(&s, text, len);
	while (jscan_next(&s) == JTOKEN_ARRAY)
		tokens++;
	assert_int_equal(s.token, JTOKEN_BAD);
	assert_int_equal(tokens, JSCAN_DEPTH);
	free(text);
}

static void lines_are_counted_from_one(void **state)
{
	static const char text[] = "a\nb\n\nc";

	(void)state;
	assert_int_equal(jscan_line(text, text), 1);
	assert_int_equal(jscan_line(text, text + 2), 2);
	assert_int_equal(jscan_line(text, text + 5), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_token_is_told_in_order),
		cmocka_unit_test(what_is_no_strict_json_is_told_once_and_stays_so),
		cmocka_unit_test(a_number_keeps_its_text),
		cmocka_unit_test(a_text_is_read_without_its_escapes),
		cmocka_unit_test(a_copy_is_a_bookmark_and_what_is_open_can_be_passed_over),
		cmocka_unit_test(brackets_without_end_are_refused),
		cmocka_unit_test(lines_are_counted_from_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
