/* Patterns that are refused, each with a sentence; and the limits. */
#include <config.h>

#include "verdict.h"

#define REFUSE(rows) verdict_refused(rows, sizeof(rows) / sizeof((rows)[0]))

/* clang-format off */

static void a_pattern_of_the_wrong_shape_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{ "[]", "a pattern is an object" },
		{ "'x'", "a pattern is an object" },
		{ "null", "a pattern is an object" },
		{ "{}", "an empty object" },
		{ "{'a':{}}", "an empty object" },
		{ "{'a':[]}", "the list is empty" },
		{ "{'a':'x'}", "a field has a list" },
		{ "{'a':5}", "a field has a list" },
		{ "{'a':null}", "a field has a list" },
		{ "{'a':[['x']]}", "a list in a list" },
		{ "{'a':[{}]}", "{} is empty" },
		{ "{'a':[{'prefix':'x','suffix':'y'}]}", "one match for each" },
		{ "{'a':[{'prefics':'x'}]}", "no such match" },
		{ "{'a':[{'Prefix':'x'}]}", "no such match" },
		{ "{'a':[{'regex':'x'}]}", "no such match" },
		{ "{'a':[{'$or':[1]}]}", "no such match" },
	};

	(void)state;
	REFUSE(rows);
}

static void a_match_with_the_wrong_operand_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{ "{'a':[{'prefix':5}]}", "want a text" },
		{ "{'a':[{'prefix':['x']}]}", "want a text" },
		{ "{'a':[{'suffix':null}]}", "want a text" },
		{ "{'a':[{'equals-ignore-case':true}]}", "want a text" },
		{ "{'a':[{'equals-ignore-case':{'prefix':'x'}}]}", "want a text" },
		{ "{'a':[{'exactly':5}]}", "want a text" },
		{ "{'a':[{'wildcard':{'x':'y'}}]}", "want a text" },
		{ "{'a':[{'cidr':5}]}", "want a text" },
		{ "{'a':[{'prefix':{}}]}", "only equals-ignore-case" },
		{ "{'a':[{'prefix':{'suffix':'x'}}]}", "only equals-ignore-case" },
		{ "{'a':[{'suffix':{'equals-ignore-case':5}}]}", "wants a text" },
		{ "{'a':[{'suffix':{'equals-ignore-case':'x','y':1}}]}", "only equals-ignore-case" },
		{ "{'a':[{'exists':1}]}", "exists is true or false" },
		{ "{'a':[{'exists':null}]}", "exists is true or false" },
		{ "{'a':[{'exists':'true'}]}", "exists is true or false" },
		{ "{'a':[{'wildcard':'**'}]}", "two stars" },
		{ "{'a':[{'wildcard':'\\\\x'}]}", "a backslash" },
		{ "{'a':[{'cidr':'10.0.0.0'}]}", "an address and a mask" },
		{ "{'a':[{'cidr':'10.0.0/8'}]}", "no IP address" },
		{ "{'a':[{'cidr':'10.0.0.0/33'}]}", "at most 32" },
		{ "{'a':[{'cidr':'10.0.0.0/08'}]}", "plain number" },
	};

	(void)state;
	REFUSE(rows);
}

static void anything_but_of_the_wrong_kind_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{ "{'a':[{'anything-but':null}]}", "anything-but" },
		{ "{'a':[{'anything-but':true}]}", "anything-but" },
		{ "{'a':[{'anything-but':[]}]}", "the list is empty" },
		{ "{'a':[{'anything-but':['x',5]}]}", "texts alone or numbers alone" },
		{ "{'a':[{'anything-but':[5,'x']}]}", "texts alone or numbers alone" },
		{ "{'a':[{'anything-but':['x',null]}]}", "texts alone or numbers alone" },
		{ "{'a':[{'anything-but':[true]}]}", "texts alone or numbers alone" },
		{ "{'a':[{'anything-but':[['x']]}]}", "texts alone or numbers alone" },
		{ "{'a':[{'anything-but':[{'prefix':'x'}]}]}", "texts alone or numbers alone" },
		{ "{'a':[{'anything-but':{}}]}", "in the braces" },
		{ "{'a':[{'anything-but':{'numeric':['=',5]}}]}", "in the braces" },
		{ "{'a':[{'anything-but':{'cidr':'10.0.0.0/8'}}]}", "in the braces" },
		{ "{'a':[{'anything-but':{'exists':true}}]}", "in the braces" },
		{ "{'a':[{'anything-but':{'anything-but':'x'}}]}", "in the braces" },
		{ "{'a':[{'anything-but':{'prefix':'x','suffix':'y'}}]}", "in the braces" },
		{ "{'a':[{'anything-but':{'prefix':''}}]}", "begins and ends with nothing" },
		{ "{'a':[{'anything-but':{'suffix':['x','']}}]}", "begins and ends with nothing" },
		{ "{'a':[{'anything-but':{'prefix':{'equals-ignore-case':'x'}}}]}", "only texts" },
		{ "{'a':[{'anything-but':{'prefix':5}}]}", "only texts" },
		{ "{'a':[{'anything-but':{'wildcard':[5]}}]}", "only texts" },
		{ "{'a':[{'anything-but':{'wildcard':'**'}}]}", "two stars" },
		{ "{'a':[{'anything-but':{'prefix':[]}}]}", "the list is empty" },
		{ "{'a':[{'anything-but':{'suffix':[]}}]}", "the list is empty" },
		{ "{'a':['x',{'anything-but':{'equals-ignore-case':[]}}]}", "the list is empty" },
		{ "{'a':[{'anything-but':{'wildcard':[]}}]}", "the list is empty" },
	};

	(void)state;
	REFUSE(rows);
}

