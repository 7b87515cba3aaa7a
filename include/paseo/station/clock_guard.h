/*
 * clock_guard - notices that the wall clock has jumped, or stands before what is in the log.
 *
 * It is compared with a clock that only runs, through a sleep of the machine too. Pure: the two are
 * given, in milliseconds.
 */
#ifndef PASEO_STATION_CLOCK_GUARD_H
#define PASEO_STATION_CLOCK_GUARD_H

#include <stdint.h>

struct clock_guard {
	int64_t wall_ms; /* as it was looked at last */
	int64_t elapsed_ms;
	int64_t told_ms;  /* elapsed when text was said first */
	const char *text; /* what is wrong and what to do, a message; "" nothing */
};

/* Begin; last_ms: when the last event of the log was received, 0: none. */
void clock_guard_start(struct clock_guard *g, int64_t wall_ms, int64_t elapsed_ms, int64_t last_ms);
/* Look again. Returns the text: a jump is told for ten minutes. */
const char *clock_guard_look(struct clock_guard *g, int64_t wall_ms, int64_t elapsed_ms);

#endif
