#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/board/asking.h"
#include "paseo/board/panel.h"

/* clang-format off */
static const struct panel_kind *const kinds[PANEL_COUNT] = {
	[PANEL_NONE]    = &panel_foot,
	[PANEL_HELP]    = &panel_help,
	[PANEL_UNDO]    = &panel_undo,
	[PANEL_WAITING] = &panel_waiting,
	[PANEL_REASON]  = &panel_reason,
	[PANEL_EARLY]   = &panel_early,
	[PANEL_REMARK]  = &panel_remark,
	[PANEL_REPORT]  = &panel_report,
	[PANEL_NEXT]    = &panel_next,
	[PANEL_CARD]    = &panel_card,
	[PANEL_FORM]    = &panel_form,
	[PANEL_WALKER]  = &panel_walker,
	[PANEL_CLOSING] = &panel_closing,
	[PANEL_RECALL]  = &panel_recall,
	[PANEL_QUIT]    = &panel_quit,
	[PANEL_WELCOME] = &panel_welcome,
	[PANEL_IMPORT]  = &panel_import,
	[PANEL_ADD]     = &panel_add,
};
/* clang-format on */

static const struct panel_kind *kind_of(const struct console *d)
{
	return kinds[console_panel(d)];
}

void panel_title(struct panel_picture *p, enum role role, const char *title, const char *note)
{
	p->role = role;
	snprintf(p->title, sizeof(p->title), "%s", title);
	snprintf(p->note, sizeof(p->note), "%s", note);
}

/* Every reason of a decision, a line or more each. */
void panel_sentences(const struct console *d, const struct decision *q, struct lines *lines)
{
	char text[WORDS_SIZE];

	for (size_t i = 0; asking_sentence(&d->model, q, i, text); i++)
		lines_add(lines, ROLE_DANGER, text);
}

void panels_picture(const struct console *d, int width, struct panel_picture *out)
{
	const struct panel_kind *k = kind_of(d);

	*out = (struct panel_picture){ .whole = k->whole, .lines = { .width = width - 2 } };
	if (out->lines.width < 1)
		out->lines.width = 1;
	k->fill(d, out);
}

size_t panels_choices(const struct console *d)
{
	const struct panel_kind *k = kind_of(d);

	return k->choices ? k->choices(d) : 0;
}

int panels_chosen(const struct console *d)
{
	const struct panel_kind *k = kind_of(d);

	if (k->chosen)
		return k->chosen(d);
	if (k->lazy && !d->ui.picked)
		return -1;
	return d->ui.choice < panels_choices(d) ? (int)d->ui.choice : -1;
}

void panels_move(struct console *d, long by)
{
	size_t count = panels_choices(d);
	long to = (long)d->ui.choice + by;

	/* Upwards out of the list: nothing is chosen again, and what stands above it is in view. */
	if (to < 0 && kind_of(d)->lazy) {
		d->ui.picked = false;
		d->ui.choice = 0;
		return;
	}
	if (kind_of(d)->lazy && !d->ui.picked && by > 0)
		to = by > 1 ? to - 1 : 0;
	d->ui.picked = true;
	d->ui.choice = to < 0 ? 0 : to >= (long)count ? count - 1 : (size_t)to;
}

const struct board_dog *panels_dog(const struct console *d)
{
	const struct panel_kind *k = kind_of(d);

	return k->dog ? k->dog(d) : console_meant(d);
}

size_t panels_fields(const struct console *d)
{
	const struct panel_kind *k = kind_of(d);

	return k->fields ? k->fields(d) : 0;
}

bool panels_scrolls(const struct console *d)
{
	return kind_of(d)->scrolls;
}

/* The line that has to be in view: the one that is typed into after the first, what Enter would take,
 * or what is typed instead of that; count: none. */
static size_t line_meant(const struct console *d, const struct lines *l)
{
	size_t cursor = l->count, choice = l->count;
	int chosen = panels_chosen(d);

	for (size_t i = 0; i < l->count; i++) {
		if (l->list[i].cursor)
			cursor = i;
		if (chosen >= 0 && l->list[i].choice == chosen)
			choice = i;
	}
	return cursor < l->count && (d->ui.field_at > 0 || chosen < 0) ? cursor : choice;
}

size_t panels_top(const struct console *d, const struct panel_picture *p, size_t rows)
{
	size_t most = p->lines.count > rows ? p->lines.count - rows : 0;
	size_t top = d->ui.scroll, meant = line_meant(d, &p->lines);

	if (meant < p->lines.count && rows > 0 && meant >= top + rows)
		top = meant - rows + 1;
	return top > most ? most : top;
}

void panels_open(struct console *d, enum panel p)
{
	kinds[p]->open(d);
}

void panels_enter(struct console *d)
{
	const struct panel_kind *k = kind_of(d);

	if (k->guarded && d->quick)
		console_say(d, RESULT_WARNING, _("ENTER AGAIN"), "%s",
			    _("That was as fast as a scanner: if it was you, press Enter."));
	else if (k->enter)
		k->enter(d);
	else
		console_close(d);
}

bool panels_key(struct console *d, enum act act, int32_t key)
{
	const struct panel_kind *k = kind_of(d);

	return k->key && k->key(d, act, key);
}

void panels_came(struct console *d, const struct answer *a)
{
	const struct panel_kind *k = kind_of(d);

	if (k->came)
		k->came(d, a);
}
