/*
 * The examples of paseo-events(7), sent to a station as they stand there, and its lists of names.
 */
#include <config.h>

#include "line_help.h"

#include "paseo/queue/answer.h"

#define LINE_SIZE 4096

static char *manual;

static int read_manual(void **state)
{
	const char *srcdir = getenv("srcdir");
	char path[1024];
	FILE *file;
	size_t n;

	(void)state;
	snprintf(path, sizeof(path), "%s/man/paseo-events.7", srcdir ? srcdir : ".");
	file = fopen(path, "r");
	manual = calloc(1, 256 * 1024);
	if (!file || !manual)
		return -1;
	n = fread(manual, 1, 256 * 1024 - 1, file);
	fclose(file);
	return n > 0 ? 0 : -1;
}

static int forget_manual(void **state)
{
	(void)state;
	free(manual);
	return 0;
}

/* Take the text up to the end of the line at *p, and move it there. */
static void take_text(const char **p, char *out, size_t used)
{
	const size_t len = strcspn(*p, "\n");

	assert_true(used + len < LINE_SIZE);
	memcpy(out + used, *p, len);
	out[used + len] = '\0';
	*p += len + ((*p)[len] == '\n');
}

/* The next "> line" or "< line" with those that go on with it; 0: there is none left. */
static char next_example(const char **p, char line[LINE_SIZE])
{
	char which;

	while (**p && strncmp(*p, "> {", 3) != 0 && strncmp(*p, "< {", 3) != 0)
		*p += strcspn(*p, "\n") + 1;
	which = **p;
	if (!which)
		return 0;
	*p += 2;
	take_text(p, line, 0);
	while (**p == ' ') {
		*p += strspn(*p, " ");
		take_text(p, line, strlen(line));
	}
	return which;
}

/* Is it as the pattern says, where "..." is anything? */
static bool is_like(const char *line, const char *pattern)
{
	while (*pattern) {
		if (strncmp(pattern, "...", 3) == 0) {
			for (pattern += 3; *line; line++) {
				if (is_like(line, pattern))
					return true;
			}
		} else if (*line++ != *pattern++) {
			return false;
		}
	}
	return *line == '\0';
}

static void a_station_answers_as_the_examples_say(void **state)
{
	const char *p = strstr(manual, ".Sh EXAMPLES");
	struct bench_station s;
	struct client *c;
	char line[LINE_SIZE];
	int sent = 0, came = 0;
	char which;

	(void)state;
	assert_non_null(p);
	station_folder(&s);
	c = client_new(station_run(&s));
	while ((which = next_example(&p, line)) != 0) {
		if (which == '>') {
			assert_true(client_say(c, line));
			sent++;
		} else {
			const char *answer = client_line(c);

			if (!answer || !is_like(answer, line))
				fail_msg("%s\n  came for\n%s", answer ? answer : "nothing", line);
			came++;
		}
	}
	assert_true(sent >= 10 && came >= sent);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* As a word of its own. */
static void expect_word(const char *word)
{
	static const char *const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
	const size_t len = strlen(word);

	if (len == 0)
		return;
	for (const char *at = manual; (at = strstr(at, word)) != NULL; at++) {
		if ((at == manual || !strchr(letters, at[-1])) && !strchr(letters, at[len]))
			return;
	}
	fail_msg("the manual does not say '%s'", word);
}

static void every_name_stands_in_the_manual(void **state)
{
	(void)state;
	for (int v = 0; v < VOCABULARY_COUNT; v++) {
		for (int i = 0; i < ACTION_COUNT; i++)
			expect_word(event_action_name((enum action)i, (enum vocabulary)v));
		for (int i = 0; i < OUTCOME_COUNT; i++)
			expect_word(event_outcome_name((enum outcome)i, (enum vocabulary)v));
		for (int i = 0; i < STATE_COUNT; i++)
			expect_word(event_state_name((enum dog_state)i, (enum vocabulary)v));
	}
	for (int i = 0; i < SOURCE_COUNT; i++)
		expect_word(event_source_name((enum source)i));
	for (int i = 0; i < WARNING_COUNT; i++)
		expect_word(answer_warning_name((enum warning_kind)i));
	for (int i = 0; i < ASK_COUNT; i++)
		expect_word(answer_ask_name((enum ask)i));
	for (int i = 0; i < MOVE_COUNT; i++)
		expect_word(answer_move_name((enum move)i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_station_answers_as_the_examples_say),
		cmocka_unit_test(every_name_stands_in_the_manual),
	};

	return cmocka_run_group_tests(tests, read_manual, forget_manual);
}
