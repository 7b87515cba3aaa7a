/*
 * apply - one change, one row.
 */
#include <config.h>

#include <inttypes.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/log.h"
#include "paseo/brain/brain.h"
#include "paseo/queue/rules.h"
#include "paseo/store/apply.h"
#include "paseo/store/rows.h"

static const char *const kind_names[CHANGE_KIND_COUNT] = {
	[CHANGE_EVENT] = "event",	[CHANGE_DOG] = "dog",
	[CHANGE_NOW] = "state of dog",	[CHANGE_WALK] = "walk of dog",
	[CHANGE_WALK_GONE] = "walk of", [CHANGE_VOLUNTEER] = "volunteer",
	[CHANGE_TAG] = "tag",		[CHANGE_DECISION] = "decision",
	[CHANGE_SETTINGS] = "settings", [CHANGE_PAIR] = "pair of",
	[CHANGE_CLOSING] = "closing",	[CHANGE_TOKEN] = "token",
};

int apply_read_place(struct sql *s, struct place *at)
{
	struct statement *q = sql_use(s, SQL_META);
	const int got = sql_next(q);

	at->seq = sql_take_seq(q);
	at->chain = sql_take_seq(q);
	if (got < 0)
		return sql_finish(q);
	(void)sql_finish(q);
	return got ? 0 : ERR_CORRUPT;
}

static int write_place(struct sql *s, const struct place *at)
{
	struct statement *q = sql_use(s, SQL_PUT_META);
	int err;

	sql_put_seq(q, at->seq);
	sql_put_seq(q, at->chain);
	err = sql_finish(q);
	return !err && sql_changed(s) != 1 ? ERR_CORRUPT : err;
}

static int apply_event(struct sql *s, const struct logged *l, struct place *at)
{
	int err;

	if (l->answer.seq == 0)
		return 0;
	if (l->answer.seq != at->seq + 1 || !l->json)
		return ERR_INVALID;
	err = row_put_event(s, l);
	if (!err && !(l->targets & TARGET_STREAM))
		err = row_put_unstreamed(s, l->answer.seq);
	if (err)
		return err;
	at->seq = l->answer.seq;
	at->chain = l->chain;
	return 0;
}

/* Which row it is, for the log. */
static const char *subject(const struct change *c)
{
	switch (c->kind) {
	case CHANGE_EVENT:
		return c->as.event->answer.id;
	case CHANGE_DOG:
		return c->as.dog->id;
	case CHANGE_NOW:
		return c->as.now.id;
	case CHANGE_WALK:
	case CHANGE_WALK_GONE:
		return c->as.walk.dog;
	case CHANGE_VOLUNTEER:
		return c->as.volunteer->id;
	case CHANGE_TAG:
		return c->as.tag->code;
	case CHANGE_PAIR:
		return c->as.pair->a;
	case CHANGE_TOKEN:
		return c->as.token->name;
	case CHANGE_DECISION:
		return c->as.decision->id;
	default:
		return "";
	}
}

/* A projection's row; what is no row is passed over. */
static int apply_row(struct sql *s, const struct change *c)
{
	switch (c->kind) {
	case CHANGE_DOG:
		return row_put_dog(s, c->as.dog);
	case CHANGE_NOW:
		return row_put_now(s, &c->as.now);
	case CHANGE_WALK:
		return row_put_walk(s, &c->as.walk);
	case CHANGE_WALK_GONE:
		return row_drop_walk(s, &c->as.walk);
	case CHANGE_VOLUNTEER:
		return row_put_volunteer(s, c->as.volunteer);
	case CHANGE_TAG:
		return row_put_tag(s, c->as.tag);
	case CHANGE_PAIR:
		return row_put_pair(s, c->as.pair);
	case CHANGE_TOKEN:
		return row_put_token(s, c->as.token);
	case CHANGE_DECISION:
		return row_put_decision(s, c->as.decision);
	case CHANGE_CLOSING:
		return row_put_closing(s, &c->as.closing);
	case CHANGE_SETTINGS:
		return row_put_settings(s, c->as.settings);
	default:
		return 0;
	}
}

