#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/board/keys.h"
#include "paseo/brain/roster.h"
#include "paseo/commands/command.h"

static char *manual;

static int read_manual(void **state)
{
	const char *top = getenv("srcdir");
	char path[1024];
	static char text[256 * 1024];

	(void)state;
	snprintf(path, sizeof(path), "%s/man/paseo.1", top ? top : ".");
	FILE *in = fopen(path, "r");
	if (!in)
		return -1;
	text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
	fclose(in);
	manual = text;
	return 0;
}

/* The line of the manual that begins like this and goes on with no letter; NULL: none. */
static const char *find_line(const char *start)
{
	size_t len = strlen(start);

	for (const char *line = manual; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, start, len) == 0 && strchr(" \n", line[len]))
			return line;
	}
	return NULL;
}

static void expect_item(const char *group, const struct command *c)
{
	char item[100];

	snprintf(item, sizeof(item), ".It Cm %s%s%s", group ? group : "", group ? " " : "",
		 c->name);
	if (!c->later && !find_line(item))
		fail_msg("the manual has no '%s'", item);
	if (c->later && find_line(item))
		fail_msg("the manual has '%s', which comes later", item);
	for (const struct option_row *o = c->options; o && o->name; o++) {
		char option[100];
		snprintf(option, sizeof(option), "Fl -%s", o->name);
		if (!strstr(manual, option))
			fail_msg("the manual has no '%s' for '%s'", option, item);
	}
}

static void every_command_and_option_stands_in_the_manual(void **state)
{
	(void)state;
	for (const struct command *c = commands; c->name; c++) {
		if (!c->verbs)
			expect_item(NULL, c);
		for (const struct command *v = c->verbs; v && v->name; v++)
			expect_item(c->name, v);
	}
}

static bool is_command(const char *words)
{
	char name[40] = "", verb[40] = "";

	sscanf(words, "%39s %39s", name, verb);
	const struct command *c = command_find(commands, name);
	if (!c || c->later)
		return false;
	return !c->verbs || (command_find(c->verbs, verb) && !command_find(c->verbs, verb)->later);
}

static bool is_option(const struct command *table, const char *name)
{
	for (const struct command *c = table; c && c->name; c++) {
		for (const struct option_row *o = c->options; o && o->name; o++) {
			if (strcmp(o->name, name) == 0)
				return true;
		}
		if (is_option(c->verbs, name))
			return true;
	}
	return strcmp(name, command_db_option.name) == 0 || strcmp(name, "help") == 0 ||
	       strcmp(name, "version") == 0;
}

static void the_manual_names_no_command_or_option_that_is_not_there(void **state)
{
	(void)state;
	for (const char *p = strstr(manual, ".It Cm "); p; p = strstr(p + 1, ".It Cm ")) {
		if (!is_command(p + 7))
			fail_msg("no such command: %.40s", p);
	}
	for (const char *p = strstr(manual, "Fl -"); p; p = strstr(p + 1, "Fl -")) {
		char name[40];
		sscanf(p + 4, "%39s", name);
		if (!is_option(commands, name))
			fail_msg("no such option: --%s", name);
	}
}

/* The item of a key: the line that has its name among others, with what stands below it. */
static const char *find_key(const char *name)
{
	const char *keys = strstr(manual, ".Sh KEYS");
	const char *end = strstr(manual, ".Sh ENVIRONMENT");

	for (const char *p = strstr(keys, ".It "); p && p < end; p = strstr(p + 1, ".It ")) {
		char line[200];
		sscanf(p + 4, "%199[^\n]", line);
		for (char *word = strtok(line, " ,"); word; word = strtok(NULL, " ,")) {
			if (strcmp(word, name) == 0)
				return p;
		}
	}
	return NULL;
}

static void every_key_stands_in_the_manual(void **state)
{
	(void)state;
	for (size_t i = 0; i < keys_count(); i++) {
		const struct key_row *k = keys_row(i);
		const char *item = find_key(k->name);

		if (!item)
			fail_msg("the manual has no key %s", k->name);
		if (k->twin[0] && find_key(k->twin) != item)
			fail_msg("the manual does not have %s beside %s", k->twin, k->name);
	}
}

static void every_column_of_a_roster_is_an_option_of_add_and_edit(void **state)
{
	static const char *const groups[ROSTER_KIND_COUNT] = { "dogs", "volunteers" };

	(void)state;
	for (int k = 0; k < ROSTER_KIND_COUNT; k++) {
		const struct command *edit =
			command_find(command_find(commands, groups[k])->verbs, "edit");
		for (const char *const *c = roster_columns((enum roster_kind)k); *c; c++) {
			char word[48];
			char *argv[] = { word, (char *)"x", (char *)"p-001" };
			struct args a;
			struct fault f = { "" };

			if (strcmp(*c, "id") == 0)
				continue;
			snprintf(word, sizeof(word), "--%s", *c);
			if (args_parse(NULL, edit, 3, argv, &a, &f))
				fail_msg("%s edit: %s", groups[k], f.text);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_and_option_stands_in_the_manual),
		cmocka_unit_test(the_manual_names_no_command_or_option_that_is_not_there),
		cmocka_unit_test(every_key_stands_in_the_manual),
		cmocka_unit_test(every_column_of_a_roster_is_an_option_of_add_and_edit),
	};

	return cmocka_run_group_tests(tests, read_manual, NULL);
}
