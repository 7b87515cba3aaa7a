#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/words.h"

/* clang-format off */
static const char *const weekdays[] = {
	N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
	N_("Saturday"),
};
static const char *const months[] = {
	N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};
/* clang-format on */

/* Short movement words; the words of the record are SALIDA and ENTRADA. */
const char *words_move(enum move move)
{
	return move == MOVE_ENTRY ? _("IN") : _("OUT");
}

void words_date(int64_t now_ms, char *out, size_t size)
{
	int32_t day = days_of(now_ms);

	/* TRANSLATORS: weekday, day, month: "Sunday 22 Nov" */
	snprintf(out, size, _("%s %d %s"), _(weekdays[days_weekday(day)]), (int)(day % 100),
		 _(months[(day / 100 % 100 + 11) % 12]));
}

/* Capitals of the letters that names around here are written with; others stay. */
static uint32_t upper(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7))
		return c - 0x20;
	if (c >= 0x100 && c <= 0x137)
		return c & ~UINT32_C(1);
	return c;
}

void words_upper(char *dst, size_t size, const char *src)
{
	size_t len = 0;

	for (uint32_t c = text_next(&src); c; c = text_next(&src)) {
		char piece[5] = { 0 };

		c = upper(c);
		if (c < 0x80) {
			piece[0] = (char)c;
		} else if (c < 0x800) {
			piece[0] = (char)(0xc0 | c >> 6);
			piece[1] = (char)(0x80 | (c & 0x3f));
		} else if (c < 0x10000) {
			piece[0] = (char)(0xe0 | c >> 12);
			piece[1] = (char)(0x80 | (c >> 6 & 0x3f));
			piece[2] = (char)(0x80 | (c & 0x3f));
		} else {
			piece[0] = (char)(0xf0 | c >> 18);
			piece[1] = (char)(0x80 | (c >> 12 & 0x3f));
			piece[2] = (char)(0x80 | (c >> 6 & 0x3f));
			piece[3] = (char)(0x80 | (c & 0x3f));
		}
		if (len + strlen(piece) >= size)
			break;
		memcpy(dst + len, piece, strlen(piece));
		len += strlen(piece);
	}
	if (size > 0)
		dst[len] = '\0';
}

const char *words_level(const struct settings *s, const char *key, int *rank)
{
	*rank = levels_rank(&s->levels, key);
	if (*rank < 0)
		return "";
	/* What the shelter has written itself is no message. */
	return s->levels_text[0] ? s->levels.list[*rank].letter : _(s->levels.list[*rank].letter);
}

const char *words_danger(const struct board_dog *d)
{
	return dog_has_trait(&d->dog, "reactive") ? _("REACTIVE") : "";
}

/* A length of time as short as it can be said. */
void words_length(int64_t ms, char *out, size_t size)
{
	int64_t minutes = ms > 0 ? ms / MINUTE_MS : 0;
	unsigned long days = (unsigned long)(minutes / (24 * INT64_C(60)));

	if (minutes < 60)
		snprintf(out, size, _("%d min"), (int)minutes);
	else if (days == 0)
		snprintf(out, size, _("%d h"), (int)(minutes / 60));
	else
		snprintf(out, size, language_plural("%lu day", "%lu days", days), days);
}

void words_since_walk(const struct board_dog *d, int64_t now_ms, char *out, size_t size)
{
	if (d->now.last_in_ms == 0)
		snprintf(out, size, "%s", _("never"));
	else
		words_length(now_ms - d->now.last_in_ms, out, size);
}

/* How long a walk was: minutes count. */
static void walk_words(int64_t ms, char *out, size_t size)
{
	int minutes = (int)(ms / MINUTE_MS);

	if (minutes < 120)
		snprintf(out, size, _("%d min"), minutes);
	else
		snprintf(out, size, _("%d h %02d min"), minutes / 60, minutes % 60);
}

/* Two blanks go between what is added, once there is something. */
static void add_words(char *out, size_t size, const char *words)
{
	size_t len = strlen(out);

	snprintf(out + len, size - len, "%s%s", len ? "  " : "", words);
}

