/*
 * holds - `dogs hold` and `dogs lift`: a dog that must not go out, and may again.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/holds.h"
#include "paseo/commands/output.h"
#include "paseo/report/terms.h"

void hold_words(const struct dog *d, char out[HOLD_WORDS_SIZE])
{
	char day[DAYS_STAMP_SIZE];

	days_format_day(d->hold_until, day);
	if (d->hold_until)
		snprintf(out, HOLD_WORDS_SIZE, _("%s until %s: %s"), terms_hold(d->hold), day,
			 d->hold_reason);
	else
		snprintf(out, HOLD_WORDS_SIZE, "%s: %s", terms_hold(d->hold), d->hold_reason);
}

struct jdoc *hold_json(const struct dog *d, int32_t day)
{
	struct jdoc *hold = NULL;
	char until[DAYS_STAMP_SIZE];

	if (!dog_on_hold(d, day))
		return jdoc_new_null();
	days_format_day(d->hold_until, until);
	hold = jdoc_new_object();
	if (hold &&
	    (jdoc_set(hold, "kind", jdoc_new_string(hold_kind_name(d->hold))) ||
	     jdoc_set(hold, "reason", jdoc_new_string(d->hold_reason)) ||
	     jdoc_set(hold, "until", d->hold_until ? jdoc_new_string(until) : jdoc_new_null())))
		jdoc_free(&hold);
	return hold;
}

/* Is what the options say a hold? */
static int check_options(const struct args *a, int32_t *until, struct fault *f)
{
	const char *kind = args_get(a, "kind");
	const char *reason = args_get(a, "reason");
	const char *day = args_get(a, "until");
	struct dog any;

	*until = 0;
	if (!reason || !*reason)
		return fault_set(f, ERR_INVALID, _("say why: --reason TEXT"));
	if (kind && hold_kind_find(kind) <= HOLD_NONE)
		return fault_set(f, ERR_INVALID,
				 _("--kind is one of medical, behaviour, quarantine, not '%s'"),
				 kind);
	if (day && days_parse_day(day, until))
		return fault_set(f, ERR_INVALID,
				 _("--until wants a day such as 2026-11-15, not '%s'"), day);
	memset(&any, 0, sizeof(any));
	return roster_set_hold(&any, "", reason, "", f);
}

static struct jdoc *make_hold(const struct args *a)
{
	static const char *const names[] = { "reason", "until", "kind" };
	struct jdoc *hold = jdoc_new_object();
	int failed = !hold || jdoc_set(hold, "dog", jdoc_new_string(a->words[0]));

	for (size_t i = 0; !failed && i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = args_get(a, names[i]);

		failed = value && jdoc_set(hold, names[i], jdoc_new_string(value));
	}
	if (failed)
		jdoc_free(&hold);
	return hold;
}

/* The dog as it is, and what day it is there. */
static int read_dog(const struct args *a, struct dog *dog, int32_t *today, struct fault *f)
{
	struct database d = { .reader = NULL };
	struct dog_now now;
	int rc = database_open(a, &d, f);

	if (!rc)
		rc = database_dog(&d, a->words[0], dog, &now, f);
	*today = d.today;
	reader_close(&d.reader);
	return rc;
}

int command_dogs_hold(const struct args *a)
{
	struct fault f = { "" };
	struct dog dog;
	char was[HOLD_WORDS_SIZE];
	int32_t until = 0, today = 0;

	if (check_options(a, &until, &f))
		return command_refuse(a, &f);
	if (read_dog(a, &dog, &today, &f))
		return command_fail(&f);
	if (until && until < today) {
		fault_set(&f, ERR_INVALID, _("--until %s is past: it is the last day of the hold"),
			  args_get(a, "until"));
		return command_refuse(a, &f);
	}
	struct jdoc *hold = make_hold(a);
	if (!hold) {
		fault_set(&f, ERR_INVALID,
			  _("a word or an option is no UTF-8 text: write it in UTF-8"));
		return command_refuse(a, &f);
	}
	if (database_change(a, "holds", database_list(hold), &f))
		return command_fail(&f);
	if (dog_on_hold(&dog, today)) {
		char line[HOLD_WORDS_SIZE + DOG_NAME_SIZE + 64];

		hold_words(&dog, was);
		snprintf(line, sizeof(line), _("%s was on hold; replaced: %s"), dog.name, was);
		output_text(line);
	}
	return output_finish() ? EXIT_FAILED : EXIT_DONE;
}

int command_dogs_lift(const struct args *a)
{
	struct fault f = { "" };
	struct jdoc *id = jdoc_new_string(a->words[0]);

	if (!id) {
		fault_set(&f, ERR_INVALID,
			  _("a word or an option is no UTF-8 text: write it in UTF-8"));
		return command_refuse(a, &f);
	}
	return database_change(a, "lift", database_list(id), &f) ? command_fail(&f) : EXIT_DONE;
}
