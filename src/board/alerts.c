/*
 * alerts - one function a kind, in the order of gravity. See the header.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/alerts.h"

#define GROUPS_MAX 12 /* reasons to stay in that are told apart */
#define COLS_WORDS 64 /* from here there is room for whole sentences */
#define COLS_PHONE 38 /* that a dog needs, for its walker's number to be there */
#define ROOM_MORE 6   /* cells for the blank behind the lead and "+n" */
#define OWN_REASON 2  /* gravity of a reason that is no other dog */
#define STEP_S 5      /* in which the time of a badge is counted down */

/* A line in the making. */
struct making {
	const struct console *d;
	int width;
	struct alert *alert;
	size_t left; /* things that the line had no room for */
};

typedef bool make_function(struct making *k);

static void set_lead(struct making *k, enum role lead_role, enum role role, const char *lead)
{
	k->alert->lead_role = lead_role;
	k->alert->role = role;
	snprintf(k->alert->lead, sizeof(k->alert->lead), "%s", lead);
	k->alert->text[0] = '\0';
	k->left = 0;
}

/* Add what is about so many dogs, whole or not at all: what is left out is counted. */
static void add_things(struct making *k, const char *between, const char *thing, size_t dogs)
{
	char *text = k->alert->text;
	size_t len = strlen(text);
	int used = (int)text_width_cells(k->alert->lead) + (int)text_width_cells(text);
	int wide = (int)text_width_cells(between) + (int)text_width_cells(thing);

	if (len && used + wide + ROOM_MORE > k->width)
		k->left += dogs;
	else
		snprintf(text + len, sizeof(k->alert->text) - len, "%s%s", len ? between : "",
			 thing);
}

static void add_thing(struct making *k, const char *between, const char *thing)
{
	add_things(k, between, thing, 1);
}

static void finish(struct making *k)
{
	char *text = k->alert->text;
	size_t len = strlen(text);

	if (k->left)
		snprintf(text + len, sizeof(k->alert->text) - len, " +%zu", k->left);
}

/* "Jorge Peris 600 000 002": whom to call, of so many. Many have no room for numbers: F9 has them. */
static void walker_words(const struct making *k, const struct board_dog *dog, size_t of, char *out,
			 size_t size)
{
	const char *id = dog->now.volunteer;
	const struct volunteer *v = id[0] ? model_volunteer(&k->d->model, id) : NULL;

	out[0] = '\0';
	if (id[0])
		snprintf(out, size, ", %s", v ? v->name : id);
	if (v && v->phone[0] && k->width / (int)of >= COLS_PHONE)
		snprintf(out + strlen(out), size - strlen(out), " %s", v->phone);
}

static bool make_recall(struct making *k)
{
	const struct recall *r = &k->d->model.recall;
	unsigned long out = (unsigned long)k->d->view.count[SIDE_OUTSIDE];
	char clock[DAYS_STAMP_SIZE], text[WORDS_SIZE];

	if (!r->on)
		return false;
	set_lead(k, ROLE_WARNING, ROLE_WARNING, _("!! RECALL"));
	days_format_clock(r->since_ms, clock);
	if (out)
		snprintf(text, sizeof(text),
			 language_plural("since %s: %lu dog must come back. F9 says which",
					 "since %s: %lu dogs must come back. F9 says which", out),
			 clock, out);
	else
		snprintf(text, sizeof(text), _("since %s: everyone is back. F9 lifts it"), clock);
	if (k->width < COLS_WORDS)
		snprintf(text, sizeof(text), _("%lu must come back: F9"), out);
	add_thing(k, "", text);
	if (r->reason[0])
		add_thing(k, "  ", r->reason);
	return true;
}

static bool is_late(const struct console *d, const struct board_dog *dog)
{
	return dog_lateness(&d->model, dog, d->now_ms) == LATENESS_LATE &&
	       !dog_out_overnight(dog, d->now_ms);
}

static bool is_overnight(const struct console *d, const struct board_dog *dog)
{
	return dog_out_overnight(dog, d->now_ms);
}

/* How many of the dogs OUTSIDE are so; 1 where none is. */
static size_t count_out(const struct making *k,
			bool (*is_so)(const struct console *d, const struct board_dog *dog))
{
	const struct view *v = &k->d->view;
	size_t count = 0;

	for (size_t i = 0; i < v->count[SIDE_OUTSIDE]; i++)
		count += is_so(k->d, &k->d->model.dogs[v->dogs[SIDE_OUTSIDE][i]]);
	return count ? count : 1;
}

