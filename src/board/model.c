#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/base/text.h"
#include "paseo/board/model.h"
#include "paseo/board/today.h"
#include "paseo/queue/rules.h"

int model_init(struct model *m)
{
	*m = (struct model){ 0 };
	m->recents = calloc(MODEL_RECENT_MAX, sizeof(*m->recents));
	m->answered = calloc(MODEL_ANSWERED_MAX, sizeof(*m->answered));
	if (!m->recents || !m->answered) {
		model_clear(m);
		return ERR_NOMEM;
	}
	settings_default(&m->settings);
	for (int i = 0; i < HEALTH_COUNT; i++)
		m->health[i] = (struct health){ .part = (enum health_part)i, .good = true };
	return 0;
}

void model_clear(struct model *m)
{
	free(m->dogs);
	free(m->volunteers);
	free(m->tags);
	free(m->waiting);
	free(m->recents);
	free(m->answered);
	free(m->pairs);
	free(m->walks);
	*m = (struct model){ 0 };
}

/* Forget what a load brings again; the memory is kept. */
static void forget(struct model *m)
{
	m->loaded = false;
	m->has_last = false;
	m->dog_count = 0;
	m->volunteer_count = 0;
	m->tag_count = 0;
	m->waiting_count = 0;
	m->recent_count = 0;
	today_forget(m);
	for (int i = 0; i < HEALTH_COUNT; i++)
		m->health[i] = (struct health){ .part = (enum health_part)i, .good = true };
}

/*
 * The lists are arrays whose elements begin with their key, a string. Where the key is, or
 * where it would have to be put.
 */
