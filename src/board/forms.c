#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/board/forms.h"
#include "paseo/board/send.h"

/* How far back a walk that is typed in may have begun yesterday: 18:30, typed at noon, is a slip. */
#define OLDEST_MS (12 * HOUR_MS)

static bool is_outside(const struct console *d, const struct board_dog *dog)
{
	(void)d;
	return dog->now.state == STATE_OUTSIDE;
}

static bool is_inside(const struct console *d, const struct board_dog *dog)
{
	return !is_outside(d, dog);
}

static bool always(const struct console *d, const struct board_dog *dog)
{
	(void)d;
	(void)dog;
	return true;
}

static bool never(const struct console *d, const struct board_dog *dog)
{
	(void)d;
	(void)dog;
	return false;
}

static bool has_walked(const struct console *d, const struct board_dog *dog)
{
	const struct walk *w = form_last_walk(d, dog);

	return w && w->in_ms;
}

static bool has_walk(const struct console *d, const struct board_dog *dog)
{
	return form_last_walk(d, dog) != NULL;
}

static bool has_hold(const struct console *d, const struct board_dog *dog)
{
	(void)d;
	return dog->dog.hold != HOLD_NONE;
}

/* ---- times ---- */

static int64_t later(int64_t a_ms, int64_t b_ms)
{
	return a_ms > b_ms ? a_ms : b_ms;
}

/* Since it went out, however long ago that was. */
static struct span span_back(const struct console *d, const struct board_dog *dog, size_t field)
{
	(void)field;
	return (struct span){ dog->now.since_ms, d->now_ms, dog->now.since_ms };
}

/* A walk that began between after and until: yesterday too, but not long ago. */
static struct span span_beginning(const struct console *d, int64_t after_ms, int64_t until_ms)
{
	return (struct span){ after_ms, until_ms, later(after_ms, d->now_ms - OLDEST_MS) };
}

/* Since it was last in. */
static struct span span_out(const struct console *d, const struct board_dog *dog, size_t field)
{
	(void)field;
	return span_beginning(d, dog->now.last_in_ms, d->now_ms);
}

/* The instant that stands in the first field; where nothing does, or no time, otherwise. */
static int64_t first_time(const struct console *d, int64_t otherwise_ms)
{
	struct typed_time t;

	if (typed_read_time(d->ui.field[0], &t) != 0 || !t.given)
		return otherwise_ms;
	return typed_instant(&t, d->now_ms, d->now_ms - OLDEST_MS);
}

/* An end of a walk that begins at out_ms, or as the first field says. */
static struct span span_end(const struct console *d, int64_t out_ms)
{
	int64_t after_ms = first_time(d, out_ms);

	return (struct span){ after_ms, d->now_ms, later(after_ms, d->now_ms - OLDEST_MS) };
}

/* Between its neighbours: the walk before it and its own other end. */
static struct span span_last_walk(const struct console *d, const struct board_dog *dog,
				  size_t field)
{
	const struct walk *w = form_last_walk(d, dog);
	size_t count;
	const struct walk *all = model_walks(&d->model, dog->dog.id, &count);

	if (!w || field == 1)
		return span_end(d, w ? w->out_ms : 0);
	return span_beginning(d, w > all ? w[-1].in_ms : 0,
			      d->ui.field[1][0] ? d->now_ms : w->in_ms - 1);
}

static struct span span_walk(const struct console *d, const struct board_dog *dog, size_t field)
{
	(void)dog;
	return field == 1 ? span_end(d, 0) : span_beginning(d, 0, d->now_ms);
}

/* What stands in the index'th field as the time of an end; one not given is now. */
static bool read_when(struct console *d, const struct board_dog *dog, size_t field,
		      struct when *when)
{
	const struct form *f = forms_row(d->ui.form);

	return form_time(d, dog, f, field, &when->ms, &when->estimated);
}

static bool send_came_back(struct console *d, const struct board_dog *dog)
{
	struct when when;

	if (!read_when(d, dog, 0, &when))
		return false;
	send_movement(d, dog->dog.id, MOVE_ENTRY, &when, "");
	return true;
}

/* The id of the volunteer in a field, "" where it is empty. False: nobody is meant, which has been
 * said. */
static bool read_person(struct console *d, size_t field, const char **id)
{
	const struct volunteer *v = form_person(d, d->ui.field[field]);

	*id = v ? v->id : "";
	if (v || !d->ui.field[field][0])
		return true;
	console_say(d, RESULT_WARNING, _("WHO IS IT?"), _("%.60s: nobody, or several"),
		    d->ui.field[field]);
	d->ui.field_at = (int)field;
	return false;
}

static bool send_went_out(struct console *d, const struct board_dog *dog)
{
	struct when when;
	const char *walker;

	if (!read_when(d, dog, 0, &when) || !read_person(d, 1, &walker))
		return false;
	send_movement(d, dog->dog.id, MOVE_EXIT, &when, walker);
	return true;
}

