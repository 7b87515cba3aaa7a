/*
 * typing - where letters go: the field of the panel that is open, else the find line.
 */
#ifndef PASEO_BOARD_TYPING_H
#define PASEO_BOARD_TYPING_H

#include "paseo/board/console.h"

/* Add text to it. A list is no place to type: find is, and the list goes. */
void typing_add(struct console *d, const char *text);
/* Take its last letter back. */
void typing_erase(struct console *d);

/* Enter in the find line: move the dog that is meant, or say what is missing. */
void typing_enter(struct console *d);
/* Forget what was typed into find, and what was chosen. */
void typing_clear(struct console *d);

#endif
