#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/asking.h"
#include "paseo/board/keys.h"
#include "paseo/board/paint.h"

#define NEXT_SHOWN 10
#define HINT_TURNS 4 /* the highest turn of a hint in keys.c */

/* In the last line of a panel: how many do not fit, where there is room to say it. */
static void paint_below(struct cells *c, struct rect area, int row, int used, size_t below)
{
	char text[128];

	snprintf(text, sizeof(text),
		 language_plural("… %lu more below", "… %lu more below", (unsigned long)below),
		 (unsigned long)below);
	if (below > 0 && used + 4 + (int)text_width_cells(text) < area.cols)
		cells_text_right(c, row, area.col, area.cols - 1, ROLE_DIM, text);
}

void paint_panel(struct cells *c, const struct console *d, struct rect area,
		 const struct panel_picture *p, struct cursor *cursor)
{
	size_t rows = area.rows > 1 ? (size_t)area.rows - 1 : (size_t)area.rows;
	char title[WORDS_SIZE + 2], note[sizeof(p->note) + 2];
	int row = area.row, wide;
	size_t top = panels_top(d, p, rows);
	int chosen = panels_chosen(d);

	if (area.rows <= 0)
		return;
	if (area.rows > 1) {
		cells_rule(c, row, area.col, area.cols, true, p->role);
		snprintf(title, sizeof(title), " %s ", p->title);
		wide = cells_text(c, row, area.col + 1, area.cols - 2, p->role, title);
		snprintf(note, sizeof(note), " %s ", p->note);
		if (p->note[0] && wide + 6 + (int)text_width_cells(p->note) < area.cols)
			cells_text_right(c, row, area.col, area.cols - 1, p->role, note);
		row++;
	}
	for (size_t i = top; i < p->lines.count && i < top + rows; i++, row++) {
		const struct line *line = &p->lines.list[i];
		int used = cells_text(c, row, area.col + 1, area.cols - 1, line->role, line->text);

		if (line->choice >= 0 && line->choice == chosen) {
			cells_text(c, row, area.col, 1, ROLE_SELECTED, ">");
			cells_role(c, (struct rect){ row, area.col, 1, area.cols }, ROLE_SELECTED);
		}
		if (line->cursor && used + 1 < area.cols)
			*cursor = (struct cursor){ row, area.col + 1 + used };
		if (i + 1 == top + rows)
			paint_below(c, area, row, used, p->lines.count - i - 1);
	}
}

/* ---- the third column of wide screens ---- */

struct section {
	struct cells *c;
	struct rect area; /* what is left */
};

static void section_line(struct section *s, enum role role, const char *text)
{
	if (s->area.rows <= 0)
		return;
	cells_text(s->c, s->area.row, s->area.col + 1, s->area.cols - 1, role, text);
	s->area.row++;
	s->area.rows--;
}

static void section_next(struct section *s, const struct console *d)
{
	size_t most = (size_t)s->area.rows / 3 < NEXT_SHOWN ? (size_t)s->area.rows / 3 : NEXT_SHOWN;
	size_t next[NEXT_SHOWN], count = view_next(&d->model, &d->view, next, most);
	char text[WORDS_SIZE], last[64];
	int rank;

	section_line(s, ROLE_TITLE, _("NEXT: they can go out now"));
	for (size_t i = 0; i < count; i++) {
		const struct board_dog *dog = &d->model.dogs[next[i]];

		words_since_walk(dog, d->now_ms, last, sizeof(last));
		/* TRANSLATORS: dog, level, kennel, how long since its last walk */
		snprintf(text, sizeof(text), _("%s  %s %s  last walk: %s"), dog->dog.name,
			 level_letter(&d->model.settings, dog->dog.level, &rank), dog->dog.kennel,
			 last);
		section_line(s, ROLE_TEXT, text);
	}
	section_line(s, ROLE_TEXT, "");
}

static void section_waiting(struct section *s, const struct console *d)
{
	struct lines lines = { .width = s->area.cols - 2 };
	char text[WORDS_SIZE];
	int most = s->area.rows / 2;

	if (d->model.waiting_count == 0)
		return;
	section_line(s, ROLE_WARNING, _("WAIT FOR AN ANSWER: F6"));
	for (size_t i = 0; i < d->model.waiting_count; i++) {
		asking_line(&d->model, &d->model.waiting[i], text);
		lines_add(&lines, ROLE_DANGER, text);
	}
	for (size_t i = 0; i < lines.count && (int)i < most; i++)
		section_line(s, lines.list[i].role, lines.list[i].text);
	lines_free(&lines);
	section_line(s, ROLE_TEXT, "");
}

