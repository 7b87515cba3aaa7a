/*
 * The real program under a pseudo-terminal, its screen read through libvterm. PASEO names the
 * program. Every wait is for a condition, with a deadline.
 */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#define DEADLINE_MS 15000
#define HEARD_MAX (4 * 1024 * 1024)

/* A terminal with the program in it. */
struct terminal {
	int master, slave;
	pid_t pid;
	int rows, cols;
	VTerm *vterm;
	VTermScreen *screen;
	struct termios before;
	char *heard; /* every byte that the program wrote */
	size_t heard_len;
	char folder[64];
};

static struct terminal t;

static long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (long)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void set_size(int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	t.rows = rows;
	t.cols = cols;
	if (t.vterm)
		vterm_set_size(t.vterm, rows, cols);
	assert_int_equal(ioctl(t.master, TIOCSWINSZ, &size), 0);
	if (t.pid > 0)
		kill(t.pid, SIGWINCH);
}

static void open_pty(int rows, int cols)
{
	const char *name;

	t.master = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(t.master >= 0 && grantpt(t.master) == 0 && unlockpt(t.master) == 0);
	name = ptsname(t.master);
	assert_non_null(name);
	/* Held open here too, so that its modes can be looked at when the program has gone. */
	t.slave = open(name, O_RDWR | O_NOCTTY);
	assert_true(t.slave >= 0);
	set_size(rows, cols);
	assert_int_equal(tcgetattr(t.slave, &t.before), 0);
	t.vterm = vterm_new(rows, cols);
	vterm_set_utf8(t.vterm, 1);
	t.screen = vterm_obtain_screen(t.vterm);
	vterm_screen_enable_altscreen(t.screen, 1);
	vterm_screen_reset(t.screen, 1);
}

static void make_folder(void)
{
	snprintf(t.folder, sizeof(t.folder), "/tmp/paseo-terminal-XXXXXX");
	assert_non_null(mkdtemp(t.folder));
}

static void remove_folder(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -r '%s'", t.folder);
	assert_int_equal(system(command), 0);
}

