#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/board/judge.h"
#include "paseo/board/view.h"

#define BADGE_STEP_MS (5 * SECOND_MS) /* in which the time of a badge is counted down */

/* What the order of a list goes by, worked out once for each dog. */
struct rank {
	int64_t keys[4]; /* the lower comes first */
	const char *last;
	size_t index;
};

static int compare(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	for (size_t i = 0; i < sizeof(x->keys) / sizeof(x->keys[0]); i++)
		if (x->keys[i] != y->keys[i])
			return x->keys[i] < y->keys[i] ? -1 : 1;
	return strcmp(x->last, y->last);
}

/* Overdue before the rest, by how long out. */
static void rank_outside(const struct model *m, const struct board_dog *d, int64_t now_ms,
			 struct rank *r)
{
	r->keys[0] = dog_lateness(m, d, now_ms) == LATENESS_LATE ? 0 : 1;
	r->keys[1] = d->now.since_ms;
}

/*
 * Not out yet today before the rest, those on hold between; then the longest wait, in hours, never
 * walked first; then who is furthest from the day's aim.
 */
static void rank_inside(const struct model *m, const struct board_dog *d, int64_t now_ms,
			struct rank *r)
{
	int target = dog_target_min(m, d);
	int64_t wait_ms = now_ms - d->now.last_in_ms;

	r->keys[0] = dog_walks_today(d, now_ms) > 0	     ? 2
		     : dog_on_hold(&d->dog, days_of(now_ms)) ? 1
							     : 0;
	r->keys[1] = d->now.last_in_ms ? -(wait_ms / HOUR_MS) : INT64_MIN;
	r->keys[2] = target > 0 ? dog_seconds_today(d, now_ms) / target : 0;
	r->keys[3] = d->now.last_in_ms;
}

static int grow_to(void **list, size_t count, size_t size)
{
	void *grown = realloc(*list, count * size);

	if (!grown)
		return ERR_NOMEM;
	*list = grown;
	return 0;
}

static int grow(struct view *v, size_t count)
{
	if (count <= v->room)
		return 0;
	if (grow_to((void **)&v->dogs[SIDE_OUTSIDE], count, sizeof(size_t)) != 0 ||
	    grow_to((void **)&v->dogs[SIDE_INSIDE], count, sizeof(size_t)) != 0 ||
	    grow_to((void **)&v->may, count, sizeof(*v->may)) != 0 ||
	    grow_to((void **)&v->gate, count, sizeof(*v->gate)) != 0)
		return ERR_NOMEM;
	v->room = count;
	return 0;
}

static void sort_side(struct view *v, const struct model *m, enum side side, struct rank *ranks,
		      int64_t now_ms)
{
	size_t count = 0;

	for (size_t i = 0; i < m->dog_count; i++) {
		const struct board_dog *d = &m->dogs[i];
		bool outside = d->now.state == STATE_OUTSIDE;
		struct rank *r = &ranks[count];

		if (outside != (side == SIDE_OUTSIDE) || (!outside && d->dog.archived))
			continue;
		*r = (struct rank){ .last = d->dog.id, .index = i };
		if (outside)
			rank_outside(m, d, now_ms, r);
		else
			rank_inside(m, d, now_ms, r);
		count++;
	}
	qsort(ranks, count, sizeof(*ranks), compare);
	for (size_t i = 0; i < count; i++)
		v->dogs[side][i] = ranks[i].index;
	v->count[side] = count;
}

static void find_walker(struct view *v, const struct model *m, int64_t now_ms)
{
	v->walker = model_walker(m, now_ms);
	v->walker_until_ms = v->walker ? m->badge.ms + m->settings.badge_ms : 0;
}

/* Note a moment of the future at which the picture will be another one. */
static void again_at(struct view *v, int64_t ms, int64_t now_ms)
{
	if (ms > now_ms && (!v->again_ms || ms < v->again_ms))
		v->again_ms = ms;
}

static void find_again(struct view *v, const struct model *m, int64_t now_ms)
{
	for (size_t i = 0; i < m->dog_count; i++) {
		const struct board_dog *d = &m->dogs[i];

		if (v->gate[i].moved)
			again_at(v, d->now.since_ms + m->settings.gate_busy_ms, now_ms);
		if (!v->gate[i].outside)
			continue;
		again_at(v, dog_overdue_ms(m, d), now_ms);
		again_at(v, dog_alone_ms(m, d), now_ms);
	}
	if (v->walker)
		again_at(v,
			 v->walker_until_ms -
				 (v->walker_until_ms - now_ms - 1) / BADGE_STEP_MS * BADGE_STEP_MS,
			 now_ms);
	for (size_t i = 0; i < m->waiting_count; i++)
		again_at(v, judge_at_gate_until_ms(m, &m->waiting[i]), now_ms);
}

/* After the day is closed no dog should be out. */
static void count_overdue(struct view *v, const struct model *m, int64_t now_ms)
{
	const struct closing *closing =
		model_is_closed(m, days_of(now_ms)) ? model_closing(m, days_of(now_ms)) : NULL;

	for (size_t i = 0; i < v->count[SIDE_OUTSIDE]; i++) {
		int64_t ms = dog_overdue_ms(m, &m->dogs[v->dogs[SIDE_OUTSIDE][i]]);

		if (closing && closing->closed_ms < ms)
			ms = closing->closed_ms;
		if (ms > now_ms)
			continue;
		v->overdue++;
		v->overdue_ms = ms > v->overdue_ms ? ms : v->overdue_ms;
	}
}

static void forget(struct view *v)
{
	v->count[SIDE_OUTSIDE] = v->count[SIDE_INSIDE] = v->unwalked = 0;
	v->overdue = 0;
	v->overdue_ms = v->again_ms = 0;
}

int view_make(struct view *v, const struct model *m, int64_t now_ms)
{
	struct rank *ranks;
	int code = grow(v, m->dog_count);

	forget(v);
	find_walker(v, m, now_ms);
	if (code != 0 || m->dog_count == 0)
		return code;
	judge_all(v, m, now_ms);
	ranks = calloc(m->dog_count, sizeof(*ranks));
	if (!ranks)
		return ERR_NOMEM;
	for (int side = 0; side < SIDE_COUNT; side++)
		sort_side(v, m, (enum side)side, ranks, now_ms);
	free(ranks);
	for (size_t i = 0; i < v->count[SIDE_INSIDE]; i++)
		if (dog_walks_today(&m->dogs[v->dogs[SIDE_INSIDE][i]], now_ms) == 0)
			v->unwalked++;
	count_overdue(v, m, now_ms);
	find_again(v, m, now_ms);
	return 0;
}

void view_free(struct view *v)
{
	for (int side = 0; side < SIDE_COUNT; side++)
		free(v->dogs[side]);
	free(v->may);
	free(v->gate);
	*v = (struct view){ 0 };
}

size_t view_next(const struct model *m, const struct view *v, size_t *out, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < v->count[SIDE_INSIDE] && count < max; i++) {
		size_t index = v->dogs[SIDE_INSIDE][i];

		if (view_may_go(m, v, &m->dogs[index]).outlook == OUTLOOK_GO)
			out[count++] = index;
	}
	return count;
}
