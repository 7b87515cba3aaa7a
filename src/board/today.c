/*
 * today - the part of the model that is about this day. See the header.
 */
#include <config.h>

#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/base/grow.h"
#include "paseo/board/today.h"

void today_forget(struct model *m)
{
	m->pair_count = 0;
	m->walk_count = 0;
	m->walks_day = 0;
	m->answered_count = 0;
	memset(m->closings, 0, sizeof(m->closings));
	m->recall = (struct recall){ .on = false };
	m->badge = (struct badge_read){ .ms = 0 };
}

int today_take_pair(struct model *m, const struct pair *p)
{
	return pairs_put(&m->pairs, &m->pair_count, &m->pair_room, p);
}

enum pair_kind model_pair(const struct model *m, const char *one, const char *other)
{
	for (size_t i = 0; i < m->pair_count; i++) {
		const char *id = pair_other(&m->pairs[i], one);

		if (id && strcmp(id, other) == 0)
			return m->pairs[i].kind;
	}
	return PAIR_NONE;
}

/* ---- walks ---- */

/* By dog, then in time; the event that began it tells two of one time apart. */
static int compare_walks(const struct walk *a, const struct walk *b)
{
	int order = strcmp(a->dog, b->dog);

	if (order != 0)
		return order;
	if (a->out_ms != b->out_ms)
		return a->out_ms < b->out_ms ? -1 : 1;
	return a->out_seq < b->out_seq ? -1 : a->out_seq > b->out_seq;
}

/* Where the walk is, or would have to be put. */
static size_t place_of(const struct model *m, const struct walk *w, bool *found)
{
	size_t low = 0, high = m->walk_count;

	*found = false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_walks(&m->walks[middle], w);

		if (order == 0) {
			*found = true;
			return middle;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void remove_walk(struct model *m, size_t at)
{
	m->walk_count--;
	memmove(&m->walks[at], &m->walks[at + 1], (m->walk_count - at) * sizeof(*m->walks));
}

/* A new day has begun: of the days before only what is still open stays. */
static void begin_day(struct model *m, int32_t day)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->walk_count; i++)
		if (!m->walks[i].in_ms)
			m->walks[kept++] = m->walks[i];
	m->walk_count = kept;
	m->walks_day = day;
}

int today_take_walk(struct model *m, const struct walk *w)
{
	bool found;
	size_t at;

	if (w->day > m->walks_day)
		begin_day(m, w->day);
	at = place_of(m, w, &found);
	if (found) {
		m->walks[at] = *w;
		return 0;
	}
	if (w->day < m->walks_day && w->in_ms)
		return 0;
	if (GROW(m, walk) != 0)
		return ERR_NOMEM;
	memmove(&m->walks[at + 1], &m->walks[at], (m->walk_count - at) * sizeof(*m->walks));
	m->walks[at] = *w;
	m->walk_count++;
	return 0;
}

void today_drop_walk(struct model *m, const struct walk *w)
{
	bool found;
	size_t at = place_of(m, w, &found);

	if (found)
		remove_walk(m, at);
}

const struct walk *model_walks(const struct model *m, const char *dog, size_t *count)
{
	struct walk first = { .out_ms = INT64_MIN };
	bool found;
	size_t at;

	*count = 0;
	if (strlen(dog) >= sizeof(first.dog))
		return NULL;
	memcpy(first.dog, dog, strlen(dog) + 1);
	at = place_of(m, &first, &found);
	while (at + *count < m->walk_count && strcmp(m->walks[at + *count].dog, dog) == 0)
		(*count)++;
	return *count ? &m->walks[at] : NULL;
}

const struct walk *model_open_walk(const struct model *m, const char *dog)
{
	size_t count;
	const struct walk *walks = model_walks(m, dog, &count);

	return count && !walks[count - 1].in_ms ? &walks[count - 1] : NULL;
}

/* ---- closings, decisions, badges ---- */

void today_take_closing(struct model *m, const struct closing *c)
{
	struct closing *oldest = &m->closings[0];

	for (size_t i = 0; i < MODEL_CLOSINGS; i++) {
		if (m->closings[i].day == c->day) {
			if (c->seq >= m->closings[i].seq)
				m->closings[i] = *c;
			return;
		}
		if (m->closings[i].day < oldest->day)
			oldest = &m->closings[i];
	}
	if (c->day > oldest->day)
		*oldest = *c;
}

const struct closing *model_closing(const struct model *m, int32_t day)
{
	for (size_t i = 0; i < MODEL_CLOSINGS; i++)
		if (m->closings[i].day == day)
			return &m->closings[i];
	return NULL;
}

bool model_is_closed(const struct model *m, int32_t day)
{
	const struct closing *c = model_closing(m, day);

	return c && !c->reopened_seq;
}

/* One that waits again, after its answer was undone, is no longer answered. */
void today_take_decision(struct model *m, const struct decision *d)
{
	size_t at = 0;

	while (at < m->answered_count && m->answered[at].seq != d->seq)
		at++;
	if (at == MODEL_ANSWERED_MAX && d->status != DECISION_WAITING)
		at = 0; /* the oldest makes room */
	if (at < m->answered_count) {
		m->answered_count--;
		memmove(&m->answered[at], &m->answered[at + 1],
			(m->answered_count - at) * sizeof(*m->answered));
	}
	if (d->status != DECISION_WAITING)
		m->answered[m->answered_count++] = *d;
}

void today_take_badge(struct model *m, const struct answer *a)
{
	if (a->action != ACTION_SCAN || a->outcome != OUTCOME_APPLIED || a->dog[0] ||
	    !a->volunteer[0] || a->time_ms < m->badge.ms)
		return;
	m->badge.ms = a->time_ms;
	memcpy(m->badge.volunteer, a->volunteer, sizeof(m->badge.volunteer));
}

const struct volunteer *model_walker(const struct model *m, int64_t now_ms)
{
	int64_t since_ms = now_ms - m->badge.ms;

	if (!m->badge.volunteer[0] || since_ms < 0 || since_ms >= m->settings.badge_ms)
		return NULL;
	return model_volunteer(m, m->badge.volunteer);
}
