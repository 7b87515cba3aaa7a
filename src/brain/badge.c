/*
 * badge - whose badge speaks for which dogs. Part of memory.h.
 *
 * A badge and the dogs that go out within badge_ms of it belong together, whichever is read first.
 * Where a dog's badge regularly follows it, the badge before would claim the dog as well: what such a
 * badge has claimed, the next one takes over.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/brain/memory.h"

/* Events about a badge among which its dogs are looked for. */
#define NEAR 512

static int64_t distance(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

const struct badge *memory_badge(const struct memory *m, int64_t ms)
{
	const struct badge *before = NULL;
	const struct badge *after = NULL;

	for (size_t i = 0; i < BADGES; i++) {
		const struct badge *b = &m->badges[i];

		if (!b->volunteer[0] || distance(b->ms, ms) >= m->settings.badge_ms ||
		    memory_undone(m, b->seq))
			continue;
		if (b->ms <= ms && (!before || b->ms >= before->ms))
			before = b;
		if (b->ms > ms && (!after || b->ms < after->ms))
			after = b;
	}
	return before ? before : after;
}

/* Is it a SALIDA whose walker nobody has said for sure, near that time? */
static bool lacks_walker(const struct memory *m, uint64_t seq, int64_t ms)
{
	const struct entry *x = memory_entry(m, seq);
	bool own =
		x->outcome == OUTCOME_APPLIED || (x->outcome == OUTCOME_HELD && x->of_seq == seq &&
						  memory_decision(m, seq) == DECISION_WAITING);

	if (!own || x->dog == NOBODY || x->move != MOVE_EXIT || x->said ||
	    distance(x->fold_ms, ms) >= m->settings.badge_ms || memory_undone(m, seq))
		return false;
	if (x->weak)
		return x->fold_ms <= ms;
	return !x->volunteer[0] && (!x->walker_by || memory_undone(m, x->walker_by));
}

bool memory_may_walk(const struct memory *m, const char *volunteer, uint32_t dog)
{
	const struct levels *l = &m->settings.levels;
	const struct volunteer *v = memory_volunteer(m, volunteer);
	int rank = levels_rank(l, m->dogs[dog]->record.level);

	return rank <= 0 || (v && levels_rank(l, v->level) >= rank);
}

static void add_id(char ids[WITH_SIZE], const char *id)
{
	size_t used = strlen(ids);

	if (used + strlen(id) + 2 <= WITH_SIZE)
		snprintf(ids + used, WITH_SIZE - used, "%s%s", used ? " " : "", id);
}

void memory_badge_covers(const struct memory *m, int64_t ms, const char *volunteer,
			 struct covered *c)
{
	uint64_t last = m->entry_count;

	memset(c, 0, sizeof(*c));
	for (uint64_t seq = last; seq && last - seq < NEAR && c->count < COVERED_MAX; seq--) {
		uint32_t dog = memory_entry(m, seq)->dog;

		if (!lacks_walker(m, seq, ms))
			continue;
		c->seqs[c->count++] = seq;
		if (!memory_may_walk(m, volunteer, dog))
			add_id(c->above, m->dogs[dog]->record.id);
	}
}

void memory_badge_take(struct memory *m, uint64_t seq)
{
	const struct entry *badge = memory_entry(m, seq);
	struct badge *b = &m->badges[m->badge_next];
	struct covered c;

	memory_badge_covers(m, badge->fold_ms, badge->volunteer, &c);
	*b = (struct badge){ .seq = seq, .ms = badge->fold_ms };
	snprintf(b->volunteer, sizeof(b->volunteer), "%s", badge->volunteer);
	m->badge_next = (m->badge_next + 1) % BADGES;
	for (size_t i = 0; i < c.count; i++) {
		struct entry *x = memory_entry(m, c.seqs[i]);

		x->walker_by = seq;
		x->weak = false;
		b->took_back = b->took_back || x->fold_ms <= b->ms;
		memory_touch(m, x->dog);
		if (x->outcome == OUTCOME_HELD && x->ask == ASK_WALKER && !m->recall.on &&
		    memory_may_walk(m, badge->volunteer, x->dog))
			memory_complete(m, c.seqs[i], seq);
	}
}

/* Ids of the partners that a decision waits for. */
static const char *awaited(const struct entry *x)
{
	for (size_t i = 0; i < x->warning_count; i++) {
		if (x->warnings[i].kind == WARNING_BONDED_ALONE)
			return x->warnings[i].with;
	}
	return "";
}

uint64_t memory_waits_for_partner(const struct memory *m, uint32_t dog, int64_t ms)
{
	uint64_t seq = memory_waiting(m, dog);
	const struct entry *x = seq ? memory_entry(m, seq) : NULL;

	return x && x->ask == ASK_BONDED && distance(x->fold_ms, ms) < m->settings.bonded_ms ? seq
											     : 0;
}

bool memory_at_gate(const struct memory *m, uint64_t seq, int64_t ms)
{
	const struct entry *x = memory_entry(m, seq);
	int64_t near_ms = 0;

	if (x->ask == ASK_BONDED)
		near_ms = m->settings.bonded_ms;
	else if (x->ask == ASK_WALKER)
		near_ms = m->settings.badge_ms;
	return distance(x->fold_ms, ms) < near_ms && memory_decision(m, seq) == DECISION_WAITING;
}

/* Has a dog gone out since that event, and is not back? */
static bool has_gone(const struct memory *m, uint32_t dog, uint64_t since)
{
	uint64_t gone = m->dogs[dog]->gone_seq;

	return gone > since && !memory_undone(m, gone);
}

/* Are all whom it waits for going: this dog, gone before it, or waiting as well? */
static bool is_complete(const struct memory *m, uint64_t seq, uint32_t going, int64_t ms)
{
	const char *with = awaited(memory_entry(m, seq));

	for (const char *p = with; *p;) {
		size_t n = strcspn(p, " ");
		char id[DOG_ID_SIZE];
		uint32_t dog;

		snprintf(id, sizeof(id), "%.*s", (int)n, p);
		dog = memory_dog(m, id);
		if (dog == NOBODY || (dog != going && !has_gone(m, dog, seq) &&
				      !memory_waits_for_partner(m, dog, ms)))
			return false;
		p += n + (p[n] == ' ');
	}
	return true;
}

void memory_partners_go(struct memory *m, uint32_t dog, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);
	uint64_t go[COVERED_MAX];
	size_t count = 0;

	for (size_t i = 0; i < m->pair_count && count < COVERED_MAX; i++) {
		const struct pair *p = &m->pairs[i];
		const char *id =
			p->kind == PAIR_BONDED ? pair_other(p, m->dogs[dog]->record.id) : NULL;
		uint32_t other = id ? memory_dog(m, id) : NOBODY;
		uint64_t waits =
			other == NOBODY ? 0 : memory_waits_for_partner(m, other, x->fold_ms);

		if (waits && is_complete(m, waits, dog, x->fold_ms))
			go[count++] = waits;
	}
	for (size_t i = 0; i < count; i++)
		memory_complete(m, go[i], seq);
}

void memory_complete(struct memory *m, uint64_t seq, uint64_t by)
{
	struct entry *x = memory_entry(m, seq);
	struct dog_memory *d = m->dogs[x->dog];

	x->completed_by = by;
	d->gone_seq = by;
	if (memory_entry(m, by)->fold_ms > d->place_ms)
		d->place_ms = memory_entry(m, by)->fold_ms;
	memory_touch(m, x->dog);
}

void memory_touch_dependents(struct memory *m, uint64_t seq)
{
	uint64_t from = seq > NEAR ? seq - NEAR : 1;

	for (uint64_t s = from; s <= m->entry_count && s < seq + NEAR; s++) {
		const struct entry *x = memory_entry(m, s);

		if (x->walker_by == seq || x->completed_by == seq)
			memory_touch(m, x->dog);
	}
}

void memory_touch(struct memory *m, uint32_t dog)
{
	for (size_t i = 0; i < m->touched_count; i++) {
		if (m->touched[i] == dog)
			return;
	}
	if (m->touched_count < TOUCHED_MAX)
		m->touched[m->touched_count++] = dog;
}
