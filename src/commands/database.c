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

/* Looks for an id among the rows of a roster. */
struct search {
	const char *id;
	bool found;
	struct dog *dog;
	struct dog_now *now;
	struct volunteer *volunteer;
};

static int see_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct search *s = ctx;

	(void)tags;
	if (strcmp(d->id, s->id) != 0)
		return 0;
	*s->dog = *d;
	*s->now = *now;
	s->found = true;
	return 1;
}

static int see_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	struct search *s = ctx;

	(void)badges;
	if (strcmp(v->id, s->id) != 0)
		return 0;
	*s->volunteer = *v;
	s->found = true;
	return 1;
}

static int cannot_read(const struct database *d, int rc, struct fault *f)
{
	return fault_set(f, rc, _("%s cannot be read: %s; paseo verify looks through it"),
			 d->paths.db, error_text(rc));
}

int database_dog(const struct database *d, const char *id, struct dog *dog, struct dog_now *now,
		 struct fault *f)
{
	struct search s = { .id = id, .dog = dog, .now = now };
	int rc = reader_dogs(d->reader, true, see_dog, &s);

	if (rc < 0)
		return cannot_read(d, rc, f);
	return s.found ? 0
		       : fault_set(f, ERR_NOT_FOUND, _("there is no dog '%s': see paseo dogs list"),
				   id);
}

int database_volunteer(const struct database *d, const char *id, struct volunteer *v,
		       struct fault *f)
{
	struct search s = { .id = id, .volunteer = v };
	int rc = reader_volunteers(d->reader, true, see_volunteer, &s);

	if (rc < 0)
		return cannot_read(d, rc, f);
	return s.found ? 0
		       : fault_set(f, ERR_NOT_FOUND,
				   _("there is no volunteer '%s': see paseo volunteers list"), id);
}

int database_close(struct database *d, int rc, struct fault *f)
{
	reader_close(&d->reader);
	int written = output_finish();

	if (rc && !f->text[0])
		cannot_read(d, rc, f);
	if (rc)
		return command_fail(f);
	return written ? EXIT_FAILED : EXIT_DONE;
}

/* What an answer comes to; the sentence of one that is not "applied". */
static int read_outcome(const char *answer, enum outcome *outcome, struct fault *f)
{
	struct jdoc *d = NULL;
	int rc = jdoc_parse(answer, strlen(answer), &d, f);

	if (rc)
		return rc;
	const char *word = jdoc_string(jdoc_get(d, "outcome"));
	const char *error = jdoc_string(jdoc_get(d, "error"));
	int found = word ? event_outcome_find(word) : -1;

	*outcome = found < 0 ? OUTCOME_REJECTED : (enum outcome)found;
	if (*outcome != OUTCOME_APPLIED && error && error[0])
		fault_set(f, 0, "%s", _(error));
	else if (*outcome != OUTCOME_APPLIED)
		fault_set(f, 0,
			  _("the station did not take it (%s): look at paseo log, then try again"),
			  word ? word : "?");
	jdoc_free(&d);
	return 0;
}

static int tell_text(struct link *l, const char *json, size_t len, enum outcome *outcome,
		     struct fault *f)
{
	char *answer = NULL;
	int rc = link_ask(l, json, len, &answer, f);

	if (!rc)
		rc = read_outcome(answer, outcome, f);
	free(answer);
	return rc;
}

/* An event as text, malloc'ed; takes it. NULL: no memory, and the fault says so. */
static char *event_text(struct jdoc *event, size_t *len, struct fault *f)
{
	char *text = event ? jdoc_dump(event, len) : NULL;

	jdoc_free(&event);
	if (!text)
		fault_set(f, ERR_NOMEM, _("no memory: close something and try again"));
	return text;
}

int database_tell(struct link *l, struct jdoc *event, enum outcome *outcome, struct fault *f)
{
	size_t len = 0;
	char *text = event_text(event, &len, f);
	int rc = text ? tell_text(l, text, len, outcome, f) : ERR_NOMEM;

	free(text);
	return rc;
}

int database_change_text(const struct station_paths *paths, const char *json, size_t len,
			 struct fault *f)
{
	enum outcome outcome = OUTCOME_REJECTED;
	struct link *l = NULL;
	int rc = 0;

	if (len > CODEC_LINE_MAX)
		return fault_set(
			f, ERR_FULL,
			_("that is too much at once (%zu bytes, %zu at the most): split the file"),
			len, CODEC_LINE_MAX);
	rc = link_open(paths, &l, f);
	if (!rc)
		rc = tell_text(l, json, len, &outcome, f);
	if (!rc && outcome != OUTCOME_APPLIED)
		rc = ERR_INVALID;
	link_close(&l);
	return rc;
}

int database_send(const struct station_paths *paths, struct jdoc *event, struct fault *f)
{
	size_t len = 0;
	char *text = event_text(event, &len, f);
	int rc = text ? database_change_text(paths, text, len, f) : ERR_NOMEM;

	free(text);
	return rc;
}

int database_change(const struct args *a, const char *member, struct jdoc *value, struct fault *f)
{
	struct station_paths paths;
	struct jdoc *event = jdoc_new_object();
	int failed = !event || jdoc_set(event, "action", jdoc_new_string("roster"));

	if (failed)
		jdoc_free(&value);
	else
		failed = jdoc_set(event, member, value);
	if (failed)
		jdoc_free(&event);
	int rc = path_find(a->db, &paths, f);
	if (rc)
		jdoc_free(&event);
	return rc ? rc : database_send(&paths, event, f);
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
