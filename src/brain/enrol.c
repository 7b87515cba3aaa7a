/*
 * enrol - a roster event on a staging copy. See the header.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/brain/enrolment.h"
#include "paseo/queue/codec.h"

struct dog *enrolment_staged_dog(const struct enrolment *n, const char *id)
{
	for (size_t i = n->dog_count; i-- > 0;) {
		if (strcmp(n->dogs[i].id, id) == 0)
			return &n->dogs[i];
	}
	return NULL;
}

static struct volunteer *staged_volunteer(const struct enrolment *n, const char *id)
{
	for (size_t i = n->volunteer_count; i-- > 0;) {
		if (strcmp(n->volunteers[i].id, id) == 0)
			return &n->volunteers[i];
	}
	return NULL;
}

const char *enrolment_name(const struct enrolment *n, const char *id)
{
	const struct dog *dog = enrolment_staged_dog(n, id);
	const struct volunteer *volunteer = staged_volunteer(n, id);
	uint32_t known = memory_dog(n->memory, id);

	if (dog)
		return dog->name;
	if (volunteer)
		return volunteer->name;
	if (known != NOBODY)
		return n->memory->dogs[known]->record.name;
	volunteer = memory_volunteer(n->memory, id);
	return volunteer ? volunteer->name : NULL;
}

/* Whom a code is bound to after what is staged so far; "" nobody. */
static const char *bound_to(const struct enrolment *n, const char *code)
{
	const struct tag *t;

	for (size_t i = n->tag_count; i-- > 0;) {
		if (strcmp(n->tags[i].code, code) == 0)
			return n->tags[i].to;
	}
	t = memory_tag(n->memory, code);
	return t ? t->to : "";
}

static int bind_tag(struct enrolment *n, const char *text, const char *to, bool move,
		    struct fault *f)
{
	char code[TAG_CODE_SIZE];
	const char *owner;
	struct tag *t;

	if (event_tag_normal(text, code) != 0)
		return fault_set(f, ERR_INVALID, "tag: a code takes 1 to %d bytes of plain text",
				 TAG_CODE_SIZE - 1);
	if (!enrolment_name(n, to))
		return fault_set(f, ERR_INVALID, "there is no dog or volunteer '%s': add it first",
				 to);
	owner = bound_to(n, code);
	if (strcmp(owner, to) == 0)
		return 0;
	if (owner[0] && !move)
		return fault_set(
			f, ERR_INVALID,
			"tag %s is bound to %s (%s): release it first, or move it with --move",
			code, enrolment_name(n, owner) ? enrolment_name(n, owner) : owner, owner);
	t = STAGE(n, tag);
	if (!t)
		return ERR_NOMEM;
	memset(t, 0, sizeof(*t));
	memcpy(t->code, code, sizeof(code));
	snprintf(t->to, sizeof(t->to), "%s", to);
	return 0;
}

/* Several codes in one text, separated by blanks. */
static int bind_tags(struct enrolment *n, const char *codes, const char *to, struct fault *f)
{
	char one[TAG_CODE_SIZE];

	while (*codes) {
		size_t len = strcspn(codes, " ");
		int code = 0;

		if (len >= sizeof(one))
			return fault_set(f, ERR_INVALID, "tag: a code takes 1 to %d bytes",
					 TAG_CODE_SIZE - 1);
		memcpy(one, codes, len);
		one[len] = '\0';
		if (len)
			code = bind_tag(n, one, to, false, f);
		if (code)
			return code;
		codes += len + (codes[len] == ' ');
	}
	return 0;
}

int enrolment_text(const struct jdoc *value, const char *name, char *out, size_t size,
		   struct fault *f)
{
	const char *text = jdoc_string(value);
	int64_t number;
	int n;

