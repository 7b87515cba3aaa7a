#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"

/* Parse a copy that has not a byte more, so that reading on is found out. */
static int parse(const char *text, size_t len, struct csv **out, struct fault *f)
{
	char *exact = malloc(len ? len : 1);
	int err;

	assert_non_null(exact);
	memcpy(exact, text, len);
	err = csv_parse(exact, len, out, f);
	free(exact);
	return err;
}

static struct csv *read_csv(const char *text)
{
	struct csv *c = NULL;
	struct fault f = { "" };

	if (parse(text, strlen(text), &c, &f) != 0)
		fail_msg("'%s': %s", text, f.text);
	return c;
}

/* All rows as "line:a|b|c" with ! and the reason after bad ones. */
static void write_rows(const struct csv *c, char *out, size_t size)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < c->count; i++) {
		const struct csv_row *r = &c->rows[i];

		len += (size_t)snprintf(out + len, size - len, "%s%zu:", i ? " " : "", r->line);
		for (size_t k = 0; k < r->count; k++)
			len += (size_t)snprintf(out + len, size - len, "%s%s", k ? "|" : "",
						r->fields[k]);
		if (r->bad[0])
			len += (size_t)snprintf(out + len, size - len, "!%s", r->bad);
		assert_true(len < size);
	}
}

static void files_of_spreadsheets_are_read(void **state)
{
	static const struct {
		const char *text, *rows;
	} cases[] = {
		{ "id,name\np-1,Luna\n", "1:id|name 2:p-1|Luna" },
		{ "id,name\np-1,Luna", "1:id|name 2:p-1|Luna" },
		{ "id,name\r\np-1,Luna\r\n", "1:id|name 2:p-1|Luna" },
		{ "id,name\rp-1,Luna\r", "1:id|name 2:p-1|Luna" },
		{ "id;name\np-1;a,b\n", "1:id|name 2:p-1|a,b" },
		{ "id\tname\np-1\tLuna\n", "1:id|name 2:p-1|Luna" },
		{ "\xEF\xBB\xBFid;name\n", "1:id|name" },
		{ "\"a,b,c\";d\n1;2\n", "1:a,b,c|d 2:1|2" },
		{ "id\nLuna\n", "1:id 2:Luna" },
		{ "a,b\n\"x \"\"y\"\"\",\"\"\n", "1:a|b 2:x \"y\"|" },
		{ "a,b\n\"x\ny\",z\n1,2\n", "1:a|b 2:x\ny|z 4:1|2" },
		{ "a,b\n\"x\r\ny\",z\r\n1,2\n", "1:a|b 2:x\r\ny|z 4:1|2" },
		{ "a,b\n  x  ,\t\" y \" \n", "1:a|b 2:x|y" },
		{ "a\tb\n\tx\n", "1:a|b 2:|x" },
		{ "\n \n\na,b\n\n  \n1,2\n,\n \"\" , \n\n", "4:a|b 7:1|2" },
		{ "a,b,\n1,,\n", "1:a|b| 2:1||" },
		{ "a,b\n1\n1,2,3\n", "1:a|b 2:1 3:1|2|3" },
		{ "a,b\nNúria,日本\n", "1:a|b 2:Núria|日本" },
		{ "a,b\nRex \"el Gran\",x\n", "1:a|b 2:Rex \"el Gran\"|x" },
		{ "a,b\n=1+1,-2\n", "1:a|b 2:=1+1|-2" },
	};
	char rows[512];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct csv *c = read_csv(cases[i].text);

		write_rows(c, rows, sizeof(rows));
		if (strcmp(rows, cases[i].rows) != 0)
			fail_msg("case %zu: '%s'", i, rows);
		csv_free(&c);
		assert_null(c);
	}
	csv_free(NULL);
}

