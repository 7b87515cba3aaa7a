#include <config.h>

#include "paseo/base/days.h"
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

static void set_time(struct jdoc **act, const struct when *when)
{
	char stamp[DAYS_STAMP_SIZE];

	if (when->ms) {
		days_format_stamp(when->ms, stamp);
		set_text(act, "time", stamp);
	}
	if (when->estimated)
		set(act, "estimated", jdoc_new_bool(true));
}

void send_movement(struct console *d, const char *dog, enum move move, const struct when *when,
		   const char *walker)
{
	struct jdoc *act = new_act(move == MOVE_ENTRY ? "entry" : "exit", "keyboard");

	set_text(&act, "dog", dog);
	set_time(&act, when);
	if (walker[0])
		set_text(&act, "volunteer", walker);
	console_send(d, act);
}

void send_amend(struct console *d, const char *of, const struct when *when, const char *walker)
{
	struct jdoc *act = new_act("amend", "keyboard");

	set_text(&act, "of", of);
	set_time(&act, when);
	if (walker[0])
		set_text(&act, "volunteer", walker);
	console_send(d, act);
}

void send_walker(struct console *d, const char *volunteer)
{
	struct jdoc *act = new_act("scan", "keyboard");

	set_text(&act, "volunteer", volunteer);
	console_send(d, act);
}

void send_close(struct console *d, int32_t day, const char *by)
{
	struct jdoc *act = new_act("close", "keyboard");
	char text[DAYS_STAMP_SIZE];

	days_format_day(day, text);
	set_text(&act, "day", text);
	if (by[0])
		set_text(&act, "volunteer", by);
	console_send(d, act);
}

void send_recall(struct console *d, bool go)
{
	struct jdoc *act = new_act("recall", "keyboard");

	set(&act, "go", jdoc_new_bool(go));
	console_send(d, act);
}

/* ---- the roster ---- */

/* A roster event with one member: a thing, or a list of one thing. */
static void send_roster(struct console *d, const char *name, struct jdoc *thing, bool in_list)
{
	struct jdoc *act = new_act("roster", "keyboard");
	struct jdoc *list = in_list ? jdoc_new_array() : NULL;

	if (in_list) {
		if (!list)
			jdoc_free(&thing);
		else if (jdoc_add(list, thing) != 0)
			jdoc_free(&list);
		thing = list;
	}
	set(&act, name, thing);
	console_send(d, act);
}

void send_dog(struct console *d, const char *id, const char *name)
{
	struct jdoc *dog = jdoc_new_object();

	set_text(&dog, "id", id);
	set_text(&dog, "name", name);
	set(&dog, "new", jdoc_new_bool(true));
	send_roster(d, "dogs", dog, true);
}

void send_volunteer(struct console *d, const char *id, const char *name, const char *level)
{
	struct jdoc *person = jdoc_new_object();

	set_text(&person, "id", id);
	set_text(&person, "name", name);
	if (level[0])
		set_text(&person, "level", level);
	set(&person, "new", jdoc_new_bool(true));
	send_roster(d, "volunteers", person, true);
}

void send_note(struct console *d, const char *dog, const char *note)
{
	struct jdoc *entry = jdoc_new_object();

	set_text(&entry, "id", dog);
	set_text(&entry, "note", note);
	set(&entry, "edit", jdoc_new_bool(true));
	send_roster(d, "dogs", entry, true);
}

void send_hold(struct console *d, const char *dog, enum hold_kind kind, const char *reason,
	       int32_t until)
{
	struct jdoc *hold = jdoc_new_object();
	char day[DAYS_STAMP_SIZE];

	set_text(&hold, "dog", dog);
	set_text(&hold, "kind", hold_kind_name(kind));
	set_text(&hold, "reason", reason);
	if (until) {
		days_format_day(until, day);
		set_text(&hold, "until", day);
	}
	send_roster(d, "holds", hold, true);
}

void send_lift(struct console *d, const char *dog)
{
	send_roster(d, "lift", jdoc_new_string(dog), true);
}

void send_pair(struct console *d, const char *one, const char *other, enum pair_kind kind)
{
	struct jdoc *dogs = jdoc_new_array();
	struct jdoc *pair = kind == PAIR_NONE ? NULL : jdoc_new_object();

	if (dogs && (jdoc_add(dogs, jdoc_new_string(one)) != 0 ||
		     jdoc_add(dogs, jdoc_new_string(other)) != 0))
		jdoc_free(&dogs);
	if (kind == PAIR_NONE) {
		send_roster(d, "unpair", dogs, true);
		return;
	}
	set(&pair, "dogs", dogs);
	set_text(&pair, "kind", pair_kind_name(kind));
	send_roster(d, "pairs", pair, true);
}

void send_heat(struct console *d, enum heat heat)
{
	struct jdoc *settings = jdoc_new_object();

	set_text(&settings, "heat", settings_heat_name(heat));
	send_roster(d, "settings", settings, false);
}
