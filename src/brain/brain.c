/*
 * brain - takes judged events into the memory and tells what has changed. See the header.
 *
 * Live and from the log an event takes the same way, take_in(): only judging (live) and folding each
 * dog as it goes (live) or once at the end (loading) differ.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/brain/brain.h"
#include "paseo/brain/decide.h"
#include "paseo/brain/enrol.h"
#include "paseo/brain/tell.h"
#include "paseo/queue/rules.h"

/* The last answers, for boards that start. */
#define RECENT 64

struct brain {
	struct memory memory;
	struct answer *recent; /* a ring of RECENT */
	uint64_t recent_count; /* all that were ever put in */
};

struct brain *brain_new(void)
{
	struct brain *b = calloc(1, sizeof(*b));

	if (!b)
		return NULL;
	b->recent = calloc(RECENT, sizeof(b->recent[0]));
	if (memory_init(&b->memory) != 0 || !b->recent)
		brain_free(&b);
	return b;
}

void brain_free(struct brain **b)
{
	if (!*b)
		return;
	memory_clear(&(*b)->memory);
	free((*b)->recent);
	free(*b);
	*b = NULL;
}

bool brain_stored(const struct answer *a)
{
	return a->seq && a->outcome != OUTCOME_DUPLICATE;
}

uint64_t brain_last_seq(const struct brain *b)
{
	return b->memory.entry_count;
}

int64_t brain_last_received_ms(const struct brain *b)
{
	uint64_t last = b->memory.entry_count;

	return last ? memory_entry(&b->memory, last)->received_ms : 0;
}

const struct settings *brain_settings(const struct brain *b)
{
	return &b->memory.settings;
}

static void remember(struct brain *b, const struct answer *a)
{
	b->recent[b->recent_count++ % RECENT] = *a;
}

/* State and totals of the answer's dog, now and today. */
static void fill_state(const struct brain *b, struct answer *a)
{
	uint32_t dog = a->dog[0] ? memory_dog(&b->memory, a->dog) : NOBODY;
	struct dog_now now;

	if (dog == NOBODY)
		return;
	memory_now(&b->memory, dog, days_of(a->received_ms), &now);
	a->has_state = true;
	a->state = now.state;
	a->walks_today = now.walks_today;
	a->walk_seconds_today = now.walk_seconds_today;
	memcpy(a->dog_name, b->memory.dogs[dog]->record.name, sizeof(a->dog_name));
}

static int add_event(struct dog_memory *d, uint64_t seq)
{
	if (GROW(d, event) != 0)
		return ERR_NOMEM;
	d->events[d->event_count++] = seq;
	return 0;
}

/* A movement that counted, or may count later, joins its dog's list; a decision that waited for the same dog
 * has become idle. */
static int take_movement(struct memory *m, const struct answer *a, uint32_t dog)
{
	struct entry *x = memory_entry(m, a->seq);
	struct dog_memory *d = m->dogs[dog];

	if (a->outcome == OUTCOME_APPLIED && !x->late) {
		memory_idle(m, dog, a->seq, a->seq);
		d->gone_seq = a->move == MOVE_EXIT ? a->seq : 0;
		if (a->move == MOVE_EXIT && !m->recall.on)
			memory_partners_go(m, dog, a->seq);
	}
	if (a->outcome == OUTCOME_APPLIED)
		memory_reopen(m, a->seq, x->fold_ms);
	if (a->outcome == OUTCOME_HELD && a->of_seq == a->seq)
		memory_replace(m, a->seq);
	if (x->fold_ms > d->place_ms)
		d->place_ms = x->fold_ms;
	if (a->move != MOVE_NONE &&
	    (a->outcome == OUTCOME_APPLIED || a->outcome == OUTCOME_ALREADY ||
	     (a->outcome == OUTCOME_HELD && a->of_seq == a->seq))) {
		if (a->outcome == OUTCOME_APPLIED)
			d->undone = false;
		return add_event(d, a->seq);
	}
	return 0;
}

