/*
 * keeper - saves the day's report where [report] save of paseo.conf says, while a station runs: when a day is
 * closed, and when the next one begins.
 *
 * A subscriber on a thread of its own: neither the desk nor the station waits for it. What fails is logged,
 * shown as health, and tried again every minute until it is saved.
 */
#ifndef PASEO_COMMANDS_KEEPER_H
#define PASEO_COMMANDS_KEEPER_H

#include "paseo/station/station.h"

struct keeper;

/* Of a station that has been started. *out is NULL where the configuration names no folder, and where
 * there is no memory for it, which is logged. */
void keeper_start(struct station *s, const struct station_options *o, struct keeper **out);
/* Before the station is closed. */
void keeper_stop(struct keeper **k);

#endif
