/*
 * socket - JSON lines from local connections: a producer like any reader.
 *
 * Cuts what connections send into lines, reads each as an event and pushes it; a line that is
 * no event waits its turn as an answer, so that answers come in the order of the lines. A
 * full queue, or a client that does not read its answers, stops the reading of that
 * connection. Station thread only.
 */
#ifndef PASEO_PRODUCERS_SOCKET_H
#define PASEO_PRODUCERS_SOCKET_H

#include "paseo/base/loop.h"
#include "paseo/queue/queue.h"

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

#endif
