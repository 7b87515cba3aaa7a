#include <config.h>

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/commands/database.h"
#include "paseo/commands/link.h"
#include "paseo/commands/output.h"
#include "paseo/queue/codec.h"
#include "paseo/station/station.h"

/* How long a read waits for the store to catch up, and how often it looks. */
#define BEHIND_WAIT_MS 2000
#define BEHIND_RETRY_MS 5

/* Wait until the database has what the station had decided. */
static int wait_stored(const struct station_paths *paths, uint64_t seq, struct fault *f)
{
	int64_t deadline = clock_monotonic_ms() + BEHIND_WAIT_MS;
	struct reader *r = NULL;
	uint64_t stored = 0;
	int rc = reader_open(paths->db, &r, f);

	while (!rc) {
		rc = reader_seq(r, &stored);
		if (rc || stored >= seq)
			break;
		if (clock_monotonic_ms() >= deadline) {
			command_note(language_plural(
					     "the database is %llu event behind the station: what "
					     "follows lacks it, look again in a moment",
					     "the database is %llu events behind the station: what "
					     "follows lacks them, look again in a moment",
					     (unsigned long)(seq - stored)),
				     (unsigned long long)(seq - stored));
			break;
		}
		poll(NULL, 0, BEHIND_RETRY_MS);
	}
	reader_close(&r);
	return rc;
}

/* Nobody runs a station: put the journal's tail into the database ourselves. */
static int play_tail(const struct station_paths *paths, struct fault *f)
{
	struct station_options o = { .paths = *paths };
	struct station *s = NULL;
	bool logged = link_start_log(paths);
	int rc = station_open(&o, &s, f);

	/* The store applies what was played when it is started. */
	if (!rc)
		rc = station_start(s, f);
	station_close(&s);
	if (logged)
		log_close();
	/* A folder that only lets us read: say what is there. */
	if (rc == ERR_DENIED || rc == ERR_IO) {
		command_note(_("%s: what is not in the database yet is missing here"),
			     f && f->text[0] ? f->text : error_text(rc));
		rc = 0;
	}
	return rc;
}

int database_sync(const struct station_paths *paths, struct fault *f)
{
	int64_t deadline = clock_monotonic_ms() + LINK_WAIT_MS;
	struct link *l = NULL;
	uint64_t seq = 0;
	int pid = 0;

	if (access(paths->db, F_OK) != 0)
		return 0;
	for (;;) {
		int rc = link_find(paths, &l, &seq, &pid);
		link_close(&l);
		if (rc == 0)
			return wait_stored(paths, seq, f);
		if (rc == ERR_NOT_FOUND)
			rc = play_tail(paths, f);
		if (rc != ERR_BUSY)
			return rc;
		if (clock_monotonic_ms() >= deadline) {
			command_note(_("process %d has %s and does not answer: its last events may "
				       "be missing here"),
				     pid, paths->db);
			return 0;
		}
		poll(NULL, 0, LINK_RETRY_MS);
	}
}

int database_open(const struct args *a, struct database *d, struct fault *f)
{
	const struct clock clock = { 0 };
	int rc = path_find(a->db, &d->paths, f);

	if (!rc)
		rc = database_sync(&d->paths, f);
	if (!rc)
		rc = reader_open(d->paths.db, &d->reader, f);
	if (!rc)
		rc = reader_settings(d->reader, &d->settings);
	/* The reader has set the zone that the database's days are of. */
	d->now_ms = clock_now_ms(&clock);
	d->today = days_of(d->now_ms);
	return rc;
}

int database_close(struct database *d, int rc, struct fault *f)
{
	reader_close(&d->reader);
	int written = output_finish();

	if (rc && !f->text[0])
		fault_set(f, rc, _("%s cannot be read: %s; paseo verify looks through it"),
			  d->paths.db, error_text(rc));
	if (rc)
		return command_fail(f);
	return written ? EXIT_FAILED : EXIT_DONE;
}

/* The sentence of an answer that is not "applied"; 0 when it is. */
static int read_outcome(const char *answer, struct fault *f)
{
	struct jdoc *d = NULL;
	int rc = jdoc_parse(answer, strlen(answer), &d, f);

	if (rc)
		return rc;
	const char *outcome = jdoc_string(jdoc_get(d, "outcome"));
	const char *error = jdoc_string(jdoc_get(d, "error"));
	if (!outcome ||
	    strcmp(outcome, event_outcome_name(OUTCOME_APPLIED, VOCABULARY_ENGLISH)) != 0)
		rc = error ? fault_set(f, ERR_INVALID, "%s", error)
			   : fault_set(f, ERR_INVALID,
				       _("the station did not take it (%s): look at paseo log, "
					 "then try again"),
				       outcome ? outcome : "?");
	jdoc_free(&d);
	return rc;
}

int database_change_text(const struct station_paths *paths, const char *json, size_t len,
			 struct fault *f)
{
	struct link *l = NULL;
	char *answer = NULL;
	int rc = 0;

	if (len > CODEC_LINE_MAX)
		return fault_set(
			f, ERR_FULL,
			_("that is too much at once (%zu bytes, %zu at the most): split the file"),
			len, CODEC_LINE_MAX);
	rc = link_open(paths, &l, f);
	if (!rc)
		rc = link_ask(l, json, len, &answer, f);
	if (!rc)
		rc = read_outcome(answer, f);
	free(answer);
	link_close(&l);
	return rc;
}

int database_change(const struct args *a, const char *member, struct jdoc *value, struct fault *f)
{
	struct station_paths paths;
	struct jdoc *event = jdoc_new_object();
	char *text = NULL;
	size_t len = 0;
	int failed = !event || jdoc_set(event, "action", jdoc_new_string("roster"));

	if (failed)
		jdoc_free(&value);
	else
		failed = jdoc_set(event, member, value);
	if (!failed)
		text = jdoc_dump(event, &len);
	jdoc_free(&event);
	int rc = text ? path_find(a->db, &paths, f)
		      : fault_set(f, ERR_NOMEM, _("no memory: close something and try again"));
	if (!rc)
		rc = database_change_text(&paths, text, len, f);
	free(text);
	return rc;
}

struct jdoc *database_list(struct jdoc *entry)
{
	struct jdoc *list = entry ? jdoc_new_array() : NULL;

	if (!list)
		jdoc_free(&entry);
	else if (jdoc_add(list, entry))
		jdoc_free(&list);
	return list;
}
