/*
 * line_help - connections to a station as their clients see them: lines, with deadlines.
 */
#ifndef PASEO_TESTS_LINE_HELP_H
#define PASEO_TESTS_LINE_HELP_H

#include "station_help.h"

/* What has come of a connection and was not looked at yet. */
struct client {
	int fd;
	size_t at, len;
	bool ended;
	char data[65536];
};

static inline struct client *client_new(int fd)
{
	struct client *c = calloc(1, sizeof(*c));

	assert_non_null(c);
	assert_true(fd >= 0);
	c->fd = fd;
	return c;
}

static inline struct client *client_connect(const struct bench_station *s)
{
	return client_new(station_try_connect(s));
}

static inline void client_close(struct client **c)
{
	close((*c)->fd);
	free(*c);
	*c = NULL;
}

/* All of it, whatever the other side does meanwhile; false: it is gone. */
static inline bool client_send(const struct client *c, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = send(c->fd, data, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

static inline bool client_say(const struct client *c, const char *line)
{
	return client_send(c, line, strlen(line)) && client_send(c, "\n", 1);
}

/* Take in what has come, waiting for it. False: the other side is gone. */
static inline bool client_fill(struct client *c)
{
	struct pollfd p = { c->fd, POLLIN, 0 };
	ssize_t n;

	memmove(c->data, c->data + c->at, c->len - c->at);
	c->len -= c->at;
	c->at = 0;
	if (c->ended)
		return false;
	assert_true(c->len < sizeof(c->data));
	if (poll(&p, 1, DEADLINE_MS) <= 0)
		fail_msg("nothing came");
	n = recv(c->fd, c->data + c->len, sizeof(c->data) - c->len, 0);
	c->ended = n <= 0;
	c->len += n > 0 ? (size_t)n : 0;
	return n > 0;
}

/* The next whole line, good until the next call; NULL: the other side is gone. */
static inline char *client_line(struct client *c)
{
	for (;;) {
		char *line = c->data + c->at;
		char *end = memchr(line, '\n', c->len - c->at);

		if (end) {
			*end = '\0';
			c->at += (size_t)(end - line) + 1;
			return line;
		}
		if (!client_fill(c))
			return NULL;
	}
}

/* The answer to a line. */
static inline char *client_ask(struct client *c, const char *line)
{
	char *answer;

	assert_true(client_say(c, line));
	answer = client_line(c);
	if (!answer)
		fail_msg("no answer to %.200s", line);
	return answer;
}

/* Wait until the other side has closed, without reading what it has left. */
static inline void client_wait_closed(const struct client *c)
{
	struct pollfd p = { c->fd, 0, 0 };

	if (poll(&p, 1, DEADLINE_MS) <= 0)
		fail_msg("it is not closed");
}

/* A number member of a line; -1: it has none. */
static inline long line_number(const char *line, const char *name)
{
	char member[40];
	const char *found;

	snprintf(member, sizeof(member), "\"%s\":", name);
	found = strstr(line, member);
	return found ? strtol(found + strlen(member), NULL, 10) : -1;
}

/* Ask for the stream; the seq of the last event there is. */
static inline long client_follow(struct client *c, long since)
{
	char line[80];
	const char *word;

	snprintf(line, sizeof(line), "{\"ask\":\"stream\",\"since\":%ld}", since);
	word = client_ask(c, line);
	assert_int_equal(line_number(word, "since"), since);
	assert_null(strstr(word, "error"));
	return line_number(word, "seq");
}

/* Exactly the events since+1..to, each once and in order. */
static inline void client_expect(struct client *c, long since, long to)
{
	for (long seq = since + 1; seq <= to; seq++) {
		const char *line = client_line(c);

		if (!line)
			fail_msg("gone before event %ld", seq);
		assert_int_equal(line_number(line, "seq"), seq);
		assert_non_null(strstr(line, "\"time\":"));
	}
}

/* Many events from one connection, so many in flight. The last one's seq. */
static inline long client_flood(struct client *c, int events, const char *id)
{
	enum { IN_FLIGHT = 100 };
	char line[160];
	long seq = 0;
	int sent = 0;

	for (int done = 0; done < events; done++) {
		const char *answer;

		for (; sent < events && sent - done < IN_FLIGHT; sent++) {
			snprintf(line, sizeof(line),
				 "{\"dog\":\"p-1\",\"action\":\"%s\",\"id\":\"%s-%d\"}",
				 sent % 2 ? "entry" : "exit", id, sent);
			assert_true(client_say(c, line));
		}
		answer = client_line(c);
		if (!answer)
			fail_msg("gone before answer %d", done);
		seq = line_number(answer, "seq");
		assert_true(seq > 0);
	}
	return seq;
}

static inline void station_with_a_dog(struct bench_station *s)
{
	static const char *const import[] = { "dogs", "import", "-", NULL };

	station_folder(s);
	assert_int_equal(station_command(import, "id,name\np-1,Luna\np-2,Sol\n", NULL, 0), 0);
}

#endif
