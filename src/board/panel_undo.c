#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/board/panel.h"
#include "paseo/board/send.h"

static void fill_undo(const struct console *d, struct panel_picture *p)
{
	const struct recent *list[CONSOLE_UNDO_MAX];
	size_t count = model_movements(&d->model, d->now_ms, list, CONSOLE_UNDO_MAX);
	char text[WORDS_SIZE], line[WORDS_SIZE];

	panel_title(p, ROLE_TITLE, _("UNDO: movements of today"),
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

static void undo(struct console *d, const struct recent *r)
{
	d->ui.undo_sent = r->seq;
	send_retract(d, r);
}

/* The last movement at once; the list of today's with it. */
static void open_undo(struct console *d)
{
	const struct recent *last = model_last_movement(&d->model, d->now_ms, d->ui.undo_sent);

	console_open(d, PANEL_UNDO);
	if (last)
		undo(d, last);
	else
		console_say(d, RESULT_IGNORED, _("NOTHING TO UNDO"), "%s", "");
}

static void enter_undo(struct console *d)
{
	const struct recent *list[CONSOLE_UNDO_MAX];
	size_t count = model_movements(&d->model, d->now_ms, list, CONSOLE_UNDO_MAX);
	const struct recent *r = d->ui.choice < count ? list[d->ui.choice] : NULL;

	if (!r)
		return;
	if (r->undone)
		console_say(d, RESULT_IGNORED, _("UNDONE ALREADY"), "%s",
			    model_name(&d->model, r->dog));
	else
		undo(d, r);
}

static size_t choices_undo(const struct console *d)
{
	const struct recent *list[CONSOLE_UNDO_MAX];

	return model_movements(&d->model, d->now_ms, list, CONSOLE_UNDO_MAX);
}

const struct panel_kind panel_undo = {
	.fill = fill_undo,
	.open = open_undo,
	.choices = choices_undo,
	.enter = enter_undo,
};
