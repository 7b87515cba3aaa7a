/*
 * enrol - a roster event on a staging copy. See the header.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/brain/enrol.h"
#include "paseo/queue/codec.h"

struct enrolment {
	const struct memory *memory;
	struct dog *dogs;
	size_t dog_count;
	size_t dog_room;
	struct volunteer *volunteers;
	size_t volunteer_count;
	size_t volunteer_room;
	struct tag *tags;
	size_t tag_count;
	size_t tag_room;
	struct pair *pairs;
	size_t pair_count;
	size_t pair_room;
	int32_t day; /* of the event: what is said of today holds for it */
	struct settings settings;
	bool has_settings;
};

#define STAGE(n, thing) (GROW(n, thing) == 0 ? &(n)->thing##s[(n)->thing##_count++] : NULL)

static struct dog *staged_dog(const struct enrolment *n, const char *id)
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

static const char *name_of(const struct enrolment *n, const char *id)
{
	const struct dog *dog = staged_dog(n, id);
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
	if (!name_of(n, to))
		return fault_set(f, ERR_INVALID, "there is no dog or volunteer '%s': add it first",
				 to);
	owner = bound_to(n, code);
	if (strcmp(owner, to) == 0)
		return 0;
	if (owner[0] && !move)
		return fault_set(
			f, ERR_INVALID,
			"tag %s is bound to %s (%s): release it first, or move it with --move",
			code, name_of(n, owner) ? name_of(n, owner) : owner, owner);
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

/* A member as text: numbers may be written as such. */
static int member_text(const struct jdoc *value, const char *name, char *out, size_t size,
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
		code = member_text(value, name, text, sizeof(text), f);
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
	struct dog *staged = id ? staged_dog(n, id) : NULL;
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
	if (memory_dog(n->memory, id) != NOBODY || staged_dog(n, id))
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

/* The staged record of a dog, a copy of the known one where none is staged yet. NULL: not known, or no
 * memory (*code then). */
static struct dog *stage_dog(struct enrolment *n, const char *id, int *code)
{
	struct dog *staged = staged_dog(n, id);
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
	struct dog *dog = id ? stage_dog(n, id, &code) : NULL;
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

static int take_hold(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	static const char *const names[] = { "kind", "reason", "until" };
	char values[3][HOLD_REASON_SIZE] = { "", "", "" };
	const char *id = jdoc_string(jdoc_get(entry, "dog"));
	int code = 0;
	struct dog *dog = id ? stage_dog(n, id, &code) : NULL;

	for (size_t i = 0; i < 3 && !code; i++) {
		const struct jdoc *value = jdoc_get(entry, names[i]);

		if (value)
			code = member_text(value, names[i], values[i], sizeof(values[i]), f);
	}
	if (code)
		return code;
	if (!dog)
		return fault_set(f, ERR_INVALID, "there is no dog '%s': check the id",
				 id ? id : "");
	return roster_set_hold(dog, values[0], values[1], values[2], f);
}

static int take_lift(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *id = jdoc_string(entry);
	int code = 0;
	struct dog *dog = id ? stage_dog(n, id, &code) : NULL;

	if (code)
		return code;
	if (!dog)
		return fault_set(f, ERR_INVALID, "there is no dog '%s': check the id",
				 id ? id : "");
	if (dog->hold == HOLD_NONE)
		return fault_set(f, ERR_INVALID, "%s is on no hold", dog->name);
	dog->hold = HOLD_NONE;
	dog->hold_until = 0;
	dog->hold_reason[0] = '\0';
	return 0;
}

/* Is there a dog with that id, staged ones included? */
static bool is_dog(const struct enrolment *n, const char *id)
{
	return staged_dog(n, id) || memory_dog(n->memory, id) != NOBODY;
}

static enum pair_kind kind_of_pair(const struct enrolment *n, const struct pair *p)
{
	for (size_t i = n->pair_count; i-- > 0;) {
		if (strcmp(n->pairs[i].a, p->a) == 0 && strcmp(n->pairs[i].b, p->b) == 0)
			return n->pairs[i].kind;
	}
	for (size_t i = 0; i < n->memory->pair_count; i++) {
		const struct pair *known = &n->memory->pairs[i];

		if (strcmp(known->a, p->a) == 0 && strcmp(known->b, p->b) == 0)
			return known->kind;
	}
	return PAIR_NONE;
}

/* The two dogs of an array of ids. */
static int read_pair(const struct enrolment *n, const struct jdoc *ids, enum pair_kind kind,
		     struct pair *p, struct fault *f)
{
	const char *id[2];

	if (jdoc_size(ids) != 2)
		return fault_set(f, ERR_INVALID, "a pair is two dogs: [\"p-001\",\"p-002\"]");
	for (size_t i = 0; i < 2; i++) {
		id[i] = jdoc_string(jdoc_at(ids, i));
		if (!id[i] || !is_dog(n, id[i]))
			return fault_set(f, ERR_INVALID, "there is no dog '%s': check the id",
					 id[i] ? id[i] : "");
	}
	if (strcmp(id[0], id[1]) == 0)
		return fault_set(f, ERR_INVALID, "'%s' is one dog: a pair is two", id[0]);
	pair_make(p, id[0], id[1], kind);
	return 0;
}

static int stage_pair(struct enrolment *n, const struct pair *p)
{
	struct pair *staged = STAGE(n, pair);

	if (!staged)
		return ERR_NOMEM;
	*staged = *p;
	return 0;
}

static int take_pair(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *word = jdoc_string(jdoc_get(entry, "kind"));
	int kind = word ? pair_kind_find(word) : -1;
	struct pair p;
	int code;

	if (kind <= PAIR_NONE)
		return fault_set(f, ERR_INVALID, "\"kind\" of a pair is incompatible or bonded");
	code = read_pair(n, jdoc_get(entry, "dogs"), (enum pair_kind)kind, &p, f);
	return code ? code : stage_pair(n, &p);
}

static int take_unpair(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	struct pair p;
	int code = read_pair(n, entry, PAIR_NONE, &p, f);

	if (code)
		return code;
	if (kind_of_pair(n, &p) == PAIR_NONE)
		return fault_set(f, ERR_INVALID, "%s and %s are no pair", name_of(n, p.a),
				 name_of(n, p.b));
	return stage_pair(n, &p);
}

/* A level that a dog or a volunteer still has must stay one. */
static int check_levels(const struct enrolment *n, struct fault *f)
{
	const struct levels *l = &n->settings.levels;
	const struct memory *m = n->memory;

	for (size_t i = 0; i < m->dog_count; i++) {
		const struct dog *staged = staged_dog(n, m->dogs[i]->record.id);
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
		int code = member_text(value, name, text, sizeof(text), f);

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
	{ "holds",      take_hold },
	{ "lift",       take_lift },
	{ "pairs",      take_pair },
	{ "unpair",     take_unpair },
	{ "release",    take_release },
	{ "tags",       take_tag },
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

/* A code that is bound may be read at once: what was read before was another thing. */
static int apply_tags(struct memory *m, const struct enrolment *n, struct changes *changes)
{
	for (size_t i = 0; i < n->tag_count; i++) {
		struct change *c = changes ? changes_add(changes, CHANGE_TAG) : NULL;

		memory_read_forget_code(m, n->tags[i].code);
		if (memory_tag_put(m, &n->tags[i]) != 0 || (changes && !c))
			return ERR_NOMEM;
		if (c)
			*c->as.tag = n->tags[i];
	}
	return 0;
}

static int apply_pairs(struct memory *m, const struct enrolment *n, struct changes *changes)
{
	for (size_t i = 0; i < n->pair_count; i++) {
		struct change *c = changes ? changes_add(changes, CHANGE_PAIR) : NULL;

		if (memory_pair_put(m, &n->pairs[i]) != 0 || (changes && !c))
			return ERR_NOMEM;
		if (c)
			*c->as.pair = n->pairs[i];
	}
	return 0;
}

int enrol_apply(struct memory *m, const struct enrolment *n, struct changes *changes)
{
	for (size_t i = 0; i < n->dog_count; i++) {
		struct change *c = changes ? changes_add(changes, CHANGE_DOG) : NULL;

		if (memory_dog_add(m, &n->dogs[i]) != 0 || (changes && !c))
			return ERR_NOMEM;
		if (c)
			*c->as.dog = n->dogs[i];
	}
	for (size_t i = 0; i < n->volunteer_count; i++) {
		struct change *c = changes ? changes_add(changes, CHANGE_VOLUNTEER) : NULL;

		if (memory_volunteer_put(m, &n->volunteers[i]) != 0 || (changes && !c))
			return ERR_NOMEM;
		if (c)
			*c->as.volunteer = n->volunteers[i];
	}
	if (n->has_settings) {
		struct change *c = changes ? changes_add(changes, CHANGE_SETTINGS) : NULL;

		m->settings = n->settings;
		if (changes && !c)
			return ERR_NOMEM;
		if (c)
			*c->as.settings = n->settings;
	}
	return apply_pairs(m, n, changes) ? ERR_NOMEM : apply_tags(m, n, changes);
}

void enrol_free(struct enrolment **n)
{
	if (!*n)
		return;
	free((*n)->dogs);
	free((*n)->volunteers);
	free((*n)->tags);
	free((*n)->pairs);
	free(*n);
	*n = NULL;
}
