/*
 * transfer - `export` writes everything into a folder, `import` takes it into an empty database.
 */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/csv.h"
#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/link.h"
#include "paseo/commands/output.h"
#include "paseo/queue/journal.h"
#include "paseo/report/export.h"
#include "paseo/station/lock.h"
#include "paseo/store/import.h"

/* Of a file in the folder. */
#define FILE_PATH_SIZE 2048

/* "TO: N events, M walks" */
static void say_done(const char *to, uint64_t events, uint64_t walks)
{
	char first[64], second[64], line[PATH_SIZE + 160];

	snprintf(first, sizeof(first),
		 language_plural("%llu event", "%llu events", (unsigned long)events),
		 (unsigned long long)events);
	snprintf(second, sizeof(second),
		 language_plural("%llu walk", "%llu walks", (unsigned long)walks),
		 (unsigned long long)walks);
	int len = snprintf(line, sizeof(line), "%s: %s, %s", to, first, second);
	output_line(line, (size_t)len < sizeof(line) ? (size_t)len : sizeof(line) - 1);
}

int command_export(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct export_result result = { 0, 0 };
	struct fault f = { "" };
	char separator = ',';

	if (args_separator(a, &separator, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	if (!rc)
		rc = export_write(d.reader, a->words[0], separator, &result, &f);
	if (!rc)
		say_done(a->words[0], result.events, result.walks);
	return database_close(&d, rc, &f);
}

/* A file of the folder to be read. */
static FILE *open_in(const char *folder, const char *file, char path[FILE_PATH_SIZE],
		     struct fault *f)
{
	snprintf(path, FILE_PATH_SIZE, "%s/%s", folder, file);
	FILE *in = fopen(path, "re");
	if (!in)
		fault_set(f, error_from_errno(errno),
			  _("cannot read %s: %s: name a folder that paseo export wrote"), path,
			  strerror(errno));
	return in;
}

/* The zone of the days, and whether this is a folder that we know how to read. */
static int read_facts(const char *folder, char zone[DAYS_ZONE_SIZE], struct fault *f)
{
	char path[FILE_PATH_SIZE], **fields = NULL;
	FILE *in = open_in(folder, EXPORT_FACTS, path, f);
	struct csv_stream *s = in ? csv_stream_new(in) : NULL;
	size_t count = 0;
	bool known = false;

	zone[0] = '\0';
	while (s && csv_stream_next(s, &fields, &count) > 0) {
		if (count == 2 && strcmp(fields[0], "format") == 0)
			known = strcmp(fields[1], EXPORT_FORMAT) == 0;
		if (count == 2 && strcmp(fields[0], "zone") == 0)
			snprintf(zone, DAYS_ZONE_SIZE, "%s", fields[1]);
	}
	csv_stream_free(&s);
	if (in)
		fclose(in);
	if (!in)
		return ERR_NOT_FOUND;
	return known ? 0
		     : fault_set(f, ERR_VERSION,
				 _("%s is not of a format that this paseo knows: use the one that "
				   "wrote it"),
				 path);
}

/* A journal that holds events of its own belongs to another database. */
static int make_journal(const struct station_paths *paths, struct fault *f)
{
	const struct journal_start start = { 0, 0, 0 };
	struct journal_record r;
	struct journal *j = NULL;
	int rc = journal_open(paths->journal, JOURNAL_AREA_DEFAULT, &start, &j, f);

	if (!rc && journal_next(j, &r) != 0)
		rc = fault_set(f, ERR_EXISTS,
			       _("%s holds events that are in no database: name a new file "
				 "with --db"),
			       paths->journal);
	journal_close(&j);
	return rc;
}

/* With the lock held. */
static int import_locked(const struct station_paths *paths, const char *folder,
			 struct import_result *result, struct fault *f)
{
	char zone[DAYS_ZONE_SIZE], path[FILE_PATH_SIZE];
	int rc = read_facts(folder, zone, f);
	FILE *in = rc ? NULL : open_in(folder, EXPORT_EVENTS, path, f);

	if (!rc && !in)
		rc = ERR_NOT_FOUND;
	if (!rc)
		rc = make_journal(paths, f);
	if (!rc)
		rc = import_log(paths->db, in, path, zone, result, f);
	if (in)
		fclose(in);
	return rc;
}

/* Who looks for the right database is not to find an empty one that a failed import has made. */
static void remove_made(const struct station_paths *paths)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	char path[PATH_SIZE + 8];

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		snprintf(path, sizeof(path), "%s%s", paths->db, tails[i]);
		(void)unlink(path);
	}
	(void)unlink(paths->journal);
}

static int import_into(const struct station_paths *paths, const char *folder,
		       struct import_result *result, struct fault *f)
{
	bool was_there = access(paths->db, F_OK) == 0;
	bool had_journal = access(paths->journal, F_OK) == 0;
	struct lock lock = { -1, -1 };
	int rc = path_make_parent(paths->db, f);

	if (!rc)
		rc = lock_take(paths->lock, paths->db, &lock, f);
	if (!rc) {
		rc = import_locked(paths, folder, result, f);
		if (rc && !was_there && !had_journal)
			remove_made(paths);
	}
	lock_give(&lock);
	return rc;
}

int command_import(const struct args *a)
{
	struct import_result result = { .walks = 0 };
	struct station_paths paths;
	struct fault f = { "" };
	int rc = path_find(a->db, &paths, &f);

	/* What an earlier station left in the journal of this database comes first. */
	if (!rc)
		rc = database_sync(&paths, &f);
	bool logged = !rc && link_start_log(&paths);
	if (!rc)
		rc = import_into(&paths, a->words[0], &result, &f);
	if (logged)
		log_close();
	if (!rc)
		say_done(paths.db, result.end.seq, result.walks);
	if (rc)
		return command_fail(&f);
	return output_finish() ? EXIT_FAILED : EXIT_DONE;
}
