/*
 * decisions - see the header.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/report/decisions.h"
#include "paseo/report/members.h"

int64_t decision_waited_ms(const struct decision *d, int64_t now_ms)
{
	int64_t until_ms = d->status == DECISION_WAITING ? now_ms : d->answered_ms;

	if (!until_ms)
		return -1;
	return until_ms > d->asked_ms ? until_ms - d->asked_ms : 0;
}

/* What became of it, in words. */
static void outcome_words(const struct decision *d, const struct names *n, int32_t day,
			  int64_t waited_ms, char out[TERMS_SIZE])
{
	char moment[DAYS_STAMP_SIZE], length[64];
	const char *status = terms_status(d->status);
	const char *by = terms_name(n, ROSTER_VOLUNTEERS, d->by);

	terms_length(waited_ms / SECOND_MS, length);
	terms_moment(d->answered_ms, day, moment);
	if (d->status == DECISION_WAITING)
		/* TRANSLATORS: "waits for an answer, since 18 min" */
		snprintf(out, TERMS_SIZE, _("%s, for %s now"), status, length);
	else if (waited_ms < 0)
		snprintf(out, TERMS_SIZE, "%s", status);
	else if (d->by[0])
		/* TRANSLATORS: "let go 11:43 by Ana, after 2 min" */
		snprintf(out, TERMS_SIZE, _("%s %s by %s, after %s"), status, moment, by, length);
	else
		/* TRANSLATORS: "let go 11:43, after 2 min" */
		snprintf(out, TERMS_SIZE, _("%s %s, after %s"), status, moment, length);
}

const char *decision_words(const struct decision *d, const struct names *n, int32_t day,
			   int64_t now_ms, char out[TERMS_LONG_SIZE])
{
	char reasons[TERMS_SIZE], outcome[TERMS_SIZE];

	terms_reasons(n, d, reasons);
	outcome_words(d, n, day, decision_waited_ms(d, now_ms), outcome);
	snprintf(out, TERMS_LONG_SIZE, "%s, %.400s: %.300s%s%s", terms_name(n, ROSTER_DOGS, d->dog),
		 reasons, outcome, d->reason[0] ? ": " : "", d->reason);
	return out;
}

static struct jdoc *warning_json(const struct decision *d, const struct warning *w)
{
	struct jdoc *j = jdoc_new_object();

	if (j && (member_time(j, "time", d->asked_ms) || member_text(j, "dog", d->dog) ||
		  member_text(j, "kind", answer_warning_name(w->kind)) ||
		  member_ids(j, "with", w->with)))
		jdoc_free(&j);
	return j;
}

static int set_warnings(struct jdoc *j, const struct decision *d)
{
	MEMBER_LIST(j, "warnings", d->warning_count, warning_json(d, &d->warnings[i]));
	return 0;
}

static int set_waited(struct jdoc *j, int64_t waited_ms)
{
	return jdoc_set(j, "waited_seconds",
			waited_ms >= 0 ? jdoc_new_integer(waited_ms / SECOND_MS) : jdoc_new_null());
}

struct jdoc *decision_json(const struct decision *d, int64_t now_ms)
{
	struct jdoc *j = jdoc_new_object();

	if (j && (member_text(j, "id", d->id) || member_text(j, "dog", d->dog) ||
		  member_time(j, "time", d->asked_ms) ||
		  member_text(j, "move", answer_move_name(d->move)) ||
		  member_text(j, "ask", answer_ask_name(d->ask)) || set_warnings(j, d) ||
		  member_optional(j, "volunteer", d->volunteer) ||
		  member_text(j, "status", decision_status_name(d->status)) ||
		  member_time(j, "answered", d->answered_ms) ||
		  member_optional(j, "reason", d->reason) || member_optional(j, "by", d->by) ||
		  set_waited(j, decision_waited_ms(d, now_ms))))
		jdoc_free(&j);
	return j;
}