/* What was decided while the board looked on, the last first: who said so, and why. */
static void section_answered(struct section *s, const struct console *d)
{
	const struct model *m = &d->model;
	size_t shown = 0, most = (size_t)s->area.rows / 4;
	char text[WORDS_SIZE], clock[DAYS_STAMP_SIZE];

	for (size_t i = m->answered_count; i > 0 && shown < most; i--) {
		const struct decision *q = &m->answered[i - 1];

		if (days_of(q->answered_ms) != days_of(d->now_ms) ||
		    (q->status != DECISION_GO && q->status != DECISION_NO))
			continue;
		if (shown++ == 0)
			section_line(s, ROLE_TITLE, _("DECIDED"));
		days_format_clock(q->answered_ms, clock);
		snprintf(text, sizeof(text), "%s %s %s%s%s%s%s", clock,
			 q->status == DECISION_GO ? _("LET GO") : _("STAYS"), model_name(m, q->dog),
			 q->by[0] ? ", " : "", q->by[0] ? model_name(m, q->by) : "",
			 q->reason[0] ? ": " : "", q->reason);
		section_line(s, ROLE_TEXT, text);
	}
	if (shown)
		section_line(s, ROLE_TEXT, "");
}

/* Whether an event is worth a place among the last: the roster and undone ones are. */
static void section_events(struct section *s, const struct console *d)
{
	char text[WORDS_SIZE];

	section_line(s, ROLE_TITLE, _("LAST EVENTS"));
	for (size_t i = d->model.recent_count; i > 0 && s->area.rows > 0; i--) {
		words_recent(&d->model, &d->model.recents[i - 1], text);
		section_line(s, ROLE_TEXT, text);
	}
}

/* What is wrong with the desk itself, and what to do. */
static bool fault_text(const struct console *d, char out[WORDS_SIZE])
{
	for (int i = 0; i < HEALTH_COUNT; i++) {
		/* The clock stands among the alerts. */
		if (d->model.health[i].good || i == HEALTH_CLOCK)
			continue;
		snprintf(out, WORDS_SIZE, "!! %s", _(d->model.health[i].text));
		return true;
	}
	return false;
}

void paint_side(struct cells *c, const struct console *d, struct rect area)
{
	struct section s = { c, area };
	struct lines lines = { .width = area.cols - 2 };
	char text[WORDS_SIZE];

	if (area.rows <= 0)
		return;
	if (fault_text(d, text))
		lines_add(&lines, ROLE_FAULT, text);
	for (size_t i = 0; i < lines.count; i++)
		section_line(&s, lines.list[i].role, lines.list[i].text);
	lines_free(&lines);
	section_waiting(&s, d);
	section_answered(&s, d);
	section_next(&s, d);
	section_events(&s, d);
}

/* ---- the foot ---- */

static void paint_events(struct cells *c, const struct console *d, struct rect r)
{
	int at = r.col + 1;
	char text[WORDS_SIZE];

	if (r.rows == 0)
		return;
	if (fault_text(d, text)) {
		cells_text(c, r.row, r.col, r.cols, ROLE_FAULT, text);
		return;
	}
	for (size_t i = d->model.recent_count; i > 0; i--) {
		words_recent(&d->model, &d->model.recents[i - 1], text);
		if (at + (int)text_width_cells(text) > r.col + r.cols)
			break;
		at += cells_text(c, r.row, at, r.col + r.cols - at, ROLE_DIM, text) + 4;
	}
}

/* Of a dog that goes out: what is in the way, else how long ago its last walk was. */
static enum role exit_words(const struct console *d, const struct board_dog *dog, char *out,
			    size_t size)
{
	struct may_go may = view_may_go(&d->model, &d->view, dog);
	bool is_out =
		may.why == WARNING_REACTIVE && may.with && may.with->now.state == STATE_OUTSIDE;
	char words[WORDS_SIZE];

	out[0] = '\0';
	if (may.outlook == OUTLOOK_GO && dog->now.last_in_ms) {
		words_since_walk(dog, d->now_ms, words, sizeof(words));
		snprintf(out, size, _("   last walk: %s ago"), words);
	}
	if (may.outlook == OUTLOOK_GO)
		return ROLE_FIND;
	if (is_out)
		snprintf(words, sizeof(words), _("%s is OUT"), may.with->dog.name);
	else
		words_may_go(&d->model, &d->view, dog, WORDS_SIZE, words, sizeof(words));
	snprintf(out, size, "   !! %.400s", words);
	return ROLE_STAY;
}

/* What Enter would do now: said before it is done. */
static enum role enter_words(const struct console *d, char out[WORDS_SIZE])
{
	const struct board_dog *dog = console_meant(d);
	bool outside = dog && dog->now.state == STATE_OUTSIDE;

