/*
 * banner - the last result, verb first. Part of words.h.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/board/words.h"

#define RESTED_MS (2 * HOUR_MS) /* a walk that ended so short a time ago is worth a word */

/* Two blanks go between what is added, once there is something. */
static void add_words(char *out, size_t size, const char *words)
{
	size_t len = strlen(out);

	snprintf(out + len, size - len, "%s%s", len ? "  " : "", words);
}

/* Where the dog is now, whatever the event was. */
static bool is_outside(const struct model *m, const struct answer *a)
{
	const struct board_dog *d = model_dog(m, a->dog);

	return a->has_state ? a->state == STATE_OUTSIDE : d && d->now.state == STATE_OUTSIDE;
}

static bool is_warned(const struct answer *a, enum warning_kind kind)
{
	for (size_t i = 0; i < a->warning_count; i++)
		if (a->warnings[i].kind == kind)
			return true;
	return false;
}

/* What was applied and is no movement of a dog. */
static enum result desk_result(const struct answer *a)
{
	bool alarm = (a->action == ACTION_RECALL && a->go) || is_warned(a, WARNING_LEVEL);

	return alarm ? RESULT_WARNING : RESULT_IGNORED;
}

enum result words_result(const struct model *m, const struct answer *a)
{
	enum move move = model_move(m, a);

	switch (a->outcome) {
	case OUTCOME_HELD:
	case OUTCOME_REJECTED:
		return RESULT_WARNING;
	case OUTCOME_UNKNOWN:
		return RESULT_UNKNOWN;
	case OUTCOME_APPLIED:
		if (a->action == ACTION_ROSTER || (a->action == ACTION_ANSWER && !a->go) ||
		    !a->dog[0])
			return desk_result(a);
		if (move == MOVE_NONE)
			return is_outside(m, a) ? RESULT_OUT : RESULT_IN;
		return move == MOVE_EXIT ? RESULT_OUT : RESULT_IN;
	default:
		return RESULT_IGNORED;
	}
}

/* A warning that was noted at a movement of this moment is heard; a busy gate is no more than seen. */
enum result words_sound(const struct model *m, const struct answer *a)
{
	enum result result = words_result(m, a);
	bool grave = false;

	for (size_t i = 0; i < a->warning_count; i++)
		grave = grave || (a->warnings[i].kind != WARNING_GATE_BUSY &&
				  a->warnings[i].kind != WARNING_EARLY_RETURN &&
				  a->warnings[i].kind != WARNING_OVERDUE);
	return grave && result == RESULT_OUT && !is_warned(a, WARNING_LATE) ? RESULT_WARNING
									    : result;
}

