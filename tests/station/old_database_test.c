/*
 * A database that the first schema's program made (first_schema.sql) is brought up to date by
 * whatever opens it first, with all that it held.
 */
#include <config.h>

#include "station_help.h"

#include "paseo/store/schema.h"

#include <sqlite3.h>

#include "paseo/store/schema.h"

static void run_sql(const char *db_path, const char *sql)
{
	sqlite3 *db = NULL;
	char *why = NULL;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	(void)sqlite3_close(db);
}

static sqlite3_int64 ask_sql(const char *db_path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	sqlite3_int64 value;

	assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	value = sqlite3_column_int64(q, 0);
	(void)sqlite3_finalize(q);
	(void)sqlite3_close(db);
	return value;
}

static void make_old(struct bench_station *s)
{
	static char sql[65536];
	const char *source = getenv("srcdir");
	char path[512];
	FILE *file;
	size_t len;

	station_folder(s);
	(void)snprintf(path, sizeof(path), "%s/tests/station/first_schema.sql",
		       source ? source : ".");
	file = fopen(path, "r");
	assert_non_null(file);
	len = fread(sql, 1, sizeof(sql) - 1, file);
	(void)fclose(file);
	assert_true(len > 0 && len < sizeof(sql) - 1);
	sql[len] = '\0';
	run_sql(s->db, "PRAGMA journal_mode = WAL");
	run_sql(s->db, sql);
	assert_int_equal(ask_sql(s->db, "PRAGMA user_version"), 1);
}

static void assert_verifies(void)
{
	static const char *const verify[] = { "verify", NULL };
	char out[4096];

	if (station_command(verify, NULL, out, sizeof(out)) != 0)
		fail_msg("%s", out);
	assert_non_null(strstr(out, "no difference"));
}

static void a_database_of_the_first_schema_opens_and_verifies(void **state)
{
	static const char *const export[] = { "dogs", "export", "--all", NULL };
	static const char *const roster[] = { "send", NULL };
	struct bench_station s;
	char out[4096];

	(void)state;
	make_old(&s);
	assert_int_equal(station_command(export, NULL, out, sizeof(out)), 0);
	assert_non_null(strstr(out, "p-001,Luna,A1,,green,,,,,04A1B2\n"));
	assert_non_null(strstr(out, "p-004,Rex,"));
	assert_int_equal(ask_sql(s.db, "PRAGMA user_version"), schema_known());
	assert_int_equal(ask_sql(s.db, "SELECT count(*) FROM event"), 16);
	assert_int_equal(ask_sql(s.db, "SELECT count(*) FROM walk"), 3);
	assert_int_equal(ask_sql(s.db, "SELECT count(*) FROM setting WHERE key = 'limit_min' AND "
				       "value = '50'"),
			 1);
	assert_verifies();
	assert_int_equal(
		station_command(
			roster,
			"{\"action\":\"roster\",\"holds\":[{\"dog\":\"p-001\",\"reason\":\"cough\"}"
			"],"
			"\"pairs\":[{\"dogs\":[\"p-003\",\"p-002\"],\"kind\":\"bonded\"}]}\n",
			NULL, 0),
		0);
	assert_int_equal(ask_sql(s.db, "SELECT count(*) FROM pair WHERE a = 'p-002'"), 1);
	assert_verifies();
	station_remove(&s);
}

/* The badge at 11:02:10 is of the dog that went out at that instant; the first program did not
 * see that. */
static void what_follows_otherwise_now_is_worked_out_again(void **state)
{
	static const char *const list[] = { "dogs", "list", NULL };
	struct bench_station s;

	(void)state;
	make_old(&s);
	assert_int_equal(ask_sql(s.db, "SELECT count(*) FROM walk WHERE dog = 'p-003' AND "
				       "volunteer IS NULL"),
			 1);
	assert_int_equal(station_command(list, NULL, NULL, 0), 0);
	assert_int_equal(ask_sql(s.db, "SELECT count(*) FROM walk WHERE dog = 'p-003' AND "
				       "volunteer = 'v-001'"),
			 1);
	station_remove(&s);
}

/* One that cannot be finished leaves nothing of itself. */
static void a_migration_is_whole_or_not_at_all(void **state)
{
	static const char *const list[] = { "dogs", "list", NULL };
	struct bench_station s;

	(void)state;
	make_old(&s);
	run_sql(s.db, "CREATE TABLE closing (what TEXT)");
	assert_int_equal(station_command(list, NULL, NULL, 0), 1);
	assert_int_equal(ask_sql(s.db, "PRAGMA user_version"), 1);
	assert_int_equal(
		ask_sql(s.db, "SELECT count(*) FROM pragma_table_info('dog') WHERE name = 'hold'"),
		0);
	assert_int_equal(ask_sql(s.db, "SELECT count(*) FROM sqlite_schema WHERE name = 'pair'"),
			 0);
	run_sql(s.db, "DROP TABLE closing");
	assert_int_equal(station_command(list, NULL, NULL, 0), 0);
	assert_int_equal(ask_sql(s.db, "PRAGMA user_version"), schema_known());
	assert_verifies();
	station_remove(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_database_of_the_first_schema_opens_and_verifies),
		cmocka_unit_test(what_follows_otherwise_now_is_worked_out_again),
		cmocka_unit_test(a_migration_is_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
