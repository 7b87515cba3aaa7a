/*
 * refer - events that speak of another event, of the day or of all dogs at once. See decide.h.
 */
#include <config.h>

#include <stdio.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/brain/decide.h"

/* A scanner must never dismiss a warning. True: refused. */
static bool is_by_scanner(const struct judged *j)
{
	enum source s = j->e->source;

	if (s != SOURCE_NFC && s != SOURCE_QR && s != SOURCE_BARCODE && s != SOURCE_CAMERA)
		return false;
	decide_refuse(j->a, OUTCOME_REJECTED, N_("this is for a person to say, not for a scan"));
	return true;
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

/* Refused events have changed nothing, nor has what was so already unless it is a movement; but a
 * retract or amend that came before its event has. */
static bool was_refused(const struct entry *x)
{
	bool kept = x->action == ACTION_RETRACT || x->action == ACTION_AMEND;

	return x->outcome == OUTCOME_REJECTED || x->outcome == OUTCOME_IGNORED ||
	       (x->outcome == OUTCOME_UNKNOWN && !kept) ||
	       (x->outcome == OUTCOME_ALREADY && x->move == MOVE_NONE);
}

/* Why an event of that kind is never undone; NULL: it may be. */
static const char *never_undone(const struct entry *x)
{
	switch ((enum action)x->action) {
	case ACTION_ROSTER:
		return N_("a roster change is not undone: edit the roster");
	case ACTION_RECALL:
		return N_("a recall is not undone: lift it");
	case ACTION_CLOSE:
		return N_("a closing is not undone: the next movement of that day reopens it");
	default:
		return was_refused(x) ? N_("the event was refused: there is nothing to undo")
				      : NULL;
	}
}

void refer_retract(struct judged *j)
{
	uint64_t target = find_target(j);
	const struct entry *x = target ? memory_entry(j->m, target) : NULL;
	const char *never;

	if (!x) {
		decide_refuse(j->a, OUTCOME_UNKNOWN,
			      N_("no event with this id has come yet: it counts when the event "
				 "comes"));
		return;
	}
	take_target(j, target);
	never = never_undone(x);
	if (never)
		decide_refuse(j->a, OUTCOME_REJECTED, never);
	else if (memory_undone(j->m, target))
		decide_refuse(j->a, OUTCOME_ALREADY, N_("it is undone already"));
	else
		j->a->outcome = OUTCOME_APPLIED;
}

void refer_amend(struct judged *j)
{
	uint64_t target = find_target(j);
	struct act act;

	if (decide_in_future(j))
		return;
	if (!j->e->has_time && !j->e->volunteer[0] && !j->e->reason[0]) {
		decide_refuse(j->a, OUTCOME_REJECTED,
			      N_("say what to correct: \"time\", \"volunteer\" or \"reason\""));
		return;
	}
	if (!target) {
		decide_refuse(j->a, OUTCOME_UNKNOWN,
			      N_("no event with this id has come yet: it counts when the event "
				 "comes"));
		return;
	}
	if (memory_entry(j->m, target)->action == ACTION_ANSWER &&
	    memory_entry(j->m, target)->of_seq)
		target = memory_entry(j->m, target)->of_seq;
	take_target(j, target);
	if (!memory_act(j->m, target, &act)) {
		decide_refuse(j->a, OUTCOME_REJECTED,
			      N_("only a movement that counts can be corrected"));
		return;
	}
	j->a->outcome = OUTCOME_APPLIED;
	/* The dog is out already: it can only be said. */
	if (j->e->volunteer[0] &&
	    !memory_may_walk(j->m, j->e->volunteer, memory_dog_of(j->m, target)))
		decide_warn(j->a, WARNING_LEVEL);
}

/* Why a decision that does not wait takes no answer. */
static const char *settled_words(enum decision_status status)
{
	if (status == DECISION_WITHDRAWN)
		return N_("it was taken back: there is nothing to answer");
	if (status == DECISION_MOOT)
		return N_("other events have settled it: there is nothing to answer");
	return N_("it is answered already");
}

/* Would the dog of a decision go without the partner that it must not go without? */
static int goes_alone(const struct judged *j, uint64_t target, bool *alone)
{
	struct memory *m = j->m;
	const struct entry *x = memory_entry(m, target);
	struct verdict v = { .warning_count = 0 };
	struct gate gate;
	int code = 0;

	*alone = false;
	if (!j->e->go || x->outcome != OUTCOME_HELD || x->move != MOVE_EXIT ||
	    m->settings.policies[WARNING_BONDED_ALONE] != POLICY_REFUSE)
		return 0;
	code = memory_gate(m, j->e->time_ms, j->e->received_ms, false, &gate);
	if (code == 0)
		checks_exit(&gate, x->dog, NULL, NULL, &v);
	for (size_t i = 0; i < v.warning_count; i++)
		*alone = *alone || v.warnings[i].kind == WARNING_BONDED_ALONE;
	return code;
}

int refer_answer(struct judged *j)
{
	uint64_t target = find_target(j);
	bool alone;
	int code;

	if (is_by_scanner(j) || decide_in_future(j))
		return 0;
	if (!target) {
		decide_refuse(j->a, OUTCOME_UNKNOWN,
			      N_("there is no event with this id: check it"));
		return 0;
	}
	take_target(j, target);
	code = goes_alone(j, target, &alone);
	if (memory_entry(j->m, target)->outcome != OUTCOME_HELD)
		decide_refuse(j->a, OUTCOME_REJECTED, N_("this event does not wait for an answer"));
	else if (memory_decision(j->m, target) != DECISION_WAITING)
		decide_refuse(j->a, OUTCOME_ALREADY, settled_words(memory_decision(j->m, target)));
	else if (alone)
		decide_refuse(j->a, OUTCOME_REJECTED,
			      N_("it does not go out alone: scan its partner too"));
	else
		j->a->outcome = OUTCOME_APPLIED;
	return code;
}

void refer_recall(struct judged *j)
{
	if (is_by_scanner(j) || decide_in_future(j))
		return;
	if (j->e->go == j->m->recall.on)
		decide_refuse(j->a, OUTCOME_ALREADY,
			      j->e->go ? N_("everyone is called back already")
				       : N_("no recall is on"));
	else
		j->a->outcome = OUTCOME_APPLIED;
}

void refer_close(struct judged *j)
{
	int32_t day = j->e->day ? j->e->day : days_of(j->e->time_ms);
	const struct closing *last = memory_closing(j->m, day);

	j->a->day = day;
	if (is_by_scanner(j) || decide_in_future(j))
		return;
	if (day > days_of(j->e->received_ms))
		decide_refuse(j->a, OUTCOME_REJECTED, N_("that day has not begun: check \"day\""));
	else if (last && !last->reopened_seq)
		decide_refuse(j->a, OUTCOME_ALREADY, N_("the day is closed already"));
	else
		j->a->outcome = OUTCOME_APPLIED;
}
