/*
 * report_help - a database of its own for a test of reports, told by a station without sockets: a list of
 * what it got and when.
 */
#ifndef TESTS_UNIT_REPORT_HELP_H
#define TESTS_UNIT_REPORT_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/report/day.h"
#include "paseo/station/station.h"

/* at: the time received, on the clock of Madrid. Single quotes stand for double ones. */
struct told {
	const char *at;
	const char *json;
};

struct story {
	char folder[64];
	char db[96];
};

static inline int64_t instant(const char *stamp)
{
	int64_t ms = 0;

	assert_int_equal(days_parse_stamp(stamp, &ms), 0);
	return ms;
}

static inline void story_feed(struct station *s, const struct told *t)
{
	char line[4096];
	struct fault f = { "" };

	(void)snprintf(line, sizeof(line), "%s", t->json);
	for (char *p = line; *p; p++) {
		if (*p == '\'')
			*p = '"';
	}
	if (station_feed(s, instant(t->at), line, strlen(line), &f))
		fail_msg("%s: %s", line, f.text);
}

/* In English, on the clock of Madrid. */
static inline void story_tell(struct story *story, const struct told *list, size_t count)
{
	struct station_options o = { .listen = false };
	struct station *s = NULL;
	struct fault f = { "" };

	/* The zone of a database is the system's where no setting names one. */
	assert_int_equal(setenv("TZ", "Europe/Madrid", 1), 0);
	language_start();
	(void)snprintf(story->folder, sizeof(story->folder), "%s/paseo-report-XXXXXX",
		       getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(story->folder));
	(void)snprintf(story->db, sizeof(story->db), "%s/day.db", story->folder);
	assert_int_equal(days_set_zone("Europe/Madrid"), 0);
	assert_int_equal(path_find(story->db, &o.paths, &f), 0);
	if (station_open(&o, &s, &f))
		fail_msg("%s", f.text);
	for (size_t i = 0; i < count; i++)
		story_feed(s, &list[i]);
	if (station_start(s, &f))
		fail_msg("%s", f.text);
	station_close(&s);
}

static inline void story_forget(const struct story *story)
{
	static const char *const ends[] = {
		"", "-wal", "-shm", "-queue", "-lock", "-log", "-sock"
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		char path[128];

		(void)snprintf(path, sizeof(path), "%s%s", story->db, ends[i]);
		(void)unlink(path);
	}
	(void)rmdir(story->folder);
}

static inline struct day_report *story_day(const struct story *story, int32_t day, const char *now)
{
	struct day_report *r = NULL;
	struct fault f = { "" };

	if (day_report_read(story->db, day, instant(now), &r, &f))
		fail_msg("%s", f.text);
	return r;
}

/* A document from a text that is freed. */
static inline struct jdoc *story_parse(char *text)
{
	struct jdoc *d = NULL;

	assert_non_null(text);
	assert_int_equal(jdoc_parse(text, strlen(text), &d, NULL), 0);
	free(text);
	return d;
}

/* One member as compact text, its double quotes as single ones. */
static inline void expect_compact(const struct jdoc *d, const char *expected)
{
	char *got = jdoc_dump(d, NULL);

	assert_non_null(got);
	for (char *p = got; *p; p++) {
		if (*p == '"')
			*p = '\'';
	}
	assert_string_equal(got, expected);
	free(got);
}

/* Compare with a file that is written afresh with PASEO_GOLDEN=write. */
static inline void expect_golden(const char *name, const char *text)
{
	const char *source = getenv("srcdir"), *mode = getenv("PASEO_GOLDEN");
	char path[512], *golden = calloc(1, 65536);
	FILE *f;

	assert_non_null(golden);
	assert_non_null(text);
	(void)snprintf(path, sizeof(path), "%s/tests/unit/golden/%s.txt", source ? source : ".",
		       name);
	f = fopen(path, mode && strcmp(mode, "write") == 0 ? "w+" : "r");
	assert_non_null(f);
	if (mode && strcmp(mode, "write") == 0) {
		(void)fputs(text, f);
		rewind(f);
	}
	golden[fread(golden, 1, 65535, f)] = '\0';
	(void)fclose(f);
	if (strcmp(golden, text) != 0)
		print_message("%s differs; it is now:\n%s\n", name, text);
	assert_string_equal(golden, text);
	free(golden);
}

#endif
