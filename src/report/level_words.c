#include <config.h>

#include "paseo/base/language.h"
#include "paseo/report/level_words.h"

/* What the shelter has written itself is no message. */
static const char *shown(const struct settings *s, const char *text)
{
	return s->levels_text[0] ? text : _(text);
}

const char *level_letter(const struct settings *s, const char *key, int *rank)
{
	*rank = levels_rank(&s->levels, key);
	return *rank < 0 ? "" : shown(s, s->levels.list[*rank].letter);
}

const char *level_name(const struct settings *s, const char *key)
{
	int rank = levels_rank(&s->levels, key);

	return rank < 0 ? "" : shown(s, s->levels.list[rank].name);
}
