/*
 * refold - what counts, and the walks and states that follow. Part of memory.h.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/brain/memory.h"

/* A retract of a retract of a retract ... is followed so far. */
#define DEPTH_MAX 10000

static bool undone(const struct memory *m, uint64_t seq, int depth)
{
	for (uint64_t r = memory_entry(m, seq)->refs; r; r = memory_entry(m, r)->prev_ref) {
		if (memory_entry(m, r)->action == ACTION_RETRACT && depth < DEPTH_MAX &&
		    !undone(m, r, depth + 1))
			return true;
	}
	return false;
}

bool memory_undone(const struct memory *m, uint64_t seq)
{
	return undone(m, seq, 0);
}

/* The last answer or amend that stands for an event; of amends one that says a time, or who walks. */
static uint64_t standing(const struct memory *m, uint64_t seq, enum action action, bool time)
{
	for (uint64_t r = memory_entry(m, seq)->refs; r; r = memory_entry(m, r)->prev_ref) {
		const struct entry *x = memory_entry(m, r);
		bool says = action != ACTION_AMEND ||
			    (time ? x->fold_ms != 0 : x->volunteer[0] != '\0');

		if (x->action == action && says && !memory_undone(m, r))
			return r;
	}
	return 0;
}

uint64_t memory_answer(const struct memory *m, uint64_t seq)
{
	uint64_t answer = standing(m, seq, ACTION_ANSWER, false);
	uint64_t by = memory_entry(m, seq)->completed_by;

	return answer || !by || memory_undone(m, by) ? answer : by;
}

enum decision_status memory_decision(const struct memory *m, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);
	uint64_t answer = memory_answer(m, seq);

	if (memory_undone(m, seq))
		return DECISION_WITHDRAWN;
	if (answer)
		return memory_entry(m, answer)->action != ACTION_ANSWER ||
				       memory_entry(m, answer)->go
			       ? DECISION_GO
			       : DECISION_NO;
	if (x->moot_by && !memory_undone(m, x->moot_by))
		return DECISION_MOOT;
	return DECISION_WAITING;
}

uint64_t memory_walker(const struct memory *m, uint64_t seq)
{
	uint64_t amend = standing(m, seq, ACTION_AMEND, false);
	uint64_t badge = memory_entry(m, seq)->walker_by;

	if (amend)
		return amend;
	return badge && !memory_undone(m, badge) ? badge : seq;
}

uint64_t memory_waiting_to(const struct memory *m, uint32_t dog, enum move move)
{
	uint64_t first = 0;

	for (size_t i = 0; i < m->held_count; i++) {
		uint64_t seq = m->held[i];
		const struct entry *x = memory_entry(m, seq);

		if (x->dog == dog && (move == MOVE_NONE || x->move == (unsigned char)move) &&
		    (!first || seq < first) && memory_decision(m, seq) == DECISION_WAITING)
			first = seq;
	}
	return first;
}

uint64_t memory_waiting(const struct memory *m, uint32_t dog)
{
	return memory_waiting_to(m, dog, MOVE_NONE);
}

void memory_idle(struct memory *m, uint32_t dog, uint64_t by, uint64_t subject)
{
	struct act act;
	bool counts = memory_act(m, subject, &act);

	for (size_t i = 0; i < m->held_count; i++) {
		uint64_t seq = m->held[i];

		if (memory_entry(m, seq)->dog == dog && seq != subject &&
		    (!counts || seq < subject) && memory_decision(m, seq) == DECISION_WAITING)
			memory_entry(m, seq)->moot_by = by;
	}
}

void memory_replace(struct memory *m, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);

	for (size_t i = 0; i < m->held_count; i++) {
		struct entry *old = memory_entry(m, m->held[i]);

		if (old->dog == x->dog && old->move == x->move && m->held[i] < seq &&
		    memory_decision(m, m->held[i]) == DECISION_WAITING)
			old->moot_by = seq;
	}
}

/* The time of a movement as the fold takes it. */
static int64_t act_time(const struct memory *m, uint64_t seq, uint64_t amend)
{
	const struct entry *x = memory_entry(m, seq);

	if (amend)
		return memory_entry(m, amend)->fold_ms;
	/* A held SALIDA goes out when it is answered; all else counts from its own time. */
	if (x->outcome == OUTCOME_HELD && x->move == MOVE_EXIT)
		return memory_entry(m, memory_answer(m, seq))->fold_ms;
	return x->fold_ms;
}

