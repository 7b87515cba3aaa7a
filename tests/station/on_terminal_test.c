/*
 * What commands do otherwise on a terminal: `close` asks for each dog that is out, and asks a slip
 * again; a list that is too wide has its sentences below.
 */
#include <config.h>

#include "station_help.h"

#include <sys/ioctl.h>

struct asked {
	int terminal; /* our end */
	pid_t pid;
	char said[16384];
	size_t len;
	size_t at; /* up to here it has been waited for */
};

static void open_terminal(struct asked *a, const char *const words[])
{
	const struct winsize size = { .ws_row = 24, .ws_col = 80 };
	int far_end;

	memset(a, 0, sizeof(*a));
	a->terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(a->terminal >= 0);
	assert_int_equal(grantpt(a->terminal), 0);
	assert_int_equal(unlockpt(a->terminal), 0);
	far_end = open(ptsname(a->terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(far_end >= 0);
	assert_int_equal(ioctl(far_end, TIOCSWINSZ, &size), 0);
	a->pid = station_spawn(words, far_end, far_end);
	close(far_end);
}

/* Read until the words have come, behind those that were waited for before. */
static void wait_words(struct asked *a, const char *words)
{
	const int64_t until = help_now_ms() + DEADLINE_MS;
	const char *found;

	while (!(found = strstr(a->said + a->at, words))) {
		struct pollfd p = { a->terminal, POLLIN, 0 };
		ssize_t n;

		if (help_now_ms() > until || poll(&p, 1, DEADLINE_MS) <= 0)
			fail_msg("no '%s' in: %s", words, a->said);
		n = read(a->terminal, a->said + a->len, sizeof(a->said) - 1 - a->len);
		if (n <= 0)
			fail_msg("it ended without '%s': %s", words, a->said);
		a->len += (size_t)n;
		a->said[a->len] = '\0';
	}
	a->at = (size_t)(found - a->said) + strlen(words);
}

static void answer(struct asked *a, const char *text)
{
	assert_int_equal(write(a->terminal, text, strlen(text)), (ssize_t)strlen(text));
}

/* Read to the end; the exit status. */
static int close_terminal(struct asked *a)
{
	int status;

	for (;;) {
		const ssize_t n = read(a->terminal, a->said + a->len, sizeof(a->said) - 1 - a->len);

		if (n <= 0)
			break;
		a->len += (size_t)n;
	}
	a->said[a->len] = '\0';
	waitpid(a->pid, &status, 0);
	close(a->terminal);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* Three dogs that went out in the morning of the 15th of March. */
static void make_day(struct bench_station *s)
{
	static const char *const dogs[] = { "dogs", "import", "-", NULL };
	static const char *const people[] = { "volunteers", "import", "-", NULL };
	static const char *const send[] = { "send", NULL };

	station_folder(s);
	assert_int_equal(station_command(dogs, "id,name\np-1,Luna\np-2,Thor\np-3,Kira\n", NULL, 0),
			 0);
	assert_int_equal(station_command(people, "id,name,phone\nv-1,Ana,600 1\n", NULL, 0), 0);
	assert_int_equal(
		station_command(
			send,
			"{\"dog\":\"p-1\",\"action\":\"exit\",\"volunteer\":\"v-1\",\"time\":"
			"\"2026-03-15T10:00:00+01:00\"}\n"
			"{\"dog\":\"p-2\",\"action\":\"exit\",\"time\":\"2026-03-15T10:30:00+01:"
			"00\"}\n"
			"{\"dog\":\"p-3\",\"action\":\"exit\",\"time\":\"2026-03-15T11:00:00+01:"
			"00\"}\n",
			NULL, 0),
		0);
}

static const char *const close_words[] = { "close", "--day", "2026-03-15", "--by", "v-1", NULL };
static const char *const log_words[] = { "log", NULL };

static void each_dog_is_asked_for_and_the_day_is_closed(void **state)
{
	struct bench_station s;
	struct asked a;
	char log[8192];

	(void)state;
	make_day(&s);
	open_terminal(&a, close_words);
	wait_words(&a, "came back: ");
	assert_non_null(strstr(a.said, "3 dogs are still OUTSIDE"));
	assert_non_null(strstr(a.said, "1/3  p-1 Luna  out since 10:00"));
	assert_non_null(strstr(a.said, "with Ana, 600 1"));
	answer(&a, "9:00\n");
	wait_words(&a, "Luna went out at 10:00:00: 9:00 is not after that");
	wait_words(&a, "came back: ");
	answer(&a, "  18:30 \n");
	wait_words(&a, "2/3  p-2 Thor");
	wait_words(&a, "came back: ");
	answer(&a, "~18:00\n");
	wait_words(&a, "3/3  p-3 Kira");
	wait_words(&a, "came back: ");
	answer(&a, "\n");
	if (close_terminal(&a) != 0)
		fail_msg("%s", a.said);
	assert_non_null(strstr(a.said, "report of"));
	assert_int_equal(station_command(log_words, NULL, log, sizeof(log)), 0);
	assert_non_null(
		strstr(log, "\"time\":\"2026-03-15T18:30:00.000+01:00\",\"action\":\"entry\""));
	assert_non_null(strstr(log, "\"estimated\":true,\"outcome\":\"applied\",\"dog\":\"p-2\""));
	assert_null(strstr(log, "\"action\":\"entry\",\"move\":\"entry\",\"source\":\"keyboard\","
				"\"outcome\":\"applied\",\"dog\":\"p-3\""));
	assert_non_null(strstr(log, "\"action\":\"close\",\"volunteer\":\"v-1\""));
	station_remove(&s);
}

static void who_gives_up_has_changed_nothing(void **state)
{
	struct bench_station s;
	struct asked a;
	char log[8192];

	(void)state;
	make_day(&s);
	open_terminal(&a, close_words);
	wait_words(&a, "came back: ");
	answer(&a, "18:30\n");
	wait_words(&a, "2/3  p-2 Thor");
	wait_words(&a, "came back: ");
	answer(&a, "\4");
	assert_int_equal(close_terminal(&a), 1);
	assert_int_equal(station_command(log_words, NULL, log, sizeof(log)), 0);
	assert_null(strstr(log, "\"action\":\"entry\""));
	assert_null(strstr(log, "\"action\":\"close\""));
	station_remove(&s);
}

static void a_list_of_settings_fits_the_terminal_whole(void **state)
{
	static const char *const set[] = { "settings", "set", "shelter", "La Ribera", NULL };
	static const char *const list[] = { "settings", "list", NULL };
	struct bench_station s;
	struct asked a;

	(void)state;
	station_folder(&s);
	assert_int_equal(station_command(set, NULL, NULL, 0), 0);
	open_terminal(&a, list);
	if (close_terminal(&a) != 0)
		fail_msg("%s", a.said);
	assert_non_null(strstr(a.said, "\nreversal_s = 120\r\n    a scan so many seconds after the "
				       "dog's last movement asks\r\n"));
	for (const char *line = a.said; *line; line += strcspn(line, "\n") + 1) {
		if (strcspn(line, "\r\n") > 80)
			fail_msg("%.*s", (int)strcspn(line, "\r\n"), line);
	}
	station_remove(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_of_settings_fits_the_terminal_whole),
		cmocka_unit_test(each_dog_is_asked_for_and_the_day_is_closed),
		cmocka_unit_test(who_gives_up_has_changed_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
