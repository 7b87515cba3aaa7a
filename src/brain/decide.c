/*
 * decide - the judgement of one event. See the header; the rules are those of the manual's
 * section on what happens with a scan.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/brain/checks.h"
#include "paseo/brain/decide.h"

/* How long a badge speaks for the dogs that go out after it. */
#define BADGE_MS (30 * SECOND_MS)

/* One movement while it is judged. */
struct judged {
	struct memory *m;
	const struct event *e;
	struct answer *a;
	uint64_t seq;
	uint32_t dog;
	int64_t ms; /* its place in the fold */
	bool late;
	enum dog_state state; /* just before it */
	int64_t since_ms;
};

static void refuse(struct answer *a, enum outcome outcome, const char *error)
{
	a->outcome = outcome;
	snprintf(a->error, sizeof(a->error), "%s", error);
}

static int64_t distance(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

static bool is_repeat(struct memory *m, const struct event *e)
{
	return e->action == ACTION_SCAN && memory_read(m, memory_read_code(e), e->time_ms);
}

static bool in_future(const struct memory *m, const struct event *e, struct answer *a)
{
	int64_t ahead = e->time_ms - e->received_ms;

	if (ahead <= m->settings.future_ms)
		return false;
	a->outcome = OUTCOME_REJECTED;
	snprintf(a->error, sizeof(a->error),
		 "the time is %" PRId64 " min in the future: check the sender's clock",
		 ahead / MINUTE_MS);
	return true;
}

/* Who walks: said, or the badge read a moment before. */
static void find_walker(struct judged *j)
{
	const struct memory *m = j->m;

	if (j->e->volunteer[0] || j->late || !m->badge[0] ||
	    (j->a->move != MOVE_EXIT && j->a->move != MOVE_TURN))
		return;
	if (distance(j->ms, m->badge_ms) < BADGE_MS)
		snprintf(j->a->volunteer, sizeof(j->a->volunteer), "%s", m->badge);
}

/* The dog is where the event says it goes. */
static void say_already(struct judged *j)
{
	char clock[DAYS_STAMP_SIZE] = "";
	const char *where = j->state == STATE_OUTSIDE ? "out" : "in";

	j->a->outcome = OUTCOME_ALREADY;
	if (j->since_ms) {
		days_format_clock(j->since_ms, clock);
		snprintf(j->a->error, sizeof(j->a->error), "%s is already %s since %s",
			 j->m->dogs[j->dog]->record.name, where, clock);
	} else {
		snprintf(j->a->error, sizeof(j->a->error), "%s has not been out",
			 j->m->dogs[j->dog]->record.name);
	}
}

/* Let it wait; a dog has one decision at a time for the same movement. */
static void hold(struct judged *j, enum ask ask)
{
	uint64_t waiting = memory_waiting(j->m, j->dog);

	j->a->outcome = OUTCOME_HELD;
	j->a->ask = ask;
	j->a->of_seq = j->seq;
	if (waiting && memory_entry(j->m, waiting)->move == (unsigned char)j->a->move)
		j->a->of_seq = waiting;
}

/* The same dog scanned again while its decision waits: no second decision. */
static bool same_decision(struct judged *j)
{
	uint64_t waiting =
		j->late || j->e->action != ACTION_SCAN ? 0 : memory_waiting(j->m, j->dog);
	const struct entry *x = waiting ? memory_entry(j->m, waiting) : NULL;

	if (!x)
		return false;
	j->a->outcome = OUTCOME_HELD;
	j->a->ask = (enum ask)x->ask;
	j->a->of_seq = waiting;
	j->a->move = (enum move)x->move;
	j->a->warning_count = x->warning_count;
	if (x->warning_count)
		memcpy(j->a->warnings, x->warnings, x->warning_count * sizeof(x->warnings[0]));
	return true;
}

/* What a scan whose direction was inferred has to be asked about. */
static enum ask ask_scan(const struct judged *j)
{
	const struct dog_memory *d = j->m->dogs[j->dog];

	if (j->e->action != ACTION_SCAN || !j->since_ms || d->undone)
		return ASK_NONE;
	if (j->ms - j->since_ms < j->m->settings.reversal_ms)
		return ASK_REVERSAL;
	if (j->state == STATE_OUTSIDE && days_of(j->since_ms) != days_of(j->ms))
		return ASK_OTHER_DAY;
	return ASK_NONE;
}

static bool is_unsure(const struct judged *j)
{
	return j->e->confidence >= 0 &&
	       j->e->confidence * 100 < (double)j->m->settings.confidence_percent;
}

/* A live movement: it is applied, or waits for a person, or is refused. */
static void judge_live(struct judged *j, enum policy policy)
{
	const struct dog_memory *d = j->m->dogs[j->dog];
	bool back_by_now = j->a->move == MOVE_EXIT && d->last_ms > j->ms &&
			   fold_state(&d->walks) == STATE_INSIDE;
	enum ask ask = ask_scan(j);

	if (back_by_now) {
		j->a->outcome = OUTCOME_APPLIED;
		return;
	}
	if (policy == POLICY_REFUSE) {
		refuse(j->a, OUTCOME_REJECTED,
		       N_("the shelter's rules refuse it: see the warnings"));
		return;
	}
	if (policy == POLICY_CONFIRM)
		hold(j, ASK_WARNING);
	else if (ask != ASK_NONE)
		hold(j, ask);
	else if (is_unsure(j))
		hold(j, ASK_CONFIDENCE);
	else if (d->record.archived)
		hold(j, ASK_ARCHIVED);
	else
		j->a->outcome = OUTCOME_APPLIED;
}

static void find_direction(struct judged *j)
{
	if (j->e->action == ACTION_EXIT)
		j->a->move = MOVE_EXIT;
	else if (j->e->action == ACTION_ENTRY)
		j->a->move = MOVE_ENTRY;
	else if (j->late)
		j->a->move = MOVE_TURN;
	else
		j->a->move = j->state == STATE_INSIDE ? MOVE_EXIT : MOVE_ENTRY;
}

/* A walker that is not in the roster is no reason to lose sight of a dog. */
static void check_walker(struct judged *j)
{
	if (j->e->volunteer[0] && !memory_volunteer(j->m, j->e->volunteer) && !j->a->error[0])
		snprintf(j->a->error, sizeof(j->a->error), "%s",
			 N_("there is no volunteer with this id: it is kept as it was said"));
}

static void judge_movement(struct judged *j)
{
	enum move move;
	enum policy policy = POLICY_NOTE;

	if (j->late)
		checks_warn(j->a, WARNING_LATE);
	else if (j->e->time_ms > j->e->received_ms || j->ms < j->m->dogs[j->dog]->last_ms)
		checks_warn(j->a, WARNING_CLOCK);
	if (same_decision(j))
		return;
	j->state = memory_state_at(j->m, j->dog, j->ms, j->e->id, &j->since_ms);
	find_direction(j);
	find_walker(j);
	move = j->a->move;
	if ((move == MOVE_EXIT && j->state == STATE_OUTSIDE) ||
	    (move == MOVE_ENTRY && j->state == STATE_INSIDE)) {
		say_already(j);
		return;
	}
	if (move != MOVE_ENTRY && j->state == STATE_INSIDE)
		policy =
			checks_exit(j->m, j->dog, j->ms, j->late ? j->ms : j->e->received_ms, j->a);
	if (j->late)
		j->a->outcome = OUTCOME_APPLIED;
	else
		judge_live(j, policy);
}

/* Find whom a tag stands for. False: the answer is complete. */
static bool resolve_tag(struct judged *j)
{
	const struct tag *t = memory_tag_read(j->m, j->e->tag, j->e->source);

	if (!t || !t->to[0]) {
		refuse(j->a, OUTCOME_UNKNOWN,
		       N_("no dog has this tag: bind it with 'paseo tags assign CODE DOG'"));
		return false;
	}
	if (memory_volunteer(j->m, t->to)) {
		snprintf(j->a->volunteer, sizeof(j->a->volunteer), "%s", t->to);
		j->a->outcome = OUTCOME_APPLIED;
		return false;
	}
	snprintf(j->a->dog, sizeof(j->a->dog), "%s", t->to);
	return true;
}

/* Movements and reads. */
static void decide_movement(struct judged *j)
{
	const struct event *e = j->e;

	if (in_future(j->m, e, j->a))
		return;
	if (e->tag[0] && !resolve_tag(j))
		return;
	j->dog = memory_dog(j->m, j->a->dog);
	if (j->dog == NOBODY) {
		refuse(j->a, OUTCOME_UNKNOWN,
		       N_("there is no such dog: check its id, or add it with 'paseo dogs add'"));
		return;
	}
	j->late = e->received_ms - e->time_ms > j->m->settings.late_ms;
	j->ms = e->time_ms < e->received_ms ? e->time_ms : e->received_ms;
	judge_movement(j);
}

/* The event that a correction or an answer means, in its last form: a repeated scan stands for the
 * decision it met. 0: not known. */
static uint64_t find_target(const struct judged *j)
{
	uint64_t seq = memory_find_any(j->m, j->e->scope, j->e->of);
	const struct entry *x = seq ? memory_entry(j->m, seq) : NULL;

	return x && x->outcome == OUTCOME_HELD ? x->of_seq : seq;
}

static void take_target(struct judged *j, uint64_t target)
{
	uint32_t dog = memory_dog_of(j->m, target);

	j->a->of_seq = target;
	if (dog != NOBODY)
		snprintf(j->a->dog, sizeof(j->a->dog), "%s", j->m->dogs[dog]->record.id);
}

/* Refused events have changed nothing; but a retract or amend that came before its event has. */
static bool was_refused(const struct entry *x)
{
	bool kept = x->action == ACTION_RETRACT || x->action == ACTION_AMEND;

	return x->outcome == OUTCOME_REJECTED || x->outcome == OUTCOME_IGNORED ||
	       (x->outcome == OUTCOME_UNKNOWN && !kept) ||
	       (x->outcome == OUTCOME_ALREADY && x->action == ACTION_RETRACT);
}

static void decide_retract(struct judged *j)
{
	uint64_t target = find_target(j);
	const struct entry *x = target ? memory_entry(j->m, target) : NULL;

	if (!x) {
		refuse(j->a, OUTCOME_UNKNOWN,
		       N_("no event with this id has come yet: it counts when the event comes"));
		return;
	}
	take_target(j, target);
	if (x->action == ACTION_ROSTER || was_refused(x))
		refuse(j->a, OUTCOME_REJECTED,
		       x->action == ACTION_ROSTER
			       ? N_("a roster change is not undone: edit the roster")
			       : N_("the event was refused: there is nothing to undo"));
	else if (memory_undone(j->m, target))
		refuse(j->a, OUTCOME_ALREADY, N_("it is undone already"));
	else
		j->a->outcome = OUTCOME_APPLIED;
}

static void decide_amend(struct judged *j)
{
	uint64_t target = find_target(j);
	struct act act;

	if (in_future(j->m, j->e, j->a))
		return;
	if (!j->e->has_time && !j->e->volunteer[0]) {
		refuse(j->a, OUTCOME_REJECTED,
		       N_("say what to correct: \"time\" or \"volunteer\""));
		return;
	}
	if (!target) {
		refuse(j->a, OUTCOME_UNKNOWN,
		       N_("no event with this id has come yet: it counts when the event comes"));
		return;
	}
	if (memory_entry(j->m, target)->action == ACTION_ANSWER &&
	    memory_entry(j->m, target)->of_seq)
		target = memory_entry(j->m, target)->of_seq;
	take_target(j, target);
	if (memory_act(j->m, target, &act))
		j->a->outcome = OUTCOME_APPLIED;
	else
		refuse(j->a, OUTCOME_REJECTED, N_("only a movement that counts can be corrected"));
}

/* A scanner must never dismiss a warning. */
static bool is_scanner(enum source s)
{
	return s == SOURCE_NFC || s == SOURCE_QR || s == SOURCE_BARCODE || s == SOURCE_CAMERA;
}

static void decide_answer(struct judged *j)
{
	uint64_t target = find_target(j);

	if (is_scanner(j->e->source)) {
		refuse(j->a, OUTCOME_REJECTED,
		       N_("a decision is answered by a person, not by a scan"));
		return;
	}
	if (in_future(j->m, j->e, j->a))
		return;
	if (!target) {
		refuse(j->a, OUTCOME_UNKNOWN, N_("there is no event with this id: check it"));
		return;
	}
	take_target(j, target);
	if (memory_entry(j->m, target)->outcome != OUTCOME_HELD)
		refuse(j->a, OUTCOME_REJECTED, N_("this event does not wait for an answer"));
	else if (memory_decision(j->m, target) != DECISION_WAITING)
		refuse(j->a, OUTCOME_ALREADY, N_("it is answered already"));
	else
		j->a->outcome = OUTCOME_APPLIED;
}

/* The same id again: the first outcome, and nothing changes. */
static bool is_duplicate(struct judged *j)
{
	uint64_t first = memory_find(j->m, j->e->scope, j->e->id);
	const struct entry *x = first ? memory_entry(j->m, first) : NULL;

	if (!x)
		return false;
	j->a->outcome = OUTCOME_DUPLICATE;
	j->a->first = (enum outcome)x->outcome;
	j->a->seq = first;
	j->a->move = (enum move)x->move;
	if (x->dog != NOBODY)
		snprintf(j->a->dog, sizeof(j->a->dog), "%s", j->m->dogs[x->dog]->record.id);
	return true;
}

static void echo(const struct event *e, struct answer *a)
{
	bool amend = e->action == ACTION_AMEND;

	memset(a, 0, sizeof(*a));
	a->received_ms = e->received_ms;
	a->time_ms = amend ? e->received_ms : e->time_ms;
	a->action = e->action;
	a->source = e->source;
	a->vocabulary = e->vocabulary;
	a->estimated = e->estimated;
	a->go = e->go;
	memcpy(a->id, e->id, sizeof(a->id));
	memcpy(a->scope, e->scope, sizeof(a->scope));
	memcpy(a->of, e->of, sizeof(a->of));
	memcpy(a->dog, e->dog, sizeof(a->dog));
	memcpy(a->tag, e->tag, sizeof(a->tag));
	memcpy(a->volunteer, e->volunteer, sizeof(a->volunteer));
	memcpy(a->reader, e->reader, sizeof(a->reader));
	memcpy(a->reason, e->reason, sizeof(a->reason));
}

void decide(struct memory *m, const struct event *e, uint64_t seq, bool kept, struct answer *a,
	    bool *stored)
{
	struct judged j = { .m = m, .e = e, .a = a, .seq = seq, .dog = NOBODY };

	echo(e, a);
	*stored = false;
	if (!kept && is_duplicate(&j))
		return;
	if (!kept && is_repeat(m, e)) {
		a->outcome = OUTCOME_IGNORED;
		if (e->tag[0])
			resolve_tag(&j);
		a->outcome = OUTCOME_IGNORED;
		a->error[0] = '\0';
		return;
	}
	*stored = true;
	a->seq = seq;
	switch (e->action) {
	case ACTION_RETRACT:
		decide_retract(&j);
		break;
	case ACTION_AMEND:
		decide_amend(&j);
		break;
	case ACTION_ANSWER:
		decide_answer(&j);
		break;
	case ACTION_ROSTER:
		break;
	default:
		decide_movement(&j);
		check_walker(&j);
	}
}
