/*
 * socket - JSON lines from local connections: a producer like any reader.
 *
 * Cuts what connections send into lines, reads each as an event and pushes it, with the user at the
 * other end in it; a line that is no event waits its turn as an answer, so that answers come in the
 * order of the lines. Nothing that a connection does may hold another back:
 *
 * - a full queue, 256 answers that are owed or 64 KiB of them that are not read stop the reading of
 *   that connection; those that were stopped go on in turn;
 * - what it has sent takes at most 64 KiB. A line that is longer takes one of eight places for such
 *   lines, or waits for one, and has ten seconds to come;
 * - with SOCKET_CONNECTIONS open, one that has never sent a line makes room for the next, the
 *   oldest first; without one the next is refused. Both are told so.
 *
 * Station thread only.
 */
#ifndef PASEO_PRODUCERS_SOCKET_H
#define PASEO_PRODUCERS_SOCKET_H

#include "paseo/base/loop.h"
#include "paseo/queue/queue.h"

/* At the most, and fewer where the system lets this process have few descriptors. */
#define SOCKET_CONNECTIONS 512

struct socket;

struct socket *socket_new(struct queue *q);
/* After the loop has closed all connections. */
void socket_free(struct socket **s);

/* The loop's calls, for connections that belong here. */
void socket_opened(struct socket *s, struct loop_conn *c);
void socket_received(struct socket *s, struct loop_conn *c, const char *data, size_t len);
void socket_ended(struct socket *s, struct loop_conn *c);
void socket_closed(struct socket *s, struct loop_conn *c);

/* Send the answer line (without newline) that a queued thing with this tell_id waits for; a
 * client that is gone is passed over. */
void socket_tell(struct socket *s, uint64_t tell_id, const char *line, size_t len);
/* After a turn: read on where there is room again. */
void socket_resume(struct socket *s);
/* Look after what takes too long. Returns in how many milliseconds to look again, -1: no need. */
int64_t socket_watch(struct socket *s, int64_t now_ms);

/* For a client that is sent lines which it is not owed: it stays when it has finished sending. False: it
 * is gone. */
bool socket_keep(struct socket *s, uint64_t tell_id);
/* Send it such a line. False: it is gone. */
bool socket_send(struct socket *s, uint64_t tell_id, const char *line, size_t len);
/* Bytes that wait here to go out to it, and with those that it has not read yet, as the system counts them. SIZE_MAX:
 * it is gone. */
size_t socket_pending(const struct socket *s, uint64_t tell_id);
size_t socket_unread(const struct socket *s, uint64_t tell_id);
/* Send a last line and close; it finds what waits when it reads. */
void socket_leave(struct socket *s, uint64_t tell_id, const char *line, size_t len);

#endif