/* "18:10" of yesterday, "Saturday 21 Nov 18:10" of a day before. */
static void since_words(const struct making *k, int64_t ms, char *out, size_t size)
{
	char clock[DAYS_STAMP_SIZE], date[64] = "";

	days_format_clock(ms, clock);
	if (days_of(ms) != days_add(days_of(k->d->now_ms), -1))
		words_date(ms, date, sizeof(date));
	snprintf(out, size, "%s%s%s", date, date[0] ? " " : "", clock);
}

static bool make_overnight(struct making *k)
{
	const struct console *d = k->d;
	size_t of = count_out(k, is_overnight);
	char thing[WORDS_SIZE], since[128], walker[200];

	set_lead(k, ROLE_WARNING, ROLE_WARNING, _("!! OUT SINCE YESTERDAY:"));
	for (size_t i = 0; i < d->view.count[SIDE_OUTSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_OUTSIDE][i]];

		if (!is_overnight(d, dog))
			continue;
		since_words(k, dog->now.since_ms, since, sizeof(since));
		walker_words(k, dog, of, walker, sizeof(walker));
		snprintf(thing, sizeof(thing), "%s %s%s", dog->dog.name, since, walker);
		add_thing(k, "; ", thing);
	}
	finish(k);
	return k->alert->text[0] != '\0';
}

/* A day that is closed while dogs are out: those are missing. */
static bool make_missing(struct making *k)
{
	const struct console *d = k->d;

	if (!model_is_closed(&d->model, days_of(d->now_ms)))
		return false;
	set_lead(k, ROLE_WARNING, ROLE_WARNING, _("!! DAY CLOSED, STILL OUT:"));
	for (size_t i = 0; i < d->view.count[SIDE_OUTSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_OUTSIDE][i]];

		if (!dog_out_overnight(dog, d->now_ms))
			add_thing(k, ", ", dog->dog.name);
	}
	finish(k);
	return k->alert->text[0] != '\0';
}

static bool make_clock(struct making *k)
{
	const struct health *h = &k->d->model.health[HEALTH_CLOCK];

	if (h->good)
		return false;
	set_lead(k, ROLE_FAULT, ROLE_FAULT, _("!! CLOCK"));
	add_thing(k, "", _(h->text));
	return true;
}

/* ---- who must stay in, and why ---- */

/* Dogs that stay in for one reason. */
struct group {
	const struct board_dog *with;
	enum warning_kind why;
	enum hold_kind hold;
	size_t dogs;
	char names[WORDS_SIZE];
};

static struct group *group_of(struct group *groups, size_t *count, const struct may_go *may,
			      const struct board_dog *dog)
{
	enum hold_kind hold = may->why == WARNING_HOLD ? dog->dog.hold : HOLD_NONE;

	for (size_t i = 0; i < *count; i++)
		if (groups[i].with == may->with && groups[i].why == may->why &&
		    groups[i].hold == hold)
			return &groups[i];
	if (*count == GROUPS_MAX)
		return NULL;
	groups[*count] = (struct group){ .with = may->with, .why = may->why, .hold = hold };
	return &groups[(*count)++];
}

/* Those for whom another dog, or their own state, is the reason: what a badge or the end of a recall
 * settles has a line of its own. */
static bool is_told(const struct may_go *may)
{
	return may->outlook != OUTLOOK_GO && may->warned && may->why != WARNING_LEVEL &&
	       may->why != WARNING_GATE_BUSY;
}

static size_t find_groups(struct making *k, struct group groups[GROUPS_MAX])
{
	const struct console *d = k->d;
	size_t count = 0;

	for (size_t i = 0; i < d->view.count[SIDE_INSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_INSIDE][i]];
		struct may_go may = view_may_go(&d->model, &d->view, dog);
		struct group *g = is_told(&may) ? group_of(groups, &count, &may, dog) : NULL;
		size_t len = g ? strlen(g->names) : 0;

		if (g)
			snprintf(g->names + len, sizeof(g->names) - len, "%s%s", len ? ", " : "",
				 dog->dog.name);
		if (g)
			g->dogs++;
	}
	return count;
}

/* "THOR is out", "medical", "too hot" */
static void group_why(const struct group *g, char *out, size_t size)
{
	char name[DOG_NAME_SIZE];

	words_upper(name, sizeof(name), g->with ? g->with->dog.name : "");
	if (g->with && g->why == WARNING_BONDED_ALONE)
		snprintf(out, size, _("%s cannot go"), name);
	else if (g->with)
		snprintf(out, size,
			 g->with->now.state == STATE_OUTSIDE ? _("%s OUT") : _("%s at the gate"),
			 name);
	else if (g->why == WARNING_HOLD)
		snprintf(out, size, "%s", words_hold(g->hold));
	else
		snprintf(out, size, "%s", g->why == WARNING_HEAT ? _("too hot") : _("not now"));
}

/* Two that are reactive before other dogs that must not meet, those before what is the dog's own. */
static int gravity(const struct group *g)
{
	return g->with ? g->why != WARNING_REACTIVE : OWN_REASON;
}