static size_t place_of(const void *list, size_t count, size_t size, const char *key, bool *found)
{
	size_t low = 0, high = count;

	*found = false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp((const char *)list + middle * size, key);

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

/* Make room for one more element at index; the list may move. NULL: no memory. */
static void *open_gap(void **list, size_t *count, size_t *room, size_t size, size_t index)
{
	char *at;

	if (*count == *room) {
		size_t wanted = *room ? *room * 2 : 64;
		void *grown = realloc(*list, wanted * size);

		if (!grown)
			return NULL;
		*list = grown;
		*room = wanted;
	}
	at = (char *)*list + index * size;
	memmove(at + size, at, (*count - index) * size);
	memset(at, 0, size);
	(*count)++;
	return at;
}

static int apply_dog(struct model *m, const struct dog *dog)
{
	bool found;
	size_t at = place_of(m->dogs, m->dog_count, sizeof(*m->dogs), dog->id, &found);
	struct board_dog *d;

	if (!found) {
		void *list = m->dogs;

		d = open_gap(&list, &m->dog_count, &m->dog_room, sizeof(*m->dogs), at);
		m->dogs = list;
		if (!d)
			return ERR_NOMEM;
		text_copy(d->now.id, sizeof(d->now.id), dog->id);
	}
	d = &m->dogs[at];
	d->dog = *dog;
	text_fold(d->folded, sizeof(d->folded), dog->name);
	return 0;
}

static int apply_volunteer(struct model *m, const struct volunteer *v)
{
	bool found;
	size_t at =
		place_of(m->volunteers, m->volunteer_count, sizeof(*m->volunteers), v->id, &found);

	if (!found) {
		void *list = m->volunteers;
		void *gap = open_gap(&list, &m->volunteer_count, &m->volunteer_room,
				     sizeof(*m->volunteers), at);

		m->volunteers = list;
		if (!gap)
			return ERR_NOMEM;
	}
	m->volunteers[at] = *v;
	return 0;
}

static int apply_tag(struct model *m, const struct tag *t)
{
	bool found;
	size_t at = place_of(m->tags, m->tag_count, sizeof(*m->tags), t->code, &found);

	if (!found) {
		void *list = m->tags;
		void *gap = open_gap(&list, &m->tag_count, &m->tag_room, sizeof(*m->tags), at);

		m->tags = list;
		if (!gap)
			return ERR_NOMEM;
	}
	m->tags[at] = *t;
	return 0;
}

static struct recent *recent_of(const struct model *m, uint64_t seq)
{
	for (size_t i = m->recent_count; i > 0 && seq > 0; i--)
		if (m->recents[i - 1].seq == seq)
			return &m->recents[i - 1];
	return NULL;
}

/* A held movement counts from what let it go: an answer, its partner or a badge. */
static void settle_recent(const struct model *m, const struct decision *d)
{
	struct recent *held = recent_of(m, d->seq);

	if (held)
		held->order = d->status == DECISION_GO && d->answer_seq ? d->answer_seq : d->seq;
}

static int apply_decision(struct model *m, const struct decision *d)
{
	size_t at = 0;

	today_take_decision(m, d);
	settle_recent(m, d);
	while (at < m->waiting_count && m->waiting[at].seq < d->seq)
		at++;
	if (at == m->waiting_count || m->waiting[at].seq != d->seq) {
		void *list = m->waiting;
		void *gap;

		if (d->status != DECISION_WAITING)
			return 0;
		gap = open_gap(&list, &m->waiting_count, &m->waiting_room, sizeof(*m->waiting), at);
		m->waiting = list;
		if (!gap)
			return ERR_NOMEM;
	}
	m->waiting[at] = *d;
	if (d->status != DECISION_WAITING) {
		m->waiting_count--;
		memmove(&m->waiting[at], &m->waiting[at + 1],
			(m->waiting_count - at) * sizeof(*m->waiting));
	}
	return 0;
}

/* A retract turns what it speaks of round; one that speaks of a retract, what that one spoke of. */
static void turn_round(struct model *m, const struct recent *retract)
{
	struct recent *of = recent_of(m, retract->of_seq);

	for (int depth = 0; of && of->action == ACTION_RETRACT && depth < MODEL_RECENT_MAX; depth++)
		of = recent_of(m, of->of_seq);
	if (of)
		of->undone = !of->undone;
}

/* A late scan has turned the dog round: where it is now says which way, until a walk does. */
static enum move move_by_state(const struct answer *a)
{
	if (a->move != MOVE_TURN)
		return a->move;
	return a->state == STATE_OUTSIDE ? MOVE_EXIT : MOVE_ENTRY;
}

static void remember(struct model *m, const struct answer *a)
{
	struct recent *r;

	if (m->recent_count == MODEL_RECENT_MAX) {
		m->recent_count -= MODEL_RECENT_MAX / 4;
		memmove(m->recents, m->recents + MODEL_RECENT_MAX / 4,
			m->recent_count * sizeof(*m->recents));
	}
	r = &m->recents[m->recent_count++];
	*r = (struct recent){
		.seq = a->seq,
		.order = a->seq,
		.of_seq = a->of_seq,
		.time_ms = a->time_ms,
		.received_ms = a->received_ms,
		.walk_ms = -1,
		.action = a->action,
		.move = move_by_state(a),
		.turn = a->move == MOVE_TURN,
		.source = a->source,
		.outcome = a->outcome,
		.ask = a->ask,
		.go = a->go,
	};
	memcpy(r->id, a->id, sizeof(r->id));
	memcpy(r->dog, a->dog, sizeof(r->dog));
	memcpy(r->name, a->dog_name, sizeof(r->name));
	memcpy(r->volunteer, a->volunteer, sizeof(r->volunteer));
	memcpy(r->tag, a->tag, sizeof(r->tag));
	if (a->outcome != OUTCOME_APPLIED)
		return;
	if (a->action == ACTION_RETRACT)
		turn_round(m, r);
	if (a->action == ACTION_ANSWER && a->go) {
		struct recent *held = recent_of(m, a->of_seq);

		if (held)
			held->order = a->seq;
	}
}

static void apply_event(struct model *m, const struct answer *a)
{
	m->last = *a;
	m->has_last = true;
	if (a->seq > m->last_seq)
		m->last_seq = a->seq;
	today_take_badge(m, a);
	/* A duplicate has the number of the first, which is remembered already. */
	if (a->seq > 0 && a->outcome != OUTCOME_DUPLICATE)
		remember(m, a);
}

static void apply_now(struct model *m, const struct dog_now *now)
{
	bool found;
	size_t at = place_of(m->dogs, m->dog_count, sizeof(*m->dogs), now->id, &found);

	if (found)
		m->dogs[at].now = *now;
}

/* Of the events that came with the load only the dogs' last walks are known. */
static void loaded(struct model *m)
{
	m->loaded = true;
	for (size_t i = 0; i < m->recent_count; i++) {
		struct recent *r = &m->recents[i];
		const struct board_dog *d = model_dog(m, r->dog);

		if (!d || !d->now.last_in_ms || d->now.last_in_ms != r->time_ms)
			continue;
		if (r->turn)
			r->move = MOVE_ENTRY;
		if (r->move == MOVE_ENTRY)
			r->walk_ms = d->now.last_walk_ms;
	}
}

static int apply_walk(struct model *m, const struct walk *w)
{
	struct recent *out = recent_of(m, w->out_seq), *in = recent_of(m, w->in_seq);

	if (out && out->turn)
		out->move = MOVE_EXIT;
	if (in && in->turn)
		in->move = MOVE_ENTRY;
	if (in)
		in->walk_ms = w->in_ms - w->out_ms;
	return today_take_walk(m, w);
}

int model_apply(struct model *m, const struct change *c)
{
	switch (c->kind) {
	case CHANGE_LOAD:
		forget(m);
		return 0;
	case CHANGE_LOADED:
		loaded(m);
		return 0;
	case CHANGE_EVENT:
		if (c->as.event->targets & TARGET_BOARD)
			apply_event(m, &c->as.event->answer);
		return 0;
	case CHANGE_DOG:
		return apply_dog(m, c->as.dog);
	case CHANGE_NOW:
		apply_now(m, &c->as.now);
		return 0;
	case CHANGE_WALK:
		return apply_walk(m, &c->as.walk);
	case CHANGE_VOLUNTEER:
		return apply_volunteer(m, c->as.volunteer);
	case CHANGE_TAG:
		return apply_tag(m, c->as.tag);
	case CHANGE_DECISION:
		return apply_decision(m, c->as.decision);
	case CHANGE_SETTINGS:
		m->settings = *c->as.settings;
		return 0;
	case CHANGE_HEALTH:
		if (c->as.health.part < HEALTH_COUNT)
			m->health[c->as.health.part] = c->as.health;
		return 0;
	case CHANGE_LEAVE:
		m->leaving = true;
		return 0;
	case CHANGE_WALK_GONE:
		today_drop_walk(m, &c->as.walk);
		return 0;
	case CHANGE_PAIR:
		return today_take_pair(m, c->as.pair);
	case CHANGE_CLOSING:
		today_take_closing(m, &c->as.closing);
		return 0;
	case CHANGE_RECALL:
		m->recall = *c->as.recall;
		return 0;
	/* The board speaks for itself. */
	case CHANGE_TOKEN:
	case CHANGE_KIND_COUNT:
		break;
	}
	return 0;
}

const struct board_dog *model_dog(const struct model *m, const char *id)
{
	bool found;
	size_t at = place_of(m->dogs, m->dog_count, sizeof(*m->dogs), id, &found);

	return found ? &m->dogs[at] : NULL;
}

const struct volunteer *model_volunteer(const struct model *m, const char *id)
{
	bool found;
	size_t at = place_of(m->volunteers, m->volunteer_count, sizeof(*m->volunteers), id, &found);

	return found ? &m->volunteers[at] : NULL;
}

const char *model_name(const struct model *m, const char *id)
{
	const struct board_dog *d = model_dog(m, id);
	const struct volunteer *v = d ? NULL : model_volunteer(m, id);

	return d ? d->dog.name : v ? v->name : id;
}

const struct tag *model_tag(const struct model *m, const char *code)
{
	bool found;
	size_t at = place_of(m->tags, m->tag_count, sizeof(*m->tags), code, &found);

	return found && m->tags[at].to[0] ? &m->tags[at] : NULL;
}

const struct decision *model_waiting(const struct model *m, uint64_t seq)
{
	for (size_t i = 0; i < m->waiting_count; i++)
		if (m->waiting[i].seq == seq)
			return &m->waiting[i];
	return NULL;
}

const struct decision *model_waiting_for(const struct model *m, const char *dog)
{
	for (size_t i = 0; i < m->waiting_count; i++)
		if (strcmp(m->waiting[i].dog, dog) == 0)
			return &m->waiting[i];
	return NULL;
}

const struct recent *model_recent(const struct model *m, uint64_t seq)
{
	return recent_of(m, seq);
}

enum move model_move(const struct model *m, const struct answer *a)
{
	const struct recent *r = NULL;

	if (a->action == ACTION_ANSWER && a->go)
		r = recent_of(m, a->of_seq);
	else if (a->move == MOVE_TURN)
		r = recent_of(m, a->seq);
	return r ? r->move : move_by_state(a);
}

bool recent_is_movement(const struct recent *r)
{
	if (r->move == MOVE_NONE ||
	    (r->action != ACTION_EXIT && r->action != ACTION_ENTRY && r->action != ACTION_SCAN))
		return false;
	return r->outcome == OUTCOME_APPLIED ||
	       (r->outcome == OUTCOME_HELD && r->of_seq == r->seq && r->order != r->seq);
}

static int compare_order(const void *a, const void *b)
{
	const struct recent *x = *(const struct recent *const *)a;
	const struct recent *y = *(const struct recent *const *)b;

	return x->order < y->order ? 1 : x->order > y->order ? -1 : 0;
}

static bool is_of_day(const struct recent *r, int64_t now_ms)
{
	return days_of(r->time_ms) == days_of(now_ms);
}

size_t model_movements(const struct model *m, int64_t now_ms, const struct recent **out, size_t max)
{
	const struct recent *all[MODEL_RECENT_MAX] = { NULL };
	size_t count = 0;

	for (size_t i = 0; i < m->recent_count; i++)
		if (recent_is_movement(&m->recents[i]) && is_of_day(&m->recents[i], now_ms))
			all[count++] = &m->recents[i];
	qsort(all, count, sizeof(*all), compare_order);
	if (count > max)
		count = max;
	memcpy(out, all, count * sizeof(*all));
	return count;
}

const struct recent *model_last_movement(const struct model *m, int64_t now_ms, uint64_t skip_seq)
{
	const struct recent *last = NULL;

	for (size_t i = 0; i < m->recent_count; i++) {
		const struct recent *r = &m->recents[i];

		if (recent_is_movement(r) && is_of_day(r, now_ms) && !r->undone &&
		    r->seq != skip_seq && (!last || r->order > last->order))
			last = r;
	}
	return last;
}
