/*
 * F8: the roll call at the end of the day. Each dog that is still out was seen in its kennel, or is
 * still out; then the day is closed, by name if somebody says it, and its report comes.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/board/forms.h"
#include "paseo/board/panel.h"
#include "paseo/board/roll.h"
#include "paseo/board/send.h"

#define OUT_MAX CONSOLE_STILL_MAX
#define NIGHT_HOUR 5 /* before it the day that is closed is yesterday */

/* Fields: when the dog chosen was seen, who closes the day. */
enum { FIELD_SEEN, FIELD_WHO };

static int32_t day_of(const struct console *d)
{
	int32_t today = days_of(d->now_ms);

	return d->now_ms < days_at_ms(today, NIGHT_HOUR, 0) ? days_add(today, -1) : today;
}

static bool is_closed(const struct console *d)
{
	return model_is_closed(&d->model, day_of(d));
}

/* The dog that the choice is on; NULL: it is on the line that closes the day. */
static const struct board_dog *dog_closing(const struct console *d)
{
	const struct board_dog *list[OUT_MAX];
	size_t count = roll_outside(d, list, OUT_MAX);

	return d->ui.choice < count ? list[d->ui.choice] : NULL;
}

/* The dog whose time is asked; NULL: none, or it has come in meanwhile. */
static const struct board_dog *asked(const struct console *d)
{
	const struct board_dog *dog =
		d->ui.roll.asking_time ? model_dog(&d->model, d->ui.subject) : NULL;

	return dog && dog->now.state == STATE_OUTSIDE ? dog : NULL;
}

/* ---- marks ---- */

static size_t mark_of(const struct console *d, const char *id)
{
	size_t i = 0;

	while (i < d->ui.roll.still_count && strcmp(d->ui.roll.still[i], id) != 0)
		i++;
	return i;
}

static bool is_still_out(const struct console *d, const struct board_dog *dog)
{
	return d->ui.roll.day == day_of(d) && mark_of(d, dog->dog.id) < d->ui.roll.still_count;
}

static void toggle(struct console *d, const struct board_dog *dog)
{
	struct roll_call *r = &d->ui.roll;
	size_t at = mark_of(d, dog->dog.id);

	if (at < r->still_count)
		memcpy(r->still[at], r->still[--r->still_count], DOG_ID_SIZE);
	else if (r->still_count < CONSOLE_STILL_MAX)
		memcpy(r->still[r->still_count++], dog->dog.id, DOG_ID_SIZE);
}

/* Dogs of which nothing has been said. */
static unsigned long unanswered(const struct console *d)
{
	const struct board_dog *list[OUT_MAX];
	size_t count = roll_outside(d, list, OUT_MAX);
	unsigned long n = 0;

	for (size_t i = 0; i < count; i++)
		n += !is_still_out(d, list[i]);
	return n;
}

/* ---- what it says ---- */

static void add_closed(const struct console *d, struct lines *lines)
{
	const struct closing *c = model_closing(&d->model, day_of(d));
	char text[WORDS_SIZE], clock[DAYS_STAMP_SIZE];

	if (!c)
		return;
	days_format_clock(c->closed_ms, clock);
	snprintf(text, sizeof(text), _("The day is closed since %s."), clock);
	if (c->by[0])
		snprintf(text, sizeof(text), _("The day is closed since %s, by %s."), clock,
			 model_name(&d->model, c->by));
	if (c->reopened_seq)
		snprintf(text, sizeof(text),
			 _("The day was closed at %s; a movement has opened it again."), clock);
	lines_add(lines, c->reopened_seq ? ROLE_SOON : ROLE_GO, text);
	if (!c->reopened_seq)
		lines_add(lines, ROLE_DIM, _("The next movement opens it again."));
}