static void recent_words(const struct model *m, const struct recent *r, char *out, size_t size)
{
	char walk[32];

	if (r->volunteer[0])
		snprintf(out, size, ", %s", model_name(m, r->volunteer));
	if (r->move == MOVE_ENTRY && r->walk_ms >= 0) {
		walk_words(r->walk_ms, walk, sizeof(walk));
		snprintf(out + strlen(out), size - strlen(out), ", %s", walk);
	}
}

/* When it was; with the date where it was told on another day only. */
static void recent_clock(const struct recent *r, char *out, size_t size)
{
	char clock[DAYS_STAMP_SIZE], date[96];

	days_format_clock(r->time_ms, clock);
	words_date(r->time_ms, date, sizeof(date));
	if (days_of(r->time_ms) != days_of(r->received_ms))
		snprintf(out, size, "%s %s", date, clock);
	else
		snprintf(out, size, "%s", clock);
}

void words_recent(const struct model *m, const struct recent *r, char out[WORDS_SIZE])
{
	char clock[DAYS_STAMP_SIZE * 2 + 96], more[200] = "";
	const char *name = r->dog[0] ? model_name(m, r->dog) : r->name;
	const char *word = words_move(r->move);

	recent_clock(r, clock, sizeof(clock));
	recent_words(m, r, more, sizeof(more));
	if (r->outcome == OUTCOME_UNKNOWN)
		snprintf(out, WORDS_SIZE, "%s ?? %s", clock, r->tag[0] ? r->tag : r->dog);
	else if (r->outcome == OUTCOME_REJECTED)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("REFUSED"), name);
	else if (r->outcome == OUTCOME_ALREADY)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("ALREADY"), name);
	else if (r->action == ACTION_RETRACT)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("UNDONE"), name);
	else if (r->action == ACTION_AMEND)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("CORRECTED"), name);
	else if (r->action == ACTION_ANSWER)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, r->go ? _("LET GO") : _("STAYS"),
			 name);
	else if (r->action == ACTION_SCAN && r->move == MOVE_NONE && r->volunteer[0])
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("BADGE"),
			 model_name(m, r->volunteer));
	else if (r->action == ACTION_ROSTER)
		snprintf(out, WORDS_SIZE, "%s %s", clock, _("ROSTER"));
	else if (r->outcome == OUTCOME_HELD && r->order == r->seq)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("STOP"), name);
	else
		snprintf(out, WORDS_SIZE, r->undone ? "%s (%s %s%s)" : "%s %s %s%s", clock, word,
			 name, more);
}

/* Where the dog is now, whatever the event was. */
static bool is_outside(const struct model *m, const struct answer *a)
{
	const struct board_dog *d = model_dog(m, a->dog);

	return a->has_state ? a->state == STATE_OUTSIDE : d && d->now.state == STATE_OUTSIDE;
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
			return RESULT_IGNORED;
		if (move == MOVE_NONE)
			return is_outside(m, a) ? RESULT_OUT : RESULT_IN;
		return move == MOVE_EXIT ? RESULT_OUT : RESULT_IN;
	default:
		return RESULT_IGNORED;
	}
}

