/*
 * The machines at the desk often have no Spanish locale installed, only C.UTF-8.
 * So the language is read from the environment's words, and the C library is told
 * of it by $LANGUAGE alone, which picks the catalogue whatever the locale is, so
 * long as that is not "C". LC_NUMERIC and LC_TIME stay "C": numbers in JSON, CSV
 * and on the screen have a point.
 */
#include <config.h>

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/error.h"
#include "paseo/base/language.h"

#define CODE_LEN 2
#define LANGUAGE_START "LANGUAGE="
#define FOLDER_SIZE 1024

/* The order is that of the key that goes round; the first is what the sources are written in. */
static const char *const languages[] = { "en", "es" };
#define LANGUAGE_COUNT (sizeof(languages) / sizeof(languages[0]))

/* Part of the environment, changed in place: setenv() while other threads read it would not do. */
static char variable[] = LANGUAGE_START "en";
static atomic_size_t current;

/* A variable of the environment, NULL when it is empty too. */
static const char *environment(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The index of the language that a word such as "es_ES.UTF-8" begins with, or LANGUAGE_COUNT. */
static size_t find_language(const char *word, size_t len)
{
	size_t code_len = strcspn(word, "_.@:");
	size_t i;

	if (code_len > len)
		code_len = len;
	for (i = 0; i < LANGUAGE_COUNT; i++) {
		if (code_len == CODE_LEN && strncasecmp(word, languages[i], CODE_LEN) == 0)
			break;
	}
	return i;
}

/* $LANGUAGE is a list, the best first. */
static size_t find_in_list(const char *list)
{
	size_t found = LANGUAGE_COUNT;

	while (*list && found == LANGUAGE_COUNT) {
		size_t len = strcspn(list, ":");

		found = find_language(list, len);
		list += len;
		list += *list == ':';
	}
	return found;
}

static size_t language_from_environment(void)
{
	const char *value = environment("LANGUAGE");
	size_t found = value ? find_in_list(value) : LANGUAGE_COUNT;

	if (found < LANGUAGE_COUNT)
		return found;
	value = environment("LC_ALL");
	if (!value)
		value = environment("LC_MESSAGES");
	if (!value)
		value = environment("LANG");
	if (value)
		found = find_language(value, strlen(value));
	return found < LANGUAGE_COUNT ? found : 0;
}

static bool environment_wants_utf8(void)
{
	const char *value = environment("LC_ALL");
	const char *charset;

	if (!value)
		value = environment("LC_CTYPE");
	if (!value)
		value = environment("LANG");
	charset = value ? strchr(value, '.') : NULL;
	return charset &&
	       (strncasecmp(charset, ".utf-8", 6) == 0 || strncasecmp(charset, ".utf8", 5) == 0);
}

static void start_locale(void)
{
	bool found = setlocale(LC_CTYPE, "") != NULL;

	if ((!found || !language_utf8()) && environment_wants_utf8())
		(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)setlocale(LC_MESSAGES, "C.UTF-8");
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder "locale" beside the program. */
static bool find_beside_program(char out[FOLDER_SIZE])
{
	char program[FOLDER_SIZE];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;
	int n;

	if (len < 0)
		return false;
	program[len] = '\0';
	slash = strrchr(program, '/');
	if (!slash)
		return false;
	*slash = '\0';
	n = snprintf(out, FOLDER_SIZE, "%s/locale", program);
	return n >= 0 && n < FOLDER_SIZE && is_folder(out);
}

static void bind_catalogues(void)
{
	const char *given = environment("PASEO_LOCALEDIR");
	char beside[FOLDER_SIZE];

	if (given)
		(void)bindtextdomain(PACKAGE, given);
	else if (find_beside_program(beside))
		(void)bindtextdomain(PACKAGE, beside);
	else
		(void)bindtextdomain(PACKAGE, LOCALEDIR);
	(void)bind_textdomain_codeset(PACKAGE, "UTF-8");
}

/* Have gettext look by another catalogue from now on. */
static void use_language(size_t index)
{
#ifdef __GLIBC__
	/* Tells gettext that what it remembers is out of date: documented in its manual,
	 * "Being a gettext grok", but in no header. */
	extern int _nl_msg_cat_cntr;
#endif

	memcpy(variable + strlen(LANGUAGE_START), languages[index], CODE_LEN);
	atomic_store(&current, index);
#ifdef __GLIBC__
	_nl_msg_cat_cntr++;
#endif
}

void language_start(void)
{
	size_t index = language_from_environment();

	start_locale();
	bind_catalogues();
	(void)putenv(variable);
	use_language(index);
}

int language_set(const char *code)
{
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
		if (strcmp(code, languages[i]) == 0) {
			use_language(i);
			return 0;
		}
	}
	return ERR_NOT_FOUND;
}

const char *language_next(void)
{
	return languages[(atomic_load(&current) + 1) % LANGUAGE_COUNT];
}

bool language_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

const char *language_text(const char *message)
{
	/* The empty message is the catalogue's head. */
	return *message ? dgettext(PACKAGE, message) : "";
}

const char *language_plural(const char *one, const char *many, unsigned long n)
{
	return *one ? dngettext(PACKAGE, one, many, n) : "";
}
