#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/roll.h"

#define COLS_BOTH 36 /* from here there is room for walker and phone */

void roll_cell(char *line, size_t size, const char *text, int cells)
{
	char part[WORDS_SIZE];
	size_t len = strlen(line);
	size_t used = text_fit(part, sizeof(part), text, (size_t)cells, false);

	snprintf(line + len, size - len, "%s%*s ", part, cells - (int)used, "");
}

void roll_words(char *line, size_t size, const char *text)
{
	size_t len = strlen(line);

	if (text[0])
		snprintf(line + len, size - len, "  %s", text);
}

static bool is_out_longer(const struct board_dog *a, const struct board_dog *b)
{
	return a->now.since_ms < b->now.since_ms;
}

size_t roll_outside(const struct console *d, const struct board_dog **out, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < d->view.count[SIDE_OUTSIDE] && count < max; i++) {
		const struct board_dog *dog = &d->model.dogs[d->view.dogs[SIDE_OUTSIDE][i]];
		size_t at = count++;

		for (; at > 0 && is_out_longer(dog, out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = dog;
	}
	return count;
}

void roll_level(const struct console *d, const struct board_dog *dog, int width, char *out,
		size_t size)
{
	const char *danger = words_danger(dog);
	int rank;

	out[0] = '\0';
	roll_cell(out, size, level_letter(&d->model.settings, dog->dog.level, &rank), 1);
	if (width >= ROLL_COLS_WIDE)
		roll_cell(out, size, danger, 8);
	else
		roll_cell(out, size, danger[0] ? "!" : "", 1);
}

/* "52 min LATE" */
static void minutes_words(const struct console *d, const struct board_dog *dog, int width,
			  char *out, size_t size)
{
	int minutes = (int)dog_minutes_out(dog, d->now_ms);
	bool late = dog_lateness(&d->model, dog, d->now_ms) == LATENESS_LATE;

	if (width < ROLL_COLS_WIDE)
		snprintf(out, size, "%s%d", late ? "!" : "", minutes);
	else
		snprintf(out, size, _("%d min"), minutes);
	if (late && width >= ROLL_COLS_WIDE)
		snprintf(out + strlen(out), size - strlen(out), " %s", _("LATE"));
}

/* Who has the dog out: a whole first name says more than a full name cut. */
static void walker_words(const struct console *d, const struct board_dog *dog, int width, char *out,
			 size_t size)
{
	const char *id = dog->now.volunteer;

	text_copy(out, size, id[0] ? model_name(&d->model, id) : "?");
	if ((int)text_width_cells(out) > width)
		out[strcspn(out, " ")] = '\0';
}

void roll_outside_line(const struct console *d, const struct board_dog *dog, int width, char *out,
		       size_t size)
{
	const struct volunteer *v = model_volunteer(&d->model, dog->now.volunteer);
	bool wide = width >= ROLL_COLS_WIDE;
	char text[WORDS_SIZE];

	roll_cell(out, size, dog->dog.name, wide ? 12 : 8);
	roll_level(d, dog, width, text, sizeof(text));
	roll_cell(out, size, text, wide ? 11 : 4);
	minutes_words(d, dog, width, text, sizeof(text));
	roll_cell(out, size, text, wide ? 13 : 4);
	walker_words(d, dog, wide ? 16 : 7, text, sizeof(text));
	/* A number says more than a name, where there is room for one of them. */
	if (width >= COLS_BOTH || !v || !v->phone[0])
		roll_cell(out, size, text, wide ? 16 : 7);
	if (v)
		snprintf(out + strlen(out), size - strlen(out), "%s", v->phone);
}
