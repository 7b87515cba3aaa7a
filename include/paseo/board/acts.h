/*
 * acts - what a key, a scan or a paste does to the console, and what goes to the station for it.
 *
 * A key that moves a dog is a producer like any reader: it sends a line, and the board shows what
 * comes back. A scan never reaches a field or a panel, a paste never acts.
 */
#ifndef PASEO_BOARD_ACTS_H
#define PASEO_BOARD_ACTS_H

#include "paseo/board/console.h"

void acts_key(struct console *d, int32_t key);
/* A finished code of a scanner that types. taken_back: typed keys that were part of it; cut: it was
 * too long. */
void acts_scan(struct console *d, const char *code, size_t taken_back, bool cut);
void acts_paste(struct console *d, const char *text);

#endif
