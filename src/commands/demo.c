/*
 * demo - the board on a made-up shelter whose clock stands on a Sunday morning.
 */
#include <config.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/demo.h"
#include "paseo/commands/desk.h"

#define MOMENT_HOUR 11
#define MOMENT_MINUTE 42

int64_t demo_moment_ms(int64_t now_ms)
{
	int32_t today = days_of(now_ms);
	int32_t sunday = days_add(today, -days_weekday(today));
	int64_t moment = days_at_ms(sunday, MOMENT_HOUR, MOMENT_MINUTE);

	return moment <= now_ms ? moment
				: days_at_ms(days_add(sunday, -7), MOMENT_HOUR, MOMENT_MINUTE);
}

/* A folder of its own, under $TMPDIR. */
static int make_folder(char folder[PATH_SIZE], struct fault *f)
{
	const char *base = getenv("TMPDIR");
	int n = snprintf(folder, PATH_SIZE, "%s/paseo-demo-XXXXXX",
			 base && base[0] == '/' ? base : "/tmp");

	if (n < 0 || n >= PATH_SIZE || !mkdtemp(folder)) {
		folder[0] = '\0';
		return fault_set(
			f, ERR_IO,
			_("cannot make a folder in %s: set TMPDIR to one that can be written"),
			base ? base : "/tmp");
	}
	return 0;
}

/* The folder holds only the demo's own files. */
static void remove_folder(const char *folder)
{
	DIR *dir = opendir(folder);

	for (struct dirent *e = dir ? readdir(dir) : NULL; e; e = readdir(dir)) {
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			unlinkat(dirfd(dir), e->d_name, 0);
	}
	if (dir)
		closedir(dir);
	rmdir(folder);
}

/* Set by a signal while the history is fed, when no station catches them yet. */
static volatile sig_atomic_t told_to_end;

static void tell_to_end(int number)
{
	(void)number;
	told_to_end = 1;
}

static void watch_signals(void)
{
	struct sigaction act = { .sa_handler = tell_to_end };

	told_to_end = 0;
	sigemptyset(&act.sa_mask);
	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGHUP, &act, NULL);
}

static int feed(struct station *s, int64_t moment_ms, struct fault *f)
{
	struct demo_history h = { .count = 0 };
	int rc = demo_history_make(moment_ms, &h, f);

	for (size_t i = 0; !rc && !told_to_end && i < h.count; i++)
		rc = station_feed(s, h.list[i].at_ms, h.list[i].json, h.list[i].len, f);
	demo_history_clear(&h);
	return rc;
}

static int run_on(const char *db, enum screen_end *end, struct fault *f)
{
	const struct clock real = { 0 };
	struct station_options o = { .listen = true, .catch_signals = true };
	struct station *s = NULL;
	int pid = 0;
	int rc = path_find(db, &o.paths, f);
	/* The zone is the system's: the demo's settings name none. */
	int64_t now_ms = clock_now_ms(&real), moment_ms = demo_moment_ms(now_ms);

	o.clock.offset_ms = moment_ms - now_ms;
	if (!rc)
		rc = desk_open_station(&o, true, &s, &pid, f);
	if (!rc)
		rc = feed(s, moment_ms, f);
	/* What comes from here on is for the station. */
	desk_hold_signals(true);
	if (!rc && !told_to_end)
		return desk_run_board(&o, &s, true, end, f);
	*end = SCREEN_STATION_LEFT;
	desk_close_station(&s);
	return rc;
}

int demo_run(const char *db, enum screen_end *end, struct fault *f)
{
	char folder[PATH_SIZE] = "", path[PATH_SIZE + 16];

	if (db && access(db, F_OK) == 0)
		return fault_set(f, ERR_EXISTS, _("%s exists: name a new file for the demo"), db);
	watch_signals();
	if (db)
		return run_on(db, end, f);
	int rc = make_folder(folder, f);
	if (rc)
		return rc;
	snprintf(path, sizeof(path), "%s/demo.db", folder);
	rc = run_on(path, end, f);
	remove_folder(folder);
	return rc;
}

int command_demo(const struct args *a)
{
	enum screen_end end = SCREEN_QUIT;
	struct fault f = { "" };
	int rc = desk_check_terminal(&f);

	if (!rc)
		rc = demo_run(args_get(a, "db"), &end, &f);
	if (rc)
		return command_fail(&f);
	return end == SCREEN_TERMINAL_GONE ? EXIT_FAILED : EXIT_DONE;
}
