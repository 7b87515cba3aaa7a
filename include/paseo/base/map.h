/*
 * map - from a 64-bit key to 64-bit values; several values a key.
 *
 * Open addressing, for indexes in memory whose keys are hashes: the caller
 * compares what it finds with what it wanted. Not for more than one thread.
 */
#ifndef PASEO_BASE_MAP_H
#define PASEO_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct map;

struct map *map_new(void); /* NULL: no memory */
void map_free(struct map **m);

/* Add a value; the key may be there already. 0 or ERR_NOMEM. */
int map_add(struct map *m, uint64_t key, uint64_t value);

/* Next value of key, in the order they were added: start with *at = 0. Returns 1 and *value, or
 * 0 when there are no more. map_add() in between makes *at void. */
int map_next(const struct map *m, uint64_t key, size_t *at, uint64_t *value);

#endif
