/*
 * follows - see the header.
 *
 * What a connection has not read waits in the system's buffer first (200 KiB as a rule), then here. So
 * that nothing is counted as unread which the other side has taken, it is the sum of both
 * that has to become less.
 */
#include <config.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/jtext.h"
#include "paseo/subscribers/follows.h"

/* What may wait for one connection, and what one turn gives to all of them. */
#define WINDOW_BYTES ((size_t)32 * 1024)
#define ALL_BYTES ((size_t)256 * 1024)
#define STALL_MS 3000
#define RETRY_MS 200

_Static_assert(QUEUED_FROM_NOW == STREAM_FROM_NOW, "what a question asks is what the stream takes");

static const char *const cut_off =
	"cut off: nothing was read for three seconds while events waited; all up to \"since\" was "
	"given, ask again with that";

struct follow {
	uint64_t tell_id;
	struct follower *follower;
	size_t unread; /* the last time that was less than before */
	int64_t since_ms;
	bool stalled; /* there is more for it than may wait */
};

struct follows {
	struct stream *stream;
	struct socket *socket;
	void (*wake)(void *ctx);
	void *ctx;
	struct follow *follows;
	size_t follow_count;
	size_t follow_room;
	size_t first; /* whose turn it is to be given something */
};

struct follows *follows_new(struct stream *stream, struct socket *socket, void (*wake)(void *ctx),
			    void *ctx)
{
	struct follows *f = calloc(1, sizeof(*f));

	if (!f)
		return NULL;
	f->stream = stream;
	f->socket = socket;
	f->wake = wake;
	f->ctx = ctx;
	return f;
}

void follows_free(struct follows **follows)
{
	struct follows *f = *follows;

	if (!f)
		return;
	for (size_t i = 0; i < f->follow_count; i++)
		follower_close(&f->follows[i].follower);
	free(f->follows);
	free(f);
	*follows = NULL;
}

/* {"ask":"stream","since":SEQ} with the last seq there is, or with what is wrong. NULL: no memory. */
static char *write_word(uint64_t since, const uint64_t *seq, const char *error, size_t *len)
{
	struct jtext t = JTEXT_EMPTY;

	jtext_open(&t, NULL, '{');
	jtext_string(&t, "ask", "stream");
	jtext_integer(&t, "since", (int64_t)since);
	if (seq)
		jtext_integer(&t, "seq", (int64_t)*seq);
	if (error)
		jtext_string(&t, "error", error);
	jtext_close(&t, '}');
	return jtext_take(&t, len);
}

static bool is_following(const struct follows *f, uint64_t tell_id)
{
	for (size_t i = 0; i < f->follow_count; i++) {
		if (f->follows[i].tell_id == tell_id)
			return true;
	}
	return false;
}

static int add_follow(struct follows *f, uint64_t tell_id, uint64_t since, struct fault *fault)
{
	struct follow *new;
	int code = GROW(f, follow);

	if (code)
		return fault_set(fault, code, "no memory: try again");
	if (is_following(f, tell_id))
		return fault_set(fault, ERR_EXISTS,
				 "this connection follows already: open another for another");
	new = &f->follows[f->follow_count];
	*new = (struct follow){ .tell_id = tell_id };
	code = stream_follow(f->stream, since, f->wake, f->ctx, &new->follower, fault);
	if (code == 0)
		f->follow_count++;
	return code;
}

void follows_begin(struct follows *f, uint64_t tell_id, uint64_t since)
{
	const uint64_t seq = stream_seq(f->stream);
	struct fault fault = { "" };
	int code = ERR_CLOSED;
	size_t len;
	char *word;

	if (socket_keep(f->socket, tell_id))
		code = add_follow(f, tell_id, since, &fault);
	word = write_word(since == QUEUED_FROM_NOW ? seq : since, &seq, code ? fault.text : NULL,
			  &len);
	if (word)
		socket_tell(f->socket, tell_id, word, len);
	free(word);
}

/* Give one connection what it can take. Returns when to look again, as follows_turn(). */
static int64_t pass_on(struct follows *f, struct follow *one, size_t *given)
{
	const size_t waits = socket_pending(f->socket, one->tell_id);
	struct stream_line line;
	size_t bytes = 0;
	int got = 1;

	one->stalled = waits >= WINDOW_BYTES;
	if (one->stalled)
		return -1;
	while (waits + bytes < WINDOW_BYTES && (got = follower_next(one->follower, &line)) == 1) {
		if (!socket_send(f->socket, one->tell_id, line.text, line.len))
			return 0;
		bytes += line.len + 1;
	}
	*given += bytes;
	if (got == 1)
		return 0;
	return got == ERR_NOMEM ? RETRY_MS : -1;
}

static void sooner(int64_t *next_ms, int64_t ms)
{
	if (ms >= 0 && (*next_ms < 0 || ms < *next_ms))
		*next_ms = ms;
}

/* Give to each in its turn, until that is as much as one turn may take. */
static int64_t give(struct follows *f)
{
	const size_t first = f->first;
	int64_t next_ms = -1;
	size_t given = 0;

	for (size_t i = 0; i < f->follow_count; i++) {
		const size_t at = (first + i) % f->follow_count;

		if (given >= ALL_BYTES) {
			f->first = at;
			return 0;
		}
		sooner(&next_ms, pass_on(f, &f->follows[at], &given));
	}
	return next_ms;
}

/* How long one that does not read still has: having read something is as good as having begun. */
static int64_t time_left_ms(const struct follows *f, struct follow *one, int64_t now_ms)
{
	const size_t unread = socket_unread(f->socket, one->tell_id);

	if (!one->since_ms || unread < one->unread)
		one->since_ms = now_ms;
	one->unread = unread;
	return one->since_ms + STALL_MS - now_ms;
}

static void cut(struct follows *f, const struct follow *one)
{
	size_t len;
	char *word = write_word(follower_seq(one->follower), NULL, cut_off, &len);

	if (word)
		socket_leave(f->socket, one->tell_id, word, len);
	free(word);
}

/* False: it is gone, or has been cut off. */
static bool watch(struct follows *f, struct follow *one, int64_t now_ms, int64_t *next_ms)
{
	int64_t left_ms;

	if (socket_pending(f->socket, one->tell_id) == SIZE_MAX)
		return false;
	if (!one->stalled) {
		one->since_ms = 0;
		return true;
	}
	left_ms = time_left_ms(f, one, now_ms);
	if (left_ms > 0) {
		sooner(next_ms, left_ms);
		return true;
	}
	cut(f, one);
	return false;
}

int64_t follows_turn(struct follows *f, int64_t now_ms)
{
	int64_t next_ms = give(f);

	for (size_t i = 0; i < f->follow_count;) {
		if (watch(f, &f->follows[i], now_ms, &next_ms)) {
			i++;
		} else {
			follower_close(&f->follows[i].follower);
			f->follows[i] = f->follows[--f->follow_count];
		}
	}
	return next_ms;
}
