/*
 * change - lists of changes. See the header.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/brain/change.h"

/* clang-format off */
/* What the pointer member of a kind points at; 0: the member is the thing itself. */
static const size_t pointed_size[CHANGE_KIND_COUNT] = {
	[CHANGE_EVENT]     = sizeof(struct logged),
	[CHANGE_DOG]       = sizeof(struct dog),
	[CHANGE_VOLUNTEER] = sizeof(struct volunteer),
	[CHANGE_TAG]       = sizeof(struct tag),
	[CHANGE_PAIR]      = sizeof(struct pair),
	[CHANGE_TOKEN]     = sizeof(struct token),
	[CHANGE_DECISION]  = sizeof(struct decision),
	[CHANGE_RECALL]    = sizeof(struct recall),
	[CHANGE_SETTINGS]  = sizeof(struct settings),
};

static const char *const end_kinds[END_COUNT] = {
	[END_NONE]      = "",
	[END_MEASURED]  = "measured",
	[END_TYPED]     = "typed",
	[END_ESTIMATED] = "estimated",
};

static const char *const decision_statuses[] = {
	[DECISION_WAITING]   = "waiting",
	[DECISION_GO]        = "go",
	[DECISION_NO]        = "no",
	[DECISION_WITHDRAWN] = "withdrawn",
	[DECISION_MOOT]      = "moot",
};
/* clang-format on */

struct changes *changes_new(void)
{
	return calloc(1, sizeof(struct changes));
}

void changes_free(struct changes **c)
{
	if (!*c)
		return;
	for (size_t i = 0; i < (*c)->count; i++) {
		struct change *one = &(*c)->list[i];

		if (one->kind == CHANGE_EVENT && one->as.event)
			free(one->as.event->json);
		if (pointed_size[one->kind])
			free(one->as.event);
	}
	free((*c)->list);
	free(*c);
	*c = NULL;
}

struct change *changes_add(struct changes *c, enum change_kind kind)
{
	struct change *one;

	if (grow((void **)&c->list, &c->room, c->count, sizeof(*one)) != 0)
		return NULL;
	one = &c->list[c->count];
	memset(one, 0, sizeof(*one));
	one->kind = kind;
	if (pointed_size[kind]) {
		/* All pointer members share their place: any of them frees it. */
		one->as.event = calloc(1, pointed_size[kind]);
		if (!one->as.event)
			return NULL;
	}
	c->count++;
	return one;
}

/* Copy one change into a fresh one of its kind. */
static int copy_one(struct change *to, const struct change *from, bool with_json)
{
	if (!pointed_size[from->kind]) {
		*to = *from;
		return 0;
	}
	memcpy(to->as.event, from->as.event, pointed_size[from->kind]);
	if (from->kind != CHANGE_EVENT)
		return 0;
	to->as.event->json = NULL;
	if (with_json && from->as.event->json) {
		to->as.event->json = malloc(from->as.event->json_len + 1);
		if (!to->as.event->json)
			return ERR_NOMEM;
		memcpy(to->as.event->json, from->as.event->json, from->as.event->json_len + 1);
	}
	return 0;
}

struct changes *changes_copy(const struct changes *c, bool with_json)
{
	struct changes *copy = changes_new();

	for (size_t i = 0; copy && i < c->count; i++) {
		struct change *to = changes_add(copy, c->list[i].kind);

		if (!to || copy_one(to, &c->list[i], with_json) != 0)
			changes_free(&copy);
	}
	return copy;
}

const char *end_kind_name(enum end_kind k)
{
	return end_kinds[k];
}

const char *decision_status_name(enum decision_status s)
{
	return decision_statuses[s];
}

int decision_status_find(const char *name)
{
	for (int i = 0; i < (int)(sizeof(decision_statuses) / sizeof(decision_statuses[0])); i++) {
		if (strcmp(decision_statuses[i], name) == 0)
			return i;
	}
	return -1;
}
