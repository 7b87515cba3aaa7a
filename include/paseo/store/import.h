/*
 * import - a log of events that was written elsewhere, into an empty database.
 *
 * Events go in as they are, numbers, times received, what was judged and checksums; all other tables are worked
 * out from them. One transaction: whatever happens, the database has all of it or stays empty.
 * For who holds the station's lock on it. One thread.
 */
#ifndef PASEO_STORE_IMPORT_H
#define PASEO_STORE_IMPORT_H

#include <stdio.h>

#include "paseo/store/apply.h"

struct import_result {
	struct place end; /* of the log */
	uint64_t walks;
};

/* events: CSV in the columns of event_text.h, in any order, all of them; name is what it is called in faults.
 * zone: in which the days are worked out, "" the system's. ERR_EXISTS: the database is not empty;
 * ERR_INVALID, ERR_CORRUPT: the fault names the line, or the event. */
int import_log(const char *db, FILE *events, const char *name, const char *zone,
	       struct import_result *result, struct fault *f);

#endif
