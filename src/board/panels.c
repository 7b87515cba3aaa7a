#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/asking.h"
#include "paseo/board/keys.h"
#include "paseo/board/panels.h"

#define COLS_WORDS 62 /* from here there is room for whole sentences beside keys */
#define FOUND_SHOWN 6 /* dogs found that are listed at the foot */

typedef void fill_function(const struct console *d, struct panel_picture *p);

static void set_title(struct panel_picture *p, enum role role, const char *title, const char *note)
{
	p->role = role;
	snprintf(p->title, sizeof(p->title), "%s", title);
	snprintf(p->note, sizeof(p->note), "%s", note);
}

static void fill_help(const struct console *d, struct panel_picture *p)
{
	char text[WORDS_SIZE], key[64];

	(void)d;
	set_title(p, ROLE_TITLE, _("HELP"), _("arrows, PgUp, PgDn   Esc closes"));
	lines_add(&p->lines, ROLE_TEXT,
		  _("Scan a tag, or type a name and press Enter: the dog goes out, or comes in."));
	lines_add(&p->lines, ROLE_TEXT,
		  _("Marks:  ! late   x must stay in   ? waits for an answer   + due soon"));
	lines_add(&p->lines, ROLE_TEXT, "\n");
	for (size_t i = 0; i < keys_count(); i++) {
		const struct key_row *row = keys_row(i);

		snprintf(key, sizeof(key), "%s%s%s", row->name, row->twin[0] ? ", " : "",
			 row->twin);
		snprintf(text, sizeof(text), "%-18s %s%s", key, _(row->help),
			 row->later ? _(" (comes with a later version)") : "");
		lines_add(&p->lines, row->later ? ROLE_DIM : ROLE_TEXT, text);
	}
}

static void fill_undo(const struct console *d, struct panel_picture *p)
{
	const struct recent *list[CONSOLE_UNDO_MAX];
	size_t count = model_movements(&d->model, d->now_ms, list, CONSOLE_UNDO_MAX);
	char text[WORDS_SIZE], line[WORDS_SIZE];

	set_title(p, ROLE_TITLE, _("UNDO: movements of today"),
		  _("Enter undoes the one chosen   Esc closes"));
	for (size_t i = 0; i < count; i++) {
		words_recent(&d->model, list[i], text);
		snprintf(line, sizeof(line), " %.400s%s", text,
			 list[i]->undone ? _("  UNDONE") : "");
		lines_choice(&p->lines, (int)i, line);
	}
	if (count == 0)
		lines_add(&p->lines, ROLE_DIM, _("No movement today."));
}

/* Every reason of a decision, a line or more each. */
static void add_sentences(const struct console *d, const struct decision *q, struct lines *lines)
{
	char text[WORDS_SIZE];

	for (size_t i = 0; asking_sentence(&d->model, q, i, text); i++)
		lines_add(lines, ROLE_DANGER, text);
}

/* Of the one chosen all is said, of the others what has room in a line. */
static void add_waiting(const struct console *d, size_t index, struct lines *lines)
{
	const struct decision *q = &d->model.waiting[index];
	char text[WORDS_SIZE];
	bool whole;

	asking_line(&d->model, q, text);
	whole = (int)text_width_cells(text) <= lines->width;
	lines_choice(lines, (int)index, text);
	if (index != d->ui.choice)
		return;
	if (!whole)
		add_sentences(d, q, lines);
	asking_so(&d->model, q, text);
	lines_add(lines, ROLE_TEXT, text);
}

static void fill_waiting(const struct console *d, struct panel_picture *p)
{
	set_title(p, ROLE_WARNING, _("WAIT FOR AN ANSWER"),
		  _("F11 let it go, and why   F12 no   Esc closes"));
	for (size_t i = 0; i < d->model.waiting_count; i++)
		add_waiting(d, i, &p->lines);
	if (d->model.waiting_count == 0)
		lines_add(&p->lines, ROLE_DIM, _("Nothing waits for an answer."));
}

/* The field for who decides, and whom it means so far. */
static void add_decider(const struct console *d, struct lines *lines)
{
	const char *typed = d->ui.field[1];
	char text[WORDS_SIZE], label[128];
	struct found found;
	int only;

	find_people(&d->model, typed, &found);
	only = find_best(&found);
	if (!typed[0])
		snprintf(text, sizeof(text), "%s", _("nobody named"));
	else if (only >= 0)
		snprintf(text, sizeof(text), "%s", d->model.volunteers[only].name);
	else if (found.all > 0)
		snprintf(text, sizeof(text),
			 language_plural("%lu volunteer fits", "%lu volunteers fit",
					 (unsigned long)found.all),
			 (unsigned long)found.all);
	else
		snprintf(text, sizeof(text), "%s", _("no such volunteer"));
	snprintf(label, sizeof(label), _("who decides (Tab) [%.80s]:"), text);
	lines_field(lines, d->ui.field_at == 1, label, typed);
}

