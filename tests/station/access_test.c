/*
 * Who may come to the socket and who came, and whose socket it is.
 */
#include <config.h>

#include "line_help.h"

#include <pwd.h>
#include <sqlite3.h>
#include <sys/stat.h>

#define NOBODY 65534

/* The text of an event as it is kept. */
static void kept_text(const struct bench_station *s, long seq, char *out, size_t size)
{
	int64_t until = help_now_ms() + DEADLINE_MS;
	sqlite3 *db;
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_open_v2(s->db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db, "SELECT json FROM event WHERE seq = ?", -1, &q, NULL),
		SQLITE_OK);
	sqlite3_bind_int64(q, 1, seq);
	while (sqlite3_step(q) != SQLITE_ROW) {
		assert_true(help_now_ms() < until);
		sqlite3_reset(q);
		help_breathe();
	}
	snprintf(out, size, "%s", (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	sqlite3_close(db);
}

static void expect_peer(const struct bench_station *s, long seq, uid_t uid)
{
	const struct passwd *user = getpwuid(uid);
	char text[4096], peer[256];

	kept_text(s, seq, text, sizeof(text));
	if (user)
		snprintf(peer, sizeof(peer), "\"peer\":{\"uid\":%u,\"user\":\"%s\"}", (unsigned)uid,
			 user->pw_name);
	else
		snprintf(peer, sizeof(peer), "\"peer\":{\"uid\":%u}", (unsigned)uid);
	if (!strstr(text, peer))
		fail_msg("no %s in %s", peer, text);
	assert_null(strstr(text, "somebody"));
}

/* What a line says of who sends it is not believed, in an envelope neither. */
static void the_user_who_sent_an_event_is_kept_with_it(void **state)
{
	static const char *const lines[] = {
		"{\"dog\":\"p-1\",\"action\":\"exit\"}",
		"{\"dog\":\"p-1\",\"action\":\"entry\",\"peer\":{\"uid\":4711,\"user\":"
		"\"somebody\"}}",
		"{\"peer\":\"somebody\",\"specversion\":\"1.0\",\"id\":\"c\",\"source\":\"cam\","
		"\"type\":"
		"\"x\",\"data\":{\"dog\":\"p-1\",\"action\":\"exit\"}}",
		"{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-3\",\"name\":\"Nana\"}]}",
	};
	static const char *const send[] = { "send", "--dog", "p-2", "--action", "exit", NULL };
	static const char *const verify[] = { "verify", NULL };
	struct bench_station s;
	struct client *c;
	char answer[4096];

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const char *said = client_ask(c, lines[i]);

		assert_non_null(strstr(said, "\"applied\""));
		expect_peer(&s, line_number(said, "seq"), getuid());
	}
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	/* Through a station of its own it is no other. */
	assert_int_equal(station_command(send, NULL, answer, sizeof(answer)), 0);
	expect_peer(&s, line_number(answer, "seq"), getuid());
	assert_int_equal(station_command(verify, NULL, answer, sizeof(answer)), 0);
	station_remove(&s);
}

static pid_t start(const char *const words[], const char *err_path)
{
	int err = open(err_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int was = dup(2);
	pid_t pid;

	dup2(err, 2);
	pid = station_spawn(words, -1, -1);
	dup2(was, 2);
	close(was);
	close(err);
	return pid;
}

static struct client *wait_for_station(struct bench_station *s)
{
	int64_t until = help_now_ms() + DEADLINE_MS;
	int fd;

	while ((fd = station_try_connect(s)) < 0) {
		if (help_now_ms() > until)
			fail_msg("the station takes no connections");
		help_breathe();
	}
	return client_new(fd);
}

/* Connect as a user whom the socket does not belong to, and send one event. 0: it was answered, 1: not let in. */
static int send_as(const struct bench_station *s, uid_t uid)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct client *c;
		int fd;

		if (setgid(uid) != 0 || setuid(uid) != 0)
			_exit(2);
		fd = station_try_connect(s);
		if (fd < 0)
			_exit(errno == EACCES ? 1 : 3);
		c = client_new(fd);
		_exit(strstr(client_ask(c, "{\"dog\":\"p-1\",\"action\":\"exit\"}"), "\"seq\"")
			      ? 0
			      : 4);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What others may is seen in the file; only root can be somebody else to try it. */
static void the_socket_is_open_to_those_who_were_named(void **state)
{
	static const struct {
		const char *mode;
		mode_t expected;
	} modes[] = { { NULL, 0600 }, { "0660", 0660 }, { "0666", 0666 } };

	(void)state;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		const char *words[] = { "station", modes[i].mode ? "--socket-mode" : NULL,
					modes[i].mode, NULL };
		struct bench_station s;
		struct client *c;
		struct stat st;
		char err[160];

		station_with_a_dog(&s);
		assert_int_equal(chmod(s.dir, 0755), 0);
		snprintf(err, sizeof(err), "%s/err", s.dir);
		s.pid = start(words, err);
		c = wait_for_station(&s);
		/* It listens before it has opened itself to others. */
		assert_non_null(client_ask(c, "{\"ask\":\"status\"}"));
		assert_int_equal(lstat(s.socket, &st), 0);
		assert_int_equal(st.st_mode & 0777, modes[i].expected);
		if (geteuid() == 0) {
			assert_int_equal(send_as(&s, NOBODY), modes[i].expected & 02 ? 0 : 1);
			if (modes[i].expected & 02)
				expect_peer(&s, 2, NOBODY);
		}
		client_close(&c);
		assert_int_equal(station_end(&s, SIGTERM), 0);
		station_remove(&s);
	}
}