/* Of what has happened some time ago: when that was, and where the dog is now. */
static void late_words(const struct model *m, const struct answer *a, struct banner *b)
{
	bool outside = is_outside(m, a);
	char words[WORDS_SIZE], clock[DAYS_STAMP_SIZE], date[96];

	days_format_clock(a->time_ms, clock);
	if (is_warned(a, WARNING_LATE) && days_of(a->time_ms) != days_of(a->received_ms)) {
		words_date(a->time_ms, date, sizeof(date));
		/* TRANSLATORS: a date, a time of day */
		snprintf(words, sizeof(words), _("late: %s %s"), date, clock);
		add_words(b->rest, sizeof(b->rest), words);
	} else if (is_warned(a, WARNING_LATE)) {
		snprintf(words, sizeof(words), _("late: %s"), clock);
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (outside != (b->kind == RESULT_OUT))
		add_words(b->rest, sizeof(b->rest), outside ? _("is OUT now") : _("is IN now"));
}

/* What a movement was: with whom, which walk of the day, how long. */
/* clang-format off */
/* What is said of a warning after the result; the first where it names other dogs. */
static const char *const note_words[WARNING_COUNT][2] = {
	[WARNING_REACTIVE]     = { N_("reactive, and so is %s"), N_("reactive") },
	[WARNING_INCOMPATIBLE] = { N_("must not meet %s"), N_("incompatible") },
	[WARNING_BONDED_ALONE] = { N_("without %s"), N_("without its partner") },
	[WARNING_HOLD]         = { N_("on hold"), N_("on hold") },
	[WARNING_LEVEL]        = { N_("above their level: %s"), N_("above the walker's level") },
	[WARNING_GATE_BUSY]    = { N_("gate busy (%s)"), N_("gate busy") },
	[WARNING_HEAT]         = { N_("too hot"), N_("too hot") },
	[WARNING_OVERDUE]      = { N_("overdue"), N_("overdue") },
	[WARNING_EARLY_RETURN] = { N_("back very early"), N_("back very early") },
	[WARNING_LATE]         = { "", "" }, /* told with its time */
	[WARNING_CLOCK]        = { N_("the clock is in doubt"), N_("the clock is in doubt") },
};
/* clang-format on */

static void note_one(const struct model *m, const struct warning *w, char *out, size_t size)
{
	char names[200];
	const char *format = note_words[w->kind][w->with[0] ? 0 : 1];

	words_names(m, w->with, names, sizeof(names));
	if (strstr(format, "%s"))
		snprintf(out, size, _(format), names);
	else
		snprintf(out, size, "%s", _(format));
}

/* Every warning that was noted: "warning: gate busy (Coco), too hot". */
static void note_warnings(const struct model *m, const struct answer *a, struct banner *b)
{
	char words[WORDS_SIZE], notes[WORDS_SIZE * 2] = "";

	for (size_t i = 0; i < a->warning_count; i++) {
		size_t len = strlen(notes);

		if (!note_words[a->warnings[i].kind][0][0])
			continue;
		note_one(m, &a->warnings[i], words, sizeof(words));
		snprintf(notes + len, sizeof(notes) - len, "%s%s", len ? ", " : "", words);
	}
	if (!notes[0])
		return;
	/* TRANSLATORS: what follows is a list of warnings */
	snprintf(words, sizeof(words), _("!! warning: %.400s"), notes);
	add_words(b->rest, sizeof(b->rest), words);
}

/* Somebody else may have brought it back a moment ago. */
static void rest_words(const struct board_dog *d, const struct answer *a, struct banner *b)
{
	int64_t ago_ms = d && d->now.last_in_ms ? a->time_ms - d->now.last_in_ms : -1;
	char words[WORDS_SIZE], length[64];

	if (b->kind != RESULT_OUT || ago_ms < 0 || ago_ms >= RESTED_MS)
		return;
	words_length(ago_ms, length, sizeof(length));
	/* TRANSLATORS: how long ago the dog's last walk ended */
	snprintf(words, sizeof(words), _("back only %s ago"), length);
	add_words(b->rest, sizeof(b->rest), words);
}

/* Partners that waited for this movement go with it. */
static void partner_words(const struct model *m, const struct answer *a, struct banner *b)
{
	char name[DOG_NAME_SIZE], words[WORDS_SIZE];

	for (size_t i = 0; i < m->answered_count; i++) {
		const struct decision *q = &m->answered[i];

		if (q->answer_seq != a->seq || q->ask != ASK_BONDED || strcmp(q->dog, a->dog) == 0)
			continue;
		words_upper(name, sizeof(name), model_name(m, q->dog));
		snprintf(words, sizeof(words), _("and %s with it"), name);
		add_words(b->rest, sizeof(b->rest), words);
	}
}

static void movement_words(const struct model *m, const struct answer *a, struct banner *b)
{
	const struct board_dog *d = model_dog(m, a->dog);
	bool late = is_warned(a, WARNING_LATE) || is_outside(m, a) != (b->kind == RESULT_OUT);
	bool said = a->volunteer[0] && a->action != ACTION_ANSWER;
	const char *who = said ? a->volunteer : d && !late ? d->now.volunteer : "";
	char words[WORDS_SIZE], walk[32];
	int64_t today_ms = a->walk_seconds_today * SECOND_MS;

	partner_words(m, a, b);
	late_words(m, a, b);
	note_warnings(m, a, b);
	if (who[0]) {
		snprintf(words, sizeof(words), _("with %s"), model_name(m, who));
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (!late)
		rest_words(d, a, b);
	if (b->kind == RESULT_OUT && a->walks_today > 0 && !late) {
		/* TRANSLATORS: the first, second ... walk of this dog today */
		snprintf(words, sizeof(words), _("walk %d today"), a->walks_today);
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (b->kind == RESULT_IN && d && d->now.last_in_ms == a->time_ms &&
	    d->now.last_walk_ms > 0) {
		words_walk(d->now.last_walk_ms, words, sizeof(words));
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (a->walks_today > (b->kind == RESULT_OUT) && today_ms > 0) {
		words_walk(today_ms, walk, sizeof(walk));
		snprintf(words, sizeof(words), _("(%s today)"), walk);
		add_words(b->rest, sizeof(b->rest), words);
	}
}

/* clang-format off */
static const char *const ask_words[ASK_COUNT] = {
	[ASK_NONE]       = "",
	[ASK_WARNING]    = N_("has NOT gone out: answer it (F6)"),
	[ASK_REVERSAL]   = N_("moved a moment ago: is it so? (F6)"),
	[ASK_OTHER_DAY]  = N_("out since another day: is it back? (F6)"),
	[ASK_CONFIDENCE] = N_("not sure which dog: is it so? (F6)"),
	[ASK_ARCHIVED]   = N_("is archived: is it here? (F6)"),
	[ASK_BONDED]     = N_("waits for its partner: scan that too (F6)"),
	[ASK_WALKER]     = N_("waits for a badge of its level (F6)"),
	[ASK_RECALL]     = N_("has NOT gone out: RECALL (F6)"),
};
/* clang-format on */

/* The dogs that went out a moment before with nobody, and that the badge now speaks for. */
static void claimed_names(const struct model *m, const struct answer *a, char *out, size_t size)
{
	char name[DOG_NAME_SIZE];

	out[0] = '\0';
	for (size_t i = 0; i < m->dog_count; i++) {
		const struct dog_now *now = &m->dogs[i].now;
		size_t len = strlen(out);

		if (now->state != STATE_OUTSIDE || strcmp(now->volunteer, a->volunteer) != 0 ||
		    now->since_ms > a->time_ms ||
		    a->time_ms - now->since_ms >= m->settings.badge_ms)
			continue;
		words_upper(name, sizeof(name), m->dogs[i].dog.name);
		snprintf(out + len, size - len, "%s%s", len ? ", " : "", name);
	}
}

static void badge_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	char words[WORDS_SIZE], names[200];

	snprintf(b->verb, sizeof(b->verb), "%s", _("BADGE"));
	words_upper(b->name, sizeof(b->name), model_name(m, a->volunteer));
	claimed_names(m, a, names, sizeof(names));
	note_warnings(m, a, b);
	snprintf(words, sizeof(words), _("with %s"), names);
	if (names[0])
		add_words(b->rest, sizeof(b->rest), words);
	else
		add_words(b->rest, sizeof(b->rest), _("the next dogs go out with them"));
}

static void recall_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	(void)m;
	snprintf(b->verb, sizeof(b->verb), "%s", a->go ? _("RECALL") : _("RECALL OVER"));
	add_words(b->rest, sizeof(b->rest),
		  a->go ? _("everyone comes back: F9 says who is out")
			: _("dogs may go out again"));
	if (a->reason[0])
		add_words(b->rest, sizeof(b->rest), a->reason);
}

static void close_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	int32_t day = a->day ? a->day : days_of(a->time_ms);
	size_t out = 0;
	char words[WORDS_SIZE];

	snprintf(b->verb, sizeof(b->verb), "%s", _("DAY CLOSED"));
	words_date(days_at_ms(day, 12, 0), words, sizeof(words));
	add_words(b->rest, sizeof(b->rest), words);
	for (size_t i = 0; i < m->dog_count; i++)
		out += m->dogs[i].now.state == STATE_OUTSIDE;
	if (out) {
		snprintf(words, sizeof(words),
			 language_plural("!! %lu dog is still OUT", "!! %lu dogs are still OUT",
					 (unsigned long)out),
			 (unsigned long)out);
		add_words(b->rest, sizeof(b->rest), words);
		b->kind = RESULT_WARNING;
	}
}

/* A reason alone is a remark to a movement. */
static void amend_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	char words[WORDS_SIZE];

	snprintf(b->verb, sizeof(b->verb), "%s",
		 a->reason[0] && !a->volunteer[0] ? _("NOTED") : _("CORRECTED"));
	if (a->reason[0])
		add_words(b->rest, sizeof(b->rest), a->reason);
	if (a->volunteer[0]) {
		snprintf(words, sizeof(words), _("with %s"), model_name(m, a->volunteer));
		add_words(b->rest, sizeof(b->rest), words);
	}
}

