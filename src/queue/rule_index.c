/*
 * rule_index - conditions by their hash, ranges of numbers in a tree. See the header.
 *
 * A value of an event is put through the probes of its path, and each key that comes out names the
 * rules that are filed under it. Two conditions of one hash only cost a look at a rule that does not
 * match.
 */
#include <config.h>

#include <stdlib.h>

#include "paseo/base/error.h"
#include "paseo/base/grow.h"
#include "paseo/queue/condition.h"
#include "paseo/queue/ranges.h"
#include "paseo/queue/rule_index.h"

/* A rule under a condition. */
struct entry {
	uint64_t key;
	uint32_t rule;
};

struct rule_index {
	const struct pattern **patterns;
	size_t pattern_count, pattern_room;
	uint64_t *keys; /* of all conditions there are, sorted; while building */
	size_t key_count, key_room;
	struct entry *entries; /* sorted by key */
	size_t entry_count, entry_room;
	uint32_t *slots;   /* a hash table: the first entry of each key and 1, or 0 */
	size_t slot_count; /* a power of two, twice the entries at the least */
	struct ranges ranges;
	struct probe *probes; /* sorted by path, each once */
	size_t probe_count, probe_room;
	uint32_t *probe_begin; /* for each path and one more */
	size_t path_count;
	uint32_t *free_rules; /* those that no condition is known of */
	size_t free_count, free_room;
	uint32_t *found; /* room for all rules */
	size_t found_count;
	uint32_t *marks; /* for each rule: the last search that found it */
	uint32_t search;
};

struct rule_index *rule_index_new(void)
{
	return calloc(1, sizeof(struct rule_index));
}

void rule_index_free(struct rule_index **x)
{
	if (!*x)
		return;
	free((*x)->patterns);
	free((*x)->keys);
	free((*x)->entries);
	free((*x)->slots);
	ranges_clear(&(*x)->ranges);
	free((*x)->probes);
	free((*x)->probe_begin);
	free((*x)->free_rules);
	free((*x)->found);
	free((*x)->marks);
	free(*x);
	*x = NULL;
}

int rule_index_add(struct rule_index *x, const struct pattern *p)
{
	if (GROW(x, pattern) != 0)
		return ERR_NOMEM;
	x->patterns[x->pattern_count++] = p;
	return 0;
}

/* ---- choosing conditions ---- */

