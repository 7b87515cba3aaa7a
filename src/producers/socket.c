/*
 * socket - connections, lines, back-pressure. See the header.
 *
 * A client has a place in a table and a number that holds the place and how many came before it; so it
 * is found without a search, and one that comes later is never taken for it.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "paseo/base/buffer.h"
#include "paseo/base/jdoc.h"
#include "paseo/producers/question.h"
#include "paseo/producers/socket.h"
#include "paseo/queue/answer.h"
#include "paseo/queue/codec.h"

/* Descriptors that are left to the rest of the process. */
#define DESCRIPTORS_KEPT 64
/* A client that lets so much pile up, or is owed so many answers, is not read from until that is less. */
#define PENDING_MAX ((size_t)64 * 1024)
#define OWED_MAX 256
/* What a client may hold of a line that has not ended, less what one reading brings. */
#define LINE_FREE ((size_t)48 * 1024)
/* Longer ones at once, and how long each may take to come. */
#define LONG_LINES 8
#define LONG_LINE_MS 10000
#define PLACE_BITS 16

struct client {
	struct loop_conn *conn;
	uint64_t id;
	uid_t uid;
	bool has_uid;
	char user[LOCAL_USER_SIZE];
	struct buffer in;      /* what has come of the next lines */
	size_t looked;	       /* bytes of it that hold no newline */
	bool spoken;	       /* it has sent a whole line */
	bool too_long;	       /* the rest of an overlong line is being passed over */
	bool stopped;	       /* not read from */
	bool ended;	       /* the other side has finished sending */
	bool kept;	       /* it is sent lines all the same */
	bool is_long;	       /* it has one of the places for long lines */
	int64_t long_since_ms; /* 0: not looked at yet */
	size_t waiting;	       /* answers it is still owed */
};

struct socket {
	struct queue *queue;
	size_t most;
	size_t count;
	size_t stopped;
	size_t long_lines;
	size_t first; /* place whose turn it is to go on */
	uint64_t opened;
	struct client *places[SOCKET_CONNECTIONS];
};

struct socket *socket_new(struct queue *q)
{
	struct socket *s = calloc(1, sizeof(*s));
	struct rlimit files;

	if (!s)
		return NULL;
	s->queue = q;
	s->most = SOCKET_CONNECTIONS;
	if (getrlimit(RLIMIT_NOFILE, &files) == 0 &&
	    files.rlim_cur < SOCKET_CONNECTIONS + DESCRIPTORS_KEPT)
		s->most = files.rlim_cur > (rlim_t)2 * DESCRIPTORS_KEPT
				  ? (size_t)files.rlim_cur - DESCRIPTORS_KEPT
				  : DESCRIPTORS_KEPT;
	return s;
}

void socket_free(struct socket **s)
{
	free(*s);
	*s = NULL;
}

static struct client *find_client(const struct socket *s, uint64_t id)
{
	const size_t place = (size_t)(id & ((1U << PLACE_BITS) - 1));
	struct client *c = place < SOCKET_CONNECTIONS ? s->places[place] : NULL;

	return c && c->id == id ? c : NULL;
}

/* ---- coming and going -------------------------------------------------------------------- */

/* The one that makes room: of those that have never sent a line the oldest. */
static struct client *find_silent(const struct socket *s)
{
	struct client *oldest = NULL;

	for (size_t i = 0; i < s->most; i++) {
		struct client *c = s->places[i];

		if (c && !c->spoken && (!oldest || c->id < oldest->id))
			oldest = c;
	}
	return oldest;
}

static void end_long_line(struct socket *s, struct client *c)
{
	s->long_lines -= c->is_long;
	c->is_long = false;
	c->long_since_ms = 0;
}

static void forget(struct socket *s, struct client *c)
{
	s->places[c->id & ((1U << PLACE_BITS) - 1)] = NULL;
	s->count--;
	s->stopped -= c->stopped;
	end_long_line(s, c);
	loop_conn_set(c->conn, NULL);
	buffer_free(&c->in);
	free(c);
}

/* A line that nobody asked for, as its last. */
static void refuse(struct loop_conn *conn, const char *error)
{
	struct answer a;
	size_t len;
	char *line;

	answer_malformed(&a, error);
	line = answer_write(&a, false, &len);
	if (line) {
		(void)loop_conn_write(conn, line, len);
		(void)loop_conn_write(conn, "\n", 1);
	}
	free(line);
	loop_conn_leave(conn);
}

