/*
 * The stream of a station that runs: who follows gets each event once and in order, whatever becomes of
 * the others, of the station, and of himself.
 */
#include <config.h>

#include "line_help.h"

#define MANY 20000

/* One goes and comes back, one does not read, and the third gets everything. */
static void three_followers_one_comes_back_and_one_does_not_read(void **state)
{
	struct bench_station s;
	struct client *producer, *steady, *leaver, *stalled;
	long last, seq;
	char *line;
	pid_t pid;

	(void)state;
	station_with_a_dog(&s);
	producer = client_new(station_run(&s));
	steady = client_connect(&s);
	leaver = client_connect(&s);
	stalled = client_connect(&s);
	seq = client_follow(steady, 0);
	client_follow(leaver, 0);
	client_follow(stalled, 0);
	pid = fork();
	if (pid == 0) {
		client_flood(producer, MANY, "x");
		_exit(0);
	}
	client_expect(leaver, 0, 5000);
	client_close(&leaver);
	client_expect(steady, 0, seq + MANY);
	waitpid(pid, NULL, 0);
	leaver = client_connect(&s);
	assert_int_equal(client_follow(leaver, 5000), seq + MANY);
	client_expect(leaver, 5000, seq + MANY);
	/* What it gets is a beginning, a last word that says how far that went, and the end. */
	client_wait_closed(stalled);
	last = 0;
	while ((line = client_line(stalled)) != NULL && !strstr(line, "\"ask\":\"stream\""))
		assert_int_equal(line_number(line, "seq"), ++last);
	assert_non_null(line);
	assert_non_null(strstr(line, "\"error\":\"cut off"));
	assert_int_equal(line_number(line, "since"), last);
	assert_true(last < seq + MANY);
	assert_null(client_line(stalled));
	client_close(&stalled);
	stalled = client_connect(&s);
	client_follow(stalled, last);
	client_expect(stalled, last, seq + MANY);
	client_close(&stalled);
	client_close(&leaver);
	client_close(&steady);
	client_close(&producer);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static void a_follower_from_far_back_joins_what_comes(void **state)
{
	enum { OLD = 50000, NEW = 2000 };
	struct bench_station s;
	struct client *producer, *late;
	long old;
	pid_t pid;

	(void)state;
	station_with_a_dog(&s);
	producer = client_new(station_run(&s));
	old = client_flood(producer, OLD, "old");
	late = client_connect(&s);
	assert_int_equal(client_follow(late, 3), old);
	pid = fork();
	if (pid == 0) {
		client_flood(producer, NEW, "new");
		_exit(0);
	}
	client_expect(late, 3, old + NEW);
	waitpid(pid, NULL, 0);
	client_close(&late);
	client_close(&producer);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* What the stream gives live and what it gives from the database is the same to the byte. */
static void live_lines_and_stored_lines_are_the_same(void **state)
{
	static const char *const lines[] = {
		"{\"dog\":\"p-1\",\"action\":\"exit\",\"volunteer\":\"v-9\",\"id\":\"a\"}",
		"{\"id_perro\":\"p-1\",\"accion\":\"ENTRADA\",\"lector\":\"puerta\",\"origen\":"
		"\"qr\"}",
		"{\"dog\":\"p-1\",\"action\":\"exit\",\"confidence\":0.3,\"source\":\"ai\",\"id\":"
		"\"b\"}",
		"{\"action\":\"answer\",\"of\":\"b\",\"go\":true,\"reason\":\"se\\u00f1al "
		"\\\"clara\\\"\"}",
		"{\"action\":\"retract\",\"of\":\"b\"}",
		"{\"action\":\"amend\",\"of\":\"a\",\"time\":\"2026-01-01T10:00:00+01:00\"}",
		"{\"tag\":\"NOBODY'S\"}",
		"{\"dog\":\"p-9\",\"action\":\"exit\"}",
		"{\"dog\":\"p-2\",\"action\":\"exit\",\"time\":\"2026-01-01T10:00:00Z\","
		"\"estimated\":true}",
		"{\"action\":\"recall\",\"go\":true,\"reason\":\"storm\"}",
		"{\"specversion\":\"1.0\",\"id\":\"c\",\"source\":\"cam\",\"type\":\"x\",\"data\":"
		"{\"dog\":\"p-2\",\"action\":\"entry\",\"reader\":\"cam-1\"}}",
	};
	const int count = sizeof(lines) / sizeof(lines[0]);
	struct bench_station s;
	struct client *producer, *live, *stored;
	char copies[16][4096];
	long seq;

	(void)state;
	station_with_a_dog(&s);
	producer = client_new(station_run(&s));
	live = client_connect(&s);
	seq = line_number(client_ask(live, "{\"ask\":\"stream\"}"), "seq");
	assert_int_equal(seq, 1);
	for (int i = 0; i < count; i++) {
		assert_non_null(strstr(client_ask(producer, lines[i]), "\"seq\":"));
		snprintf(copies[i], sizeof(copies[i]), "%s", client_line(live));
	}
	client_close(&live);
	client_close(&producer);
	/* Started again it has none of them in memory. */
	assert_int_equal(station_end(&s, SIGTERM), 0);
	stored = client_new(station_run(&s));
	assert_int_equal(client_follow(stored, seq), seq + count);
	for (int i = 0; i < count; i++)
		assert_string_equal(client_line(stored), copies[i]);
	client_close(&stored);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static void what_cannot_be_followed_is_said(void **state)
{
	struct bench_station s;
	struct client *c;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	assert_non_null(strstr(client_ask(c, "{\"ask\":\"stream\",\"since\":2}"),
			       "beyond the last event, 1"));
	assert_non_null(
		strstr(client_ask(c, "{\"ask\":\"stream\",\"since\":\"2\"}"), "\\\"since\\\""));
	assert_non_null(
		strstr(client_ask(c, "{\"ask\":\"stream\",\"since\":-1}"), "\\\"since\\\""));
	assert_non_null(strstr(client_ask(c, "{\"ask\":\"news\"}"), "status or stream"));
	assert_int_equal(client_follow(c, 1), 1);
	assert_non_null(
		strstr(client_ask(c, "{\"ask\":\"stream\",\"since\":0}"), "follows already"));
	/* It may still send, and gets both the answer and the event. */
	assert_non_null(strstr(client_ask(c, "{\"dog\":\"p-1\",\"action\":\"exit\"}"), "applied"));
	client_expect(c, 1, 2);
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* Who has finished sending has not finished listening. */
static void who_only_listens_still_gets_what_comes(void **state)
{
	struct bench_station s;
	struct client *producer, *listener;

	(void)state;
	station_with_a_dog(&s);
	producer = client_new(station_run(&s));
	listener = client_connect(&s);
	client_follow(listener, 1);
	assert_int_equal(shutdown(listener->fd, SHUT_WR), 0);
	client_flood(producer, 10, "x");
	client_expect(listener, 1, 11);
	client_close(&listener);
	client_close(&producer);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* ---- paseo log --follow ------------------------------------------------------------------ */

/* How many whole lines a file has; their seqs are 1, 2, 3... */
static long count_lines(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[8192];
	long n = 0;

	while (file && fgets(line, sizeof(line), file) && strchr(line, '\n')) {
		assert_int_equal(line_number(line, "seq"), n + 1);
		n++;
	}
	if (file)
		fclose(file);
	return n;
}

static void wait_lines(const char *path, long lines)
{
	int64_t until = help_now_ms() + DEADLINE_MS;

	while (count_lines(path) < lines) {
		if (help_now_ms() > until)
			fail_msg("%ld lines and not %ld", count_lines(path), lines);
		help_breathe();
	}
	assert_int_equal(count_lines(path), lines);
}

static pid_t follow_into(const struct bench_station *s, char out_path[160], char err_path[160])
{
	static const char *const words[] = { "log", "--follow", NULL };
	int out, err, was = dup(2);
	pid_t pid;

	snprintf(out_path, 160, "%s/out", s->dir);
	snprintf(err_path, 160, "%s/err", s->dir);
	out = open(out_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	err = open(err_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	dup2(err, 2);
	pid = station_spawn(words, -1, out);
	dup2(was, 2);
	close(was);
	close(err);
	close(out);
	return pid;
}

static long text_count(const char *path, const char *text)
{
	FILE *file = fopen(path, "r");
	char line[1024];
	long n = 0;

	while (file && fgets(line, sizeof(line), file))
		n += strstr(line, text) != NULL;
	if (file)
		fclose(file);
	return n;
}

static void following_survives_a_station_that_is_killed(void **state)
{
	struct bench_station s;
	struct client *producer;
	char out[160], err[160];
	long seq = 1;
	pid_t pid;
	int status;

	(void)state;
	station_with_a_dog(&s);
	producer = client_new(station_run(&s));
	pid = follow_into(&s, out, err);
	for (int round = 0; round < 3; round++) {
		char id[16];

		snprintf(id, sizeof(id), "r%d", round);
		seq = client_flood(producer, 500, id);
		wait_lines(out, seq);
		station_end(&s, SIGKILL);
		client_close(&producer);
		producer = client_new(station_run(&s));
	}
	seq = client_flood(producer, 20, "end");
	assert_int_equal(seq, 1 + 3 * 500 + 20);
	wait_lines(out, seq);
	assert_int_equal(text_count(err, "went away"), 3);
	assert_int_equal(text_count(err, ""), 3);
	kill(pid, SIGINT);
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	client_close(&producer);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static void without_a_station_following_waits_for_one(void **state)
{
	static const char *const send[] = { "send", "--dog", "p-1", "--action", "exit", NULL };
	struct bench_station s;
	struct client *producer;
	char out[160], err[160];
	pid_t pid;
	int status;

	(void)state;
	station_with_a_dog(&s);
	pid = follow_into(&s, out, err);
	wait_lines(out, 1);
	assert_int_equal(text_count(err, "no station runs"), 1);
	/* A short command stores without one. */
	assert_int_equal(station_command(send, NULL, NULL, 0), 0);
	wait_lines(out, 2);
	producer = client_new(station_run(&s));
	client_flood(producer, 30, "x");
	wait_lines(out, 32);
	assert_int_equal(text_count(err, ""), 1);
	kill(pid, SIGTERM);
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	client_close(&producer);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* Nobody reads what it writes any more: it notices although no event comes. */
static void following_into_a_closed_pipe_ends_without_a_word(void **state)
{
	static const char *const words[] = { "log", "--follow", NULL };
	struct bench_station s;
	int64_t until = help_now_ms() + DEADLINE_MS;
	struct client *producer;
	char first[64];
	int ends[2];
	int status;
	pid_t pid;

	(void)state;
	station_with_a_dog(&s);
	producer = client_new(station_run(&s));
	assert_int_equal(pipe(ends), 0);
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	pid = station_spawn(words, -1, ends[1]);
	close(ends[1]);
	assert_true(read(ends[0], first, sizeof(first)) > 0);
	close(ends[0]);
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (help_now_ms() > until)
			fail_msg("it goes on");
		help_breathe();
	}
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	client_close(&producer);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_followers_one_comes_back_and_one_does_not_read),
		cmocka_unit_test(a_follower_from_far_back_joins_what_comes),
		cmocka_unit_test(live_lines_and_stored_lines_are_the_same),
		cmocka_unit_test(what_cannot_be_followed_is_said),
		cmocka_unit_test(who_only_listens_still_gets_what_comes),
		cmocka_unit_test(following_survives_a_station_that_is_killed),
		cmocka_unit_test(without_a_station_following_waits_for_one),
		cmocka_unit_test(following_into_a_closed_pipe_ends_without_a_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
