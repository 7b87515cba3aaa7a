/*
 * store_help - a folder of its own for a test, and a desk without journal, sockets or threads:
 * lines go through codec and brain and come out as lists of changes, as a station makes them.
 */
#ifndef TESTS_STORE_HELP_H
#define TESTS_STORE_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "paseo/base/days.h"
#include "paseo/brain/brain.h"
#include "paseo/queue/codec.h"
#include "paseo/queue/journal.h"
#include "paseo/store/store.h"

/* 2026-11-15 10:00:00 UTC, a Sunday. */
#define SUNDAY_MS INT64_C(1794736800000)

struct place_to_test {
	char folder[64];
	char db[96];
};

static inline int make_place(void **state)
{
	struct place_to_test *p = calloc(1, sizeof(*p));

	if (!p)
		return -1;
	(void)days_set_zone("UTC");
	(void)snprintf(p->folder, sizeof(p->folder), "%s/paseo-store-XXXXXX",
		       getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!mkdtemp(p->folder))
		return -1;
	(void)snprintf(p->db, sizeof(p->db), "%s/paseo.db", p->folder);
	*state = p;
	return 0;
}

static inline int drop_place(void **state)
{
	static const char *const tails[] = { "",      "-wal",	   "-shm",     "-journal",
					     "-copy", "-copy-wal", "-copy-shm" };
	struct place_to_test *p = *state;

	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		char path[128];

		(void)snprintf(path, sizeof(path), "%s%s", p->db, tails[i]);
		(void)unlink(path);
	}
	(void)rmdir(p->folder);
	free(p);
	return 0;
}

static inline const char *db_of(void **state)
{
	return ((struct place_to_test *)*state)->db;
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, make_place, drop_place)

/* ---- the desk ---- */

struct desk {
	struct brain *brain;
	uint64_t chain;
	int64_t now_ms;
};

static inline void desk_open(struct desk *d)
{
	d->brain = brain_new();
	assert_non_null(d->brain);
	d->chain = 0;
	d->now_ms = SUNDAY_MS;
}

static inline void desk_close(struct desk *d)
{
	brain_free(&d->brain);
}

/* What follows from a line, received now; the list is the caller's. */
static inline struct changes *desk_hear(struct desk *d, const char *line)
{
	struct changes *c = changes_new();
	struct event *e = NULL;
	struct fault f = { "" };
	struct answer a;

	assert_non_null(c);
	if (codec_read(line, strlen(line), &e, &f) != 0)
		fail_msg("%s: %s", line, f.text);
	e->received_ms = d->now_ms;
	if (!e->has_time)
		e->time_ms = d->now_ms;
	assert_int_equal(codec_seal(e, d->now_ms), 0);
	assert_int_equal(brain_decide(d->brain, e, BRAIN_ROUTED, &a, c), 0);
	if (brain_stored(&a)) {
		struct logged *l = c->list[0].as.event;

		l->json = e->json;
		l->json_len = e->json_len;
		e->json = NULL;
		d->chain = journal_chain(d->chain, a.seq, d->now_ms, 0, l->json, l->json_len);
		l->chain = d->chain;
	} else {
		changes_free(&c);
		c = changes_new();
	}
	event_free(&e);
	return c;
}

/* Apply a line at once. */
static inline void desk_apply(struct desk *d, struct store *s, const char *line)
{
	struct changes *c = desk_hear(d, line);
	struct fault f = { "" };

	if (store_apply(s, c, &f) != 0)
		fail_msg("%s: %s", line, f.text);
	changes_free(&c);
}

/* Some dogs, people and tags. */
#define ROSTER_LINE                                                                                \
	"{\"action\":\"roster\",\"id\":\"r-1\",\"dogs\":["                                         \
	"{\"id\":\"p-001\",\"name\":\"Luna\",\"level\":\"green\",\"kennel\":\"A1\",\"tag\":"       \
	"\"04A1B2\"},"                                                                             \
	"{\"id\":\"p-002\",\"name\":\"Núria\",\"traits\":\"reactive\",\"note\":\"pulls\"},"       \
	"{\"id\":\"p-003\",\"name\":\"Toby\",\"target_min\":40}],"                                 \
	"\"volunteers\":[{\"id\":\"v-001\",\"name\":\"Ana\",\"phone\":\"600\",\"badge\":\"B1\"}]," \
	"\"settings\":{\"shelter\":\"La Ribera\"}}"

/* ---- the database, from outside ---- */

static inline struct store *open_store(const char *path)
{
	struct store *s = NULL;
	struct fault f = { "" };

	if (store_open(path, &s, &f) != 0)
		fail_msg("%s", f.text);
	return s;
}

static inline sqlite3 *open_raw(const char *path)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

static inline void run_raw(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

/* Change a closed database from outside. */
static inline void tamper(const char *path, const char *sql)
{
	sqlite3 *db = open_raw(path);

	run_raw(db, sql);
	(void)sqlite3_close(db);
}

static inline int64_t ask_raw(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = NULL;
	int64_t value;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	value = sqlite3_column_int64(q, 0);
	(void)sqlite3_finalize(q);
	return value;
}

static inline int64_t ask_path(const char *path, const char *sql)
{
	sqlite3 *db = open_raw(path);
	const int64_t value = ask_raw(db, sql);

	(void)sqlite3_close(db);
	return value;
}

#endif
