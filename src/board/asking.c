#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/asking.h"
#include "paseo/board/figures.h"

/* What a sentence is made of. */
struct subject {
	const struct model *m;
	const struct decision *q;
	const struct board_dog *dog; /* NULL: it is in no roster any more */
	const char *name;	     /* in capitals */
};

/* "THOR is OUT since 10:50 (with Jorge)" */
static void other_words(const struct model *m, const char *id, char *out, size_t size)
{
	const struct board_dog *d = model_dog(m, id);
	char name[DOG_NAME_SIZE], clock[DAYS_STAMP_SIZE];
	size_t len;

	words_upper(name, sizeof(name), model_name(m, id));
	if (!d || d->now.state != STATE_OUTSIDE) {
		snprintf(out, size, _("%s has only just come IN"), name);
		return;
	}
	days_format_clock(d->now.since_ms, clock);
	snprintf(out, size, _("%s is OUT since %s"), name, clock);
	len = strlen(out);
	if (d->now.volunteer[0])
		snprintf(out + len, size - len, _(" (with %s)"), model_name(m, d->now.volunteer));
}

/* All the dogs that a warning names, and where they are. */
static void add_others(const struct model *m, const struct warning *w, char out[WORDS_SIZE])
{
	char other[WORDS_SIZE], id[DOG_ID_SIZE];
	const char *with = w->with;

	for (int n = 0; words_next_id(&with, id); n++) {
		size_t len = strlen(out);

		other_words(m, id, other, sizeof(other));
		snprintf(out + len, WORDS_SIZE - len, "%s%s", n ? ", " : _(" and "), other);
	}
}

/* ---- a sentence for each kind of warning ---- */

typedef void say_function(const struct subject *s, const struct warning *w, char out[WORDS_SIZE]);

static void say_reactive(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	snprintf(out, WORDS_SIZE, _("%s is REACTIVE"), s->name);
	add_others(s->m, w, out);
}

static void say_incompatible(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	char names[200], upper[200];

	words_names(s->m, w->with, names, sizeof(names));
	words_upper(upper, sizeof(upper), names);
	snprintf(out, WORDS_SIZE, _("%s must not meet %s"), s->name, upper);
	add_others(s->m, w, out);
}

static void say_bonded(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	char names[200], upper[200];

	words_names(s->m, w->with, names, sizeof(names));
	words_upper(upper, sizeof(upper), names);
	snprintf(out, WORDS_SIZE, _("%s goes out with %s, who is INSIDE"), s->name, upper);
}

/* "REX is on hold (medical) until Monday 30 Nov: stitches" */
static void say_hold(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	const struct dog *dog = s->dog ? &s->dog->dog : NULL;
	char until[96];
	size_t len;

	(void)w;
	if (!dog || dog->hold == HOLD_NONE) {
		snprintf(out, WORDS_SIZE, _("%s was on hold when it was asked"), s->name);
		return;
	}
	snprintf(out, WORDS_SIZE, _("%s is ON HOLD (%s)"), s->name, words_hold(dog->hold));
	len = strlen(out);
	if (dog->hold_until) {
		words_date(days_at_ms(dog->hold_until, 12, 0), until, sizeof(until));
		snprintf(out + len, WORDS_SIZE - len, _(" until %s"), until);
	} else {
		snprintf(out + len, WORDS_SIZE - len, "%s", _(" until it is lifted"));
	}
	len = strlen(out);
	if (dog->hold_reason[0])
		snprintf(out + len, WORDS_SIZE - len, ": %s", dog->hold_reason);
}

static void say_level(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	const struct settings *settings = &s->m->settings;
	const char *id = s->q->volunteer;
	const struct volunteer *v = id[0] ? model_volunteer(s->m, id) : NULL;
	const char *level = s->dog ? level_name(settings, s->dog->dog.level) : "";
	const char *own = v ? level_name(settings, v->level) : "";

	(void)w;
	if (!id[0])
		snprintf(out, WORDS_SIZE, _("%s is level %s and nobody is named to walk it"),
			 s->name, level);
	else if (own[0])
		snprintf(out, WORDS_SIZE, _("%s is level %s; %s walks up to level %s"), s->name,
			 level, v->name, own);
	else
		snprintf(out, WORDS_SIZE, _("%s is level %s; %s has no level"), s->name, level,
			 model_name(s->m, id));
}