/* The movement that an event speaks of, over answers and what undoes one another; 0: none. */
static uint64_t subject_of(const struct memory *m, uint64_t seq)
{
	while (seq && (memory_entry(m, seq)->action == ACTION_RETRACT ||
		       memory_entry(m, seq)->action == ACTION_ANSWER))
		seq = memory_entry(m, seq)->of_seq;
	return seq && event_is_movement((enum action)memory_entry(m, seq)->action) ? seq : 0;
}

/* What hangs on an event that is undone, or counts again, is told too. */
static int touch_dependents(struct memory *m, uint64_t target)
{
	while (memory_entry(m, target)->action == ACTION_RETRACT && memory_entry(m, target)->of_seq)
		target = memory_entry(m, target)->of_seq;
	memory_touch_dependents(m, target);
	for (size_t i = 0; i < m->touched_count; i++) {
		if (memory_look_again(m, m->touched[i]) != 0)
			return ERR_NOMEM;
	}
	return 0;
}

/* After an undo the tag can be read again at once, its next scan acts, and a question that was asked
 * because of what is undone is idle; where a movement counts again, so are those asked before it. */
static int take_retract(struct memory *m, const struct answer *a, uint32_t dog)
{
	uint64_t subject = subject_of(m, a->of_seq);

	if (touch_dependents(m, a->of_seq) != 0)
		return ERR_NOMEM;
	if (dog == NOBODY)
		return 0;
	m->dogs[dog]->undone = true;
	memory_read_forget(m, dog);
	if (memory_look_again(m, dog) != 0)
		return ERR_NOMEM;
	if (subject)
		memory_idle(m, dog, a->seq, subject);
	return 0;
}

/* A dog that goes by an answer moves when that is given. */
static void take_go(struct memory *m, const struct answer *a, uint32_t dog)
{
	const struct entry *x = memory_entry(m, a->seq);

	memory_reopen(m, a->seq, x->fold_ms);
	if (dog != NOBODY && x->fold_ms > m->dogs[dog]->place_ms)
		m->dogs[dog]->place_ms = x->fold_ms;
	if (dog != NOBODY && memory_entry(m, a->of_seq)->move == MOVE_EXIT)
		memory_doubt_beside(m, dog, days_of(x->fold_ms));
}

static int take_movement_or_badge(struct memory *m, const struct event *e, const struct answer *a,
				  uint32_t dog)
{
	if (a->action == ACTION_SCAN && a->outcome != OUTCOME_REJECTED)
		memory_read_put(m, memory_read_code(e), e->time_ms, dog);
	if (dog != NOBODY)
		return take_movement(m, a, dog);
	if (a->outcome == OUTCOME_APPLIED && a->volunteer[0])
		memory_badge_take(m, a->seq);
	return 0;
}

/* Take a judged event into the memory. Folds nothing. */
static int take_in(struct memory *m, const struct event *e, const struct answer *a)
{
	uint32_t dog = memory_dog(m, a->dog);
	int code = memory_add(m, e, a);

	m->touched_count = 0;
	m->closing_touched = 0;
	if (code)
		return code;
	if (event_is_movement(a->action))
		return take_movement_or_badge(m, e, a, dog);
	if (a->outcome != OUTCOME_APPLIED || a->action == ACTION_ROSTER)
		return 0;
	if (a->action == ACTION_RECALL)
		memory_take_recall(m, a->seq);
	else if (a->action == ACTION_CLOSE)
		return memory_close(m, a->seq, e->day ? e->day : days_of(e->time_ms));
	else if (a->action == ACTION_RETRACT)
		return take_retract(m, a, dog);
	else if (a->action == ACTION_AMEND && dog != NOBODY)
		return memory_look_again(m, dog);
	else if (a->action == ACTION_ANSWER && a->go)
		take_go(m, a, dog);
	return 0;
}

/* The common case: the new movement is the dog's last. 1: done, 0: a whole refold is needed. */
static int step(struct memory *m, uint32_t dog, uint64_t seq, struct changes *changes)
{
	struct dog_memory *d = m->dogs[dog];
	struct act act;
	int moved;

	if (memory_entry(m, seq)->refs)
		return 0;
	if (!memory_act(m, seq, &act))
		return 1;
	if (d->last_seq &&
	    fold_compare(d->last_ms, memory_entry(m, d->last_seq)->id, act.ms, act.id) >= 0)
		return 0;
	moved = fold_step(&d->walks, &act);
	if (moved < 0)
		return moved;
	d->last_ms = act.ms;
	d->last_seq = seq;
	if (moved)
		moved = tell_walk(changes, CHANGE_WALK, &d->walks.list[d->walks.count - 1]);
	return moved ? moved : 1;
}

