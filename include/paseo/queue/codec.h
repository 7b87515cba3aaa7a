/*
 * codec - events from JSON, in both vocabularies, from one table of names.
 *
 * Pure: no state, any thread. A CloudEvents 1.0 envelope (structured mode) with the same
 * object in "data" is read too: data goes before the envelope's own id and time, and the
 * envelope's source is the scope of the id. Members that are not in the table are
 * kept in the event's text and otherwise passed over.
 */
#ifndef PASEO_QUEUE_CODEC_H
#define PASEO_QUEUE_CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "paseo/base/error.h"
#include "paseo/queue/event.h"

/* Longest line a producer may send, without its newline. A roster of 1,000 dogs fits. */
#define CODEC_LINE_MAX ((size_t)256 * 1024)
/* Longest text that is kept of one: its id may have been added, its numbers written out. */
#define CODEC_TEXT_MAX (CODEC_LINE_MAX + 4096)

/* Read one event of at most CODEC_TEXT_MAX bytes. The caller owns *out. ERR_INVALID with a fault that names what is wrong and
 * where; then nothing is taken. */
int codec_read(const char *line, size_t len, struct event **out, struct fault *f);

/* Is it the name of a member that events have, or that the station gives them? */
bool codec_knows(const char *name);

/* Note who gave it, as the system says, before it is sealed: a member "peer" of what is kept, {"uid":1000,"user":"ana"}, in
 * the place of whatever the line says there. user "": not known by name. */
int codec_set_peer(struct event *e, uid_t uid, const char *user);
/* The same for one that came over the network: a member "token", the name of the token that it came with. Each of
 * the two takes away what the line says of the other. */
int codec_set_token(struct event *e, const char *token);

/* Give the event an id if it has none and write its json, before it is kept. ERR_FULL: that is longer than
 * CODEC_TEXT_MAX. */
int codec_seal(struct event *e, int64_t now_ms);

#endif
