/*
 * day - reads the model of a day's report, all of it at one moment of the database.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/report/day_parts.h"

/* Days between two dates, counted at noon in UTC terms: 23 and 25 hour days come out whole. */
static int days_between(int32_t from, int32_t to)
{
	int64_t ms = days_at_ms(to, 12, 0) - days_at_ms(from, 12, 0);

	return (int)((ms + 12 * HOUR_MS) / (24 * HOUR_MS));
}

int day_days_since(const struct day_report *r, const struct day_dog *d)
{
	return d->last_day ? days_between(d->last_day, r->day) : -1;
}

enum heat day_heat_at(const struct day_report *r, int64_t ms)
{
	enum heat heat = HEAT_NONE;

	for (size_t i = 0; i < r->heat_count && r->heats[i].time_ms <= ms; i++)
		heat = r->heats[i].heat;
	return heat;
}

bool day_is_closed(const struct day_report *r)
{
	return r->closing.seq && !r->closing.reopened_seq;
}

bool day_missed(const struct day_dog *d)
{
	return !d->walks && !d->dog.archived;
}

int64_t day_out_seconds(const struct day_report *r, const struct walk *w)
{
	int64_t until_ms = r->today ? r->now_ms : r->end_ms;

	return until_ms > w->out_ms ? (until_ms - w->out_ms) / SECOND_MS : 0;
}

const char *day_owner(const struct day_report *r, const char *code)
{
	for (size_t i = 0; i < r->tag_count; i++) {
		if (strcmp(r->tags[i].code, code) == 0)
			return r->tags[i].to;
	}
	return "";
}

size_t day_same_code(const struct day_report *r, size_t index)
{
	size_t n = 1;

	while (index + n < r->read_count &&
	       strcmp(r->reads[index].code, r->reads[index + n].code) == 0)
		n++;
	return n;
}

static int keep_closing(void *ctx, const struct closing *c)
{
	struct day_report *r = ctx;

	r->closing = *c;
	return 0;
}

static int keep_reopened(void *ctx, const struct answer *a, const char *json)
{
	struct day_report *r = ctx;

	(void)json;
	r->reopened_ms = a->time_ms;
	return 0;
}

/* How the day was closed last, and what has reopened it. */
static int read_closing(struct day_work *w)
{
	struct day_report *r = w->r;
	int rc = reader_closings(w->reader, r->day, r->day, keep_closing, r);

	if (!rc && r->closing.reopened_seq)
		rc = reader_events(w->reader, r->closing.reopened_seq - 1, 1, keep_reopened, r);
	return rc;
}

static int add_decision(void *ctx, const struct decision *d)
{
	struct day_report *r = ctx;

	if (GROW(r, decision) != 0)
		return ERR_NOMEM;
	r->decisions[r->decision_count++] = *d;
	return 0;
}

/* Of an earlier day, and nobody has answered it. */
static int add_waiting(void *ctx, const struct decision *d)
{
	const struct day_report *r = ctx;

	return d->asked_ms < r->start_ms ? add_decision(ctx, d) : 0;
}

static int read_decisions(struct day_work *w)
{
	struct day_report *r = w->r;
	int rc = 0;

	if (r->today)
		rc = reader_decisions_by_status(w->reader, DECISION_WAITING, add_waiting, r);
	return rc ? rc : reader_decisions(w->reader, r->start_ms, r->end_ms, add_decision, r);
}

static int read_model(struct day_work *w)
{
	struct day_report *r = w->r;
	int rc = reader_settings(w->reader, &r->settings);

	if (!rc)
		rc = names_read(w->reader, &r->names);
	if (!rc)
		rc = read_closing(w);
	if (!rc)
		rc = day_read_walks(w);
	if (!rc)
		rc = day_read_events(w);
	if (!rc)
		rc = read_decisions(w);
	if (!rc)
		rc = day_derive_warnings(w);
	if (!rc)
		rc = day_find_corrections(w);
	if (!rc)
		day_add_up(w);
	return rc;
}

static int read_held(struct day_work *w, int32_t day, int64_t now_ms)
{
	int rc = reader_hold(w->reader);

	if (rc)
		return rc;
	w->r->day = day;
	w->r->now_ms = now_ms;
	w->r->today = day == days_of(now_ms);
	w->r->start_ms = days_start_ms(day);
	w->r->end_ms = days_start_ms(days_add(day, 1));
	rc = read_model(w);
	reader_release(w->reader);
	return rc;
}

static void clear_work(struct day_work *w)
{
	reader_close(&w->reader);
	deeds_free(&w->deeds);
	map_free(&w->ends);
	free(w->lengths);
	free(w->walks);
	free(w->pairs);
}

int day_report_read(const char *db_path, int32_t day, int64_t now_ms, struct day_report **out,
		    struct fault *f)
{
	struct day_work w = { .r = calloc(1, sizeof(*w.r)),
			      .deeds = deeds_new(),
			      .ends = map_new() };
	int rc = w.r && w.deeds && w.ends ? reader_open(db_path, &w.reader, f) : ERR_NOMEM;

	*out = w.r;
	if (!rc)
		rc = read_held(&w, day, now_ms);
	if (rc && f && !f->text[0])
		fault_set(f, rc, _("the report cannot be made: %s; paseo verify looks through %s"),
			  error_text(rc), db_path);
	if (rc)
		day_report_free(out);
	clear_work(&w);
	return rc;
}

void day_report_free(struct day_report **r)
{
	if (!*r)
		return;
	names_free(&(*r)->names);
	free((*r)->dogs);
	free((*r)->opens);
	free((*r)->lefts);
	free((*r)->heats);
	free((*r)->warnings);
	free((*r)->decisions);
	free((*r)->corrections);
	free((*r)->ends);
	free((*r)->reads);
	free((*r)->tags);
	free(*r);
	*r = NULL;
}
