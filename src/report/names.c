#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/hash.h"
#include "paseo/base/map.h"
#include "paseo/report/names.h"

struct named {
	enum roster_kind kind;
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
};

struct names {
	size_t count, room;
	struct named *list;
	struct map *by_id; /* hash of the id, seeded with the kind -> index */
};

static int add(struct names *n, enum roster_kind kind, const char *id, const char *name)
{
	if (grow((void **)&n->list, &n->room, n->count, sizeof(*n->list)) != 0)
		return ERR_NOMEM;
	struct named *one = &n->list[n->count];
	one->kind = kind;
	memcpy(one->id, id, strlen(id) + 1);
	memcpy(one->name, name, strlen(name) + 1);
	return map_add(n->by_id, hash_text(id, kind), n->count++);
}

static int add_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	(void)now;
	(void)tags;
	return add(ctx, ROSTER_DOGS, d->id, d->name);
}

static int add_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	(void)badges;
	return add(ctx, ROSTER_VOLUNTEERS, v->id, v->name);
}

int names_read(struct reader *r, struct names **out)
{
	struct names *n = calloc(1, sizeof(*n));
	int rc = 0;

	*out = n;
	if (n)
		n->by_id = map_new();
	if (!n || !n->by_id)
		rc = ERR_NOMEM;
	if (!rc)
		rc = reader_dogs(r, true, add_dog, n);
	if (!rc)
		rc = reader_volunteers(r, true, add_volunteer, n);
	if (rc)
		names_free(out);
	return rc;
}

void names_free(struct names **n)
{
	if (!*n)
		return;
	map_free(&(*n)->by_id);
	free((*n)->list);
	free(*n);
	*n = NULL;
}

const char *names_find(const struct names *n, enum roster_kind kind, const char *id)
{
	uint64_t index = 0;
	size_t at = 0;

	while (map_next(n->by_id, hash_text(id, kind), &at, &index)) {
		const struct named *one = &n->list[index];
		if (one->kind == kind && strcmp(one->id, id) == 0)
			return one->name;
	}
	return NULL;
}
