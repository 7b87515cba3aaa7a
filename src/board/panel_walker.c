/*
 * F5: with whom a dog walks, or the next ones to go out: chosen by name, as a badge would say it.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/forms.h"
#include "paseo/board/panel.h"
#include "paseo/board/roll.h"
#include "paseo/board/send.h"

#define PEOPLE_MAX 256
#define LOW_CELLS 14 /* "level too low" */
/* A dog that went out so short a time ago, with nobody named, is the one that is meant. */
#define JUST_OUT_MS (2 * MINUTE_MS)

/* The walk whose volunteer is named; NULL: it is for the next dogs. */
static const struct walk *walk_meant(const struct console *d)
{
	const struct board_dog *dog = model_dog(&d->model, d->ui.subject);

	return dog && !d->ui.for_next ? form_last_walk(d, dog) : NULL;
}

static int by_name(const void *a, const void *b)
{
	const struct volunteer *const *x = a, *const *y = b;
	char name[2][DOG_NAME_SIZE];

	text_fold(name[0], sizeof(name[0]), (*x)->name);
	text_fold(name[1], sizeof(name[1]), (*y)->name);
	return strcmp(name[0], name[1]);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

/* Those that the text can mean, the best first; all by name where nothing is typed. */
static size_t people(const struct console *d, const struct volunteer **out)
{
	const struct model *m = &d->model;
	struct found found;
	size_t count = 0;

	if (!is_blank(d->ui.field[0])) {
		find_people(m, d->ui.field[0], &found);
		for (; count < found.count; count++)
			out[count] = &m->volunteers[found.dogs[count]];
		return count;
	}
	for (size_t i = 0; i < m->volunteer_count && count < PEOPLE_MAX; i++)
		if (!m->volunteers[i].archived)
			out[count++] = &m->volunteers[i];
	qsort(out, count, sizeof(out[0]), by_name);
	return count;
}

/* Nobody is called so: they can be new, of any level or of none. */
static size_t new_lines(const struct console *d, size_t found)
{
	return found == 0 && !is_blank(d->ui.field[0]) ? d->model.settings.levels.count + 1 : 0;
}

/* The dogs that a volunteer has out now: "has Luna, Toby". */
static void dogs_of(const struct console *d, const struct volunteer *v, char *out, size_t size)
{
	size_t shown = 0;

	out[0] = '\0';
	for (size_t i = 0; i < d->view.count[SIDE_OUTSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_OUTSIDE][i]];
		size_t len = strlen(out);

		if (strcmp(dog->now.volunteer, v->id) == 0)
			snprintf(out + len, size - len, "%s%s", shown++ ? ", " : _("has "),
				 dog->dog.name);
	}
}

/* Is the dog that is meant above the level of the volunteer? */
static bool is_above(const struct console *d, const struct volunteer *v)
{
	const struct board_dog *dog = model_dog(&d->model, d->ui.subject);
	const struct levels *levels = &d->model.settings.levels;
	int rank = dog ? levels_rank(levels, dog->dog.level) : -1;

	return walk_meant(d) && rank > 0 && rank > levels_rank(levels, v->level);
}

static void person_line(const struct console *d, const struct volunteer *v, int width, char *line,
			size_t size)
{
	const struct settings *settings = &d->model.settings;
	bool wide = width >= ROLL_COLS_WIDE, low = is_above(d, v);
	char text[WORDS_SIZE];
	int rank;

	snprintf(line, size, "%s", low ? "!" : " ");
	roll_cell(line, size, v->name, wide ? 26 : 14);
	roll_cell(line, size,
		  wide ? level_name(settings, v->level) : level_letter(settings, v->level, &rank),
		  wide ? 9 : 1);
	if (wide && walk_meant(d))
		roll_cell(line, size, low ? _("level too low") : "", LOW_CELLS);
	dogs_of(d, v, text, sizeof(text));
	snprintf(line + strlen(line), size - strlen(line), "%s",
		 low && !wide ? _("level too low") : text);
}

static void new_line(const struct console *d, size_t rank, char *line, size_t size)
{
	const struct levels *levels = &d->model.settings.levels;

	if (rank < levels->count)
		snprintf(line, size, _(" new volunteer: %.80s, %s"), d->ui.field[0],
			 level_name(&d->model.settings, levels->list[rank].key));
	else
		snprintf(line, size, _(" new volunteer: %.80s, no level yet"), d->ui.field[0]);
}

static void fill_walker(const struct console *d, struct panel_picture *p)
{
	const struct board_dog *dog = model_dog(&d->model, d->ui.subject);
	const struct volunteer *list[PEOPLE_MAX];
	size_t count = people(d, list), more = new_lines(d, count);
	char text[WORDS_SIZE], name[DOG_NAME_SIZE];

	if (walk_meant(d) && dog) {
		words_upper(name, sizeof(name), dog->dog.name);
		snprintf(text, sizeof(text),
			 dog->now.state == STATE_OUTSIDE ? _("WITH WHOM is %s out?")
							 : _("WITH WHOM was %s out?"),
			 name);
		panel_title(p, ROLE_TITLE, text, _("Enter   Tab: the next ones   Esc closes"));
	} else {
		panel_title(p, ROLE_TITLE, _("WITH WHOM do the next dogs go?"),
			    _("name, Enter   Esc closes"));
	}
	lines_field(&p->lines, true, _("name:"), d->ui.field[0]);
	if (count + more == 0)
		lines_add(&p->lines, ROLE_DIM, _("Nobody is in the roster yet: type a name."));
	for (size_t i = 0; i < count; i++) {
		person_line(d, list[i], p->lines.width, text, sizeof(text));
		lines_choice(&p->lines, (int)i, text);
	}
	for (size_t i = 0; i < more; i++) {
		new_line(d, i, text, sizeof(text));
		lines_choice(&p->lines, (int)i, text);
	}
}

