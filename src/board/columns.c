#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/columns.h"

#define DANGER_WORD 8  /* "REACTIVE" */
#define TURN_MATTERS 5 /* columns up to this turn matter, the others add something */
#define DANGER_SHORT 6 /* "REACT." */

/* The mark in front, for the eye that looks for what to act on. */
static enum role mark_text(const struct row *r, int width, char *out, size_t size)
{
	(void)width;
	if (r->dog->now.state == STATE_OUTSIDE) {
		snprintf(out, size, "%s",
			 r->lateness == LATENESS_LATE	? "!"
			 : r->alone			? "="
			 : r->lateness == LATENESS_SOON ? "+"
							: " ");
		return r->lateness == LATENESS_LATE ? ROLE_LATE
		       : r->alone		    ? ROLE_DANGER
						    : ROLE_SOON;
	}
	snprintf(out, size, "%s",
		 r->may.outlook == OUTLOOK_STAY	   ? "x"
		 : r->may.outlook == OUTLOOK_ASKED ? "?"
						   : " ");
	return r->may.outlook == OUTLOOK_GO ? ROLE_TEXT : ROLE_STAY;
}

static enum role name_text(const struct row *r, int width, char *out, size_t size)
{
	(void)width;
	text_copy(out, size, r->dog->dog.name);
	return r->lateness == LATENESS_LATE ? ROLE_LATE : ROLE_TEXT;
}

static enum role level_text(const struct row *r, int width, char *out, size_t size)
{
	int rank;

	(void)width;
	snprintf(out, size, "%s", level_letter(&r->d->model.settings, r->dog->dog.level, &rank));
	return rank >= 2 ? ROLE_LEVEL_HIGH : rank == 1 ? ROLE_LEVEL_MIDDLE : ROLE_LEVEL_LOW;
}

/* A dog that is parted from its partner, one that is reactive, one that goes with another. */
static enum role danger_text(const struct row *r, int width, char *out, size_t size)
{
	const char *word = words_danger(r->dog);
	const struct board_dog *partner = dog_partner(&r->d->model, r->dog);

	if (r->alone)
		word = _("ALONE");
	else if (word[0] && width < DANGER_WORD)
		word = width >= DANGER_SHORT ? _("REACT.") : "!";
	snprintf(out, size, "%s", word);
	if (!word[0] && partner)
		snprintf(out, size, "=%s", partner->dog.name);
	return word[0] ? ROLE_DANGER : ROLE_TEXT;
}

static enum role walker_text(const struct row *r, int width, char *out, size_t size)
{
	const char *id = r->dog->now.volunteer;

	text_copy(out, size, id[0] ? model_name(&r->d->model, id) : "");
	/* A whole first name says more than a full name cut. */
	if ((int)text_width_cells(out) > width)
		out[strcspn(out, " ")] = '\0';
	return ROLE_TEXT;
}

static enum role minutes_text(const struct row *r, int width, char *out, size_t size)
{
	int limit = dog_limit_min(&r->d->model, r->dog, r->d->now_ms);
	int64_t minutes = dog_minutes_out(r->dog, r->d->now_ms);

	(void)width;
	if (dog_out_overnight(r->dog, r->d->now_ms))
		words_length(r->d->now_ms - r->dog->now.since_ms, out, size);
	else
		snprintf(out, size, "%" PRId64 "/%d", minutes, limit);
	return r->lateness == LATENESS_LATE ? ROLE_LATE : ROLE_TEXT;
}

static enum role late_text(const struct row *r, int width, char *out, size_t size)
{
	int64_t now_ms = r->d->now_ms;
	const char *word = "";

	(void)width;
	if (dog_out_overnight(r->dog, now_ms))
		word = days_of(r->dog->now.since_ms) == days_add(days_of(now_ms), -1) ? _("YEST.")
										      : _("DAYS");
	else if (r->lateness != LATENESS_NONE)
		word = r->lateness == LATENESS_LATE ? _("LATE") : _("soon");
	snprintf(out, size, "%s", word);
	return r->lateness == LATENESS_LATE ? ROLE_LATE : ROLE_SOON;
}

