/*
 * decide - the judgement of a movement or a read. See the header; the rules are those of the manual's
 * section on what happens with a scan.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/brain/decide.h"

void decide_refuse(struct answer *a, enum outcome outcome, const char *error)
{
	a->outcome = outcome;
	snprintf(a->error, sizeof(a->error), "%s", error);
}

static bool is_repeat(struct memory *m, const struct event *e)
{
	return e->action == ACTION_SCAN && memory_read(m, memory_read_code(e), e->time_ms);
}

bool decide_in_future(const struct judged *j)
{
	int64_t ahead = j->e->time_ms - j->e->received_ms;

	if (ahead <= j->m->settings.future_ms)
		return false;
	j->a->outcome = OUTCOME_REJECTED;
	snprintf(j->a->error, sizeof(j->a->error),
		 "the time is %" PRId64 " min in the future: check the sender's clock",
		 ahead / MINUTE_MS);
	return true;
}

/* Who walks: said, or a badge read a moment before or, of events that come late, after. */
static void find_walker(struct judged *j)
{
	const struct badge *b = NULL;

	if (!j->e->volunteer[0] && (j->a->move == MOVE_EXIT || j->a->move == MOVE_TURN))
		b = memory_badge(j->m, j->ms);
	if (b)
		memcpy(j->a->volunteer, b->volunteer, sizeof(j->a->volunteer));
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

/* Was it asked for what a partner or a badge brings? */
static bool is_for_scan(const struct entry *x)
{
	return x->ask == ASK_BONDED || x->ask == ASK_WALKER;
}

/* Let it wait; a dog has one decision at a time for the same movement. One that a scan would have settled
 * gives way to what is judged otherwise now. */
static void hold(struct judged *j, enum ask ask)
{
	uint64_t waiting = memory_waiting_to(j->m, j->dog, j->a->move);
	const struct entry *x = waiting ? memory_entry(j->m, waiting) : NULL;

	j->a->outcome = OUTCOME_HELD;
	j->a->ask = ask;
	j->a->of_seq = j->seq;
	if (x && !x->doubted && (x->ask == (unsigned char)ask || !is_for_scan(x)))
		j->a->of_seq = waiting;
}

/* The same dog scanned again while its decision waits: no second decision. What waits for a partner or
 * a badge is judged anew: that may have come. */
static bool same_decision(struct judged *j)
{
	uint64_t waiting =
		j->late || j->e->action != ACTION_SCAN ? 0 : memory_waiting(j->m, j->dog);
	const struct entry *x = waiting ? memory_entry(j->m, waiting) : NULL;

	if (!x || is_for_scan(x))
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

/* What a live movement has to be asked about besides its warnings. */
static enum ask ask_movement(const struct judged *j)
{
	enum ask ask = ask_scan(j);

	if (ask == ASK_NONE && is_unsure(j))
		ask = ASK_CONFIDENCE;
	if (ask == ASK_NONE && j->m->dogs[j->dog]->record.archived)
		ask = ASK_ARCHIVED;
	if (ask == ASK_NONE && j->m->recall.on && j->a->move == MOVE_EXIT)
		ask = ASK_RECALL;
	return ask;
}

/* A live movement: it is applied, or waits for a person, or is refused. A partner or a badge settles
 * what waits for that alone. A dog that a person sees and brings in by hand is in, whatever the rules. */
static void judge_live(struct judged *j, const struct verdict *v)
{
	const struct dog_memory *d = j->m->dogs[j->dog];
	bool back_by_now = j->a->move == MOVE_EXIT && d->last_ms > j->ms &&
			   fold_state(&d->walks) == STATE_INSIDE;
	enum ask ask = ask_movement(j);

	j->a->outcome = OUTCOME_APPLIED;
	if (back_by_now)
		return;
	if (ask == ASK_NONE && v->policy == POLICY_CONFIRM)
		ask = v->ask;
	if (v->policy == POLICY_REFUSE && j->a->move == MOVE_EXIT)
		decide_refuse(j->a, OUTCOME_REJECTED,
			      N_("the shelter's rules refuse it: see the warnings"));
	else if (v->policy == POLICY_REFUSE && j->e->source != SOURCE_KEYBOARD)
		decide_refuse(j->a, OUTCOME_REJECTED,
			      N_("no scan brings it in now: if it is here, type its name at the "
				 "desk"));
	else if (ask != ASK_NONE)
		hold(j, ask);
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

/* Add the warnings of a verdict to those of the answer. */
static void tell_warnings(struct answer *a, const struct verdict *v)
{
	for (size_t i = 0; i < v->warning_count && a->warning_count < WARNING_MAX; i++)
		a->warnings[a->warning_count++] = v->warnings[i];
}

void decide_warn(struct answer *a, enum warning_kind kind)
{
	struct verdict v = { .warning_count = 1, .warnings = { { .kind = kind } } };

	tell_warnings(a, &v);
}

/* A sender's clock that is ahead, a movement before the dog's last one, or the station's own clock
 * gone back since the event before: the times cannot all be right. */
static bool is_clock_off(const struct judged *j)
{
	const struct memory *m = j->m;
	int64_t before_ms = m->entry_count ? m->entries[m->entry_count - 1].received_ms : 0;

	return j->e->time_ms > j->e->received_ms || (j->e->time_ms < m->dogs[j->dog]->last_ms) ||
	       before_ms - j->e->received_ms > SECOND_MS;
}

/* What the checks say of a movement that changes the dog's state. */
static int check_movement(struct judged *j, struct verdict *v)
{
	const char *walker = j->a->volunteer[0] ? j->a->volunteer : NULL;
	struct gate gate;
	int code;

	if (j->state == STATE_OUTSIDE) {
		checks_entry(&j->m->settings, &j->m->dogs[j->dog]->record, j->since_ms, j->ms, v);
		return 0;
	}
	code = memory_gate(j->m, j->ms, j->e->received_ms, j->late, &gate);
	if (code == 0)
		checks_exit(&gate, j->dog, walker, walker ? memory_volunteer(j->m, walker) : NULL,
			    v);
	return code;
}

static int judge_movement(struct judged *j)
{
	enum move move;
	struct verdict v;
	int code;

	if (j->late)
		decide_warn(j->a, WARNING_LATE);
	else if (is_clock_off(j))
		decide_warn(j->a, WARNING_CLOCK);
	if (same_decision(j))
		return 0;
	j->state = memory_state_at(j->m, j->dog, j->ms, j->e->id, &j->since_ms);
	find_direction(j);
	find_walker(j);
	move = j->a->move;
	if ((move == MOVE_EXIT && j->state == STATE_OUTSIDE) ||
	    (move == MOVE_ENTRY && j->state == STATE_INSIDE)) {
		say_already(j);
		return 0;
	}
	code = check_movement(j, &v);
	if (code)
		return code;
	tell_warnings(j->a, &v);
	if (j->late)
		j->a->outcome = OUTCOME_APPLIED;
	else
		judge_live(j, &v);
	return 0;
}

/* A badge, or a volunteer chosen by hand: whom it belongs to that has gone out already is judged
 * now, by the level that it shows. */
static void judge_badge(struct judged *j)
{
	struct covered c;

	j->ms = j->e->time_ms < j->e->received_ms ? j->e->time_ms : j->e->received_ms;
	j->a->outcome = OUTCOME_APPLIED;
	memory_badge_covers(j->m, j->ms, j->a->volunteer, &c);
	if (c.above[0]) {
		decide_warn(j->a, WARNING_LEVEL);
		memcpy(j->a->warnings[j->a->warning_count - 1].with, c.above, sizeof(c.above));
	}
}

/* Find whom a tag stands for. False: nobody, and the answer says so. */
static bool resolve_tag(struct judged *j)
{
	const struct tag *t = memory_tag_read(j->m, j->e->tag, j->e->source);

	if (!t || !t->to[0]) {
		decide_refuse(j->a, OUTCOME_UNKNOWN,
			      N_("no dog has this tag: bind it with 'paseo tags assign CODE DOG'"));
		return false;
	}
	if (memory_volunteer(j->m, t->to))
		snprintf(j->a->volunteer, sizeof(j->a->volunteer), "%s", t->to);
	else
		snprintf(j->a->dog, sizeof(j->a->dog), "%s", t->to);
	return true;
}

/* Movements and reads. */
static int decide_movement(struct judged *j)
{
	const struct event *e = j->e;

	if (decide_in_future(j) || (e->tag[0] && !resolve_tag(j)))
		return 0;
	if (!j->a->dog[0]) {
		if (memory_volunteer(j->m, j->a->volunteer))
			judge_badge(j);
		else
			decide_refuse(j->a, OUTCOME_UNKNOWN,
				      N_("there is no volunteer with this id: check it, or add it "
					 "with 'paseo volunteers add'"));
		return 0;
	}
	j->dog = memory_dog(j->m, j->a->dog);
	if (j->dog == NOBODY) {
		decide_refuse(j->a, OUTCOME_UNKNOWN,
			      N_("there is no such dog: check its id, or add it with 'paseo dogs "
				 "add'"));
		return 0;
	}
	j->late = e->received_ms - e->time_ms > j->m->settings.late_ms;
	j->ms = memory_place(j->m, j->dog, e);
	return judge_movement(j);
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

/* The same code again, or a tag that never left its reader. */
static void say_repeat(struct judged *j)
{
	if (j->e->tag[0])
		resolve_tag(j);
	j->a->outcome = OUTCOME_IGNORED;
	j->a->error[0] = '\0';
}

int decide(struct memory *m, const struct event *e, uint64_t seq, bool kept, struct answer *a,
	   bool *stored)
{
	struct judged j = { .m = m, .e = e, .a = a, .seq = seq, .dog = NOBODY };
	int code = 0;

	echo(e, a);
	*stored = false;
	if (!kept && is_duplicate(&j))
		return 0;
	if (!kept && is_repeat(m, e)) {
		say_repeat(&j);
		return 0;
	}
	*stored = true;
	a->seq = seq;
	switch (e->action) {
	case ACTION_RETRACT:
		refer_retract(&j);
		break;
	case ACTION_AMEND:
		refer_amend(&j);
		break;
	case ACTION_ANSWER:
		code = refer_answer(&j);
		break;
	case ACTION_RECALL:
		refer_recall(&j);
		break;
	case ACTION_CLOSE:
		refer_close(&j);
		break;
	case ACTION_ROSTER:
		break;
	default:
		code = decide_movement(&j);
		check_walker(&j);
	}
	return code;
}
