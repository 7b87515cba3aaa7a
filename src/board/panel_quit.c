#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/board/panel.h"

static void fill_quit(const struct console *d, struct panel_picture *p)
{
	unsigned long out = (unsigned long)d->view.count[SIDE_OUTSIDE];
	char text[WORDS_SIZE];

	panel_title(p, ROLE_WARNING, _("QUIT?"), _("F10 quits   Esc stays"));
	snprintf(text, sizeof(text),
		 language_plural("%lu dog is still OUT.", "%lu dogs are still OUT.", out), out);
	lines_add(&p->lines, ROLE_TEXT, text);
	if (d->unsent_count > 0)
		lines_add(&p->lines, ROLE_DANGER,
			  _("Acts that the queue had no room for would be lost. Wait a moment."));
	lines_add(&p->lines, ROLE_TEXT,
		  _("F10 again quits: what has been shown is kept. Esc stays."));
}

static void open_quit(struct console *d)
{
	if ((d->view.count[SIDE_OUTSIDE] == 0 && d->unsent_count == 0) || d->ui.panel == PANEL_QUIT)
		d->end = CONSOLE_QUIT;
	else
		console_open(d, PANEL_QUIT);
}

/* Not by Enter: F10 again. */
static void enter_quit(struct console *d)
{
	(void)d;
}

const struct panel_kind panel_quit = {
	.fill = fill_quit,
	.open = open_quit,
	.enter = enter_quit,
};
