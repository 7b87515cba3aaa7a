/*
 * levels - reads the text of the shelter's grades. See the header.
 */
#include <config.h>

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/brain/levels.h"

/* clang-format off */
/* The program's own, lowest first: their letters and names are looked up when shown. */
static const struct { const char *key; const char *letter; const char *name; } standard[] = {
	{ "green",  N_("G"), N_("green") },
	{ "yellow", N_("Y"), N_("yellow") },
	{ "red",    N_("R"), N_("red") },
};

/* Other words that rosters use for those. */
static const struct { const char *word; const char *key; } words[] = {
	{ "verde", "green" },     { "verd", "green" },  { "g", "green" },  { "v", "green" },
	{ "amarillo", "yellow" }, { "groc", "yellow" }, { "y", "yellow" }, { "a", "yellow" },
	{ "rojo", "red" },        { "roig", "red" },    { "r", "red" },
};

static const char *const colours[] = {
	"", "green", "yellow", "red", "blue", "magenta", "cyan", "white",
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define PARTS 4

/* Cut blanks at both ends, in place of a copy. */
static void trim(const char **text, size_t *len)
{
	while (*len && (*text)[0] == ' ') {
		(*text)++;
		(*len)--;
	}
	while (*len && (*text)[*len - 1] == ' ')
		(*len)--;
}

static int take_part(const char *text, size_t len, char *out, size_t size, struct fault *f)
{
	trim(&text, &len);
	if (len >= size)
		return fault_set(f, ERR_INVALID, "levels: '%.*s' is longer than %zu bytes",
				 (int)len, text, size - 1);
	memcpy(out, text, len);
	out[len] = '\0';
	return 0;
}

static bool is_key(const char *key)
{
	for (const char *p = key; *p; p++) {
		if (!islower((unsigned char)*p) && !isdigit((unsigned char)*p) && *p != '-')
			return false;
	}
	return key[0] != '\0';
}

static bool is_colour(const char *name)
{
	for (size_t i = 0; i < COUNT(colours); i++) {
		if (strcmp(colours[i], name) == 0)
			return true;
	}
	return false;
}

/* On a monochrome terminal the letter alone tells levels apart. */
static int check_letter(const struct levels *l, const struct level *one, struct fault *f)
{
	if (!one->letter[0] || text_width_cells(one->letter) != 1)
		return fault_set(f, ERR_INVALID,
				 "levels: %s needs a letter of its own, such as %s:%c", one->key,
				 one->key, toupper((unsigned char)one->key[0]));
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->list[i].letter, one->letter) == 0)
			return fault_set(f, ERR_INVALID,
					 "levels: %s and %s have the same letter '%s': give one "
					 "of them another",
					 l->list[i].key, one->key, one->letter);
	}
	return 0;
}

static int check_level(const struct levels *l, const struct level *one, struct fault *f)
{
	if (!is_key(one->key))
		return fault_set(f, ERR_INVALID,
				 "levels: '%s' is no key: take a-z, digits and - , such as green",
				 one->key);
	if (levels_rank(l, one->key) >= 0)
		return fault_set(f, ERR_INVALID, "levels: '%s' is there twice", one->key);
	if (!is_colour(one->colour))
		return fault_set(
			f, ERR_INVALID,
			"levels: '%s' is none of green, yellow, red, blue, magenta, cyan, white",
			one->colour);
	return check_letter(l, one, f);
}

/* One "KEY:LETTER:NAME:COLOUR". */
static int take_level(struct levels *l, const char *text, size_t len, struct fault *f)
{
	struct level one = { .key = "" };
	char *const part[PARTS] = { one.key, one.letter, one.name, one.colour };
	const size_t room[PARTS] = { sizeof(one.key), sizeof(one.letter), sizeof(one.name),
				     sizeof(one.colour) };
	int code = 0;

	if (l->count == LEVEL_MAX)
		return fault_set(f, ERR_INVALID, "levels: there are more than %d", LEVEL_MAX);
	for (size_t i = 0; i < PARTS && !code; i++) {
		const char *end = memchr(text, ':', len);
		size_t n = end && i < PARTS - 1 ? (size_t)(end - text) : len;

		code = take_part(text, n, part[i], room[i], f);
		text += n + (end && i < PARTS - 1);
		len -= n + (end && i < PARTS - 1);
	}
	if (!code)
		code = check_level(l, &one, f);
	if (!one.name[0])
		memcpy(one.name, one.key, sizeof(one.key));
	if (!code)
		l->list[l->count++] = one;
	return code;
}

static void take_standard(struct levels *out)
{
	memset(out, 0, sizeof(*out));
	for (; out->count < COUNT(standard); out->count++) {
		struct level *one = &out->list[out->count];

		text_copy(one->key, sizeof(one->key), standard[out->count].key);
		text_copy(one->letter, sizeof(one->letter), standard[out->count].letter);
		text_copy(one->name, sizeof(one->name), standard[out->count].name);
		text_copy(one->colour, sizeof(one->colour), one->key);
	}
}

int levels_parse(const char *text, struct levels *out, struct fault *f)
{
	struct levels l = { .count = 0 };

	if (!*text) {
		take_standard(out);
		return 0;
	}
	while (*text) {
		size_t n = strcspn(text, ",");
		int code = take_level(&l, text, n, f);

		if (code)
			return code;
		text += n + (text[n] == ',');
	}
	*out = l;
	return 0;
}

int levels_rank(const struct levels *l, const char *key)
{
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->list[i].key, key) == 0)
			return (int)i;
	}
	return -1;
}

/* Do two texts say the same, case and accents aside? */
static bool same_word(const char *a, const char *b)
{
	char x[64];
	char y[64];

	text_fold(x, sizeof(x), a);
	text_fold(y, sizeof(y), b);
	return strcmp(x, y) == 0;
}

int levels_find(const struct levels *l, const char *word)
{
	for (size_t i = 0; i < l->count && *word; i++) {
		const struct level *one = &l->list[i];

		if (same_word(one->key, word) || same_word(one->name, word))
			return (int)i;
	}
	for (size_t i = 0; i < COUNT(words); i++) {
		if (same_word(words[i].word, word))
			return levels_rank(l, words[i].key);
	}
	return -1;
}

void levels_list(const struct levels *l, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < l->count && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "",
					 l->list[i].key);
}
