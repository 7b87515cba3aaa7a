/*
 * roster - the columns of dogs and volunteers, and what may stand in them. See the header.
 */
#include <config.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
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

/* Other words that rosters use, and the codes they stand for. */
static const struct { const char *word; const char *code; } trait_words[] = {
	{ "reactivo", "reactive" }, { "reactiva", "reactive" }, { "reactiu", "reactive" },
	{ "calor", "heat" },        { "escapista", "escape" },
};

static const char *const hold_kinds[HOLD_KIND_COUNT] = {
	[HOLD_NONE]       = "",
	[HOLD_MEDICAL]    = "medical",
	[HOLD_BEHAVIOUR]  = "behaviour",
	[HOLD_QUARANTINE] = "quarantine",
};

static const char *const pair_kinds[PAIR_KIND_COUNT] = {
	[PAIR_NONE]         = "",
	[PAIR_INCOMPATIBLE] = "incompatible",
	[PAIR_BONDED]       = "bonded",
};
/* clang-format on */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static int find_name(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

const char *hold_kind_name(enum hold_kind k)
{
	return hold_kinds[k];
}

int hold_kind_find(const char *name)
{
	return find_name(hold_kinds, HOLD_KIND_COUNT, name);
}

const char *pair_kind_name(enum pair_kind k)
{
	return pair_kinds[k];
}

int pair_kind_find(const char *name)
{
	return find_name(pair_kinds, PAIR_KIND_COUNT, name);
}

void pair_make(struct pair *p, const char *one, const char *other, enum pair_kind kind)
{
	bool in_order = strcmp(one, other) < 0;

	memset(p, 0, sizeof(*p));
	snprintf(p->a, sizeof(p->a), "%s", in_order ? one : other);
	snprintf(p->b, sizeof(p->b), "%s", in_order ? other : one);
	p->kind = kind;
}

const char *pair_other(const struct pair *p, const char *id)
{
	if (strcmp(p->a, id) == 0)
		return p->b;
	return strcmp(p->b, id) == 0 ? p->a : NULL;
}

int pairs_put(struct pair **list, size_t *count, size_t *room, const struct pair *p)
{
	size_t at = 0;

	while (at < *count &&
	       (strcmp((*list)[at].a, p->a) != 0 || strcmp((*list)[at].b, p->b) != 0))
		at++;
	if (p->kind == PAIR_NONE) {
		if (at < *count)
			(*list)[at] = (*list)[--*count];
		return 0;
	}
	if (at == *count) {
		if (grow((void **)list, room, *count, sizeof(**list)) != 0)
			return ERR_NOMEM;
		++*count;
	}
	(*list)[at] = *p;
	return 0;
}

bool dog_on_hold(const struct dog *d, int32_t day)
{
	return d->hold != HOLD_NONE && (!d->hold_until || day <= d->hold_until);
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

static int set_level(char *dst, const struct column *c, const struct levels *levels,
		     const char *value, struct fault *f)
{
	int rank = levels_find(levels, value);
	char known[256];

	if (*value && rank < 0) {
		levels_list(levels, known, sizeof(known));
		return fault_set(f, ERR_INVALID, "%s: is none of %s", c->name, known);
	}
	return text_copy(dst, c->size, *value ? levels->list[rank].key : "");
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

static int set_column(char *record, const struct levels *levels, const struct column *columns,
		      size_t count, const char *name, const char *value, struct fault *f)
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
			return set_level(record + c->offset, c, levels, value, f);
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

int roster_set_dog(struct dog *d, const struct levels *levels, const char *column,
		   const char *value, struct fault *f)
{
	return set_column((char *)d, levels, dog_columns, COUNT(dog_columns), column, value, f);
}

int roster_set_volunteer(struct volunteer *v, const struct levels *levels, const char *column,
			 const char *value, struct fault *f)
{
	return set_column((char *)v, levels, volunteer_columns, COUNT(volunteer_columns), column,
			  value, f);
}

int roster_set_hold(struct dog *d, const char *kind, const char *reason, const char *until,
		    struct fault *f)
{
	int found = *kind ? hold_kind_find(kind) : HOLD_MEDICAL;
	int32_t day = 0;

	if (found <= HOLD_NONE)
		return fault_set(f, ERR_INVALID,
				 "a hold is medical, behaviour or quarantine, not '%s'", kind);
	if (!*reason)
		return fault_set(f, ERR_INVALID, "a hold needs a reason: --reason TEXT");
	if (text_check(reason, strlen(reason), NULL, NULL) != 0 ||
	    strlen(reason) >= sizeof(d->hold_reason))
		return fault_set(f, ERR_INVALID,
				 "the reason of a hold takes at most %zu bytes of plain text",
				 sizeof(d->hold_reason) - 1);
	if (*until && days_parse_day(until, &day) != 0)
		return fault_set(f, ERR_INVALID,
				 "a hold ends on a day such as 2026-11-30, not on '%s'", until);
	d->hold = (enum hold_kind)found;
	d->hold_until = day;
	return text_copy(d->hold_reason, sizeof(d->hold_reason), reason);
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
