/* paseo.conf: what is taken, what is complained of, what holds where nothing is said. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "paseo/base/config.h"

struct complaints {
	int count;
	char last[2048];
};

static void note(void *ctx, const char *sentence)
{
	struct complaints *c = ctx;

	c->count++;
	(void)snprintf(c->last, sizeof(c->last), "%s", sentence);
}

/* Read a text as the file that PASEO_CONFIG names. */
static struct config *read_text(const char *text, struct complaints *c)
{
	char path[] = "/tmp/paseo-config-XXXXXX";
	struct config *config = NULL;
	struct fault f = { "" };
	int fd = mkstemp(path);
	size_t len = strlen(text);

	memset(c, 0, sizeof(*c));
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), (ssize_t)len);
	close(fd);
	setenv("PASEO_CONFIG", path, 1);
	assert_int_equal(config_open(note, c, &config, &f), 0);
	assert_string_equal(config_path(config), path);
	unlink(path);
	return config;
}

static int64_t mode_of(const struct config *c)
{
	return config_number(config_part(c, CONFIG_SOCKET, 0), CONFIG_SOCKET_MODE);
}

static void without_a_file_the_defaults_hold(void **state)
{
	struct config *c = NULL;
	struct fault f = { "" };

	(void)state;
	unsetenv("PASEO_CONFIG");
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	assert_int_equal(config_open(NULL, NULL, &c, &f), 0);
	assert_int_equal(mode_of(c), 0600);
	assert_string_equal(config_text(config_part(c, CONFIG_SOCKET, 0), CONFIG_SOCKET_GROUP), "");
	config_free(&c);
	unsetenv("XDG_CONFIG_HOME");
}

static void values_comments_and_blanks_are_read(void **state)
{
	struct complaints said;
	struct config *c = read_text("# of the desk\n\n[socket]\n  mode = 0660 ; the group\n"
				     "group=paseo\n",
				     &said);

	(void)state;
	assert_int_equal(said.count, 0);
	assert_int_equal(mode_of(c), 0660);
	assert_string_equal(config_text(config_part(c, CONFIG_SOCKET, 0), CONFIG_SOCKET_GROUP),
			    "paseo");
	config_free(&c);
}

static void a_bad_value_is_named_with_file_and_line_and_the_default_holds(void **state)
{
	struct complaints said;
	struct config *c = read_text("[socket]\n\nmode = 0777\n", &said);

	(void)state;
	assert_int_equal(said.count, 1);
	assert_non_null(strstr(said.last, "line 3: 'mode' takes a mode"));
	assert_int_equal(mode_of(c), 0600);
	config_free(&c);
}

static void unknown_keys_and_sections_are_named(void **state)
{
	struct complaints said;
	struct config *c = read_text("[socket]\nmodo = 0660\n", &said);

	(void)state;
	assert_int_equal(said.count, 1);
	assert_non_null(strstr(said.last, "line 2: there is no key 'modo' in [socket]"));
	config_free(&c);
	c = read_text("[enchufe]\na = 1\nb = 2\n[socket]\nmode = 0660\n", &said);
	assert_int_equal(said.count, 1);
	assert_non_null(strstr(said.last, "there is no section [enchufe]"));
	assert_int_equal(mode_of(c), 0660);
	config_free(&c);
}

static void a_section_that_takes_no_name_is_refused_with_one(void **state)
{
	struct complaints said;
	struct config *c = read_text("[socket two]\nmode = 0660\n", &said);

	(void)state;
	assert_int_equal(said.count, 1);
	assert_int_equal(mode_of(c), 0600);
	config_free(&c);
}

static void lines_that_say_nothing_or_are_too_long_are_named(void **state)
{
	char text[4096] = "[socket]\nnonsense\ngroup = ";
	struct complaints said;
	struct config *c;

	(void)state;
	memset(text + strlen(text), 'x', 3000);
	c = read_text(text, &said);
	assert_true(said.count >= 2);
	assert_int_equal(mode_of(c), 0600);
	config_free(&c);
}

static void a_file_that_is_named_and_is_not_there_is_an_error(void **state)
{
	struct config *c = NULL;
	struct fault f = { "" };

	(void)state;
	setenv("PASEO_CONFIG", "/nonexistent/paseo.conf", 1);
	assert_int_not_equal(config_open(NULL, NULL, &c, &f), 0);
	assert_non_null(strstr(f.text, "/nonexistent/paseo.conf"));
	assert_null(c);
	unsetenv("PASEO_CONFIG");
}

static void every_default_of_the_table_is_one_that_it_takes(void **state)
{
	(void)state;
	for (int k = 0; k < CONFIG_KEY_COUNT; k++) {
		const struct config_row *row = config_row((enum config_key)k);
		char text[512];
		struct complaints said;
		struct config *c;

		(void)snprintf(
			text, sizeof(text), "[%s%s]\n%s = %s\n", config_section_name(row->section),
			config_section_named(row->section) ? " one" : "", row->name, row->standard);
		c = read_text(text, &said);
		assert_int_equal(said.count, 0);
		config_free(&c);
	}
	unsetenv("PASEO_CONFIG");
}

