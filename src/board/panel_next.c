/*
 * F3: the dogs that can really go now, best first, for the walker whose badge was read.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/board/panel.h"
#include "paseo/board/roll.h"
#include "paseo/board/send.h"

#define NEXT_MAX 64
/* So long before the panel was opened a badge may have been read to count for it. While it is open
 * it goes on for whoever stands in its title. */
#define BADGE_MS (2 * MINUTE_MS)

/* Who stands at the desk; NULL: nobody has said. */
static const struct volunteer *walker_of(const struct console *d)
{
	const struct badge_read *b = &d->model.badge;

	return b->volunteer[0] && b->ms >= d->ui.opened_ms - BADGE_MS
		       ? model_volunteer(&d->model, b->volunteer)
		       : NULL;
}

/* Is the dog for that walker as good as asked already? The view has judged for a badge that may have
 * run out by now. */
static bool may_go_with(const struct console *d, const struct board_dog *dog,
			const struct volunteer *walker)
{
	struct verdict v;

	if (!view_judge(&d->model, &d->view, dog, walker->id, d->now_ms, &v))
		return false;
	return v.policy == POLICY_NOTE || (v.policy == POLICY_CONFIRM && v.ask == ASK_BONDED);
}

static size_t next_dogs(const struct console *d, const struct board_dog **out)
{
	const struct volunteer *walker = walker_of(d);
	size_t found[NEXT_MAX], count = view_next(&d->model, &d->view, found, NEXT_MAX), kept = 0;

	for (size_t i = 0; i < count; i++) {
		const struct board_dog *dog = &d->model.dogs[found[i]];

		if (!walker || walker == d->view.walker || may_go_with(d, dog, walker))
			out[kept++] = dog;
	}
	return kept;
}

static void dog_line(const struct console *d, const struct board_dog *dog, int width, char *line,
		     size_t size)
{
	const struct board_dog *partner = dog_partner(&d->model, dog);
	char text[WORDS_SIZE], since[64];
	bool wide = width >= ROLL_COLS_WIDE;

	snprintf(line, size, " ");
	roll_cell(line, size, dog->dog.name, wide ? 14 : 10);
	roll_level(d, dog, width, text, sizeof(text));
	roll_cell(line, size, text, wide ? 11 : 4);
	if (wide)
		roll_cell(line, size, dog->dog.kennel, 6);
	words_since_walk(dog, d->now_ms, since, sizeof(since));
	if (wide) {
		snprintf(text, sizeof(text), _("today %d"), dog_walks_today(dog, d->now_ms));
		roll_cell(line, size, text, 8);
		snprintf(text, sizeof(text), _("last walk: %s"), since);
	} else {
		snprintf(text, sizeof(text), "%d %s", dog_walks_today(dog, d->now_ms), since);
	}
	roll_cell(line, size, text, wide ? 20 : 8);
	if (partner)
		snprintf(line + strlen(line), size - strlen(line), "=%s", partner->dog.name);
}

/* Nobody can go: who waits, and for whom or what. */
static void fill_nobody(const struct console *d, struct panel_picture *p)
{
	char line[WORDS_SIZE], why[WORDS_SIZE];

	if (d->view.count[SIDE_INSIDE] == 0) {
		lines_add(&p->lines, ROLE_TEXT, _("Every dog is OUT."));
		return;
	}
	lines_add(&p->lines, ROLE_STAY, _("No dog can go out now:"));
	for (size_t i = 0; i < d->view.count[SIDE_INSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_INSIDE][i]];

		line[0] = '\0';
		roll_cell(line, sizeof(line), dog->dog.name, 14);
		words_may_go(&d->model, &d->view, dog, p->lines.width - 16, why, sizeof(why));
		roll_words(line, sizeof(line), why);
		lines_add(&p->lines, ROLE_TEXT, line);
	}
}

static void fill_next(const struct console *d, struct panel_picture *p)
{
	const struct board_dog *list[NEXT_MAX];
	const struct volunteer *walker = walker_of(d);
	size_t count = next_dogs(d, list);
	char title[WORDS_SIZE], line[WORDS_SIZE];

	if (!walker)
		snprintf(title, sizeof(title), "%s", _("NEXT: they can go now"));
	else if (walker->level[0])
		/* TRANSLATORS: a volunteer and their level: "NEXT for Ana, yellow" */
		snprintf(title, sizeof(title), _("NEXT for %s, %s"), walker->name,
			 level_name(&d->model.settings, walker->level));
	else
		snprintf(title, sizeof(title), _("NEXT for %s"), walker->name);
	panel_title(p, ROLE_TITLE, title,
		    walker ? _("Enter: it goes OUT   Esc closes")
			   : _("Enter: it goes OUT   F5 with whom   Esc closes"));
	for (size_t i = 0; i < count; i++) {
		dog_line(d, list[i], p->lines.width, line, sizeof(line));
		lines_choice(&p->lines, (int)i, line);
	}
	if (count == 0)
		fill_nobody(d, p);
}

static void open_next(struct console *d)
{
	if (d->ui.panel == PANEL_NEXT)
		console_close(d);
	else
		console_open(d, PANEL_NEXT);
}

static size_t choices_next(const struct console *d)
{
	const struct board_dog *list[NEXT_MAX];

	return next_dogs(d, list);
}

static const struct board_dog *dog_next(const struct console *d)
{
	const struct board_dog *list[NEXT_MAX];
	size_t count = next_dogs(d, list);

	return d->ui.choice < count ? list[d->ui.choice] : NULL;
}

/* A partner goes too: the choice is on it, and Enter sends it after the first. */
static bool choose_partner(struct console *d, const struct board_dog *dog)
{
	const struct board_dog *list[NEXT_MAX], *partner = dog_partner(&d->model, dog);
	size_t count = next_dogs(d, list);

	for (size_t i = 0; partner && i < count; i++) {
		if (list[i] != partner || strcmp(d->ui.other, partner->dog.id) == 0)
			continue;
		d->ui.choice = i;
		snprintf(d->ui.other, sizeof(d->ui.other), "%s", dog->dog.id);
		return true;
	}
	return false;
}

static void enter_next(struct console *d)
{
	const struct board_dog *dog = dog_next(d);
	const struct volunteer *walker = walker_of(d);
	const struct when now = { 0 };

	if (!dog)
		return;
	send_movement(d, dog->dog.id, MOVE_EXIT, &now, walker ? walker->id : "");
	if (!choose_partner(d, dog))
		console_close(d);
}

const struct panel_kind panel_next = {
	.whole = true,
	.scrolls = true,
	.guarded = true,
	.fill = fill_next,
	.open = open_next,
	.choices = choices_next,
	.enter = enter_next,
	.dog = dog_next,
};
