/*
 * bonds - the parts of a roster event that put dogs on hold and in pairs. See enrolment.h.
 */
#include <config.h>

#include <string.h>

#include "paseo/brain/enrolment.h"

int enrolment_take_hold(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	static const char *const names[] = { "kind", "reason", "until" };
	char values[3][HOLD_REASON_SIZE] = { "", "", "" };
	const char *id = jdoc_string(jdoc_get(entry, "dog"));
	int code = 0;
	struct dog *dog = id ? enrolment_stage_dog(n, id, &code) : NULL;

	for (size_t i = 0; i < 3 && !code; i++) {
		const struct jdoc *value = jdoc_get(entry, names[i]);

		if (value)
			code = enrolment_text(value, names[i], values[i], sizeof(values[i]), f);
	}
	if (code)
		return code;
	if (!dog)
		return fault_set(f, ERR_INVALID, "there is no dog '%s': check the id",
				 id ? id : "");
	return roster_set_hold(dog, values[0], values[1], values[2], f);
}

int enrolment_take_lift(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	const char *id = jdoc_string(entry);
	int code = 0;
	struct dog *dog = id ? enrolment_stage_dog(n, id, &code) : NULL;

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
	return enrolment_staged_dog(n, id) || memory_dog(n->memory, id) != NOBODY;
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

int enrolment_take_pair(struct enrolment *n, struct jdoc *entry, struct fault *f)
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

int enrolment_take_unpair(struct enrolment *n, struct jdoc *entry, struct fault *f)
{
	struct pair p;
	int code = read_pair(n, entry, PAIR_NONE, &p, f);

	if (code)
		return code;
	if (kind_of_pair(n, &p) == PAIR_NONE)
		return fault_set(f, ERR_INVALID, "%s and %s are no pair", enrolment_name(n, p.a),
				 enrolment_name(n, p.b));
	return stage_pair(n, &p);
}
