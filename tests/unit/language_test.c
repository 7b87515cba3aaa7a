#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/error.h"
#include "paseo/base/language.h"

/* Two forms of a plural stand behind each other with a NUL between. */
struct entry {
	const char *message;
	size_t message_len;
	const char *text;
	size_t text_len;
};

#define ENTRY(a, b)                                \
	{                                          \
		a, sizeof(a) - 1, b, sizeof(b) - 1 \
	}

/* Sorted by message, as the format wants it. */
static const struct entry entries[] = {
	ENTRY("", "Content-Type: text/plain; charset=UTF-8\n"
		  "Plural-Forms: nplurals=2; plural=(n != 1);\n"),
	ENTRY("%lu dog\0%lu dogs", "%lu perro\0%lu perros"),
	ENTRY("Tomorrow", "Mañana"),
};
#define ENTRY_COUNT (sizeof(entries) / sizeof(entries[0]))

static char folder[64];
static const char *const levels[] = { "", "/es", "/es/LC_MESSAGES" };

/* A catalogue in the format of GNU gettext: header, two tables of length and place, texts. */
static int write_catalogue(const char *path)
{
	uint32_t head[7] = { 0x950412de, 0, ENTRY_COUNT, sizeof(head), 0, 0, 0 };
	uint32_t tables[2][ENTRY_COUNT][2];
	uint32_t at = sizeof(head) + sizeof(tables);
	FILE *f = fopen(path, "we");

	if (!f)
		return -1;
	head[4] = (uint32_t)(sizeof(head) + sizeof(tables[0]));
	for (size_t side = 0; side < 2; side++) {
		for (size_t i = 0; i < ENTRY_COUNT; i++) {
			size_t len = side ? entries[i].text_len : entries[i].message_len;

			tables[side][i][0] = (uint32_t)len;
			tables[side][i][1] = at;
			at += (uint32_t)len + 1;
		}
	}
	(void)fwrite(head, sizeof(head), 1, f);
	(void)fwrite(tables, sizeof(tables), 1, f);
	for (size_t i = 0; i < ENTRY_COUNT; i++)
		(void)fwrite(entries[i].message, entries[i].message_len + 1, 1, f);
	for (size_t i = 0; i < ENTRY_COUNT; i++)
		(void)fwrite(entries[i].text, entries[i].text_len + 1, 1, f);
	return fclose(f);
}

static int make_catalogue(void **state)
{
	char path[128];

	(void)state;
	strcpy(folder, "/tmp/paseo-language-XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	for (size_t i = 1; i < sizeof(levels) / sizeof(levels[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s%s", folder, levels[i]);
		if (mkdir(path, 0700) != 0)
			return -1;
	}
	(void)snprintf(path, sizeof(path), "%s/es/LC_MESSAGES/%s.mo", folder, PACKAGE);
	return write_catalogue(path);
}

static int remove_catalogue(void **state)
{
	char path[128];

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/es/LC_MESSAGES/%s.mo", folder, PACKAGE);
	(void)unlink(path);
	for (size_t i = sizeof(levels) / sizeof(levels[0]); i-- > 0;) {
		(void)snprintf(path, sizeof(path), "%s%s", folder, levels[i]);
		if (rmdir(path) != 0)
			return -1;
	}
	return 0;
}

static void put(const char *name, const char *value)
{
	if (value)
		assert_int_equal(setenv(name, value, 1), 0);
	else
		assert_int_equal(unsetenv(name), 0);
}

/* Start afresh in such an environment. */
static void start(const char *language, const char *lc_all, const char *lc_messages,
		  const char *lang)
{
	(void)setlocale(LC_ALL, "C");
	put("PASEO_LOCALEDIR", folder);
	put("LC_CTYPE", NULL);
	put("LANGUAGE", language);
	put("LC_ALL", lc_all);
	put("LC_MESSAGES", lc_messages);
	put("LANG", lang);
	language_start();
}

/* What language_start() and language_set() left for gettext. */
static const char *spoken(void)
{
	const char *code = getenv("LANGUAGE");

	return code ? code : "";
}

