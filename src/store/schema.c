/*
 * schema - application_id, user_version, migrations.
 *
 * A file is looked at over a read-only connection first. A writing one would do more than
 * look: it rolls a hot journal back, and when closed it moves a write-ahead log into the file.
 */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "paseo/base/embedded.h"
#include "paseo/base/log.h"
#include "paseo/store/schema.h"

#define FOLDER "schema/"

/* Locked while opening: somebody else is at it for a moment. */
#define OPEN_WAIT_MS 2000
#define READ_WAIT_MS 1000

/* The number in "schema/0001-first.sql"; 0: no migration. */
static int64_t migration_number(const struct embedded *e)
{
	if (strncmp(e->name, FOLDER, strlen(FOLDER)) != 0)
		return 0;
	return strtoll(e->name + strlen(FOLDER), NULL, 10);
}

int64_t schema_known(void)
{
	int64_t known = 0;

	for (size_t i = 0; i < embedded_count; i++) {
		const int64_t number = migration_number(&embedded_files[i]);

		if (number > known)
			known = number;
	}
	return known;
}

static int cannot_read(struct sql *s, const char *path, int err, struct fault *f)
{
	switch (err) {
	case ERR_CORRUPT:
		return fault_set(f, err,
				 "'%s' is no database, or is damaged (%s): it was left as it is; "
				 "name another file with PASEO_DB, or put a backup in its place",
				 path, sql_reason(s));
	case ERR_BUSY:
		return fault_set(f, err,
				 "'%s' is locked by another program: end that and try again", path);
	default:
		return fault_set(f, err, "cannot read '%s': %s", path, sql_reason(s));
	}
}

/* Whose is it? 0 and *version: ours (0: empty, nobody's yet). */
static int look(struct sql *s, const char *path, int64_t *version, struct fault *f)
{
	int64_t id;
	int64_t things;
	int err = sql_ask_number(s, "PRAGMA application_id", &id);

	if (!err)
		err = sql_ask_number(s, "PRAGMA user_version", version);
	if (!err)
		err = sql_ask_number(s, "SELECT count(*) FROM sqlite_schema", &things);
	if (err)
		return cannot_read(s, path, err, f);
	if (id == 0 && *version == 0 && things == 0)
		return 0;
	if (id != SCHEMA_APPLICATION_ID || *version < 1)
		return fault_set(
			f, ERR_CORRUPT,
			"'%s' is a database of another program: it was left as it is; name "
			"another file with PASEO_DB",
			path);
	if (*version > schema_known())
		return fault_set(f, ERR_VERSION,
				 "'%s' was made by a newer paseo (schema %" PRId64
				 ", this one knows %" PRId64 "): use that one",
				 path, *version, schema_known());
	return 0;
}

static int migrate_one(struct sql *s, const struct embedded *e, int64_t number)
{
	char pragmas[120];
	int64_t version;
	int err = sql_begin(s);

	if (!err)
		err = sql_ask_number(s, "PRAGMA user_version", &version);
	if (!err && version < number) {
		(void)snprintf(pragmas, sizeof(pragmas),
			       "PRAGMA user_version = %" PRId64 "; PRAGMA application_id = %d",
			       number, SCHEMA_APPLICATION_ID);
		err = sql_run_script(s, (const char *)e->data);
		if (!err)
			err = sql_run_script(s, pragmas);
	}
	if (!err)
		err = sql_commit(s);
	return err;
}

/* Run what is missing after version, in order: embedded_files are sorted by name. */
static int migrate(struct sql *s, const char *path, int64_t version, struct fault *f)
{
	const int64_t before = version;

	for (size_t i = 0; i < embedded_count; i++) {
		const int64_t number = migration_number(&embedded_files[i]);
		int err;

		if (number <= version)
			continue;
		err = number == version + 1 ? migrate_one(s, &embedded_files[i], number)
					    : ERR_INVALID;
		if (err) {
			fault_set(f, err, "cannot bring '%s' up to schema %" PRId64 ": %s", path,
				  number, sql_reason(s));
			sql_rollback(s);
			return err;
		}
		version = number;
	}
	if (version > before)
		log_note("store: '%s' is at schema %" PRId64 " now", path, version);
	return 0;
}

static int set_writer(struct sql *s, const char *path, struct fault *f)
{
	char mode[16];
	int err = sql_ask_text(s, "PRAGMA journal_mode = WAL", mode, sizeof(mode));

	if (!err && strcmp(mode, "wal") != 0)
		return fault_set(
			f, ERR_IO,
			"'%s' lies on a disk that cannot hold a write-ahead log (a network "
			"drive?): name a file on this machine with PASEO_DB",
			path);
	if (!err)
		err = sql_run_script(s, "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
	return err ? cannot_read(s, path, err, f) : 0;
}

/* Look without being able to change. A file that only a writer can read (a rollback journal is
 * left from a crash while it was made) is looked at by the writer. */
static int look_first(const char *path, struct fault *f)
{
	struct sql *s;
	int64_t version = 0;
	int err = sql_open(path, SQL_READER, &s, f);

	if (err)
		return err;
	sql_wait(s, OPEN_WAIT_MS);
	err = look(s, path, &version, f);
	sql_close(&s);
	return err == ERR_DENIED ? 0 : err;
}

int schema_open_writer(const char *path, struct sql **out, struct fault *f)
{
	struct stat st;
	struct sql *s = NULL;
	int64_t version = 0;
	int err = 0;

	*out = NULL;
	if (stat(path, &st) == 0 && st.st_size > 0)
		err = look_first(path, f);
	if (!err)
		err = sql_open(path, SQL_WRITER, &s, f);
	if (err)
		return err;
	sql_wait(s, OPEN_WAIT_MS);
	err = look(s, path, &version, f);
	if (!err)
		err = set_writer(s, path, f);
	if (!err)
		err = migrate(s, path, version, f);
	if (err)
		sql_close(&s);
	*out = s;
	return err;
}

static int no_database(const char *path, struct fault *f)
{
	return fault_set(f, ERR_NOT_FOUND,
			 "no database at '%s' yet: 'paseo' makes one, or set PASEO_DB", path);
}

int schema_open_reader(const char *path, struct sql **out, struct fault *f)
{
	struct stat st;
	struct sql *s;
	int64_t version = 0;
	int err;

	*out = NULL;
	if (stat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return no_database(path, f);
	err = sql_open(path, SQL_READER, &s, f);
	if (err)
		return err;
	sql_wait(s, READ_WAIT_MS);
	err = look(s, path, &version, f);
	if (!err && version == 0)
		err = no_database(path, f);
	else if (!err && version < schema_known())
		err = fault_set(f, ERR_VERSION,
				"'%s' was made by an older paseo (schema %" PRId64
				", this one knows %" PRId64 "): start 'paseo' once to renew it",
				path, version, schema_known());
	if (!err)
		err = sql_run_script(s, "PRAGMA query_only = ON");
	if (err)
		sql_close(&s);
	*out = s;
	return err;
}
