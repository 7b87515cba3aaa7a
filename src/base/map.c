/*
 * Linear probing in a table whose size is a power of two, at most three quarters
 * full. A slot's home comes from the key's upper bits after a multiplication, so
 * keys need not be good hashes. Nothing is ever taken out, so a run of full slots
 * is searched until its end.
 */
#include <config.h>

#include <stdbool.h>
#include <stdlib.h>

#include "paseo/base/error.h"
#include "paseo/base/map.h"

#define FIRST_BITS 6
/* 2^64 divided by the golden ratio */
#define SPREAD UINT64_C(0x9E3779B97F4A7C15)

struct slot {
	uint64_t key;
	uint64_t value;
	bool used;
};

struct map {
	struct slot *slots;
	unsigned bits; /* the table has 2^bits slots */
	size_t count;
};

static size_t slot_count(const struct map *m)
{
	return (size_t)1 << m->bits;
}

/* The slot so many steps from where the key belongs. */
static struct slot *slot_at(const struct map *m, uint64_t key, size_t steps)
{
	size_t home = (size_t)((key * SPREAD) >> (64 - m->bits));

	return &m->slots[(home + steps) & (slot_count(m) - 1)];
}

struct map *map_new(void)
{
	struct map *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL;
	m->bits = FIRST_BITS;
	m->slots = calloc(slot_count(m), sizeof(*m->slots));
	if (!m->slots) {
		free(m);
		return NULL;
	}
	return m;
}

void map_free(struct map **m)
{
	if (!m || !*m)
		return;
	free((*m)->slots);
	free(*m);
	*m = NULL;
}

static void place(struct map *m, uint64_t key, uint64_t value)
{
	size_t steps = 0;
	struct slot *s;

	do {
		s = slot_at(m, key, steps++);
	} while (s->used);
	*s = (struct slot){ .key = key, .value = value, .used = true };
}

static int grow(struct map *m)
{
	struct map bigger = { .bits = m->bits + 1 };
	size_t start = 0;

	bigger.slots = calloc(slot_count(&bigger), sizeof(*bigger.slots));
	if (!bigger.slots)
		return ERR_NOMEM;
	/* From behind an empty slot on, so that no run is entered in its middle and the values
	 * of a key keep their order. */
	while (m->slots[start].used)
		start++;
	for (size_t i = 1; i < slot_count(m); i++) {
		const struct slot *s = &m->slots[(start + i) & (slot_count(m) - 1)];

		if (s->used)
			place(&bigger, s->key, s->value);
	}
	free(m->slots);
	m->slots = bigger.slots;
	m->bits = bigger.bits;
	return 0;
}

int map_add(struct map *m, uint64_t key, uint64_t value)
{
	if (m->count >= slot_count(m) / 4 * 3) {
		int err = grow(m);

		if (err)
			return err;
	}
	place(m, key, value);
	m->count++;
	return 0;
}

int map_next(const struct map *m, uint64_t key, size_t *at, uint64_t *value)
{
	const struct slot *s;

	while ((s = slot_at(m, key, *at))->used) {
		(*at)++;
		if (s->key == key) {
			*value = s->value;
			return 1;
		}
	}
	return 0;
}
