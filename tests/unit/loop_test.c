#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "paseo/base/loop.h"

#define DEADLINE_MS 20000
#define BIG ((size_t)4 << 20)

/* One loop with its socket in a folder of its own, and what its callbacks have seen. */
struct play {
	struct loop *loop;
	char folder[64];
	char path[80];
	/* The turn stops the loop when this says so. */
	bool (*done)(const struct play *p);
	/* Called by the first turn, when set. */
	void (*first)(struct play *p);
	struct timespec deadline;
	bool turned_away; /* who comes is told so and closed */
	int turns;
	int opened, ended, closed;
	int signal;
	struct loop_conn *conn;	 /* the last opened */
	struct loop_conn *other; /* closed() writes to it */
	char received[64];
	size_t received_len;
};

static bool late(const struct play *p)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > p->deadline.tv_sec;
}

static void on_turn(void *ctx)
{
	struct play *p = ctx;

	p->turns++;
	if (p->first) {
		p->first(p);
		p->first = NULL;
	}
	if (!p->done || p->done(p) || late(p))
		loop_stop(p->loop);
}

static void on_signal(void *ctx, int number)
{
	struct play *p = ctx;

	p->signal = number;
}

static void on_opened(void *ctx, struct loop_conn *c)
{
	struct play *p = ctx;

	if (p->turned_away) {
		(void)loop_conn_write(c, "full", 4);
		loop_conn_leave(c);
		return;
	}
	p->opened++;
	p->conn = c;
}

static void on_received(void *ctx, struct loop_conn *c, const char *data, size_t len)
{
	struct play *p = ctx;
	size_t room = sizeof(p->received) - 1 - p->received_len;

	assert_ptr_equal(c, p->conn);
	if (len < room)
		room = len;
	memcpy(p->received + p->received_len, data, room);
	p->received_len += room;
}

static void on_ended(void *ctx, struct loop_conn *c)
{
	struct play *p = ctx;

	(void)c;
	p->ended++;
}

static void on_closed(void *ctx, struct loop_conn *c)
{
	struct play *p = ctx;

	p->closed++;
	if (p->conn == c)
		p->conn = NULL;
	if (p->other && p->other != c)
		(void)loop_conn_write(p->other, "gone", 4);
}

static const struct loop_calls calls = {
	.turn = on_turn,
	.signalled = on_signal,
	.opened = on_opened,
	.received = on_received,
	.ended = on_ended,
	.closed = on_closed,
};

static int start_play(void **state)
{
	struct play *p = calloc(1, sizeof(*p));

	if (!p)
		return -1;
	strcpy(p->folder, "/tmp/paseo-loop-XXXXXX");
	if (!mkdtemp(p->folder))
		return -1;
	(void)snprintf(p->path, sizeof(p->path), "%s/sock", p->folder);
	p->loop = loop_new(&calls, p);
	*state = p;
	return p->loop ? 0 : -1;
}

static int end_play(void **state)
{
	struct play *p = *state;
	int err;

	loop_free(&p->loop);
	(void)unlink(p->path);
	err = rmdir(p->folder);
	free(p);
	return err;
}

/* At the deadline there must be a turn too: the loop that SIGALRM wakes. */
static struct loop *_Atomic waited_for;

static void wake_late(int number)
{
	(void)number;
	loop_wake(atomic_load(&waited_for));
}

/* Run until done says so; false when the deadline came first. */
static bool run_until(struct play *p, bool (*done)(const struct play *))
{
	(void)clock_gettime(CLOCK_MONOTONIC, &p->deadline);
	p->deadline.tv_sec += DEADLINE_MS / 1000;
	p->done = done;
	atomic_store(&waited_for, p->loop);
	(void)alarm(DEADLINE_MS / 1000 + 1);
	/* The condition may hold already. */
	loop_wake(p->loop);
	loop_run(p->loop);
	(void)alarm(0);
	return done(p);
}