/* Correct an end of a walk that was typed into a field; what is empty stays. */
static bool amend_end(struct console *d, const struct board_dog *dog, size_t field, uint64_t seq)
{
	struct when when;
	char id[EVENT_ID_SIZE];

	if (!d->ui.field[field][0])
		return true;
	if (!read_when(d, dog, field, &when) || !form_event_id(d, seq, id))
		return false;
	/* "?" alone is about the time as it stands. */
	if (when.ms)
		send_amend(d, id, &when, "");
	return true;
}

/* Is there anything to correct it by? */
static bool is_typed(struct console *d)
{
	if (d->ui.field[0][0] || d->ui.field[1][0])
		return true;
	console_say(d, RESULT_WARNING, _("WHICH TIME?"), "%s", _("Type the right time."));
	return false;
}

static bool send_out_at(struct console *d, const struct board_dog *dog)
{
	const struct walk *w = model_open_walk(&d->model, dog->dog.id);

	return w && is_typed(d) && amend_end(d, dog, 0, w->out_seq);
}

static bool send_last_walk(struct console *d, const struct board_dog *dog)
{
	const struct walk *w = form_last_walk(d, dog);
	struct when ignored;

	/* Both are looked at before one is sent. */
	if (!w || !is_typed(d) || (d->ui.field[0][0] && !read_when(d, dog, 0, &ignored)) ||
	    (d->ui.field[1][0] && !read_when(d, dog, 1, &ignored)))
		return false;
	return amend_end(d, dog, 0, w->out_seq) && amend_end(d, dog, 1, w->in_seq);
}

/* Was the dog out for a part of that time? Then it cannot have been on another walk. */
static bool is_free(struct console *d, const struct board_dog *dog, int64_t out_ms, int64_t in_ms)
{
	size_t count;
	const struct walk *all = model_walks(&d->model, dog->dog.id, &count);
	char from[DAYS_STAMP_SIZE], to[DAYS_STAMP_SIZE] = "";

	for (size_t i = 0; i < count; i++) {
		int64_t end_ms = all[i].in_ms ? all[i].in_ms : d->now_ms;

		if (out_ms >= end_ms || in_ms <= all[i].out_ms)
			continue;
		days_format_clock(all[i].out_ms, from);
		days_format_clock(end_ms, to);
		console_say(d, RESULT_WARNING, _("NOT POSSIBLE"),
			    _("from %s to %s it was on another walk"), from, to);
		return false;
	}
	return true;
}

static bool send_walk(struct console *d, const struct board_dog *dog)
{
	struct when out, in;
	const char *walker;

	if (!d->ui.field[0][0] || !d->ui.field[1][0]) {
		console_say(d, RESULT_WARNING, _("BOTH TIMES"), "%s",
			    _("Type when it went out and when it came back."));
		d->ui.field_at = d->ui.field[0][0] ? 1 : 0;
		return false;
	}
	if (!read_when(d, dog, 0, &out) || !read_when(d, dog, 1, &in) ||
	    !read_person(d, 2, &walker))
		return false;
	if (!is_free(d, dog, out.ms ? out.ms : d->now_ms, in.ms ? in.ms : d->now_ms))
		return false;
	send_movement(d, dog->dog.id, MOVE_EXIT, &out, walker);
	send_movement(d, dog->dog.id, MOVE_ENTRY, &in, "");
	return true;
}

/* ---- the roster ---- */

static bool refuse(struct console *d, const struct fault *f)
{
	console_say(d, RESULT_WARNING, _("REFUSED"), "%s", _(f->text));
	return false;
}

static void start_hold(struct console *d, const struct board_dog *dog)
{
	enum hold_kind kind = dog->dog.hold == HOLD_NONE ? HOLD_MEDICAL : dog->dog.hold;

	snprintf(d->ui.field[0], FIELD_SIZE, "%s", hold_kind_name(kind));
	snprintf(d->ui.field[1], FIELD_SIZE, "%s", dog->dog.hold_reason);
	if (dog->dog.hold_until)
		days_format_day(dog->dog.hold_until, d->ui.field[2]);
	d->ui.field_at = 1;
}

static bool send_hold_typed(struct console *d, const struct board_dog *dog)
{
	int kind = hold_kind_find(d->ui.field[0]);
	struct dog copy = dog->dog;
	struct fault f = { "" };
	int32_t until;

	if (typed_read_day(d->ui.field[2], d->now_ms, &until) != 0 ||
	    (until && until < days_of(d->now_ms))) {
		console_say(d, RESULT_WARNING, _("WHICH DAY?"),
			    _("%.40s: such as 30/11, or nothing"), d->ui.field[2]);
		d->ui.field_at = 2;
		return false;
	}
	if (!d->ui.field[1][0]) {
		console_say(d, RESULT_WARNING, _("WHY?"), "%s", _("Type the reason of the hold."));
		d->ui.field_at = 1;
		return false;
	}
	if (roster_set_hold(&copy, d->ui.field[0], d->ui.field[1], "", &f) != 0)
		return refuse(d, &f);
	send_hold(d, dog->dog.id, (enum hold_kind)kind, d->ui.field[1], until);
	return true;
}

