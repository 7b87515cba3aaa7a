#include <config.h>

#include <string.h>

#include "paseo/base/text.h"
#include "paseo/board/find.h"

static enum match match_text(const char *text, const char *wanted)
{
	size_t len = strlen(wanted);
	const char *at = strstr(text, wanted);

	if (!at)
		return MATCH_NONE;
	if (at == text)
		return text[len] == '\0' ? MATCH_EXACT : MATCH_PREFIX;
	for (; at; at = strstr(at + 1, wanted))
		if (at[-1] == ' ' || at[-1] == '-')
			return MATCH_WORD;
	return MATCH_INSIDE;
}

/* A name that is folded already, and an id. */
static enum match match_either(const char *name, const char *own_id, const char *wanted)
{
	char id[DOG_ID_SIZE];
	enum match by_name = match_text(name, wanted);
	enum match by_id;

	text_fold(id, sizeof(id), own_id);
	by_id = match_text(id, wanted);
	/* The beginning of an id is that of all ids. */
	if (by_id == MATCH_PREFIX)
		by_id = MATCH_WORD;
	return by_name < by_id ? by_name : by_id;
}

/* What is looked for: folded, without blanks at its end. False: nothing is. */
static bool fold_wanted(const char *typed, char *wanted, size_t size)
{
	size_t len;

	text_fold(wanted, size, typed);
	for (len = strlen(wanted); len > 0 && wanted[len - 1] == ' '; len--)
		wanted[len - 1] = '\0';
	return len > 0;
}

static void put(struct found *f, size_t index, int match)
{
	if (f->count < FIND_MAX)
		f->dogs[f->count++] = index;
	f->all++;
	if (f->match == MATCH_NONE)
		f->match = (enum match)match;
	if (f->match == (enum match)match)
		f->best++;
}

void find_dogs(const struct model *m, const char *typed, struct found *out)
{
	char wanted[FIND_SIZE * 2];

	*out = (struct found){ .match = MATCH_NONE };
	if (!fold_wanted(typed, wanted, sizeof(wanted)))
		return;
	for (int want = MATCH_EXACT; want < MATCH_NONE; want++) {
		for (size_t i = 0; i < m->dog_count; i++) {
			const struct board_dog *d = &m->dogs[i];

			if ((!d->dog.archived || d->now.state == STATE_OUTSIDE) &&
			    match_either(d->folded, d->dog.id, wanted) == (enum match)want)
				put(out, i, want);
		}
	}
}

void find_people(const struct model *m, const char *typed, struct found *out)
{
	char wanted[FIND_SIZE * 2], name[DOG_NAME_SIZE * 2];

	*out = (struct found){ .match = MATCH_NONE };
	if (!fold_wanted(typed, wanted, sizeof(wanted)))
		return;
	for (int want = MATCH_EXACT; want < MATCH_NONE; want++) {
		for (size_t i = 0; i < m->volunteer_count; i++) {
			const struct volunteer *v = &m->volunteers[i];

			text_fold(name, sizeof(name), v->name);
			if (!v->archived && match_either(name, v->id, wanted) == (enum match)want)
				put(out, i, want);
		}
	}
}

int find_only(const struct found *f)
{
	if (f->all == 1 || (f->match == MATCH_EXACT && f->best == 1))
		return (int)f->dogs[0];
	return -1;
}

int find_best(const struct found *f)
{
	return f->best == 1 ? (int)f->dogs[0] : -1;
}