static void say_gate_busy(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	char names[200], upper[200];

	(void)s;
	words_names(s->m, w->with, names, sizeof(names));
	words_upper(upper, sizeof(upper), names);
	snprintf(out, WORDS_SIZE, _("the gate is busy: %s was there a moment before"), upper);
}

static void say_heat(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	int limit =
		s->dog ? checks_limit_min(&s->m->settings, &s->dog->dog, days_of(s->q->asked_ms))
		       : 0;

	(void)w;
	if (limit > 0)
		snprintf(out, WORDS_SIZE, _("it is too hot for %s: %d min at the most"), s->name,
			 limit);
	else
		snprintf(out, WORDS_SIZE, _("it is too hot for %s"), s->name);
}

/* How long the walk was that it comes back from; -1: it is over already. */
static int minutes_of(const struct subject *s)
{
	if (!s->dog || s->dog->now.state != STATE_OUTSIDE)
		return -1;
	return (int)((s->q->asked_ms - s->dog->now.since_ms) / MINUTE_MS);
}

static void say_overdue(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	int minutes = minutes_of(s);

	(void)w;
	if (minutes < 0)
		snprintf(out, WORDS_SIZE, _("%s came back late"), s->name);
	else
		snprintf(out, WORDS_SIZE, _("%s comes back after %d min: its longest walk is %d"),
			 s->name, minutes, dog_limit_min(s->m, s->dog, s->q->asked_ms));
}

static void say_early(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	int minutes = minutes_of(s);

	(void)w;
	if (minutes < 0)
		snprintf(out, WORDS_SIZE, _("%s came back very early"), s->name);
	else
		snprintf(out, WORDS_SIZE, _("%s comes back after only %d min"), s->name, minutes);
}

static void say_late(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	(void)w;
	snprintf(out, WORDS_SIZE, _("%s was reported late"), s->name);
}

static void say_clock(const struct subject *s, const struct warning *w, char out[WORDS_SIZE])
{
	(void)s;
	(void)w;
	snprintf(out, WORDS_SIZE, "%s", _("the clock is in doubt"));
}

/* clang-format off */
static say_function *const say[WARNING_COUNT] = {
	[WARNING_REACTIVE]     = say_reactive,
	[WARNING_INCOMPATIBLE] = say_incompatible,
	[WARNING_BONDED_ALONE] = say_bonded,
	[WARNING_HOLD]         = say_hold,
	[WARNING_LEVEL]        = say_level,
	[WARNING_GATE_BUSY]    = say_gate_busy,
	[WARNING_HEAT]         = say_heat,
	[WARNING_OVERDUE]      = say_overdue,
	[WARNING_EARLY_RETURN] = say_early,
	[WARNING_LATE]         = say_late,
	[WARNING_CLOCK]        = say_clock,
};
/* clang-format on */

/* ---- what is asked besides ---- */

/* "went OUT only 40 s before, and was read again" */
static void reversal_sentence(const struct subject *s, char out[WORDS_SIZE])
{
	int64_t before_ms = s->dog ? s->q->asked_ms - s->dog->now.since_ms : -1;
	bool in = s->q->move == MOVE_ENTRY;

	/* The movement it speaks of may have been undone since. */
	if (before_ms < 0 || before_ms > s->m->settings.reversal_ms)
		snprintf(out, WORDS_SIZE,
			 in ? _("%s was read soon after it moved: is it IN?")
			    : _("%s was read soon after it moved: is it OUT?"),
			 s->name);
	else
		snprintf(out, WORDS_SIZE,
			 in ? _("%s went OUT only %d s before and was read again: is it IN?")
			    : _("%s came IN only %d s before and was read again: is it OUT?"),
			 s->name, (int)(before_ms / SECOND_MS));
}

static void other_day_sentence(const struct subject *s, char out[WORDS_SIZE])
{
	char date[64] = "?", clock[DAYS_STAMP_SIZE] = "?";

	if (s->dog) {
		words_date(s->dog->now.since_ms, date, sizeof(date));
		days_format_clock(s->dog->now.since_ms, clock);
	}
	snprintf(out, WORDS_SIZE, _("%s is OUT since %s %s: has it only come IN now?"), s->name,
		 date, clock);
}

