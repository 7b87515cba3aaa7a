/*
 * reader - rows for reports, each function one statement.
 */
#include <config.h>

#include <stdlib.h>

#include "paseo/base/days.h"
#include "paseo/store/apply.h"
#include "paseo/store/reader.h"
#include "paseo/store/rows.h"
#include "paseo/store/schema.h"

/* A walk of a day may be known from an event of a later one, whose time was put right. */
#define PUT_RIGHT_MS (168 * HOUR_MS)

struct reader {
	struct sql *sql;
};

int reader_open(const char *path, struct reader **out, struct fault *f)
{
	struct reader *r = calloc(1, sizeof(*r));
	int err;

	*out = NULL;
	if (!r)
		return fault_set(f, ERR_NOMEM, "no memory");
	err = schema_open_reader(path, &r->sql, f);
	if (!err && apply_use_zone(r->sql) != 0)
		err = fault_set(f, ERR_CORRUPT, "cannot read '%s': %s", path, sql_reason(r->sql));
	if (err)
		reader_close(&r);
	*out = r;
	return err;
}

void reader_close(struct reader **r)
{
	if (!*r)
		return;
	sql_close(&(*r)->sql);
	free(*r);
	*r = NULL;
}

int reader_seq(struct reader *r, uint64_t *seq)
{
	struct place at;
	const int err = apply_read_place(r->sql, &at);

	*seq = at.seq;
	return err;
}

int reader_hold(struct reader *r)
{
	uint64_t seq;
	int err = sql_begin(r->sql);

	/* The moment is that of the first read. */
	if (!err)
		err = reader_seq(r, &seq);
	if (err)
		sql_rollback(r->sql);
	return err;
}

int reader_release(struct reader *r)
{
	return sql_commit(r->sql);
}

/* End a walk over rows: what ended it, a row's caller or the database. */
static int finish(struct statement *q, int got, int err)
{
	const int end = sql_finish(q);

	if (err)
		return err;
	return got < 0 ? got : end;
}

int reader_settings(struct reader *r, struct settings *out)
{
	struct statement *q = sql_use(r->sql, SQL_SETTINGS);
	char key[SETTING_VALUE_SIZE];
	char value[SETTING_VALUE_SIZE];
	int got;

	settings_default(out);
	while ((got = sql_next(q)) > 0) {
		sql_take_text(q, key, sizeof(key));
		sql_take_text(q, value, sizeof(value));
		/* One of another version, or out of range, leaves the default. */
		(void)settings_set(out, key, value, NULL);
	}
	return finish(q, got, 0);
}

int reader_dogs(struct reader *r, bool archived,
		int (*row)(void *ctx, const struct dog *d, const struct dog_now *now,
			   const char *tags),
		void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_DOGS);
	char codes[ROW_CODES_SIZE];
	struct dog_now now;
	struct dog d;
	int got = 0;
	int err = 0;

	sql_put_number(q, archived);
	while (!err && (got = sql_next(q)) > 0) {
		row_take_dog(q, &d, &now);
		sql_take_text(q, codes, sizeof(codes));
		err = row(ctx, &d, &now, codes);
	}
	return finish(q, got, err);
}

int reader_volunteers(struct reader *r, bool archived,
		      int (*row)(void *ctx, const struct volunteer *v, const char *badges),
		      void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_VOLUNTEERS);
	char codes[ROW_CODES_SIZE];
	struct volunteer v;
	int got = 0;
	int err = 0;

	sql_put_number(q, archived);
	while (!err && (got = sql_next(q)) > 0) {
		row_take_volunteer(q, &v);
		sql_take_text(q, codes, sizeof(codes));
		err = row(ctx, &v, codes);
	}
	return finish(q, got, err);
}

int reader_tags(struct reader *r, int (*row)(void *ctx, const struct tag *t), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_TAGS);
	struct tag t;
	int got = 0;
	int err = 0;

	while (!err && (got = sql_next(q)) > 0) {
		row_take_tag(q, &t);
		err = row(ctx, &t);
	}
	return finish(q, got, err);
}

