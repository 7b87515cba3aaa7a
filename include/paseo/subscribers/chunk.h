/*
 * chunk - lines of the stream one after the other in one piece of memory, to be given in order.
 *
 * Starts as all zeros. One thread at a time.
 */
#ifndef PASEO_SUBSCRIBERS_CHUNK_H
#define PASEO_SUBSCRIBERS_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

/* One stored event. */
struct stream_line {
	uint64_t seq;
	const char *text; /* JSON with a NUL and without newline; borrowed */
	size_t len;
};

struct chunk {
	char *data;
	size_t at; /* of the line that is given next */
	size_t len;
	size_t room;
};

void chunk_free(struct chunk *c);
/* 0 or ERR_NOMEM, and then it is as it was. */
int chunk_add(struct chunk *c, uint64_t seq, const char *text, size_t len);
/* The next line, good until the chunk changes; false: there is none left. */
bool chunk_next(struct chunk *c, struct stream_line *out);
void chunk_empty(struct chunk *c);

#endif