static void fill_reason(const struct console *d, struct panel_picture *p)
{
	const struct decision *q = console_decision(d);
	char line[WORDS_SIZE];
	const char *reason;

	set_title(p, ROLE_WARNING, _("LET IT GO: why?"), _("Enter: so be it   Esc back"));
	if (!q) {
		lines_add(&p->lines, ROLE_DIM, _("It has been answered."));
		return;
	}
	add_sentences(d, q, &p->lines);
	for (int i = 0; (reason = asking_reason(q, (size_t)i)); i++) {
		snprintf(line, sizeof(line), " %.400s", reason);
		lines_choice(&p->lines, i, line);
	}
	lines_field(&p->lines, d->ui.field_at == 0, _("or in other words:"), d->ui.field[0]);
	add_decider(d, &p->lines);
}

/* Why it came back so early: asked, never insisted on. */
static void fill_early(const struct console *d, struct panel_picture *p)
{
	char text[WORDS_SIZE];
	const char *reason;
	int i = 0;

	snprintf(text, sizeof(text), _("%s IS BACK EARLY: why?"),
		 model_name(&d->model, d->ui.remark_dog));
	set_title(p, ROLE_TITLE, text, _("arrows, Enter notes it   Esc leaves it"));
	lines_choice(&p->lines, i++, _(" leave it without a reason"));
	for (; (reason = asking_early_reason((size_t)i - 1)); i++) {
		snprintf(text, sizeof(text), " %.400s", reason);
		lines_choice(&p->lines, i, text);
	}
	lines_choice(&p->lines, i, _(" other words ..."));
}

static void fill_remark(const struct console *d, struct panel_picture *p)
{
	char text[WORDS_SIZE];

	snprintf(text, sizeof(text), _("%s IS BACK EARLY: why?"),
		 model_name(&d->model, d->ui.remark_dog));
	set_title(p, ROLE_TITLE, text, _("Enter notes it   Esc leaves it"));
	lines_field(&p->lines, true, _("reason:"), d->ui.field[0]);
}

static void fill_report(const struct console *d, struct panel_picture *p)
{
	const char *text = d->ui.text ? d->ui.text : "";

	set_title(p, ROLE_TITLE, _("THE DAY'S REPORT"), _("arrows, PgUp, PgDn   Esc closes"));
	p->lines.width = 0; /* made for the width already */
	lines_add(&p->lines, ROLE_TEXT, text);
}

static void fill_quit(const struct console *d, struct panel_picture *p)
{
	unsigned long out = (unsigned long)d->view.count[SIDE_OUTSIDE];
	char text[WORDS_SIZE];

	set_title(p, ROLE_WARNING, _("QUIT?"), _("F10 quits   Esc stays"));
	snprintf(text, sizeof(text),
		 language_plural("%lu dog is still OUT.", "%lu dogs are still OUT.", out), out);
	lines_add(&p->lines, ROLE_TEXT, text);
	if (d->unsent_count > 0)
		lines_add(&p->lines, ROLE_DANGER,
			  _("Acts that the queue had no room for would be lost. Wait a moment."));
	lines_add(&p->lines, ROLE_TEXT,
		  _("F10 again quits: what has been shown is kept. Esc stays."));
}

static void fill_welcome(const struct console *d, struct panel_picture *p)
{
	(void)d;
	set_title(p, ROLE_TITLE, _("WELCOME: there are no dogs here yet"),
		  _("arrows choose   Enter does it   F10 quits"));
	lines_add(&p->lines, ROLE_TEXT, "\n");
	lines_choice(&p->lines, 0, _(" Import a CSV file: the roster from a spreadsheet"));
	lines_choice(&p->lines, 1, _(" Add a dog: type its name"));
	lines_choice(&p->lines, 2, _(" Look at the demo: a made-up shelter on a Sunday"));
	lines_add(&p->lines, ROLE_TEXT, "\n");
	lines_add(&p->lines, ROLE_DIM,
		  _("Columns of the file: "
		    "id,name,kennel,zone,level,traits,target_min,limit_min,note,tag. "
		    "Only id and name are needed."));
}