static void add_asked(const struct console *d, const struct board_dog *dog, struct lines *lines)
{
	const struct form *f = forms_row(FORM_CAME_BACK);
	struct span s = f->span(d, dog, 0);
	char text[WORDS_SIZE], words[WORDS_SIZE], name[DOG_NAME_SIZE];

	words_upper(name, sizeof(name), dog->dog.name);
	snprintf(text, sizeof(text), _("%s was seen in its kennel at:"), name);
	lines_field(lines, true, text, d->ui.field[FIELD_SEEN]);
	span_words(&s, d->now_ms, words, sizeof(words));
	snprintf(text, sizeof(text), "    %.200s  %.200s", words, _(f->help));
	lines_add(lines, ROLE_DIM, text);
}

/* The line that closes the day, and what it leaves. */
static void close_words(const struct console *d, size_t count, char *out, size_t size)
{
	unsigned long out_now = (unsigned long)count, open = unanswered(d);

	if (count == 0)
		snprintf(out, size, "%s", _(" close the day"));
	else if (!d->ui.roll.sure)
		snprintf(out, size,
			 language_plural(" close the day: %lu dog stays OUT",
					 " close the day: %lu dogs stay OUT", out_now),
			 out_now);
	else if (open == 0)
		snprintf(out, size,
			 language_plural(" !! Enter again closes the day: %lu stays OUT",
					 " !! Enter again closes the day: %lu stay OUT", out_now),
			 out_now);
	else
		snprintf(out, size,
			 language_plural(
				 " !! Enter again closes: %lu stays OUT, nothing was said of %lu",
				 " !! Enter again closes: %lu stay OUT, nothing was said of %lu",
				 out_now),
			 out_now, open);
}

static void add_close(const struct console *d, size_t count, struct lines *lines)
{
	const struct volunteer *who = form_person(d, d->ui.field[FIELD_WHO]);
	char text[WORDS_SIZE];

	close_words(d, count, text, sizeof(text));
	lines_choice(lines, (int)count, text);
	if (d->ui.roll.sure && lines->count > 0)
		lines->list[lines->count - 1].role = ROLE_WARNING;
	if (dog_closing(d))
		return;
	lines_field(lines, true, _("closed by (or nobody):"), d->ui.field[FIELD_WHO]);
	snprintf(text, sizeof(text), "    %s", who ? who->name : "");
	if (who)
		lines_add(lines, ROLE_DIM, text);
}

static void fill_closing(const struct console *d, struct panel_picture *p)
{
	const struct board_dog *list[OUT_MAX];
	size_t count = roll_outside(d, list, OUT_MAX);
	char title[WORDS_SIZE], date[96], line[WORDS_SIZE];

	words_date(days_at_ms(day_of(d), 12, 0), date, sizeof(date));
	snprintf(title, sizeof(title), _("CLOSING %s"), date);
	panel_title(p, count ? ROLE_WARNING : ROLE_TITLE, title,
		    asked(d)	? _("Enter: it is IN   Esc back")
		    : count > 0 ? _("Enter: it is in   Space: still out   Esc closes")
				: _("Enter   Esc closes"));
	add_closed(d, &p->lines);
	if (asked(d))
		add_asked(d, asked(d), &p->lines);
	if (count == 0)
		lines_add(&p->lines, ROLE_GO, _("EVERY DOG IS IN. Nobody is out."));
	else
		lines_add(&p->lines, ROLE_TEXT, _("Still out ([x]: we know of it)"));
	for (size_t i = 0; i < count; i++) {
		snprintf(line, sizeof(line), " %s ", is_still_out(d, list[i]) ? "[x]" : "[ ]");
		roll_outside_line(d, list[i], p->lines.width - 5, line, sizeof(line));
		lines_choice(&p->lines, (int)i, line);
	}
	if (!is_closed(d))
		add_close(d, count, &p->lines);
}

/* ---- its keys ---- */

static size_t choices_closing(const struct console *d)
{
	size_t count = d->view.count[SIDE_OUTSIDE];

	return (count < OUT_MAX ? count : OUT_MAX) + !is_closed(d);
}

