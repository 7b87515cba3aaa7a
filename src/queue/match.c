/*
 * match - first each field by itself, which is nearly always enough; then, where values in different
 * elements of arrays are in question, a search.
 *
 * The search keeps, for each array, the element that was chosen. A goal is a field or a $or. Goals that
 * share no array in which nothing is chosen yet cannot disturb one another and are solved apart, so
 * that arrays beside each other cost their sum and not their product; each choice takes an array out
 * of that and splits what is left further.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/queue/match.h"
#include "paseo/queue/matcher.h"

/* Of a goal that is a field: it was decided that it shall be absent. */
#define ABSENT UINT32_C(0x80000000)

enum verdict { NO, YES, PERHAPS };

/* The values that a field takes: numbers of them in a list. */
struct taken {
	uint32_t first;
	uint32_t count;
	bool known;
};

struct matching {
	const struct pattern *p;
	const struct flat *f;
	uint32_t *chosen; /* for each array: the element, or FLAT_NONE */
	uint32_t *stamps; /* for each array: the last round of grouping that touched it */
	size_t array_room;
	uint32_t stamp;
	uint32_t *trails; /* arrays in which one was chosen, in that order */
	size_t trail_count, trail_room;
	uint32_t *goals; /* lists of goals, one behind the other */
	size_t goal_count, goal_room;
	struct taken *takens; /* for each node */
	size_t taken_room;
	uint32_t *values; /* the lists of takens */
	size_t value_count, value_room;
	unsigned long steps;
	int code; /* why the search is to end */
};

struct matching *matching_new(void)
{
	return calloc(1, sizeof(struct matching));
}

void matching_free(struct matching **m)
{
	if (!*m)
		return;
	free((*m)->chosen);
	free((*m)->stamps);
	free((*m)->trails);
	free((*m)->goals);
	free((*m)->takens);
	free((*m)->values);
	free(*m);
	*m = NULL;
}

static bool takes(const struct matching *m, const struct node *field, const struct value *v)
{
	for (uint32_t i = 0; i < field->count; i++) {
		if (matcher_takes(m->p, &m->p->matchers[field->first + i], v))
			return true;
	}
	return false;
}

/* ---- each field by itself ---- */

static enum verdict judge_field(const struct matching *m, const struct node *field)
{
	const uint32_t first = flat_first(m->f, field->path);
	bool found = false, absent = field->absent;

	for (uint32_t i = first; i != FLAT_NONE; i = m->f->values[i].next) {
		const struct flat_value *v = &m->f->values[i];
		bool fits = takes(m, field, &v->value);

		if (fits && v->place == FLAT_NONE)
			return YES;
		found |= fits;
		/* It goes with every other value: with it there the field is never absent. */
		absent &= v->place != FLAT_NONE;
	}
	if (absent && first == FLAT_NONE)
		return YES;
	return found || absent ? PERHAPS : NO;
}

static enum verdict judge_all(const struct matching *m, uint32_t number);

static enum verdict judge_any(const struct matching *m, uint32_t number)
{
	enum verdict best = NO;

	for (uint32_t i = m->p->nodes[number].first; i; i = m->p->nodes[i].next) {
		enum verdict v = judge_all(m, i);

		if (v == YES)
			return YES;
		if (v == PERHAPS)
			best = PERHAPS;
	}
	return best;
}

static enum verdict judge_all(const struct matching *m, uint32_t number)
{
	enum verdict worst = YES;

	for (uint32_t i = m->p->nodes[number].first; i; i = m->p->nodes[i].next) {
		const struct node *n = &m->p->nodes[i];
		enum verdict v = n->kind == NODE_FIELD ? judge_field(m, n) : judge_any(m, i);

		if (v == NO)
			return NO;
		if (v == PERHAPS)
			worst = PERHAPS;
	}
	return worst;
}

/* ---- places ---- */

/* May a value of this place be added to what was chosen? */
static bool is_consistent(struct matching *m, uint32_t place)
{
	for (; place != FLAT_NONE; place = m->f->places[place].above) {
		const struct flat_place *x = &m->f->places[place];

		m->steps++;
		if (m->chosen[x->array] != FLAT_NONE && m->chosen[x->array] != x->element)
			return false;
	}
	return true;
}