static void add_groups(struct making *k, const struct group *groups, size_t count, int pass)
{
	char thing[WORDS_SIZE * 2], why[200];

	for (size_t i = 0; i < count; i++) {
		if (gravity(&groups[i]) != pass)
			continue;
		group_why(&groups[i], why, sizeof(why));
		snprintf(thing, sizeof(thing), "%.400s (%s)", groups[i].names, why);
		add_things(k, "  ", thing, groups[i].dogs);
	}
}

static bool make_stay(struct making *k)
{
	struct group groups[GROUPS_MAX];
	size_t count = find_groups(k, groups);

	set_lead(k, ROLE_STAY, ROLE_DANGER, _("x STAY IN:"));
	for (int pass = 0; pass <= OWN_REASON; pass++)
		add_groups(k, groups, count, pass);
	finish(k);
	return count > 0;
}

/* Those that stay in for a reason of their own, where the line above had no room for all. */
static bool make_stay_too(struct making *k)
{
	struct group groups[GROUPS_MAX];
	size_t count = find_groups(k, groups);

	if (!make_stay(k) || k->left == 0)
		return false;
	set_lead(k, ROLE_STAY, ROLE_DANGER, _("x STAY IN TOO:"));
	add_groups(k, groups, count, OWN_REASON);
	finish(k);
	return k->alert->text[0] != '\0';
}

/* Whose badge was read: the dogs are judged for them. */
static bool make_badge(struct making *k)
{
	const struct view *v = &k->d->view;
	char lead[DOG_NAME_SIZE + 8], name[DOG_NAME_SIZE], text[WORDS_SIZE];
	const char *level;
	int64_t left_ms = v->walker_until_ms - k->d->now_ms;
	int left = (int)((left_ms + STEP_S * SECOND_MS - 1) / (STEP_S * SECOND_MS)) * STEP_S;

	if (!v->walker)
		return false;
	words_upper(name, sizeof(name), v->walker->name);
	snprintf(lead, sizeof(lead), ">> %s", name);
	set_lead(k, ROLE_KEY, ROLE_TEXT, lead);
	level = level_name(&k->d->model.settings, v->walker->level);
	snprintf(text, sizeof(text),
		 level[0] ? _("(%s): the next dogs go out with them, %d s")
			  : _("%s: the next dogs go out with them, %d s"),
		 level, left);
	add_thing(k, "", text);
	return true;
}

static bool make_late(struct making *k)
{
	const struct console *d = k->d;
	size_t late = count_out(k, is_late);
	char thing[WORDS_SIZE], walker[200];

	set_lead(k, ROLE_LATE, ROLE_TEXT, _("! LATE:"));
	for (size_t i = 0; i < d->view.count[SIDE_OUTSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_OUTSIDE][i]];

		if (!is_late(d, dog))
			continue;
		walker_words(k, dog, late, walker, sizeof(walker));
		snprintf(thing, sizeof(thing), "%s %d/%d%s", dog->dog.name,
			 (int)dog_minutes_out(dog, d->now_ms),
			 dog_limit_min(&d->model, dog, d->now_ms), walker);
		add_thing(k, "; ", thing);
	}
	finish(k);
	return k->alert->text[0] != '\0';
}

/* Partners that were parted. */
static bool make_alone(struct making *k)
{
	const struct console *d = k->d;
	char thing[WORDS_SIZE];

	set_lead(k, ROLE_DANGER, ROLE_TEXT, _("= ALONE:"));
	for (size_t i = 0; i < d->view.count[SIDE_OUTSIDE]; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_OUTSIDE][i]];

		if (!dog_is_alone(&d->model, dog, d->now_ms))
			continue;
		snprintf(thing, sizeof(thing), _("%s is OUT without %s"), dog->dog.name,
			 dog_partner(&d->model, dog)->dog.name);
		add_thing(k, "; ", thing);
	}
	finish(k);
	return k->alert->text[0] != '\0';
}

/* clang-format off */
static make_function *const kinds[] = {
	make_recall, make_overnight, make_clock, make_missing, make_stay, make_badge, make_late, make_stay_too,
	make_alone,
};
/* clang-format on */

void alerts_make(const struct console *d, int width, struct alerts *out)
{
	out->count = 0;
	if (!d->model.loaded)
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct making k = { .d = d, .width = width, .alert = &out->list[out->count] };

		if (kinds[i](&k))
			out->count++;
	}
}

void alerts_layout(const struct console *d, int rows, int cols, int panel_rows, struct alerts *out,
		   struct layout *l)
{
	struct alerts own;

	if (!out)
		out = &own;
	alerts_make(d, cols - 1, out);
	layout_make(rows, cols, (int)out->count, panel_rows, l);
}
