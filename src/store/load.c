/*
 * load - one pass over the event table.
 *
 * Each row's chain is computed from the chain that the row before it has, so that one changed
 * row is one fault and not as many as come after it.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "paseo/queue/codec.h"
#include "paseo/queue/journal.h"
#include "paseo/store/load.h"
#include "paseo/store/rows.h"

/* More in a row are no log any more. */
#define HOLES_MOST 1000000

struct loader {
	struct sql *sql;
	struct brain *brain;
	int (*wrong)(void *ctx, enum load_wrong kind, const char *sentence);
	void *ctx;
	struct load_result *result;
	struct fault *fault;
};

static int tell(const struct loader *l, enum load_wrong kind, const char *sentence)
{
	return l->wrong(l->ctx, kind, sentence);
}

static int tell_gap(const struct loader *l, uint64_t seq)
{
	const uint64_t expected = l->result->end.seq + 1;
	char text[160];

	if (seq == expected + 1)
		(void)snprintf(text, sizeof(text), "event %" PRIu64 ": is missing", expected);
	else
		(void)snprintf(text, sizeof(text),
			       "event %" PRIu64 ": is missing, with all up to %" PRIu64, expected,
			       seq - 1);
	return tell(l, LOAD_MISSING, text);
}

static int check_chain(const struct loader *l, const struct logged *row)
{
	const struct answer *a = &row->answer;
	char text[160];

	/* What is stored and ignored is what no rule sent to the brain. */
	if (journal_chain(l->result->end.chain, a->seq, a->received_ms,
			  a->outcome == OUTCOME_IGNORED ? JOURNAL_UNROUTED : 0, row->json,
			  row->json_len) == row->chain)
		return 0;
	(void)snprintf(text, sizeof(text),
		       "event %" PRIu64 ": is not as it was written (its checksum differs)",
		       a->seq);
	return tell(l, LOAD_CHANGED, text);
}

/* What cannot be given to the brain still has its number there: an event that was refused. */
static int restore_hole(const struct loader *l)
{
	struct event *e = event_new();
	struct answer a;
	int err = ERR_NOMEM;

	memset(&a, 0, sizeof(a));
	a.outcome = OUTCOME_REJECTED;
	if (e)
		err = brain_restore(l->brain, e, &a);
	event_free(&e);
	return err ? fault_set(l->fault, err, "cannot pass over a missing event: %s",
			       error_text(err))
		   : 0;
}

/* Columns that say again what the json says. */
static int check_columns(const struct loader *l, const struct event *e, const struct answer *a)
{
	char text[320];

	if (strcmp(e->id, a->id) == 0 && e->action == a->action)
		return 0;
	(void)snprintf(text, sizeof(text),
		       "event %" PRIu64 ": its columns say %s '%s', its text %s '%s'", a->seq,
		       event_action_name(a->action, VOCABULARY_ENGLISH), a->id,
		       event_action_name(e->action, VOCABULARY_ENGLISH), e->id);
	return tell(l, LOAD_CHANGED, text);
}

/* Is it of an event before it, where it has to be? The brain trusts that. */
static bool refers_well(const struct answer *a)
{
	const bool refers = a->action == ACTION_RETRACT || a->action == ACTION_AMEND ||
			    a->action == ACTION_ANSWER;

	if (refers && a->outcome == OUTCOME_APPLIED)
		return a->of_seq > 0 && a->of_seq < a->seq;
	return a->of_seq <= a->seq;
}

/* Leave an event out, and say why. */
static int leave_out(const struct loader *l, uint64_t seq, const char *why)
{
	char text[FAULT_SIZE + 64];
	int err;

	(void)snprintf(text, sizeof(text), "event %" PRIu64 ": %s", seq, why);
	err = tell(l, LOAD_UNREADABLE, text);
	return err ? err : restore_hole(l);
}

static int restore_event(const struct loader *l, struct event *e, const struct answer *a)
{
	int err = check_columns(l, e, a);

	if (err)
		return err;
	e->received_ms = a->received_ms;
	if (!e->has_time)
		e->time_ms = a->received_ms;
	if (!refers_well(a))
		return leave_out(l, a->seq, "refers to an event that does not stand before it");
	err = brain_restore(l->brain, e, a);
	if (err == ERR_INVALID)
		return leave_out(l, a->seq, "does not fit what stands before it");
	if (err)
		fault_set(l->fault, err, "cannot take event %" PRIu64 " back: %s", a->seq,
			  error_text(err));
	return err;
}

static int restore(const struct loader *l, const struct logged *row)
{
	struct event *e = NULL;
	struct fault why = { "" };
	int err = codec_read(row->json, row->json_len, &e, &why);

	if (err == ERR_NOMEM)
		return fault_set(l->fault, err, "no memory");
	if (err)
		return leave_out(l, row->answer.seq, why.text);
	err = restore_event(l, e, &row->answer);
	event_free(&e);
	return err;
}

static int take_gap(const struct loader *l, uint64_t seq)
{
	struct place *end = &l->result->end;
	int err = tell_gap(l, seq);

	if (!err && (seq <= end->seq || seq - end->seq > HOLES_MOST))
		err = fault_set(l->fault, ERR_CORRUPT,
				"too many events are missing before event %" PRIu64, seq);
	while (!err && ++end->seq < seq)
		err = restore_hole(l);
	return err;
}

static int take_row(const struct loader *l, const struct logged *row)
{
	const struct answer *a = &row->answer;
	struct load_result *r = l->result;
	int err = a->seq == r->end.seq + 1 ? check_chain(l, row) : take_gap(l, a->seq);

	if (!err)
		err = restore(l, row);
	r->events++;
	r->last_received_ms = a->received_ms;
	r->end.seq = a->seq;
	r->end.chain = row->chain;
	return err;
}

static int take_rows(const struct loader *l)
{
	struct statement *q = sql_use(l->sql, SQL_EVENTS);
	struct logged row;
	int got = 0;
	int err = 0;

	sql_put_number(q, 0);
	sql_put_number(q, -1);
	while (!err && (got = sql_next(q)) > 0) {
		row_take_event(q, &row);
		err = take_row(l, &row);
	}
	if (got < 0)
		fault_set(l->fault, got, "cannot read the event log: %s", sql_reason(l->sql));
	(void)sql_finish(q);
	return got < 0 ? got : err;
}

static int check_end(const struct loader *l)
{
	const struct place *end = &l->result->end;
	struct place meta;
	char text[160];
	int err = apply_read_place(l->sql, &meta);

	if (err)
		return fault_set(l->fault, err, "cannot read the table 'meta': %s",
				 sql_reason(l->sql));
	if (meta.seq == end->seq && meta.chain == end->chain)
		return 0;
	(void)snprintf(text, sizeof(text),
		       "meta: says the log ends at event %" PRIu64 ", and it ends at %" PRIu64 "%s",
		       meta.seq, end->seq, meta.seq == end->seq ? " with another checksum" : "");
	return tell(l, LOAD_MISSING, text);
}

int load_log(struct sql *s, struct brain *b,
	     int (*wrong)(void *ctx, enum load_wrong kind, const char *sentence), void *ctx,
	     struct load_result *result, struct fault *f)
{
	const struct loader l = { s, b, wrong, ctx, result, f };
	int err;

	memset(result, 0, sizeof(*result));
	err = take_rows(&l);
	if (!err)
		err = check_end(&l);
	if (err)
		return err;
	err = brain_settle(b);
	return err ? fault_set(f, err, "cannot fold the event log: %s", error_text(err)) : 0;
}
