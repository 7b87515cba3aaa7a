/*
 * load - the event log read back, given to a brain, and its chain checked on the way.
 */
#ifndef PASEO_STORE_LOAD_H
#define PASEO_STORE_LOAD_H

#include "paseo/brain/brain.h"
#include "paseo/store/apply.h"

enum load_wrong {
	LOAD_CHANGED,	 /* the row is not what was written */
	LOAD_MISSING,	 /* there is a gap in seq, or the end is not where meta says */
	LOAD_UNREADABLE, /* the json is no event any more: it is not given to the brain */
};

struct load_result {
	uint64_t events;
	int64_t last_received_ms;
	struct place end; /* of the log, as its rows have it */
};

/* Give every event to brain_restore, in order, and then brain_settle. wrong is told of each fault
 * of the log, in words ("event 7: ..."); what it returns when not 0 ends the load and is passed
 * on. */
int load_log(struct sql *s, struct brain *b,
	     int (*wrong)(void *ctx, enum load_wrong kind, const char *sentence), void *ctx,
	     struct load_result *result, struct fault *f);

#endif