static void a_group_of_the_environment_gets_the_socket(void **state)
{
	static const char *const words[] = { "station", NULL };
	struct bench_station s;
	struct client *c;
	struct stat st;
	char text[160];

	(void)state;
	station_with_a_dog(&s);
	snprintf(text, sizeof(text), "%d", geteuid() == 0 ? NOBODY : (int)getegid());
	setenv("PASEO_SOCKET_GROUP", text, 1);
	snprintf(text, sizeof(text), "%s/err", s.dir);
	s.pid = start(words, text);
	unsetenv("PASEO_SOCKET_GROUP");
	c = wait_for_station(&s);
	assert_non_null(client_ask(c, "{\"ask\":\"status\"}"));
	assert_int_equal(lstat(s.socket, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0660);
	assert_int_equal(st.st_gid, geteuid() == 0 ? NOBODY : getegid());
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static bool file_says(const char *path, const char *text)
{
	char all[2048];
	FILE *file = fopen(path, "r");
	size_t n = file ? fread(all, 1, sizeof(all) - 1, file) : 0;

	if (file)
		fclose(file);
	all[n] = '\0';
	return strstr(all, text) != NULL;
}

/* Over the socket that a killed one has left behind. */
static void of_twenty_that_start_at_once_one_serves_and_the_others_say_who(void **state)
{
	enum { STARTS = 20 };
	static const char *const words[] = { "station", NULL };
	int64_t until = help_now_ms() + DEADLINE_MS;
	struct bench_station s;
	struct client *c;
	pid_t pids[STARTS];
	char err[STARTS][192], who[64];
	int ended = 0, status;

	(void)state;
	station_with_a_dog(&s);
	c = client_new(station_run(&s));
	client_close(&c);
	station_end(&s, SIGKILL);
	for (int i = 0; i < STARTS; i++) {
		snprintf(err[i], sizeof(err[i]), "%s/err%d", s.dir, i);
		pids[i] = start(words, err[i]);
	}
	while (ended < STARTS - 1) {
		for (int i = 0; i < STARTS; i++) {
			if (!pids[i] || waitpid(pids[i], &status, WNOHANG) != pids[i])
				continue;
			assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
			pids[i] = 0;
			ended++;
		}
		assert_true(help_now_ms() < until);
		help_breathe();
	}
	for (int i = 0; i < STARTS; i++)
		s.pid = pids[i] ? pids[i] : s.pid;
	snprintf(who, sizeof(who), "process %d has", (int)s.pid);
	for (int i = 0; i < STARTS; i++) {
		if (!file_says(err[i], pids[i] ? "station on" : who))
			fail_msg("%s does not say '%s'", err[i], pids[i] ? "station on" : who);
	}
	c = wait_for_station(&s);
	assert_non_null(strstr(client_ask(c, "{\"dog\":\"p-1\",\"action\":\"exit\"}"), "applied"));
	client_close(&c);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_user_who_sent_an_event_is_kept_with_it),
		cmocka_unit_test(the_socket_is_open_to_those_who_were_named),
		cmocka_unit_test(a_group_of_the_environment_gets_the_socket),
		cmocka_unit_test(of_twenty_that_start_at_once_one_serves_and_the_others_say_who),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
