/*
 * ruling - which rules are in force: the shelter's file where there is one, else those compiled in.
 *
 * A rule that cannot be read is logged with its line and left out; a file that cannot be read at
 * all changes nothing: the desk opens with the rules compiled in, a running one keeps those it has. Both
 * are told to the boards. Nothing outside the room includes this.
 */
#ifndef PASEO_STATION_RULING_H
#define PASEO_STATION_RULING_H

#include "paseo/station/turn.h"

/* Before the station's thread runs. */
int ruling_load(struct station *s, struct fault *f);
/* Station thread. */
void ruling_reload(struct station *s);

#endif