static void numeric_of_the_wrong_form_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{ "{'a':[{'numeric':5}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':'>5'}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':{}}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':[]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['>']}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':[5]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['==',5]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['!=',5]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['<>',5]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['>','5']}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['<',5,'>',1]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['=',5,'<',9]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['>',1,'>',2]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['<',1,'<',2]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['>',1,'<',2,'<',3]}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['>',1,'<']}]}", "a comparison and a number" },
		{ "{'a':[{'numeric':['>',5,'<',5]}]}", "nothing is in this range" },
		{ "{'a':[{'numeric':['>=',5,'<=',5]}]}", "nothing is in this range" },
		{ "{'a':[{'numeric':['>',6,'<',5]}]}", "nothing is in this range" },
		{ "{'a':[{'numeric':['>=',-0.0,'<=',0]}]}", "nothing is in this range" },
		{ "{'a':[{'numeric':['>',1.7976931348623157e308]}]}", "nothing is in this range" },
		{ "{'a':[{'numeric':['<=',-1.7976931348623157e308]}]}", "nothing is in this range" },
		{ "{'a':[{'numeric':['=',1e400]}]}", "without losing digits" },
	};

	(void)state;
	REFUSE(rows);
}

/* clang-format on */

/* {"k0":[1],"k1":[1],...} of so many fields from one number on. */
static void put_fields(FILE *out, int from, int count)
{
	for (int i = from; i < from + count; i++)
		fprintf(out, "%s'k%d':[1]", i > from ? "," : "", i);
}

static char verdict_with(const char *start, int first, int second, const char *event)
{
	char *text = NULL, why[512];
	size_t len;
	FILE *out = open_memstream(&text, &len);
	char verdict;

	assert_non_null(out);
	fprintf(out, "%s", start);
	put_fields(out, 0, first);
	if (second) {
		fprintf(out, "},{");
		put_fields(out, first, second);
		fprintf(out, "}]");
	}
	fprintf(out, "}");
	fclose(out);
	verdict = verdict_of(text, event, why);
	free(text);
	return verdict;
}

static void a_branch_has_at_most_256_fields(void **state)
{
	(void)state;
	assert_int_equal(verdict_with("{", 256, 0, "{}"), NO);
	assert_int_equal(verdict_with("{", 257, 0, "{}"), REFUSED);
	assert_int_equal(verdict_with("{'$or':[{", 200, 200, "{}"), NO);
	assert_int_equal(verdict_with("{'$or':[{", 200, 257, "{}"), REFUSED);
	/* One that stands outside too counts once. */
	assert_int_equal(verdict_with("{'k0':[1],'$or':[{", 256, 10, "{}"), NO);
	assert_int_equal(verdict_with("{'x':[1],'$or':[{", 256, 10, "{}"), REFUSED);
}

/* The text so many times, and something in the middle. */
static char *nested(const char *open, const char *middle, const char *close, int times)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	assert_non_null(out);
	for (int i = 0; i < times; i++)
		fputs(open, out);
	fputs(middle, out);
	for (int i = 0; i < times; i++)
		fputs(close, out);
	fclose(out);
	return text;
}

static void expect_nested(const char *pattern, int levels, const char *event, int event_levels,
			  char wanted)
{
	char *p = nested(pattern, "[1]", "}", levels);
	char *e = nested(event, "1", *event == '[' ? "]" : "}", event_levels);
	char *whole = verdict_text(*event == '[' ? "{'a':" : "", e, *event == '[' ? "}" : "");
	char why[512];

	if (verdict_of(p, whole, why) != wanted)
		fail_msg("%s %d, %s %d: %s", pattern, levels, event, event_levels, why);
	free(p);
	free(e);
	free(whole);
}

static void deep_nesting_is_matched_and_too_deep_is_refused(void **state)
{
	(void)state;
	expect_nested("{'a':", 900, "{'a':", 900, YES);
	expect_nested("{'a':", 1, "[", 999, YES);
	expect_nested("{'a':", 1, "[", 1000, BAD_EVENT);
	expect_nested("{'a':", 1, "[", 100000, BAD_EVENT);
	expect_nested("{'a':", 1, "{'a':", 100000, BAD_EVENT);
	expect_nested("{'a':", 100000, "{'a':", 1, REFUSED);
}

static void long_values_and_many_wildcards_are_matched(void **state)
{
	char *value = nested("ab", "x", "", 10000);
	char *event = verdict_text("{'a':'", value, "'}");
	char *stars = nested("*b", "*x", "", 300);
	char *pattern = verdict_text("{'a':[{'wildcard':'", stars, "'}]}");
	char why[512];

	(void)state;
	assert_int_equal(verdict_of(pattern, event, why), YES);
	free(value);
	free(event);
	free(stars);
	free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pattern_of_the_wrong_shape_is_refused),
		cmocka_unit_test(a_match_with_the_wrong_operand_is_refused),
		cmocka_unit_test(anything_but_of_the_wrong_kind_is_refused),
		cmocka_unit_test(numeric_of_the_wrong_form_is_refused),
		cmocka_unit_test(a_branch_has_at_most_256_fields),
		cmocka_unit_test(deep_nesting_is_matched_and_too_deep_is_refused),
		cmocka_unit_test(long_values_and_many_wildcards_are_matched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
