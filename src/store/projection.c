/*
 * projection - each table's row as named fields.
 */
#include <config.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/store/projection.h"
#include "paseo/store/rows.h"

/* What a field function makes its answer of. */
static const char *say(char *out, const char *label, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static const char *say(char *out, const char *label, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(out, PROJECTION_TEXT_SIZE, format, args);
	va_end(args);
	return label;
}

static const char *say_instant(char *out, const char *label, int64_t ms)
{
	char stamp[DAYS_STAMP_SIZE] = "never";

	if (ms)
		days_format_stamp(ms, stamp);
	return say(out, label, "%s", stamp);
}

static const char *say_day(char *out, const char *label, int32_t day)
{
	char text[DAYS_STAMP_SIZE] = "";

	if (day)
		days_format_day(day, text);
	return say(out, label, "%s", text);
}

static int order_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static const char *yes_no(bool yes)
{
	return yes ? "yes" : "no";
}

/* ---- roster data of dogs ---- */

static void take_dog(struct statement *q, struct projected *row)
{
	struct dog_now unused;

	row->change.as.dog = &row->room.dog;
	row_take_dog(q, &row->room.dog, &unused);
}

static int order_dogs(const struct change *a, const struct change *b)
{
	return strcmp(a->as.dog->id, b->as.dog->id);
}

static void name_dog(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	(void)say(out, "", "dog %s", c->as.dog->id);
}

static const char *dog_field(const struct change *c, size_t index, char out[PROJECTION_TEXT_SIZE])
{
	const struct dog *d = c->as.dog;

	switch (index) {
	case 0:
		return say(out, "name", "%s", d->name);
	case 1:
		return say(out, "kennel", "%s", d->kennel);
	case 2:
		return say(out, "zone", "%s", d->zone);
	case 3:
		return say(out, "level", "%s", d->level);
	case 4:
		return say(out, "traits", "%s", d->traits);
	case 5:
		return say(out, "target_min", "%d", d->target_min);
	case 6:
		return say(out, "limit_min", "%d", d->limit_min);
	case 7:
		return say(out, "note", "%s", d->note);
	case 8:
		return say(out, "archived", "%s", yes_no(d->archived));
	case 9:
		return say(out, "hold", "%s", hold_kind_name(d->hold));
	case 10:
		return say(out, "hold reason", "%s", d->hold_reason);
	case 11:
		return say_day(out, "hold until", d->hold_until);
	default:
		return NULL;
	}
}

/* ---- states and totals of dogs ---- */

static void take_now(struct statement *q, struct projected *row)
{
	row_take_dog(q, &row->room.dog, &row->change.as.now);
}

static int order_now(const struct change *a, const struct change *b)
{
	return strcmp(a->as.now.id, b->as.now.id);
}

static void name_now(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	(void)say(out, "", "state %s", c->as.now.id);
}

static const char *now_field(const struct change *c, size_t index, char out[PROJECTION_TEXT_SIZE])
{
	const struct dog_now *n = &c->as.now;

	switch (index) {
	case 0:
		return say(out, "state", "%s", event_state_name(n->state, VOCABULARY_ENGLISH));
	case 1:
		return say_instant(out, "since", n->since_ms);
	case 2:
		return say_instant(out, "last in", n->last_in_ms);
	case 3:
		return say(out, "last walk", "%" PRId64 " ms", n->last_walk_ms);
	case 4:
		return say(out, "volunteer", "%s", n->volunteer);
	case 5:
		return say(out, "walks_today", "%d", n->walks_today);
	case 6:
		return say(out, "walk_seconds_today", "%" PRId64, n->walk_seconds_today);
	default:
		return NULL;
	}
}

/* ---- walks ---- */

static void take_walk(struct statement *q, struct projected *row)
{
	row_take_walk(q, &row->change.as.walk);
}

static int order_walks(const struct change *a, const struct change *b)
{
	const struct walk *x = &a->as.walk;
	const struct walk *y = &b->as.walk;
	int order = order_numbers(x->day, y->day);

	if (!order)
		order = strcmp(x->dog, y->dog);
	if (!order)
		order = order_numbers(x->out_ms, y->out_ms);
	return order ? order : order_numbers((int64_t)x->out_seq, (int64_t)y->out_seq);
}

static void name_walk(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	const struct walk *w = &c->as.walk;
	char day[DAYS_STAMP_SIZE];
	char clock[DAYS_STAMP_SIZE];

	days_format_day(w->day, day);
	days_format_clock(w->out_ms, clock);
	(void)say(out, "", "walk %s %s %s", w->dog, day, clock);
}

static const char *walk_field(const struct change *c, size_t index, char out[PROJECTION_TEXT_SIZE])
{
	const struct walk *w = &c->as.walk;

	switch (index) {
	case 0:
		return say_instant(out, "in", w->in_ms);
	case 1:
		return say(out, "in_seq", "%" PRIu64, w->in_seq);
	case 2:
		return say(out, "kinds", "%s %s", end_kind_name(w->out_kind),
			   end_kind_name(w->in_kind));
	case 3:
		return say(out, "volunteer", "%s", w->volunteer);
	default:
		return NULL;
	}
}

/* ---- volunteers ---- */

static void take_volunteer(struct statement *q, struct projected *row)
{
	row->change.as.volunteer = &row->room.volunteer;
	row_take_volunteer(q, &row->room.volunteer);
}

static int order_volunteers(const struct change *a, const struct change *b)
{
	return strcmp(a->as.volunteer->id, b->as.volunteer->id);
}

static void name_volunteer(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	(void)say(out, "", "volunteer %s", c->as.volunteer->id);
}

static const char *volunteer_field(const struct change *c, size_t index,
				   char out[PROJECTION_TEXT_SIZE])
{
	const struct volunteer *v = c->as.volunteer;

	switch (index) {
	case 0:
		return say(out, "name", "%s", v->name);
	case 1:
		return say(out, "level", "%s", v->level);
	case 2:
		return say(out, "phone", "%s", v->phone);
	case 3:
		return say(out, "archived", "%s", yes_no(v->archived));
	default:
		return NULL;
	}
}

/* ---- tags ---- */

static void take_tag(struct statement *q, struct projected *row)
{
	row->change.as.tag = &row->room.tag;
	row_take_tag(q, &row->room.tag);
}

static int order_tags(const struct change *a, const struct change *b)
{
	return strcmp(a->as.tag->code, b->as.tag->code);
}

static void name_tag(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	(void)say(out, "", "tag %s", c->as.tag->code);
}

static const char *tag_field(const struct change *c, size_t index, char out[PROJECTION_TEXT_SIZE])
{
	return index == 0 ? say(out, "target", "%s", c->as.tag->to) : NULL;
}

/* ---- pairs ---- */

static void take_pair(struct statement *q, struct projected *row)
{
	row->change.as.pair = &row->room.pair;
	row_take_pair(q, &row->room.pair);
}

static int order_pairs(const struct change *a, const struct change *b)
{
	const int order = strcmp(a->as.pair->a, b->as.pair->a);

	return order ? order : strcmp(a->as.pair->b, b->as.pair->b);
}

static void name_pair(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	(void)say(out, "", "pair %s %s", c->as.pair->a, c->as.pair->b);
}

static const char *pair_field(const struct change *c, size_t index, char out[PROJECTION_TEXT_SIZE])
{
	return index == 0 ? say(out, "kind", "%s", pair_kind_name(c->as.pair->kind)) : NULL;
}

/* ---- tokens ---- */

static void take_token(struct statement *q, struct projected *row)
{
	row->change.as.token = &row->room.token;
	row_take_token(q, &row->room.token);
}

static int order_tokens(const struct change *a, const struct change *b)
{
	return strcmp(a->as.token->name, b->as.token->name);
}

static void name_token(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	(void)say(out, "", "token %s", c->as.token->name);
}

static const char *token_field(const struct change *c, size_t index, char out[PROJECTION_TEXT_SIZE])
{
	const struct token *t = c->as.token;
	char may[TOKEN_MAY_SIZE];

	switch (index) {
	case 0:
		return say(out, "hash", "%s", t->hash);
	case 1:
		token_may_write(t->may, may);
		return say(out, "may", "%s", may);
	case 2:
		return say_instant(out, "made", t->made_ms);
	default:
		return NULL;
	}
}

/* ---- decisions ---- */

static void take_decision(struct statement *q, struct projected *row)
{
	row->change.as.decision = &row->room.decision;
	row_take_decision(q, &row->room.decision);
}

static int order_decisions(const struct change *a, const struct change *b)
{
	return order_numbers((int64_t)a->as.decision->seq, (int64_t)b->as.decision->seq);
}

static void name_decision(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	(void)say(out, "", "decision %" PRIu64, c->as.decision->seq);
}

static const char *say_warnings(char *out, const struct decision *d)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < d->warning_count && used < PROJECTION_TEXT_SIZE; i++) {
		const int n =
			snprintf(out + used, PROJECTION_TEXT_SIZE - used, "%s%s(%s)", i ? " " : "",
				 answer_warning_name(d->warnings[i].kind), d->warnings[i].with);

		used += n > 0 ? (size_t)n : 0;
	}
	return "warnings";
}

