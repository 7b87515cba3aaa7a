/*
 * panel - what one kind of panel is: how it is filled, what can be chosen in it, what its keys do.
 *
 * Each kind is one row, in a file of its own; panels.c lists them and is all that the rest of the board
 * asks. Members that are NULL mean what panels.h says of a panel without them.
 */
#ifndef PASEO_BOARD_PANEL_H
#define PASEO_BOARD_PANEL_H

#include "paseo/board/keys.h"
#include "paseo/board/panels.h"

struct panel_kind {
	bool whole;   /* takes the place of the lists */
	bool scrolls; /* the arrows move its text */
	bool lazy;    /* nothing is chosen before the first arrow */
	bool guarded; /* an Enter as fast as a scanner's does nothing in it */
	void (*fill)(const struct console *d, struct panel_picture *p);
	void (*open)(struct console *d); /* its key was pressed, while it is open too */
	size_t (*choices)(const struct console *d);
	int (*chosen)(const struct console *d); /* index of what Enter takes; -1 none */
	size_t (*fields)(const struct console *d);
	void (*enter)(struct console *d);
	/* Any other key; true: that was it. */
	bool (*key)(struct console *d, enum act act, int32_t key);
	/* The dog that the choice is about, for the keys that speak of one. */
	const struct board_dog *(*dog)(const struct console *d);
	/* An answer has come while it is open. */
	void (*came)(struct console *d, const struct answer *a);
};

extern const struct panel_kind panel_foot, panel_help, panel_undo, panel_waiting, panel_reason,
	panel_early, panel_remark, panel_report, panel_next, panel_card, panel_form, panel_walker,
	panel_closing, panel_recall, panel_quit, panel_welcome, panel_import, panel_add;

/* For fill: the line above the panel. */
void panel_title(struct panel_picture *p, enum role role, const char *title, const char *note);
/* The same: every reason of a decision, a line or more each. */
void panel_sentences(const struct console *d, const struct decision *q, struct lines *lines);
/* The report of a day, as soon as it can be read. */
void panel_report_start(struct console *d, int32_t day);

#endif