static bool has_opened(const struct play *p)
{
	return p->opened > 0;
}

static bool has_received(const struct play *p)
{
	return p->received_len > 0;
}

static bool has_ended(const struct play *p)
{
	return p->ended > 0;
}

static bool has_closed(const struct play *p)
{
	return p->closed > 0;
}

static bool has_signal(const struct play *p)
{
	return p->signal != 0;
}

static bool has_turned_thrice(const struct play *p)
{
	if (p->turns < 3)
		loop_wake(p->loop);
	return p->turns >= 3;
}

static bool has_sent_all(const struct play *p)
{
	bool all = loop_conn_pending(p->conn) == 0;

	/* It goes out after the turn, so look again in another. */
	if (!all)
		loop_wake(p->loop);
	return all;
}

/* A client's socket: reading and writing give up after the deadline. */
static int set_deadline(int fd)
{
	const struct timeval t = { .tv_sec = DEADLINE_MS / 1000 };

	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof(t)), 0);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof(t)), 0);
	return fd;
}

static int try_connect(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return set_deadline(fd);
	(void)close(fd);
	return -1;
}

/* Listen, connect a client and let the loop take it. */
static int join(struct play *p)
{
	struct fault f = { "" };
	int fd;

	if (loop_listen(p->loop, p->path, NULL, &f) != 0)
		fail_msg("%s", f.text);
	fd = try_connect(p->path);
	assert_true(fd >= 0);
	assert_true(run_until(p, has_opened));
	return fd;
}

/* The client gets just this, and then no more if end. */
static void expect(int fd, const char *text, bool end)
{
	char got[64];
	size_t len = strlen(text), have = 0;

	while (have < len) {
		ssize_t n = recv(fd, got + have, len - have, 0);

		assert_true(n > 0);
		have += (size_t)n;
	}
	assert_memory_equal(got, text, len);
	if (end)
		assert_int_equal(recv(fd, got, 1, 0), 0);
}

static void what_a_client_says_arrives_and_the_answer_goes_back(void **state)
{
	struct play *p = *state;
	int fd = join(p);

	assert_int_equal(send(fd, "hello", 5, 0), 5);
	assert_true(run_until(p, has_received));
	assert_string_equal(p->received, "hello");
	assert_int_equal(loop_conn_write(p->conn, "a", 1), 0);
	assert_int_equal(loop_conn_write(p->conn, "", 0), 0);
	assert_int_equal(loop_conn_write(p->conn, "bc", 2), 0);
	assert_int_equal(loop_conn_pending(p->conn), 3);
	assert_true(run_until(p, has_sent_all));
	expect(fd, "abc", false);
	(void)close(fd);
	assert_true(run_until(p, has_ended));
	loop_conn_close(p->conn);
	assert_true(run_until(p, has_closed));
	assert_int_equal(p->closed, 1);
}

static void the_socket_is_private_from_the_start(void **state)
{
	struct play *p = *state;
	mode_t was = umask(0);
	struct stat st;

	assert_int_equal(loop_listen(p->loop, p->path, NULL, NULL), 0);
	assert_int_equal(umask(was), 0);
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	loop_unlisten(p->loop);
	assert_int_not_equal(stat(p->path, &st), 0);
}

static void a_socket_that_nobody_answers_is_taken_over(void **state)
{
	struct play *p = *state;
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", p->path);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	(void)close(fd);
	assert_int_equal(try_connect(p->path), -1);
	fd = join(p);
	(void)close(fd);
}

static void a_socket_that_somebody_answers_is_left_alone(void **state)
{
	struct play *p = *state;
	struct loop *second = loop_new(&calls, p);
	struct fault f = { "" };
	int fd;

	assert_int_equal(loop_listen(p->loop, p->path, NULL, NULL), 0);
	assert_int_equal(loop_listen(second, p->path, NULL, &f), ERR_BUSY);
	assert_non_null(strstr(f.text, p->path));
	loop_free(&second);
	fd = try_connect(p->path);
	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(loop_listen(p->loop, p->path, NULL, &f), ERR_EXISTS);
}

