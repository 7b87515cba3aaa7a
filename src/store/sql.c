/*
 * sql - SQLite, translated: its codes, its statements, its write-ahead log.
 *
 * Statements are prepared at their first use and kept. A use remembers its first error, so that
 * a row is bound and stepped without a test after each column.
 */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "paseo/base/text.h"
#include "paseo/store/sql.h"

struct statement {
	sqlite3_stmt *raw;
	struct sql *owner;
	int put;   /* values bound */
	int taken; /* columns read of this row */
	int error; /* the first of this use */
	bool stepped;
};

struct sql {
	sqlite3 *db;
	enum sql_role role;
	int wal_pages;
	struct statement statements[SQL_STATEMENT_COUNT];
};

static int translate(sqlite3 *db, int code)
{
	int number = db ? sqlite3_system_errno(db) : 0;

	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return 0;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return ERR_BUSY;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return ERR_DENIED;
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		if (code == SQLITE_IOERR_NOMEM)
			return ERR_NOMEM;
		if (number == ENOSPC || number == EDQUOT)
			return ERR_FULL;
		return number == EACCES || number == EPERM ? ERR_DENIED : ERR_IO;
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
	case SQLITE_RANGE:
		return ERR_INVALID;
	default: /* CORRUPT, NOTADB, and a table or column that should be there and is not */
		return ERR_CORRUPT;
	}
}

static int remember_wal(void *ctx, sqlite3 *db, const char *name, int pages)
{
	struct sql *s = ctx;

	(void)db;
	(void)name;
	s->wal_pages = pages;
	return SQLITE_OK;
}

/* Neither the schema of a database made by others nor closing it shall do anything. */
static int make_harmless(struct sql *s)
{
	int rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (rc == SQLITE_OK && s->role == SQL_READER)
		rc = sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return translate(s->db, rc);
}

int sql_open(const char *path, enum sql_role role, struct sql **out, struct fault *f)
{
	struct sql *s = calloc(1, sizeof(*s));
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int err;
	int rc;

	*out = NULL;
	if (!s)
		return fault_set(f, ERR_NOMEM, "no memory");
	s->role = role;
	flags |= role == SQL_WRITER ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
				    : SQLITE_OPEN_READONLY;
	rc = sqlite3_open_v2(path, &s->db, flags, NULL);
	err = translate(s->db, rc);
	if (!err)
		err = make_harmless(s);
	if (err) {
		const int number = s->db ? sqlite3_system_errno(s->db) : 0;

		fault_set(f, err, "cannot open '%s': %s", path,
			  number ? strerror(number) : sqlite3_errstr(rc));
		sql_close(&s);
		return err;
	}
	if (role == SQL_WRITER)
		(void)sqlite3_wal_hook(s->db, remember_wal, s);
	*out = s;
	return 0;
}

void sql_close(struct sql **s)
{
	if (!*s)
		return;
	for (int i = 0; i < SQL_STATEMENT_COUNT; i++)
		(void)sqlite3_finalize((*s)->statements[i].raw);
	(void)sqlite3_close((*s)->db);
	free(*s);
	*s = NULL;
}

void sql_wait(struct sql *s, int wait_ms)
{
	(void)sqlite3_busy_timeout(s->db, wait_ms);
}

const char *sql_reason(const struct sql *s)
{
	return sqlite3_errmsg(s->db);
}

int sql_run_script(struct sql *s, const char *script)
{
	return translate(s->db, sqlite3_exec(s->db, script, NULL, NULL, NULL));
}

int sql_each_text(struct sql *s, const char *script, int (*row)(void *ctx, const char *text),
		  void *ctx)
{
	sqlite3_stmt *raw = NULL;
	int rc = sqlite3_prepare_v2(s->db, script, -1, &raw, NULL);
	int err = translate(s->db, rc);

	while (!err) {
		const char *text;

		rc = sqlite3_step(raw);
		if (rc != SQLITE_ROW) {
			err = translate(s->db, rc);
			break;
		}
		text = (const char *)sqlite3_column_text(raw, 0);
		err = row(ctx, text ? text : "");
	}
	(void)sqlite3_finalize(raw);
	return err;
}

static int keep_number(void *ctx, const char *text)
{
	*(int64_t *)ctx = strtoll(text, NULL, 10);
	return 0;
}

int sql_ask_number(struct sql *s, const char *script, int64_t *value)
{
	*value = 0;
	return sql_each_text(s, script, keep_number, value);
}

struct kept {
	char *out;
	size_t size;
};

static int keep_text(void *ctx, const char *text)
{
	const struct kept *k = ctx;

	return text_copy(k->out, k->size, text);
}