int reader_pairs(struct reader *r, int (*row)(void *ctx, const struct pair *p), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_PAIRS);
	struct pair p;
	int got = 0;
	int err = 0;

	while (!err && (got = sql_next(q)) > 0) {
		row_take_pair(q, &p);
		err = row(ctx, &p);
	}
	return finish(q, got, err);
}

int reader_tokens(struct reader *r, int (*row)(void *ctx, const struct token *t), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_TOKENS);
	struct token t;
	int got = 0;
	int err = 0;

	while (!err && (got = sql_next(q)) > 0) {
		row_take_token(q, &t);
		err = row(ctx, &t);
	}
	return finish(q, got, err);
}

static int each_walk(struct statement *q, int (*row)(void *ctx, const struct walk *w), void *ctx)
{
	struct walk w;
	int got = 0;
	int err = 0;

	while (!err && (got = sql_next(q)) > 0) {
		row_take_walk(q, &w);
		err = row(ctx, &w);
	}
	return finish(q, got, err);
}

int reader_walks(struct reader *r, int32_t from, int32_t to,
		 int (*row)(void *ctx, const struct walk *w), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_WALKS);

	sql_put_number(q, from);
	sql_put_number(q, to);
	return each_walk(q, row, ctx);
}

static int walks_of(struct reader *r, enum sql_statement id, const char *who, int32_t from,
		    int32_t to, int (*row)(void *ctx, const struct walk *w), void *ctx)
{
	struct statement *q = sql_use(r->sql, id);

	sql_put_text(q, who);
	sql_put_number(q, from);
	sql_put_number(q, to);
	return each_walk(q, row, ctx);
}

int reader_walks_of_dog(struct reader *r, const char *dog, int32_t from, int32_t to,
			int (*row)(void *ctx, const struct walk *w), void *ctx)
{
	return walks_of(r, SQL_WALKS_OF_DOG, dog, from, to, row, ctx);
}

int reader_walks_of_volunteer(struct reader *r, const char *volunteer, int32_t from, int32_t to,
			      int (*row)(void *ctx, const struct walk *w), void *ctx)
{
	return walks_of(r, SQL_WALKS_OF_VOLUNTEER, volunteer, from, to, row, ctx);
}

int reader_open_walks(struct reader *r, int64_t at_ms, int (*row)(void *ctx, const struct walk *w),
		      void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_WALKS_AT);

	sql_put_number(q, at_ms);
	sql_put_number(q, days_of(at_ms - 24 * HOUR_MS));
	sql_put_number(q, days_of(at_ms));
	return each_walk(q, row, ctx);
}

int reader_last_day_of_dog(struct reader *r, const char *dog, int32_t before, int32_t *day)
{
	struct statement *q = sql_use(r->sql, SQL_LAST_DAY_OF_DOG);
	int got;

	sql_put_text(q, dog);
	sql_put_number(q, before);
	sql_put_number(q, days_start_ms(before) + PUT_RIGHT_MS);
	got = sql_next(q);
	*day = got > 0 ? (int32_t)sql_take_number(q) : 0;
	return finish(q, got, 0);
}

static int each_event(struct statement *q,
		      int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx)
{
	struct logged l;
	int got = 0;
	int err = 0;

	while (!err && (got = sql_next(q)) > 0) {
		row_take_event(q, &l);
		err = row(ctx, &l.answer, l.json);
	}
	return finish(q, got, err);
}

int reader_events(struct reader *r, uint64_t since, uint64_t limit,
		  int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_EVENTS);

	/* Beyond INT64_MAX there is no event. */
	sql_put_number(q, since > INT64_MAX ? INT64_MAX : (int64_t)since);
	sql_put_number(q, limit == 0 || limit > INT64_MAX ? -1 : (int64_t)limit);
	return each_event(q, row, ctx);
}