static int add_keys(struct rule_index *x, const struct pattern *p)
{
	for (size_t i = 0; i < p->node_count; i++) {
		const struct node *n = &p->nodes[i];

		for (uint32_t k = 0; n->kind == NODE_FIELD && k < n->count; k++) {
			if (GROW(x, key) != 0)
				return ERR_NOMEM;
			condition_of(p, &p->matchers[n->first + k], n->path,
				     &x->keys[x->key_count++]);
		}
	}
	return 0;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* How many keys are less than this one. */
static size_t keys_below(const struct rule_index *x, uint64_t key)
{
	size_t low = 0, high = x->key_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (x->keys[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What it costs to look a rule up under this condition: the rules that share it, more where it holds for
 * many events, less where the tree tells them apart. */
static size_t cost_of(const struct rule_index *x, const struct probe *probe, uint64_t key)
{
	size_t shared = keys_below(x, key + 1) - keys_below(x, key);

	if (probe->kind == PROBE_PRESENT)
		return 4 * shared;
	if (probe->kind == PROBE_RANGE)
		return 2 + shared / 8;
	return shared;
}

/* A field costs what its matchers do together; SIZE_MAX: it may be absent. */
static size_t field_cost(const struct rule_index *x, const struct pattern *p, const struct node *n)
{
	size_t sum = 0;

	if (n->absent)
		return SIZE_MAX;
	for (uint32_t i = 0; i < n->count; i++) {
		uint64_t key;
		struct probe probe = condition_of(p, &p->matchers[n->first + i], n->path, &key);

		sum += cost_of(x, &probe, key);
	}
	return sum;
}

/* The cheapest of the nodes that are all wanted, 0: there is none; *cost: SIZE_MAX then. */
static uint32_t cheapest(const struct rule_index *x, const struct pattern *p, uint32_t all,
			 size_t *cost);

/* Each alternative has to be filed. */
static size_t any_cost(const struct rule_index *x, const struct pattern *p, uint32_t any)
{
	size_t sum = 0;

	for (uint32_t i = p->nodes[any].first; i; i = p->nodes[i].next) {
		size_t cost;

		if (!cheapest(x, p, i, &cost))
			return SIZE_MAX;
		sum += cost;
	}
	return sum;
}

static uint32_t cheapest(const struct rule_index *x, const struct pattern *p, uint32_t all,
			 size_t *cost)
{
	uint32_t best = 0;

	*cost = SIZE_MAX;
	for (uint32_t i = p->nodes[all].first; i; i = p->nodes[i].next) {
		size_t c = p->nodes[i].kind == NODE_FIELD ? field_cost(x, p, &p->nodes[i])
							  : any_cost(x, p, i);

		if (c < *cost) {
			*cost = c;
			best = i;
		}
	}
	return best;
}

/* ---- filing ---- */

static int file_matcher(struct rule_index *x, uint32_t rule, const struct pattern *p,
			const struct matcher *m, uint32_t path)
{
	uint64_t key;
	const struct probe probe = condition_of(p, m, path, &key);

	if (GROW(x, probe) != 0)
		return ERR_NOMEM;
	x->probes[x->probe_count++] = probe;
	if (probe.kind == PROBE_RANGE) {
		const struct range range = { .set = path,
					     .rule = rule,
					     .low = m->as.numeric.low,
					     .high = m->as.numeric.high };

		return ranges_add(&x->ranges, &range);
	}
	if (grow((void **)&x->entries, &x->entry_room, x->entry_count, sizeof(*x->entries)) != 0)
		return ERR_NOMEM;
	x->entries[x->entry_count++] = (struct entry){ key, rule };
	return 0;
}

/* File a rule under the cheapest of what is wanted. */
static int file_all(struct rule_index *x, uint32_t rule, const struct pattern *p, uint32_t all)
{
	size_t cost;
	const struct node *n = &p->nodes[cheapest(x, p, all, &cost)];
	int code = 0;

	if (n->kind == NODE_FIELD) {
		for (uint32_t i = 0; code == 0 && i < n->count; i++)
			code = file_matcher(x, rule, p, &p->matchers[n->first + i], n->path);
		return code;
	}
	for (uint32_t i = n->first; code == 0 && i; i = p->nodes[i].next)
		code = file_all(x, rule, p, i);
	return code;
}

static int file_rule(struct rule_index *x, uint32_t rule)
{
	const struct pattern *p = x->patterns[rule];
	size_t cost;

	if (cheapest(x, p, 0, &cost))
		return file_all(x, rule, p, 0);
	if (grow((void **)&x->free_rules, &x->free_room, x->free_count, sizeof(*x->free_rules)) !=
	    0)
		return ERR_NOMEM;
	x->free_rules[x->free_count++] = rule;
	return 0;
}

/* ---- finishing ---- */

static int by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static int by_probe(const void *a, const void *b)
{
	const struct probe *x = a, *y = b;

	if (x->path != y->path)
		return x->path < y->path ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->size < y->size ? -1 : x->size > y->size;
}

/* The slot of a key, or the empty one where it would be. Small slots, because many rules are more than the
 * processor's caches hold. */
static uint32_t *slot_of(const struct rule_index *x, uint64_t key)
{
	size_t at = (size_t)(key ^ key >> 32);

	for (;; at++) {
		uint32_t *slot = &x->slots[at & (x->slot_count - 1)];

		if (*slot == 0 || x->entries[*slot - 1].key == key)
			return slot;
	}
}

static int sort_entries(struct rule_index *x)
{
	for (x->slot_count = 16; x->slot_count < 2 * x->entry_count;)
		x->slot_count *= 2;
	x->slots = calloc(x->slot_count, sizeof(*x->slots));
	if (!x->slots)
		return ERR_NOMEM;
	if (x->entry_count)
		qsort(x->entries, x->entry_count, sizeof(*x->entries), by_key);
	for (size_t i = 0; i < x->entry_count; i++) {
		if (i == 0 || x->entries[i].key != x->entries[i - 1].key)
			*slot_of(x, x->entries[i].key) = (uint32_t)i + 1;
	}
	return 0;
}

/* Each probe once, and where those of a path begin. */
static int sort_probes(struct rule_index *x)
{
	size_t kept = 0;

	if (x->probe_count)
		qsort(x->probes, x->probe_count, sizeof(*x->probes), by_probe);
	for (size_t i = 0; i < x->probe_count; i++) {
		if (kept == 0 || by_probe(&x->probes[kept - 1], &x->probes[i]) != 0)
			x->probes[kept++] = x->probes[i];
	}
	x->probe_count = kept;
	x->path_count = kept ? x->probes[kept - 1].path + 1U : 0;
	x->probe_begin = calloc(x->path_count + 1, sizeof(*x->probe_begin));
	if (!x->probe_begin)
		return ERR_NOMEM;
	for (uint32_t path = 0, i = 0; path < x->path_count; path++) {
		x->probe_begin[path] = i;
		while (i < kept && x->probes[i].path == path)
			i++;
	}
	x->probe_begin[x->path_count] = (uint32_t)kept;
	return 0;
}

int rule_index_finish(struct rule_index *x)
{
	int code = 0;

	for (size_t i = 0; code == 0 && i < x->pattern_count; i++)
		code = add_keys(x, x->patterns[i]);
	if (x->key_count)
		qsort(x->keys, x->key_count, sizeof(*x->keys), by_value);
	for (uint32_t i = 0; code == 0 && i < x->pattern_count; i++)
		code = file_rule(x, i);
	free(x->keys);
	x->keys = NULL;
	if (code == 0)
		code = sort_entries(x);
	if (code == 0)
		code = sort_probes(x);
	ranges_finish(&x->ranges);
	x->found = calloc(x->pattern_count + 1, sizeof(*x->found));
	x->marks = calloc(x->pattern_count + 1, sizeof(*x->marks));
	return code == 0 && x->found && x->marks ? 0 : ERR_NOMEM;
}

/* ---- finding ---- */

static void found_one(void *ctx, uint32_t rule)
{
	struct rule_index *x = ctx;

	if (x->marks[rule] == x->search)
		return;
	x->marks[rule] = x->search;
	x->found[x->found_count++] = rule;
}

static void find_value(struct rule_index *x, const struct flat_value *v, bool first)
{
	for (uint32_t i = x->probe_begin[v->path]; i < x->probe_begin[v->path + 1]; i++) {
		const struct probe *probe = &x->probes[i];
		uint64_t key;
		uint32_t slot;

		if ((probe->kind == PROBE_PRESENT && !first) ||
		    !condition_key(probe, &v->value, &key))
			continue;
		if (probe->kind == PROBE_RANGE) {
			ranges_find(&x->ranges, v->path, v->value.number, found_one, x);
			continue;
		}
		slot = *slot_of(x, key);
		for (size_t at = slot - 1; slot && at < x->entry_count && x->entries[at].key == key;
		     at++)
			found_one(x, x->entries[at].rule);
	}
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

size_t rule_index_find(struct rule_index *x, const struct flat *f, const uint32_t **rules)
{
	x->found_count = 0;
	if (++x->search == 0) {
		for (size_t i = 0; i < x->pattern_count; i++)
			x->marks[i] = 0;
		x->search = 1;
	}
	for (size_t i = 0; i < x->free_count; i++)
		found_one(x, x->free_rules[i]);
	for (size_t i = 0; i < f->value_count; i++) {
		const struct flat_value *v = &f->values[i];

		if (v->path < x->path_count)
			find_value(x, v, flat_first(f, v->path) == i);
	}
	qsort(x->found, x->found_count, sizeof(*x->found), by_number);
	*rules = x->found;
	return x->found_count;
}