/* Let go: why, and who said so. */
static void answer_words(const struct model *m, const struct answer *a, struct banner *b)
{
	char words[WORDS_SIZE];

	if (a->reason[0])
		add_words(b->rest, sizeof(b->rest), a->reason);
	if (a->volunteer[0]) {
		snprintf(words, sizeof(words), _("says %s"), model_name(m, a->volunteer));
		add_words(b->rest, sizeof(b->rest), words);
	}
}

static void applied_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	if (a->action == ACTION_SCAN && !a->dog[0]) {
		badge_banner(m, a, b);
		return;
	}
	switch (a->action) {
	case ACTION_RECALL:
		recall_banner(m, a, b);
		break;
	case ACTION_CLOSE:
		close_banner(m, a, b);
		break;
	case ACTION_RETRACT:
		snprintf(b->verb, sizeof(b->verb), "%s", _("UNDONE"));
		add_words(b->rest, sizeof(b->rest),
			  b->kind == RESULT_OUT ? _("is OUT again") : _("is IN again"));
		break;
	case ACTION_AMEND:
		amend_banner(m, a, b);
		break;
	case ACTION_ROSTER:
		snprintf(b->verb, sizeof(b->verb), "%s", _("ROSTER"));
		add_words(b->rest, sizeof(b->rest), _("changed"));
		break;
	case ACTION_ANSWER:
		if (!a->go) {
			snprintf(b->verb, sizeof(b->verb), "%s", _("NO"));
			add_words(b->rest, sizeof(b->rest), _("stays as it was"));
			answer_words(m, a, b);
			break;
		}
		/* fall through */
	default:
		snprintf(b->verb, sizeof(b->verb), "%s",
			 b->kind == RESULT_OUT ? _("OUT (SALIDA)") : _("IN (ENTRADA)"));
		movement_words(m, a, b);
		if (a->action == ACTION_ANSWER)
			answer_words(m, a, b);
	}
}

