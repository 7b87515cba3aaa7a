/*
 * The database held locked by another program: the desk goes on, answers included, and the store
 * catches up when it is let go.
 */
#include <config.h>

#include "station_help.h"

#include <sqlite3.h>

#define EVENTS 500

static void a_locked_database_delays_the_store_and_not_the_desk(void **state)
{
	static const char *const import[] = { "dogs", "import", "-", NULL };
	static const char *const verify[] = { "verify", NULL };
	struct bench_station s;
	char answer[2048];
	sqlite3 *db;
	long stored = 0;
	int64_t until;
	int fd;

	(void)state;
	station_folder(&s);
	assert_int_equal(station_command(import, "id,name\np-1,Luna\n", NULL, 0), 0);
	fd = station_run(&s);
	assert_int_equal(sqlite3_open(s.db, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, DEADLINE_MS);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	for (int i = 0; i < EVENTS; i++) {
		char line[128];

		snprintf(line, sizeof(line), "{\"dog\":\"p-1\",\"action\":\"%s\",\"id\":\"e%05d\"}",
			 i % 2 ? "entry" : "exit", i);
		assert_true(station_ask(fd, line, answer, sizeof(answer)));
		assert_non_null(strstr(answer, "\"outcome\":\"applied\""));
	}
	assert_true(station_ask(fd, "{\"ask\":\"status\"}", answer, sizeof(answer)));
	assert_non_null(strstr(answer, "\"stored\":1,"));
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	until = help_now_ms() + DEADLINE_MS;
	while (stored < EVENTS + 1) {
		assert_true(station_ask(fd, "{\"ask\":\"status\"}", answer, sizeof(answer)));
		stored = strtol(strstr(answer, "\"stored\":") + 9, NULL, 10);
		if (help_now_ms() > until)
			fail_msg("the store has only %ld events", stored);
		help_breathe();
	}
	close(fd);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	assert_int_equal(station_command(verify, NULL, answer, sizeof(answer)), 0);
	station_remove(&s);
}

/* An ignored read is remembered and not stored; what was stored beside it must not look like a
 * repeat when the journal is played again. */
static void a_journal_with_reads_beside_ignored_ones_is_played_again(void **state)
{
	static const char *const import[] = { "dogs", "import", "-", NULL };
	static const char *const verify[] = { "verify", NULL };
	static const char *const offsets[] = { "10.000", "12.000", "08.500" };
	struct bench_station s;
	char answer[2048];
	char stamp[40];
	time_t now = time(NULL);
	sqlite3 *db;
	int fd;

	(void)state;
	station_folder(&s);
	assert_int_equal(station_command(import, "id,name,tag\np-1,Luna,T1\n", NULL, 0), 0);
	fd = station_run(&s);
	assert_int_equal(sqlite3_open(s.db, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, DEADLINE_MS);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	now -= 120;
	for (int i = 0; i < 3; i++) {
		char line[128];

		strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:", gmtime(&now));
		snprintf(line, sizeof(line), "{\"tag\":\"T1\",\"time\":\"%s%sZ\"}", stamp,
			 offsets[i]);
		assert_true(station_ask(fd, line, answer, sizeof(answer)));
	}
	close(fd);
	station_end(&s, SIGKILL);
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	fd = station_run(&s);
	close(fd);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	assert_int_equal(station_command(verify, NULL, answer, sizeof(answer)), 0);
	station_remove(&s);
}

/* The days are those of the zone in force, also when it has changed since they were written. */
static void another_zone_works_the_days_out_again(void **state)
{
	static const char *const import[] = { "dogs", "import", "-", NULL };
	static const char *const send[] = { "send", NULL };
	static const char *const zone[] = { "settings", "set", "zone", "America/New_York", NULL };
	static const char *const verify[] = { "verify", NULL };
	struct bench_station s;
	char answer[2048];
	sqlite3 *db;
	sqlite3_stmt *q;

	(void)state;
	station_folder(&s);
	assert_int_equal(station_command(import, "id,name\np-1,Luna\n", NULL, 0), 0);
	assert_int_equal(
		station_command(
			send,
			"{\"dog\":\"p-1\",\"action\":\"exit\",\"id\":\"o\",\"time\":"
			"\"2026-11-15T00:30:00+01:00\"}\n{\"dog\":\"p-1\",\"action\":\"entry\","
			"\"time\":\"2026-11-15T00:50:00+01:00\"}\n",
			answer, sizeof(answer)),
		0);
	assert_int_equal(station_command(zone, NULL, NULL, 0), 0);
	assert_int_equal(station_command(verify, NULL, answer, sizeof(answer)), 0);
	assert_int_equal(station_command(send,
					 "{\"dog\":\"p-1\",\"action\":\"exit\",\"time\":"
					 "\"2026-11-16T00:30:00+01:00\"}\n"
					 "{\"action\":\"retract\",\"of\":\"o\"}\n",
					 answer, sizeof(answer)),
			 0);
	setenv("TZ", "UTC", 1);
	assert_int_equal(station_command(verify, NULL, answer, sizeof(answer)), 0);
	setenv("TZ", "Europe/Madrid", 1);
	assert_int_equal(sqlite3_open(s.db, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT day, count(*) FROM walk", -1, &q, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(q, 0), 20261115);
	assert_int_equal(sqlite3_column_int(q, 1), 1);
	sqlite3_finalize(q);
	sqlite3_close(db);
	station_remove(&s);
}

static void a_second_station_is_refused_and_told_who_holds_it(void **state)
{
	static const char *const words[] = { "station", NULL };
	struct bench_station s;
	int fd;

	(void)state;
	station_folder(&s);
	fd = station_run(&s);
	assert_int_equal(station_command(words, NULL, NULL, 0), 1);
	close(fd);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	/* A socket left behind by kill -9 is taken over. */
	fd = station_run(&s);
	close(fd);
	station_end(&s, SIGKILL);
	fd = station_run(&s);
	close(fd);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

static void a_database_by_another_name_is_the_same_database(void **state)
{
	static const char *const words[] = { "station", NULL };
	static const char *const tails[] = { "link.db", "hard.db" };
	struct bench_station s;
	char other[192];
	int fd;

	(void)state;
	station_folder(&s);
	fd = station_run(&s);
	close(fd);
	for (int i = 0; i < 2; i++) {
		snprintf(other, sizeof(other), "%s/%s", s.dir, tails[i]);
		assert_int_equal(i ? link(s.db, other) : symlink(s.db, other), 0);
		setenv("PASEO_DB", other, 1);
		assert_int_equal(station_command(words, NULL, NULL, 0), 1);
	}
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

/* Deleted under a running station: what comes then is not written into a file that nobody will find, and
 * the journal gives all of it to the next database. */
static void a_database_that_is_taken_away_is_built_again(void **state)
{
	static const char *const log_words[] = { "log", NULL };
	static const char *const verify[] = { "verify", NULL };
	struct bench_station s;
	char answer[8192];
	char path[192];
	int fd;

	(void)state;
	station_folder(&s);
	fd = station_run(&s);
	assert_true(station_ask(
		fd, "{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-1\",\"name\":\"L\"}]}", answer,
		sizeof(answer)));
	assert_true(station_ask(fd, "{\"dog\":\"p-1\",\"action\":\"exit\",\"id\":\"before\"}",
				answer, sizeof(answer)));
	unlink(s.db);
	snprintf(path, sizeof(path), "%s-wal", s.db);
	unlink(path);
	snprintf(path, sizeof(path), "%s-shm", s.db);
	unlink(path);
	assert_true(station_ask(fd, "{\"dog\":\"p-1\",\"action\":\"entry\",\"id\":\"after\"}",
				answer, sizeof(answer)));
	assert_non_null(strstr(answer, "applied"));
	close(fd);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	fd = station_run(&s);
	close(fd);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	assert_int_equal(station_command(log_words, NULL, answer, sizeof(answer)), 0);
	assert_non_null(strstr(answer, "\"id\":\"before\""));
	assert_non_null(strstr(answer, "\"id\":\"after\""));
	assert_int_equal(station_command(verify, NULL, answer, sizeof(answer)), 0);
	station_remove(&s);
}

static void bad_lines_get_one_line_each_and_the_connection_goes_on(void **state)
{
	struct bench_station s;
	char answer[4096];
	char *long_line = malloc(1024 * 1024 + 1);
	int fd;

	(void)state;
	station_folder(&s);
	fd = station_run(&s);
	memset(long_line, 'x', 1024 * 1024);
	long_line[1024 * 1024] = '\0';
	assert_true(station_ask(fd, long_line, answer, sizeof(answer)));
	assert_non_null(strstr(answer, "longer than"));
	assert_true(station_ask(fd, "{\"dog\":", answer, sizeof(answer)));
	assert_non_null(strstr(answer, "\"rejected\""));
	assert_true(station_ask(fd, "{\"tag\":\"\xff\"}", answer, sizeof(answer)));
	assert_non_null(strstr(answer, "\"rejected\""));
	assert_true(station_ask(fd, "{\"dog\":\"nobody\"}", answer, sizeof(answer)));
	assert_non_null(strstr(answer, "\"unknown\""));
	free(long_line);
	close(fd);
	assert_int_equal(station_end(&s, SIGTERM), 0);
	station_remove(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_locked_database_delays_the_store_and_not_the_desk),
		cmocka_unit_test(a_journal_with_reads_beside_ignored_ones_is_played_again),
		cmocka_unit_test(another_zone_works_the_days_out_again),
		cmocka_unit_test(a_second_station_is_refused_and_told_who_holds_it),
		cmocka_unit_test(a_database_by_another_name_is_the_same_database),
		cmocka_unit_test(a_database_that_is_taken_away_is_built_again),
		cmocka_unit_test(bad_lines_get_one_line_each_and_the_connection_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