/* A file of the tree. */
static char *read_tree(const char *name)
{
	const char *top = getenv("srcdir");
	static char text[64 * 1024];
	char path[1024];
	FILE *in;

	(void)snprintf(path, sizeof(path), "%s/%s", top ? top : ".", name);
	in = fopen(path, "r");
	assert_non_null(in);
	text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
	(void)fclose(in);
	return text;
}

/* "a number from 4 to 1000", as the manual has it. */
static void describe(const struct config_row *row, char *out, size_t size)
{
	switch (row->type) {
	case CONFIG_NUMBER:
		(void)snprintf(out, size, "a number from %d to %d", (int)row->min, (int)row->max);
		break;
	case CONFIG_MODE:
		(void)snprintf(out, size, "a mode from 0%o to 0%o", (unsigned)row->min,
			       (unsigned)row->max);
		break;
	case CONFIG_YES_NO:
		(void)snprintf(out, size, "yes or no");
		break;
	case CONFIG_WORD:
		out[0] = '\0';
		for (int i = 0; row->words[i]; i++)
			(void)snprintf(out + strlen(out), size - strlen(out), "%s%s", i ? ", " : "",
				       row->words[i]);
		break;
	default:
		(void)snprintf(out, size, "text");
	}
}

static int count_of(const char *text, const char *what)
{
	int n = 0;

	for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
		n++;
	return n;
}

static void the_manual_has_every_key_with_its_range_default_and_sentence(void **state)
{
	const char *manual = read_tree("man/paseo.conf.5");

	(void)state;
	for (int k = 0; k < CONFIG_KEY_COUNT; k++) {
		const struct config_row *row = config_row((enum config_key)k);
		char heading[64], type[200], item[600];
		const char *section;

		(void)snprintf(heading, sizeof(heading), ".Ss [%s%s]",
			       config_section_name(row->section),
			       config_section_named(row->section) ? " NAME" : "");
		section = strstr(manual, heading);
		if (!section)
			fail_msg("the manual has no '%s'", heading);
		describe(row, type, sizeof(type));
		(void)snprintf(item, sizeof(item), ".It Cm %s No (%s, default %s)\n%c%s.\n",
			       row->name, type, row->standard[0] ? row->standard : "empty",
			       row->meaning[0] - 'a' + 'A', row->meaning + 1);
		if (!strstr(section, item))
			fail_msg("below '%s' the manual lacks:\n%s", heading, item);
	}
	assert_int_equal(count_of(manual, ".It Cm "), CONFIG_KEY_COUNT);
}

static void the_example_has_every_key_with_its_default_and_sentence(void **state)
{
	char *example = read_tree("data/examples/paseo.conf");
	struct complaints said;
	struct config *c;

	(void)state;
	for (int k = 0; k < CONFIG_KEY_COUNT; k++) {
		const struct config_row *row = config_row((enum config_key)k);
		char lines[600];

		(void)snprintf(lines, sizeof(lines), "; %s\n;%s =%s%s\n", row->meaning, row->name,
			       row->standard[0] ? " " : "", row->standard);
		if (!strstr(example, lines))
			fail_msg("the example lacks:\n%s", lines);
	}
	/* With every ';' before a key taken away it says what holds anyhow. */
	for (char *p = example; (p = strstr(p, "\n;")) != NULL; p++) {
		if (p[2] != ' ')
			memmove(p + 1, p + 2, strlen(p + 1));
	}
	c = read_text(example, &said);
	if (said.count)
		fail_msg("%s", said.last);
	for (int k = 0; k < CONFIG_KEY_COUNT; k++) {
		const struct config_row *row = config_row((enum config_key)k);

		if (!config_section_named(row->section))
			assert_string_equal(
				config_text(config_part(c, row->section, 0), (enum config_key)k),
				row->standard);
	}
	config_free(&c);
	unsetenv("PASEO_CONFIG");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_file_the_defaults_hold),
		cmocka_unit_test(values_comments_and_blanks_are_read),
		cmocka_unit_test(a_bad_value_is_named_with_file_and_line_and_the_default_holds),
		cmocka_unit_test(unknown_keys_and_sections_are_named),
		cmocka_unit_test(a_section_that_takes_no_name_is_refused_with_one),
		cmocka_unit_test(lines_that_say_nothing_or_are_too_long_are_named),
		cmocka_unit_test(a_file_that_is_named_and_is_not_there_is_an_error),
		cmocka_unit_test(every_default_of_the_table_is_one_that_it_takes),
		cmocka_unit_test(the_manual_has_every_key_with_its_range_default_and_sentence),
		cmocka_unit_test(the_example_has_every_key_with_its_default_and_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
