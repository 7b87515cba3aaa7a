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

/* Read all rows of a text; "a|b\n" for each. rc: what ended it. */
static char *read_all(const char *text, size_t len, int *rc)
{
	FILE *in = fmemopen((void *)(uintptr_t)text, len, "r");
	char *seen = NULL;
	size_t seen_len = 0;
	FILE *out = open_memstream(&seen, &seen_len);
	struct csv_stream *s = in ? csv_stream_new(in) : NULL;
	char **fields = NULL;
	size_t count = 0;

	assert_non_null(s);
	assert_non_null(out);
	while ((*rc = csv_stream_next(s, &fields, &count)) > 0) {
		for (size_t i = 0; i < count; i++)
			fprintf(out, "%s%s", i ? "|" : "", fields[i]);
		fputc('\n', out);
	}
	csv_stream_free(&s);
	fclose(in);
	fclose(out);
	return seen;
}

static void expect_rows(const char *text, const char *rows)
{
	int rc = 0;
	char *seen = read_all(text, strlen(text), &rc);

	assert_int_equal(rc, 0);
	assert_string_equal(seen, rows);
	free(seen);
}

static void rows_come_as_they_stand(void **state)
{
	(void)state;
	expect_rows("a,b\n1,2\n", "a|b\n1|2\n");
	expect_rows("a;b\n1,5;2\n", "a|b\n1,5|2\n");
	expect_rows("a\tb\r\n1\t\r\n", "a|b\n1|\n");
	expect_rows("a,b\n 1 ,\" 2 \"", "a|b\n 1 | 2 \n");
	expect_rows("a,b\n\"x\ny\",\"he said \"\"no\"\"\"\n", "a|b\nx\ny|he said \"no\"\n");
	expect_rows("alone\n\n", "alone\n\n");
}

static void what_is_no_csv_is_refused(void **state)
{
	static const char *const texts[] = { "a,b\n\"open", "a,b\n\"x\"y,1\n" };
	int rc = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		free(read_all(texts[i], strlen(texts[i]), &rc));
		assert_int_equal(rc, ERR_INVALID);
	}
	free(read_all("a,b\n1\0,2\n", 9, &rc));
	assert_int_equal(rc, ERR_INVALID);
}

static void what_was_written_comes_back_as_it_was(void **state)
{
	static const char *const fields[] = {
		"", " blanks ", "a,b;c\td", "\"", "\r\n", "Ñora", "=1+1", "\"\"\n\"",
	};
	static const char separators[] = ",;\t";
	const size_t n = sizeof(fields) / sizeof(fields[0]);

	(void)state;
	for (size_t k = 0; separators[k]; k++) {
		char *text = NULL, **got = NULL;
		size_t len = 0, count = 0;
		FILE *out = open_memstream(&text, &len);

		/* The header names the separator. */
		fprintf(out, "one%ctwo\n", separators[k]);
		for (size_t i = 0; i < n; i++) {
			if (i)
				fputc(separators[k], out);
			csv_write(out, fields[i], separators[k]);
		}
		fclose(out);
		FILE *in = fmemopen(text, len, "r");
		struct csv_stream *s = csv_stream_new(in);
		assert_int_equal(csv_stream_next(s, &got, &count), 1);
		assert_int_equal(csv_stream_next(s, &got, &count), 1);
		assert_int_equal(csv_stream_line(s), 2);
		assert_int_equal(count, n);
		for (size_t i = 0; i < n; i++)
			assert_string_equal(got[i], fields[i]);
		assert_int_equal(csv_stream_next(s, &got, &count), 0);
		csv_stream_free(&s);
		fclose(in);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_come_as_they_stand),
		cmocka_unit_test(what_is_no_csv_is_refused),
		cmocka_unit_test(what_was_written_comes_back_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
