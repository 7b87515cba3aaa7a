#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/board/panel.h"

static void fill_help(const struct console *d, struct panel_picture *p)
{
	char text[WORDS_SIZE], key[64];

	(void)d;
	panel_title(p, ROLE_TITLE, _("HELP"), _("arrows, PgUp, PgDn   Esc closes"));
	lines_add(&p->lines, ROLE_TEXT,
		  _("Scan a tag, or type a name and press Enter: the dog goes out, or comes in."));
	lines_add(&p->lines, ROLE_TEXT,
		  _("Marks:  ! late   x must stay in   ? waits for an answer   + due soon"));
	lines_add(&p->lines, ROLE_TEXT, "\n");
	for (size_t i = 0; i < keys_count(); i++) {
		const struct key_row *row = keys_row(i);

		snprintf(key, sizeof(key), "%s%s%s", row->name, row->twin[0] ? ", " : "",
			 row->twin);
		snprintf(text, sizeof(text), "%-18s %s", key, _(row->help));
		lines_add(&p->lines, ROLE_TEXT, text);
	}
}

static void open_help(struct console *d)
{
	if (d->ui.panel == PANEL_HELP)
		console_close(d);
	else
		console_open(d, PANEL_HELP);
}

const struct panel_kind panel_help = {
	.whole = true,
	.scrolls = true,
	.fill = fill_help,
	.open = open_help,
};