bool memory_act(const struct memory *m, uint64_t seq, struct act *act)
{
	const struct entry *x = memory_entry(m, seq);
	bool taken = x->outcome == OUTCOME_APPLIED || x->outcome == OUTCOME_ALREADY ||
		     (x->outcome == OUTCOME_HELD && x->of_seq == seq &&
		      memory_decision(m, seq) == DECISION_GO);
	uint64_t amend;

	if (!taken || x->move == MOVE_NONE || x->dog == NOBODY || memory_undone(m, seq))
		return false;
	amend = standing(m, seq, ACTION_AMEND, true);
	act->ms = act_time(m, seq, amend);
	act->id = x->id;
	act->seq = seq;
	act->move = (enum move)x->move;
	act->kind = amend ? END_TYPED : (enum end_kind)x->kind;
	act->dog = m->dogs[x->dog]->record.id;
	act->volunteer = memory_entry(m, memory_walker(m, seq))->volunteer;
	return true;
}

static int compare_acts(const void *a, const void *b)
{
	const struct act *x = a;
	const struct act *y = b;
	int order = fold_compare(x->ms, x->id, y->ms, y->id);

	if (order)
		return order;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

int memory_fold(struct memory *m, uint32_t dog, struct walks *walks)
{
	struct dog_memory *d = m->dogs[dog];
	struct act *acts = malloc((d->event_count + 1) * sizeof(*acts));
	size_t n = 0;
	int code = 0;

	if (!acts)
		return ERR_NOMEM;
	for (size_t i = 0; i < d->event_count; i++)
		n += memory_act(m, d->events[i], &acts[n]);
	qsort(acts, n, sizeof(*acts), compare_acts);
	walks->count = 0;
	for (size_t i = 0; i < n && code >= 0; i++)
		code = fold_step(walks, &acts[i]);
	d->last_seq = n ? acts[n - 1].seq : 0;
	d->last_ms = n ? acts[n - 1].ms : 0;
	free(acts);
	return code < 0 ? code : 0;
}

/* Does an end of a walk come before that place in the order? */
static bool before(const struct memory *m, int64_t end_ms, uint64_t end_seq, int64_t ms,
		   const char *id)
{
	return fold_compare(end_ms, memory_entry(m, end_seq)->id, ms, id) < 0;
}

enum dog_state memory_state_at(const struct memory *m, uint32_t dog, int64_t ms, const char *id,
			       int64_t *since_ms)
{
	const struct walks *w = &m->dogs[dog]->walks;
	size_t begun = w->count; /* walks that begin before that place: mostly all */
	size_t low = 0;

	if (begun && !before(m, w->list[begun - 1].out_ms, w->list[begun - 1].out_seq, ms, id)) {
		while (low < begun) {
			size_t middle = low + (begun - low) / 2;
			const struct walk *walk = &w->list[middle];

			if (before(m, walk->out_ms, walk->out_seq, ms, id))
				low = middle + 1;
			else
				begun = middle;
		}
	}
	*since_ms = 0;
	if (begun == 0)
		return STATE_INSIDE;
	const struct walk *last = &w->list[begun - 1];

	if (last->in_ms && before(m, last->in_ms, last->in_seq, ms, id)) {
		*since_ms = last->in_ms;
		return STATE_INSIDE;
	}
	*since_ms = last->out_ms;
	return STATE_OUTSIDE;
}

/* Bring the total of closed walks up to date for that day. */
static const struct total *sum_day(struct dog_memory *d, int32_t day)
{
	const struct walks *w = &d->walks;
	struct total *t = &d->total;

	if (t->day != day) {
		memset(t, 0, sizeof(*t));
		t->day = day;
		t->summed = w->count;
		while (t->summed && w->list[t->summed - 1].day >= day)
			t->summed--;
	}
	for (; t->summed < w->count && w->list[t->summed].in_ms; t->summed++) {
		if (w->list[t->summed].day != day)
			continue;
		t->walks++;
		t->seconds += walk_seconds(&w->list[t->summed]);
	}
	return t;
}

void memory_now(const struct memory *m, uint32_t dog, int32_t day, struct dog_now *out)
{
	const struct walks *w = &m->dogs[dog]->walks;
	const struct total *total = sum_day(m->dogs[dog], day);
	bool outside = fold_state(w) == STATE_OUTSIDE;
	size_t closed_count = w->count - outside;

	memset(out, 0, sizeof(*out));
	snprintf(out->id, sizeof(out->id), "%s", m->dogs[dog]->record.id);
	out->state = outside ? STATE_OUTSIDE : STATE_INSIDE;
	out->day = day;
	out->walks_today = total->walks;
	out->walk_seconds_today = total->seconds;
	if (closed_count) {
		const struct walk *last = &w->list[closed_count - 1];

		out->since_ms = out->last_in_ms = last->in_ms;
		out->last_walk_ms = last->in_ms - last->out_ms;
	}
	if (outside) {
		const struct walk *open = &w->list[closed_count];

		out->since_ms = open->out_ms;
		out->walks_today += open->day == day;
		snprintf(out->volunteer, sizeof(out->volunteer), "%s", open->volunteer);
	}
}