/* Cells for its words, kept free of others: columns do not move when a dog gets late. */
static int late_cells(void)
{
	int late = (int)text_width_cells(_("LATE")), soon = (int)text_width_cells(_("soon"));

	return late > soon ? late : soon;
}

static enum role since_text(const struct row *r, int width, char *out, size_t size)
{
	char clock[DAYS_STAMP_SIZE];

	(void)width;
	days_format_clock(r->dog->now.since_ms, clock);
	snprintf(out, size, "%s", clock);
	return ROLE_TEXT;
}

static enum role id_text(const struct row *r, int width, char *out, size_t size)
{
	(void)width;
	snprintf(out, size, "%s", r->dog->dog.id);
	return ROLE_DIM;
}

static enum role kennel_text(const struct row *r, int width, char *out, size_t size)
{
	(void)width;
	snprintf(out, size, "%s", r->dog->dog.kennel);
	return ROLE_DIM;
}

static enum role walks_text(const struct row *r, int width, char *out, size_t size)
{
	int walks = dog_walks_today(r->dog, r->d->now_ms);

	(void)width;
	snprintf(out, size, "%d", walks);
	return walks > 0 ? ROLE_DIM : ROLE_TEXT;
}

/* Walked today, and the day's aim. */
static enum role today_text(const struct row *r, int width, char *out, size_t size)
{
	int target = dog_target_min(&r->d->model, r->dog);
	int minutes = (int)(dog_seconds_today(r->dog, r->d->now_ms) / 60);

	(void)width;
	if (target > 0)
		snprintf(out, size, "%d/%d", minutes, target);
	else
		snprintf(out, size, "%d", minutes);
	return ROLE_TEXT;
}

static enum role last_text(const struct row *r, int width, char *out, size_t size)
{
	(void)width;
	words_since_walk(r->dog, r->d->now_ms, out, size);
	return ROLE_TEXT;
}

static enum role may_text(const struct row *r, int width, char *out, size_t size)
{
	words_may_go(&r->d->model, &r->d->view, r->dog, width, out, size);
	return r->may.outlook == OUTLOOK_GO ? ROLE_GO : ROLE_STAY;
}

/* clang-format off */
static const struct column outside[] = {
	/* title            min max turn right fits */
	{ "",                1,  1, 1, false, false, mark_text },
	{ N_("OUTSIDE"),     7, 16, 0, false, true,  name_text },
	{ N_("L"),           1,  1, 4, false, false, level_text },
	{ "",                6,  8, 3, false, true,  danger_text },
	{ N_("with"),        6, 24, 5, false, true,  walker_text },
	{ N_("min"),         6,  7, 2, true,  true,  minutes_text },
	{ "",                6,  6, 2, false, true,  late_text },
	{ N_("since"),       5,  5, 6, false, false, since_text },
	{ N_("walk"),        5,  5, 7, true,  false, walks_text },
	{ N_("kennel"),      6, 10, 8, false, true,  kennel_text },
	{ N_("id"),          6, 10, 9, false, true,  id_text },
};

static const struct column inside[] = {
	{ "",                1,  1, 1, false, false, mark_text },
	{ N_("INSIDE"),      7, 16, 0, false, true,  name_text },
	{ N_("L"),           1,  1, 4, false, false, level_text },
	{ "",                6,  8, 5, false, true,  danger_text },
	{ N_("#"),           1,  1, 5, true,  false, walks_text },
	{ N_("last"),        6,  8, 3, true,  true,  last_text },
	{ N_("goes out?"),  12, 22, 2, false, true,  may_text },
	{ N_("today"),       6,  7, 7, true,  false, today_text },
	{ N_("kennel"),      6, 10, 8, false, true,  kennel_text },
	{ N_("id"),          6, 10, 9, false, true,  id_text },
};
/* clang-format on */

static int blank_before(size_t i)
{
	/* The mark stands close to the name. */
	return i >= 2;
}

