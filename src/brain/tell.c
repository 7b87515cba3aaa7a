/*
 * tell - changes from what the brain remembers. See the header.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/brain/tell.h"

static bool same_walk(const struct walk *a, const struct walk *b)
{
	return a->out_ms == b->out_ms && a->in_ms == b->in_ms && a->out_seq == b->out_seq &&
	       a->in_seq == b->in_seq && a->out_kind == b->out_kind && a->in_kind == b->in_kind &&
	       strcmp(a->volunteer, b->volunteer) == 0;
}

static bool same_place(const struct walk *a, const struct walk *b)
{
	return a->out_ms == b->out_ms && a->out_seq == b->out_seq;
}

int tell_walk(struct changes *changes, enum change_kind kind, const struct walk *w)
{
	struct change *c = changes_add(changes, kind);

	if (!c)
		return ERR_NOMEM;
	c->as.walk = *w;
	return 0;
}

/* Tell how a dog's walks differ from what they were. Both lists are in order and mostly agree at
 * both ends. */
int tell_walks(struct changes *changes, const struct walks *was, const struct walks *is)
{
	size_t first = 0;
	size_t was_end = was->count;
	size_t is_end = is->count;

	while (first < was_end && first < is_end && same_walk(&was->list[first], &is->list[first]))
		first++;
	while (was_end > first && is_end > first &&
	       same_walk(&was->list[was_end - 1], &is->list[is_end - 1])) {
		was_end--;
		is_end--;
	}
	for (size_t i = first; i < was_end; i++) {
		bool gone = true;

		for (size_t k = first; gone && k < is_end; k++)
			gone = !same_place(&was->list[i], &is->list[k]);
		if (gone && tell_walk(changes, CHANGE_WALK_GONE, &was->list[i]) != 0)
			return ERR_NOMEM;
	}
	for (size_t i = first; i < is_end; i++) {
		if (tell_walk(changes, CHANGE_WALK, &is->list[i]) != 0)
			return ERR_NOMEM;
	}
	return 0;
}

int tell_now(const struct memory *m, uint32_t dog, int32_t day, struct changes *changes)
{
	struct change *c = changes_add(changes, CHANGE_NOW);

	if (!c)
		return ERR_NOMEM;
	memory_now(m, dog, day, &c->as.now);
	return 0;
}

int tell_decision(const struct memory *m, uint64_t seq, struct changes *changes)
{
	const struct entry *x = memory_entry(m, seq);
	uint64_t answer = memory_answer(m, seq);
	struct change *c = changes_add(changes, CHANGE_DECISION);
	struct decision *d;

	if (!c)
		return ERR_NOMEM;
	d = c->as.decision;
	d->seq = seq;
	snprintf(d->id, sizeof(d->id), "%s", x->id);
	snprintf(d->dog, sizeof(d->dog), "%s", m->dogs[x->dog]->record.id);
	snprintf(d->volunteer, sizeof(d->volunteer), "%s",
		 memory_entry(m, memory_walker(m, seq))->volunteer);
	d->move = (enum move)x->move;
	d->ask = (enum ask)x->ask;
	d->asked_ms = x->fold_ms;
	d->warning_count = x->warning_count;
	if (x->warning_count)
		memcpy(d->warnings, x->warnings, x->warning_count * sizeof(x->warnings[0]));
	d->status = memory_decision(m, seq);
	if (answer) {
		const struct entry *y = memory_entry(m, answer);

		d->answer_seq = answer;
		d->answered_ms = y->time_ms;
		snprintf(d->reason, sizeof(d->reason), "%s", y->reason);
		snprintf(d->by, sizeof(d->by), "%s", y->volunteer);
	}
	return 0;
}

int tell_closing(const struct closing *closing, struct changes *changes)
{
	struct change *c = changes_add(changes, CHANGE_CLOSING);

	if (!c)
		return ERR_NOMEM;
	c->as.closing = *closing;
	return 0;
}

int tell_recall(const struct memory *m, struct changes *changes)
{
	struct change *c = changes_add(changes, CHANGE_RECALL);

	if (!c)
		return ERR_NOMEM;
	*c->as.recall = m->recall;
	return 0;
}
