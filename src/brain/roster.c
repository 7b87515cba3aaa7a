/*
 * roster - the columns of dogs and volunteers, and what may stand in them. See the header.
 */
#include <config.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/brain/roster.h"

enum column_type { COLUMN_ID, COLUMN_TEXT, COLUMN_LEVEL, COLUMN_TRAITS, COLUMN_MINUTES };

struct column {
	const char *name;
	enum column_type type;
	size_t offset;
	size_t size;
	bool needed;
};

#define DOG(member) offsetof(struct dog, member), sizeof(((struct dog *)0)->member)
#define VOL(member) offsetof(struct volunteer, member), sizeof(((struct volunteer *)0)->member)

/* clang-format off */
static const struct column dog_columns[] = {
	{ "id",         COLUMN_ID,      DOG(id),         true },
	{ "name",       COLUMN_TEXT,    DOG(name),       true },
	{ "kennel",     COLUMN_TEXT,    DOG(kennel),     false },
	{ "zone",       COLUMN_TEXT,    DOG(zone),       false },
	{ "level",      COLUMN_LEVEL,   DOG(level),      false },
	{ "traits",     COLUMN_TRAITS,  DOG(traits),     false },
	{ "target_min", COLUMN_MINUTES, DOG(target_min), false },
	{ "limit_min",  COLUMN_MINUTES, DOG(limit_min),  false },
	{ "note",       COLUMN_TEXT,    DOG(note),       false },
};

static const struct column volunteer_columns[] = {
	{ "id",    COLUMN_ID,    VOL(id),    true },
	{ "name",  COLUMN_TEXT,  VOL(name),  true },
	{ "level", COLUMN_LEVEL, VOL(level), false },
	{ "phone", COLUMN_TEXT,  VOL(phone), false },
};

static const char *const dog_names[] = { "id", "name", "kennel", "zone", "level", "traits",
	"target_min", "limit_min", "note", "tag", NULL };
static const char *const volunteer_names[] = { "id", "name", "level", "phone", "badge", NULL };

static const struct level levels[] = {
	{ "green",  N_("green"),  N_("G") },
	{ "yellow", N_("yellow"), N_("Y") },
	{ "red",    N_("red"),    N_("R") },
};