static void a_row_that_is_wrong_does_not_hide_the_others(void **state)
{
	static const struct {
		const char *text, *bad;
	} cases[] = {
		{ "a,b\n1,N\xfaria\n3,4\n", "not UTF-8 in column 2: save the file as UTF-8" },
		{ "a,b\n1,\"N\xfaria\"\n3,4\n", "not UTF-8 in column 2: save the file as UTF-8" },
		{ "a,b\n\"1\"x,2\n3,4\n", "text after the closing quote in column 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct csv *c = read_csv(cases[i].text);

		assert_int_equal(c->count, 3);
		assert_string_equal(c->rows[0].bad, "");
		assert_string_equal(c->rows[1].bad, cases[i].bad);
		assert_int_equal(c->rows[1].count, 2);
		assert_string_equal(c->rows[2].bad, "");
		assert_string_equal(c->rows[2].fields[0], "3");
		csv_free(&c);
	}
}

static void a_replacement_character_in_the_file_is_utf8(void **state)
{
	struct csv *c = read_csv("a\n\uFFFD\n");

	(void)state;
	assert_string_equal(c->rows[1].bad, "");
	csv_free(&c);
}

static void what_leaves_no_rows_is_a_fault(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		const char *says;
	} cases[] = {
		{ "", 0, "empty" },
		{ "\n \r\n,,\n", 7, "empty" },
		{ "\xEF\xBB\xBF", 3, "empty" },
		{ "a\0,\0", 4, "NUL" },
		{ "a,b\n1,\"x\ny\n", 11, "opens on line 2" },
		{ "\"", 1, "opens on line 1" },
		{ "\"a\"\"", 4, "opens on line 1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fault f = { "" };
		struct csv *c = NULL;

		assert_int_equal(parse(cases[i].text, cases[i].len, &c, &f), ERR_INVALID);
		assert_null(c);
		if (!strstr(f.text, cases[i].says))
			fail_msg("case %zu says '%s'", i, f.text);
	}
}

static void many_rows_are_read(void **state)
{
	const size_t lines = 5000;
	char *text = malloc(lines * 16);
	struct csv *c = NULL;
	size_t len = 0;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < lines; i++)
		len += (size_t)snprintf(text + len, 16, "%zu,x\n", i);
	assert_int_equal(parse(text, len, &c, NULL), 0);
	assert_int_equal(c->count, lines);
	assert_string_equal(c->rows[4999].fields[0], "4999");
	assert_int_equal(c->rows[4999].line, 5000);
	csv_free(&c);
	free(text);
}

static void fields_are_quoted_where_they_need_it(void **state)
{
	static const struct {
		const char *field;
		char separator;
		const char *out;
	} cases[] = {
		{ "", ',', "" },
		{ "Luna", ',', "Luna" },
		{ "a b", ',', "a b" },
		{ "a,b", ',', "\"a,b\"" },
		{ "a,b", ';', "a,b" },
		{ "a;b", ';', "\"a;b\"" },
		{ "a\tb", '\t', "\"a\tb\"" },
		{ "a\"b", ',', "\"a\"\"b\"" },
		{ "a\nb", ',', "\"a\nb\"" },
		{ "a\rb", ',', "\"a\rb\"" },
		{ " a", ',', "\" a\"" },
		{ "a ", ',', "\"a \"" },
		{ "=1+1", ',', "=1+1" },
		{ "@x", ',', "@x" },
	};
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t len = csv_quote(out, sizeof(out), cases[i].field, cases[i].separator);

		assert_string_equal(out, cases[i].out);
		assert_int_equal(len, strlen(out));
	}
}

static void a_field_longer_than_the_room_tells_its_length(void **state)
{
	char out[4];

	(void)state;
	assert_int_equal(csv_quote(out, sizeof(out), "a\"b", ','), 6);
	assert_string_equal(out, "\"a\"");
	assert_int_equal(csv_quote(NULL, 0, "Luna", ','), 4);
}

static void what_was_quoted_is_read_back(void **state)
{
	static const char *const fields[] = { "Luna", "a,\"b\"\r\nc", "\"", "x;\ty", "Núria" };
	char text[128] = "h\n", quoted[64];

	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		struct csv *c;

		(void)csv_quote(quoted, sizeof(quoted), fields[i], ',');
		(void)snprintf(text, sizeof(text), "h\n%s\n", quoted);
		c = read_csv(text);
		assert_int_equal(c->rows[1].count, 1);
		assert_string_equal(c->rows[1].fields[0], fields[i]);
		csv_free(&c);
	}
}

static void whatever_bytes_come_nothing_breaks(void **state)
{
	static const char bytes[] = "a,;\t\"\"\"\n\r \xc3\xb1\xff";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[24];
		struct csv *c = NULL;

		for (size_t i = 0; i < sizeof(text); i++) {
			seed = seed * 1664525 + 1013904223;
			text[i] = bytes[(seed >> 16) % (sizeof(bytes) - 1)];
		}
		if (parse(text, sizeof(text), &c, NULL) == 0)
			assert_true(c->count > 0);
		csv_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_spreadsheets_are_read),
		cmocka_unit_test(a_row_that_is_wrong_does_not_hide_the_others),
		cmocka_unit_test(a_replacement_character_in_the_file_is_utf8),
		cmocka_unit_test(what_leaves_no_rows_is_a_fault),
		cmocka_unit_test(many_rows_are_read),
		cmocka_unit_test(fields_are_quoted_where_they_need_it),
		cmocka_unit_test(a_field_longer_than_the_room_tells_its_length),
		cmocka_unit_test(what_was_quoted_is_read_back),
		cmocka_unit_test(whatever_bytes_come_nothing_breaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