	if (jdoc_type(value) == JDOC_NULL)
		n = snprintf(out, size, "%s", "");
	else if (text)
		n = snprintf(out, size, "%s", text);
	else if (jdoc_integer(value, &number))
		n = snprintf(out, size, "%" PRId64, number);
	else
		return fault_set(f, ERR_INVALID, "%s: must be a text or a whole number", name);
	if (n < 0 || (size_t)n >= size)
		return fault_set(f, ERR_INVALID, "%s: is too long", name);
	return 0;
}

static bool is_true(const struct jdoc *entry, const char *key)
{
	const struct jdoc *value = jdoc_get(entry, key);

	return value && jdoc_type(value) == JDOC_TRUE;
}

/* May an entry with this id be taken, given that it is known or not? */
static int check_entry(const struct jdoc *entry, const char *id, bool known, struct fault *f)
{
	int code = roster_check_id(id, f);

	if (code)
		return code;
	if (known && is_true(entry, "new"))
		return fault_set(f, ERR_INVALID, "'%s' is there already: edit it instead", id);
	if (!known && is_true(entry, "edit"))
		return fault_set(f, ERR_INVALID, "there is no '%s': check the id, or add it", id);
	if (!known && !jdoc_get(entry, "name"))
		return fault_set(f, ERR_INVALID, "'%s' is new and has no name", id);
	return 0;
}

/* Fill a dog or volunteer from the members of an entry. */
static int set_members(struct enrolment *n, struct jdoc *entry, void *record, enum roster_kind k,
		       const char *id, struct fault *f)
{
	const char *codes_name = k == ROSTER_DOGS ? "tag" : "badge";
	const char *name;
	struct jdoc *value;

	for (void *i = jdoc_iter(entry, NULL, &name, &value); i;
	     i = jdoc_iter(entry, i, &name, &value)) {
		char text[2 * TAG_CODE_SIZE] = "";
		int code;

		if (strcmp(name, "new") == 0 || strcmp(name, "edit") == 0)
			continue;
		code = enrolment_text(value, name, text, sizeof(text), f);
		if (code)
			return code;
		if (strcmp(name, codes_name) == 0)
			code = bind_tags(n, text, id, f);
		else if (k == ROSTER_DOGS)
			code = roster_set_dog(record, &n->settings.levels, name, text, f);
		else
			code = roster_set_volunteer(record, &n->settings.levels, name, text, f);
		if (code)
			return code;
	}
	return 0;
}

static int take_dog(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *id = jdoc_string(jdoc_get(entry, "id"));
	uint32_t known = id ? memory_dog(n->memory, id) : NOBODY;
	struct dog *staged = id ? enrolment_staged_dog(n, id) : NULL;
	int code;

	if (!id)
		return fault_set(f, ERR_INVALID, "a dog has no \"id\"");
	code = check_entry(entry, id, staged || known != NOBODY, f);
	if (code)
		return code;
	if (memory_volunteer(n->memory, id) || staged_volunteer(n, id))
		return fault_set(f, ERR_INVALID, "'%s' is a volunteer's id: choose another", id);
	if (!staged) {
		staged = STAGE(n, dog);
		if (!staged)
			return ERR_NOMEM;
		memset(staged, 0, sizeof(*staged));
		if (known != NOBODY)
			*staged = n->memory->dogs[known]->record;
	}
	staged->archived = false;
	return set_members(n, entry, staged, ROSTER_DOGS, id, f);
}

static int take_volunteer(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *id = jdoc_string(jdoc_get(entry, "id"));
	const struct volunteer *known = id ? memory_volunteer(n->memory, id) : NULL;
	struct volunteer *staged = id ? staged_volunteer(n, id) : NULL;
	int code;

	if (!id)
		return fault_set(f, ERR_INVALID, "a volunteer has no \"id\"");
	code = check_entry(entry, id, staged || known, f);
	if (code)
		return code;
	if (memory_dog(n->memory, id) != NOBODY || enrolment_staged_dog(n, id))
		return fault_set(f, ERR_INVALID, "'%s' is a dog's id: choose another", id);
	if (!staged) {
		staged = STAGE(n, volunteer);
		if (!staged)
			return ERR_NOMEM;
		memset(staged, 0, sizeof(*staged));
		if (known)
			*staged = *known;
	}
	staged->archived = false;
	return set_members(n, entry, staged, ROSTER_VOLUNTEERS, id, f);
}

