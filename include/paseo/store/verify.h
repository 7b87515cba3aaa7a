/*
 * verify - rebuilds every projection from the event log and compares.
 *
 * Checks the chain of the log, refolds all events with a fresh brain, and compares
 * dogs, states, walks, volunteers, tags, pairs, decisions, closings and settings with the tables.
 */
#ifndef PASEO_STORE_VERIFY_H
#define PASEO_STORE_VERIFY_H

#include <stdint.h>
#include <stdio.h>

#include "paseo/base/error.h"

struct verify_result {
	uint64_t events;
	uint64_t walks;
	uint64_t differences;
};

/* Differences are written to out, a line each ("walk p-001 2026-11-15 10:02: ..."), a hundred at
 * the most; all are counted. 0 also when there are some. */
int verify_database(const char *path, FILE *out, struct verify_result *result, struct fault *f);

#endif
