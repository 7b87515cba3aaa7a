/*
 * The demo as a process: it leaves nothing behind, however it is ended, and what --db keeps is a
 * shelter like any other. Signals are sent when something can be seen of a stage, never after a sleep.
 */
#include <config.h>

#include "station_help.h"

#include <dirent.h>
#include <sys/ioctl.h>

static struct bench_station s;
static size_t heard; /* bytes of the terminal */

/* The program on a pseudo-terminal of its own; *master: its other end. */
static pid_t start_on_terminal(const char *const words[], int *master)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	char *argv[8] = { strdup("paseo"), NULL };

	for (size_t i = 0; words[i]; i++)
		argv[i + 1] = strdup(words[i]);
	heard = 0;
	*master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(*master >= 0 && grantpt(*master) == 0 && unlockpt(*master) == 0);
	assert_int_equal(ioctl(*master, TIOCSWINSZ, &size), 0);
	int slave = open(ptsname(*master), O_RDWR | O_NOCTTY);
	assert_true(slave >= 0);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		setsid();
		for (int fd = 0; fd < 3; fd++)
			dup2(slave, fd);
		close(slave);
		setenv("TERM", "xterm-256color", 1);
		execv(getenv("PASEO"), argv);
		_exit(127);
	}
	close(slave);
	for (size_t i = 0; argv[i]; i++)
		free(argv[i]);
	return pid;
}

/* Take in what it draws. */
static void drain(int master)
{
	struct pollfd p = { master, POLLIN, 0 };
	char bytes[4096];
	ssize_t n;

	while (poll(&p, 1, 0) > 0 && (n = read(master, bytes, sizeof(bytes))) > 0)
		heard += (size_t)n;
}

/* Entries of the folder for temporary files. */
static size_t count_left(void)
{
	DIR *dir = opendir(s.dir);
	size_t n = 0;

	assert_non_null(dir);
	for (struct dirent *e = readdir(dir); e; e = readdir(dir))
		n += e->d_name[0] != '.';
	closedir(dir);
	return n;
}

/* Stages of a demo, each to be seen from outside. */
static bool has_folder(int master)
{
	drain(master);
	return count_left() > 0;
}

static bool has_database(int master)
{
	char command[256];

	drain(master);
	snprintf(command, sizeof(command), "test -s '%s'/paseo-demo-*/demo.db-queue", s.dir);
	return system(command) == 0;
}

static bool has_socket(int master)
{
	drain(master);
	return access(s.socket, F_OK) == 0;
}

static bool has_drawn(int master)
{
	/* Nothing is written to the terminal before the board. */
	return has_socket(master) && heard > 0;
}

static void wait_stage(pid_t pid, int master, bool (*reached)(int master))
{
	int64_t until = help_now_ms() + DEADLINE_MS;

	while (!reached(master)) {
		int status = 0;

		if (waitpid(pid, &status, WNOHANG) == pid)
			fail_msg("it ended with status %d", status);
		if (help_now_ms() > until)
			fail_msg("process %ld did not come so far", (long)pid);
		help_breathe();
	}
}

static int wait_end(pid_t pid, int master)
{
	int64_t until = help_now_ms() + DEADLINE_MS;
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) != pid) {
		drain(master);
		if (help_now_ms() > until) {
			fail_msg("process %ld did not end", (long)pid);
		}
		help_breathe();
	}
	close(master);
	return status;
}

static void a_demo_that_is_told_to_end_leaves_nothing_behind(void **state)
{
	static bool (*const stages[])(int master) = { has_folder, has_database, has_socket,
						      has_drawn };
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };
	static const char *const words[] = { "demo", NULL };

	(void)state;
	setenv("TMPDIR", s.dir, 1);
	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
		for (size_t k = 0; k < sizeof(signals) / sizeof(signals[0]); k++) {
			int master = -1;
			pid_t pid = start_on_terminal(words, &master);

			wait_stage(pid, master, stages[i]);
			/* As a terminal that is closed and an impatient person do: not once. */
			for (int times = 0; times < 3; times++)
				kill(pid, signals[(k + (size_t)times) % 3]);
			int status = wait_end(pid, master);
			if (!WIFEXITED(status))
				fail_msg("stage %zu, signal %d: status %d", i, signals[k], status);
			if (count_left())
				fail_msg("stage %zu, signal %d: something is left in %s", i,
					 signals[k], s.dir);
		}
	}
}

static void a_demo_that_is_kept_is_a_shelter_like_any_other(void **state)
{
	char kept[160], out[32768];
	const char *const demo[] = { "demo", "--db", kept, NULL };
	const char *const board[] = { "--db", kept, NULL };
	const char *const verify[] = { "--db", kept, "verify", NULL };
	const char *const list[] = { "dogs", "list", "--format", "csv", NULL };
	int master = -1;

	(void)state;
	snprintf(kept, sizeof(kept), "%s/kept.db", s.dir);
	pid_t pid = start_on_terminal(demo, &master);
	wait_stage(pid, master, has_drawn);
	kill(pid, SIGTERM);
	assert_int_equal(wait_end(pid, master), 0);
	assert_int_equal(access(kept, F_OK), 0);
	assert_int_equal(station_command(verify, NULL, out, sizeof(out)), 0);
	assert_non_null(strstr(out, "no difference"));
	setenv("PASEO_DB", kept, 1);
	assert_int_equal(station_command(list, NULL, out, sizeof(out)), 0);
	size_t lines = 0;
	for (const char *c = out; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 37);

	/* The board opens on it, at today's time. */
	pid = start_on_terminal(board, &master);
	wait_stage(pid, master, has_drawn);
	kill(pid, SIGTERM);
	assert_int_equal(wait_end(pid, master), 0);
	/* A second demo does not write over it. */
	pid = start_on_terminal(demo, &master);
	assert_int_equal(WEXITSTATUS(wait_end(pid, master)), 1);
	assert_int_equal(station_command(verify, NULL, out, sizeof(out)), 0);
}

static int make_folder(void **state)
{
	(void)state;
	station_folder(&s);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	station_remove(&s);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_demo_that_is_told_to_end_leaves_nothing_behind,
						make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(a_demo_that_is_kept_is_a_shelter_like_any_other,
						make_folder, remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
