/*
 * paths - the fields that rules look at, by number.
 *
 * A path is the names that lead to a field, joined by dots: {"a":{"b":1}} and {"a.b":1} are the same
 * one, "a.b". Filled while rules are read, then asked for every field of every event, so the
 * hash of a path goes on from that of the path above it. Not for more than one thread while it is filled.
 */
#ifndef PASEO_QUEUE_PATHS_H
#define PASEO_QUEUE_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATH_HASH_START UINT64_C(0xCBF29CE484222325)

struct paths;

struct paths *paths_new(void); /* NULL: no memory */
void paths_free(struct paths **p);
size_t paths_count(const struct paths *p);

/* The hash of a path that goes on with these bytes. */
uint64_t paths_hash(uint64_t before, const char *bytes, size_t len);

/* The number of a path, a new one if it has none. 0 or ERR_NOMEM. */
int paths_add(struct paths *p, const char *path, size_t len, uint32_t *number);
/* False: no rule looks at it. hash: of the whole path. */
bool paths_find(const struct paths *p, uint64_t hash, const char *path, size_t len,
		uint32_t *number);

#endif