/* Movements speak of the dog's state; corrections are done already. */
static void already_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	const struct board_dog *d = model_dog(m, a->dog);
	char clock[DAYS_STAMP_SIZE];
	char words[WORDS_SIZE];

	if (a->move == MOVE_NONE) {
		snprintf(b->verb, sizeof(b->verb), "%s", _("ALREADY DONE"));
		if (a->error[0])
			add_words(b->rest, sizeof(b->rest), _(a->error));
		return;
	}
	snprintf(b->verb, sizeof(b->verb), "%s",
		 a->move == MOVE_ENTRY ? _("ALREADY IN") : _("ALREADY OUT"));
	if (d && d->now.since_ms > 0) {
		days_format_clock(d->now.since_ms, clock);
		snprintf(words, sizeof(words), _("since %s"), clock);
		add_words(b->rest, sizeof(b->rest), words);
	}
}

static void unknown_banner(const struct answer *a, struct banner *b)
{
	char words[WORDS_SIZE];

	if (a->tag[0]) {
		snprintf(b->verb, sizeof(b->verb), "%s", _("UNKNOWN CODE"));
		snprintf(words, sizeof(words), _("%s  bind it: paseo tags assign %s DOG"), a->tag,
			 a->tag);
	} else if (a->of[0]) {
		snprintf(b->verb, sizeof(b->verb), "%s", _("UNKNOWN EVENT"));
		snprintf(words, sizeof(words), "%s", a->of);
	} else {
		snprintf(b->verb, sizeof(b->verb), "%s", _("UNKNOWN DOG"));
		snprintf(words, sizeof(words), "%s", a->dog);
	}
	add_words(b->rest, sizeof(b->rest), words);
}

void words_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	const char *name = a->dog_name[0] ? a->dog_name : a->dog[0] ? model_name(m, a->dog) : "";

	*b = (struct banner){ .kind = words_result(m, a), .time_ms = a->received_ms };
	words_upper(b->name, sizeof(b->name), name);
	switch (a->outcome) {
	case OUTCOME_APPLIED:
		applied_banner(m, a, b);
		break;
	case OUTCOME_HELD:
		snprintf(b->verb, sizeof(b->verb), "%s", _("STOP"));
		add_words(b->rest, sizeof(b->rest), _(ask_words[a->ask]));
		break;
	case OUTCOME_ALREADY:
		already_banner(m, a, b);
		break;
	case OUTCOME_UNKNOWN:
		b->name[0] = '\0';
		unknown_banner(a, b);
		break;
	case OUTCOME_REJECTED:
		snprintf(b->verb, sizeof(b->verb), "%s", _("REFUSED"));
		note_warnings(m, a, b);
		add_words(b->rest, sizeof(b->rest), _(a->error));
		break;
	case OUTCOME_DUPLICATE:
		snprintf(b->verb, sizeof(b->verb), "%s", _("SAME EVENT AGAIN"));
		add_words(b->rest, sizeof(b->rest), _("counted once"));
		break;
	default:
		snprintf(b->verb, sizeof(b->verb), "%s", _("IGNORED"));
		add_words(b->rest, sizeof(b->rest), _("the same tag again: one read"));
	}
}