static void what_is_no_socket_is_left_alone(void **state)
{
	struct play *p = *state;
	char long_path[200];
	struct fault f = { "" };
	struct stat st;
	int fd = open(p->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	(void)close(fd);
	assert_int_equal(loop_listen(p->loop, p->path, NULL, &f), ERR_EXISTS);
	assert_non_null(strstr(f.text, "no socket"));
	assert_int_equal(stat(p->path, &st), 0);
	memset(long_path, 'x', sizeof(long_path));
	long_path[sizeof(long_path) - 1] = '\0';
	assert_int_equal(loop_listen(p->loop, long_path, NULL, &f), ERR_FULL);
	(void)snprintf(long_path, sizeof(long_path), "%s/none/sock", p->folder);
	assert_int_equal(loop_listen(p->loop, long_path, NULL, &f), ERR_NOT_FOUND);
}

static void a_socket_of_another_that_took_its_place_is_not_removed(void **state)
{
	struct play *p = *state;
	struct loop *second = loop_new(&calls, p);
	int fd;

	assert_int_equal(loop_listen(p->loop, p->path, NULL, NULL), 0);
	assert_int_equal(unlink(p->path), 0);
	assert_int_equal(loop_listen(second, p->path, NULL, NULL), 0);
	loop_unlisten(p->loop);
	fd = try_connect(p->path);
	assert_true(fd >= 0);
	(void)close(fd);
	loop_free(&second);
}

static void listening_can_start_again(void **state)
{
	struct play *p = *state;
	int fd;

	for (int i = 0; i < 3; i++) {
		assert_int_equal(loop_listen(p->loop, p->path, NULL, NULL), 0);
		loop_unlisten(p->loop);
		loop_unlisten(p->loop);
	}
	fd = join(p);
	(void)close(fd);
}

/* Reads to the end, in small pieces, and counts the bytes that are as write_big() wrote them. */
static void *read_big(void *arg)
{
	int fd = *(int *)arg;
	static char piece[3000];
	static size_t right;
	size_t at = 0;
	ssize_t n;

	right = 0;
	while ((n = recv(fd, piece, sizeof(piece), 0)) > 0) {
		for (ssize_t i = 0; i < n; i++, at++)
			right += piece[i] == (char)(at % BIG % 251);
	}
	return &right;
}

static void write_big(struct play *p)
{
	static char piece[10007];

	for (size_t at = 0; at < BIG;) {
		size_t n = BIG - at < sizeof(piece) ? BIG - at : sizeof(piece);

		for (size_t i = 0; i < n; i++)
			piece[i] = (char)((at + i) % 251);
		assert_int_equal(loop_conn_write(p->conn, piece, n), 0);
		at += n;
	}
}

static void much_that_was_written_all_goes_out_before_the_close(void **state)
{
	struct play *p = *state;
	int fd = join(p);
	void *sum = NULL;
	pthread_t reader;

	write_big(p);
	assert_int_equal(loop_conn_pending(p->conn), BIG);
	/* As far as the socket takes it; nobody reads yet. */
	p->turns = 0;
	assert_true(run_until(p, has_turned_thrice));
	assert_in_range(loop_conn_pending(p->conn), 1, BIG - 1);
	write_big(p);
	loop_conn_close(p->conn);
	assert_int_equal(loop_conn_write(p->conn, "x", 1), ERR_CLOSED);
	p->turns = 0;
	assert_true(run_until(p, has_turned_thrice));
	assert_int_equal(p->closed, 0);
	assert_int_equal(pthread_create(&reader, NULL, read_big, &fd), 0);
	assert_true(run_until(p, has_closed));
	(void)pthread_join(reader, &sum);
	assert_int_equal(*(size_t *)sum, 2 * BIG);
	(void)close(fd);
}

static void each_byte_of_two_lots_comes_once(void **state)
{
	struct play *p = *state;
	int fd = join(p);
	static char piece[65536];
	size_t total = 0;
	ssize_t n;

	write_big(p);
	p->turns = 0;
	assert_true(run_until(p, has_turned_thrice));
	write_big(p);
	loop_conn_close(p->conn);
	(void)fcntl(fd, F_SETFL, O_NONBLOCK);
	for (;;) {
		n = recv(fd, piece, sizeof(piece), 0);
		if (n == 0)
			break;
		if (n > 0) {
			total += (size_t)n;
			continue;
		}
		assert_int_equal(errno, EAGAIN);
		p->turns = 0;
		assert_true(run_until(p, has_turned_thrice));
	}
	assert_int_equal(total, 2 * BIG);
	assert_int_equal(p->closed, 1);
	(void)close(fd);
}

static void one_who_has_finished_sending_still_gets_the_answer(void **state)
{
	struct play *p = *state;
	int fd = join(p);

	assert_int_equal(send(fd, "last", 4, 0), 4);
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	assert_true(run_until(p, has_ended));
	assert_string_equal(p->received, "last");
	assert_int_equal(p->closed, 0);
	loop_conn_read(p->conn, true);
	assert_int_equal(loop_conn_write(p->conn, "answer", 6), 0);
	loop_conn_close(p->conn);
	assert_true(run_until(p, has_closed));
	expect(fd, "answer", true);
	assert_int_equal(p->ended, 1);
	(void)close(fd);
}

static void writing_to_one_who_is_gone_closes_and_does_not_kill(void **state)
{
	struct play *p = *state;
	int fd = join(p);

	(void)close(fd);
	assert_true(run_until(p, has_ended));
	assert_int_equal(loop_conn_write(p->conn, "x", 1), 0);
	assert_true(run_until(p, has_closed));
}

static void one_who_goes_while_much_waits_is_closed(void **state)
{
	struct play *p = *state;
	int fd = join(p);

	write_big(p);
	p->turns = 0;
	assert_true(run_until(p, has_turned_thrice));
	(void)close(fd);
	assert_true(run_until(p, has_closed));
}

static void nothing_is_read_while_reading_is_off(void **state)
{
	struct play *p = *state;
	int fd = join(p);

	loop_conn_read(p->conn, false);
	assert_int_equal(send(fd, "later", 5, 0), 5);
	p->turns = 0;
	assert_true(run_until(p, has_turned_thrice));
	assert_int_equal(p->received_len, 0);
	loop_conn_read(p->conn, true);
	loop_conn_read(p->conn, true);
	assert_true(run_until(p, has_received));
	assert_string_equal(p->received, "later");
	(void)close(fd);
}

static void dropping_loses_what_waits(void **state)
{
	struct play *p = *state;
	int fd = join(p);

	write_big(p);
	p->turns = 0;
	assert_true(run_until(p, has_turned_thrice));
	assert_int_equal(loop_conn_write(p->conn, "x", 1), 0);
	loop_conn_drop(p->conn);
	loop_conn_drop(p->conn);
	loop_conn_close(p->conn);
	loop_conn_read(p->conn, true);
	assert_int_equal(loop_conn_write(p->conn, "x", 1), ERR_CLOSED);
	assert_true(run_until(p, has_closed));
	assert_int_equal(p->closed, 1);
	(void)close(fd);
}

static bool has_opened_all(const struct play *p)
{
	return p->opened >= 100;
}

/* As many as wait already, and each turn only so many of them. */
static void many_connections_leave_the_others_their_turn(void **state)
{
	struct play *p = *state;
	int fds[100];

	assert_int_equal(loop_listen(p->loop, p->path, NULL, NULL), 0);
	for (int i = 0; i < 100; i++) {
		fds[i] = try_connect(p->path);
		assert_true(fds[i] >= 0);
	}
	p->done = NULL; /* stop at the first turn */
	loop_run(p->loop);
	assert_in_range(p->opened, 1, 33);
	assert_true(run_until(p, has_opened_all));
	assert_int_equal(p->opened, 100);
	for (int i = 0; i < 100; i++)
		(void)close(fds[i]);
}

static bool has_closed_all(const struct play *p)
{
	return p->closed >= 100;
}

/* Also those who are taken after the turn's end, when what is written goes out. */
static void who_is_turned_away_is_told_so(void **state)
{
	struct play *p = *state;
	int fds[100];

	p->turned_away = true;
	assert_int_equal(loop_listen(p->loop, p->path, NULL, NULL), 0);
	for (int i = 0; i < 100; i++) {
		fds[i] = try_connect(p->path);
		assert_true(fds[i] >= 0);
	}
	assert_true(run_until(p, has_closed_all));
	for (int i = 0; i < 100; i++) {
		expect(fds[i], "full", true);
		(void)close(fds[i]);
	}
}

/* Write until the system takes no more. */
static bool is_stuck(const struct play *p)
{
	static char piece[65536];

	if (loop_conn_pending(p->conn) > 0)
		return true;
	assert_int_equal(loop_conn_write(p->conn, piece, sizeof(piece)), 0);
	loop_wake(p->loop);
	return false;
}

/* It has not read a byte, and still gets all of it and the last word, when it likes. */
static void who_does_not_read_finds_the_last_word_later(void **state)
{
	struct play *p = *state;
	int fd = join(p);
	char got[4096];
	char tail[8] = "";
	ssize_t n;

	assert_true(run_until(p, is_stuck));
	assert_true(local_unread(loop_conn_fd(p->conn)) > 65536);
	assert_int_equal(loop_conn_write(p->conn, "goodbye", 7), 0);
	loop_conn_leave(p->conn);
	assert_true(run_until(p, has_closed));
	while ((n = recv(fd, got, sizeof(got), 0)) > 0) {
		size_t keep = n < 7 ? (size_t)n : 7;

		memmove(tail, tail + keep, 7 - keep);
		memcpy(tail + 7 - keep, got + n - keep, keep);
	}
	assert_int_equal(n, 0);
	assert_string_equal(tail, "goodbye");
	(void)close(fd);
}

static void the_user_at_the_other_end_is_known(void **state)
{
	struct play *p = *state;
	uid_t uid = (uid_t)-1;
	int fd = join(p);

	assert_true(local_peer(loop_conn_fd(p->conn), &uid));
	assert_int_equal(uid, getuid());
	(void)close(fd);
}

static void a_socket_is_opened_to_those_who_are_to_come_in(void **state)
{
	struct play *p = *state;
	struct local_access access = { .mode = 0660, .has_group = true, .group = getgid() };
	struct stat st;

	assert_int_equal(loop_listen(p->loop, p->path, &access, NULL), 0);
	assert_int_equal(lstat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0660);
	assert_int_equal(st.st_gid, getgid());
}

static void a_connected_socket_is_taken_in(void **state)
{
	struct play *p = *state;
	int pair[2], file;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(loop_adopt(p->loop, pair[0]), 0);
	assert_int_equal(p->opened, 1);
	assert_true(fcntl(pair[0], F_GETFD) & FD_CLOEXEC);
	loop_conn_set(p->conn, p);
	assert_ptr_equal(loop_conn_get(p->conn), p);
	assert_int_equal(loop_conn_write(p->conn, "hi", 2), 0);
	assert_true(run_until(p, has_sent_all));
	expect(set_deadline(pair[1]), "hi", false);
	(void)close(pair[1]);
	file = open("/dev/null", O_RDONLY | O_CLOEXEC);
	(void)close(file);
	assert_true(loop_adopt(p->loop, file) < 0);
	assert_int_equal(p->opened, 1);
}

/* It was written after the turn's end, so it must not wait for something else to happen. */
static void what_is_written_as_another_closes_goes_out_too(void **state)
{
	struct play *p = *state;
	int fd = join(p);
	int second;

	p->other = p->conn;
	p->opened = 0;
	second = try_connect(p->path);
	assert_true(run_until(p, has_opened));
	loop_conn_close(p->conn);
	p->conn = p->other;
	assert_true(run_until(p, has_closed));
	assert_true(run_until(p, has_sent_all));
	expect(fd, "gone", false);
	p->other = NULL;
	(void)close(fd);
	(void)close(second);
}

static void an_idle_loop_makes_the_one_turn_it_was_asked_for(void **state)
{
	struct play *p = *state;

	p->done = NULL; /* stop at the first turn */
	loop_wake(p->loop);
	loop_wake(p->loop);
	loop_run(p->loop);
	assert_int_equal(p->turns, 1);
	loop_wake(p->loop);
	loop_run(p->loop);
	assert_int_equal(p->turns, 2);
}

static bool has_turned_twice(const struct play *p)
{
	return p->turns >= 2;
}

static void ask_for_a_turn_at_once(struct play *p)
{
	loop_wake(p->loop);
}

static void a_turn_may_ask_for_another_at_once(void **state)
{
	struct play *p = *state;

	p->first = ask_for_a_turn_at_once;
	p->done = has_turned_twice;
	(void)clock_gettime(CLOCK_MONOTONIC, &p->deadline);
	p->deadline.tv_sec += DEADLINE_MS / 1000;
	loop_wake(p->loop);
	loop_run(p->loop);
	assert_int_equal(p->turns, 2);
}

static void a_turn_can_be_asked_for_later(void **state)
{
	struct play *p = *state;
	struct timespec from, to;

	p->done = NULL;
	(void)clock_gettime(CLOCK_MONOTONIC, &from);
	loop_wake_after(p->loop, 600000);
	loop_wake_after(p->loop, 30);
	loop_wake_after(p->loop, 500);
	loop_run(p->loop);
	(void)clock_gettime(CLOCK_MONOTONIC, &to);
	assert_int_equal(p->turns, 1);
	assert_true((to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000 >= 29);
}

static void a_stop_that_comes_before_the_run_is_not_lost(void **state)
{
	struct play *p = *state;

	p->done = has_signal; /* never */
	(void)clock_gettime(CLOCK_MONOTONIC, &p->deadline);
	p->deadline.tv_sec += DEADLINE_MS / 1000;
	loop_stop(p->loop);
	loop_run(p->loop);
	assert_int_equal(p->turns, 1);
}

static atomic_int wakes;

static bool has_woken(const struct play *p)
{
	(void)p;
	return atomic_load(&wakes) > 0;
}

static void *wake_from_outside(void *arg)
{
	atomic_store(&wakes, 1);
	loop_wake(arg);
	return NULL;
}

static void *stop_from_outside(void *arg)
{
	loop_stop(arg);
	return NULL;
}

static void another_thread_wakes_and_stops_it(void **state)
{
	struct play *p = *state;
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, wake_from_outside, p->loop), 0);
	assert_true(run_until(p, has_woken));
	(void)pthread_join(thread, NULL);
	p->done = has_signal; /* never */
	assert_int_equal(pthread_create(&thread, NULL, stop_from_outside, p->loop), 0);
	loop_run(p->loop);
	(void)pthread_join(thread, NULL);
	assert_false(late(p));
}

