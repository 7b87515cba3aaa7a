#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/board/view.h"

/* What the order of a list goes by, worked out once for each dog. */
struct rank {
	int first;    /* the lower comes first */
	int64_t then; /* the lower comes first */
	const char *last;
	size_t index;
};

static int compare(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->then != y->then)
		return x->then < y->then ? -1 : 1;
	return strcmp(x->last, y->last);
}

/* Overdue before the rest, by how long out. */
static struct rank rank_outside(const struct model *m, const struct board_dog *d, int64_t now_ms)
{
	return (struct rank){
		.first = dog_lateness(m, d, now_ms) == LATENESS_LATE ? 0 : 1,
		.then = -dog_minutes_out(d, now_ms),
	};
}

/* Not out yet today before the rest, by how long since the last walk; never walked is longest. */
static struct rank rank_inside(const struct board_dog *d, int64_t now_ms)
{
	return (struct rank){
		.first = dog_walks_today(d, now_ms) > 0,
		.then = d->now.last_in_ms,
	};
}

static int grow(struct view *v, size_t count)
{
	for (int side = 0; side < SIDE_COUNT && count > v->room; side++) {
		size_t *grown = realloc(v->dogs[side], count * sizeof(*grown));

		if (!grown)
			return ERR_NOMEM;
		v->dogs[side] = grown;
	}
	if (count > v->room)
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

		if (outside != (side == SIDE_OUTSIDE) || (!outside && d->dog.archived))
			continue;
		ranks[count] = outside ? rank_outside(m, d, now_ms) : rank_inside(d, now_ms);
		ranks[count].index = i;
		ranks[count++].last = d->dog.id;
	}
	qsort(ranks, count, sizeof(*ranks), compare);
	for (size_t i = 0; i < count; i++)
		v->dogs[side][i] = ranks[i].index;
	v->count[side] = count;
}

int view_make(struct view *v, const struct model *m, int64_t now_ms)
{
	struct rank *ranks;
	int code = grow(v, m->dog_count);

	v->count[SIDE_OUTSIDE] = v->count[SIDE_INSIDE] = v->unwalked = 0;
	if (code != 0 || m->dog_count == 0)
		return code;
	ranks = calloc(m->dog_count, sizeof(*ranks));
	if (!ranks)
		return ERR_NOMEM;
	for (int side = 0; side < SIDE_COUNT; side++)
		sort_side(v, m, (enum side)side, ranks, now_ms);
	free(ranks);
	for (size_t i = 0; i < v->count[SIDE_INSIDE]; i++)
		if (dog_walks_today(&m->dogs[v->dogs[SIDE_INSIDE][i]], now_ms) == 0)
			v->unwalked++;
	return 0;
}

void view_free(struct view *v)
{
	for (int side = 0; side < SIDE_COUNT; side++)
		free(v->dogs[side]);
	*v = (struct view){ 0 };
}

/* Two reactive dogs must not be OUTSIDE at once. */
static struct may_go check_traits(const struct model *m, const struct view *v,
				  const struct board_dog *d)
{
	if (!dog_has_trait(&d->dog, "reactive"))
		return (struct may_go){ .verdict = VERDICT_GO };
	for (size_t i = 0; i < v->count[SIDE_OUTSIDE]; i++) {
		const struct board_dog *out = &m->dogs[v->dogs[SIDE_OUTSIDE][i]];

		if (out != d && dog_has_trait(&out->dog, "reactive"))
			return (struct may_go){ VERDICT_STAY, WARNING_REACTIVE, out };
	}
	return (struct may_go){ .verdict = VERDICT_GO };
}

struct may_go view_may_go(const struct model *m, const struct view *v, const struct board_dog *d)
{
	struct may_go may = check_traits(m, v, d);

	if (model_waiting_for(m, d->dog.id))
		may.verdict = VERDICT_ASKED;
	return may;
}
