#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/asking.h"

/* clang-format off */
/* Warnings that have no sentence of their own here. */
static const char *const warning_words[WARNING_COUNT] = {
	[WARNING_REACTIVE]     = N_("REACTIVE"),
	[WARNING_INCOMPATIBLE] = N_("must not meet"),
	[WARNING_BONDED_ALONE] = N_("goes out with its partner"),
	[WARNING_HOLD]         = N_("must not go out (hold)"),
	[WARNING_LEVEL]        = N_("is above the walker's level"),
	[WARNING_GATE_BUSY]    = N_("the gate is busy"),
	[WARNING_HEAT]         = N_("too hot"),
	[WARNING_OVERDUE]      = N_("overdue"),
	[WARNING_EARLY_RETURN] = N_("back very early"),
	[WARNING_LATE]         = N_("reported late"),
	[WARNING_CLOCK]        = N_("the clock is in doubt"),
};

static const char *const warning_reasons[] = {
	N_("the other dog is far away"),
	N_("they leave by different ways"),
	N_("they know each other"),
	N_("a handler goes with them"),
	NULL,
};
static const char *const doubt_reasons[] = {
	N_("seen at the gate"),
	N_("the volunteer says so"),
	NULL,
};
/* clang-format on */

/* The ids of "with" one after the other; false at the end. */
static bool next_id(const char **at, char id[DOG_ID_SIZE])
{
	size_t len;

	*at += strspn(*at, " ");
	len = strcspn(*at, " ");
	if (len == 0)
		return false;
	snprintf(id, DOG_ID_SIZE, "%.*s", (int)len, *at);
	*at += len;
	return true;
}

/* "THOR, reactive too, is OUT since 10:50 (with Jorge)" */
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

static void warning_sentence(const struct model *m, const struct decision *d, const char *name,
			     char out[WORDS_SIZE])
{
	char other[WORDS_SIZE], id[DOG_ID_SIZE];
	const char *with;

	snprintf(out, WORDS_SIZE, "%s", name);
	for (size_t i = 0; i < d->warning_count; i++) {
		const struct warning *w = &d->warnings[i];
		size_t len = strlen(out);

		if (w->kind == WARNING_REACTIVE)
			snprintf(out + len, WORDS_SIZE - len, " %s", _("is REACTIVE"));
		else
			snprintf(out + len, WORDS_SIZE - len, "%s %s", i ? "," : "",
				 _(warning_words[w->kind]));
		with = w->with;
		for (int n = 0; next_id(&with, id); n++) {
			len = strlen(out);
			other_words(m, id, other, sizeof(other));
			snprintf(out + len, WORDS_SIZE - len, "%s%s", n ? ", " : _(" and "), other);
		}
	}
}

/* "went OUT only 40 s before, and was read again" */
static void reversal_sentence(const struct model *m, const struct decision *d, const char *name,
			      char out[WORDS_SIZE])
{
	const struct board_dog *dog = model_dog(m, d->dog);
	int64_t before_ms = dog ? d->asked_ms - dog->now.since_ms : -1;
	bool in = d->move == MOVE_ENTRY;

	/* The movement it speaks of may have been undone since. */
	if (before_ms < 0 || before_ms > m->settings.reversal_ms)
		snprintf(out, WORDS_SIZE,
			 in ? _("%s was read soon after it moved: is it IN?")
			    : _("%s was read soon after it moved: is it OUT?"),
			 name);
	else
		snprintf(out, WORDS_SIZE,
			 in ? _("%s went OUT only %d s before and was read again: is it IN?")
			    : _("%s came IN only %d s before and was read again: is it OUT?"),
			 name, (int)(before_ms / SECOND_MS));
}

static void other_day_sentence(const struct model *m, const struct decision *d, const char *name,
			       char out[WORDS_SIZE])
{
	const struct board_dog *dog = model_dog(m, d->dog);
	char date[64] = "?", clock[DAYS_STAMP_SIZE] = "?";

	if (dog) {
		words_date(dog->now.since_ms, date, sizeof(date));
		days_format_clock(dog->now.since_ms, clock);
	}
	snprintf(out, WORDS_SIZE, _("%s is OUT since %s %s: has it only come IN now?"), name, date,
		 clock);
}

void asking_words(const struct model *m, const struct decision *d, char danger[WORDS_SIZE],
		  char so[WORDS_SIZE])
{
	char name[DOG_NAME_SIZE];

	words_upper(name, sizeof(name), model_name(m, d->dog));
	switch (d->ask) {
	case ASK_REVERSAL:
		reversal_sentence(m, d, name, danger);
		break;
	case ASK_OTHER_DAY:
		other_day_sentence(m, d, name, danger);
		break;
	case ASK_CONFIDENCE:
		snprintf(danger, WORDS_SIZE, _("The camera is not sure that this is %s."), name);
		break;
	case ASK_ARCHIVED:
		snprintf(danger, WORDS_SIZE, _("%s is archived: it should not be here."), name);
		break;
	default:
		warning_sentence(m, d, name, danger);
	}
	snprintf(so, WORDS_SIZE,
		 d->move == MOVE_ENTRY ? _("%s does not count as IN yet.")
				       : _("%s has NOT gone out."),
		 model_name(m, d->dog));
}

void asking_line(const struct model *m, const struct decision *d, char out[WORDS_SIZE])
{
	char clock[DAYS_STAMP_SIZE], danger[WORDS_SIZE], so[WORDS_SIZE];

	days_format_clock(d->asked_ms, clock);
	asking_words(m, d, danger, so);
	snprintf(out, WORDS_SIZE, "%.8s %.480s", clock, danger);
}

const char *asking_yes(const struct decision *d)
{
	if (d->ask == ASK_WARNING)
		return _("F11 let it go out, and why");
	return d->move == MOVE_ENTRY ? _("F11 yes, it is IN") : _("F11 yes, it is OUT");
}

const char *asking_reason(const struct decision *d, size_t index)
{
	const char *const *list = d->ask == ASK_WARNING ? warning_reasons : doubt_reasons;

	for (size_t i = 0; list[i]; i++)
		if (i == index)
			return _(list[i]);
	return NULL;
}