static void signals_come_on_the_loops_thread(void **state)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct play *p = *state;

	assert_int_equal(loop_catch_signals(p->loop), 0);
	assert_int_equal(loop_catch_signals(p->loop), 0);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		p->signal = 0;
		assert_int_equal(raise(numbers[i]), 0);
		assert_true(run_until(p, has_signal));
		assert_int_equal(p->signal, numbers[i]);
	}
}

static void freeing_closes_all_that_is_open(void **state)
{
	struct play *p = *state;
	int fd = join(p);
	int pair[2];
	struct stat st;

	write_big(p);
	p->turns = 0;
	assert_true(run_until(p, has_turned_thrice));
	assert_int_equal(loop_conn_write(p->conn, "x", 1), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	assert_int_equal(loop_adopt(p->loop, pair[0]), 0);
	assert_int_equal(loop_conn_write(p->conn, "x", 1), 0);
	p->turns = 0;
	loop_free(&p->loop);
	assert_null(p->loop);
	assert_int_equal(p->closed, 2);
	assert_int_equal(p->turns, 0);
	assert_int_not_equal(stat(p->path, &st), 0);
	(void)close(fd);
	(void)close(pair[1]);
}

#define DESCRIPTORS 100

/* Open before the first test. */
static bool inherited[DESCRIPTORS];

static void no_descriptor_is_left_to_children(void **state)
{
	struct play *p = *state;
	int fd = join(p);

	assert_int_equal(loop_catch_signals(p->loop), 0);
	for (int i = 0; i < DESCRIPTORS; i++) {
		int flags = inherited[i] ? FD_CLOEXEC : fcntl(i, F_GETFD);

		if (flags >= 0 && !(flags & FD_CLOEXEC))
			fail_msg("descriptor %d", i);
	}
	(void)close(fd);
}

static void callbacks_that_are_not_wanted_may_be_missing(void **state)
{
	const struct loop_calls none = { .turn = on_turn };
	struct play *p = *state;
	int fd;

	loop_free(&p->loop);
	p->loop = loop_new(&none, p);
	assert_int_equal(loop_listen(p->loop, p->path, NULL, NULL), 0);
	fd = try_connect(p->path);
	assert_int_equal(send(fd, "x", 1, 0), 1);
	(void)close(fd);
	assert_true(run_until(p, has_turned_thrice));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define PLAY(f) cmocka_unit_test_setup_teardown(f, start_play, end_play)
		PLAY(what_a_client_says_arrives_and_the_answer_goes_back),
		PLAY(the_socket_is_private_from_the_start),
		PLAY(a_socket_is_opened_to_those_who_are_to_come_in),
		PLAY(a_socket_that_nobody_answers_is_taken_over),
		PLAY(a_socket_that_somebody_answers_is_left_alone),
		PLAY(what_is_no_socket_is_left_alone),
		PLAY(a_socket_of_another_that_took_its_place_is_not_removed),
		PLAY(listening_can_start_again),
		PLAY(much_that_was_written_all_goes_out_before_the_close),
		PLAY(each_byte_of_two_lots_comes_once),
		PLAY(one_who_has_finished_sending_still_gets_the_answer),
		PLAY(writing_to_one_who_is_gone_closes_and_does_not_kill),
		PLAY(one_who_goes_while_much_waits_is_closed),
		PLAY(nothing_is_read_while_reading_is_off),
		PLAY(dropping_loses_what_waits),
		PLAY(who_does_not_read_finds_the_last_word_later),
		PLAY(many_connections_leave_the_others_their_turn),
		PLAY(who_is_turned_away_is_told_so),
		PLAY(the_user_at_the_other_end_is_known),
		PLAY(a_connected_socket_is_taken_in),
		PLAY(what_is_written_as_another_closes_goes_out_too),
		PLAY(an_idle_loop_makes_the_one_turn_it_was_asked_for),
		PLAY(a_turn_may_ask_for_another_at_once),
		PLAY(a_turn_can_be_asked_for_later),
		PLAY(a_stop_that_comes_before_the_run_is_not_lost),
		PLAY(another_thread_wakes_and_stops_it),
		PLAY(signals_come_on_the_loops_thread),
		PLAY(freeing_closes_all_that_is_open),
		PLAY(no_descriptor_is_left_to_children),
		PLAY(callbacks_that_are_not_wanted_may_be_missing),
	};

	for (int i = 0; i < DESCRIPTORS; i++)
		inherited[i] = fcntl(i, F_GETFD) >= 0;
	(void)signal(SIGALRM, wake_late);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