static void turn_out(struct socket *s, struct client *c, const char *error)
{
	struct loop_conn *conn = c->conn;

	forget(s, c);
	refuse(conn, error);
}

/* False: there is none, and nobody to make one. */
static bool make_place(struct socket *s)
{
	struct client *silent;

	if (s->count < s->most)
		return true;
	silent = find_silent(s);
	if (!silent)
		return false;
	turn_out(s, silent,
		 "too many connections, and of those that have sent nothing this is the oldest: "
		 "connect again when there is something to send");
	return true;
}

void socket_opened(struct socket *s, struct loop_conn *conn)
{
	struct client *c;
	size_t place = 0;

	loop_conn_set(conn, NULL);
	if (!make_place(s)) {
		refuse(conn, "too many connections: close one, or try again later");
		return;
	}
	c = calloc(1, sizeof(*c));
	if (!c) {
		loop_conn_close(conn);
		return;
	}
	while (s->places[place])
		place++;
	s->places[place] = c;
	s->count++;
	c->conn = conn;
	c->id = ++s->opened << PLACE_BITS | place;
	c->has_uid = local_peer(loop_conn_fd(conn), &c->uid);
	if (c->has_uid)
		local_user(c->uid, c->user);
	loop_conn_set(conn, c);
}

void socket_closed(struct socket *s, struct loop_conn *conn)
{
	struct client *c = loop_conn_get(conn);

	if (c)
		forget(s, c);
}

static void close_when_done(struct client *c)
{
	if (c->ended && !c->waiting && !c->in.len && !c->kept)
		loop_conn_close(c->conn);
}

/* ---- lines ------------------------------------------------------------------------------- */

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

static int push_event(struct socket *s, const struct client *c, struct queued *item)
{
	int code = 0;

	if (item->event->source == SOURCE_NONE)
		item->event->source = SOURCE_API;
	if (c->has_uid)
		code = codec_set_peer(item->event, c->uid, c->user);
	if (code == 0)
		code = queue_add(s->queue, item);
	if (code)
		event_free(&item->event);
	return code;
}