static void recall_sentence(const struct subject *s, char out[WORDS_SIZE])
{
	const struct recall *r = &s->m->recall;
	char clock[DAYS_STAMP_SIZE];

	days_format_clock(r->since_ms, clock);
	if (!r->on)
		snprintf(out, WORDS_SIZE, "%s", _("a recall was on when it was asked"));
	else if (r->reason[0])
		snprintf(out, WORDS_SIZE, _("RECALL since %s (%.200s): everyone comes back"), clock,
			 r->reason);
	else
		snprintf(out, WORDS_SIZE, _("RECALL since %s: everyone comes back"), clock);
}

/* What is asked beyond the warnings; false: nothing. */
static bool ask_sentence(const struct subject *s, char out[WORDS_SIZE])
{
	switch (s->q->ask) {
	case ASK_REVERSAL:
		reversal_sentence(s, out);
		return true;
	case ASK_OTHER_DAY:
		other_day_sentence(s, out);
		return true;
	case ASK_CONFIDENCE:
		snprintf(out, WORDS_SIZE, _("It is not sure that this is %s."), s->name);
		return true;
	case ASK_ARCHIVED:
		snprintf(out, WORDS_SIZE, _("%s is archived: it should not be here."), s->name);
		return true;
	case ASK_RECALL:
		recall_sentence(s, out);
		return true;
	default:
		return false;
	}
}

bool asking_sentence(const struct model *m, const struct decision *d, size_t index,
		     char out[WORDS_SIZE])
{
	char name[DOG_NAME_SIZE];
	const struct subject s = { m, d, model_dog(m, d->dog), name };
	bool asked;

	words_upper(name, sizeof(name), model_name(m, d->dog));
	asked = ask_sentence(&s, out);
	if (asked && index == 0)
		return true;
	index -= asked;
	if (index < d->warning_count) {
		say[d->warnings[index].kind](&s, &d->warnings[index], out);
		return true;
	}
	/* A recall that is on is a reason whatever else was asked. */
	if (index > d->warning_count || d->ask == ASK_RECALL || !m->recall.on ||
	    d->move != MOVE_EXIT)
		return false;
	recall_sentence(&s, out);
	return true;
}

void asking_words(const struct model *m, const struct decision *d, char out[WORDS_SIZE])
{
	char one[WORDS_SIZE];

	out[0] = '\0';
	for (size_t i = 0; asking_sentence(m, d, i, one); i++) {
		size_t len = strlen(out);

		snprintf(out + len, WORDS_SIZE - len, "%s%s", len ? "; " : "", one);
	}
	if (!out[0])
		snprintf(out, WORDS_SIZE, "%s", model_name(m, d->dog));
}

/* The names of the partners that are awaited. */
static void awaited(const struct model *m, const struct decision *d, char *out, size_t size)
{
	out[0] = '\0';
	for (size_t i = 0; i < d->warning_count; i++)
		if (d->warnings[i].kind == WARNING_BONDED_ALONE)
			words_names(m, d->warnings[i].with, out, size);
}

void asking_so(const struct model *m, const struct decision *d, char out[WORDS_SIZE])
{
	const struct board_dog *dog = model_dog(m, d->dog);
	const char *name = model_name(m, d->dog);
	char partners[200];

	awaited(m, d, partners, sizeof(partners));
	if (d->move == MOVE_ENTRY)
		snprintf(out, WORDS_SIZE, _("%s does not count as IN yet."), name);
	else if (d->ask == ASK_BONDED)
		snprintf(out, WORDS_SIZE, _("%s has NOT gone out: scan %s too and both go."), name,
			 partners);
	else if (d->ask == ASK_WALKER)
		snprintf(out, WORDS_SIZE, _("%s has NOT gone out: a badge of level %s lets it go."),
			 name, dog ? level_name(&m->settings, dog->dog.level) : "");
	else
		snprintf(out, WORDS_SIZE, _("%s has NOT gone out."), name);
}

void asking_line(const struct model *m, const struct decision *d, char out[WORDS_SIZE])
{
	char clock[DAYS_STAMP_SIZE], words[WORDS_SIZE], name[DOG_NAME_SIZE];

	days_format_clock(d->asked_ms, clock);
	asking_words(m, d, words);
	words_upper(name, sizeof(name), model_name(m, d->dog));
	/* A recall, a busy gate, a clock: their sentences are about no dog. */
	if (strstr(words, name))
		snprintf(out, WORDS_SIZE, "%.8s %.480s", clock, words);
	else
		snprintf(out, WORDS_SIZE, "%.8s %s: %.370s", clock, name, words);
}