static const char *decision_field(const struct change *c, size_t index,
				  char out[PROJECTION_TEXT_SIZE])
{
	const struct decision *d = c->as.decision;

	switch (index) {
	case 0:
		return say(out, "id", "%s", d->id);
	case 1:
		return say(out, "dog", "%s", d->dog);
	case 2:
		return say(out, "move", "%s", answer_move_name(d->move));
	case 3:
		return say(out, "ask", "%s", answer_ask_name(d->ask));
	case 4:
		return say_instant(out, "asked", d->asked_ms);
	case 5:
		return say_warnings(out, d);
	case 6:
		return say(out, "volunteer", "%s", d->volunteer);
	case 7:
		return say(out, "status", "%s", decision_status_name(d->status));
	case 8:
		return say(out, "answer_seq", "%" PRIu64, d->answer_seq);
	case 9:
		return say_instant(out, "answered", d->answered_ms);
	case 10:
		return say(out, "reason", "%s", d->reason);
	case 11:
		return say(out, "answered by", "%s", d->by);
	default:
		return NULL;
	}
}

/* ---- closings ---- */

static void take_closing(struct statement *q, struct projected *row)
{
	row_take_closing(q, &row->change.as.closing);
}

static int order_closings(const struct change *a, const struct change *b)
{
	const struct closing *x = &a->as.closing;
	const struct closing *y = &b->as.closing;
	const int order = order_numbers(x->day, y->day);

	return order ? order : order_numbers((int64_t)x->seq, (int64_t)y->seq);
}

