/*
 * past - where the stream finds the events that it has not kept: the station's own database, by a
 * connection that is there only while it is read.
 *
 * The stream's thread only.
 */
#ifndef PASEO_STATION_PAST_H
#define PASEO_STATION_PAST_H

#include "paseo/store/reader.h"
#include "paseo/subscribers/stream.h"

struct past {
	const char *db;
	struct reader *reader; /* NULL: not open */
};

/* p and db are borrowed as long as the source is used. */
struct stream_source past_source(struct past *p, const char *db);

#endif
