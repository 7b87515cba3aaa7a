/*
 * F9: everyone is called back. Who is out, with whom and under which phone; and how hot it is, which
 * calls them back earlier.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/board/panel.h"
#include "paseo/board/roll.h"
#include "paseo/board/send.h"
#include "paseo/report/terms.h"

#define OUT_MAX 256

/* As it is, or as it was just asked to be. */
static bool is_on(const struct console *d)
{
	return d->ui.recall_asked || d->model.recall.on;
}

static int heat_of(const struct console *d)
{
	return d->ui.heat_asked >= 0 ? d->ui.heat_asked
				     : (int)settings_heat(&d->model.settings, days_of(d->now_ms));
}

static void add_heat(const struct console *d, struct lines *lines)
{
	char text[WORDS_SIZE];
	int heat = heat_of(d);

	snprintf(text, sizeof(text), "%s", _("Today:"));
	for (int i = 0; i < HEAT_COUNT; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
			 i == heat ? "  <%s>" : "  %s", terms_heat((enum heat)i));
	if (lines->width >= ROLL_COLS_WIDE)
		roll_words(text, sizeof(text), _("(left, right)"));
	lines_add(lines, heat == HEAT_NONE ? ROLE_DIM : ROLE_SOON, text);
}

static void fill_recall(const struct console *d, struct panel_picture *p)
{
	const struct board_dog *list[OUT_MAX];
	size_t count = roll_outside(d, list, OUT_MAX);
	char text[WORDS_SIZE], clock[DAYS_STAMP_SIZE] = "";

	if (d->model.recall.on)
		days_format_clock(d->model.recall.since_ms, clock);
	if (is_on(d) && clock[0])
		snprintf(text, sizeof(text), _("!! RECALL since %s: %zu out"), clock, count);
	else
		snprintf(text, sizeof(text), _("!! RECALL: %zu out"), count);
	panel_title(p, ROLE_WARNING, text, _("F9 lifts it   Esc: it stays"));
	add_heat(d, &p->lines);
	if (count == 0)
		lines_add(&p->lines, ROLE_GO, _("EVERY DOG IS IN."));
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof(text), " ");
		roll_outside_line(d, list[i], p->lines.width, text, sizeof(text));
		lines_choice(&p->lines, (int)i, text);
	}
	if (is_on(d) && count > 0)
		lines_add(&p->lines, ROLE_DIM,
			  _("Until it is lifted with F9, no dog goes out without an answer."));
}

static void open_recall(struct console *d)
{
	bool open = d->ui.panel == PANEL_RECALL, on = is_on(d);

	if (!open)
		console_open(d, PANEL_RECALL);
	if (!open && on)
		return;
	send_recall(d, !on);
	if (on)
		console_close(d);
	else
		d->ui.recall_asked = true;
}

static size_t choices_recall(const struct console *d)
{
	return d->view.count[SIDE_OUTSIDE] < OUT_MAX ? d->view.count[SIDE_OUTSIDE] : OUT_MAX;
}

static const struct board_dog *dog_recall(const struct console *d)
{
	const struct board_dog *list[OUT_MAX];
	size_t count = roll_outside(d, list, OUT_MAX);

	return d->ui.picked && d->ui.choice < count ? list[d->ui.choice] : NULL;
}

/* Nobody comes in by Enter here: the card of the dog says what there is to do. */
static void enter_recall(struct console *d)
{
	if (dog_recall(d))
		panels_open(d, PANEL_CARD);
}

static bool key_recall(struct console *d, enum act act, int32_t key)
{
	int heat = heat_of(d) + (act == ACT_RIGHT) - (act == ACT_LEFT);

	(void)key;
	if (act != ACT_LEFT && act != ACT_RIGHT)
		return false;
	if (heat >= 0 && heat < HEAT_COUNT) {
		d->ui.heat_asked = heat;
		send_heat(d, (enum heat)heat);
	}
	return true;
}

static void came_recall(struct console *d, const struct answer *a)
{
	if (a->action == ACTION_RECALL)
		d->ui.recall_asked = false;
	if (a->action == ACTION_ROSTER)
		d->ui.heat_asked = -1;
}

const struct panel_kind panel_recall = {
	.whole = true,
	.lazy = true,
	.guarded = true,
	.fill = fill_recall,
	.open = open_recall,
	.choices = choices_recall,
	.enter = enter_recall,
	.key = key_recall,
	.dog = dog_recall,
	.came = came_recall,
};
