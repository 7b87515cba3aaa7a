/*
 * day_events - what the events of a day say besides walks: warnings, heat, codes that were nobody's.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/queue/codec.h"
#include "paseo/report/day_parts.h"
#include "paseo/report/members.h"

static int add_warning(struct day_report *r, const struct answer *a, const char *dog,
		       const struct warning *warning)
{
	struct day_warning *one;

	if (GROW(r, warning) != 0)
		return ERR_NOMEM;
	one = &r->warnings[r->warning_count++];
	memset(one, 0, sizeof(*one));
	one->seq = a->seq;
	one->time_ms = a->time_ms;
	one->warning = *warning;
	snprintf(one->dog, sizeof(one->dog), "%s", dog);
	memcpy(one->volunteer, a->volunteer, sizeof(one->volunteer));
	return 0;
}

/* A badge is above dogs that are out already: one warning for each of them. */
static int add_badge_warning(struct day_report *r, const struct answer *a,
			     const struct warning *warning)
{
	const struct warning each = { .kind = warning->kind };
	int rc = 0;

	for (const char *p = warning->with; !rc && *p;) {
		size_t n = strcspn(p, " ");
		char id[DOG_ID_SIZE];

		snprintf(id, sizeof(id), "%.*s", (int)n, p);
		rc = add_warning(r, a, id, &each);
		p += n + (p[n] == ' ');
	}
	return rc;
}

static int add_warnings(struct day_report *r, const struct answer *a)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < a->warning_count; i++) {
		const struct warning *w = &a->warnings[i];

		r->totals.late += w->kind == WARNING_LATE;
		r->totals.clock += w->kind == WARNING_CLOCK;
		if (!a->dog[0] && w->with[0])
			rc = add_badge_warning(r, a, w);
		else
			rc = add_warning(r, a, a->dog, w);
	}
	return rc;
}

/* How hot it is that day, where a roster event says so. */
static int add_heat(struct day_report *r, const struct answer *a, const char *json)
{
	struct event *e = NULL;
	struct jdoc *settings;
	const char *band, *day;
	int heat;
	int32_t of = r->day;

	if (!strstr(json, "\"heat\"") || codec_read(json, strlen(json), &e, NULL) != 0)
		return 0;
	settings = jdoc_get(member_body(e), "settings");
	band = jdoc_string(jdoc_get(settings, "heat"));
	day = jdoc_string(jdoc_get(settings, "heat_day"));
	heat = band ? settings_heat_find(band) : -1;
	if (day && days_parse_day(day, &of) != 0)
		of = 0;
	event_free(&e);
	if (heat < 0 || of != r->day)
		return 0;
	if (GROW(r, heat) != 0)
		return ERR_NOMEM;
	r->heats[r->heat_count++] = (struct day_heat){ a->time_ms, (enum heat)heat };
	return 0;
}

static int add_read(struct day_report *r, const struct answer *a)
{
	struct day_read *one;

	if (GROW(r, read) != 0)
		return ERR_NOMEM;
	one = &r->reads[r->read_count++];
	memcpy(one->code, a->tag, sizeof(one->code));
	one->time_ms = a->time_ms;
	return 0;
}

/* A dog whose decision waits was scanned again: its warnings are told already. */
static bool repeats_question(const struct answer *a)
{
	return a->outcome == OUTCOME_HELD && a->of_seq != a->seq;
}

static int add_event(void *ctx, const struct answer *a, const char *json)
{
	struct day_work *w = ctx;
	bool movement = event_is_movement(a->action);
	int rc = deeds_add(w->deeds, a, json);

	if (!rc && a->action == ACTION_ROSTER && a->outcome == OUTCOME_APPLIED)
		rc = add_heat(w->r, a, json);
	if (!rc && movement && a->outcome == OUTCOME_UNKNOWN && a->tag[0])
		rc = add_read(w->r, a);
	if (!rc && (movement || a->action == ACTION_AMEND) && !repeats_question(a))
		rc = add_warnings(w->r, a);
	return rc;
}

static int add_owner(void *ctx, const struct tag *t)
{
	struct day_report *r = ctx;

	for (size_t i = 0; i < r->read_count; i++) {
		if (strcmp(r->reads[i].code, t->code) != 0)
			continue;
		if (GROW(r, tag) != 0)
			return ERR_NOMEM;
		r->tags[r->tag_count++] = *t;
		return 0;
	}
	return 0;
}

static int heat_order(const void *a, const void *b)
{
	const struct day_heat *x = a, *y = b;

	return (x->time_ms > y->time_ms) - (x->time_ms < y->time_ms);
}

int day_read_events(struct day_work *w)
{
	struct day_report *r = w->r;
	int rc = reader_events_between(w->reader, r->start_ms, r->end_ms, add_event, w);

	if (r->heat_count)
		qsort(r->heats, r->heat_count, sizeof(*r->heats), heat_order);
	return rc || !r->read_count ? rc : reader_tags(w->reader, add_owner, r);
}
