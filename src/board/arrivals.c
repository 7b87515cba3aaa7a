#include <config.h>

#include "paseo/board/arrivals.h"
#include "paseo/queue/rules.h"

/* Of several results in one turn the most serious is heard. */
static void sound(struct console *d, enum result kind)
{
	static const int weight[RESULT_COUNT + 1] = {
		[RESULT_OUT] = 2,     [RESULT_IN] = 3,	    [RESULT_WARNING] = 5,
		[RESULT_UNKNOWN] = 4, [RESULT_IGNORED] = 1, [RESULT_COUNT] = 0,
	};

	if (weight[kind] > weight[d->sound])
		d->sound = kind;
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
	if (!roster && logged->targets & TARGET_SOUND)
		sound(d, words_result(&d->model, a));
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
	console_settle(d, d->now_ms);
	return code;
}
