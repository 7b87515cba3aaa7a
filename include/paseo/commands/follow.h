/*
 * follow - the stored events and then what comes, until somebody says stop.
 *
 * Through the running station; without one, what is stored, then it waits for one. A station that went
 * away is waited for and asked for what comes after the last event that was written.
 */
#ifndef PASEO_COMMANDS_FOLLOW_H
#define PASEO_COMMANDS_FOLLOW_H

#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/base/path.h"

/* limit 0: none. 0 when it was told to end, the limit was reached, or nobody reads any more. */
int follow_events(const struct station_paths *paths, uint64_t since, uint64_t limit,
		  struct fault *f);

#endif