	if (dog) {
		size_t len;

		snprintf(out, WORDS_SIZE, _("Enter: %s %s"),
			 words_move(outside ? MOVE_ENTRY : MOVE_EXIT), dog->dog.name);
		len = strlen(out);
		return outside ? ROLE_FIND : exit_words(d, dog, out + len, WORDS_SIZE - len);
	}
	if (!d->ui.find[0])
		snprintf(out, WORDS_SIZE, "%s", _("a name or an id, then Enter"));
	else if (d->found.all == 0)
		snprintf(out, WORDS_SIZE, "%s", _("no such dog"));
	else
		snprintf(out, WORDS_SIZE,
			 language_plural("%lu dog: choose with the arrows",
					 "%lu dogs: choose with the arrows",
					 (unsigned long)d->found.all),
			 (unsigned long)d->found.all);
	return d->ui.find[0] ? ROLE_SOON : ROLE_DIM;
}

static void paint_find(struct cells *c, const struct console *d, struct rect r,
		       struct cursor *cursor)
{
	int room = r.cols / 3, at;
	const char *typed = d->ui.find;
	char text[WORDS_SIZE];
	enum panel panel = console_panel(d);
	enum role role;

	/* One line at a time asks for letters. */
	if (r.rows == 0 || panels_fields(d) > 0 || (panel == PANEL_WELCOME && !typed[0]))
		return;
	at = r.col + cells_text(c, r.row, r.col + (r.cols > 40), r.cols, ROLE_KEY, _("find:")) +
	     (r.cols > 40) + 1;
	while (*typed && (int)text_width_cells(typed) > room)
		text_next(&typed);
	at += cells_text(c, r.row, at, r.cols - at, ROLE_FIND, typed);
	if (at < r.col + r.cols)
		*cursor = (struct cursor){ r.row, at };
	role = enter_words(d, text);
	cells_text(c, r.row, at + 2, r.cols - at - 2, role, text);
}

static bool serves_now(const struct console *d, const struct key_row *row)
{
	if (row->act == ACT_UNDO)
		return model_last_movement(&d->model, d->now_ms, d->ui.undo_sent) != NULL;
	if (row->act == ACT_DECISIONS)
		return d->model.waiting_count > 0;
	return row->hint[0] != '\0';
}

/* Cells of a hint, the blanks before and in it too; 0: it is not shown. */
static int hint_cells(const struct console *d, const struct key_row *row)
{
	if (!row->hint[0] || !serves_now(d, row))
		return 0;
	return (int)strlen(row->name) + 2 + (int)text_width_cells(_(row->hint));
}

/* The hints up to that turn all fit into the width; of the next ones those that still do are shown. */
static int hints_turn(const struct console *d, int width)
{
	int turn = -1, cells = 0;

	while (turn < HINT_TURNS && cells <= width) {
		turn++;
		for (size_t i = 0; i < keys_count(); i++)
			if (keys_row(i)->turn == turn)
				cells += hint_cells(d, keys_row(i));
	}
	return turn;
}

static void paint_hints(struct cells *c, const struct console *d, struct rect r)
{
	int last = hints_turn(d, r.cols), at = r.col, left = r.cols;

	for (size_t i = 0; i < keys_count(); i++)
		left -= keys_row(i)->turn < last ? hint_cells(d, keys_row(i)) : 0;
	for (size_t i = 0; i < keys_count() && r.rows; i++) {
		const struct key_row *row = keys_row(i);
		int cells = hint_cells(d, row);

		if (cells == 0 || row->turn > last || (row->turn == last && cells > left))
			continue;
		left -= row->turn == last ? cells : 0;
		at += 1 + cells_text(c, r.row, at + 1, r.cols - at - 1, ROLE_KEY, row->name);
		at += 1 + cells_text(c, r.row, at + 1, r.cols - at - 1, ROLE_HINT, _(row->hint));
	}
}

void paint_foot(struct cells *c, const struct console *d, const struct layout *l,
		struct cursor *cursor)
{
	if (l->rule_bottom.rows)
		cells_rule(c, l->rule_bottom.row, 0, l->rule_bottom.cols, false, ROLE_RULE);
	paint_events(c, d, l->events);
	paint_find(c, d, l->find, cursor);
	paint_hints(c, d, l->hints);
}

void paint_board(struct cells *c, const struct console *d, struct cursor *cursor)
{
	struct panel_picture p;
	struct alerts alerts;
	struct layout l;
	int rows;

	cells_clear(c);
	*cursor = (struct cursor){ -1, -1 };
	panels_picture(d, layout_middle_cols(c->cols), &p);
	rows = p.whole ? LAYOUT_PANEL_WHOLE : p.hidden ? 0 : (int)p.lines.count + 1;
	alerts_layout(d, c->rows, c->cols, rows, &alerts, &l);
	paint_top(c, d, &l, &alerts);
	paint_lists(c, d, &l);
	if (l.rule_side.rows)
		cells_rule_down(c, l.rule_side);
	paint_side(c, d, l.side);
	paint_foot(c, d, &l, cursor);
	if (!p.hidden)
		paint_panel(c, d, l.panel, &p, cursor);
	lines_free(&p.lines);
}