static void the_language_is_what_the_environment_says(void **state)
{
	static const struct {
		const char *language, *lc_all, *lc_messages, *lang, *code;
	} cases[] = {
		{ NULL, NULL, NULL, NULL, "en" },
		{ NULL, NULL, NULL, "C", "en" },
		{ NULL, NULL, NULL, "C.UTF-8", "en" },
		{ NULL, NULL, NULL, "es_ES.UTF-8", "es" },
		{ NULL, NULL, NULL, "es", "es" },
		{ NULL, NULL, NULL, "es@euro", "es" },
		{ NULL, NULL, NULL, "ES", "es" },
		{ NULL, NULL, NULL, "est_EE", "en" },
		{ NULL, NULL, NULL, "de_DE.UTF-8", "en" },
		{ NULL, NULL, "es_ES", "de_DE", "es" },
		{ NULL, "C", "es_ES", "es_ES", "en" },
		{ NULL, "es_ES", NULL, "C", "es" },
		{ "es", NULL, NULL, NULL, "es" },
		{ "de:es:en", NULL, NULL, "en_GB", "es" },
		{ "en:es", NULL, NULL, "es_ES", "en" },
		{ "de:fr", NULL, NULL, "es_ES", "es" },
		{ "", "", "", "es_ES", "es" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		start(cases[i].language, cases[i].lc_all, cases[i].lc_messages, cases[i].lang);
		if (strcmp(spoken(), cases[i].code) != 0)
			fail_msg("case %zu: %s", i, spoken());
	}
}

static void spanish_is_spoken_without_a_spanish_locale(void **state)
{
	(void)state;
	start(NULL, NULL, NULL, "es_ES.UTF-8");
	assert_string_equal(_("Tomorrow"), "Mañana");
	assert_true(language_utf8());
}

static void the_catalogue_is_utf8_on_any_terminal(void **state)
{
	(void)state;
	start("es", "C", NULL, NULL);
	assert_string_equal(_("Tomorrow"), "Mañana");
	assert_false(language_utf8());
}

static void the_language_changes_on_the_spot_and_back(void **state)
{
	(void)state;
	start(NULL, NULL, NULL, "C.UTF-8");
	for (int i = 0; i < 3; i++) {
		assert_string_equal(_("Tomorrow"), "Tomorrow");
		assert_int_equal(language_set("es"), 0);
		assert_string_equal(spoken(), "es");
		assert_string_equal(_("Tomorrow"), "Mañana");
		assert_int_equal(language_set("en"), 0);
	}
	assert_int_equal(language_set("xx"), ERR_NOT_FOUND);
	assert_int_equal(language_set(""), ERR_NOT_FOUND);
	assert_string_equal(spoken(), "en");
}

static void the_next_language_goes_round(void **state)
{
	char first[8];
	int steps = 0;

	(void)state;
	start(NULL, NULL, NULL, "es_ES.UTF-8");
	(void)snprintf(first, sizeof(first), "%s", spoken());
	do {
		assert_int_equal(language_set(language_next()), 0);
		steps++;
	} while (strcmp(first, spoken()) != 0 && steps < 100);
	assert_in_range(steps, 2, 99);
}

static void plurals_follow_the_language(void **state)
{
	(void)state;
	start(NULL, NULL, NULL, "es_ES.UTF-8");
	assert_string_equal(language_plural("%lu dog", "%lu dogs", 1), "%lu perro");
	assert_string_equal(language_plural("%lu dog", "%lu dogs", 0), "%lu perros");
	assert_int_equal(language_set("en"), 0);
	assert_string_equal(language_plural("%lu dog", "%lu dogs", 1), "%lu dog");
	assert_string_equal(language_plural("%lu dog", "%lu dogs", 2), "%lu dogs");
}

static void the_empty_message_and_an_unknown_one_stay_as_they_are(void **state)
{
	(void)state;
	start("es", NULL, NULL, NULL);
	assert_string_equal(language_text(""), "");
	assert_string_equal(_("not in the catalogue"), "not in the catalogue");
}

static void numbers_keep_their_point(void **state)
{
	char text[16];

	(void)state;
	start(NULL, "es_ES.UTF-8", NULL, NULL);
	(void)snprintf(text, sizeof(text), "%.1f", 0.5);
	assert_string_equal(text, "0.5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_language_is_what_the_environment_says),
		cmocka_unit_test(spanish_is_spoken_without_a_spanish_locale),
		cmocka_unit_test(the_catalogue_is_utf8_on_any_terminal),
		cmocka_unit_test(the_language_changes_on_the_spot_and_back),
		cmocka_unit_test(the_next_language_goes_round),
		cmocka_unit_test(plurals_follow_the_language),
		cmocka_unit_test(the_empty_message_and_an_unknown_one_stay_as_they_are),
		cmocka_unit_test(numbers_keep_their_point),
	};

	return cmocka_run_group_tests(tests, make_catalogue, remove_catalogue);
}
