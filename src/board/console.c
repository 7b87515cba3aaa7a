#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/console.h"

/* A dog chosen long ago must not go out by a stray Enter. */
#define CHOSEN_MS MINUTE_MS
#define ALARM_MS (5 * MINUTE_MS) /* between two sounds for dogs that stay overdue */

int console_init(struct console *d, const struct port *port, int64_t now_ms)
{
	*d = (struct console){ .port = port, .now_ms = now_ms, .sound = RESULT_COUNT };
	d->ui.find_choice = -1;
	d->ui.heat_asked = -1;
	d->ui.side = SIDE_INSIDE;
	return model_init(&d->model);
}

void console_clear(struct console *d)
{
	for (size_t i = 0; i < d->unsent_count; i++)
		free(d->unsent[i]);
	free(d->ui.text);
	view_free(&d->view);
	model_clear(&d->model);
	*d = (struct console){ 0 };
}

void console_sound(struct console *d, enum result kind)
{
	static const int weight[RESULT_COUNT + 1] = {
		[RESULT_OUT] = 2,     [RESULT_IN] = 3,	    [RESULT_WARNING] = 5,
		[RESULT_UNKNOWN] = 4, [RESULT_IGNORED] = 1, [RESULT_COUNT] = 0,
	};

	if (weight[kind] > weight[d->sound])
		d->sound = kind;
}

/* A dog that becomes overdue is heard, and again from time to time until it is back. */
static void hear_overdue(struct console *d)
{
	const struct view *v = &d->view;
	bool more = v->overdue > d->ui.alarms || v->overdue_ms > d->ui.alarm_ms;
	bool again = d->now_ms - d->ui.alarm_ms >= ALARM_MS || d->now_ms < d->ui.alarm_ms;

	d->ui.alarms = v->overdue;
	if (!d->model.loaded || v->overdue == 0 || !(more || again))
		return;
	d->ui.alarm_ms = d->now_ms;
	console_sound(d, RESULT_WARNING);
}

void console_settle(struct console *d, int64_t now_ms)
{
	d->now_ms = now_ms;
	if (now_ms - d->ui.moved_ms > CHOSEN_MS)
		d->ui.moved = false;
	/* Without memory the lists are empty for this picture; counts say 0 only then. */
	(void)view_make(&d->view, &d->model, now_ms);
	hear_overdue(d);
	find_dogs(&d->model, d->ui.find, &d->found);
	if (d->ui.find_choice >= (int)d->found.count)
		d->ui.find_choice = -1;
}

enum panel console_panel(const struct console *d)
{
	bool empty =
		d->model.loaded && d->view.count[SIDE_OUTSIDE] + d->view.count[SIDE_INSIDE] == 0;

	return d->ui.panel == PANEL_NONE && empty ? PANEL_WELCOME : d->ui.panel;
}

void console_open(struct console *d, enum panel p)
{
	console_close(d);
	d->ui.panel = p;
	d->ui.opened_ms = d->now_ms;
}

void console_close(struct console *d)
{
	d->ui.panel = PANEL_NONE;
	d->ui.choice = 0;
	d->ui.scroll = 0;
	for (int i = 0; i < FIELDS_MAX; i++)
		d->ui.field[i][0] = '\0';
	d->ui.picked = false;
	d->ui.left = PANEL_NONE;
	d->ui.other[0] = '\0';
	d->ui.recall_asked = false;
	d->ui.heat_asked = -1;
	d->ui.field_at = 0;
	free(d->ui.text);
	d->ui.text = NULL;
}

bool console_is_put_off(const struct console *d, uint64_t seq)
{
	for (size_t i = 0; i < d->ui.put_off_count; i++)
		if (d->ui.put_off[i] == seq)
			return true;
	return false;
}

const struct decision *console_decision(const struct console *d)
{
	if (d->ui.panel == PANEL_WAITING)
		return d->ui.choice < d->model.waiting_count ? &d->model.waiting[d->ui.choice]
							     : NULL;
	return d->ui.decision ? model_waiting(&d->model, d->ui.decision) : NULL;
}

const struct board_dog *console_meant(const struct console *d)
{
	const char *chosen = d->ui.chosen[d->ui.side];
	int only;

	if (d->ui.find[0]) {
		if (d->ui.find_choice >= 0)
			return &d->model.dogs[d->found.dogs[d->ui.find_choice]];
		only = find_only(&d->found);
		return only >= 0 ? &d->model.dogs[only] : NULL;
	}
	return d->ui.moved && chosen[0] ? model_dog(&d->model, chosen) : NULL;
}

void console_say(struct console *d, enum result kind, const char *verb, const char *format, ...)
{
	struct banner *b = &d->ui.notice;
	va_list args;

	*b = (struct banner){ .kind = kind, .time_ms = d->now_ms };
	text_copy(b->verb, sizeof(b->verb), verb);
	va_start(args, format);
	vsnprintf(b->rest, sizeof(b->rest), format, args);
	va_end(args);
}

static void say_unsent(struct console *d)
{
	console_say(d, RESULT_WARNING, _("QUEUE FULL"),
		    language_plural("%lu act waits here and is tried again",
				    "%lu acts wait here and are tried again",
				    (unsigned long)d->unsent_count),
		    (unsigned long)d->unsent_count);
}

/* Keep a line for later; says so. */
static void keep(struct console *d, char *line)
{
	if (d->unsent_count == CONSOLE_UNSENT_MAX) {
		free(line);
		console_say(d, RESULT_WARNING, _("NOT TAKEN"), "%s",
			    _("The queue is full. Wait a moment, then do it again."));
		return;
	}
	d->unsent[d->unsent_count++] = line;
	say_unsent(d);
}

static int try_send(struct console *d, const char *line)
{
	struct fault f = { "" };
	int code = d->port->send(d->port->ctx, line, strlen(line), &f);

	if (code != 0 && code != ERR_FULL)
		console_say(d, RESULT_WARNING, _("REFUSED"), "%s",
			    f.text[0] ? _(f.text) : error_text(code));
	return code;
}

void console_send(struct console *d, struct jdoc *act)
{
	char *line = act ? jdoc_dump(act, NULL) : NULL;

	jdoc_free(&act);
	if (!line) {
		console_say(d, RESULT_WARNING, _("NOT TAKEN"), "%s", _("No memory. Do it again."));
		return;
	}
	if (d->unsent_count > 0 || try_send(d, line) == ERR_FULL)
		keep(d, line);
	else
		free(line);
}

void console_send_unsent(struct console *d)
{
	size_t sent = 0;

	while (sent < d->unsent_count && try_send(d, d->unsent[sent]) != ERR_FULL)
		free(d->unsent[sent++]);
	if (sent == 0)
		return;
	d->unsent_count -= sent;
	memmove(d->unsent, d->unsent + sent, d->unsent_count * sizeof(*d->unsent));
	if (d->unsent_count > 0)
		say_unsent(d);
	else if (d->ui.notice.kind == RESULT_WARNING)
		d->ui.notice.time_ms = 0;
}
