/*
 * corrections - see the header.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/report/corrections.h"
#include "paseo/report/members.h"

/* clang-format off */
static const char *const kind_names[CORRECTION_COUNT] = {
	[CORRECTION_UNDONE]        = "undone",
	[CORRECTION_RESTORED]      = "restored",
	[CORRECTION_AMENDED]       = "amended",
	[CORRECTION_REMARK]        = "remark",
	[CORRECTION_AMEND_UNDONE]  = "amend-undone",
	[CORRECTION_ANSWER_UNDONE] = "answer-undone",
	[CORRECTION_WITHDRAWN]     = "withdrawn",
	[CORRECTION_LOST]          = "lost",
};

/* TRANSLATORS: what is corrected, with its time; the sentences below are said of it. */
static const char *const movements[MOVE_COUNT] = {
	[MOVE_NONE]  = N_("record of %s"),
	[MOVE_EXIT]  = N_("exit of %s"),
	[MOVE_ENTRY] = N_("return of %s"),
	[MOVE_TURN]  = N_("scan of %s"),
};

static const char *const sentences[CORRECTION_COUNT] = {
	[CORRECTION_UNDONE]        = N_("%s undone"),
	[CORRECTION_RESTORED]      = N_("%s counts again"),
	[CORRECTION_AMENDED]       = "%s",
	[CORRECTION_REMARK]        = N_("%s, remark"),
	[CORRECTION_AMEND_UNDONE]  = N_("%s: correction taken back"),
	[CORRECTION_ANSWER_UNDONE] = N_("%s: answer taken back"),
	[CORRECTION_WITHDRAWN]     = N_("%s withdrawn before it was answered"),
	[CORRECTION_LOST]          = N_("%s counted, and no longer does"),
};
/* clang-format on */

bool correction_is(const struct deed *one)
{
	return one->outcome == OUTCOME_APPLIED &&
	       (one->action == ACTION_RETRACT || one->action == ACTION_AMEND ||
		(deed_is_movement(one) && one->move != MOVE_NONE));
}

/* What a retract does follows from what it undoes. */
static enum correction_kind kind_of_retract(const struct deed *of)
{
	if (!of)
		return CORRECTION_UNDONE;
	switch (of->action) {
	case ACTION_RETRACT:
		return CORRECTION_RESTORED;
	case ACTION_AMEND:
		return CORRECTION_AMEND_UNDONE;
	case ACTION_ANSWER:
		return CORRECTION_ANSWER_UNDONE;
	default:
		return of->outcome == OUTCOME_HELD ? CORRECTION_WITHDRAWN : CORRECTION_UNDONE;
	}
}

static enum correction_kind kind_of(const struct deeds *d, const struct deed *one)
{
	if (one->action == ACTION_AMEND)
		return one->new_ms || one->volunteer[0] ? CORRECTION_AMENDED : CORRECTION_REMARK;
	return one->action == ACTION_RETRACT ? kind_of_retract(deeds_find(d, one->of_seq))
					     : CORRECTION_LOST;
}

void correction_make(const struct deeds *d, const struct deed *one, struct correction *out)
{
	const struct deed *movement = deeds_movement(d, one);
	bool amend = one->action == ACTION_AMEND;

	memset(out, 0, sizeof(*out));
	out->kind = kind_of(d, one);
	out->seq = one->seq;
	out->of_seq = one->of_seq;
	out->time_ms = one->time_ms;
	out->action = one->action;
	out->source = one->source;
	out->undone = deeds_undone(d, one->seq, DEEDS_NOW);
	memcpy(out->id, one->id, sizeof(out->id));
	memcpy(out->dog, one->dog, sizeof(out->dog));
	memcpy(out->reason, one->reason, sizeof(out->reason));
	if (!deed_is_movement(one))
		memcpy(out->of, one->of, sizeof(out->of));
	if (movement) {
		const char *walker = deeds_walker(d, movement, one->seq);

		out->move = movement->move;
		out->was_ms = deeds_time(d, movement, one->seq);
		memcpy(out->was_volunteer, walker, strlen(walker) + 1);
	}
	if (amend)
		out->now_ms = one->new_ms;
	if (!deed_is_movement(one))
		memcpy(amend ? out->volunteer : out->by, one->volunteer, sizeof(out->by));
}

int correction_order(const void *a, const void *b)
{
	const struct correction *x = a, *y = b;

	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static void add(char out[TERMS_LONG_SIZE], const char *between, const char *what)
{
	size_t used = strlen(out);

	snprintf(out + used, TERMS_LONG_SIZE - used, "%s%s", between, what);
}

/* What an amend leaves behind. */
static void add_amended(const struct correction *c, const struct names *n, int32_t day,
			char out[TERMS_LONG_SIZE])
{
	char moment[DAYS_STAMP_SIZE], text[TERMS_SIZE];
	const char *walker = terms_name(n, ROSTER_VOLUNTEERS, c->volunteer);

	if (c->now_ms) {
		snprintf(text, sizeof(text), _("corrected: %s"),
			 terms_moment(c->now_ms, c->was_ms ? days_of(c->was_ms) : day, moment));
		add(out, " ", text);
	}
	if (c->volunteer[0] && c->was_volunteer[0] && strcmp(c->volunteer, c->was_volunteer) != 0) {
		snprintf(text, sizeof(text), _("with %s, not %s"), walker,
			 terms_name(n, ROSTER_VOLUNTEERS, c->was_volunteer));
		add(out, ", ", text);
	} else if (c->volunteer[0]) {
		snprintf(text, sizeof(text), _("with %s"), walker);
		add(out, ", ", text);
	}
}

const char *correction_words(const struct correction *c, const struct names *n, int32_t day,
			     char out[TERMS_LONG_SIZE])
{
	char moment[DAYS_STAMP_SIZE], movement[64 + DAYS_STAMP_SIZE], text[TERMS_SIZE];
	const char *sentence = sentences[c->kind];

	snprintf(movement, sizeof(movement), _(movements[c->move]),
		 terms_moment(c->was_ms, day, moment));
	snprintf(out, TERMS_LONG_SIZE, _(sentence), movement);
	if (c->kind == CORRECTION_AMENDED)
		add_amended(c, n, day, out);
	if (c->by[0]) {
		snprintf(text, sizeof(text), _("by %s"), terms_name(n, ROSTER_VOLUNTEERS, c->by));
		add(out, ", ", text);
	}
	if (c->undone)
		add(out, ", ", _("taken back later"));
	if (c->reason[0])
		add(out, ": ", c->reason);
	return out;
}

struct jdoc *correction_json(const struct correction *c)
{
	struct jdoc *d = jdoc_new_object();

	if (d && (member_number(d, "seq", (int64_t)c->seq) || member_text(d, "id", c->id) ||
		  member_time(d, "time", c->time_ms) ||
		  member_text(d, "action", event_action_name(c->action, VOCABULARY_ENGLISH)) ||
		  member_optional(d, "of", c->of) || member_optional(d, "dog", c->dog) ||
		  member_text(d, "what", kind_names[c->kind]) ||
		  member_optional(d, "move", answer_move_name(c->move)) ||
		  member_time(d, "was", c->was_ms) || member_time(d, "now", c->now_ms) ||
		  member_optional(d, "was_volunteer", c->was_volunteer) ||
		  member_optional(d, "volunteer", c->volunteer) ||
		  member_optional(d, "by", c->by) || member_optional(d, "reason", c->reason) ||
		  member_optional(d, "source", c->source ? event_source_name(c->source) : "") ||
		  member_flag(d, "undone", c->undone)))
		jdoc_free(&d);
	return d;
}
