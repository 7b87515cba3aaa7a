/*
 * enrol_apply - makes what a roster event has staged so, and tells of it. See enrol.h.
 */
#include <config.h>

#include "paseo/brain/enrolment.h"

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
		memory_doubt(m, memory_dog(m, n->pairs[i].a));
		memory_doubt(m, memory_dog(m, n->pairs[i].b));
		if (c)
			*c->as.pair = n->pairs[i];
	}
	return 0;
}

static int apply_tokens(struct memory *m, const struct enrolment *n, struct changes *changes)
{
	for (size_t i = 0; i < n->token_count; i++) {
		struct change *c = changes ? changes_add(changes, CHANGE_TOKEN) : NULL;

		if (memory_token_put(m, &n->tokens[i]) != 0 || (changes && !c))
			return ERR_NOMEM;
		if (c)
			*c->as.token = n->tokens[i];
	}
	return 0;
}

int enrol_apply(struct memory *m, const struct enrolment *n, struct changes *changes)
{
	for (size_t i = 0; i < n->dog_count; i++) {
		struct change *c = changes ? changes_add(changes, CHANGE_DOG) : NULL;

		if (memory_dog_add(m, &n->dogs[i]) != 0 || (changes && !c))
			return ERR_NOMEM;
		memory_doubt(m, memory_dog(m, n->dogs[i].id));
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
		memory_doubt(m, NOBODY);
		if (changes && !c)
			return ERR_NOMEM;
		if (c)
			*c->as.settings = n->settings;
	}
	if (apply_pairs(m, n, changes) != 0 || apply_tags(m, n, changes) != 0)
		return ERR_NOMEM;
	return apply_tokens(m, n, changes);
}