/* In the child: the pseudo-terminal is its own, the database in the folder. */
static void become(const char *term, bool ignore_hangup)
{
	const char *program = getenv("PASEO");
	char path[128];

	setsid();
	(void)ioctl(t.slave, TIOCSCTTY, 0);
	dup2(t.slave, 0);
	dup2(t.slave, 1);
	dup2(t.slave, 2);
	close(t.master);
	close(t.slave);
	setenv("TERM", term, 1);
	setenv("LANGUAGE", "en", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	snprintf(path, sizeof(path), "%s/paseo.db", t.folder);
	setenv("PASEO_DB", path, 1);
	snprintf(path, sizeof(path), "%s/socket", t.folder);
	setenv("PASEO_SOCKET", path, 1);
	if (ignore_hangup)
		signal(SIGHUP, SIG_IGN);
	execl(program, "paseo", (char *)NULL);
	_exit(127);
}

static void start(const char *term, bool ignore_hangup)
{
	t.pid = fork();
	assert_true(t.pid >= 0);
	if (t.pid == 0)
		become(term, ignore_hangup);
}

/* Take in what the program has written, waiting at most so long for the first of it. */
static void listen_ms(int wait)
{
	struct pollfd fd = { .fd = t.master, .events = POLLIN };
	char bytes[4096];

	while (poll(&fd, 1, wait) > 0 && (fd.revents & POLLIN)) {
		ssize_t n = read(t.master, bytes, sizeof(bytes));

		if (n <= 0)
			return;
		vterm_input_write(t.vterm, bytes, (size_t)n);
		if (t.heard_len + (size_t)n < HEARD_MAX) {
			memcpy(t.heard + t.heard_len, bytes, (size_t)n);
			t.heard_len += (size_t)n;
			t.heard[t.heard_len] = '\0';
		}
		wait = 0;
	}
}

/* The screen as text, lines ended by newlines. */
static void read_screen(char *out, size_t size)
{
	size_t len = 0;

	for (int row = 0; row < t.rows; row++) {
		VTermRect line = {
			.start_row = row, .end_row = row + 1, .start_col = 0, .end_col = t.cols
		};

		len += vterm_screen_get_text(t.screen, out + len, size - len - 2, line);
		out[len++] = '\n';
	}
	out[len] = '\0';
}

static void wait_for(const char *text)
{
	static char screen[512 * 1024];
	long deadline = now_ms() + DEADLINE_MS;

	do {
		listen_ms(20);
		read_screen(screen, sizeof(screen));
		if (strstr(screen, text))
			return;
	} while (now_ms() < deadline);
	fail_msg("'%s' did not come:\n%s", text, screen);
}

static void wait_heard(const char *text)
{
	long deadline = now_ms() + DEADLINE_MS;

	while (!strstr(t.heard, text)) {
		if (now_ms() >= deadline)
			fail_msg("'%s' was not said: %s", text, t.heard);
		listen_ms(20);
	}
}

static int wait_end(void)
{
	long deadline = now_ms() + DEADLINE_MS;
	int status = 0;

	while (waitpid(t.pid, &status, WNOHANG) == 0) {
		if (now_ms() >= deadline) {
			kill(t.pid, SIGKILL);
			waitpid(t.pid, &status, 0);
			fail_msg("the program did not end");
		}
		listen_ms(20);
	}
	t.pid = 0;
	listen_ms(0);
	return status;
}

static void press(const char *bytes)
{
	assert_int_equal(write(t.master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

#define F2 "\033OQ"
#define F7 "\033[18~"
#define F10 "\033[21~"
#define F11 "\033[23~"
#define F12 "\033[24~"
#define DOWN "\033OB"

static void type_slowly(const char *text)
{
	struct timespec gap = { .tv_nsec = 110 * 1000 * 1000 };

	/* As a person does: the time between keys is what is tested here. */
	for (; *text; text++) {
		char key[2] = { *text, '\0' };

		press(key);
		nanosleep(&gap, NULL);
	}
}

static void ends_as_it_began(int exit_code)
{
	struct termios after;
	int status = wait_end();

	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), exit_code);
	assert_int_equal(tcgetattr(t.slave, &after), 0);
	assert_memory_equal(&t.before.c_lflag, &after.c_lflag, sizeof(after.c_lflag));
	assert_memory_equal(&t.before.c_iflag, &after.c_iflag, sizeof(after.c_iflag));
	assert_memory_equal(&t.before.c_oflag, &after.c_oflag, sizeof(after.c_oflag));
}

static void quit(void)
{
	press(F10);
	ends_as_it_began(0);
	/* Bracketed paste and the other screen are off again. */
	assert_non_null(strstr(t.heard, "\033[?2004l"));
	assert_non_null(strstr(t.heard, "\033[?1049l"));
}

static int open_terminal(void **state)
{
	(void)state;
	if (!getenv("PASEO"))
		return -1;
	memset(&t, 0, sizeof(t));
	t.heard = calloc(1, HEARD_MAX + 1);
	make_folder();
	open_pty(24, 80);
	return t.heard ? 0 : -1;
}

static int close_terminal(void **state)
{
	(void)state;
	if (t.pid > 0) {
		kill(t.pid, SIGKILL);
		waitpid(t.pid, NULL, 0);
	}
	if (t.master >= 0)
		close(t.master);
	if (t.slave >= 0)
		close(t.slave);
	vterm_free(t.vterm);
	free(t.heard);
	remove_folder();
	return 0;
}

/* ---- tests ---- */

static void an_empty_database_offers_three_ways_and_f10_leaves_the_terminal_as_it_was(void **state)
{
	(void)state;
	start("xterm-256color", false);
	wait_for("Import a CSV file");
	wait_for("Add a dog");
	wait_for("Look at the demo");
	quit();
}

/* Two dogs by the form of the first screen, the second one reactive by a file. */
static void import_roster(void)
{
	char path[128], keys[160];
	FILE *f;

	snprintf(path, sizeof(path), "%s/dogs.csv", t.folder);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("id,name,level,traits,tag\np-001,Luna,green,,04A1B2C3D4E5F6\n"
	      "p-002,Thor,red,reactive,\np-003,Rex,red,reactive,04FFEE\np-004,Núria,green,,\n",
	      f);
	fclose(f);
	wait_for("Import a CSV file");
	press("\r");
	wait_for("file:");
	snprintf(keys, sizeof(keys), "\033[200~%s\033[201~", path);
	press(keys);
	wait_for("dogs.csv");
	press("\r");
	wait_for("IN 4");
}

static void a_volunteer_can_import_scan_type_and_undo(void **state)
{
	(void)state;
	start("xterm-256color", false);
	import_roster();
	press("04A1B2C3D4E5F6\r");
	wait_for("OUT (SALIDA)   LUNA");
	wait_for("OUT 1 ");
	type_slowly("nuria");
	wait_for("Enter: OUT N\u00faria");
	press("\r");
	wait_for("OUT (SALIDA)   N\u00daRIA");
	wait_for("OUT 2 ");
	press(F2);
	wait_for("UNDONE");
	wait_for("OUT 1 ");
	press("\033");
	press(F10);
	wait_for("1 dog is still OUT.");
	quit();
}

static void a_warning_stands_before_the_dog_is_out_and_no_scan_dismisses_it(void **state)
{
	(void)state;
	start("xterm-256color", false);
	import_roster();
	press("thor\r");
	wait_for("OUT (SALIDA)   THOR");
	wait_for("STAY IN: Rex");
	press("04FFEE\r");
	wait_for("REX is REACTIVE and THOR is OUT");
	wait_for("OUT 1 ");
	press("04A1B2C3D4E5F6\r");
	wait_for("OUT (SALIDA)   LUNA");
	wait_for("REX is REACTIVE and THOR is OUT");
	press(F11);
	wait_for("the other dog is far away");
	press("04UNKNOWN1\r");
	wait_for("UNKNOWN CODE");
	wait_for("the other dog is far away");
	press("\r");
	wait_for("OUT (SALIDA)   REX");
	wait_for("OUT 3 ");
	press(F10);
	wait_for("3 dogs are still OUT.");
	quit();
}

static void the_report_comes_in_a_pager(void **state)
{
	(void)state;
	start("xterm-256color", false);
	import_roster();
	press("luna\r");
	wait_for("OUT 1 ");
	press(F7);
	wait_for("THE DAY'S REPORT");
	wait_for("4 dogs, 1 walked");
	press("\033");
	wait_for("goes out?");
	press(F10);
	wait_for("QUIT?");
	quit();
}

static void a_resize_storm_down_to_1x1_is_survived(void **state)
{
	static const int sizes[][2] = { { 1, 1 },   { 60, 200 }, { 2, 3 },
					{ 10, 40 }, { 24, 1 },	 { 120, 400 },
					{ 5, 20 },  { 1, 400 },	 { 45, 80 } };

	(void)state;
	start("xterm-256color", false);
	wait_for("Import a CSV file");
	for (size_t i = 0; i < 45; i++) {
		set_size(sizes[i % 9][0], sizes[i % 9][1]);
		listen_ms(5);
	}
	set_size(24, 80);
	wait_for("Look at the demo");
	wait_for("F1 help");
	quit();
}

static void terminals_that_cannot_do_it_get_one_line(void **state)
{
	static const char *const terms[][2] = {
		{ "dumb", "cannot move its cursor" },
		{ "no-such-terminal", "is not known here" },
		{ "", "TERM is not set" },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		t.heard_len = 0;
		t.heard[0] = '\0';
		start(terms[i][0], false);
		wait_heard(terms[i][1]);
		ends_as_it_began(1);
		assert_null(strchr(t.heard, '\033'));
	}
}

static void a_terminal_that_goes_away_ends_the_program_even_if_hangups_are_ignored(void **state)
{
	(void)state;
	start("xterm-256color", true);
	wait_for("Import a CSV file");
	close(t.slave);
	close(t.master);
	t.slave = t.master = -1;
	for (long deadline = now_ms() + DEADLINE_MS;;) {
		struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
		pid_t ended = waitpid(t.pid, NULL, WNOHANG);

		if (ended == t.pid)
			break;
		assert_true(now_ms() < deadline);
		nanosleep(&pause, NULL);
	}
	t.pid = 0;
}

static void a_terminal_without_colour_or_utf8_shows_the_same_words(void **state)
{
	(void)state;
	start("vt100", false);
	wait_for("Import a CSV file");
	press("\030"); /* Ctrl-X, the twin of F10 */
	ends_as_it_began(0);
}

static void a_rules_file_that_cannot_be_read_is_told_at_the_foot(void **state)
{
	char path[128];
	FILE *f;

	(void)state;
	snprintf(path, sizeof(path), "%s/rules.json", t.folder);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("{\"rules\": [\n", f);
	fclose(f);
	setenv("PASEO_RULES", path, 1);
	start("xterm-256color", false);
	unsetenv("PASEO_RULES");
	import_roster();
	wait_for("!! Rules file not readable: the built-in rules hold. See paseo rules check.");
	quit();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define SCREEN(test) cmocka_unit_test_setup_teardown(test, open_terminal, close_terminal)
		SCREEN(an_empty_database_offers_three_ways_and_f10_leaves_the_terminal_as_it_was),
		SCREEN(a_volunteer_can_import_scan_type_and_undo),
		SCREEN(a_warning_stands_before_the_dog_is_out_and_no_scan_dismisses_it),
		SCREEN(the_report_comes_in_a_pager),
		SCREEN(a_resize_storm_down_to_1x1_is_survived),
		SCREEN(terminals_that_cannot_do_it_get_one_line),
		SCREEN(a_terminal_that_goes_away_ends_the_program_even_if_hangups_are_ignored),
		SCREEN(a_terminal_without_colour_or_utf8_shows_the_same_words),
		SCREEN(a_rules_file_that_cannot_be_read_is_told_at_the_foot),
#undef SCREEN
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
