/*
 * panels - what stands at the foot of the lists, or over them: the one list of panels.
 *
 * The picture of a panel is pure; its keys change the console and send acts. What each one is stands
 * in panel.h.
 */
#ifndef PASEO_BOARD_PANELS_H
#define PASEO_BOARD_PANELS_H

#include "paseo/board/console.h"
#include "paseo/board/keys.h"
#include "paseo/board/lines.h"

struct panel_picture {
	char title[WORDS_SIZE];
	char note[128]; /* at the right of the title: the keys that serve */
	enum role role; /* of the title */
	bool whole;	/* takes the place of the lists */
	struct lines lines;
	bool hidden; /* nothing to show */
};

/* Fill the picture for a width. The caller frees its lines. */
void panels_picture(const struct console *d, int width, struct panel_picture *out);
/* The first line to be shown, so that the choice is in view and nothing is scrolled away for nothing. */
size_t panels_top(const struct console *d, const struct panel_picture *p, size_t rows);

/* How many things can be chosen in the panel that is open, and which is; -1 none. */
size_t panels_choices(const struct console *d);
int panels_chosen(const struct console *d);
/* How many lines of it are typed into; 0: letters go to find, and the panel closes. */
size_t panels_fields(const struct console *d);
/* Move the choice; where nothing is chosen yet, the first step only shows where it stands. */
void panels_move(struct console *d, long by);
/* The dog that F4 and F5 mean: of the panel that is open, or as console_meant says; NULL none. */
const struct board_dog *panels_dog(const struct console *d);
/* Do the arrows move its text? */
bool panels_scrolls(const struct console *d);

/* The key of a panel was pressed: open it, or what it means while it is open. */
void panels_open(struct console *d, enum panel p);
/* Enter, and any other key: true when the panel that is open has taken it. */
void panels_enter(struct console *d);
bool panels_key(struct console *d, enum act act, int32_t key);

/* An answer has come: the panel that is open may have waited for it. */
void panels_came(struct console *d, const struct answer *a);

/* F11, F12: answer the decision shown. */
void panels_go(struct console *d);
void panels_no(struct console *d);
/* Look again whether the report can be read, while ui.report_by_ms is set. */
void panels_report_again(struct console *d);

#endif
