/*
 * terms - tables of messages, and the little formats that reports share.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/report/terms.h"

/* clang-format off */
static const char *const weekdays[] = {
	N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
	N_("Saturday"),
};

static const char *const warnings[WARNING_COUNT] = {
	[WARNING_REACTIVE]     = N_("reactive"),
	[WARNING_INCOMPATIBLE] = N_("incompatible"),
	[WARNING_BONDED_ALONE] = N_("without its partner"),
	[WARNING_HOLD]         = N_("on hold"),
	[WARNING_LEVEL]        = N_("above the walker's level"),
	[WARNING_GATE_BUSY]    = N_("gate busy"),
	[WARNING_HEAT]         = N_("heat"),
	[WARNING_OVERDUE]      = N_("overdue"),
	[WARNING_EARLY_RETURN] = N_("back early"),
	[WARNING_LATE]         = N_("came late"),
	[WARNING_CLOCK]        = N_("clock"),
};

static const char *const asks[ASK_COUNT] = {
	[ASK_NONE]       = N_("asked"),
	[ASK_WARNING]    = N_("warning"),
	[ASK_REVERSAL]   = N_("turned back at once"),
	[ASK_OTHER_DAY]  = N_("out since another day"),
	[ASK_CONFIDENCE] = N_("not sure which dog"),
	[ASK_ARCHIVED]   = N_("archived"),
	[ASK_BONDED]     = N_("waits for its partner"),
	[ASK_WALKER]     = N_("waits for a walker"),
	[ASK_RECALL]     = N_("everyone is called back"),
};

static const char *const statuses[] = {
	[DECISION_WAITING]   = N_("waits for an answer"),
	[DECISION_GO]        = N_("let go"),
	[DECISION_NO]        = N_("did not go"),
	[DECISION_WITHDRAWN] = N_("taken back"),
	[DECISION_MOOT]      = N_("settled by itself"),
};

static const char *const heats[HEAT_COUNT] = {
	[HEAT_NONE]    = N_("no heat"),
	[HEAT_WARM]    = N_("warm"),
	[HEAT_HOT]     = N_("hot"),
	[HEAT_EXTREME] = N_("extreme heat"),
};

static const char *const holds[HOLD_KIND_COUNT] = {
	[HOLD_NONE]       = "",
	[HOLD_MEDICAL]    = N_("medical"),
	[HOLD_BEHAVIOUR]  = N_("behaviour"),
	[HOLD_QUARANTINE] = N_("quarantine"),
};

static const char *const ends[END_COUNT] = {
	[END_NONE]      = "",
	[END_MEASURED]  = "",
	[END_TYPED]     = N_("typed"),
	[END_ESTIMATED] = N_("estimated"),
};
/* clang-format on */

/* The empty message is gettext's own header. */
static const char *look_up(const char *message)
{
	return message[0] ? _(message) : message;
}

const char *terms_weekday(int32_t day)
{
	return _(weekdays[days_weekday(day)]);
}

const char *terms_warning(enum warning_kind k)
{
	return _(warnings[k]);
}

const char *terms_ask(enum ask a)
{
	return _(asks[a]);
}

const char *terms_status(enum decision_status s)
{
	return _(statuses[s]);
}

const char *terms_heat(enum heat h)
{
	return _(heats[h]);
}

const char *terms_hold(enum hold_kind k)
{
	return look_up(holds[k]);
}

const char *terms_end(enum end_kind k)
{
	return look_up(ends[k]);
}

const char *terms_clock(int64_t ms, char out[DAYS_STAMP_SIZE])
{
	out[0] = '\0';
	if (ms)
		days_format_clock(ms, out);
	return out;
}

const char *terms_moment(int64_t ms, int32_t day, char out[DAYS_STAMP_SIZE])
{
	char date[DAYS_STAMP_SIZE], clock[DAYS_STAMP_SIZE];

	terms_clock(ms, clock);
	days_format_day(ms ? days_of(ms) : day, date);
	if (!ms || days_of(ms) == day)
		snprintf(out, DAYS_STAMP_SIZE, "%s", clock);
	else
		snprintf(out, DAYS_STAMP_SIZE, "%.10s %.8s", date, clock);
	return out;
}

const char *terms_length(int64_t seconds, char out[64])
{
	int64_t minutes = seconds / 60;

	if (minutes < 60)
		snprintf(out, 64, _("%d min"), (int)minutes);
	else
		snprintf(out, 64, _("%d h %02d min"), (int)(minutes / 60), (int)(minutes % 60));
	return out;
}

const char *terms_name(const struct names *n, enum roster_kind kind, const char *id)
{
	const char *name = names_find(n, kind, id);

	return name ? name : id;
}

/* Append to a list with commas; what does not fit is left out whole. */
static void add(char out[TERMS_SIZE], const char *item)
{
	size_t used = strlen(out);

	if (used + strlen(item) + 3 <= TERMS_SIZE)
		snprintf(out + used, TERMS_SIZE - used, "%s%s", used ? ", " : "", item);
}

const char *terms_names(const struct names *n, enum roster_kind kind, const char *ids,
			char out[TERMS_SIZE])
{
	out[0] = '\0';
	while (*ids) {
		size_t len = strcspn(ids, " ");
		char id[WITH_SIZE];

		snprintf(id, sizeof(id), "%.*s", (int)len, ids);
		add(out, terms_name(n, kind, id));
		ids += len + (ids[len] == ' ');
	}
	return out;
}

const char *terms_reasons(const struct names *n, const struct decision *d, char out[TERMS_SIZE])
{
	out[0] = '\0';
	if (d->ask != ASK_WARNING || d->warning_count == 0)
		add(out, terms_ask(d->ask));
	for (size_t i = 0; i < d->warning_count; i++) {
		char with[TERMS_SIZE], one[TERMS_SIZE];
		const struct warning *w = &d->warnings[i];

		terms_names(n, ROSTER_DOGS, w->with, with);
		snprintf(one, sizeof(one), with[0] ? "%s (%.300s)" : "%s%.300s",
			 terms_warning(w->kind), with);
		add(out, one);
	}
	return out;
}
