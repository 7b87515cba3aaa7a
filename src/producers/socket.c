/*
 * socket - connections, lines, back-pressure. See the header.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/jdoc.h"
#include "paseo/producers/socket.h"
#include "paseo/queue/answer.h"
#include "paseo/queue/codec.h"

/* A client that lets so much pile up is not read from until it reads. */
#define PENDING_MAX ((size_t)1024 * 1024)

struct client {
	struct client *next;
	struct loop_conn *conn;
	uint64_t id;
	char *line; /* what has come of the next lines; owned */
	size_t len;
	size_t room;
	bool too_long;	/* the rest of an overlong line is being passed over */
	bool stopped;	/* not read from */
	bool ended;	/* the other side has finished sending */
	size_t waiting; /* answers it is still owed */
};

struct socket {
	struct queue *queue;
	struct client *clients;
	uint64_t last_id;
};

struct socket *socket_new(struct queue *q)
{
	struct socket *s = calloc(1, sizeof(*s));

	if (s)
		s->queue = q;
	return s;
}

void socket_free(struct socket **s)
{
	free(*s);
	*s = NULL;
}

void socket_opened(struct socket *s, struct loop_conn *c)
{
	struct client *client = calloc(1, sizeof(*client));

	loop_conn_set(c, client);
	if (!client) {
		loop_conn_close(c);
		return;
	}
	client->conn = c;
	client->id = ++s->last_id;
	client->next = s->clients;
	s->clients = client;
}

void socket_closed(struct socket *s, struct loop_conn *c)
{
	struct client *client = loop_conn_get(c);

	for (struct client **p = &s->clients; *p; p = &(*p)->next) {
		if (*p == client) {
			*p = client->next;
			break;
		}
	}
	if (client)
		free(client->line);
	free(client);
}

/* The answer to a line that is no event, to be sent in its turn. */
static int push_refusal(struct socket *s, struct client *c, const char *error)
{
	struct queued item = { .tell_id = c->id };
	struct answer a;
	int code;

	answer_malformed(&a, error);
	item.note = answer_write(&a, false, NULL);
	if (!item.note)
		return ERR_NOMEM;
	code = queue_add(s->queue, &item);
	if (code)
		free(item.note);
	return code;
}

/* {"ask":"status"} is no event but a question about the station. */
static bool is_question(const char *line, size_t len)
{
	struct jdoc *d;
	const char *ask;
	bool status;

	if (len > 64 || !memchr(line, 'k', len) || jdoc_parse(line, len, &d, NULL) != 0)
		return false;
	ask = jdoc_string(jdoc_get(d, "ask"));
	status = ask && strcmp(ask, "status") == 0;
	jdoc_free(&d);
	return status;
}

/* Push one line. ERR_FULL: the queue is full, try again later. */
static int push_line(struct socket *s, struct client *c, const char *line, size_t len)
{
	struct queued item = { .tell_id = c->id };
	struct fault f = { "" };
	int code;

	if (len > CODEC_LINE_MAX) {
		fault_set(&f, ERR_INVALID, "the line is longer than %zu bytes: split it",
			  CODEC_LINE_MAX);
		code = push_refusal(s, c, f.text);
	} else if (is_question(line, len)) {
		code = queue_add(s->queue, &item);
	} else if (codec_read(line, len, &item.event, &f) != 0) {
		code = push_refusal(s, c, f.text);
	} else {
		if (item.event->source == SOURCE_NONE)
			item.event->source = SOURCE_API;
		code = queue_add(s->queue, &item);
		if (code)
			event_free(&item.event);
	}
	if (code == 0)
		c->waiting++;
	return code;
}

static bool is_blank(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
			return false;
	}
	return true;
}

/* Pass one whole line on; ERR_FULL leaves it for later. */
static int take_line(struct socket *s, struct client *c, const char *line, size_t len)
{
	if (c->too_long) {
		c->too_long = false;
		return 0;
	}
	return is_blank(line, len) ? 0 : push_line(s, c, line, len);
}

static void stop(struct client *c)
{
	if (!c->stopped)
		loop_conn_read(c->conn, false);
	c->stopped = true;
}

/* Take the whole lines that have come; what is left stays for later. */
static void take_lines(struct socket *s, struct client *c)
{
	size_t at = 0;

	while (at < c->len) {
		const char *end = memchr(c->line + at, '\n', c->len - at);
		size_t len = end ? (size_t)(end - (c->line + at)) : c->len - at;

		if (!end && !c->ended)
			break;
		if (take_line(s, c, c->line + at, len) == ERR_FULL) {
			stop(c);
			break;
		}
		at += len + (end != NULL);
	}
	if (at) {
		memmove(c->line, c->line + at, c->len - at);
		c->len -= at;
	}
	/* A line without end: answer it now and pass over the rest. */
	if (!c->stopped && c->len > CODEC_LINE_MAX) {
		if (!c->too_long && push_line(s, c, c->line, c->len) == ERR_FULL) {
			stop(c);
			return;
		}
		c->too_long = true;
		c->len = 0;
	}
}

static void close_when_done(struct client *c)
{
	if (c->ended && !c->waiting && !c->len)
		loop_conn_close(c->conn);
}

void socket_received(struct socket *s, struct loop_conn *conn, const char *data, size_t len)
{
	struct client *c = loop_conn_get(conn);

	if (!c)
		return;
	if (c->len + len > c->room) {
		size_t room = 2 * (c->len + len);
		char *line = realloc(c->line, room);

		if (!line) {
			loop_conn_close(conn);
			return;
		}
		c->line = line;
		c->room = room;
	}
	memcpy(c->line + c->len, data, len);
	c->len += len;
	take_lines(s, c);
}

void socket_ended(struct socket *s, struct loop_conn *conn)
{
	struct client *c = loop_conn_get(conn);

	if (!c)
		return;
	c->ended = true;
	if (!c->stopped)
		take_lines(s, c);
	close_when_done(c);
}

void socket_tell(struct socket *s, uint64_t tell_id, const char *line, size_t len)
{
	for (struct client *c = s->clients; c; c = c->next) {
		if (c->id != tell_id)
			continue;
		c->waiting--;
		if (loop_conn_write(c->conn, line, len) != 0 ||
		    loop_conn_write(c->conn, "\n", 1) != 0)
			loop_conn_close(c->conn);
		if (loop_conn_pending(c->conn) > PENDING_MAX)
			stop(c);
		close_when_done(c);
		return;
	}
}

void socket_resume(struct socket *s)
{
	for (struct client *c = s->clients; c; c = c->next) {
		if (!c->stopped || loop_conn_pending(c->conn) > PENDING_MAX)
			continue;
		c->stopped = false;
		take_lines(s, c);
		if (!c->stopped)
			loop_conn_read(c->conn, true);
		close_when_done(c);
	}
}
