/*
 * Scans and pastes: what comes at once. Part of acts.h.
 */
#include <config.h>

#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/acts.h"
#include "paseo/board/keys.h"
#include "paseo/board/send.h"
#include "paseo/board/typing.h"

#define COMMAND_AGAIN_MS 3000 /* a code of the desk read again within this is one read */

/*
 * A burst that is the id or the name of one dog, whatever is open: a kennel card may bear either. A
 * code that is bound goes first. NULL: it is no dog's.
 */
static const struct board_dog *dog_scanned(const struct console *d, const char *text)
{
	const struct board_dog *dog = model_dog(&d->model, text);
	char code[TAG_CODE_SIZE];
	struct found found;

	if (event_tag_normal(text, code) == 0 && model_tag(&d->model, code))
		return NULL;
	if (dog)
		return dog;
	find_dogs(&d->model, text, &found);
	return found.match == MATCH_EXACT && found.best == 1 ? &d->model.dogs[found.dogs[0]] : NULL;
}

/* Does the text begin the name of the dog found, with letters and blanks alone? */
static bool begins_name(const struct console *d, const char *text)
{
	const struct board_dog *dog = &d->model.dogs[d->found.dogs[0]];
	char folded[FIND_SIZE * 2];

	text_fold(folded, sizeof(folded), text);
	return strncmp(dog->folded, folded, strlen(folded)) == 0 &&
	       strcspn(folded, "0123456789_:/.") == strlen(folded);
}

/*
 * What a person typed comes at once too, over a slow line. Where nothing but the find line is open,
 * and the burst is no known code but makes what was typed the beginning of one dog's name, it is
 * taken as typed, with its Enter.
 */
static bool taken_as_typed(struct console *d, const char *text)
{
	char code[TAG_CODE_SIZE], before[FIND_SIZE], whole[FIND_SIZE + TAG_CODE_SIZE];

	if (console_panel(d) != PANEL_NONE ||
	    (event_tag_normal(text, code) == 0 && model_tag(&d->model, code)))
		return false;
	memcpy(before, d->ui.find, sizeof(before));
	memcpy(whole, before, strlen(before));
	text_copy(whole + strlen(before), sizeof(whole) - strlen(before), text);
	if (text_copy(d->ui.find, sizeof(d->ui.find), whole) == 0) {
		d->ui.find_choice = -1;
		console_settle(d, d->now_ms);
		if (find_only(&d->found) >= 0 && begins_name(d, whole)) {
			typing_enter(d);
			return true;
		}
	}
	memcpy(d->ui.find, before, sizeof(before));
	console_settle(d, d->now_ms);
	return false;
}

/* A scanner that reads its code twice must not undo two movements. */
static bool again(struct console *d, const struct desk_code *c)
{
	int64_t since_ms = d->now_ms - d->ui.command_ms;
	bool same = d->ui.command == c && since_ms >= 0 && since_ms < COMMAND_AGAIN_MS;

	d->ui.command = c;
	d->ui.command_ms = d->now_ms;
	return same;
}

/* A code of the desk's own card is the key that it stands for; one that is bound goes first. */
static bool command_scanned(struct console *d, const char *text)
{
	const struct desk_code *c = desk_codes_find(text);

	if (!c || model_tag(&d->model, c->code))
		return false;
	if (again(d, c)) {
		console_say(d, RESULT_IGNORED, c->code, "%s", _("read twice: counted once"));
		return true;
	}
	for (size_t i = 0; i < keys_count(); i++) {
		if (strcmp(keys_row(i)->name, c->key) == 0)
			acts_key(d, keys_row(i)->key);
	}
	return true;
}

void acts_scan(struct console *d, const char *code, size_t taken_back, bool cut)
{
	const struct board_dog *dog;

	/* Letters that a panel has kept out of its field are not in there. */
	for (; taken_back > 0 && d->ui.fresh > 0; taken_back--, d->ui.fresh--)
		typing_erase(d);
	if (d->ui.left != PANEL_NONE && strlen(d->ui.find) == d->ui.left_len)
		d->ui.panel = d->ui.left;
	d->ui.left = PANEL_NONE;
	console_settle(d, d->now_ms);
	if (!cut && command_scanned(d, code))
		return;
	dog = cut ? NULL : dog_scanned(d, code);
	if (cut)
		console_say(d, RESULT_UNKNOWN, _("UNKNOWN CODE"), "%s",
			    _("it is longer than any tag's"));
	else if (dog)
		send_scan_dog(d, dog);
	else if (!taken_as_typed(d, code))
		send_scan(d, code, false);
	console_settle(d, d->now_ms);
}

void acts_paste(struct console *d, const char *text)
{
	typing_add(d, text);
	console_settle(d, d->now_ms);
}