/* ---- answers ---- */

bool asking_is_refused(const struct model *m, const struct decision *d)
{
	return d->ask == ASK_BONDED && m->settings.policies[WARNING_BONDED_ALONE] == POLICY_REFUSE;
}

bool asking_is_danger(const struct decision *d)
{
	static const bool grave[WARNING_COUNT] = {
		[WARNING_HOLD] = true,	       [WARNING_REACTIVE] = true,
		[WARNING_INCOMPATIBLE] = true, [WARNING_BONDED_ALONE] = true,
		[WARNING_LEVEL] = true,
	};

	for (size_t i = 0; i < d->warning_count; i++)
		if (grave[d->warnings[i].kind])
			return true;
	return d->ask == ASK_WARNING || d->ask == ASK_BONDED || d->ask == ASK_WALKER ||
	       d->ask == ASK_RECALL;
}

const char *asking_yes(const struct decision *d)
{
	if (d->move == MOVE_ENTRY)
		return d->ask == ASK_WARNING ? _("F11 it is IN, and why") : _("F11 yes, it is IN");
	return asking_is_danger(d) ? _("F11 let it go out, and why") : _("F11 yes, it is OUT");
}

/* clang-format off */
#define REASONS 6
static const char *const early_reasons[REASONS] = {
	N_("the weather"), N_("the dog is tired"), N_("the dog is hurt or ill"),
	N_("the volunteer had to go"), N_("trouble with another dog"), NULL,
};
static const char *const overdue_reasons[REASONS] = {
	N_("a longer way"), N_("the return was not scanned"), N_("trouble with another dog"),
	N_("they could not find the time"), NULL,
};
static const char *const doubt_reasons[REASONS] = {
	N_("seen at the gate"), N_("the volunteer says so"), NULL,
};
static const char *const recall_reasons[REASONS] = {
	N_("it has to go to the vet"), N_("it stays close to the gate"),
	N_("the danger is over"), NULL,
};
static const char *const meeting_reasons[REASONS] = {
	N_("the other dog is far away"), N_("they leave by different ways"),
	N_("they know each other"), N_("a handler goes with them"), NULL,
};

/* Reasons to let a dog go despite a warning, the likeliest first. */
static const char *const reasons[WARNING_COUNT][REASONS] = {
	[WARNING_HOLD]         = { N_("it goes to the vet"), N_("the vet allows it"),
				   N_("only to the yard, on the lead"), N_("the hold is over"), NULL },
	[WARNING_BONDED_ALONE] = { N_("the partner is ill"), N_("the partner stays on purpose"),
				   N_("the partner follows at once"), NULL },
	[WARNING_LEVEL]        = { N_("a handler goes with them"), N_("they know the dog"),
				   N_("their level is out of date"), NULL },
	[WARNING_GATE_BUSY]    = { N_("the gate is free"), N_("they know each other"), NULL },
	[WARNING_HEAT]         = { N_("only a few minutes"), N_("in the shade"),
				   N_("it is cooler now"), NULL },
};
/* clang-format on */

/* The list for a decision: of its first warning, which is the gravest. */
static const char *const *reasons_of(const struct decision *d)
{
	enum warning_kind kind = d->warnings[0].kind;

	if (d->ask == ASK_RECALL)
		return recall_reasons;
	if (!asking_is_danger(d) || d->warning_count == 0)
		return doubt_reasons;
	if (kind == WARNING_EARLY_RETURN)
		return early_reasons;
	if (kind == WARNING_OVERDUE)
		return overdue_reasons;
	return reasons[kind][0] ? reasons[kind] : meeting_reasons;
}

static const char *nth(const char *const *list, size_t index)
{
	for (size_t i = 0; list[i]; i++)
		if (i == index)
			return _(list[i]);
	return NULL;
}

const char *asking_reason(const struct decision *d, size_t index)
{
	return nth(reasons_of(d), index);
}

const char *asking_early_reason(size_t index)
{
	return nth(early_reasons, index);
}