/* Why, where SQLite does not know. */
static const char *reason(struct sql *s, const struct change *c, const struct place *at, int err)
{
	if (err == ERR_INVALID && c->kind == CHANGE_NOW)
		return "no such dog";
	if (c->kind == CHANGE_EVENT && c->as.event->answer.seq != at->seq + 1)
		return "its number does not follow";
	if (c->kind == CHANGE_EVENT && !c->as.event->json)
		return "it came without its text";
	return sql_reason(s);
}

static int cannot_apply(struct sql *s, const struct change *c, const struct place *at, int err,
			struct fault *f)
{
	return fault_set(f, err, "cannot write %s '%s' after event %" PRIu64 ": %s",
			 kind_names[c->kind], subject(c), at->seq, reason(s, c, at, err));
}

static int apply_list(struct sql *s, const struct changes *c, struct place *at, struct fault *f)
{
	bool loading = false;

	for (size_t i = 0; i < c->count; i++) {
		const struct change *one = &c->list[i];
		int err = 0;

		if (one->kind == CHANGE_LOAD || one->kind == CHANGE_LOADED)
			loading = one->kind == CHANGE_LOAD;
		else if (!loading && one->kind == CHANGE_EVENT)
			err = brain_stored(&one->as.event->answer)
				      ? apply_event(s, one->as.event, at)
				      : 0;
		else if (!loading)
			err = apply_row(s, one);
		if (err)
			return cannot_apply(s, one, at, err, f);
	}
	return 0;
}

/* End the transaction as it went. */
static int end(struct sql *s, int err, struct fault *f)
{
	if (!err) {
		err = sql_commit(s);
		if (err)
			fault_set(f, err, "cannot commit: %s", sql_reason(s));
	}
	if (err)
		sql_rollback(s);
	return err;
}

int apply_lists(struct sql *s, struct changes *const *lists, size_t count, struct place *at,
		struct fault *f)
{
	struct place reached = *at;
	int err = sql_begin(s);

	if (err)
		return fault_set(f, err, "cannot begin to write: %s", sql_reason(s));
	for (size_t i = 0; i < count && !err; i++)
		err = apply_list(s, lists[i], &reached, f);
	if (!err) {
		err = write_place(s, &reached);
		if (err)
			fault_set(f, err, "cannot write the table 'meta': %s", sql_reason(s));
	}
	err = end(s, err, f);
	if (!err)
		*at = reached;
	return err;
}

int apply_read_zone(struct sql *s, char zone[DAYS_ZONE_SIZE])
{
	struct statement *q = sql_use(s, SQL_ZONE);

	zone[0] = '\0';
	if (sql_next(q) > 0)
		sql_take_text(q, zone, DAYS_ZONE_SIZE);
	return sql_finish(q);
}

int apply_use_zone(struct sql *s)
{
	char zone[DAYS_ZONE_SIZE];
	int err = apply_read_zone(s, zone);

	if (!err && zone[0] && days_set_zone(zone) != 0)
		log_warn("store: this system does not know the zone '%s': days may be wrong", zone);
	return err;
}

static int write_zone(struct sql *s)
{
	struct statement *q = sql_use(s, SQL_PUT_ZONE);
	char zone[DAYS_ZONE_SIZE];

	days_zone(zone);
	sql_put_bytes(q, zone, strlen(zone));
	return sql_finish(q);
}

int apply_snapshot(struct sql *s, const struct changes *c, struct fault *f)
{
	const struct place nowhere = { 0, 0 };
	int err = sql_begin(s);

	if (err)
		return fault_set(f, err, "cannot begin to write: %s", sql_reason(s));
	err = sql_run_script(
		s,
		"DELETE FROM walk; DELETE FROM decision; DELETE FROM tag; "
		"DELETE FROM pair; DELETE FROM token; DELETE FROM closing; DELETE FROM dog; DELETE "
		"FROM volunteer; DELETE FROM setting");
	if (!err)
		err = write_zone(s);
	if (err)
		fault_set(f, err, "cannot empty the tables: %s", sql_reason(s));
	for (size_t i = 0; i < c->count && !err; i++) {
		if (c->list[i].kind == CHANGE_EVENT)
			continue;
		err = apply_row(s, &c->list[i]);
		if (err)
			cannot_apply(s, &c->list[i], &nowhere, err, f);
	}
	return end(s, err, f);
}