static int refold(struct memory *m, uint32_t dog, struct changes *changes)
{
	struct walks fresh = { 0, 0, NULL };
	int code = memory_fold(m, dog, &fresh);

	if (code == 0)
		code = tell_walks(changes, &m->dogs[dog]->walks, &fresh);
	if (code) {
		walks_clear(&fresh);
		return code;
	}
	walks_clear(&m->dogs[dog]->walks);
	m->dogs[dog]->walks = fresh;
	m->dogs[dog]->total.day = 0;
	return 0;
}

static bool is_decision(const struct memory *m, uint64_t seq)
{
	const struct entry *x = memory_entry(m, seq);

	return x->outcome == OUTCOME_HELD && x->of_seq == seq;
}

/* Fold what the event has done to its own dog and tell of it. */
static int follow_dog(struct memory *m, const struct event *e, const struct answer *a, uint32_t dog,
		      uint64_t waited, struct changes *changes)
{
	bool asks = a->outcome == OUTCOME_HELD && a->of_seq == a->seq;
	int code = 0;

	if (a->action != ACTION_ROSTER) {
		if (event_is_movement(a->action))
			code = step(m, dog, a->seq, changes);
		if (code == 0)
			code = refold(m, dog, changes);
		if (code < 0)
			return code;
		code = tell_now(m, dog, days_of(e->received_ms), changes);
	}
	if (code)
		return code;
	if (asks) {
		tell_note(m, a->seq);
		code = tell_decision(m, a->seq, changes);
		if (code)
			return code;
	}
	/* Most movements change no decision: what there are of them is not looked through. */
	return waited || !event_is_movement(a->action) ? tell_untold(m, dog, changes) : 0;
}

/* The same for the other dogs: partners that waited for it, those whose walker a badge has named. */
static int follow_others(struct memory *m, int32_t day, uint32_t own, struct changes *changes)
{
	int code = 0;

	for (size_t i = 0; i < m->touched_count && code == 0; i++) {
		uint32_t dog = m->touched[i];

		if (dog != own)
			code = refold(m, dog, changes);
		if (dog != own && code == 0)
			code = tell_now(m, dog, day, changes);
		if (code == 0)
			code = tell_untold(m, dog, changes);
	}
	return code;
}

/* Fold what the event touches and tell of it. */
static int follow(struct memory *m, const struct event *e, const struct answer *a, uint64_t waited,
		  struct changes *changes)
{
	uint32_t dog = a->dog[0] ? memory_dog(m, a->dog) : NOBODY;
	int code = 0;

	if (dog != NOBODY)
		code = follow_dog(m, e, a, dog, waited, changes);
	if (code == 0)
		code = follow_others(m, days_of(e->received_ms), dog, changes);
	/* What was judged of other dogs may be in doubt by it. */
	if (code == 0 && (a->action == ACTION_ROSTER || a->action == ACTION_ANSWER))
		code = tell_untold(m, NOBODY, changes);
	if (code == 0 && m->closing_touched)
		code = tell_closing(&m->closings[m->closing_touched - 1], changes);
	if (code == 0 && a->action == ACTION_RECALL && a->outcome == OUTCOME_APPLIED)
		code = tell_recall(m, changes);
	return code;
}

static int decide_roster(struct brain *b, const struct event *e, struct answer *a,
			 struct changes *changes)
{
	struct enrolment *n = NULL;
	struct fault f = { "" };
	int code = enrol_judge(&b->memory, e, &n, &f);

	a->outcome = OUTCOME_APPLIED;
	if (code == ERR_INVALID) {
		a->outcome = OUTCOME_REJECTED;
		snprintf(a->error, sizeof(a->error), "%.*s", ERROR_SIZE - 1, f.text);
		code = 0;
	} else if (code == 0) {
		code = enrol_apply(&b->memory, n, changes);
	}
	enrol_free(&n);
	return code;
}

