/*
 * tell_all - everything that the brain remembers as changes: the first load of a subscriber, and what
 * verify compares with. See tell.h.
 */
#include <config.h>

#include "paseo/base/days.h"
#include "paseo/brain/tell.h"

static int show_dogs(const struct memory *m, int32_t day, bool all, struct changes *out)
{
	for (uint32_t i = 0; i < m->dog_count; i++) {
		const struct dog_memory *d = m->dogs[i];
		struct change *c;

		if (d->record.archived && !all && fold_state(&d->walks) == STATE_INSIDE)
			continue;
		c = changes_add(out, CHANGE_DOG);
		if (!c)
			return ERR_NOMEM;
		*c->as.dog = d->record;
		if (tell_now(m, i, day, out) != 0)
			return ERR_NOMEM;
		for (size_t w = 0; w < d->walks.count; w++) {
			if ((all || d->walks.list[w].day == day || !d->walks.list[w].in_ms) &&
			    tell_walk(out, CHANGE_WALK, &d->walks.list[w]) != 0)
				return ERR_NOMEM;
		}
	}
	return 0;
}

static int show_people(const struct memory *m, struct changes *out)
{
	for (size_t i = 0; i < m->volunteer_count; i++) {
		struct change *c = changes_add(out, CHANGE_VOLUNTEER);

		if (!c)
			return ERR_NOMEM;
		*c->as.volunteer = m->volunteers[i];
	}
	for (size_t i = 0; i < m->tag_count; i++) {
		struct change *c;

		if (!m->tags[i].to[0])
			continue;
		c = changes_add(out, CHANGE_TAG);
		if (!c)
			return ERR_NOMEM;
		*c->as.tag = m->tags[i];
	}
	return 0;
}

static int show_pairs(const struct memory *m, struct changes *out)
{
	for (size_t i = 0; i < m->pair_count; i++) {
		struct change *c = changes_add(out, CHANGE_PAIR);

		if (!c)
			return ERR_NOMEM;
		*c->as.pair = m->pairs[i];
	}
	return 0;
}

static int show_tokens(const struct memory *m, struct changes *out)
{
	for (size_t i = 0; i < m->token_count; i++) {
		struct change *c = changes_add(out, CHANGE_TOKEN);

		if (!c)
			return ERR_NOMEM;
		*c->as.token = m->tokens[i];
	}
	return 0;
}

/* How today and the day before were closed, for boards; every closing for all. */
static int show_closings(const struct memory *m, int32_t day, bool all, struct changes *out)
{
	for (size_t i = 0; i < m->closing_count; i++) {
		const struct closing *c = &m->closings[i];

		if (!all && c->day < days_add(day, -1))
			continue;
		if (tell_closing(c, out) != 0)
			return ERR_NOMEM;
	}
	return m->recall.seq ? tell_recall(m, out) : 0;
}

static int show_decisions(const struct memory *m, bool all, struct changes *out)
{
	for (uint64_t seq = 1; all && seq <= m->entry_count; seq++) {
		const struct entry *x = memory_entry(m, seq);

		if (x->outcome == OUTCOME_HELD && x->of_seq == seq &&
		    tell_decision(m, seq, out) != 0)
			return ERR_NOMEM;
	}
	for (size_t i = 0; !all && i < m->held_count; i++) {
		if (memory_decision(m, m->held[i]) == DECISION_WAITING &&
		    tell_decision(m, m->held[i], out) != 0)
			return ERR_NOMEM;
	}
	return 0;
}

int tell_all(const struct memory *m, int32_t day, bool all, struct changes *changes)
{
	int code = show_dogs(m, day, all, changes);

	if (code == 0)
		code = show_people(m, changes);
	if (code == 0)
		code = show_pairs(m, changes);
	if (code == 0)
		code = show_tokens(m, changes);
	if (code == 0)
		code = show_decisions(m, all, changes);
	if (code == 0)
		code = show_closings(m, day, all, changes);
	return code;
}
