/*
 * pairs - `dogs pair` and `dogs unpair`: two dogs that must not meet, or that go together.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/commands/pairs.h"

/* clang-format off */
static const char *const kind_words[PAIR_KIND_COUNT] = {
	[PAIR_INCOMPATIBLE] = N_("must not meet"),
	[PAIR_BONDED]       = N_("go together"),
};
/* clang-format on */

const char *pair_kind_word(enum pair_kind k)
{
	return kind_words[k] ? _(kind_words[k]) : "";
}

/* Looks for the pair of two dogs. */
struct search {
	struct pair wanted;
	enum pair_kind found;
};

static int see_pair(void *ctx, const struct pair *p)
{
	struct search *s = ctx;

	if (strcmp(p->a, s->wanted.a) == 0 && strcmp(p->b, s->wanted.b) == 0)
		s->found = p->kind;
	return s->found != PAIR_NONE;
}

static struct jdoc *two_ids(const struct args *a)
{
	struct jdoc *ids = jdoc_new_array();

	if (ids && (jdoc_add(ids, jdoc_new_string(a->words[0])) ||
		    jdoc_add(ids, jdoc_new_string(a->words[1]))))
		jdoc_free(&ids);
	return ids;
}

static int refuse_bytes(const struct args *a, struct fault *f)
{
	fault_set(f, ERR_INVALID, _("a word or an option is no UTF-8 text: write it in UTF-8"));
	return command_refuse(a, f);
}

/* What they were to each other before; both ids have to be dogs. */
static int read_pair(const struct args *a, enum pair_kind *was, struct fault *f)
{
	struct database d = { .reader = NULL };
	struct search s = { .found = PAIR_NONE };
	struct dog dog;
	struct dog_now now;
	int rc = database_open(a, &d, f);

	for (size_t i = 0; !rc && i < 2; i++)
		rc = database_dog(&d, a->words[i], &dog, &now, f);
	if (!rc) {
		pair_make(&s.wanted, a->words[0], a->words[1], PAIR_NONE);
		rc = reader_pairs(d.reader, see_pair, &s);
	}
	reader_close(&d.reader);
	*was = s.found;
	return rc < 0 ? rc : 0;
}

int command_dogs_pair(const struct args *a)
{
	struct fault f = { "" };
	enum pair_kind kind = args_has(a, "bonded") ? PAIR_BONDED : PAIR_INCOMPATIBLE;
	enum pair_kind was = PAIR_NONE;
	struct jdoc *pair = NULL;

	if (args_has(a, "bonded") == args_has(a, "incompatible")) {
		fault_set(&f, ERR_INVALID, _("say which: --incompatible or --bonded"));
		return command_refuse(a, &f);
	}
	if (read_pair(a, &was, &f))
		return command_fail(&f);
	pair = jdoc_new_object();
	if (!pair || jdoc_set(pair, "dogs", two_ids(a)) ||
	    jdoc_set(pair, "kind", jdoc_new_string(pair_kind_name(kind)))) {
		jdoc_free(&pair);
		return refuse_bytes(a, &f);
	}
	if (database_change(a, "pairs", database_list(pair), &f))
		return command_fail(&f);
	if (was != PAIR_NONE && was != kind) {
		char line[128];

		snprintf(line, sizeof(line), _("replaced: %s"), pair_kind_word(was));
		output_text(line);
	}
	return output_finish() ? EXIT_FAILED : EXIT_DONE;
}

int command_dogs_unpair(const struct args *a)
{
	struct fault f = { "" };
	struct jdoc *ids = two_ids(a);

	if (!ids)
		return refuse_bytes(a, &f);
	return database_change(a, "unpair", database_list(ids), &f) ? command_fail(&f) : EXIT_DONE;
}
