/*
 * follows - connections of the socket that follow the stream.
 *
 * Each is acknowledged by {"ask":"stream","since":SEQ,"seq":LAST} and then gets each later event as
 * one line; it may send events all the while. A connection is given what it has read, so one that does
 * not read costs what waits for it here and holds nobody back; when it has not read a byte for three
 * seconds while 32 KiB wait it is cut off, with {"ask":"stream","since":SEQ,"error":...} as its
 * last line: all up to that SEQ was given, and that is where to begin again.
 *
 * Station thread only.
 */
#ifndef PASEO_SUBSCRIBERS_FOLLOWS_H
#define PASEO_SUBSCRIBERS_FOLLOWS_H

#include <stdint.h>

#include "paseo/producers/socket.h"
#include "paseo/subscribers/stream.h"

struct follows;

/* wake makes a turn soon, and is called on any thread. */
struct follows *follows_new(struct stream *stream, struct socket *socket, void (*wake)(void *ctx),
			    void *ctx);
/* Before the stream is stopped and freed. */
void follows_free(struct follows **f);

/* Answer a connection that asks for the stream, which it is owed, and begin. */
void follows_begin(struct follows *f, uint64_t tell_id, uint64_t since);
/* Pass on what there is. Returns in how many milliseconds to look again: 0 at once, -1 no need. */
int64_t follows_turn(struct follows *f, int64_t now_ms);

#endif
