#include <config.h>

#include "paseo/base/language.h"
#include "paseo/board/keys.h"

#define F(n) KEYS_F(n)
#define C(letter) KEYS_CTRL(letter)

/* The only list of keys: the help screen, the hints and the manual's test come from it. Ctrl-S, Ctrl-Q
 * and Ctrl-Z stay unused: terminals and shells have them. Where one act has several keys,
 * the first row explains it. */
/* clang-format off */
static const struct key_row rows[] = {
	{ "Enter", "",       KEYS_ENTER, '\n', ACT_ENTER, "",
	  N_("move the dog found: INSIDE goes out, OUTSIDE comes in"), 0 },
	{ "Up", "",          KEYS_UP, 0, ACT_UP, "", N_("choose a dog"), 0 },
	{ "Down", "",        KEYS_DOWN, 0, ACT_DOWN, "", N_("choose a dog"), 0 },
	{ "Left", "",        KEYS_LEFT, 0, ACT_LEFT, "", N_("the value before, where there are several"), 0 },
	{ "Right", "",       KEYS_RIGHT, 0, ACT_RIGHT, "", N_("the value after it"), 0 },
	{ "PgUp", "",        KEYS_PAGE_UP, 0, ACT_PAGE_UP, "", N_("a page up"), 0 },
	{ "PgDn", "",        KEYS_PAGE_DOWN, 0, ACT_PAGE_DOWN, "", N_("a page down"), 0 },
	{ "Home", "",        KEYS_HOME, 0, ACT_HOME, "", N_("to the first dog"), 0 },
	{ "End", "",         KEYS_END, 0, ACT_END, "", N_("to the last dog"), 0 },
	{ "Tab", "",         KEYS_TAB, KEYS_BACK_TAB, ACT_OTHER_LIST, "",
	  N_("the other list; the next field"), 0 },
	{ "Esc", "",         KEYS_ESCAPE, 0, ACT_CANCEL, "", N_("cancel what is half done; always"), 0 },
	{ "F1", "",          F(1), 0, ACT_HELP, N_("help"), N_("this help"), 0 },
	{ "F2", "Ctrl-U",    F(2), C('U'), ACT_UNDO, N_("undo"),
	  N_("undo the last movement, at once; then choose another of today's"), 1 },
	{ "F3", "Ctrl-N",    F(3), C('N'), ACT_NEXT, N_("next"),
	  N_("next dogs that can really go now"), 1 },
	{ "F4", "Ctrl-D",    F(4), C('D'), ACT_CARD, N_("card"),
	  N_("the dog's card: note, hold, pairs, walks, corrections"), 3 },
	{ "F5", "Ctrl-W",    F(5), C('W'), ACT_WALKER, N_("whom"),
	  N_("with whom the dog walks, or the next ones"), 2 },
	{ "F6", "Ctrl-P",    F(6), C('P'), ACT_DECISIONS, N_("decisions"),
	  N_("the decisions that wait for an answer"), 1 },
	{ "F7", "Ctrl-R",    F(7), C('R'), ACT_REPORT, N_("report"), N_("the day's report"), 3 },
	{ "F8", "Ctrl-E",    F(8), C('E'), ACT_CLOSING, N_("close"),
	  N_("closing roll call: who is still out, then the day is closed"), 2 },
	{ "F9", "Ctrl-O",    F(9), C('O'), ACT_RECALL, N_("recall"),
	  N_("recall: everyone who is out, with phone; again: it is lifted"), 0 },
	{ "F10", "Ctrl-X",   F(10), C('X'), ACT_QUIT, N_("quit"),
	  N_("quit; asks when dogs are out"), 0 },
	{ "F11", "Ctrl-Y",   F(11), C('Y'), ACT_GO, "",
	  N_("answer the decision shown: let it go out, with a reason"), 0 },
	{ "F12", "Ctrl-K",   F(12), C('K'), ACT_NO, "", N_("answer the decision shown: no"), 0 },
	{ "Ctrl-T", "",      C('T'), 0, ACT_THEME, N_("theme"), N_("theme: dark, daylight, mono"), 4 },
	{ "Ctrl-G", "",      C('G'), 0, ACT_LANGUAGE, N_("language"), N_("language"), 4 },
	{ "Ctrl-V", "",      C('V'), 0, ACT_SOUND, N_("sound"), N_("sound on or off"), 4 },
	{ "Ctrl-L", "",      C('L'), 0, ACT_REDRAW, "", N_("draw the screen afresh"), 0 },
	{ "Ctrl-C", "",      C('C'), 0, ACT_QUIT, "", N_("the same as F10"), 0 },
	{ "Backspace", "Ctrl-H", KEYS_BACKSPACE, C('H'), ACT_ERASE, "", N_("take back a letter"), 0 },
};
/* clang-format on */

size_t keys_count(void)
{
	return sizeof(rows) / sizeof(rows[0]);
}

const struct key_row *keys_row(size_t index)
{
	return &rows[index];
}

const struct key_row *keys_find(int32_t key)
{
	for (size_t i = 0; i < keys_count(); i++)
		if (key != 0 && (rows[i].key == key || rows[i].twin_key == key))
			return &rows[i];
	return NULL;
}

enum act keys_act(int32_t key)
{
	const struct key_row *row = keys_find(key);

	if (row)
		return row->act;
	if (key == 0x7f || key == KEYS_DELETE)
		return ACT_ERASE;
	return key >= 0x20 && key < 0x110000 && !(key >= 0x7f && key < 0xa0) ? ACT_TYPE : ACT_NONE;
}
