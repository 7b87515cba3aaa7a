#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/hash.h"
#include "paseo/base/map.h"
#include "paseo/base/text.h"
#include "paseo/report/names.h"

/* Letters that may differ between what was typed and the name that is suggested. */
#define TYPOS_MAX 2

struct names {
	size_t named_count, named_room;
	struct named *nameds;
	struct map *by_id; /* hash of the id, seeded with the kind -> index */
};

static int add(struct names *n, const struct named *one)
{
	if (GROW(n, named) != 0)
		return ERR_NOMEM;
	n->nameds[n->named_count] = *one;
	return map_add(n->by_id, hash_text(one->id, one->kind), n->named_count++);
}

static int add_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct named one = { .kind = ROSTER_DOGS, .archived = d->archived };

	(void)now;
	(void)tags;
	memcpy(one.id, d->id, sizeof(one.id));
	memcpy(one.name, d->name, sizeof(one.name));
	return add(ctx, &one);
}

static int add_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	struct named one = { .kind = ROSTER_VOLUNTEERS, .archived = v->archived };

	(void)badges;
	memcpy(one.id, v->id, sizeof(one.id));
	memcpy(one.name, v->name, sizeof(one.name));
	memcpy(one.phone, v->phone, sizeof(one.phone));
	return add(ctx, &one);
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
	free((*n)->nameds);
	free(*n);
	*n = NULL;
}

static const struct named *find(const struct names *n, enum roster_kind kind, const char *id)
{
	uint64_t index = 0;
	size_t at = 0;

	while (map_next(n->by_id, hash_text(id, kind), &at, &index)) {
		const struct named *one = &n->nameds[index];
		if (one->kind == kind && strcmp(one->id, id) == 0)
			return one;
	}
	return NULL;
}

const char *names_find(const struct names *n, enum roster_kind kind, const char *id)
{
	const struct named *one = find(n, kind, id);

	return one ? one->name : NULL;
}

const char *names_phone(const struct names *n, const char *id)
{
	const struct named *one = find(n, ROSTER_VOLUNTEERS, id);

	return one ? one->phone : "";
}

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t low = a < b ? a : b;

	return low < c ? low : c;
}

/* Bytes to add, leave out or change that make one text of the other (Levenshtein's distance). */
static size_t distance(const char *a, const char *b)
{
	size_t row[DOG_NAME_SIZE], len = strlen(b);

	for (size_t k = 0; k <= len; k++)
		row[k] = k;
	for (size_t i = 0; a[i]; i++) {
		size_t corner = row[0];

		row[0] = i + 1;
		for (size_t k = 0; k < len; k++) {
			size_t above = row[k + 1];

			row[k + 1] =
				smallest(above + 1, row[k] + 1, corner + (size_t)(a[i] != b[k]));
			corner = above;
		}
	}
	return row[len];
}

/* How far a folded text is from one's id or name, whichever is nearer. */
static size_t distance_to(const struct named *one, const char *wanted)
{
	char id[DOG_NAME_SIZE], name[DOG_NAME_SIZE];
	size_t a, b;

	text_fold(id, sizeof(id), one->id);
	text_fold(name, sizeof(name), one->name);
	a = distance(wanted, id);
	b = distance(wanted, name);
	return a < b ? a : b;
}

/* The only one who has the name just so; NULL: nobody has, or several. */
static const struct named *find_name(const struct names *n, const char *name)
{
	const struct named *one = NULL;

	for (size_t i = 0; i < n->named_count; i++) {
		if (strcmp(n->nameds[i].name, name) != 0)
			continue;
		if (one)
			return NULL;
		one = &n->nameds[i];
	}
	return one;
}

static const struct named *find_exactly(const struct names *n, const char *text)
{
	const struct named *one = find(n, ROSTER_DOGS, text);

	if (!one)
		one = find(n, ROSTER_VOLUNTEERS, text);
	return one ? one : find_name(n, text);
}

int names_resolve(const struct names *n, const char *text, const struct named **out,
		  const struct named **other)
{
	char wanted[DOG_NAME_SIZE];
	size_t best = TYPOS_MAX + 1, found = 0;

	*other = NULL;
	*out = find_exactly(n, text);
	if (*out)
		return 0;
	text_fold(wanted, sizeof(wanted), text);
	for (size_t i = 0; i < n->named_count; i++) {
		const struct named *one = &n->nameds[i];
		size_t far = distance_to(one, wanted);

		if (far == 0 && found++ == 1)
			*other = one;
		if (far < best && far < strlen(wanted)) {
			best = far;
			*out = one;
		}
	}
	if (found > 1)
		return ERR_EXISTS;
	return found ? 0 : ERR_NOT_FOUND;
}
