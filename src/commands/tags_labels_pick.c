/*
 * Which labels, and with which code. A dog that has a code that prints keeps it, so that a label
 * printed twice is the same; one of our making comes first, since people bind others to other things.
 * Who has none gets one, which follows from the id: after a release the dog gets the same again, and a
 * label that still hangs somewhere says what it always said.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/commands/labels.h"

struct picking {
	const struct labels_wanted *wanted;
	struct labels_picked *out;
	const struct settings *settings;
	struct tag *tags; /* every code that is bound */
	size_t tag_count, tag_room;
	bool seen[COMMAND_WORD_MAX]; /* which words were found */
	struct fault *fault;
};

static int no_memory(const struct picking *p)
{
	return fault_set(p->fault, ERR_NOMEM, _("no memory: close something and try again"));
}

static int keep_tag(void *ctx, const struct tag *t)
{
	struct picking *p = ctx;

	if (GROW(p, tag))
		return no_memory(p);
	p->tags[p->tag_count++] = *t;
	return 0;
}

/* Is it one of the words, or are there none? */
static bool is_wanted(struct picking *p, const char *id)
{
	bool wanted = p->wanted->word_count == 0;

	for (size_t i = 0; i < p->wanted->word_count; i++) {
		if (strcmp(p->wanted->words[i], id) == 0)
			wanted = p->seen[i] = true;
	}
	return wanted;
}

static bool is_taken(const struct picking *p, const char *code)
{
	for (size_t i = 0; i < p->tag_count; i++) {
		if (strcmp(p->tags[i].code, code) == 0)
			return true;
	}
	for (size_t i = 0; i < p->out->binding_count; i++) {
		if (strcmp(p->out->bindings[i].code, code) == 0)
			return true;
	}
	return desk_codes_find(code) != NULL;
}

/* Does the code stand on the label with modules that can be read? A terminal has room enough. */
static bool fits(const struct labels_wanted *w, const struct labels_sheet *s, const char *code)
{
	struct labels_code c;
	bool yes = labels_code_make(w->symbology, code, &c) == 0;

	if (yes && !w->terminal)
		yes = labels_module_mm(s, &c) >= LABELS_MODULE_MIN_MM;
	labels_code_clear(&c);
	return yes;
}

/* A code of that id that prints: of our making, or another that fits. NULL: it has none. */
static const char *bound_code(const struct picking *p, const char *id, bool own)
{
	for (size_t i = 0; i < p->tag_count; i++) {
		const struct tag *t = &p->tags[i];
		if (strcmp(t->to, id) == 0 && labels_tag_is_own(t->code) == own &&
		    labels_tag_prints(t->code) &&
		    (own || fits(p->wanted, p->wanted->sheet, t->code)))
			return t->code;
	}
	return NULL;
}

/* A sheet is named only when it is of use. */
static int say_too_wide(const struct picking *p, const char *code)
{
	char names[200] = "";
	size_t used = 0;

	for (size_t i = 0; i < p->wanted->sheets.count; i++) {
		const struct labels_sheet *s = &p->wanted->sheets.list[i];
		if (fits(p->wanted, s, code) && used < sizeof(names) - sizeof(s->name) - 2)
			used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s",
						 used ? ", " : "", s->name);
	}
	return fault_set(p->fault, ERR_FULL,
			 _("the code %s would be too fine to be read on a label of %s: take a "
			   "larger one (--sheet %s)"),
			 code, p->wanted->sheet->name, names);
}

static int fresh_code(struct picking *p, enum roster_kind k, const char *id, const char *name,
		      const char **code)
{
	if (GROW(p->out, binding))
		return no_memory(p);
	struct labels_binding *fresh = &p->out->bindings[p->out->binding_count];
	unsigned attempt = 0;
	do
		labels_tag_make(k, id, attempt++, fresh->code);
	while (is_taken(p, fresh->code));
	snprintf(fresh->to, sizeof(fresh->to), "%s", id);
	snprintf(fresh->name, sizeof(fresh->name), "%s", name);
	p->out->binding_count++;
	*code = fresh->code;
	return 0;
}

/* The code for a label; NULL: it is left out. */
static int choose_code(struct picking *p, enum roster_kind k, const char *id, const char *name,
		       const char **code)
{
	*code = bound_code(p, id, true);
	if (!*code) {
		*code = bound_code(p, id, false);
		if (*code)
			return 0;
	}
	if (!*code && !p->wanted->bind) {
		p->out->codeless++;
		return 0;
	}
	int rc = *code ? 0 : fresh_code(p, k, id, name, code);
	if (!rc && !fits(p->wanted, p->wanted->sheet, *code))
		rc = say_too_wide(p, *code);
	return rc;
}

