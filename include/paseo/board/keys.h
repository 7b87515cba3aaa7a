/*
 * keys - the one table of keys: names, twins, acts, hints and help come from it.
 */
#ifndef PASEO_BOARD_KEYS_H
#define PASEO_BOARD_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is a code point (controls too) or one of these. */
enum {
	KEYS_UP = 0x110100,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_PAGE_UP,
	KEYS_PAGE_DOWN,
	KEYS_HOME,
	KEYS_END,
	KEYS_BACKSPACE,
	KEYS_DELETE,
	KEYS_BACK_TAB,
	KEYS_OTHER, /* one that has no meaning here */
	KEYS_F0,    /* F1 is KEYS_F0 + 1 ... */
	KEYS_LAST = KEYS_F0 + 12
};
#define KEYS_F(n) (KEYS_F0 + (n))
#define KEYS_CTRL(letter) ((letter)&0x1f)
#define KEYS_ESCAPE 0x1b
#define KEYS_TAB '\t'
#define KEYS_ENTER '\r'

enum act {
	ACT_NONE,
	ACT_TYPE, /* into find or a field */
	ACT_ERASE,
	ACT_ENTER,
	ACT_UP,
	ACT_DOWN,
	ACT_LEFT,
	ACT_RIGHT,
	ACT_PAGE_UP,
	ACT_PAGE_DOWN,
	ACT_HOME,
	ACT_END,
	ACT_OTHER_LIST,
	ACT_CANCEL,
	ACT_HELP,
	ACT_UNDO,
	ACT_NEXT,
	ACT_CARD,
	ACT_WALKER,
	ACT_DECISIONS,
	ACT_REPORT,
	ACT_CLOSING,
	ACT_RECALL,
	ACT_QUIT,
	ACT_GO,
	ACT_NO,
	ACT_THEME,
	ACT_LANGUAGE,
	ACT_SOUND,
	ACT_REDRAW,
	ACT_COUNT
};

/* name and twin are as printed: "F2", "Ctrl-U". Messages are looked up when shown. */
struct key_row {
	const char *name;
	const char *twin; /* "" none */
	int32_t key;
	int32_t twin_key; /* 0 none */
	enum act act;
	const char *hint; /* for the bottom line; "" not there */
	const char *help;
	int turn; /* which hints are left out first when there is no room: the highest */
};

size_t keys_count(void);
const struct key_row *keys_row(size_t index);
/* The row that a key belongs to; NULL: it types, or means nothing. */
const struct key_row *keys_find(int32_t key);
enum act keys_act(int32_t key);

#endif