/* While a time is asked that is what Enter takes, and what has to be in view. */
static int chosen_closing(const struct console *d)
{
	return !asked(d) && d->ui.choice < choices_closing(d) ? (int)d->ui.choice : -1;
}

static size_t fields_closing(const struct console *d)
{
	return asked(d) || (!is_closed(d) && !dog_closing(d));
}

static void stop_asking(struct console *d)
{
	d->ui.roll.asking_time = false;
	d->ui.field[FIELD_SEEN][0] = '\0';
	d->ui.field_at = FIELD_WHO;
}

static void open_closing(struct console *d)
{
	struct roll_call *r = &d->ui.roll;

	if (d->ui.panel == PANEL_CLOSING) {
		console_close(d);
		return;
	}
	console_open(d, PANEL_CLOSING);
	if (r->day != day_of(d))
		*r = (struct roll_call){ .day = day_of(d) };
	r->sure = r->sent = false;
	stop_asking(d);
}

static void enter_time(struct console *d, const struct board_dog *dog)
{
	struct when when;

	if (!form_time(d, dog, forms_row(FORM_CAME_BACK), FIELD_SEEN, &when.ms, &when.estimated))
		return;
	send_movement(d, dog->dog.id, MOVE_ENTRY, &when, "");
	stop_asking(d);
}

static void enter_close(struct console *d)
{
	const struct volunteer *who = form_person(d, d->ui.field[FIELD_WHO]);

	if (!who && d->ui.field[FIELD_WHO][0]) {
		console_say(d, RESULT_WARNING, _("WHO IS IT?"), _("%.60s: nobody, or several"),
			    d->ui.field[FIELD_WHO]);
		return;
	}
	if (d->view.count[SIDE_OUTSIDE] > 0 && !d->ui.roll.sure) {
		d->ui.roll.sure = true;
		return;
	}
	d->ui.roll.sure = false;
	d->ui.roll.sent = true;
	send_close(d, day_of(d), who ? who->id : "");
}

static void enter_closing(struct console *d)
{
	const struct board_dog *dog = dog_closing(d);

	if (asked(d)) {
		enter_time(d, asked(d));
	} else if (dog) {
		memcpy(d->ui.subject, dog->dog.id, sizeof(d->ui.subject));
		d->ui.roll.asking_time = true;
		d->ui.field_at = FIELD_SEEN;
	} else if (is_closed(d)) {
		console_close(d);
	} else {
		enter_close(d);
	}
}

/* Esc and arrows leave what is half asked. */
static bool key_closing(struct console *d, enum act act, int32_t key)
{
	const struct board_dog *dog = dog_closing(d);
	bool asking = asked(d) != NULL, half = asking || d->ui.roll.sure;
	bool marks = act == ACT_OTHER_LIST || (act == ACT_TYPE && key == ' ');

	if (act == ACT_ENTER || (asking && (act == ACT_TYPE || act == ACT_ERASE)))
		return false;
	d->ui.roll.sure = false;
	if (!asking || act != ACT_OTHER_LIST)
		stop_asking(d);
	if (act == ACT_CANCEL)
		return half;
	if (marks && dog && !asking && !d->quick)
		toggle(d, dog);
	return act == ACT_OTHER_LIST || (marks && dog);
}

/* The report comes when the closing stands in it. */
static void came_closing(struct console *d, const struct answer *a)
{
	if (a->action != ACTION_CLOSE || !d->ui.roll.sent)
		return;
	d->ui.roll.sent = false;
	if (a->outcome == OUTCOME_APPLIED || a->outcome == OUTCOME_ALREADY)
		panel_report_start(d, a->day);
}

const struct panel_kind panel_closing = {
	.whole = true,
	.guarded = true,
	.fill = fill_closing,
	.open = open_closing,
	.choices = choices_closing,
	.chosen = chosen_closing,
	.fields = fields_closing,
	.enter = enter_closing,
	.key = key_closing,
	.dog = dog_closing,
	.came = came_closing,
};
