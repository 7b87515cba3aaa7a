#include <config.h>

#include <string.h>

#include "paseo/board/arrivals.h"
#include "paseo/board/panels.h"
#include "paseo/queue/rules.h"

static bool came_early(const struct model *m, const struct answer *a)
{
	bool early = false;

	for (size_t i = 0; i < a->warning_count; i++) {
		if (a->warnings[i].kind == WARNING_LATE)
			return false;
		early = early || a->warnings[i].kind == WARNING_EARLY_RETURN;
	}
	return early && a->outcome == OUTCOME_APPLIED && a->action != ACTION_ANSWER &&
	       model_move(m, a) == MOVE_ENTRY;
}

/* Ask why a dog is back so soon, where nothing else is half done: it takes nobody's Enter. */
static void ask_early(struct console *d, const struct answer *a)
{
	const struct ui *ui = &d->ui;

	if (ui->panel == PANEL_EARLY)
		console_close(d);
	if (!came_early(&d->model, a) || ui->panel != PANEL_NONE || ui->find[0] || ui->moved ||
	    console_decision(d))
		return;
	console_open(d, PANEL_EARLY);
	memcpy(d->ui.remark_of, a->id, sizeof(d->ui.remark_of));
	memcpy(d->ui.remark_dog, a->dog, sizeof(d->ui.remark_dog));
}

static void event_came(struct console *d, const struct logged *logged)
{
	const struct answer *a = &logged->answer;
	bool roster = a->action == ACTION_ROSTER && a->outcome == OUTCOME_APPLIED;

	/* Its own word stays while acts wait, that is news too; and "5 dogs read" says more than that
	 * the roster has changed. */
	if (d->unsent_count == 0 && !roster)
		d->ui.notice.time_ms = 0;
	if (a->action == ACTION_RETRACT)
		d->ui.undo_sent = 0;
	ask_early(d, a);
	panels_came(d, a);
	if (!roster && logged->targets & TARGET_SOUND)
		console_sound(d, words_sound(&d->model, a));
	/* The same dog again, while its decision was left for later: it is to be seen again. */
	if (a->outcome == OUTCOME_HELD && d->ui.decision == 0)
		d->ui.decision = a->of_seq;
}

/* Show the decision that is answered no more, or the next one that is not put off. */
static void choose_decision(struct console *d)
{
	uint64_t was;

	if (d->ui.decision && model_waiting(&d->model, d->ui.decision))
		return;
	was = d->ui.decision;
	d->ui.decision = 0;
	for (size_t i = 0; i < d->model.waiting_count && !d->ui.decision; i++)
		if (!console_is_put_off(d, d->model.waiting[i].seq))
			d->ui.decision = d->model.waiting[i].seq;
	if (was && d->ui.decision)
		d->ui.decision_ms = d->now_ms;
}

/* Panels whose matter has gone close by themselves. */
static void close_stale(struct console *d)
{
	if (d->ui.panel == PANEL_REASON && !model_waiting(&d->model, d->ui.decision))
		console_close(d);
	if (d->ui.panel == PANEL_WAITING && d->model.waiting_count == 0)
		console_close(d);
	if (d->ui.panel == PANEL_WAITING && d->ui.choice >= d->model.waiting_count)
		d->ui.choice = d->model.waiting_count - 1;
}

int arrivals_take(struct console *d, const struct changes *list)
{
	bool live = d->model.loaded;
	int code = 0;

	for (size_t i = 0; i < list->count && code == 0; i++) {
		const struct change *c = &list->list[i];

		if (c->kind == CHANGE_LOAD)
			live = false;
		code = model_apply(&d->model, c);
	}
	for (size_t i = 0; i < list->count && live; i++)
		if (list->list[i].kind == CHANGE_EVENT)
			event_came(d, list->list[i].as.event);
	close_stale(d);
	choose_decision(d);
	if (d->ui.panel == PANEL_EARLY && console_decision(d))
		console_close(d);
	console_settle(d, d->now_ms);
	return code;
}
