/*
 * demo - the made-up shelter: 36 dogs, 20 volunteers, 60 days and a Sunday morning.
 *
 * All of it follows from data/demo/ and a fixed seed; only the dates differ.
 */
#ifndef PASEO_COMMANDS_DEMO_H
#define PASEO_COMMANDS_DEMO_H

#include <stddef.h>
#include <stdint.h>

#include "paseo/board/screen.h"
#include "paseo/station/station.h"

#define DEMO_DAYS 60

/* The demo's moment: 11:42 of the last Sunday at or before now. */
int64_t demo_moment_ms(int64_t now_ms);

/* An event of the demo's past, as if received then. */
struct demo_event {
	int64_t at_ms;
	size_t order; /* among those of one moment */
	char *json;   /* owned */
	size_t len;
};

struct demo_history {
	size_t count, room;
	struct demo_event *list; /* by at_ms */
};

/* Everything up to the demo's moment, rosters first. */
int demo_history_make(int64_t moment_ms, struct demo_history *out, struct fault *f);
void demo_history_clear(struct demo_history *h);

/* The whole demo, until the operator leaves: db NULL is a folder that goes away with it. */
int demo_run(const char *db, enum screen_end *end, struct fault *f);

#endif
