/*
 * judge - who may go out now: the gate as the board sees it, given to the checks. Part of view.h.
 */
#include <config.h>

#include <string.h>

#include "paseo/base/days.h"
#include "paseo/board/judge.h"

int64_t judge_at_gate_until_ms(const struct model *m, const struct decision *q)
{
	if (q->ask == ASK_BONDED)
		return q->asked_ms + m->settings.bonded_ms;
	return q->ask == ASK_WALKER ? q->asked_ms + m->settings.badge_ms : 0;
}

/* Who waits at the gate for a partner or a badge is about; a partner may follow it. */
static void look_at_waiting(const struct model *m, struct view *v, int64_t now_ms)
{
	for (size_t i = 0; i < m->waiting_count; i++) {
		const struct decision *q = &m->waiting[i];
		const struct board_dog *d = model_dog(m, q->dog);

		if (!d || now_ms >= judge_at_gate_until_ms(m, q))
			continue;
		v->gate[d - m->dogs].moved = true;
		v->gate[d - m->dogs].joined = q->ask == ASK_BONDED;
	}
}

static void look_at(const struct model *m, const struct board_dog *d, int64_t now_ms,
		    struct gate_dog *g)
{
	*g = (struct gate_dog){
		.dog = &d->dog,
		.outside = d->now.state == STATE_OUTSIDE,
		.moved = d->now.since_ms && now_ms - d->now.since_ms < m->settings.gate_busy_ms,
	};
}

static struct gate gate_of(const struct model *m, const struct view *v, int64_t now_ms)
{
	return (struct gate){
		.settings = &m->settings,
		.day = days_of(now_ms),
		.dog_count = m->dog_count,
		.dogs = v->gate,
		.pair_count = m->pair_count,
		.pairs = m->pairs,
	};
}

/* The first dog that a warning names. */
static const struct board_dog *first_with(const struct model *m, const struct warning *w)
{
	char id[DOG_ID_SIZE];
	size_t len = strcspn(w->with, " ");

	if (len == 0 || len >= sizeof(id))
		return NULL;
	memcpy(id, w->with, len);
	id[len] = '\0';
	return model_dog(m, id);
}

/* The warning that decides: the first of the strictest policy. */
static const struct warning *weightiest(const struct settings *s, const struct verdict *v)
{
	const struct warning *found = NULL;

	for (size_t i = 0; i < v->warning_count; i++) {
		const struct warning *w = &v->warnings[i];

		if (!found || s->policies[w->kind] > s->policies[found->kind])
			found = w;
	}
	return found;
}

/* What a verdict comes to. A partner or a badge settles at the gate what waits for that alone; in a
 * recall every dog is asked about, whatever else is noted of it. */
static struct may_go outlook_of(const struct model *m, const struct verdict *v)
{
	const struct warning *w = weightiest(&m->settings, v);
	bool stops = v->policy == POLICY_REFUSE || v->ask == ASK_WARNING;
	struct may_go may = { .refused = v->policy == POLICY_REFUSE, .ask = v->ask };

	may.outlook = stops || m->recall.on ? OUTLOOK_STAY : OUTLOOK_GO;
	if (m->recall.on && !stops) {
		may.ask = ASK_RECALL;
	} else if (w) {
		may.warned = true;
		may.why = w->kind;
		may.with = first_with(m, w);
	}
	return may;
}

/* A dog that goes with its partner goes only where that may go. */
static void wait_for_partners(const struct model *m, struct view *v)
{
	for (size_t i = 0; i < m->dog_count; i++) {
		struct may_go *may = &v->may[i];
		const struct may_go *other = may->with ? &v->may[may->with - m->dogs] : NULL;

		if (may->outlook == OUTLOOK_GO && may->ask == ASK_BONDED && other &&
		    other->outlook == OUTLOOK_STAY && other->ask != ASK_BONDED)
			may->outlook = OUTLOOK_STAY;
	}
}

void judge_all(struct view *v, const struct model *m, int64_t now_ms)
{
	const struct gate gate = gate_of(m, v, now_ms);
	const char *walker = v->walker ? v->walker->id : NULL;
	struct verdict verdict;

	for (size_t i = 0; i < m->dog_count; i++) {
		look_at(m, &m->dogs[i], now_ms, &v->gate[i]);
		v->may[i] = (struct may_go){ .outlook = OUTLOOK_GO };
	}
	look_at_waiting(m, v, now_ms);
	for (size_t i = 0; i < m->dog_count; i++) {
		if (v->gate[i].outside || m->dogs[i].dog.archived)
			continue;
		checks_exit(&gate, i, walker, v->walker, &verdict);
		v->may[i] = outlook_of(m, &verdict);
	}
	wait_for_partners(m, v);
	for (size_t i = 0; i < m->waiting_count; i++) {
		const struct board_dog *d = model_dog(m, m->waiting[i].dog);

		if (d && d->now.state == STATE_INSIDE)
			v->may[d - m->dogs].outlook = OUTLOOK_ASKED;
	}
}

struct may_go view_may_go(const struct model *m, const struct view *v, const struct board_dog *d)
{
	size_t index = (size_t)(d - m->dogs);

	return index < v->room ? v->may[index] : (struct may_go){ .outlook = OUTLOOK_GO };
}

bool view_judge(const struct model *m, const struct view *v, const struct board_dog *d,
		const char *walker, int64_t now_ms, struct verdict *out)
{
	const struct gate gate = gate_of(m, v, now_ms);

	if (v->room < m->dog_count)
		return false;
	checks_exit(&gate, (size_t)(d - m->dogs), walker,
		    walker ? model_volunteer(m, walker) : NULL, out);
	return true;
}
