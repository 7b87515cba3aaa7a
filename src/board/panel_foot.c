/*
 * No panel: what stands at the foot of the lists by itself, the decision shown and the dogs found.
 */
#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/asking.h"
#include "paseo/board/panel.h"

#define COLS_WORDS 62 /* from here there is room for whole sentences beside keys */
#define FOUND_SHOWN 6 /* dogs found that are listed at the foot */

/* One line of a dog found: which of two with one name, and what Enter does. */
static void found_line(const struct console *d, size_t i, char *out, size_t size)
{
	const struct board_dog *dog = &d->model.dogs[d->found.dogs[i]];
	bool outside = dog->now.state == STATE_OUTSIDE;
	int rank;

	snprintf(out, size, " %s  %s  %s %s  %s  Enter: %s", dog->dog.name, dog->dog.id,
		 dog->dog.kennel, level_letter(&d->model.settings, dog->dog.level, &rank),
		 outside ? _("OUTSIDE") : _("INSIDE"),
		 words_move(outside ? MOVE_ENTRY : MOVE_EXIT));
}

static void fill_found(const struct console *d, struct panel_picture *p)
{
	size_t from =
		d->ui.find_choice >= FOUND_SHOWN ? (size_t)d->ui.find_choice - FOUND_SHOWN + 1 : 0;
	char text[WORDS_SIZE];

	for (size_t i = from; i < d->found.count && i < from + FOUND_SHOWN; i++) {
		found_line(d, i, text, sizeof(text));
		lines_choice(&p->lines, (int)i, text);
	}
	if (d->found.all > from + FOUND_SHOWN) {
		unsigned long more = (unsigned long)(d->found.all - from - FOUND_SHOWN);

		snprintf(text, sizeof(text), language_plural(" … %lu more", " … %lu more", more),
			 more);
		lines_add(&p->lines, ROLE_DIM, text);
	}
}

/* The decision shown: the lists go on above it. */
static void fill_decision(const struct console *d, const struct decision *q,
			  struct panel_picture *p)
{
	unsigned long others = (unsigned long)d->model.waiting_count - 1;
	char so[WORDS_SIZE], keys[WORDS_SIZE * 2], more[128] = "";

	if (others > 0)
		snprintf(more, sizeof(more),
			 language_plural("%lu more waits: F6", "%lu more wait: F6", others),
			 others);
	panel_title(p, ROLE_WARNING, asking_is_danger(q) ? _("!! STOP") : _("!! IS IT SO?"), more);
	if (p->lines.width < COLS_WORDS) {
		/* Few lines too: the keys first, the words are as many as the dogs. */
		lines_add(&p->lines, ROLE_TEXT, _("F11 yes, and why  F12 no  Esc later"));
		panel_sentences(d, q, &p->lines);
		return;
	}
	panel_sentences(d, q, &p->lines);
	asking_so(&d->model, q, so);
	snprintf(keys, sizeof(keys), "%s   %s   %s   %s", so, asking_yes(q), _("F12 no"),
		 _("Esc later"));
	if ((int)text_width_cells(keys) <= p->lines.width) {
		lines_add(&p->lines, ROLE_TEXT, keys);
		return;
	}
	lines_add(&p->lines, ROLE_TEXT, so);
	snprintf(keys, sizeof(keys), "%s   %s   %s", asking_yes(q), _("F12 no"), _("Esc later"));
	lines_add(&p->lines, ROLE_TEXT, keys);
}

static void fill_foot(const struct console *d, struct panel_picture *p)
{
	const struct decision *q = console_decision(d);
	bool several = d->ui.find[0] && d->found.all > 1;

	p->hidden = !q && !several;
	if (q)
		fill_decision(d, q, p);
	else if (several)
		panel_title(p, ROLE_TITLE, _("WHICH ONE?"),
			    _("arrows choose   Enter moves it   Esc cancels"));
	if (several)
		fill_found(d, p);
}

static int chosen_foot(const struct console *d)
{
	return d->ui.find_choice;
}

/* The dog found or chosen; else what the eye is on: the decision shown, or the last result. */
static const struct board_dog *dog_foot(const struct console *d)
{
	const struct board_dog *dog = console_meant(d);
	const struct decision *q = console_decision(d);

	if (dog || d->ui.find[0])
		return dog;
	if (q)
		return model_dog(&d->model, q->dog);
	return d->model.has_last ? model_dog(&d->model, d->model.last.dog) : NULL;
}

const struct panel_kind panel_foot = {
	.fill = fill_foot,
	.chosen = chosen_foot,
	.dog = dog_foot,
};
