#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/error.h"
#include "paseo/base/grow.h"
#include "paseo/base/map.h"
#include "paseo/queue/paths.h"

/* FNV-1a, 64 bits: a byte at a time, so it can go on. */
#define FNV_PRIME UINT64_C(0x100000001B3)

struct path {
	char *text; /* owned, no NUL */
	size_t len;
};

struct paths {
	struct path *paths;
	size_t path_count, path_room;
	struct map *by_hash;
};

struct paths *paths_new(void)
{
	struct paths *p = calloc(1, sizeof(*p));

	if (p)
		p->by_hash = map_new();
	if (p && !p->by_hash)
		paths_free(&p);
	return p;
}

void paths_free(struct paths **p)
{
	if (!*p)
		return;
	for (size_t i = 0; i < (*p)->path_count; i++)
		free((*p)->paths[i].text);
	free((*p)->paths);
	map_free(&(*p)->by_hash);
	free(*p);
	*p = NULL;
}

size_t paths_count(const struct paths *p)
{
	return p->path_count;
}

uint64_t paths_hash(uint64_t before, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		before = (before ^ (unsigned char)bytes[i]) * FNV_PRIME;
	return before;
}

bool paths_find(const struct paths *p, uint64_t hash, const char *path, size_t len,
		uint32_t *number)
{
	uint64_t found;

	for (size_t at = 0; map_next(p->by_hash, hash, &at, &found);) {
		const struct path *x = &p->paths[found];

		if (x->len == len && memcmp(x->text, path, len) == 0) {
			*number = (uint32_t)found;
			return true;
		}
	}
	return false;
}

int paths_add(struct paths *p, const char *path, size_t len, uint32_t *number)
{
	uint64_t hash = paths_hash(PATH_HASH_START, path, len);
	char *text;

	if (paths_find(p, hash, path, len, number))
		return 0;
	if (GROW(p, path) != 0)
		return ERR_NOMEM;
	text = malloc(len + 1);
	if (!text)
		return ERR_NOMEM;
	memcpy(text, path, len);
	*number = (uint32_t)p->path_count;
	p->paths[*number].text = text;
	p->paths[*number].len = len;
	p->path_count++;
	return map_add(p->by_hash, hash, *number);
}
