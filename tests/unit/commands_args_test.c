#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/commands/command.h"

static int parse(const char *command, struct args *a, struct fault *f, const char *const *words)
{
	char *argv[8];
	int argc = 0;

	f->text[0] = '\0';
	for (; words[argc]; argc++)
		argv[argc] = (char *)words[argc];
	return args_parse(NULL, command_find(commands, command), argc, argv, a, f);
}

#define PARSE(command, a, f, ...) parse(command, a, f, (const char *const[]){ __VA_ARGS__, NULL })

static void options_are_taken_in_both_forms(void **state)
{
	struct args a;
	struct fault f;

	(void)state;
	assert_int_equal(PARSE("report", &a, &f, "--day", "2026-11-15", "--format=json"), 0);
	assert_string_equal(args_get(&a, "day"), "2026-11-15");
	assert_string_equal(args_get(&a, "format"), "json");
	assert_null(args_get(&a, "width"));
	assert_int_equal(PARSE("report", &a, &f, "--db=x.db"), 0);
	assert_string_equal(a.db, "x.db");
}

static void what_is_wrong_with_a_command_line_is_named(void **state)
{
	static const struct {
		const char *command, *word, *more, *sentence;
	} cases[] = {
		{ "report", "--colour", NULL, "--colour" },
		{ "report", "--day", NULL, "--day needs a value" },
		{ "report", "today", NULL, "'today' is a word too many" },
		{ "report", "-d", NULL, "-d" },
		{ "send", "--go=yes", NULL, "--go takes no value" },
		{ "send", "x", NULL, "'x' is a word too many" },
		{ "demo", "--dbx", "y", "--dbx" },
	};
	struct args a;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const words[] = { cases[i].word, cases[i].more, NULL };
		if (parse(cases[i].command, &a, &f, words) != ERR_INVALID ||
		    !strstr(f.text, cases[i].sentence))
			fail_msg("%s %s: '%s'", cases[i].command, cases[i].word, f.text);
	}
}

static void behind_two_hyphens_everything_is_a_word(void **state)
{
	const struct command *add = command_find(command_find(commands, "dogs")->verbs, "add");
	char *argv[] = { (char *)"p-001", (char *)"--", (char *)"--name" };
	struct fault f = { "" };
	struct args a;

	(void)state;
	assert_int_equal(args_parse(NULL, add, 3, argv, &a, &f), 0);
	assert_int_equal(a.word_count, 2);
	assert_string_equal(a.words[1], "--name");
}

static void days_default_to_today_and_must_be_in_order(void **state)
{
	struct args a;
	struct fault f;
	int32_t from, to;
	bool given;

	(void)state;
	assert_int_equal(PARSE("report", &a, &f, "--format", "csv"), 0);
	assert_int_equal(args_days(&a, 20261122, &from, &to, &given, &f), 0);
	assert_false(given);
	assert_int_equal(from, 20261122);
	assert_int_equal(to, 20261122);
	assert_int_equal(PARSE("report", &a, &f, "--from", "2026-11-01"), 0);
	assert_int_equal(args_days(&a, 20261122, &from, &to, &given, &f), 0);
	assert_int_equal(from, 20261101);
	assert_int_equal(to, 20261122);
	assert_int_equal(PARSE("report", &a, &f, "--from", "2026-11-23"), 0);
	assert_int_equal(args_days(&a, 20261122, &from, &to, &given, &f), ERR_INVALID);
	assert_int_equal(PARSE("report", &a, &f, "--day", "2026-02-30"), 0);
	assert_int_equal(args_days(&a, 20261122, &from, &to, &given, &f), ERR_INVALID);
	assert_int_equal(PARSE("report", &a, &f, "--day", "2026-02-03", "--to", "2026-02-04"), 0);
	assert_int_equal(args_days(&a, 20261122, &from, &to, &given, &f), ERR_INVALID);
}

static void numbers_out_of_range_are_refused(void **state)
{
	static const char *const bad[] = { "", "x", "10x", "-1", "99999999999999999999", "0" };
	struct args a;
	struct fault f;
	int64_t n;

	(void)state;
	assert_int_equal(PARSE("log", &a, &f, "--limit", "7"), 0);
	assert_int_equal(args_number(&a, "limit", 1, 100, 5, &n, &f), 0);
	assert_int_equal(n, 7);
	assert_int_equal(args_number(&a, "since", 0, 100, 5, &n, &f), 0);
	assert_int_equal(n, 5);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(PARSE("log", &a, &f, "--limit", bad[i]), 0);
		assert_int_equal(args_number(&a, "limit", 1, 100, 5, &n, &f), ERR_INVALID);
	}
}

static void help_is_made_from_the_tables(void **state)
{
	char *all = command_help_all();

	(void)state;
	assert_non_null(all);
	for (const struct command *c = commands; c->name; c++) {
		char start[40];
		snprintf(start, sizeof(start), "\n  %s ", c->name);
		if (!strstr(all, start) != c->later)
			fail_msg("%s", c->name);
		char *one = c->later ? NULL : command_help(NULL, c);
		for (const struct option_row *o = c->options; one && o && o->name; o++)
			assert_non_null(strstr(one, o->name));
		for (const struct command *v = c->verbs; one && v && v->name; v++)
			assert_int_equal(strstr(one, v->name) == NULL, v->later);
		free(one);
	}
	free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_are_taken_in_both_forms),
		cmocka_unit_test(what_is_wrong_with_a_command_line_is_named),
		cmocka_unit_test(behind_two_hyphens_everything_is_a_word),
		cmocka_unit_test(days_default_to_today_and_must_be_in_order),
		cmocka_unit_test(numbers_out_of_range_are_refused),
		cmocka_unit_test(help_is_made_from_the_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
