#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/report/table.h"

static const struct table_column columns[] = {
	{ .title = "name", .name = "name", .shrinks = true },
	{ .title = "min", .name = "minutes", .kind = TABLE_NUMBER },
	{ .title = NULL, .name = "since", .kind = TABLE_OPTIONAL },
	{ .title = "old", .name = "archived", .kind = TABLE_FLAG },
	{ .title = "note", .name = NULL },
};

static struct table *make(void)
{
	struct table *t = table_new(columns, 5);

	assert_non_null(t);
	assert_int_equal(table_add(t, "Ñoqui", "7", "10:00", "", "a"), 0);
	assert_int_equal(table_add(t, "犬, \"Inu\"", "", "", "true", ""), 0);
	return t;
}

static void columns_are_aligned_by_display_width(void **state)
{
	struct table *t = make();
	char *text = table_text(t, 0, 1);

	(void)state;
	assert_string_equal(text, " name       min  old  note\n"
				  " Ñoqui        7       a\n"
				  " 犬, \"Inu\"       yes\n");
	free(text);
	table_free(&t);
}

static void a_line_too_long_cuts_what_may_shrink(void **state)
{
	struct table *t = make();
	char *text = table_text(t, 24, 0);

	(void)state;
	assert_string_equal(text, "name      min  old  note\n"
				  "Ñoqui       7       a\n"
				  "犬, \"In…       yes\n");
	free(text);
	table_free(&t);
}

static void json_has_types_and_csv_quotes(void **state)
{
	struct table *t = make();
	struct jdoc *d = table_json(t);
	char *json = jdoc_dump(d, NULL), *csv = table_csv(t, ',');

	(void)state;
	assert_string_equal(
		json, "[{\"name\":\"Ñoqui\",\"minutes\":7,\"since\":\"10:00\",\"archived\":false},"
		      "{\"name\":\"犬, \\\"Inu\\\"\",\"minutes\":null,\"since\":null,"
		      "\"archived\":true}]");
	assert_string_equal(csv, "name,minutes,since,archived\nÑoqui,7,10:00,\n"
				 "\"犬, \"\"Inu\"\"\",,,true\n");
	free(json);
	free(csv);
	jdoc_free(&d);
	table_free(&t);
}

static void a_table_without_rows_is_an_empty_list(void **state)
{
	struct table *t = table_new(columns, 5);
	struct jdoc *d = table_json(t);
	char *json = jdoc_dump(d, NULL);

	(void)state;
	assert_string_equal(json, "[]");
	free(json);
	jdoc_free(&d);
	table_free(&t);
}

static int start(void **state)
{
	(void)state;
	language_start();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_aligned_by_display_width),
		cmocka_unit_test(a_line_too_long_cuts_what_may_shrink),
		cmocka_unit_test(json_has_types_and_csv_quotes),
		cmocka_unit_test(a_table_without_rows_is_an_empty_list),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