/* What is wrong stands close to the field: there may be five lines for all of it. */
static void fill_import(const struct console *d, struct panel_picture *p)
{
	set_title(p, ROLE_TITLE, _("IMPORT A CSV FILE"), _("Enter imports   Esc back"));
	lines_field(&p->lines, true, _("file:"), d->ui.field[0]);
	if (!d->ui.text)
		lines_add(&p->lines, ROLE_TEXT, "\n");
	lines_add(&p->lines, d->ui.text ? ROLE_DANGER : ROLE_TEXT,
		  d->ui.text ? d->ui.text
			     : _("Type or paste where the file is, such as ~/dogs.csv, and press "
				 "Enter."));
}

static void fill_add(const struct console *d, struct panel_picture *p)
{
	set_title(p, ROLE_TITLE, _("ADD A DOG"), _("Enter adds it   Tab other field   Esc closes"));
	lines_add(&p->lines, ROLE_TEXT,
		  _("Everything else of the dog can come later: paseo dogs edit."));
	lines_add(&p->lines, ROLE_TEXT, "\n");
	lines_field(&p->lines, d->ui.field_at == 0, _("name:"), d->ui.field[0]);
	lines_field(&p->lines, d->ui.field_at == 1, _("id:  "), d->ui.field[1]);
}

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
	set_title(p, ROLE_WARNING, asking_is_danger(q) ? _("!! STOP") : _("!! IS IT SO?"), more);
	if (p->lines.width < COLS_WORDS) {
		/* Few lines too: the keys first, the words are as many as the dogs. */
		lines_add(&p->lines, ROLE_TEXT, _("F11 yes, and why  F12 no  Esc later"));
		add_sentences(d, q, &p->lines);
		return;
	}
	add_sentences(d, q, &p->lines);
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
		set_title(p, ROLE_TITLE, _("WHICH ONE?"),
			  _("arrows choose   Enter moves it   Esc cancels"));
	if (several)
		fill_found(d, p);
}

/* clang-format off */
static const struct {
	fill_function *fill;
	bool whole;
	bool field;
} kinds[PANEL_COUNT] = {
	[PANEL_NONE]    = { fill_foot,    false, false },
	[PANEL_HELP]    = { fill_help,    true,  false },
	[PANEL_UNDO]    = { fill_undo,    false, false },
	[PANEL_WAITING] = { fill_waiting, false, false },
	[PANEL_REASON]  = { fill_reason,  false, true },
	[PANEL_EARLY]   = { fill_early,   false, false },
	[PANEL_REMARK]  = { fill_remark,  false, true },
	[PANEL_REPORT]  = { fill_report,  true,  false },
	[PANEL_QUIT]    = { fill_quit,    false, false },
	[PANEL_WELCOME] = { fill_welcome, true,  false },
	[PANEL_IMPORT]  = { fill_import,  true,  true },
	[PANEL_ADD]     = { fill_add,     true,  true },
};
/* clang-format on */

void panels_picture(const struct console *d, int width, struct panel_picture *out)
{
	enum panel p = console_panel(d);

	*out = (struct panel_picture){ .whole = kinds[p].whole, .lines = { .width = width - 2 } };
	if (out->lines.width < 1)
		out->lines.width = 1;
	kinds[p].fill(d, out);
}

int panels_fields(enum panel p)
{
	return p == PANEL_REASON || p == PANEL_ADD ? 2 : kinds[p].field;
}

bool panels_has_field(enum panel p)
{
	return kinds[p].field;
}

size_t panels_choices(const struct console *d)
{
	const struct recent *list[CONSOLE_UNDO_MAX];
	const struct decision *q;
	size_t n = 0;

	switch (console_panel(d)) {
	case PANEL_UNDO:
		return model_movements(&d->model, d->now_ms, list, CONSOLE_UNDO_MAX);
	case PANEL_WAITING:
		return d->model.waiting_count;
	case PANEL_REASON:
		q = console_decision(d);
		while (q && asking_reason(q, n))
			n++;
		return n;
	case PANEL_EARLY:
		while (asking_early_reason(n))
			n++;
		return n + 2; /* before them nothing, after them other words */
	case PANEL_WELCOME:
		return 3;
	default:
		return 0;
	}
}

size_t panels_top(const struct console *d, const struct panel_picture *p, size_t rows)
{
	size_t most = p->lines.count > rows ? p->lines.count - rows : 0;
	size_t top = d->ui.scroll;
	/* What Enter would take is in view: the one chosen, or what is typed instead. */
	bool choosing = panels_choices(d) > 0 && !d->ui.field[0][0] && d->ui.field_at == 0;

	for (size_t i = 0; i < p->lines.count && rows > 0; i++) {
		const struct line *line = &p->lines.list[i];
		bool here = choosing ? line->choice >= 0 && (size_t)line->choice == d->ui.choice
				     : line->cursor;

		if (here && i >= top + rows)
			top = i - rows + 1;
	}
	return top > most ? most : top;
}
