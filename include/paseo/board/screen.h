/*
 * screen - the terminal: the only file that knows curses, the only thread that touches it.
 *
 * Runs the board on the terminal of standard input and output until the operator quits, the station
 * leaves or the terminal goes away, and leaves the terminal as it was. A terminal that is
 * not read stops the picture and nothing else.
 */
#ifndef PASEO_BOARD_SCREEN_H
#define PASEO_BOARD_SCREEN_H

#include "paseo/base/error.h"
#include "paseo/board/port.h"

/* How it ended. */
enum screen_end { SCREEN_QUIT, SCREEN_STATION_LEFT, SCREEN_TERMINAL_GONE, SCREEN_OPEN_DEMO };

/* 0 and *end, or ERR_INVALID before anything is drawn: no terminal, or one that cannot move its
 * cursor (TERM unset, unknown, dumb); the fault says what to do. */
int screen_run(const struct port *p, enum screen_end *end, struct fault *f);

#endif
