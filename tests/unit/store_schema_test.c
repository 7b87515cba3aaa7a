/* Whose a database file is, and how it is made and brought up to date. */
#include <config.h>

#include "store_help.h"

#include <sys/stat.h>

#include "paseo/store/reader.h"
#include "paseo/store/schema.h"
#include "paseo/store/verify.h"

static void write_file(const char *path, const void *data, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static char *read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *data = malloc(1 << 20);

	assert_non_null(file);
	assert_non_null(data);
	*len = fread(data, 1, 1 << 20, file);
	(void)fclose(file);
	return data;
}

/* Neither opens it; the sentence has that word; not a byte of the file changes. */
static void assert_refused(const char *path, int code, const char *word)
{
	struct store *s = NULL;
	struct reader *r = NULL;
	struct fault f = { "" };
	size_t before_len;
	size_t after_len;
	char *before = read_file(path, &before_len);
	char *after;

	assert_int_equal(store_open(path, &s, &f), code);
	assert_null(s);
	assert_non_null(strstr(f.text, word));
	assert_non_null(strstr(f.text, path));
	f.text[0] = '\0';
	assert_int_equal(reader_open(path, &r, &f), code);
	assert_null(r);
	assert_non_null(strstr(f.text, word));
	after = read_file(path, &after_len);
	assert_int_equal(before_len, after_len);
	assert_memory_equal(before, after, before_len);
	free(before);
	free(after);
}

static void a_new_database_has_the_newest_schema(void **state)
{
	struct store *s = open_store(db_of(state));

	assert_int_equal(store_seq(s), 0);
	assert_int_equal(store_chain(s), 0);
	store_close(&s, 0);
	assert_null(s);
	assert_int_equal(ask_path(db_of(state), "PRAGMA application_id"), SCHEMA_APPLICATION_ID);
	assert_int_equal(ask_path(db_of(state), "PRAGMA user_version"), schema_known());
	assert_true(schema_known() >= 1);
}

static void migrations_run_once(void **state)
{
	struct store *s = open_store(db_of(state));
	int64_t version;

	store_close(&s, 0);
	version = ask_path(db_of(state), "PRAGMA schema_version");
	s = open_store(db_of(state));
	store_close(&s, 0);
	assert_int_equal(ask_path(db_of(state), "PRAGMA schema_version"), version);
	assert_int_equal(ask_path(db_of(state), "SELECT count(*) FROM meta"), 1);
}

static void an_empty_file_becomes_a_database(void **state)
{
	struct reader *r = NULL;
	struct fault f = { "" };
	struct store *s;

	write_file(db_of(state), "", 0);
	assert_int_equal(reader_open(db_of(state), &r, &f), ERR_NOT_FOUND);
	s = open_store(db_of(state));
	store_close(&s, 0);
	assert_int_equal(ask_path(db_of(state), "SELECT seq FROM meta"), 0);
}

static void a_newer_schema_is_refused(void **state)
{
	struct store *s = open_store(db_of(state));

	store_close(&s, 0);
	tamper(db_of(state), "PRAGMA user_version = 97");
	assert_refused(db_of(state), ERR_VERSION, "newer paseo (schema 97, this one knows");
}

static void a_database_of_another_program_is_left_alone(void **state)
{
	tamper(db_of(state), "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup')");
	assert_refused(db_of(state), ERR_CORRUPT, "another program");
}

/* A writer that closed it would move its log into the file. */
static void a_foreign_log_is_not_moved_into_its_file(void **state)
{
	sqlite3 *db = open_raw(db_of(state));
	char wal[160];
	size_t before;
	size_t after;

	(void)sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	run_raw(db, "PRAGMA journal_mode = WAL; CREATE TABLE recipe (name TEXT)");
	run_raw(db, "PRAGMA wal_checkpoint; INSERT INTO recipe VALUES ('soup')");
	(void)sqlite3_close(db);
	(void)snprintf(wal, sizeof(wal), "%s-wal", db_of(state));
	free(read_file(wal, &before));
	assert_true(before > 0);
	assert_refused(db_of(state), ERR_CORRUPT, "another program");
	free(read_file(wal, &after));
	assert_int_equal(before, after);
}

static void a_text_file_is_left_alone(void **state)
{
	char text[8192];

	memset(text, 'x', sizeof(text));
	write_file(db_of(state), text, sizeof(text));
	assert_refused(db_of(state), ERR_CORRUPT, "no database");
	write_file(db_of(state), "dogs to walk\n", 13);
	assert_refused(db_of(state), ERR_CORRUPT, "no database");
}

static void a_folder_that_is_not_there_is_named(void **state)
{
	struct store *s = NULL;
	struct fault f = { "" };
	char path[160];

	(void)snprintf(path, sizeof(path), "%s/none/paseo.db",
		       ((struct place_to_test *)*state)->folder);
	assert_int_equal(store_open(path, &s, &f), ERR_IO);
	assert_non_null(strstr(f.text, path));
	assert_non_null(strstr(f.text, "No such file"));
}

static void no_database_yet_says_how_to_make_one(void **state)
{
	struct reader *r = NULL;
	struct verify_result result;
	struct fault f = { "" };
	struct stat st;

	assert_int_equal(reader_open(db_of(state), &r, &f), ERR_NOT_FOUND);
	assert_non_null(strstr(f.text, "PASEO_DB"));
	assert_int_equal(verify_database(db_of(state), stdout, &result, &f), ERR_NOT_FOUND);
	assert_int_equal(stat(db_of(state), &st), -1);
}

static void the_event_log_cannot_be_changed(void **state)
{
	struct store *s = open_store(db_of(state));
	struct desk d;
	sqlite3 *db;

	desk_open(&d);
	desk_apply(&d, s, ROSTER_LINE);
	desk_close(&d);
	store_close(&s, 0);
	db = open_raw(db_of(state));
	assert_int_equal(sqlite3_exec(db, "UPDATE event SET json = '{}'", NULL, NULL, NULL),
			 SQLITE_CONSTRAINT);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM event", NULL, NULL, NULL),
			 SQLITE_CONSTRAINT);
	assert_int_equal(ask_raw(db, "SELECT count(*) FROM event WHERE json <> '{}'"), 1);
	(void)sqlite3_close(db);
}

static void a_locked_database_cannot_be_opened_and_says_so(void **state)
{
	struct store *s = open_store(db_of(state));
	struct fault f = { "" };
	sqlite3 *db;

	store_close(&s, 0);
	db = open_raw(db_of(state));
	run_raw(db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
	assert_int_equal(store_open(db_of(state), &s, &f), ERR_BUSY);
	assert_non_null(strstr(f.text, "locked"));
	(void)sqlite3_close(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_new_database_has_the_newest_schema),
		STORE_TEST(migrations_run_once),
		STORE_TEST(an_empty_file_becomes_a_database),
		STORE_TEST(a_newer_schema_is_refused),
		STORE_TEST(a_database_of_another_program_is_left_alone),
		STORE_TEST(a_foreign_log_is_not_moved_into_its_file),
		STORE_TEST(a_text_file_is_left_alone),
		STORE_TEST(a_folder_that_is_not_there_is_named),
		STORE_TEST(no_database_yet_says_how_to_make_one),
		STORE_TEST(the_event_log_cannot_be_changed),
		STORE_TEST(a_locked_database_cannot_be_opened_and_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