static void choose(struct matching *m, uint32_t place)
{
	for (; place != FLAT_NONE; place = m->f->places[place].above) {
		const struct flat_place *x = &m->f->places[place];

		if (m->chosen[x->array] != FLAT_NONE)
			continue;
		if (GROW(m, trail) != 0) {
			m->code = ERR_NOMEM;
			return;
		}
		m->trails[m->trail_count++] = x->array;
		m->chosen[x->array] = x->element;
	}
}

static void undo(struct matching *m, size_t trail_count)
{
	while (m->trail_count > trail_count)
		m->chosen[m->trails[--m->trail_count]] = FLAT_NONE;
}

/* The values that a field takes, worked out once. */
static const struct taken *taken_of(struct matching *m, uint32_t number)
{
	const struct node *field = &m->p->nodes[number];
	struct taken *t = &m->takens[number];

	if (t->known)
		return t;
	t->known = true;
	t->first = (uint32_t)m->value_count;
	for (uint32_t i = flat_first(m->f, field->path); i != FLAT_NONE; i = m->f->values[i].next) {
		m->steps++;
		if (!takes(m, field, &m->f->values[i].value))
			continue;
		if (GROW(m, value) != 0) {
			m->code = ERR_NOMEM;
			break;
		}
		m->values[m->value_count++] = i;
	}
	t->count = (uint32_t)m->value_count - t->first;
	return t;
}

/* ---- which goals belong together ---- */

/* Mark the open arrays around a place, or (mark false) tell whether one of them is marked. */
static bool touch_place(struct matching *m, uint32_t place, bool mark)
{
	for (; place != FLAT_NONE; place = m->f->places[place].above) {
		uint32_t array = m->f->places[place].array;

		m->steps++;
		if (m->chosen[array] != FLAT_NONE)
			continue;
		if (mark)
			m->stamps[array] = m->stamp;
		else if (m->stamps[array] == m->stamp)
			return true;
	}
	return false;
}

static bool touch_field(struct matching *m, uint32_t goal, bool mark)
{
	const uint32_t number = goal & ~ABSENT;
	const struct node *field = &m->p->nodes[number];
	const struct taken *t = taken_of(m, number);

	for (uint32_t i = 0; !(goal & ABSENT) && i < t->count; i++) {
		uint32_t place = m->f->values[m->values[t->first + i]].place;

		if (touch_place(m, place, mark))
			return true;
	}
	if (!field->absent)
		return false;
	for (uint32_t i = flat_first(m->f, field->path); i != FLAT_NONE; i = m->f->values[i].next) {
		if (touch_place(m, m->f->values[i].place, mark))
			return true;
	}
	return false;
}

static bool touch(struct matching *m, uint32_t goal, bool mark)
{
	const struct node *nodes = m->p->nodes;

	if (nodes[goal & ~ABSENT].kind == NODE_FIELD)
		return touch_field(m, goal, mark);
	for (uint32_t i = nodes[goal].first; i; i = nodes[i].next) {
		if (touch(m, i, mark))
			return true;
	}
	return false;
}

static void swap_goals(struct matching *m, size_t a, size_t b)
{
	uint32_t was = m->goals[a];

	m->goals[a] = m->goals[b];
	m->goals[b] = was;
}

/* Bring the goals that have to do with the first one to the front of a list; how many they are. */
static size_t group_goals(struct matching *m, size_t from, size_t count)
{
	size_t together = 1, before = 0;

	m->stamp++;
	touch(m, m->goals[from], true);
	while (together != before) {
		before = together;
		for (size_t i = together; i < count; i++) {
			if (!touch(m, m->goals[from + i], false))
				continue;
			touch(m, m->goals[from + i], true);
			swap_goals(m, from + i, from + together++);
		}
	}
	return together;
}

/* ---- the search ---- */

static void add_goal(struct matching *m, uint32_t goal)
{
	if (GROW(m, goal) != 0)
		m->code = ERR_NOMEM;
	else
		m->goals[m->goal_count++] = goal;
}

static void add_goals_of(struct matching *m, uint32_t number)
{
	for (uint32_t i = m->p->nodes[number].first; i; i = m->p->nodes[i].next)
		add_goal(m, i);
}

static bool solve(struct matching *m, size_t from);

/* Solve the goals of a list but its first, and those that were added behind it since it ended there. */
static bool solve_rest(struct matching *m, size_t from, size_t count, size_t added)
{
	bool solved;

	for (size_t i = 1; i < count; i++)
		add_goal(m, m->goals[from + i]);
	solved = m->code == 0 && solve(m, added);
	m->goal_count = added;
	return solved;
}