static bool send_lifted(struct console *d, const struct board_dog *dog)
{
	send_lift(d, dog->dog.id);
	return true;
}

static void start_note(struct console *d, const struct board_dog *dog)
{
	snprintf(d->ui.field[0], FIELD_SIZE, "%s", dog->dog.note);
}

static bool send_note_typed(struct console *d, const struct board_dog *dog)
{
	struct dog copy = dog->dog;
	struct fault f = { "" };

	if (roster_set_dog(&copy, &d->model.settings.levels, "note", d->ui.field[0], &f) != 0)
		return refuse(d, &f);
	send_note(d, dog->dog.id, d->ui.field[0]);
	return true;
}

static bool send_paired(struct console *d, const struct board_dog *dog, enum pair_kind kind)
{
	const struct board_dog *other = form_dog(d, d->ui.field[0]);

	if (!other || other == dog) {
		console_say(d, RESULT_WARNING, _("WHICH DOG?"), "%s",
			    _("Type the name of one other dog, or its id."));
		return false;
	}
	send_pair(d, dog->dog.id, other->dog.id, kind);
	return true;
}

static bool send_incompatible(struct console *d, const struct board_dog *dog)
{
	return send_paired(d, dog, PAIR_INCOMPATIBLE);
}

static bool send_bonded(struct console *d, const struct board_dog *dog)
{
	return send_paired(d, dog, PAIR_BONDED);
}

static bool send_unpaired(struct console *d, const struct board_dog *dog)
{
	send_pair(d, dog->dog.id, d->ui.other, PAIR_NONE);
	return true;
}

/* ---- the table ---- */

/* clang-format off */
static const struct form forms[] = {
	[FORM_CAME_BACK] =
	{ N_("it came back at ..."), N_("Nothing: now. A time with ? is estimated."),
	  { { FIELD_TIME, N_("came back at:") } },
	  is_outside, NULL, span_back, send_came_back },
	{ N_("it went out at ..., and is out"), N_("Nothing: now. A time with ? is estimated."),
	  { { FIELD_TIME, N_("went out at:") }, { FIELD_PERSON, N_("with whom:") } },
	  is_inside, NULL, span_out, send_went_out },
	{ N_("correct when it went out"), N_("The time that is typed takes the place of the one there is."),
	  { { FIELD_TIME, N_("went out at:") } },
	  is_outside, NULL, span_out, send_out_at },
	[FORM_WHOM] =
	{ N_("with whom ..."), "", { { FIELD_NONE, NULL } }, has_walk, NULL, NULL, NULL },
	[FORM_MAY_MEET] =
	{ N_("it may meet"), N_("Enter: they are not kept apart any more."), { { FIELD_NONE, NULL } },
	  never, NULL, NULL, send_unpaired },
	[FORM_APART] =
	{ N_("it need not go with"), N_("Enter: each goes by itself from now on."),
	  { { FIELD_NONE, NULL } }, never, NULL, NULL, send_unpaired },
	{ N_("correct its last walk"), N_("What is left empty stays as it is."),
	  { { FIELD_TIME, N_("went out at:") }, { FIELD_TIME, N_("came back at:") } },
	  has_walked, NULL, span_last_walk, send_last_walk },
	{ N_("add a whole walk"), N_("One that nobody scanned. A time with ? is estimated."),
	  { { FIELD_TIME, N_("went out at:") }, { FIELD_TIME, N_("came back at:") },
	    { FIELD_PERSON, N_("with whom:") } },
	  always, NULL, span_walk, send_walk },
	{ N_("hold: it must not go out"), N_("Left and right choose the kind. Until: a day such as 30/11; nothing: until it is lifted."),
	  { { FIELD_HOLD, N_("kind:") }, { FIELD_TEXT, N_("reason:") }, { FIELD_DAY, N_("until:") } },
	  always, start_hold, NULL, send_hold_typed },
	{ N_("lift the hold"), N_("Enter: it may go out again."), { { FIELD_NONE, NULL } },
	  has_hold, NULL, NULL, send_lifted },
	{ N_("note ..."), N_("What whoever walks it must know. Nothing: no note."),
	  { { FIELD_TEXT, N_("note:") } },
	  always, start_note, NULL, send_note_typed },
	{ N_("it must not meet ..."), N_("The two are never out at once."),
	  { { FIELD_DOG, N_("the other dog:") } },
	  always, NULL, NULL, send_incompatible },
	{ N_("it goes together with ..."), N_("Neither is left alone."),
	  { { FIELD_DOG, N_("the other dog:") } },
	  always, NULL, NULL, send_bonded },
};
/* clang-format on */

size_t forms_count(void)
{
	return sizeof(forms) / sizeof(forms[0]);
}

const struct form *forms_row(size_t index)
{
	return &forms[index];
}

size_t form_field_count(const struct form *f)
{
	size_t n = 0;

	while (n < FIELDS_MAX && f->fields[n].kind != FIELD_NONE)
		n++;
	return n;
}
