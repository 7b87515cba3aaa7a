/*
 * What reports cost: their statements are looked up by indexes, whatever else the database holds.
 */
#include <config.h>

#include "store_help.h"

#include "paseo/store/statements.h"

/* Plans of SQLite that read a table from end to end. The two that hold only walks which are open, or
 * longer than a day, are short whatever there is. */
static bool reads_all(const char *detail)
{
	static const char *const tables[] = { "SCAN event", "SCAN walk", "SCAN decision",
					      "SCAN closing" };

	if (strstr(detail, "INDEX walk_open") || strstr(detail, "INDEX walk_long"))
		return false;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		if (strncmp(detail, tables[i], strlen(tables[i])) == 0)
			return true;
	}
	return false;
}

static void expect_no_scan(sqlite3 *db, enum sql_statement id)
{
	char sql[4096];
	sqlite3_stmt *q = NULL;
	size_t lines = 0;

	(void)snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", sql_statement_text(id));
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	for (; sqlite3_step(q) == SQLITE_ROW; lines++) {
		const char *detail = (const char *)sqlite3_column_text(q, 3);

		if (reads_all(detail))
			fail_msg("%s\n%s", sql, detail);
	}
	assert_true(lines > 0);
	(void)sqlite3_finalize(q);
}

static void nothing_in_a_report_reads_a_whole_table(void **state)
{
	/* What day.c and history.c read besides the roster. */
	static const enum sql_statement used[] = {
		SQL_EVENTS,	     SQL_EVENTS_BETWEEN,    SQL_EVENTS_OF_DOG,	     SQL_REFERENCES,
		SQL_ROSTERS,	     SQL_DECISIONS_BETWEEN, SQL_DECISIONS_BY_STATUS, SQL_CLOSINGS,
		SQL_WALKS,	     SQL_WALKS_OF_DOG,	    SQL_WALKS_OF_VOLUNTEER,  SQL_WALKS_AT,
		SQL_LAST_DAY_OF_DOG,
	};
	struct store *s = open_store(db_of(state));
	sqlite3 *db;

	store_close(&s, 0);
	db = open_raw(db_of(state));
	for (size_t i = 0; i < sizeof(used) / sizeof(used[0]); i++)
		expect_no_scan(db, used[i]);
	(void)sqlite3_close(db);
}

/* The check above can fail. */
static void a_statement_that_reads_everything_is_found_out(void **state)
{
	(void)state;
	assert_true(reads_all("SCAN walk"));
	assert_true(reads_all("SCAN event USING INDEX event_time"));
	assert_false(reads_all("SEARCH event USING INDEX event_of (of_seq=?)"));
	assert_false(reads_all("SCAN walk USING INDEX walk_open"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(nothing_in_a_report_reads_a_whole_table),
		cmocka_unit_test(a_statement_that_reads_everything_is_found_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