static bool solve_any(struct matching *m, size_t from, size_t count)
{
	const struct node *nodes = m->p->nodes;

	for (uint32_t i = nodes[m->goals[from]].first; i; i = nodes[i].next) {
		size_t added = m->goal_count;

		if (judge_all(m, i) == NO)
			continue;
		add_goals_of(m, i);
		if (solve_rest(m, from, count, added))
			return true;
	}
	return false;
}

static bool solve_field(struct matching *m, size_t from, size_t count)
{
	const uint32_t number = m->goals[from];
	const struct taken t = *taken_of(m, number);
	size_t added = m->goal_count;

	for (uint32_t i = 0; i < t.count && m->code == 0; i++) {
		uint32_t place = m->f->values[m->values[t.first + i]].place;
		size_t trail_count = m->trail_count;
		bool solved;

		if (!is_consistent(m, place))
			continue;
		choose(m, place);
		solved = solve_rest(m, from, count, added);
		undo(m, trail_count);
		if (solved)
			return true;
	}
	if (!m->p->nodes[number].absent || m->code)
		return false;
	add_goal(m, number | ABSENT);
	return solve_rest(m, from, count, added);
}

/* Everything else is chosen: is the field absent there? */
static bool is_absent(struct matching *m, uint32_t goal)
{
	for (uint32_t i = flat_first(m->f, m->p->nodes[goal & ~ABSENT].path); i != FLAT_NONE;
	     i = m->f->values[i].next) {
		if (is_consistent(m, m->f->values[i].place))
			return false;
	}
	return true;
}

/* Solve goals that belong together: fields before alternatives, absence when nothing else is left. */
static bool solve_group(struct matching *m, size_t from, size_t count)
{
	size_t any = count;

	for (size_t i = 0; i < count; i++) {
		uint32_t goal = m->goals[from + i];

		if (goal & ABSENT)
			continue;
		if (m->p->nodes[goal].kind == NODE_FIELD) {
			swap_goals(m, from, from + i);
			return solve_field(m, from, count);
		}
		any = any == count ? i : any;
	}
	if (any < count) {
		swap_goals(m, from, from + any);
		return solve_any(m, from, count);
	}
	for (size_t i = 0; i < count; i++) {
		if (!is_absent(m, m->goals[from + i]))
			return false;
	}
	return true;
}

/* Solve the list of goals that begins there and is the last one. */
static bool solve(struct matching *m, size_t from)
{
	size_t end = m->goal_count;

	while (from < end) {
		size_t count = group_goals(m, from, end - from);

		if (++m->steps > MATCH_STEPS_MAX)
			m->code = ERR_FULL;
		if (m->code || !solve_group(m, from, count))
			return false;
		from += count;
	}
	return true;
}

/* ---- the whole ---- */

static int make_ready(struct matching *m)
{
	if (m->f->array_count > m->array_room) {
		m->array_room = 2 * (size_t)m->f->array_count;
		free(m->chosen);
		free(m->stamps);
		m->chosen = malloc(m->array_room * sizeof(*m->chosen));
		m->stamps = malloc(m->array_room * sizeof(*m->stamps));
		if (!m->chosen || !m->stamps) {
			m->array_room = 0;
			return ERR_NOMEM;
		}
	}
	if (m->p->node_count > m->taken_room) {
		struct taken *takens = realloc(m->takens, m->p->node_count * sizeof(*takens));

		if (!takens)
			return ERR_NOMEM;
		m->takens = takens;
		m->taken_room = m->p->node_count;
	}
	for (uint32_t i = 0; i < m->f->array_count; i++) {
		m->chosen[i] = FLAT_NONE;
		m->stamps[i] = 0;
	}
	memset(m->takens, 0, m->p->node_count * sizeof(*m->takens));
	m->stamp = 0;
	m->value_count = 0;
	m->goal_count = 0;
	m->trail_count = 0;
	m->steps = 0;
	m->code = 0;
	return 0;
}

int match_pattern(struct matching *m, const struct pattern *p, const struct flat *f)
{
	enum verdict v;
	int code;
	bool solved;

	m->p = p;
	m->f = f;
	v = judge_all(m, 0);
	if (v != PERHAPS)
		return v == YES;
	code = make_ready(m);
	if (code)
		return code;
	add_goals_of(m, 0);
	solved = solve(m, 0);
	return m->code ? m->code : solved;
}
