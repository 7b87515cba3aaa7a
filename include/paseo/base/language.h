/*
 * language - the tongue of the screen and of reports; the only file that knows gettext.
 *
 * Messages are written in English in the sources and looked up at run time, so
 * the language can change on the spot. language_start() once, before threads.
 * Look-ups from any thread; language_set() from the one that draws.
 */
#ifndef PASEO_BASE_LANGUAGE_H
#define PASEO_BASE_LANGUAGE_H

#include <stdbool.h>

/* Marks a message in a table for the catalogue; it is looked up with _() when shown. */
#define N_(s) (s)
#define _(s) language_text(s)

/* Find locale and language from the environment ($LANGUAGE, $LC_ALL, $LC_MESSAGES, $LANG);
 * catalogues from $PASEO_LOCALEDIR, else beside the program, else where they were installed. */
void language_start(void);

/* "en", "es"; ERR_NOT_FOUND for another. */
int language_set(const char *code);
/* The code after this one, for the key that goes round. */
const char *language_next(void);

/* True when the terminal takes UTF-8. */
bool language_utf8(void);

const char *language_text(const char *message) __attribute__((format_arg(1)));
const char *language_plural(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));

#endif
