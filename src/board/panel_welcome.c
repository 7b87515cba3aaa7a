/*
 * An empty roster: three ways to begin; and dogs typed in one by one.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/board/panel.h"
#include "paseo/board/send.h"

static void fill_add(const struct console *d, struct panel_picture *p)
{
	panel_title(p, ROLE_TITLE, _("ADD A DOG"),
		    _("Enter adds it   Tab other field   Esc closes"));
	lines_add(&p->lines, ROLE_TEXT,
		  _("Everything else of the dog can come later: paseo dogs edit."));
	lines_add(&p->lines, ROLE_TEXT, "\n");
	lines_field(&p->lines, d->ui.field_at == 0, _("name:"), d->ui.field[0]);
	lines_field(&p->lines, d->ui.field_at == 1, _("id:  "), d->ui.field[1]);
}

/* The first of p-001, p-002 ... that no dog has. */
static void propose_id(const struct console *d, char *out, size_t size)
{
	int n = 0;

	do
		snprintf(out, size, "p-%03d", ++n);
	while (model_dog(&d->model, out));
}

static void open_add(struct console *d)
{
	console_open(d, PANEL_ADD);
	propose_id(d, d->ui.field[1], sizeof(d->ui.field[1]));
}

static void enter_add(struct console *d)
{
	const char *name = d->ui.field[0], *id = d->ui.field[1];
	struct fault f = { "" };
	struct dog dog = { .id = "" };
	long n;

	if (roster_check_id(id, &f) != 0 ||
	    roster_set_dog(&dog, &d->model.settings.levels, "name", name, &f) != 0) {
		console_say(d, RESULT_WARNING, _("REFUSED"), "%s", _(f.text));
		return;
	}
	if (!name[0]) {
		console_say(d, RESULT_WARNING, _("REFUSED"), "%s", _("Type a name first."));
		return;
	}
	d->ui.notice.time_ms = 0;
	send_dog(d, id, name);
	/* The next one: the dog just sent is not in the model yet. */
	n = strncmp(id, "p-", 2) == 0 ? strtol(id + 2, NULL, 10) : -1;
	if (n > 0 && n < 100000)
		snprintf(d->ui.field[1], sizeof(d->ui.field[1]), "p-%03ld", n + 1);
	d->ui.field[0][0] = '\0';
	d->ui.field_at = 0;
}

static size_t fields_add(const struct console *d)
{
	(void)d;
	return 2;
}

const struct panel_kind panel_add = {
	.whole = true,
	.fill = fill_add,
	.fields = fields_add,
	.enter = enter_add,
};

static void fill_welcome(const struct console *d, struct panel_picture *p)
{
	(void)d;
	panel_title(p, ROLE_TITLE, _("WELCOME: there are no dogs here yet"),
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

static size_t choices_welcome(const struct console *d)
{
	(void)d;
	return 3;
}

static void enter_welcome(struct console *d)
{
	if (d->ui.choice == 0)
		console_open(d, PANEL_IMPORT);
	else if (d->ui.choice == 1)
		open_add(d);
	else
		d->end = CONSOLE_DEMO;
}

const struct panel_kind panel_welcome = {
	.whole = true,
	.fill = fill_welcome,
	.choices = choices_welcome,
	.enter = enter_welcome,
};