/* ---- its keys ---- */

/* The dog that went out last, a moment ago, with nobody named. */
static const struct board_dog *just_out(const struct console *d)
{
	const struct board_dog *last = NULL;

	for (size_t i = 0; i < d->view.count[SIDE_OUTSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_OUTSIDE][i]];

		if (!dog->now.volunteer[0] && d->now_ms - dog->now.since_ms < JUST_OUT_MS &&
		    (!last || dog->now.since_ms > last->now.since_ms))
			last = dog;
	}
	return last;
}

static void open_walker(struct console *d)
{
	bool card = d->ui.panel == PANEL_CARD, list = d->ui.panel != PANEL_NONE;
	const struct board_dog *dog = list ? panels_dog(d) : console_meant(d);

	if (d->ui.panel == PANEL_WALKER) {
		console_close(d);
		return;
	}
	if (dog && dog->now.state != STATE_OUTSIDE && !card)
		dog = NULL;
	if (!dog && !list && !console_meant(d))
		dog = just_out(d);
	snprintf(d->ui.subject, sizeof(d->ui.subject), "%s", dog ? dog->dog.id : "");
	console_open(d, PANEL_WALKER);
	d->ui.for_next = false;
}

static size_t choices_walker(const struct console *d)
{
	const struct volunteer *list[PEOPLE_MAX];
	size_t count = people(d, list);

	return count + new_lines(d, count);
}

/* Of what is typed the best is chosen at once, of all of them nobody before an arrow says so; nor is
 * somebody new. */
static int chosen_walker(const struct console *d)
{
	const struct volunteer *list[PEOPLE_MAX];
	size_t count = people(d, list);

	if (!d->ui.picked && (is_blank(d->ui.field[0]) || count == 0))
		return -1;
	return d->ui.choice < count + new_lines(d, count) ? (int)d->ui.choice : -1;
}

static size_t fields_walker(const struct console *d)
{
	(void)d;
	return 1;
}

/* The first of v-001, v-002 ... that nobody has. */
static void free_id(const struct model *m, char *out, size_t size)
{
	int n = 0;

	do
		snprintf(out, size, "v-%03d", ++n);
	while (model_volunteer(m, out));
}

/* Put somebody new into the roster. False: not with that name. */
static bool add_person(struct console *d, size_t rank, char id[DOG_ID_SIZE])
{
	const struct levels *levels = &d->model.settings.levels;
	const char *level = rank < levels->count ? levels->list[rank].key : "";
	struct volunteer v = { .id = "" };
	struct fault f = { "" };

	if (roster_set_volunteer(&v, levels, "name", d->ui.field[0], &f) != 0) {
		console_say(d, RESULT_WARNING, _("REFUSED"), "%s", _(f.text));
		return false;
	}
	free_id(&d->model, id, DOG_ID_SIZE);
	send_volunteer(d, id, d->ui.field[0], level);
	return true;
}

/* Whom the choice means. False: nobody, which has been said. */
static bool take_person(struct console *d, char id[DOG_ID_SIZE])
{
	const struct volunteer *list[PEOPLE_MAX];
	size_t count = people(d, list);
	int chosen = chosen_walker(d);

	if (chosen < 0) {
		console_say(d, RESULT_IGNORED, _("WHO?"), "%s",
			    count == 0 ? _("Choose the level of the new volunteer with the arrows.")
				       : _("Type a name, or choose with the arrows."));
		return false;
	}
	if ((size_t)chosen >= count)
		return add_person(d, (size_t)chosen - count, id);
	memcpy(id, list[chosen]->id, DOG_ID_SIZE);
	return true;
}

static void enter_walker(struct console *d)
{
	const struct walk *w = walk_meant(d);
	const struct when same = { 0 };
	char id[DOG_ID_SIZE], event[EVENT_ID_SIZE];

	if ((w && !form_event_id(d, w->out_seq, event)) || !take_person(d, id))
		return;
	if (w)
		send_amend(d, event, &same, id);
	else
		send_walker(d, id);
	console_close(d);
}

static bool key_walker(struct console *d, enum act act, int32_t key)
{
	(void)key;
	if (act == ACT_OTHER_LIST) {
		d->ui.for_next = !d->ui.for_next;
		return true;
	}
	if (act == ACT_TYPE || act == ACT_ERASE) {
		d->ui.choice = 0;
		d->ui.picked = false;
	}
	return false;
}

const struct panel_kind panel_walker = {
	.whole = true,
	.lazy = true,
	.guarded = true,
	.fill = fill_walker,
	.open = open_walker,
	.choices = choices_walker,
	.chosen = chosen_walker,
	.fields = fields_walker,
	.enter = enter_walker,
	.key = key_walker,
};
