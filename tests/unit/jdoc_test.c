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

#include "paseo/base/jdoc.h"

static struct jdoc *parse(const char *text)
{
	struct jdoc *d = NULL;
	struct fault f = { "" };

	if (jdoc_parse(text, strlen(text), &d, &f) != 0)
		fail_msg("%s: %s", text, f.text);
	return d;
}

static void each_type_is_told(void **state)
{
	static const struct {
		const char *text;
		enum jdoc_type type;
	} cases[] = {
		{ "null", JDOC_NULL },	   { "false", JDOC_FALSE },   { "true", JDOC_TRUE },
		{ "1", JDOC_NUMBER },	   { "-1.5e3", JDOC_NUMBER }, { "\"a\"", JDOC_STRING },
		{ " [1] \n", JDOC_ARRAY }, { "{}", JDOC_OBJECT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct jdoc *d = parse(cases[i].text);

		assert_int_equal(jdoc_type(d), cases[i].type);
		jdoc_free(&d);
		assert_null(d);
	}
	assert_int_equal(jdoc_type(NULL), JDOC_NULL);
	jdoc_free(NULL);
}

static void what_is_no_strict_json_is_refused_in_one_line(void **state)
{
	static const char *const cases[] = {
		"",
		" ",
		"{",
		"{\"a\":1,}",
		"[1,]",
		"[01]",
		"{'a':1}",
		"{\"a\":1} x",
		"{\"a\":1}{}",
		"[NaN]",
		"[1e999]",
		"// x\n1",
		"\xEF\xBB\xBF{}",
		"{\"a\":1,\"a\":2}",
		"\"a\\u0000b\"",
		"{\"a\\u0000\":1}",
		"\"\xff\"",
		"\"\xc0\x80\"",
		"\"\xed\xa0\x80\"",
		"\"\\ud800\"",
		"\"a\nb\"",
		"\"a\x1b[2J\"",
		"[9223372036854775808]",
		"{\"a\n\x1b",
		"\\\"[[[[",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct jdoc *d = NULL;
		struct fault f = { "" };

		if (jdoc_parse(cases[i], strlen(cases[i]), &d, &f) != ERR_INVALID || d)
			fail_msg("taken: %s", cases[i]);
		if (strncmp(f.text, "line ", 5) != 0 || !strstr(f.text, " column ") ||
		    strpbrk(f.text, "\n\x1b"))
			fail_msg("case %zu says '%s'", i, f.text);
	}
	/* A NUL byte is no end. */
	{
		struct jdoc *d = NULL;

		assert_int_equal(jdoc_parse("1\0", 2, &d, NULL), ERR_INVALID);
		assert_int_equal(jdoc_parse("\"a\0b\"", 5, &d, NULL), ERR_INVALID);
		assert_int_equal(jdoc_parse("[1,\0 2]", 7, &d, NULL), ERR_INVALID);
	}
}

static void a_number_too_big_says_so(void **state)
{
	struct jdoc *d = NULL;
	struct fault f = { "" };

	(void)state;
	assert_int_equal(jdoc_parse("[99999999999999999999]", 22, &d, &f), ERR_INVALID);
	assert_non_null(strstr(f.text, "too big integer"));
}

/* "[" so many times, something inside, "]" as often. */
static int parse_nested(const char *inside, int depth, struct fault *f)
{
	char text[512] = "";
	struct jdoc *d = NULL;
	int err;

	for (int i = 0; i < depth; i++)
		strcat(text, "[");
	strcat(text, inside);
	for (int i = 0; i < depth; i++)
		strcat(text, "]");
	err = jdoc_parse(text, strlen(text), &d, f);
	jdoc_free(&d);
	return err;
}

static void nesting_is_refused_beyond_sixty_four(void **state)
{
	struct fault f = { "" };

	(void)state;
	assert_int_equal(parse_nested("1", 64, &f), 0);
	assert_int_equal(parse_nested("\"[{[{\\\"[[[\"", 64, &f), 0);
	assert_int_equal(parse_nested("1", 65, &f), ERR_INVALID);
	assert_string_equal(f.text, "line 1 column 65: nested deeper than 64");
	assert_int_equal(parse_nested("{}", 64, &f), ERR_INVALID);
}

static void ten_thousand_brackets_do_no_harm(void **state)
{
	char *text = malloc(10000);
	struct jdoc *d = NULL;

	(void)state;
	assert_non_null(text);
	memset(text, '[', 10000);
	assert_int_equal(jdoc_parse(text, 10000, &d, NULL), ERR_INVALID);
	free(text);
}

static void members_are_found_and_walked_in_the_order_written(void **state)
{
	struct jdoc *d = parse("{\"z\":1,\"a\":\"ñ\",\"m\":[true,null]}");
	const char *key = NULL;
	struct jdoc *value = NULL;
	char order[8] = "";
	int64_t n = 0;

	(void)state;
	assert_int_equal(jdoc_size(d), 3);
	assert_true(jdoc_integer(jdoc_get(d, "z"), &n));
	assert_int_equal(n, 1);
	assert_string_equal(jdoc_string(jdoc_get(d, "a")), "ñ");
	assert_int_equal(jdoc_size(jdoc_get(d, "m")), 2);
	assert_int_equal(jdoc_type(jdoc_at(jdoc_get(d, "m"), 0)), JDOC_TRUE);
	assert_null(jdoc_at(jdoc_get(d, "m"), 2));
	assert_null(jdoc_get(d, "none"));
	assert_null(jdoc_get(jdoc_get(d, "m"), "a"));
	assert_null(jdoc_get(NULL, "a"));
	assert_int_equal(jdoc_size(jdoc_get(d, "a")), 0);
	for (void *it = jdoc_iter(d, NULL, &key, &value); it; it = jdoc_iter(d, it, &key, &value)) {
		assert_ptr_equal(value, jdoc_get(d, key));
		strcat(order, key);
	}
	assert_string_equal(order, "zam");
	jdoc_free(&d);
}

static void numbers_keep_apart_integers_and_others(void **state)
{
	struct jdoc *d = parse("[9223372036854775807,-9223372036854775808,1.5,1.0,\"1\"]");
	int64_t n = 0;
	double x = 0;

	(void)state;
	assert_true(jdoc_integer(jdoc_at(d, 0), &n) && n == INT64_MAX);
	assert_true(jdoc_integer(jdoc_at(d, 1), &n) && n == INT64_MIN);
	assert_false(jdoc_integer(jdoc_at(d, 2), &n));
	assert_false(jdoc_integer(jdoc_at(d, 3), &n));
	assert_true(jdoc_number(jdoc_at(d, 2), &x) && x == 1.5);
	assert_true(jdoc_number(jdoc_at(d, 1), &x) && x < -9.2e18);
	assert_false(jdoc_number(jdoc_at(d, 4), &x));
	assert_false(jdoc_number(NULL, &x));
	assert_null(jdoc_string(jdoc_at(d, 0)));
	jdoc_free(&d);
}

static void a_document_is_built_and_written_compact(void **state)
{
	struct jdoc *d = jdoc_new_object();
	struct jdoc *list = jdoc_new_array();
	size_t len = 0;
	char *text;

	(void)state;
	assert_int_equal(jdoc_set(d, "name", jdoc_new_string("Núria \"/\"\n")), 0);
	assert_int_equal(jdoc_add(list, jdoc_new_integer(-3)), 0);
	assert_int_equal(jdoc_add(list, jdoc_new_number(0.5)), 0);
	assert_int_equal(jdoc_add(list, jdoc_new_bool(true)), 0);
	assert_int_equal(jdoc_add(list, jdoc_new_null()), 0);
	assert_int_equal(jdoc_set(d, "list", list), 0);
	text = jdoc_dump(d, &len);
	assert_string_equal(text, "{\"name\":\"Núria \\\"/\\\"\\n\",\"list\":[-3,0.5,true,null]}");
	assert_int_equal(len, strlen(text));
	free(text);
	text = jdoc_dump_pretty(d);
	assert_non_null(strstr(text, "\n  \"list\": ["));
	free(text);
	jdoc_free(&d);
	d = jdoc_new_string("a");
	text = jdoc_dump(d, NULL);
	assert_string_equal(text, "\"a\"");
	free(text);
	jdoc_free(&d);
}

static void a_number_is_written_with_the_digits_it_came_with(void **state)
{
	static const char *const numbers[] = {
		"0.85", "0.1", "-2.5", "1e+300", "0.30000000000000004", "123456.789", "5.0"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct jdoc *d = parse(numbers[i]);
		char *text = jdoc_dump(d, NULL);

		assert_string_equal(text, numbers[i]);
		free(text);
		jdoc_free(&d);
	}
}

static void a_value_that_could_not_be_made_is_no_memory(void **state)
{
	struct jdoc *d = jdoc_new_object();
	struct jdoc *list = jdoc_new_array();

	(void)state;
	assert_int_equal(jdoc_set(d, "a", NULL), ERR_NOMEM);
	assert_int_equal(jdoc_set(d, "a", jdoc_new_string("\xff")), ERR_NOMEM);
	assert_int_equal(jdoc_set(d, "a", jdoc_new_number((double)INFINITY)), ERR_NOMEM);
	assert_int_equal(jdoc_add(list, NULL), ERR_NOMEM);
	/* What is no object takes the value all the same, so nothing leaks. */
	assert_int_equal(jdoc_set(NULL, "a", jdoc_new_integer(1)), ERR_NOMEM);
	assert_int_equal(jdoc_set(list, "a", jdoc_new_integer(1)), ERR_NOMEM);
	assert_int_equal(jdoc_add(NULL, jdoc_new_integer(1)), ERR_NOMEM);
	assert_int_equal(jdoc_size(d), 0);
	assert_null(jdoc_dump(NULL, NULL));
	jdoc_free(&d);
	jdoc_free(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_type_is_told),
		cmocka_unit_test(what_is_no_strict_json_is_refused_in_one_line),
		cmocka_unit_test(a_number_too_big_says_so),
		cmocka_unit_test(nesting_is_refused_beyond_sixty_four),
		cmocka_unit_test(ten_thousand_brackets_do_no_harm),
		cmocka_unit_test(members_are_found_and_walked_in_the_order_written),
		cmocka_unit_test(numbers_keep_apart_integers_and_others),
		cmocka_unit_test(a_document_is_built_and_written_compact),
		cmocka_unit_test(a_number_is_written_with_the_digits_it_came_with),
		cmocka_unit_test(a_value_that_could_not_be_made_is_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
