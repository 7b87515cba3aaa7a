/*
 * labels_content - from dogs, volunteers and desk commands to the texts of their labels.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/report/labels.h"
#include "paseo/report/level_words.h"

/* clang-format off */
/* What the traits that rules know mean; a shelter's own stand as they are written. */
static const struct { const char *code; const char *words; } trait_words[] = {
	{ "reactive", N_("REACTIVE TO DOGS") },
	{ "heat",     N_("feels the heat") },
	{ "escape",   N_("escape artist") },
};
/* clang-format on */

static int set(struct label *l, enum labels_field field, const char *text)
{
	if (!*text)
		return 0;
	free(l->text[field]);
	l->text[field] = strdup(text);
	return l->text[field] ? 0 : ERR_NOMEM;
}

static int set_level(struct label *l, const struct settings *s, const char *key)
{
	int rc = set(l, LABELS_LETTER, level_letter(s, key, &l->rank));

	return rc ? rc : set(l, LABELS_LEVEL, level_name(s, key));
}

static const char *words_of(const char *trait, size_t len)
{
	for (size_t i = 0; i < sizeof(trait_words) / sizeof(trait_words[0]); i++) {
		if (strlen(trait_words[i].code) == len &&
		    memcmp(trait_words[i].code, trait, len) == 0)
			return _(trait_words[i].words);
	}
	return NULL;
}

static int set_traits(struct label *l, const char *traits)
{
	char text[4 * TRAITS_SIZE] = "";
	size_t used = 0;

	for (const char *p = traits; *p && used < sizeof(text);) {
		size_t len = strcspn(p, " ");
		const char *words = words_of(p, len);
		int n = snprintf(text + used, sizeof(text) - used, "%s%.*s", used ? " \u00b7 " : "",
				 words ? (int)strlen(words) : (int)len, words ? words : p);
		used += n > 0 ? (size_t)n : 0;
		p += len + (p[len] == ' ');
	}
	return set(l, LABELS_TRAITS, text);
}

static int begin(struct label *l, const char *name, const char *id, const char *code,
		 enum labels_symbology symbology)
{
	memset(l, 0, sizeof(*l));
	l->rank = -1;
	int rc = set(l, LABELS_NAME, name);
	if (!rc)
		rc = set(l, LABELS_ID, id);
	if (!rc)
		rc = set(l, LABELS_CODE, code);
	return rc ? rc : labels_code_make(symbology, code, &l->code);
}

int label_of_dog(struct label *l, const struct settings *s, const struct dog *d, const char *code,
		 enum labels_symbology symbology)
{
	int rc = begin(l, d->name, d->id, code, symbology);

	if (!rc)
		rc = set(l, LABELS_KENNEL, d->kennel);
	if (!rc)
		rc = set_level(l, s, d->level);
	if (!rc)
		rc = set_traits(l, d->traits);
	return rc ? rc : set(l, LABELS_NOTE, d->note);
}

int label_of_volunteer(struct label *l, const struct settings *s, const struct volunteer *v,
		       const char *code, enum labels_symbology symbology)
{
	int rc = begin(l, v->name, v->id, code, symbology);

	if (!rc)
		rc = set_level(l, s, v->level);
	return rc ? rc : set(l, LABELS_TITLE, s->shelter[0] ? s->shelter : _("volunteer"));
}

int label_of_command(struct label *l, const struct desk_code *c, enum labels_symbology symbology)
{
	int rc = begin(l, c->code, c->key, c->code, symbology);

	return rc ? rc : set(l, LABELS_NOTE, _(c->meaning));
}

void label_clear(struct label *l)
{
	for (size_t i = 0; i < LABELS_FIELD_COUNT; i++)
		free(l->text[i]);
	labels_code_clear(&l->code);
	memset(l, 0, sizeof(*l));
}
