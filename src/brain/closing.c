/*
 * closing - which days are closed, and the recall. Part of memory.h.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/brain/memory.h"

const struct closing *memory_closing(const struct memory *m, int32_t day)
{
	for (size_t i = m->closing_count; i-- > 0;) {
		if (m->closings[i].day == day)
			return &m->closings[i];
	}
	return NULL;
}

int memory_close(struct memory *m, uint64_t seq, int32_t day)
{
	const struct entry *x = memory_entry(m, seq);
	struct closing *c;

	if (GROW(m, closing) != 0)
		return ERR_NOMEM;
	c = &m->closings[m->closing_count++];
	memset(c, 0, sizeof(*c));
	c->seq = seq;
	c->day = day;
	c->closed_ms = x->fold_ms;
	snprintf(c->by, sizeof(c->by), "%s", x->volunteer);
	m->closing_touched = m->closing_count;
	return 0;
}

void memory_reopen(struct memory *m, uint64_t seq, int64_t ms)
{
	const struct closing *last = m->closing_count ? memory_closing(m, days_of(ms)) : NULL;
	size_t at;

	if (!last || last->reopened_seq)
		return;
	at = (size_t)(last - m->closings);
	m->closings[at].reopened_seq = seq;
	m->closing_touched = at + 1;
}

void memory_take_recall(struct memory *m, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);
	struct recall *r = &m->recall;

	memset(r, 0, sizeof(*r));
	r->on = x->go;
	r->seq = seq;
	r->since_ms = x->fold_ms;
	snprintf(r->by, sizeof(r->by), "%s", x->volunteer);
	snprintf(r->reason, sizeof(r->reason), "%s", x->reason);
}
