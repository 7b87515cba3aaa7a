/*
 * outlook - whether a dog may go out, in as many words as there is room for. Part of words.h.
 */
#include <config.h>

#include <stdio.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/words.h"

/* clang-format off */
static const char *const hold_words[HOLD_KIND_COUNT] = {
	[HOLD_NONE]       = "",
	[HOLD_MEDICAL]    = N_("medical"),
	[HOLD_BEHAVIOUR]  = N_("behaviour"),
	[HOLD_QUARANTINE] = N_("quarantine"),
};

/* Of warnings that name no other dog; the first is the longer. */
static const char *const stay_words[WARNING_COUNT][2] = {
	[WARNING_REACTIVE]     = { N_("NO: REACTIVE"), N_("NO: REACTIVE") },
	[WARNING_INCOMPATIBLE] = { N_("NO: incompatible"), N_("NO: incompatible") },
	[WARNING_BONDED_ALONE] = { N_("NO: goes with its partner"), N_("NO: partner") },
	[WARNING_LEVEL]        = { N_("NO: above the walker's level"), N_("NO: level") },
	[WARNING_GATE_BUSY]    = { N_("NO: the gate is busy"), N_("NO: gate busy") },
	[WARNING_HEAT]         = { N_("NO: too hot for it"), N_("NO: too hot") },
};

/* Of warnings that name another dog. */
static const char *const with_words[WARNING_COUNT] = {
	[WARNING_INCOMPATIBLE] = N_("NO: %s (incompatible)"),
	[WARNING_BONDED_ALONE] = N_("NO: %s cannot go"),
	[WARNING_GATE_BUSY]    = N_("NO: %s at the gate"),
};
/* clang-format on */

const char *words_hold(enum hold_kind kind)
{
	return hold_words[kind][0] ? _(hold_words[kind]) : "";
}

/* What may be said, the longest first: what fits is shown, else the last. */
struct choices {
	size_t count;
	char text[3][WORDS_SIZE];
};

static void offer(struct choices *c, const char *format, const char *what)
	__attribute__((format(printf, 2, 0)));
static void offer(struct choices *c, const char *format, const char *what)
{
	snprintf(c->text[c->count++], WORDS_SIZE, format, what);
}

static void stay_with(const struct may_go *may, struct choices *c)
{
	const char *format = with_words[may->why];

	if (!format)
		format = may->with->now.state == STATE_OUTSIDE ? N_("NO: %s out")
							       : N_("NO: %s at the gate");
	offer(c, _(format), may->with->dog.name);
	offer(c, _("NO: %s"), may->with->dog.name);
}

static void stay_choices(const struct board_dog *d, const struct may_go *may, struct choices *c)
{
	if (may->ask == ASK_RECALL && !may->warned) {
		offer(c, "%s", _("NO: recall"));
	} else if (may->why == WARNING_HOLD) {
		offer(c, _("NO: on hold (%s)"), words_hold(d->dog.hold));
		offer(c, _("NO: %s"), words_hold(d->dog.hold));
	} else if (may->with) {
		stay_with(may, c);
	} else {
		offer(c, "%s", _(stay_words[may->why][0]));
		offer(c, "%s", _(stay_words[may->why][1]));
	}
}

/* It goes: with its partner, with somebody of its level, or with a word of care. */
static void go_choices(const struct model *m, const struct view *v, const struct board_dog *d,
		       const struct may_go *may, struct choices *c)
{
	const struct board_dog *partner = dog_partner(m, d);
	int rank;
	const char *letter = level_letter(&m->settings, d->dog.level, &rank);

	if (may->warned && may->with && may->why != WARNING_GATE_BUSY && may->with != partner)
		offer(c, _("YES, but mind %s"), may->with->dog.name);
	else if (may->warned && may->why == WARNING_HOLD)
		offer(c, _("YES, but: %s"), words_hold(d->dog.hold));
	else if (may->warned && may->why == WARNING_HEAT)
		offer(c, "%s", _("YES, but hot"));
	else if (may->warned && may->why == WARNING_LEVEL && v->walker)
		offer(c, "%s", _("YES, but level"));
	else if (partner && partner->now.state == STATE_INSIDE)
		offer(c, _("YES, with %s"), partner->dog.name);
	else if (rank > 0 && !v->walker) {
		offer(c, _("YES (%s)"), level_name(&m->settings, d->dog.level));
		offer(c, _("YES (%s)"), letter);
	}
	if (c->count < 2)
		offer(c, "%s", _("YES"));
}

void words_may_go(const struct model *m, const struct view *v, const struct board_dog *d, int width,
		  char *out, size_t size)
{
	struct may_go may = view_may_go(m, v, d);
	struct choices c = { 0 };
	size_t i = 0;

	if (may.outlook == OUTLOOK_GO)
		go_choices(m, v, d, &may, &c);
	else if (may.outlook == OUTLOOK_STAY || (may.warned && may.ask != ASK_NONE))
		stay_choices(d, &may, &c);
	else
		offer(&c, "%s", _("ASKED"));
	while (i + 1 < c.count && (int)text_width_cells(c.text[i]) > width)
		i++;
	text_copy(out, size, c.text[i]);
}