int sql_ask_text(struct sql *s, const char *script, char *out, size_t size)
{
	struct kept k = { out, size };

	out[0] = '\0';
	return sql_each_text(s, script, keep_text, &k);
}

int sql_begin(struct sql *s)
{
	return sql_run_script(s, s->role == SQL_WRITER ? "BEGIN IMMEDIATE" : "BEGIN");
}

int sql_commit(struct sql *s)
{
	return sql_run_script(s, "COMMIT");
}

void sql_rollback(struct sql *s)
{
	/* SQLite has done it itself after some failures. */
	if (!sqlite3_get_autocommit(s->db))
		(void)sql_run_script(s, "ROLLBACK");
}

struct statement *sql_use(struct sql *s, enum sql_statement id)
{
	struct statement *q = &s->statements[id];

	q->owner = s;
	q->put = q->taken = 0;
	q->stepped = false;
	q->error = 0;
	if (q->raw)
		(void)sqlite3_reset(q->raw);
	else
		q->error = translate(s->db,
				     sqlite3_prepare_v3(s->db, sql_statement_text(id), -1,
							SQLITE_PREPARE_PERSISTENT, &q->raw, NULL));
	return q;
}

static void keep_error(struct statement *q, int rc)
{
	if (!q->error)
		q->error = translate(q->owner->db, rc);
}

void sql_put_number(struct statement *q, int64_t value)
{
	keep_error(q, sqlite3_bind_int64(q->raw, ++q->put, value));
}

void sql_put_seq(struct statement *q, uint64_t value)
{
	int64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	sql_put_number(q, bits);
}

void sql_put_number_or_null(struct statement *q, int64_t value)
{
	if (value)
		sql_put_number(q, value);
	else
		keep_error(q, sqlite3_bind_null(q->raw, ++q->put));
}

void sql_put_text(struct statement *q, const char *text)
{
	if (text && text[0])
		sql_put_bytes(q, text, strlen(text));
	else
		keep_error(q, sqlite3_bind_null(q->raw, ++q->put));
}

void sql_put_bytes(struct statement *q, const char *text, size_t len)
{
	keep_error(q, sqlite3_bind_text64(q->raw, ++q->put, text, len, SQLITE_STATIC, SQLITE_UTF8));
}

int sql_next(struct statement *q)
{
	int rc;

	if (q->error)
		return q->error;
	rc = sqlite3_step(q->raw);
	q->stepped = true;
	q->taken = 0;
	if (rc == SQLITE_ROW)
		return 1;
	keep_error(q, rc);
	return q->error;
}

int sql_finish(struct statement *q)
{
	if (!q->stepped)
		(void)sql_next(q);
	(void)sqlite3_reset(q->raw);
	(void)sqlite3_clear_bindings(q->raw);
	return q->error;
}

int64_t sql_take_number(struct statement *q)
{
	return sqlite3_column_int64(q->raw, q->taken++);
}

uint64_t sql_take_seq(struct statement *q)
{
	const int64_t bits = sql_take_number(q);
	uint64_t value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static bool plain_ascii(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] < 0x20 || s[i] > 0x7e)
			return false;
	}
	return true;
}

void sql_take_text(struct statement *q, char *out, size_t size)
{
	size_t len;
	const char *text = sql_take_bytes(q, &len);

	if (!text)
		text = "";
	if (len < size && plain_ascii(text, len)) {
		memcpy(out, text, len);
		out[len] = '\0';
		return;
	}
	(void)text_clean(out, size, text, len);
}

const char *sql_take_bytes(struct statement *q, size_t *len)
{
	const int column = q->taken++;
	const char *text = (const char *)sqlite3_column_text(q->raw, column);

	*len = (size_t)sqlite3_column_bytes(q->raw, column);
	return text;
}

const char *sql_borrow_text(struct statement *q)
{
	const char *text = (const char *)sqlite3_column_text(q->raw, q->taken++);

	return text ? text : "";
}

int64_t sql_changed(const struct sql *s)
{
	return sqlite3_changes64(s->db);
}

int sql_wal_pages(const struct sql *s)
{
	return s->wal_pages;
}

int sql_checkpoint(struct sql *s, bool truncate, bool *whole)
{
	int in_log = 0;
	int copied = 0;
	const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
	const int rc = sqlite3_wal_checkpoint_v2(s->db, NULL, mode, &in_log, &copied);

	/* -1, -1: no write-ahead log at all, which a writer here never has. */
	*whole = rc == SQLITE_OK && in_log >= 0 && in_log == copied;
	return translate(s->db, rc);
}