static void name_closing(const struct change *c, char out[PROJECTION_TEXT_SIZE])
{
	char day[DAYS_STAMP_SIZE];

	days_format_day(c->as.closing.day, day);
	(void)say(out, "", "closing %" PRIu64 " of %s", c->as.closing.seq, day);
}

static const char *closing_field(const struct change *c, size_t index,
				 char out[PROJECTION_TEXT_SIZE])
{
	const struct closing *x = &c->as.closing;

	switch (index) {
	case 0:
		return say_instant(out, "closed", x->closed_ms);
	case 1:
		return say(out, "reopened_seq", "%" PRIu64, x->reopened_seq);
	case 2:
		return say(out, "closed by", "%s", x->by);
	default:
		return NULL;
	}
}

/* clang-format off */
static const struct projection projections[] = {
	{ CHANGE_DOG,       SQL_DOGS,       { 1 },            1,
	  take_dog, order_dogs, name_dog, dog_field },
	{ CHANGE_NOW,       SQL_DOGS,       { 1 },            1,
	  take_now, order_now, name_now, now_field },
	{ CHANGE_WALK,      SQL_WALKS,      { INT64_MIN, INT64_MAX }, 2,
	  take_walk, order_walks, name_walk, walk_field },
	{ CHANGE_VOLUNTEER, SQL_VOLUNTEERS, { 1 },            1,
	  take_volunteer, order_volunteers, name_volunteer, volunteer_field },
	{ CHANGE_TAG,       SQL_TAGS,       { 0 },            0,
	  take_tag, order_tags, name_tag, tag_field },
	{ CHANGE_PAIR,      SQL_PAIRS,      { 0 },            0,
	  take_pair, order_pairs, name_pair, pair_field },
	{ CHANGE_TOKEN,     SQL_TOKENS,     { 0 },            0,
	  take_token, order_tokens, name_token, token_field },
	{ CHANGE_DECISION,  SQL_DECISIONS,  { 0 },            0,
	  take_decision, order_decisions, name_decision, decision_field },
	{ CHANGE_CLOSING,   SQL_CLOSINGS,   { INT64_MIN, INT64_MAX }, 2,
	  take_closing, order_closings, name_closing, closing_field },
};
/* clang-format on */

size_t projection_count(void)
{
	return sizeof(projections) / sizeof(*projections);
}

const struct projection *projection_at(size_t index)
{
	return &projections[index];
}

const struct projection *projection_of(enum change_kind kind)
{
	for (size_t i = 0; i < projection_count(); i++) {
		if (projections[i].kind == kind)
			return &projections[i];
	}
	return NULL;
}
