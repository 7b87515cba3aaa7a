/*
 * history_roster - the holds of a dog: begun and lifted by events that change the roster.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/queue/codec.h"
#include "paseo/report/history_model.h"
#include "paseo/report/members.h"

struct rows {
	struct history *h;
	const struct answer *answer;
};

static struct hold_change *add(struct rows *r, bool begun)
{
	struct history *h = r->h;
	struct hold_change *one;

	if (GROW(h, hold) != 0)
		return NULL;
	one = &h->holds[h->hold_count++];
	memset(one, 0, sizeof(*one));
	one->time_ms = r->answer->time_ms;
	one->begun = begun;
	memcpy(one->by, r->answer->volunteer, sizeof(one->by));
	return one;
}

static void copy(char *out, size_t size, const struct jdoc *value)
{
	const char *text = jdoc_string(value);

	snprintf(out, size, "%s", text ? text : "");
}

static bool is(const struct rows *r, const struct jdoc *id)
{
	const char *text = jdoc_string(id);

	return text && strcmp(text, r->h->id) == 0;
}

/* One entry of "holds"; a hold without a kind is a medical one. */
static int add_begun(struct rows *r, const struct jdoc *entry)
{
	struct hold_change *one;
	const char *kind = jdoc_string(jdoc_get(entry, "kind"));
	const char *until = jdoc_string(jdoc_get(entry, "until"));
	int found = kind && kind[0] ? hold_kind_find(kind) : HOLD_MEDICAL;

	if (!is(r, jdoc_get(entry, "dog")))
		return 0;
	one = add(r, true);
	if (!one)
		return ERR_NOMEM;
	one->kind = found > 0 ? (enum hold_kind)found : HOLD_MEDICAL;
	if (!until || days_parse_day(until, &one->until) != 0)
		one->until = 0;
	copy(one->reason, sizeof(one->reason), jdoc_get(entry, "reason"));
	return 0;
}

static int add_lifted(struct rows *r, const struct jdoc *entry)
{
	struct hold_change *one;

	if (!is(r, entry))
		return 0;
	one = add(r, false);
	if (!one)
		return ERR_NOMEM;
	snprintf(one->reason, sizeof(one->reason), "%.*s", HOLD_REASON_SIZE - 1, r->answer->reason);
	return 0;
}

static int add_entries(struct rows *r, const struct jdoc *list,
		       int (*take)(struct rows *r, const struct jdoc *entry))
{
	int rc = 0;

	for (size_t i = 0; !rc && i < jdoc_size(list); i++)
		rc = take(r, jdoc_at(list, i));
	return rc;
}

static int add_event(void *ctx, const struct answer *a, const char *json)
{
	struct rows r = { ctx, a };
	struct event *e = NULL;
	int rc;

	if (a->outcome != OUTCOME_APPLIED || !strstr(json, r.h->id) ||
	    codec_read(json, strlen(json), &e, NULL) != 0)
		return 0;
	rc = add_entries(&r, jdoc_get(member_body(e), "holds"), add_begun);
	if (!rc)
		rc = add_entries(&r, jdoc_get(member_body(e), "lift"), add_lifted);
	event_free(&e);
	return rc;
}

int history_read_holds(struct history *h, struct reader *reader, int64_t from_ms, int64_t to_ms)
{
	return reader_rosters(reader, from_ms, to_ms, add_event, h);
}
