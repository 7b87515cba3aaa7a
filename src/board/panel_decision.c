/*
 * The decisions that wait, and the reason that one is let go for.
 */
#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/asking.h"
#include "paseo/board/panel.h"
#include "paseo/board/send.h"

#define LOOK_MS 700 /* that a person needs to see that a decision is another one */

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
		panel_sentences(d, q, lines);
	asking_so(&d->model, q, text);
	lines_add(lines, ROLE_TEXT, text);
}

static void fill_waiting(const struct console *d, struct panel_picture *p)
{
	panel_title(p, ROLE_WARNING, _("WAIT FOR AN ANSWER"),
		    _("F11 let it go, and why   F12 no   Esc closes"));
	for (size_t i = 0; i < d->model.waiting_count; i++)
		add_waiting(d, i, &p->lines);
	if (d->model.waiting_count == 0)
		lines_add(&p->lines, ROLE_DIM, _("Nothing waits for an answer."));
}

static void open_waiting(struct console *d)
{
	if (d->model.waiting_count == 0)
		console_say(d, RESULT_IGNORED, _("NOTHING WAITS"), "%s",
			    _("There is no decision to be made."));
	else
		console_open(d, PANEL_WAITING);
}

static size_t choices_waiting(const struct console *d)
{
	return d->model.waiting_count;
}

/* Leave the panels behind and show the decision that the list had chosen. */
static void show_decision(struct console *d)
{
	const struct decision *q = console_decision(d);
	uint64_t seq = q ? q->seq : 0;

	console_close(d);
	d->ui.decision = seq;
}

const struct panel_kind panel_waiting = {
	.fill = fill_waiting,
	.open = open_waiting,
	.choices = choices_waiting,
	.enter = show_decision,
};

/* ---- the reason ---- */

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

	panel_title(p, ROLE_WARNING, _("LET IT GO: why?"), _("Enter: so be it   Esc back"));
	if (!q) {
		lines_add(&p->lines, ROLE_DIM, _("It has been answered."));
		return;
	}
	panel_sentences(d, q, &p->lines);
	for (int i = 0; (reason = asking_reason(q, (size_t)i)); i++) {
		snprintf(line, sizeof(line), " %.400s", reason);
		lines_choice(&p->lines, i, line);
	}
	lines_field(&p->lines, d->ui.field_at == 0, _("or in other words:"), d->ui.field[0]);
	add_decider(d, &p->lines);
}

static size_t choices_reason(const struct console *d)
{
	const struct decision *q = console_decision(d);
	size_t n = 0;

	while (q && asking_reason(q, n))
		n++;
	return n;
}

/* What is typed goes before the list. */
static int chosen_reason(const struct console *d)
{
	return d->ui.field[0][0] ? -1 : (int)d->ui.choice;
}

static size_t fields_reason(const struct console *d)
{
	(void)d;
	return 2;
}

/* Who decided last here decides again, until somebody else is typed. */
static void propose_decider(struct console *d)
{
	const struct volunteer *v =
		d->ui.decider[0] ? model_volunteer(&d->model, d->ui.decider) : NULL;
	struct found found;

	if (!v)
		return;
	find_people(&d->model, v->name, &found);
	text_copy(d->ui.field[1], FIELD_SIZE, find_best(&found) >= 0 ? v->name : v->id);
}

/* Who decides, as typed; it may stay empty. False: it is nobody, or several. */
static bool take_decider(struct console *d)
{
	struct found found;
	int only;

	find_people(&d->model, d->ui.field[1], &found);
	only = find_best(&found);
	if (d->ui.field[1][0] && only < 0) {
		console_say(d, RESULT_WARNING, _("WHO DECIDES?"), "%s",
			    _("Type the name of one volunteer, or leave it empty."));
		d->ui.field_at = 1;
		return false;
	}
	text_copy(d->ui.decider, sizeof(d->ui.decider),
		  only >= 0 ? d->model.volunteers[only].id : "");
	return true;
}

static void enter_reason(struct console *d)
{
	const struct decision *q = console_decision(d);
	const char *reason = d->ui.field[0];

	if (!take_decider(d))
		return;
	if (q && !reason[0])
		reason = asking_reason(q, d->ui.choice);
	if (q && reason)
		send_answer(d, q, true, reason, d->ui.decider);
	console_close(d);
}

const struct panel_kind panel_reason = {
	.guarded = true,
	.fill = fill_reason,
	.choices = choices_reason,
	.chosen = chosen_reason,
	.fields = fields_reason,
	.enter = enter_reason,
};

/* ---- the answers ---- */

void panels_go(struct console *d)
{
	if (!console_decision(d)) {
		console_say(d, RESULT_IGNORED, _("NOTHING TO ANSWER"), "%s", "");
		return;
	}
	if (d->ui.panel == PANEL_REASON)
		return;
	if (asking_is_refused(&d->model, console_decision(d))) {
		char so[WORDS_SIZE];

		asking_so(&d->model, console_decision(d), so);
		console_say(d, RESULT_WARNING, _("NOT ALONE"), "%s", so);
		return;
	}
	show_decision(d);
	console_open(d, PANEL_REASON);
	propose_decider(d);
}

void panels_no(struct console *d)
{
	const struct decision *q = console_decision(d);

	if (!q) {
		console_say(d, RESULT_IGNORED, _("NOTHING TO ANSWER"), "%s", "");
		return;
	}
	/* The one that the finger was meant for has been answered elsewhere a moment ago. */
	if (d->ui.panel == PANEL_NONE && d->now_ms - d->ui.decision_ms < LOOK_MS) {
		console_say(d, RESULT_WARNING, _("LOOK AGAIN"), "%s",
			    _("This is another decision."));
		return;
	}
	send_answer(d, q, false, "", d->ui.decider);
	if (d->ui.panel == PANEL_REASON)
		console_close(d);
}