/* Room for one label more, which the caller fills and counts. */
static struct label *next_label(struct picking *p)
{
	return GROW(p->out, label) ? NULL : &p->out->labels[p->out->label_count];
}

/* Count a label that was filled; one that was not is cleared. */
static int keep_label(struct picking *p, struct label *l, int rc, const char *id)
{
	p->out->label_count++;
	if (!rc)
		return 0;
	return rc == ERR_NOMEM ? no_memory(p)
			       : fault_set(p->fault, rc,
					   _("the code of %s cannot be drawn: %s: "
					     "bind another"),
					   id, l->text[LABELS_CODE] ? l->text[LABELS_CODE] : "");
}

/* False: passed over. An archived one is only spoken of when it was asked for. */
static int take_id(struct picking *p, const char *id, bool archived, bool *take)
{
	*take = false;
	if (archived && p->wanted->word_count == 0)
		return 0;
	if (!is_wanted(p, id))
		return 0;
	if (archived)
		return fault_set(p->fault, ERR_INVALID,
				 _("'%s' is archived: leave it out, or add it again"), id);
	*take = true;
	return 0;
}

static int pick_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct picking *p = ctx;
	const char *code = NULL;
	bool take = false;
	int rc = take_id(p, d->id, d->archived, &take);

	(void)now;
	(void)tags;
	if (!rc && take)
		rc = choose_code(p, ROSTER_DOGS, d->id, d->name, &code);
	if (rc || !code)
		return rc;
	struct label *l = next_label(p);
	return l ? keep_label(p, l, label_of_dog(l, p->settings, d, code, p->wanted->symbology),
			      d->id)
		 : no_memory(p);
}

static int pick_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	struct picking *p = ctx;
	const char *code = NULL;
	bool take = false;
	int rc = take_id(p, v->id, v->archived, &take);

	(void)badges;
	if (!rc && take)
		rc = choose_code(p, ROSTER_VOLUNTEERS, v->id, v->name, &code);
	if (rc || !code)
		return rc;
	struct label *l = next_label(p);
	return l ? keep_label(p, l,
			      label_of_volunteer(l, p->settings, v, code, p->wanted->symbology),
			      v->id)
		 : no_memory(p);
}

static int pick_commands(struct picking *p)
{
	for (size_t i = 0; i < desk_codes_count(); i++) {
		const struct desk_code *c = desk_codes_row(i);
		if (!is_wanted(p, c->code))
			continue;
		if (!fits(p->wanted, p->wanted->sheet, c->code))
			return say_too_wide(p, c->code);
		struct label *l = next_label(p);
		int rc = l ? keep_label(p, l, label_of_command(l, c, p->wanted->symbology), c->code)
			   : no_memory(p);
		if (rc)
			return rc;
	}
	return 0;
}

static int check_words(const struct picking *p)
{
	/* clang-format off */
	static const char *const sentences[LABELS_KIND_COUNT] = {
		[LABELS_DOGS]     = N_("there is no dog '%s': see paseo dogs list"),
		[LABELS_KENNELS]  = N_("there is no dog '%s': see paseo dogs list"),
		[LABELS_BADGES]   = N_("there is no volunteer '%s': see paseo volunteers list"),
		[LABELS_COMMANDS] = N_("the desk has no command '%s': leave it out to see all"),
	};
	/* clang-format on */

	for (size_t i = 0; i < p->wanted->word_count; i++) {
		if (!p->seen[i])
			return fault_set(p->fault, ERR_NOT_FOUND, _(sentences[p->wanted->kind]),
					 p->wanted->words[i]);
	}
	return 0;
}

int labels_pick(const struct labels_wanted *w, struct reader *r, const struct settings *settings,
		struct labels_picked *out, struct fault *f)
{
	struct picking p = { .wanted = w, .out = out, .settings = settings, .fault = f };
	int rc = 0;

	memset(out, 0, sizeof(*out));
	if (w->kind != LABELS_COMMANDS)
		rc = reader_tags(r, keep_tag, &p);
	if (!rc && w->kind == LABELS_COMMANDS)
		rc = pick_commands(&p);
	else if (!rc)
		rc = w->kind == LABELS_BADGES ? reader_volunteers(r, true, pick_volunteer, &p)
					      : reader_dogs(r, true, pick_dog, &p);
	free(p.tags);
	return rc ? rc : check_words(&p);
}

void labels_picked_clear(struct labels_picked *p)
{
	for (size_t i = 0; i < p->label_count; i++)
		label_clear(&p->labels[i]);
	free(p->labels);
	free(p->bindings);
	memset(p, 0, sizeof(*p));
}
