/*
 * F4: the card of a dog, and what can be done to it.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/forms.h"
#include "paseo/board/panel.h"
#include "paseo/board/roll.h"
#include "paseo/report/terms.h"

#define ACTS_MAX 40

/* Something that can be done: a form, and for the end of a pair with whom. */
struct card_act {
	size_t form;
	const char *other;
};

static const struct board_dog *subject(const struct console *d)
{
	return model_dog(&d->model, d->ui.subject);
}

static size_t card_acts(const struct console *d, struct card_act *out)
{
	const struct board_dog *dog = subject(d);
	size_t count = 0;

	if (!dog)
		return 0;
	for (size_t i = 0; i < forms_count(); i++)
		if (forms_row(i)->serves(d, dog))
			out[count++] = (struct card_act){ i, "" };
	for (size_t i = 0; i < d->model.pair_count && count < ACTS_MAX; i++) {
		const struct pair *pair = &d->model.pairs[i];
		const char *other = pair_other(pair, dog->dog.id);
		size_t form = pair->kind == PAIR_BONDED ? FORM_APART : FORM_MAY_MEET;

		if (other)
			out[count++] = (struct card_act){ form, other };
	}
	return count;
}

/* ---- what it says ---- */

static void add_place(const struct console *d, const struct board_dog *dog, struct lines *lines)
{
	bool outside = dog->now.state == STATE_OUTSIDE;
	char text[WORDS_SIZE], part[WORDS_SIZE], clock[128];

	typed_clock_words(dog->now.since_ms, d->now_ms, clock, sizeof(clock));
	if (!dog->now.since_ms)
		snprintf(text, sizeof(text), "%s", outside ? _("OUTSIDE") : _("INSIDE"));
	else
		snprintf(text, sizeof(text), outside ? _("OUT since %s") : _("IN since %s"), clock);
	if (outside && dog->now.volunteer[0]) {
		snprintf(part, sizeof(part), _("with %s"),
			 model_name(&d->model, dog->now.volunteer));
		roll_words(text, sizeof(text), part);
	}
	roll_words(text, sizeof(text), level_name(&d->model.settings, dog->dog.level));
	roll_words(text, sizeof(text), words_danger(dog));
	if (dog_has_trait(&dog->dog, "heat"))
		roll_words(text, sizeof(text), _("bears no heat"));
	if (dog_has_trait(&dog->dog, "escape"))
		roll_words(text, sizeof(text), _("ESCAPES"));
	lines_add(lines, outside ? ROLE_OUT : ROLE_TEXT, text);
}

static void add_figures(const struct console *d, const struct board_dog *dog, struct lines *lines)
{
	int limit = dog_limit_min(&d->model, dog, d->now_ms);
	int own = dog->dog.limit_min > 0 ? dog->dog.limit_min : (int)d->model.settings.limit_min;
	char text[WORDS_SIZE], part[WORDS_SIZE];

	snprintf(text, sizeof(text), _("today %d min of %d, walks: %d"),
		 (int)(dog_seconds_today(dog, d->now_ms) / 60), dog_target_min(&d->model, dog),
		 dog_walks_today(dog, d->now_ms));
	snprintf(part, sizeof(part), _("longest walk %d min"), own);
	roll_words(text, sizeof(text), part);
	if (limit != own) {
		snprintf(part, sizeof(part), _("today %d: heat"), limit);
		roll_words(text, sizeof(text), part);
	}
	lines_add(lines, ROLE_TEXT, text);
}

static void add_hold(const struct console *d, const struct board_dog *dog, struct lines *lines)
{
	char text[WORDS_SIZE], date[96], part[128];

	if (dog->dog.hold == HOLD_NONE)
		return;
	snprintf(text, sizeof(text), _("x HOLD (%s): %s"), words_hold(dog->dog.hold),
		 dog->dog.hold_reason);
	if (dog->dog.hold_until) {
		words_date(days_at_ms(dog->dog.hold_until, 12, 0), date, sizeof(date));
		snprintf(part, sizeof(part), _("until %s"), date);
		roll_words(text, sizeof(text), part);
	}
	if (!dog_on_hold(&dog->dog, days_of(d->now_ms)))
		roll_words(text, sizeof(text), _("is over"));
	lines_add(lines, ROLE_DANGER, text);
}

static void add_pairs(const struct console *d, const struct board_dog *dog, struct lines *lines)
{
	char text[WORDS_SIZE] = "", part[WORDS_SIZE];

	for (size_t i = 0; i < d->model.pair_count; i++) {
		const struct pair *pair = &d->model.pairs[i];
		const char *other = pair_other(pair, dog->dog.id);

		if (!other)
			continue;
		snprintf(part, sizeof(part),
			 pair->kind == PAIR_BONDED ? _("=%s: they go together")
						   : _("x %s: must not meet"),
			 model_name(&d->model, other));
		roll_words(text, sizeof(text), part);
	}
	if (text[0])
		lines_add(lines, ROLE_SOON, text + 2);
}

/* "10:05", "10:05 (typed)": what was measured needs no word. */
static void end_text(int64_t ms, int64_t now_ms, enum end_kind kind, char *out, size_t size)
{
	char clock[128];

	typed_clock_words(ms, now_ms, clock, sizeof(clock));
	snprintf(out, size, "%s", clock);
	if (terms_end(kind)[0])
		snprintf(out + strlen(out), size - strlen(out), " (%s)", terms_end(kind));
}

