/*
 * desk - a station and what is around it while it runs: taking the lock, the log, the screen.
 *
 * `board`, `demo` and `station` differ in what they put in between.
 */
#ifndef PASEO_COMMANDS_DESK_H
#define PASEO_COMMANDS_DESK_H

#include <stdbool.h>

#include "paseo/base/error.h"
#include "paseo/board/screen.h"
#include "paseo/station/station.h"

/* Is there a terminal for a board? ERR_INVALID: the fault says what to do. Asked before the
 * lock is taken. */
int desk_check_terminal(struct fault *f);

/* Who may connect to the station's socket: what the options say (NULL: not given), else $PASEO_SOCKET_MODE and
 * $PASEO_SOCKET_GROUP, else nobody but this user. ERR_INVALID: the fault says what is wrong. */
int desk_find_access(const char *mode, const char *group, struct local_access *out,
		     struct fault *f);

/* Make the folder and open the station; a short command that has the database is waited for.
 * screen: the log and descriptor 2 go to paths.log from now on until it is closed.
 * ERR_BUSY: process *pid has it. */
int desk_open_station(const struct station_options *o, bool screen, struct station **out, int *pid,
		      struct fault *f);
/* Who told the station to end need not tell again, and cannot: SIGINT, SIGTERM and SIGHUP are held
 * back from here on, so that what is to be cleared up is, until another station is opened. */
void desk_close_station(struct station **s);

/* Hold those signals back, or let them come; from the first thread. Between looking whether one came
 * and a station that catches them, none is lost this way. */
void desk_hold_signals(bool hold);

/* Start an open station, show the board until it ends, close the station. */
int desk_run_board(const struct station_options *o, struct station **s, bool demo,
		   enum screen_end *end, struct fault *f);

#endif
