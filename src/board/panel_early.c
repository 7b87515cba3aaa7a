/*
 * Why a dog came back early: asked, never insisted on.
 */
#include <config.h>

#include <stdio.h>

#include "paseo/base/language.h"
#include "paseo/board/asking.h"
#include "paseo/board/panel.h"
#include "paseo/board/send.h"

static void fill_early(const struct console *d, struct panel_picture *p)
{
	char text[WORDS_SIZE];
	const char *reason;
	int i = 0;

	snprintf(text, sizeof(text), _("%s IS BACK EARLY: why?"),
		 model_name(&d->model, d->ui.remark_dog));
	panel_title(p, ROLE_TITLE, text, _("arrows, Enter notes it   Esc leaves it"));
	lines_choice(&p->lines, i++, _(" leave it without a reason"));
	for (; (reason = asking_early_reason((size_t)i - 1)); i++) {
		snprintf(text, sizeof(text), " %.400s", reason);
		lines_choice(&p->lines, i, text);
	}
	lines_choice(&p->lines, i, _(" other words ..."));
}

/* Before the reasons nothing, after them other words. */
static size_t choices_early(const struct console *d)
{
	size_t n = 0;

	(void)d;
	while (asking_early_reason(n))
		n++;
	return n + 2;
}

static void enter_early(struct console *d)
{
	const char *reason = d->ui.choice ? asking_early_reason(d->ui.choice - 1) : NULL;
	bool other = d->ui.choice + 1 == choices_early(d);

	if (reason)
		send_remark(d, d->ui.remark_of, reason);
	if (other)
		console_open(d, PANEL_REMARK);
	else
		console_close(d);
}

const struct panel_kind panel_early = {
	.guarded = true,
	.fill = fill_early,
	.choices = choices_early,
	.enter = enter_early,
};

static void fill_remark(const struct console *d, struct panel_picture *p)
{
	char text[WORDS_SIZE];

	snprintf(text, sizeof(text), _("%s IS BACK EARLY: why?"),
		 model_name(&d->model, d->ui.remark_dog));
	panel_title(p, ROLE_TITLE, text, _("Enter notes it   Esc leaves it"));
	lines_field(&p->lines, true, _("reason:"), d->ui.field[0]);
}

static size_t fields_remark(const struct console *d)
{
	(void)d;
	return 1;
}

static void enter_remark(struct console *d)
{
	if (d->ui.field[0][0])
		send_remark(d, d->ui.remark_of, d->ui.field[0]);
	console_close(d);
}

const struct panel_kind panel_remark = {
	.guarded = true,
	.fill = fill_remark,
	.fields = fields_remark,
	.enter = enter_remark,
};
