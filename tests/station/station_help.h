/*
 * station_help - runs the real program as a station in a folder of its own, for tests.
 */
#ifndef PASEO_TESTS_STATION_HELP_H
#define PASEO_TESTS_STATION_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DEADLINE_MS 20000

struct bench_station {
	char dir[64];
	char db[128];
	char socket[128];
	pid_t pid;
};

static inline int64_t help_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Nothing happens by itself here but what is waited for: give the other side the processor. */
static inline void help_breathe(void)
{
	poll(NULL, 0, 2);
}

static inline void station_folder(struct bench_station *s)
{
	memset(s, 0, sizeof(*s));
	strcpy(s->dir, "/tmp/paseo-station-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	snprintf(s->db, sizeof(s->db), "%s/paseo.db", s->dir);
	snprintf(s->socket, sizeof(s->socket), "%s/station.sock", s->dir);
	setenv("PASEO_DB", s->db, 1);
	setenv("PASEO_SOCKET", s->socket, 1);
}

static inline int help_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline void station_remove(struct bench_station *s)
{
	nftw(s->dir, help_remove, 16, FTW_DEPTH | FTW_PHYS);
}

/* Start a command of the program; out: its standard output, or -1 for none. */
static inline pid_t station_spawn(const char *const words[], int in, int out)
{
	const char *program = getenv("PASEO");
	char *argv[16] = { NULL };
	pid_t pid;

	assert_non_null(program);
	argv[0] = strdup(program);
	for (size_t i = 0; words[i] && i < 14; i++)
		argv[i + 1] = strdup(words[i]);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (in >= 0)
			dup2(in, 0);
		if (out >= 0)
			dup2(out, 1);
		execv(program, argv);
		_exit(127);
	}
	for (size_t i = 0; argv[i]; i++)
		free(argv[i]);
	return pid;
}

static inline int station_try_connect(const struct bench_station *s)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	strcpy(a.sun_path, s->socket);
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Start the station and wait until it takes connections; returns the first one. */
static inline int station_run(struct bench_station *s)
{
	static const char *const words[] = { "station", NULL };
	int64_t until = help_now_ms() + DEADLINE_MS;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int fd = -1;

	s->pid = station_spawn(words, null, null);
	close(null);
	while ((fd = station_try_connect(s)) < 0) {
		int status;

		if (waitpid(s->pid, &status, WNOHANG) == s->pid)
			fail_msg("the station ended with status %d", status);
		if (help_now_ms() > until)
			fail_msg("the station takes no connections");
		help_breathe();
	}
	return fd;
}

static inline int station_end(struct bench_station *s, int signal_number)
{
	int status = 0;

	kill(s->pid, signal_number);
	waitpid(s->pid, &status, 0);
	return status;
}

/* Run a command to its end; its exit status. Standard output into out (may be NULL). */
static inline int station_command(const char *const words[], const char *input, char *out,
				  size_t size)
{
	int in_pipe[2] = { -1, -1 };
	int out_pipe[2];
	size_t used = 0;
	int status;
	pid_t pid;

	assert_int_equal(pipe(out_pipe), 0);
	assert_int_equal(pipe(in_pipe), 0);
	fcntl(in_pipe[1], F_SETFD, FD_CLOEXEC);
	fcntl(out_pipe[0], F_SETFD, FD_CLOEXEC);
	pid = station_spawn(words, in_pipe[0], out_pipe[1]);
	close(in_pipe[0]);
	close(out_pipe[1]);
	if (input)
		assert_int_equal(write(in_pipe[1], input, strlen(input)), strlen(input));
	close(in_pipe[1]);
	for (;;) {
		char sink[4096];
		bool keep = out && used + 1 < size;
		ssize_t n = read(out_pipe[0], keep ? out + used : sink,
				 keep ? size - 1 - used : sizeof(sink));

		if (n <= 0)
			break;
		if (keep)
			used += (size_t)n;
	}
	if (out && size)
		out[used] = '\0';
	close(out_pipe[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* Send one line and wait for the answer line. False: the station went away. */
static inline bool station_ask(int fd, const char *line, char *answer, size_t size)
{
	size_t used = 0;

	if (send(fd, line, strlen(line), MSG_NOSIGNAL) != (ssize_t)strlen(line) ||
	    send(fd, "\n", 1, MSG_NOSIGNAL) != 1)
		return false;
	while (used + 1 < size) {
		struct pollfd p = { fd, POLLIN, 0 };
		ssize_t n;

		if (poll(&p, 1, DEADLINE_MS) <= 0)
			fail_msg("no answer to %s", line);
		n = recv(fd, answer + used, 1, 0);
		if (n <= 0)
			return false;
		if (answer[used] == '\n')
			break;
		used++;
	}
	answer[used] = '\0';
	return true;
}

#endif
