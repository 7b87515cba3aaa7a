#include <config.h>

#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/panels.h"
#include "paseo/board/send.h"
#include "paseo/board/typing.h"

/* The text that typed letters go to: a panel's field, else find. */
static char *typing_field(struct console *d, size_t *size)
{
	if (panels_fields(d) > 0) {
		*size = FIELD_SIZE;
		return d->ui.field[d->ui.field_at];
	}
	*size = FIND_SIZE;
	return d->ui.find;
}

/* A list is no place to type: find is, and the list goes. It comes back if those letters were a
 * scanner's. */
static void leave_list(struct console *d)
{
	d->ui.left = d->ui.panel;
	d->ui.left_len = strlen(d->ui.find);
	d->ui.panel = PANEL_NONE;
}

void typing_add(struct console *d, const char *text)
{
	size_t size;
	char *field = typing_field(d, &size);
	size_t len = strlen(field);

	if (field == d->ui.find && d->ui.panel != PANEL_NONE)
		leave_list(d);
	text_clean(field + len, size - len, text, strlen(text));
	d->ui.fresh++;
	d->ui.find_choice = -1;
	if (field == d->ui.find)
		d->ui.moved = false;
}

void typing_erase(struct console *d)
{
	size_t size;
	char *field = typing_field(d, &size);
	size_t len = strlen(field);

	while (len > 0 && ((unsigned char)field[len - 1] & 0xc0) == 0x80)
		len--;
	field[len > 0 ? len - 1 : 0] = '\0';
	d->ui.find_choice = -1;
}

void typing_clear(struct console *d)
{
	d->ui.find[0] = '\0';
	d->ui.find_choice = -1;
	d->ui.moved = false;
}

/* Find text that is no dog's may be a code, typed from the label by hand. */
static bool enter_typed_code(struct console *d)
{
	char code[TAG_CODE_SIZE];

	if (d->found.all > 0 || event_tag_normal(d->ui.find, code) != 0 ||
	    !model_tag(&d->model, code))
		return false;
	send_scan(d, code, true);
	typing_clear(d);
	return true;
}

void typing_enter(struct console *d)
{
	const struct board_dog *dog = console_meant(d);

	if (dog) {
		send_move(d, dog);
		typing_clear(d);
		return;
	}
	if (!d->ui.find[0]) {
		console_say(d, RESULT_IGNORED, _("WHICH DOG?"), "%s",
			    _("Type a name, or choose one with the arrows."));
		return;
	}
	if (enter_typed_code(d))
		return;
	if (d->found.all == 0)
		console_say(d, RESULT_UNKNOWN, _("NO SUCH DOG"), "%s", d->ui.find);
	else
		console_say(d, RESULT_IGNORED, _("WHICH ONE?"), "%s",
			    _("Choose one with the arrows."));
}