struct dog *enrolment_stage_dog(struct enrolment *n, const char *id, int *code)
{
	struct dog *staged = enrolment_staged_dog(n, id);
	uint32_t known = memory_dog(n->memory, id);

	if (staged || known == NOBODY)
		return staged;
	staged = STAGE(n, dog);
	if (staged)
		*staged = n->memory->dogs[known]->record;
	else
		*code = ERR_NOMEM;
	return staged;
}

static struct volunteer *stage_volunteer(struct enrolment *n, const char *id, int *code)
{
	struct volunteer *staged = staged_volunteer(n, id);
	const struct volunteer *known = memory_volunteer(n->memory, id);

	if (staged || !known)
		return staged;
	staged = STAGE(n, volunteer);
	if (staged)
		*staged = *known;
	else
		*code = ERR_NOMEM;
	return staged;
}

static int take_archive(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *id = jdoc_string(entry);
	int code = 0;
	struct dog *dog = id ? enrolment_stage_dog(n, id, &code) : NULL;
	struct volunteer *volunteer = id && !dog ? stage_volunteer(n, id, &code) : NULL;

	if (code)
		return code;
	if (!dog && !volunteer)
		return fault_set(f, ERR_INVALID, "there is no '%s': check the id", id ? id : "");
	if (dog)
		dog->archived = true;
	else
		volunteer->archived = true;
	return 0;
}

static int take_tag(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *code = jdoc_string(jdoc_get(entry, "code"));
	const char *to = jdoc_string(jdoc_get(entry, "to"));

	if (!code || !to)
		return fault_set(f, ERR_INVALID, "a tag needs \"code\" and \"to\"");
	return bind_tag(n, code, to, is_true(entry, "move"), f);
}

static int take_release(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *text = jdoc_string(entry);
	char code[TAG_CODE_SIZE];
	struct tag *t;

	if (!text || event_tag_normal(text, code) != 0 || !bound_to(n, code)[0])
		return fault_set(f, ERR_INVALID, "no dog or volunteer has the tag '%s'",
				 text ? text : "");
	t = STAGE(n, tag);
	if (!t)
		return ERR_NOMEM;
	memset(t, 0, sizeof(*t));
	memcpy(t->code, code, sizeof(code));
	return 0;
}

/* A level that a dog or a volunteer still has must stay one. */
static int check_levels(const struct enrolment *n, struct fault *f)
{
	const struct levels *l = &n->settings.levels;
	const struct memory *m = n->memory;

	for (size_t i = 0; i < m->dog_count; i++) {
		const struct dog *staged = enrolment_staged_dog(n, m->dogs[i]->record.id);
		const struct dog *d = staged ? staged : &m->dogs[i]->record;

		if (d->level[0] && levels_rank(l, d->level) < 0)
			return fault_set(f, ERR_INVALID,
					 "levels: %s has the level '%s': give it another first",
					 d->name, d->level);
	}
	for (size_t i = 0; i < m->volunteer_count; i++) {
		const struct volunteer *staged = staged_volunteer(n, m->volunteers[i].id);
		const struct volunteer *v = staged ? staged : &m->volunteers[i];

		if (v->level[0] && levels_rank(l, v->level) < 0)
			return fault_set(f, ERR_INVALID,
					 "levels: %s has the level '%s': give another first",
					 v->name, v->level);
	}
	return 0;
}