int brain_decide(struct brain *b, const struct event *e, unsigned how, struct answer *answer,
		 struct changes *changes)
{
	struct memory *m = &b->memory;
	size_t event_at = changes->count;
	struct change *c = changes_add(changes, CHANGE_EVENT);
	uint64_t waited;
	bool stored;
	int code = 0;

	if (!c)
		return ERR_NOMEM;
	code = decide(m, e, m->entry_count + 1, how & BRAIN_KEPT, answer, &stored);
	if (code)
		return code;
	if (!stored) {
		if (answer->outcome == OUTCOME_IGNORED)
			memory_read_put(m, memory_read_code(e), e->time_ms,
					memory_dog(m, answer->dog));
		fill_state(b, answer);
		c->as.event->answer = *answer;
		return 0;
	}
	if (!(how & BRAIN_ROUTED)) {
		answer->outcome = OUTCOME_IGNORED;
		answer->move = MOVE_NONE;
		answer->warning_count = 0;
		snprintf(answer->error, sizeof(answer->error),
			 "no rule sends this event to the brain");
	} else if (e->action == ACTION_ROSTER) {
		code = decide_roster(b, e, answer, changes);
	}
	waited = answer->dog[0] && memory_dog(m, answer->dog) != NOBODY
			 ? memory_waiting(m, memory_dog(m, answer->dog))
			 : 0;
	if (code == 0)
		code = take_in(m, e, answer);
	if (code == 0)
		code = follow(m, e, answer, waited, changes);
	if (code)
		return code;
	fill_state(b, answer);
	remember(b, answer);
	changes->list[event_at].as.event->answer = *answer;
	return 0;
}

int brain_restore(struct brain *b, const struct event *e, const struct answer *judged)
{
	struct memory *m = &b->memory;
	int code = 0;

	/* Only a log that lacks an event, or was changed, holds a dog that is not there. */
	if (judged->outcome == OUTCOME_HELD && memory_dog(m, judged->dog) == NOBODY)
		return ERR_INVALID;
	m->loading = true;
	if (e->action == ACTION_ROSTER && judged->outcome == OUTCOME_APPLIED) {
		struct enrolment *n = NULL;

		code = enrol_judge(m, e, &n, NULL);
		if (code == 0)
			code = enrol_apply(m, n, NULL);
		enrol_free(&n);
	}
	if (code == 0)
		code = take_in(m, e, judged);
	if (code == 0)
		remember(b, judged);
	return code;
}

int brain_settle(struct brain *b)
{
	struct memory *m = &b->memory;

	for (uint32_t i = 0; i < m->dog_count; i++) {
		int code = memory_fold(m, i, &m->dogs[i]->walks);

		m->dogs[i]->total.day = 0;
		if (code)
			return code;
	}
	for (uint64_t seq = 1; seq <= m->entry_count; seq++) {
		if (is_decision(m, seq))
			tell_note(m, seq);
	}
	m->loading = false;
	return 0;
}

static int show_events(const struct brain *b, size_t events, struct changes *out)
{
	uint64_t n = b->recent_count < RECENT ? b->recent_count : RECENT;

	if (n > events)
		n = events;
	for (uint64_t i = b->recent_count - n; i < b->recent_count; i++) {
		struct change *c = changes_add(out, CHANGE_EVENT);

		if (!c)
			return ERR_NOMEM;
		c->as.event->answer = b->recent[i % RECENT];
		c->as.event->targets = TARGET_BOARD;
	}
	return 0;
}

int brain_snapshot(const struct brain *b, int64_t now_ms, size_t events, bool all,
		   struct changes *out)
{
	struct change *c = changes_add(out, CHANGE_LOAD);

	if (!c || !(c = changes_add(out, CHANGE_SETTINGS)))
		return ERR_NOMEM;
	*c->as.settings = b->memory.settings;
	if (tell_all(&b->memory, days_of(now_ms), all, out) != 0 ||
	    show_events(b, events, out) != 0 || !changes_add(out, CHANGE_LOADED))
		return ERR_NOMEM;
	return 0;
}