int reader_events_between(struct reader *r, int64_t from_ms, int64_t to_ms,
			  int (*row)(void *ctx, const struct answer *a, const char *json),
			  void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_EVENTS_BETWEEN);

	sql_put_number(q, from_ms);
	sql_put_number(q, to_ms);
	return each_event(q, row, ctx);
}

static int events_of(struct reader *r, enum sql_statement id, const char *who, int64_t from_ms,
		     int64_t to_ms, int (*row)(void *ctx, const struct answer *a, const char *json),
		     void *ctx)
{
	struct statement *q = sql_use(r->sql, id);

	sql_put_text(q, who);
	sql_put_number(q, from_ms);
	sql_put_number(q, to_ms);
	return each_event(q, row, ctx);
}

int reader_events_of_dog(struct reader *r, const char *dog, int64_t from_ms, int64_t to_ms,
			 int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx)
{
	return events_of(r, SQL_EVENTS_OF_DOG, dog, from_ms, to_ms, row, ctx);
}

int reader_events_of_volunteer(struct reader *r, const char *volunteer, int64_t from_ms,
			       int64_t to_ms,
			       int (*row)(void *ctx, const struct answer *a, const char *json),
			       void *ctx)
{
	return events_of(r, SQL_EVENTS_OF_VOLUNTEER, volunteer, from_ms, to_ms, row, ctx);
}

int reader_references(struct reader *r, uint64_t of_seq,
		      int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_REFERENCES);

	sql_put_seq(q, of_seq);
	return each_event(q, row, ctx);
}

int reader_rosters(struct reader *r, int64_t from_ms, int64_t to_ms,
		   int (*row)(void *ctx, const struct answer *a, const char *json), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_ROSTERS);

	sql_put_number(q, from_ms);
	sql_put_number(q, to_ms);
	return each_event(q, row, ctx);
}

int reader_stream(struct reader *r, uint64_t since, uint64_t limit,
		  int (*row)(void *ctx, const struct answer *a, bool wanted), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_EVENTS_STREAMED);
	struct logged l;
	int got = 0;
	int err = 0;

	sql_put_number(q, since > INT64_MAX ? INT64_MAX : (int64_t)since);
	sql_put_number(q, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
	while (!err && (got = sql_next(q)) > 0) {
		row_take_event(q, &l);
		err = row(ctx, &l.answer, sql_take_number(q) != 0);
	}
	return finish(q, got, err);
}

static int each_decision(struct statement *q, int (*row)(void *ctx, const struct decision *d),
			 void *ctx)
{
	struct decision d;
	int got = 0;
	int err = 0;

	while (!err && (got = sql_next(q)) > 0) {
		row_take_decision(q, &d);
		err = row(ctx, &d);
	}
	return finish(q, got, err);
}

int reader_decisions(struct reader *r, int64_t from_ms, int64_t to_ms,
		     int (*row)(void *ctx, const struct decision *d), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_DECISIONS_BETWEEN);

	sql_put_number(q, from_ms);
	sql_put_number(q, to_ms);
	return each_decision(q, row, ctx);
}

int reader_decisions_by_status(struct reader *r, enum decision_status status,
			       int (*row)(void *ctx, const struct decision *d), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_DECISIONS_BY_STATUS);

	sql_put_text(q, decision_status_name(status));
	return each_decision(q, row, ctx);
}

int reader_closings(struct reader *r, int32_t from, int32_t to,
		    int (*row)(void *ctx, const struct closing *c), void *ctx)
{
	struct statement *q = sql_use(r->sql, SQL_CLOSINGS);
	struct closing c;
	int got = 0;
	int err = 0;

	sql_put_number(q, from);
	sql_put_number(q, to);
	while (!err && (got = sql_next(q)) > 0) {
		row_take_closing(q, &c);
		err = row(ctx, &c);
	}
	return finish(q, got, err);
}