static bool is_warned(const struct answer *a, enum warning_kind kind)
{
	for (size_t i = 0; i < a->warning_count; i++)
		if (a->warnings[i].kind == kind)
			return true;
	return false;
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
static void movement_words(const struct model *m, const struct answer *a, struct banner *b)
{
	const struct board_dog *d = model_dog(m, a->dog);
	bool late = is_warned(a, WARNING_LATE) || is_outside(m, a) != (b->kind == RESULT_OUT);
	const char *who = a->volunteer[0] ? a->volunteer : d && !late ? d->now.volunteer : "";
	char words[WORDS_SIZE], walk[32];
	int64_t today_ms = a->walk_seconds_today * SECOND_MS;

	late_words(m, a, b);
	if (who[0]) {
		snprintf(words, sizeof(words), _("with %s"), model_name(m, who));
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (b->kind == RESULT_OUT && a->walks_today > 0 && !late) {
		/* TRANSLATORS: the first, second ... walk of this dog today */
		snprintf(words, sizeof(words), _("walk %d today"), a->walks_today);
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (b->kind == RESULT_IN && d && d->now.last_in_ms == a->time_ms &&
	    d->now.last_walk_ms > 0) {
		walk_words(d->now.last_walk_ms, words, sizeof(words));
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (a->walks_today > (b->kind == RESULT_OUT) && today_ms > 0) {
		walk_words(today_ms, walk, sizeof(walk));
		snprintf(words, sizeof(words), _("(%s today)"), walk);
		add_words(b->rest, sizeof(b->rest), words);
	}
	if (is_warned(a, WARNING_REACTIVE))
		add_words(b->rest, sizeof(b->rest), _("!! REACTIVE"));
	if (is_warned(a, WARNING_CLOCK))
		add_words(b->rest, sizeof(b->rest), _("!! the clock is in doubt"));
}

/* clang-format off */
static const char *const ask_words[ASK_COUNT] = {
	[ASK_NONE]       = "",
	[ASK_WARNING]    = N_("has not gone out: a warning waits for an answer (F6)"),
	[ASK_REVERSAL]   = N_("moved a moment ago: is it so? (F6)"),
	[ASK_OTHER_DAY]  = N_("out since another day: is it back? (F6)"),
	[ASK_CONFIDENCE] = N_("not sure which dog: is it so? (F6)"),
	[ASK_ARCHIVED]   = N_("is archived: is it here? (F6)"),
};
/* clang-format on */

static void applied_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	char words[WORDS_SIZE];

	if (a->action == ACTION_SCAN && !a->dog[0]) {
		snprintf(b->verb, sizeof(b->verb), "%s", _("BADGE"));
		words_upper(b->name, sizeof(b->name), model_name(m, a->volunteer));
		snprintf(words, sizeof(words), _("the next dogs go out with %s"),
			 model_name(m, a->volunteer));
		add_words(b->rest, sizeof(b->rest), words);
		return;
	}
	switch (a->action) {
	case ACTION_RETRACT:
		snprintf(b->verb, sizeof(b->verb), "%s", _("UNDONE"));
		add_words(b->rest, sizeof(b->rest),
			  b->kind == RESULT_OUT ? _("is OUT again") : _("is IN again"));
		break;
	case ACTION_AMEND:
		snprintf(b->verb, sizeof(b->verb), "%s", _("CORRECTED"));
		break;
	case ACTION_ROSTER:
		snprintf(b->verb, sizeof(b->verb), "%s", _("ROSTER"));
		add_words(b->rest, sizeof(b->rest), _("changed"));
		break;
	case ACTION_ANSWER:
		if (!a->go) {
			snprintf(b->verb, sizeof(b->verb), "%s", _("NO"));
			add_words(b->rest, sizeof(b->rest), _("stays as it was"));
			break;
		}
		/* fall through */
	default:
		snprintf(b->verb, sizeof(b->verb), "%s",
			 b->kind == RESULT_OUT ? _("OUT (SALIDA)") : _("IN (ENTRADA)"));
		movement_words(m, a, b);
		if (a->action == ACTION_ANSWER && a->reason[0])
			add_words(b->rest, sizeof(b->rest), a->reason);
	}
}

/* Movements speak of the dog's state; corrections are done already. */
static void already_banner(const struct model *m, const struct answer *a, struct banner *b)
{
	const struct board_dog *d = model_dog(m, a->dog);
	char clock[DAYS_STAMP_SIZE];
	char words[WORDS_SIZE];

	if (a->action == ACTION_RETRACT || a->action == ACTION_ANSWER ||
	    a->action == ACTION_AMEND) {
		snprintf(b->verb, sizeof(b->verb), "%s", _("ALREADY DONE"));
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
