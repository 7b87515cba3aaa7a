/*
 * rule_index - which rules can match an event at all.
 *
 * Every rule is filed under conditions one of which holds whenever it matches: of those it has, the
 * ones that the fewest other rules share. An event looks up its own values; what it does
 * not find costs nothing. Rules that only want fields to be absent are always in question.
 * What is found still has to be matched.
 *
 * Built once: add, finish, then find. find changes only marks of its own; one thread at a time.
 */
#ifndef PASEO_QUEUE_RULE_INDEX_H
#define PASEO_QUEUE_RULE_INDEX_H

#include "paseo/queue/flat.h"
#include "paseo/queue/pattern.h"

struct rule_index;

struct rule_index *rule_index_new(void); /* NULL: no memory */
void rule_index_free(struct rule_index **x);

/* The next rule; they are numbered from 0 in this order. The pattern is borrowed until the index is freed. */
int rule_index_add(struct rule_index *x, const struct pattern *p);
int rule_index_finish(struct rule_index *x);

/* The numbers of the rules in question, each once and in order; borrowed until the next call. */
size_t rule_index_find(struct rule_index *x, const struct flat *f, const uint32_t **rules);

#endif