/* Other words that rosters use, and the codes they stand for. */
static const struct { const char *word; const char *code; } level_words[] = {
	{ "verde", "green" },     { "verd", "green" },  { "g", "green" },  { "v", "green" },
	{ "amarillo", "yellow" }, { "groc", "yellow" }, { "y", "yellow" }, { "a", "yellow" },
	{ "rojo", "red" },        { "roig", "red" },    { "r", "red" },
}, trait_words[] = {
	{ "reactivo", "reactive" }, { "reactiva", "reactive" }, { "reactiu", "reactive" },
	{ "calor", "heat" },        { "escapista", "escape" },
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

size_t roster_level_count(void)
{
	return COUNT(levels);
}

const struct level *roster_level(size_t index)
{
	return index < COUNT(levels) ? &levels[index] : NULL;
}

int roster_level_rank(const char *key)
{
	for (size_t i = 0; i < COUNT(levels); i++) {
		if (strcmp(levels[i].key, key) == 0)
			return (int)i;
	}
	return -1;
}

bool dog_has_trait(const struct dog *d, const char *code)
{
	size_t len = strlen(code);

	for (const char *p = d->traits; *p;) {
		size_t n = strcspn(p, " ");

		if (n == len && memcmp(p, code, n) == 0)
			return true;
		p += n + (p[n] == ' ');
	}
	return false;
}

const char *const *roster_columns(enum roster_kind k)
{
	return k == ROSTER_DOGS ? dog_names : volunteer_names;
}

int roster_check_id(const char *id, struct fault *f)
{
	size_t len = strlen(id);
	bool plain = len > 0 && len < DOG_ID_SIZE && isalnum((unsigned char)id[0]);

	for (size_t i = 0; plain && i < len; i++)
		plain = isalnum((unsigned char)id[i]) || strchr("-_.", id[i]);
	if (!plain)
		return fault_set(f, ERR_INVALID,
				 "id: takes 1 to %d letters a-z, digits, - _ . and begins with "
				 "a letter or digit, such as p-001",
				 DOG_ID_SIZE - 1);
	return 0;
}

static int set_text(char *dst, const struct column *c, const char *value, struct fault *f)
{
	uint32_t code;
	size_t at;

	if (text_check(value, strlen(value), &at, &code) != 0)
		return fault_set(f, ERR_INVALID,
				 "%s: has a character that cannot be shown, U+%04X at byte %zu: "
				 "take it out",
				 c->name, (unsigned)code, at + 1);
	if (c->needed && !*value)
		return fault_set(f, ERR_INVALID, "%s: is empty", c->name);
	if (text_copy(dst, c->size, value) != 0)
		return fault_set(f, ERR_INVALID, "%s: is longer than %zu bytes", c->name,
				 c->size - 1);
	return 0;
}

static int set_level(char *dst, const struct column *c, const char *value, struct fault *f)
{
	char word[64];

	text_fold(word, sizeof(word), value);
	for (size_t i = 0; i < COUNT(level_words); i++) {
		if (strcmp(level_words[i].word, word) == 0)
			return text_copy(dst, c->size, level_words[i].code);
	}
	if (*value && roster_level_rank(word) < 0)
		return fault_set(f, ERR_INVALID, "%s: is none of green, yellow, red", c->name);
	return text_copy(dst, c->size, word);
}

/* One word of the traits as its code. */
static int add_trait(char *dst, const struct column *c, const char *word, size_t len,
		     struct fault *f)
{
	char lower[64] = "";
	const char *code = lower;
	size_t used = strlen(dst);
	int n;

	if (len >= sizeof(lower))
		return fault_set(f, ERR_INVALID, "%s: has a word longer than %zu bytes", c->name,
				 sizeof(lower) - 1);
	for (size_t i = 0; i < len; i++) {
		if (!isalnum((unsigned char)word[i]) && !strchr("-_", word[i]))
			return fault_set(f, ERR_INVALID,
					 "%s: takes words of a-z, digits, - and _ such as reactive",
					 c->name);
		lower[i] = (char)tolower((unsigned char)word[i]);
	}
	for (size_t i = 0; i < COUNT(trait_words); i++) {
		if (strcmp(trait_words[i].word, lower) == 0)
			code = trait_words[i].code;
	}
	n = snprintf(dst + used, c->size - used, "%s%s", used ? " " : "", code);
	if (n < 0 || (size_t)n >= c->size - used)
		return fault_set(f, ERR_INVALID, "%s: is longer than %zu bytes", c->name,
				 c->size - 1);
	return 0;
}

static int set_traits(char *dst, const struct column *c, const char *value, struct fault *f)
{
	dst[0] = '\0';
	while (*value) {
		size_t n = strcspn(value, " ");
		int code = n ? add_trait(dst, c, value, n, f) : 0;

		if (code)
			return code;
		value += n + (value[n] == ' ');
	}
	return 0;
}

static int set_minutes(int *dst, const struct column *c, const char *value, struct fault *f)
{
	char *end;
	long number = strtol(value, &end, 10);

	if (!*value) {
		*dst = 0;
		return 0;
	}
	if (*end || number < 1 || number > 1440)
		return fault_set(f, ERR_INVALID, "%s: takes whole minutes from 1 to 1440", c->name);
	*dst = (int)number;
	return 0;
}

static int set_column(char *record, const struct column *columns, size_t count, const char *name,
		      const char *value, struct fault *f)
{
	for (size_t i = 0; i < count; i++) {
		const struct column *c = &columns[i];
		int code;

		if (strcmp(c->name, name) != 0)
			continue;
		switch (c->type) {
		case COLUMN_ID:
			code = roster_check_id(value, f);
			return code ? code : text_copy(record + c->offset, c->size, value);
		case COLUMN_LEVEL:
			return set_level(record + c->offset, c, value, f);
		case COLUMN_TRAITS:
			return set_traits(record + c->offset, c, value, f);
		case COLUMN_MINUTES:
			return set_minutes((int *)(void *)(record + c->offset), c, value, f);
		default:
			return set_text(record + c->offset, c, value, f);
		}
	}
	return fault_set(f, ERR_NOT_FOUND, "there is no column '%s'", name);
}

int roster_set_dog(struct dog *d, const char *column, const char *value, struct fault *f)
{
	return set_column((char *)d, dog_columns, COUNT(dog_columns), column, value, f);
}

int roster_set_volunteer(struct volunteer *v, const char *column, const char *value,
			 struct fault *f)
{
	return set_column((char *)v, volunteer_columns, COUNT(volunteer_columns), column, value, f);
}

static void get_column(const char *record, const struct column *columns, size_t count,
		       const char *name, char *out, size_t size)
{
	out[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		const struct column *c = &columns[i];
		const char *member = record + c->offset;

		if (strcmp(c->name, name) != 0)
			continue;
		if (c->type != COLUMN_MINUTES)
			snprintf(out, size, "%s", member);
		else if (*(const int *)(const void *)member)
			snprintf(out, size, "%d", *(const int *)(const void *)member);
	}
}

void roster_get_dog(const struct dog *d, const char *column, char *out, size_t size)
{
	get_column((const char *)d, dog_columns, COUNT(dog_columns), column, out, size);
}
