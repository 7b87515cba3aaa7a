/*
 * doubt - what came while a dog waited for its partner or a badge, and asks for a person. Part of memory.h.
 *
 * A dog that waits goes without being judged again when the scan comes. That holds as long as what
 * was judged does. Nothing here looks at walks: loading the log must doubt the same.
 */
#include <config.h>

#include <string.h>

#include "paseo/brain/memory.h"

enum ask memory_ask(const struct entry *x)
{
	return x->doubted ? ASK_WARNING : (enum ask)x->ask;
}

static bool waits_for_scan(const struct memory *m, uint64_t seq)
{
	enum ask ask = memory_ask(memory_entry(m, seq));

	return (ask == ASK_BONDED || ask == ASK_WALKER) &&
	       memory_decision(m, seq) == DECISION_WAITING;
}

void memory_doubt(struct memory *m, uint32_t dog)
{
	for (size_t i = 0; i < m->held_count; i++) {
		struct entry *x = memory_entry(m, m->held[i]);

		if ((dog == NOBODY || x->dog == dog) && waits_for_scan(m, m->held[i]))
			x->doubted = true;
	}
}

/* Must the one not leave, unasked, while the other is out? */
static bool is_conflict(const struct memory *m, const struct dog *leaves, const struct dog *out,
			int32_t day)
{
	struct gate_dog dogs[] = { { .dog = leaves }, { .dog = out, .outside = true } };
	struct gate g = { &m->settings, day, false, 2, dogs, m->pair_count, m->pairs };
	struct verdict v = { .policy = POLICY_NOTE };

	checks_exit(&g, 0, NULL, NULL, &v);
	for (size_t i = 0; i < v.warning_count; i++) {
		enum warning_kind kind = v.warnings[i].kind;

		if ((kind == WARNING_REACTIVE || kind == WARNING_INCOMPATIBLE) &&
		    m->settings.policies[kind] != POLICY_NOTE)
			return true;
	}
	return false;
}

void memory_doubt_beside(struct memory *m, uint32_t gone, int32_t day)
{
	for (size_t i = 0; i < m->held_count; i++) {
		struct entry *x = memory_entry(m, m->held[i]);

		if (x->dog != gone && waits_for_scan(m, m->held[i]) &&
		    is_conflict(m, &m->dogs[x->dog]->record, &m->dogs[gone]->record, day))
			x->doubted = true;
	}
}
