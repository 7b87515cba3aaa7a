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

static enum match match_dog(const struct board_dog *d, const char *wanted)
{
	char id[DOG_ID_SIZE];
	enum match by_name = match_text(d->folded, wanted);
	enum match by_id;

	text_fold(id, sizeof(id), d->dog.id);
	by_id = match_text(id, wanted);
	/* The beginning of an id is that of all ids. */
	if (by_id == MATCH_PREFIX)
		by_id = MATCH_WORD;
	return by_name < by_id ? by_name : by_id;
}

void find_dogs(const struct model *m, const char *typed, struct found *out)
{
	char wanted[FIND_SIZE * 2];
	size_t len;

	*out = (struct found){ .match = MATCH_NONE };
	text_fold(wanted, sizeof(wanted), typed);
	for (len = strlen(wanted); len > 0 && wanted[len - 1] == ' '; len--)
		wanted[len - 1] = '\0';
	if (len == 0)
		return;
	for (int want = MATCH_EXACT; want < MATCH_NONE; want++) {
		for (size_t i = 0; i < m->dog_count; i++) {
			const struct board_dog *d = &m->dogs[i];

			if ((d->dog.archived && d->now.state != STATE_OUTSIDE) ||
			    match_dog(d, wanted) != (enum match)want)
				continue;
			if (out->count < FIND_MAX)
				out->dogs[out->count++] = i;
			out->all++;
		}
		if (out->all > 0 && out->match == MATCH_NONE) {
			out->match = (enum match)want;
			out->best = out->all;
		}
	}
}

int find_only(const struct found *f)
{
	if (f->all == 1 || (f->match == MATCH_EXACT && f->best == 1))
		return (int)f->dogs[0];
	return -1;
}