static void add_walk(const struct console *d, const struct walk *w, struct lines *lines)
{
	char out[160], in[160], text[WORDS_SIZE], length[64];

	end_text(w->out_ms, d->now_ms, w->out_kind, out, sizeof(out));
	if (w->in_ms) {
		end_text(w->in_ms, d->now_ms, w->in_kind, in, sizeof(in));
		snprintf(length, sizeof(length), _("%d min"),
			 (int)((w->in_ms - w->out_ms) / MINUTE_MS));
		snprintf(text, sizeof(text), " %s - %s  %s", out, in, length);
	} else {
		snprintf(text, sizeof(text), " %s - %s", out, _("OUTSIDE"));
	}
	if (w->volunteer[0])
		roll_words(text, sizeof(text), model_name(&d->model, w->volunteer));
	lines_add(lines, ROLE_TEXT, text);
}

static void add_walks(const struct console *d, const struct board_dog *dog, struct lines *lines)
{
	size_t count, shown = 0;
	const struct walk *all = model_walks(&d->model, dog->dog.id, &count);

	for (size_t i = 0; i < count; i++) {
		if (all[i].in_ms && all[i].day != days_of(d->now_ms))
			continue;
		add_walk(d, &all[i], lines);
		shown++;
	}
	if (shown == 0)
		lines_add(lines, ROLE_DIM, _("No walk today."));
}

static void add_acts(const struct console *d, struct lines *lines)
{
	struct card_act acts[ACTS_MAX];
	size_t count = card_acts(d, acts);
	char text[WORDS_SIZE];

	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof(text), " %s", _(forms_row(acts[i].form)->act));
		if (acts[i].other[0])
			snprintf(text + strlen(text), sizeof(text) - strlen(text), " %s",
				 model_name(&d->model, acts[i].other));
		lines_choice(lines, (int)i, text);
	}
}

static void fill_card(const struct console *d, struct panel_picture *p)
{
	const struct board_dog *dog = subject(d);
	char title[WORDS_SIZE], name[DOG_NAME_SIZE], text[WORDS_SIZE];

	if (!dog) {
		panel_title(p, ROLE_TITLE, d->ui.subject, _("Esc closes"));
		lines_add(&p->lines, ROLE_DIM, _("There is no such dog any more."));
		return;
	}
	words_upper(name, sizeof(name), dog->dog.name);
	snprintf(title, sizeof(title), "%s  %s", name, dog->dog.id);
	roll_words(title, sizeof(title), dog->dog.kennel);
	roll_words(title, sizeof(title), dog->dog.zone);
	panel_title(p, ROLE_TITLE, title, _("arrows: what to do   Enter   Esc closes"));
	add_place(d, dog, &p->lines);
	add_figures(d, dog, &p->lines);
	add_hold(d, dog, &p->lines);
	add_pairs(d, dog, &p->lines);
	if (dog->dog.note[0]) {
		snprintf(text, sizeof(text), _("Note: %s"), dog->dog.note);
		lines_add(&p->lines, ROLE_TEXT, text);
	}
	add_walks(d, dog, &p->lines);
	add_acts(d, &p->lines);
}

/* ---- its keys ---- */

static void open_card(struct console *d)
{
	const struct board_dog *dog = panels_dog(d);

	if (d->ui.panel == PANEL_CARD) {
		console_close(d);
		return;
	}
	if (!dog) {
		console_say(d, RESULT_IGNORED, _("WHICH DOG?"), "%s",
			    _("Type a name, or choose one with the arrows."));
		return;
	}
	memcpy(d->ui.subject, dog->dog.id, sizeof(d->ui.subject));
	console_open(d, PANEL_CARD);
	/* What was typed has found it: an Enter that comes later must not move it. */
	d->ui.find[0] = '\0';
	d->ui.moved = false;
}

static size_t choices_card(const struct console *d)
{
	struct card_act acts[ACTS_MAX];

	return card_acts(d, acts);
}

static void enter_card(struct console *d)
{
	struct card_act acts[ACTS_MAX];
	size_t count = card_acts(d, acts), chosen = d->ui.choice;
	const struct board_dog *dog = subject(d);
	const struct form *f;

	if (!d->ui.picked || chosen >= count) {
		console_say(d, RESULT_IGNORED, _("WHAT?"), "%s",
			    _("Choose with the arrows what to do."));
		return;
	}
	if (acts[chosen].form == FORM_WHOM) {
		panels_open(d, PANEL_WALKER);
		return;
	}
	f = forms_row(acts[chosen].form);
	console_open(d, PANEL_FORM);
	d->ui.form = acts[chosen].form;
	snprintf(d->ui.other, sizeof(d->ui.other), "%s", acts[chosen].other);
	if (f->start)
		f->start(d, dog);
}

const struct panel_kind panel_card = {
	.whole = true,
	.lazy = true,
	.guarded = true,
	.fill = fill_card,
	.open = open_card,
	.choices = choices_card,
	.enter = enter_card,
	.dog = subject,
};
