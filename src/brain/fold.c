/*
 * fold - one step of it, and what a walk adds up to. See the header.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/brain/fold.h"

int fold_compare(int64_t a_ms, const char *a_id, int64_t b_ms, const char *b_id)
{
	if (a_ms != b_ms)
		return a_ms < b_ms ? -1 : 1;
	return strcmp(a_id, b_id);
}

enum dog_state fold_state(const struct walks *w)
{
	return w->count && !w->list[w->count - 1].in_ms ? STATE_OUTSIDE : STATE_INSIDE;
}

static int begin_walk(struct walks *w, const struct act *a)
{
	struct walk *walk;

	if (grow((void **)&w->list, &w->room, w->count, sizeof(*walk)) != 0)
		return ERR_NOMEM;
	walk = &w->list[w->count++];
	memset(walk, 0, sizeof(*walk));
	snprintf(walk->dog, sizeof(walk->dog), "%s", a->dog);
	snprintf(walk->volunteer, sizeof(walk->volunteer), "%s", a->volunteer);
	walk->day = days_of(a->ms);
	walk->out_ms = a->ms;
	walk->out_seq = a->seq;
	walk->out_kind = a->kind;
	return 1;
}

static int end_walk(struct walks *w, const struct act *a)
{
	struct walk *walk = &w->list[w->count - 1];

	walk->in_ms = a->ms;
	walk->in_seq = a->seq;
	walk->in_kind = a->kind;
	if (!walk->volunteer[0])
		snprintf(walk->volunteer, sizeof(walk->volunteer), "%s", a->volunteer);
	return 1;
}

int fold_step(struct walks *w, const struct act *a)
{
	bool outside = fold_state(w) == STATE_OUTSIDE;

	switch (a->move) {
	case MOVE_EXIT:
		return outside ? 0 : begin_walk(w, a);
	case MOVE_ENTRY:
		return outside ? end_walk(w, a) : 0;
	case MOVE_TURN:
		return outside ? end_walk(w, a) : begin_walk(w, a);
	default:
		return 0;
	}
}

void walks_clear(struct walks *w)
{
	free(w->list);
	memset(w, 0, sizeof(*w));
}

int64_t walk_seconds(const struct walk *w)
{
	return w->in_ms > w->out_ms ? (w->in_ms - w->out_ms) / SECOND_MS : 0;
}

enum end_kind walk_kind(const struct walk *w)
{
	return w->in_kind > w->out_kind ? w->in_kind : w->out_kind;
}
