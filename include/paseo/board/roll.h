/*
 * roll - lines of dogs and people for the lists in panels, their parts one below the other. Pure.
 */
#ifndef PASEO_BOARD_ROLL_H
#define PASEO_BOARD_ROLL_H

#include "paseo/board/console.h"

#define ROLL_COLS_WIDE 62 /* from here there is room for words beside letters */

/* Append text to a line, filled up to so many cells and cut beyond them, and a blank. */
void roll_cell(char *line, size_t size, const char *text, int cells);
/* Append text as it is, two blanks before it. */
void roll_words(char *line, size_t size, const char *text);

/* The dogs that are OUTSIDE, out longest first. How many. */
size_t roll_outside(const struct console *d, const struct board_dog **out, size_t max);
/* Append one of them: name, level, danger, with whom, phone, minutes. */
void roll_outside_line(const struct console *d, const struct board_dog *dog, int width, char *out,
		       size_t size);

/* The letter of a dog's level, and REACTIVE in short. */
void roll_level(const struct console *d, const struct board_dog *dog, int width, char *out,
		size_t size);

#endif
