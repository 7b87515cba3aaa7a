/*
 * web - HTTP beside a station: what the server asks, answered from the station's changes, its stream and its
 * database.
 *
 * It watches the station like a board does, so that a token that is revoked holds no longer at once.
 */
#ifndef PASEO_COMMANDS_WEB_H
#define PASEO_COMMANDS_WEB_H

#include "paseo/base/error.h"
#include "paseo/station/station.h"

struct web;

/* Start what [http] of the configuration asks for, after station_start(). *out NULL: nothing, or it cannot
 * be, which the log and the board then say; the station goes on without. */
void web_start(struct station *s, const struct station_options *o, struct web **out);
/* Before the station is closed. */
void web_stop(struct web **w);

#endif
