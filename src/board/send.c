#include <config.h>

#include <string.h>

#include "paseo/board/send.h"

/* Set a member; without memory the whole is gone, which console_send says. */
static void set(struct jdoc **act, const char *key, struct jdoc *value)
{
	if (!*act)
		jdoc_free(&value);
	else if (jdoc_set(*act, key, value) != 0)
		jdoc_free(act);
}

static void set_text(struct jdoc **act, const char *key, const char *value)
{
	set(act, key, jdoc_new_string(value));
}

static struct jdoc *new_act(const char *action, const char *source)
{
	struct jdoc *act = jdoc_new_object();

	set_text(&act, "action", action);
	set_text(&act, "source", source);
	return act;
}

void send_move(struct console *d, const struct board_dog *dog)
{
	struct jdoc *act = new_act(dog->now.state == STATE_OUTSIDE ? "entry" : "exit", "keyboard");

	set_text(&act, "dog", dog->dog.id);
	console_send(d, act);
}

void send_scan(struct console *d, const char *code, bool typed)
{
	struct jdoc *act = new_act("scan", typed ? "keyboard" : "barcode");

	set_text(&act, "tag", code);
	if (!typed)
		set_text(&act, "reader", "wedge");
	console_send(d, act);
}

void send_scan_dog(struct console *d, const struct board_dog *dog)
{
	struct jdoc *act = new_act("scan", "barcode");

	set_text(&act, "dog", dog->dog.id);
	set_text(&act, "reader", "wedge");
	console_send(d, act);
}

void send_retract(struct console *d, const struct recent *r)
{
	struct jdoc *act = new_act("retract", "keyboard");

	set_text(&act, "of", r->id);
	console_send(d, act);
}

void send_answer(struct console *d, const struct decision *q, bool go, const char *reason,
		 const char *by)
{
	struct jdoc *act = new_act("answer", "keyboard");

	set_text(&act, "of", q->id);
	set(&act, "go", jdoc_new_bool(go));
	if (reason[0])
		set_text(&act, "reason", reason);
	if (by[0])
		set_text(&act, "volunteer", by);
	console_send(d, act);
}

void send_remark(struct console *d, const char *of, const char *reason)
{
	struct jdoc *act = new_act("amend", "keyboard");

	set_text(&act, "of", of);
	set_text(&act, "reason", reason);
	console_send(d, act);
}

void send_dog(struct console *d, const char *id, const char *name)
{
	struct jdoc *act = new_act("roster", "keyboard");
	struct jdoc *dogs = jdoc_new_array();
	struct jdoc *dog = jdoc_new_object();

	set_text(&dog, "id", id);
	set_text(&dog, "name", name);
	set(&dog, "new", jdoc_new_bool(true));
	if (!dogs || jdoc_add(dogs, dog) != 0)
		jdoc_free(&dogs);
	set(&act, "dogs", dogs);
	console_send(d, act);
}