/* Push one line. Not 0: there is no room for it, try again later. */
static int push_line(struct socket *s, struct client *c, const char *line, size_t len)
{
	struct queued item = { .tell_id = c->id };
	struct fault f = { "" };
	int code, asks;

	if (len > CODEC_LINE_MAX) {
		fault_set(&f, ERR_INVALID, "the line is longer than %zu bytes: split it",
			  CODEC_LINE_MAX);
		code = push_refusal(s, c, f.text);
	} else if ((asks = question_read(line, len, &item, &f)) != 0) {
		code = asks > 0 ? queue_add(s->queue, &item) : push_refusal(s, c, f.text);
	} else if (codec_read(line, len, &item.event, &f) != 0) {
		code = push_refusal(s, c, f.text);
	} else {
		code = push_event(s, c, &item);
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

/* Pass one whole line on; not 0 leaves it for later. */
static int take_line(struct socket *s, struct client *c, const char *line, size_t len)
{
	int code;

	if (c->too_long) {
		c->too_long = false;
		return 0;
	}
	if (is_blank(line, len))
		return 0;
	code = push_line(s, c, line, len);
	c->spoken = c->spoken || code == 0;
	return code;
}

static bool has_room(const struct client *c)
{
	return c->waiting < OWED_MAX && loop_conn_pending(c->conn) <= PENDING_MAX;
}

static void stop(struct socket *s, struct client *c)
{
	if (c->stopped)
		return;
	c->stopped = true;
	s->stopped++;
	loop_conn_read(c->conn, false);
}

/* Take the whole lines that have come; what is left stays for later. */
static void take_lines(struct socket *s, struct client *c)
{
	size_t at = 0;

	while (at < c->in.len) {
		const char *from = c->in.data + at;
		const size_t known = c->looked > at ? c->looked - at : 0;
		const char *end = memchr(from + known, '\n', c->in.len - at - known);
		size_t len = end ? (size_t)(end - from) : c->in.len - at;

		if (!end && !c->ended) {
			c->looked = c->in.len;
			break;
		}
		if (!has_room(c) || take_line(s, c, from, len) != 0) {
			c->looked = at + len;
			stop(s, c);
			break;
		}
		at += len + (end != NULL);
	}
	buffer_drop(&c->in, at);
	c->looked = c->looked > at ? c->looked - at : 0;
}

/* A line without end: a long one needs a place, one that is too long is answered now and the rest of it
 * passed over. */
static void check_line(struct socket *s, struct client *c)
{
	if (c->stopped)
		return;
	if (c->in.len > CODEC_LINE_MAX || c->too_long) {
		if (!c->too_long && push_line(s, c, c->in.data, c->in.len) != 0) {
			stop(s, c);
			return;
		}
		c->too_long = true;
		c->looked = 0;
		buffer_empty(&c->in);
	}
	if (c->in.len <= LINE_FREE) {
		end_long_line(s, c);
	} else if (!c->is_long && s->long_lines < LONG_LINES) {
		c->is_long = true;
		s->long_lines++;
	} else if (!c->is_long) {
		stop(s, c);
	}
}

void socket_received(struct socket *s, struct loop_conn *conn, const char *data, size_t len)
{
	struct client *c = loop_conn_get(conn);

	if (!c)
		return;
	if (buffer_add(&c->in, data, len) != 0) {
		turn_out(s, c, "no memory for the line: try again later");
		return;
	}
	take_lines(s, c);
	check_line(s, c);
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

/* ---- what goes out ----------------------------------------------------------------------- */

bool socket_send(struct socket *s, uint64_t tell_id, const char *line, size_t len)
{
	struct client *c = find_client(s, tell_id);

	if (!c)
		return false;
	if (loop_conn_write(c->conn, line, len) == 0 && loop_conn_write(c->conn, "\n", 1) == 0)
		return true;
	loop_conn_close(c->conn);
	return false;
}

void socket_tell(struct socket *s, uint64_t tell_id, const char *line, size_t len)
{
	struct client *c = find_client(s, tell_id);

	if (!c)
		return;
	c->waiting--;
	if (!socket_send(s, tell_id, line, len))
		return;
	if (!has_room(c))
		stop(s, c);
	close_when_done(c);
}

bool socket_keep(struct socket *s, uint64_t tell_id)
{
	struct client *c = find_client(s, tell_id);

	if (c)
		c->kept = true;
	return c != NULL;
}

size_t socket_pending(const struct socket *s, uint64_t tell_id)
{
	const struct client *c = find_client(s, tell_id);

	return c ? loop_conn_pending(c->conn) : SIZE_MAX;
}

size_t socket_unread(const struct socket *s, uint64_t tell_id)
{
	const struct client *c = find_client(s, tell_id);

	if (!c)
		return SIZE_MAX;
	return loop_conn_pending(c->conn) + local_unread(loop_conn_fd(c->conn));
}

void socket_leave(struct socket *s, uint64_t tell_id, const char *line, size_t len)
{
	struct client *c = find_client(s, tell_id);
	struct loop_conn *conn;

	if (!c || !socket_send(s, tell_id, line, len))
		return;
	conn = c->conn;
	forget(s, c);
	loop_conn_leave(conn);
}

/* ---- after a turn ------------------------------------------------------------------------ */

static void go_on(struct socket *s, struct client *c)
{
	c->stopped = false;
	s->stopped--;
	take_lines(s, c);
	check_line(s, c);
	if (!c->stopped)
		loop_conn_read(c->conn, true);
	close_when_done(c);
}

/* Who finds the queue full is the first the next time, so that those with the lower places do not
 * fill it for ever. */
void socket_resume(struct socket *s)
{
	const size_t first = s->first;
	bool full = false;

	for (size_t i = 0; i < s->most && s->stopped > 0; i++) {
		const size_t place = (first + i) % s->most;
		struct client *c = s->places[place];

		if (!c || !c->stopped || !has_room(c))
			continue;
		go_on(s, c);
		if (c->stopped && has_room(c) && !full) {
			full = true;
			s->first = place;
		}
	}
}

int64_t socket_watch(struct socket *s, int64_t now_ms)
{
	int64_t next_ms = -1;

	for (size_t i = 0; i < s->most && s->long_lines > 0; i++) {
		struct client *c = s->places[i];
		int64_t left_ms;

		if (!c || !c->is_long || c->stopped)
			continue;
		if (!c->long_since_ms)
			c->long_since_ms = now_ms;
		left_ms = c->long_since_ms + LONG_LINE_MS - now_ms;
		if (left_ms <= 0)
			turn_out(s, c,
				 "the long line has not ended after ten seconds: send it "
				 "again, in one go");
		else if (next_ms < 0 || left_ms < next_ms)
			next_ms = left_ms;
	}
	return next_ms;
}
