/*
 * An act of the card: its fields, and what stands in them as it is understood.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/forms.h"
#include "paseo/board/panel.h"

static const struct board_dog *subject(const struct console *d)
{
	return model_dog(&d->model, d->ui.subject);
}

/* Those that a name could mean: "Ana Pérez, Ana López". */
static void found_words(const struct console *d, bool people, const char *typed, char *out,
			size_t size)
{
	struct found found;

	if (people)
		find_people(&d->model, typed, &found);
	else
		find_dogs(&d->model, typed, &found);
	out[0] = '\0';
	if (typed[0] && found.all == 0)
		snprintf(out, size, "%s", people ? _("nobody is called that") : _("no such dog"));
	if (find_best(&found) >= 0)
		found.count = 1;
	for (size_t i = 0; i < found.count && i < 4; i++) {
		size_t len = strlen(out), at = found.dogs[i];
		const char *name =
			people ? d->model.volunteers[at].name : d->model.dogs[at].dog.name;

		snprintf(out + len, size - len, "%s%s", i ? ", " : "", name);
	}
	if (found.count > 1)
		snprintf(out + strlen(out), size - strlen(out), "  %s", _("Which? More letters."));
}

static void person_words(const struct console *d, const struct form *f, size_t i, char *out,
			 size_t size)
{
	(void)f;
	found_words(d, true, d->ui.field[i], out, size);
}

static void dog_words(const struct console *d, const struct form *f, size_t i, char *out,
		      size_t size)
{
	(void)f;
	found_words(d, false, d->ui.field[i], out, size);
}

/* What can be typed, and how what stands there is read. */
static void time_words(const struct console *d, const struct form *f, size_t i, char *out,
		       size_t size)
{
	const struct board_dog *dog = subject(d);
	struct span s = dog ? f->span(d, dog, i) : (struct span){ 0, d->now_ms, 0 };
	struct typed_time t;

	span_words(&s, d->now_ms, out, size);
	if (typed_read_time(d->ui.field[i], &t) != 0)
		snprintf(out, size, "%s", _("hours and minutes, such as 11:05"));
	else if (t.estimated)
		snprintf(out + strlen(out), size - strlen(out), "   %s", _("estimated"));
}

static void day_words(const struct console *d, const struct form *f, size_t i, char *out,
		      size_t size)
{
	char date[96];
	int32_t day;

	(void)f;
	if (typed_read_day(d->ui.field[i], d->now_ms, &day) != 0) {
		snprintf(out, size, "%s", _("a day, such as 30/11"));
	} else if (day) {
		words_date(days_at_ms(day, 12, 0), date, sizeof(date));
		snprintf(out, size, _("until %s, that day too"), date);
	} else {
		snprintf(out, size, "%s", _("until it is lifted"));
	}
}

/* clang-format off */
/* How what stands in a field of that kind is understood; NULL: as it stands. */
static void (*const meanings[])(const struct console *d, const struct form *f, size_t i, char *out,
				size_t size) = {
	[FIELD_TIME]   = time_words,
	[FIELD_PERSON] = person_words,
	[FIELD_DOG]    = dog_words,
	[FIELD_DAY]    = day_words,
	[FIELD_HOLD]   = NULL,
	[FIELD_TEXT]   = NULL,
};
/* clang-format on */

static void add_field(const struct console *d, const struct form *f, size_t i, struct lines *lines)
{
	bool active = d->ui.field_at == (int)i;
	char text[WORDS_SIZE] = "", line[WORDS_SIZE + 8];

	if (f->fields[i].kind == FIELD_HOLD) {
		snprintf(text, sizeof(text), "< %s >",
			 words_hold((enum hold_kind)hold_kind_find(d->ui.field[i])));
		lines_field(lines, active, _(f->fields[i].label), text);
		return;
	}
	lines_field(lines, active, _(f->fields[i].label), d->ui.field[i]);
	if (meanings[f->fields[i].kind])
		meanings[f->fields[i].kind](d, f, i, text, sizeof(text));
	snprintf(line, sizeof(line), "    %s", text);
	if (text[0] && active)
		lines_add(lines, ROLE_DIM, line);
}

static void fill_form(const struct console *d, struct panel_picture *p)
{
	const struct form *f = forms_row(d->ui.form);
	const struct board_dog *dog = subject(d);
	char title[WORDS_SIZE], name[DOG_NAME_SIZE];
	size_t count = form_field_count(f);

	words_upper(name, sizeof(name), dog ? dog->dog.name : d->ui.subject);
	snprintf(title, sizeof(title), "%s: %s", name, _(f->act));
	if (d->ui.other[0])
		snprintf(title + strlen(title), sizeof(title) - strlen(title), " %s",
			 model_name(&d->model, d->ui.other));
	panel_title(p, ROLE_TITLE, title,
		    count > 1 ? _("Enter does it   Tab next field   Esc back")
			      : _("Enter does it   Esc back"));
	lines_add(&p->lines, ROLE_TEXT, _(f->help));
	for (size_t i = 0; i < count; i++)
		add_field(d, f, i, &p->lines);
}

static size_t fields_form(const struct console *d)
{
	return form_field_count(forms_row(d->ui.form));
}

/* Back to the card that it came from. */
static void leave(struct console *d)
{
	console_open(d, PANEL_CARD);
}

static void enter_form(struct console *d)
{
	const struct form *f = forms_row(d->ui.form);
	const struct board_dog *dog = subject(d);

	if (!dog || f->send(d, dog))
		leave(d);
}

static void next_hold(struct console *d, int by)
{
	int kind = hold_kind_find(d->ui.field[d->ui.field_at]) + by;

	if (kind <= HOLD_NONE)
		kind = HOLD_KIND_COUNT - 1;
	if (kind >= HOLD_KIND_COUNT)
		kind = HOLD_NONE + 1;
	snprintf(d->ui.field[d->ui.field_at], FIELD_SIZE, "%s",
		 hold_kind_name((enum hold_kind)kind));
}

static bool key_form(struct console *d, enum act act, int32_t key)
{
	const struct form *f = forms_row(d->ui.form);
	bool hold = f->fields[d->ui.field_at].kind == FIELD_HOLD;

	(void)key;
	if (act == ACT_CANCEL)
		leave(d);
	else if (hold && (act == ACT_LEFT || act == ACT_RIGHT))
		next_hold(d, act == ACT_RIGHT ? 1 : -1);
	else
		/* Its words are chosen, not typed. */
		return hold && (act == ACT_TYPE || act == ACT_ERASE);
	return true;
}

const struct panel_kind panel_form = {
	.whole = true,
	.guarded = true,
	.fill = fill_form,
	.fields = fields_form,
	.enter = enter_form,
	.key = key_form,
	.dog = subject,
};
