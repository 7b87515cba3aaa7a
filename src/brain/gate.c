/*
 * gate - pairs, the gate as it is remembered at a moment, and a movement's place in time. Part of
 * memory.h.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/brain/memory.h"

int memory_pair_put(struct memory *m, const struct pair *p)
{
	return pairs_put(&m->pairs, &m->pair_count, &m->pair_room, p);
}

/* Where is a dog at an instant, and has it just moved? What it did in the same millisecond counts,
 * whatever the order of ids. */
static void look_at(const struct memory *m, uint32_t dog, int64_t ms, struct gate_dog *g)
{
	int64_t since;

	if (memory_state_at(m, dog, ms + 1, "", &since) == STATE_OUTSIDE)
		g->outside = true;
	if (since && ms - since < m->settings.gate_busy_ms)
		g->moved = true;
}

/* One that waits at the gate may be out the next moment: it is about, and a partner has joined it. */
static void look_at_waiting(struct memory *m, int64_t ms, bool late)
{
	for (size_t i = 0; i < m->held_count; i++) {
		const struct entry *x = memory_entry(m, m->held[i]);

		if (!memory_at_gate(m, m->held[i], ms))
			continue;
		if (x->ask == ASK_BONDED)
			m->gate[x->dog].joined = true;
		if (!late)
			m->gate[x->dog].moved = true;
	}
}

/* Which partners are out when it is known whether they followed? */
static void look_at_partners(struct memory *m, int64_t ms)
{
	int64_t since;

	for (size_t i = 0; i < m->pair_count; i++) {
		const char *const ids[] = { m->pairs[i].a, m->pairs[i].b };

		for (size_t k = 0; m->pairs[i].kind == PAIR_BONDED && k < 2; k++) {
			uint32_t dog = memory_dog(m, ids[k]);

			if (dog != NOBODY && memory_state_at(m, dog, ms + m->settings.bonded_ms + 1,
							     "", &since) == STATE_OUTSIDE)
				m->gate[dog].joined = true;
		}
	}
}

/* The dogs are seen as they were at ms and, when the event is not late, as they are now: a sender's clock
 * that is behind hides nobody. */
int memory_gate(struct memory *m, int64_t ms, int64_t now_ms, bool late, struct gate *g)
{
	bool later_known = now_ms - ms >= m->settings.bonded_ms;

	if (m->gate_room < m->dog_count) {
		struct gate_dog *more = realloc(m->gate, m->dog_room * sizeof(*more));

		if (!more)
			return ERR_NOMEM;
		m->gate = more;
		m->gate_room = m->dog_room;
	}
	for (uint32_t i = 0; i < m->dog_count; i++) {
		struct gate_dog *d = &m->gate[i];

		memset(d, 0, sizeof(*d));
		d->dog = &m->dogs[i]->record;
		look_at(m, i, ms, d);
		if (!late && now_ms != ms)
			look_at(m, i, now_ms, d);
	}
	look_at_waiting(m, ms, late);
	if (later_known)
		look_at_partners(m, ms);
	*g = (struct gate){ &m->settings, days_of(ms),	 later_known, m->dog_count,
			    m->gate,	  m->pair_count, m->pairs };
	return 0;
}

int64_t memory_place(const struct memory *m, uint32_t dog, const struct event *e)
{
	int64_t ms = e->time_ms < e->received_ms ? e->time_ms : e->received_ms;

	if (dog != NOBODY && !e->has_time && ms <= m->dogs[dog]->place_ms)
		ms = m->dogs[dog]->place_ms + 1;
	return ms;
}