static int take_settings(struct enrolment *n, struct jdoc *object, struct fault *f)
{
	const char *name;
	struct jdoc *value;

	for (void *i = jdoc_iter(object, NULL, &name, &value); i;
	     i = jdoc_iter(object, i, &name, &value)) {
		char text[SETTING_VALUE_SIZE];
		int code = enrolment_text(value, name, text, sizeof(text), f);

		if (code == 0)
			code = settings_set(&n->settings, name, text, f);
		if (code)
			return code;
	}
	/* How hot it is holds for the day on which it is said. */
	if (jdoc_get(object, "heat") && !jdoc_get(object, "heat_day"))
		n->settings.heat_day = n->settings.heat == HEAT_NONE ? 0 : n->day;
	n->has_settings = true;
	return 0;
}

/* clang-format off */
static const struct {
	const char *name;
	int (*take)(struct enrolment *n, struct jdoc *entry, struct fault *f);
} parts[] = {
	{ "dogs",       take_dog },
	{ "volunteers", take_volunteer },
	{ "archive",    take_archive },
	{ "holds",      enrolment_take_hold },
	{ "lift",       enrolment_take_lift },
	{ "pairs",      enrolment_take_pair },
	{ "unpair",     enrolment_take_unpair },
	{ "release",    take_release },
	{ "tags",       take_tag },
	{ "revoke",     enrolment_take_revoke },
	{ "tokens",     enrolment_take_token },
};
/* clang-format on */

/* A part that is misspelt would be left out in silence. */
static int check_parts(struct jdoc *body, struct fault *f)
{
	const char *name;
	struct jdoc *value;

	for (void *i = jdoc_iter(body, NULL, &name, &value); i;
	     i = jdoc_iter(body, i, &name, &value)) {
		bool known = codec_knows(name) || strcmp(name, "settings") == 0;

		for (size_t p = 0; !known && p < sizeof(parts) / sizeof(parts[0]); p++)
			known = strcmp(parts[p].name, name) == 0;
		if (!known)
			return fault_set(f, ERR_INVALID, "a roster has no part \"%s\"", name);
	}
	return 0;
}

static int take_all(struct enrolment *n, const struct jdoc *body, struct fault *f)
{
	struct jdoc *settings = jdoc_get(body, "settings");
	size_t said = settings != NULL;
	int code = settings ? take_settings(n, settings, f) : 0;

	if (code)
		return code;
	for (size_t p = 0; p < sizeof(parts) / sizeof(parts[0]); p++) {
		struct jdoc *list = jdoc_get(body, parts[p].name);

		if (list && jdoc_type(list) != JDOC_ARRAY)
			return fault_set(f, ERR_INVALID, "\"%s\" must be an array", parts[p].name);
		said += list != NULL;
		for (size_t i = 0; i < jdoc_size(list); i++) {
			code = parts[p].take(n, jdoc_at(list, i), f);
			if (code)
				return code;
		}
	}
	if (!said)
		return fault_set(f, ERR_INVALID, "the roster event says nothing to change");
	return settings && jdoc_get(settings, "levels") ? check_levels(n, f) : 0;
}

int enrol_judge(const struct memory *m, const struct event *e, struct enrolment **out,
		struct fault *f)
{
	struct jdoc *body = e->body;
	struct enrolment *n = calloc(1, sizeof(*n));
	int code;

	*out = n;
	if (!n)
		return ERR_NOMEM;
	n->memory = m;
	n->settings = m->settings;
	n->received_ms = e->received_ms;
	n->day = days_of(e->received_ms);
	if (jdoc_get(body, "specversion"))
		body = jdoc_get(body, "data");
	code = check_parts(body, f);
	if (code == 0)
		code = take_all(n, body, f);
	if (code == ERR_NOT_FOUND)
		code = ERR_INVALID;
	return code;
}

void enrol_free(struct enrolment **n)
{
	if (!*n)
		return;
	free((*n)->dogs);
	free((*n)->volunteers);
	free((*n)->tags);
	free((*n)->pairs);
	free((*n)->tokens);
	free(*n);
	*n = NULL;
}