struct row columns_row(const struct console *d, enum side side, size_t index)
{
	const struct board_dog *dog = &d->model.dogs[d->view.dogs[side][index]];
	struct row r = { .d = d,
			 .dog = dog,
			 .lateness = dog_lateness(&d->model, dog, d->now_ms),
			 .alone = dog_is_alone(&d->model, dog, d->now_ms) };

	if (side == SIDE_INSIDE)
		r.may = view_may_go(&d->model, &d->view, dog);
	return r;
}

/* The columns of a list, no wider than what stands in them. */
struct choice {
	size_t count;
	const struct column *all;
	int min[COLUMNS_MAX], max[COLUMNS_MAX];
};

static void at_most(int *cells, int most)
{
	if (*cells > most)
		*cells = most;
}

static void measure(const struct console *d, enum side side, struct choice *c)
{
	int widest[COLUMNS_MAX] = { 0 };
	char text[WORDS_SIZE];

	for (size_t i = 0; i < d->view.count[side]; i++) {
		struct row r = columns_row(d, side, i);

		for (size_t k = 0; k < c->count; k++) {
			int cells;

			if (!c->all[k].fits)
				continue;
			(void)c->all[k].text(&r, c->all[k].max, text, sizeof(text));
			cells = (int)text_width_cells(text);
			widest[k] = cells > widest[k] ? cells : widest[k];
		}
	}
	for (size_t k = 0; k < c->count; k++) {
		const char *title = c->all[k].title[0] ? _(c->all[k].title) : "";
		int cells = (int)text_width_cells(title);

		c->min[k] = c->all[k].min;
		c->max[k] = c->all[k].max;
		if (!c->all[k].fits)
			continue;
		cells = cells > widest[k] ? cells : widest[k];
		if (c->all[k].text == late_text && cells < late_cells())
			cells = late_cells();
		at_most(&c->max[k], cells);
		at_most(&c->min[k], cells);
	}
}

/* Cells that the columns up to that turn need. Columns that only add something come in when those
 * that matter have all the room they can use. */
static int needed(const struct choice *c, int turn)
{
	int cells = 0;

	for (size_t i = 0; i < c->count; i++) {
		bool wide = turn > TURN_MATTERS && c->all[i].turn <= TURN_MATTERS;
		int own = wide ? c->max[i] : c->min[i];

		if (c->all[i].turn <= turn && own > 0)
			cells += own + blank_before(i);
	}
	return cells;
}

/* A danger says as much by its short word: it gets longer when the others have their room. */
static int widen_turn(const struct column *k)
{
	return k->text == danger_text ? TURN_MATTERS + 1 : k->turn;
}

/* Give what is left to the columns that can use it, the first in turn first. */
static void widen(struct columns *out, const struct choice *c, int left)
{
	for (int turn = 0; turn <= COLUMNS_MAX && left > 0; turn++)
		for (size_t i = 0; i < out->count && left > 0; i++) {
			int more = c->max[out->column[i] - c->all] - out->width[i];

			if (widen_turn(out->column[i]) != turn)
				continue;
			more = more > left ? left : more;
			out->width[i] += more;
			left -= more;
		}
}

void columns_choose(const struct console *d, enum side side, int width, struct columns *out)
{
	struct choice c = { .all = side == SIDE_OUTSIDE ? outside : inside,
			    .count = side == SIDE_OUTSIDE ? sizeof(outside) / sizeof(outside[0])
							  : sizeof(inside) / sizeof(inside[0]) };
	int turn = 0;

	measure(d, side, &c);
	*out = (struct columns){ 0 };
	while (turn < COLUMNS_MAX && needed(&c, turn + 1) <= width)
		turn++;
	for (size_t i = 0; i < c.count; i++) {
		if (c.all[i].turn > turn || c.min[i] == 0)
			continue;
		out->column[out->count] = &c.all[i];
		out->width[out->count++] = c.min[i];
		width -= c.min[i] + blank_before(i);
	}
	widen(out, &c, width);
	if (out->count == 1)
		out->width[0] = out->width[0] + width < 1 ? 1 : out->width[0] + width;
}
