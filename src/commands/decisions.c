/*
 * decisions - what waits for a person, listed and answered without the board.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/decisions.h"
#include "paseo/report/names.h"
#include "paseo/report/table.h"
#include "paseo/report/terms.h"

/* Of the CSV: the text is no table, for it has every reason whole. */
static const struct table_column columns[] = {
	{ .name = "seq" },    { .name = "id" },	      { .name = "time" },
	{ .name = "dog" },    { .name = "name" },     { .name = "move" },
	{ .name = "ask" },    { .name = "warnings" }, { .name = "volunteer" },
	{ .name = "status" }, { .name = "answered" }, { .name = "by" },
	{ .name = "reason" },
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

struct decisions {
	struct database database;
	struct names *names;
	struct decision *items;
	size_t item_count, item_room;
};

static int take(void *ctx, const struct decision *d)
{
	struct decisions *ds = ctx;

	if (GROW(ds, item) != 0)
		return ERR_NOMEM;
	ds->items[ds->item_count++] = *d;
	return 0;
}

/* Open the database and take the decisions that wait, or all. */
static int read_decisions(const struct args *a, struct decisions *ds, bool all, struct fault *f)
{
	int rc = database_open(a, &ds->database, f);

	if (!rc)
		rc = names_read(ds->database.reader, &ds->names);
	if (!rc && all)
		rc = reader_decisions(ds->database.reader, INT64_MIN, INT64_MAX, take, ds);
	else if (!rc)
		rc = reader_decisions_by_status(ds->database.reader, DECISION_WAITING, take, ds);
	return rc;
}

static void clear(struct decisions *ds)
{
	names_free(&ds->names);
	free(ds->items);
}

/* ---- list ---- */

/* The kinds of the warnings, separated by blanks. */
static void warning_kinds(const struct decision *d, char out[TERMS_SIZE])
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < d->warning_count && used < TERMS_SIZE - 32; i++)
		used += (size_t)snprintf(out + used, TERMS_SIZE - used, "%s%s", i ? " " : "",
					 answer_warning_name(d->warnings[i].kind));
}

static int add_row(struct table *t, const struct decisions *ds, const struct decision *d)
{
	char seq[24], time[DAYS_STAMP_SIZE], answered[DAYS_STAMP_SIZE] = "";
	char kinds[TERMS_SIZE];

	snprintf(seq, sizeof(seq), "%" PRIu64, d->seq);
	days_format_stamp(d->asked_ms, time);
	if (d->answered_ms)
		days_format_stamp(d->answered_ms, answered);
	warning_kinds(d, kinds);
	return table_add(t, seq, d->id, time, d->dog, terms_name(ds->names, ROSTER_DOGS, d->dog),
			 answer_move_name(d->move), answer_ask_name(d->ask), kinds, d->volunteer,
			 decision_status_name(d->status), answered, d->by, d->reason);
}

static int write_csv(const struct decisions *ds)
{
	struct table *t = table_new(columns, COLUMNS);
	int rc = t ? 0 : ERR_NOMEM;

	for (size_t i = 0; i < ds->item_count && !rc; i++)
		rc = add_row(t, ds, &ds->items[i]);
	if (!rc)
		rc = output_table(t, FORMAT_CSV, ',');
	table_free(&t);
	return rc;
}

/* "goes out with Ana" */
static void move_words(const struct decisions *ds, const struct decision *d, char *out, size_t size)
{
	const char *walker = terms_name(ds->names, ROSTER_VOLUNTEERS, d->volunteer);

	if (!walker[0])
		snprintf(out, size, "%s", d->move == MOVE_ENTRY ? _("comes in") : _("goes out"));
	else if (d->move == MOVE_ENTRY)
		snprintf(out, size, _("comes in with %s"), walker);
	else
		snprintf(out, size, _("goes out with %s"), walker);
}

/* What it is called by, and below that all of its reasons and what became of it. */
static void write_text(const struct decisions *ds)
{
	const int32_t today = ds->database.today;

	for (size_t i = 0; i < ds->item_count; i++) {
		const struct decision *d = &ds->items[i];
		char line[256], move[160], moment[DAYS_STAMP_SIZE], words[TERMS_SIZE * 2];

		move_words(ds, d, move, sizeof(move));
		snprintf(line, sizeof(line), "%4" PRIu64 "  %s  %s  %s", d->seq,
			 terms_moment(d->asked_ms, today, moment), d->dog, move);
		output_text(line);
		output_wrapped(decision_words(d, ds->names, today, ds->database.now_ms, words), 6,
			       output_width_cells());
	}
}

/* As the report has them, and what an answer can name them by. */
static int write_json(const struct decisions *ds)
{
	struct jdoc *list = jdoc_new_array();

	for (size_t i = 0; i < ds->item_count && list; i++) {
		const struct decision *d = &ds->items[i];
		struct jdoc *one = decision_json(d, ds->database.now_ms);

		if (one && (jdoc_set(one, "seq", jdoc_new_integer((int64_t)d->seq)) ||
			    jdoc_set(one, "name",
				     jdoc_new_string(terms_name(ds->names, ROSTER_DOGS, d->dog)))))
			jdoc_free(&one);
		if (jdoc_add(list, one))
			jdoc_free(&list);
	}
	return output_json(&list);
}

int command_decisions_list(const struct args *a)
{
	struct decisions ds = { .items = NULL };
	struct fault f = { "" };
	enum format format = FORMAT_TEXT;
	const bool all = args_has(a, "all");

	if (args_format(a, &format, &f))
		return command_refuse(a, &f);
	int rc = read_decisions(a, &ds, all, &f);
	if (!rc && format == FORMAT_JSON)
		rc = write_json(&ds);
	else if (!rc && format == FORMAT_CSV)
		rc = write_csv(&ds);
	else if (!rc && ds.item_count == 0)
		output_text(all ? _("nothing was ever asked") : _("no decision waits"));
	else if (!rc)
		write_text(&ds);
	clear(&ds);
	return database_close(&ds.database, rc, &f);
}

/* ---- go, no ---- */

/* How a word can name a decision: by the event's id, by its number, by the dog. */
enum way { BY_ID, BY_NUMBER, BY_DOG, WAYS };

static bool named(const struct decision *d, enum way way, const char *word)
{
	char number[24];

	snprintf(number, sizeof(number), "%" PRIu64, d->seq);
	switch (way) {
	case BY_ID:
		return strcmp(d->id, word) == 0;
	case BY_NUMBER:
		return strcmp(number, word) == 0;
	default:
		return strcmp(d->dog, word) == 0;
	}
}

/* Why none that waits has that name: there is none, or what became of it. */
static void not_waiting(const struct decisions *ds, const char *word, struct fault *f)
{
	struct decisions all = { .items = NULL };
	const struct decision *last = NULL;
	char moment[DAYS_STAMP_SIZE];
	int rc = reader_decisions(ds->database.reader, INT64_MIN, INT64_MAX, take, &all);

	for (size_t i = 0; i < all.item_count; i++) {
		for (enum way way = BY_ID; way < WAYS; way++) {
			if (named(&all.items[i], way, word))
				last = &all.items[i];
		}
	}
	if (!rc && last)
		fault_set(f, ERR_NOT_FOUND, _("nothing of %s waits: the last was asked %s: %s"),
			  terms_name(ds->names, ROSTER_DOGS, last->dog),
			  terms_moment(last->asked_ms, ds->database.today, moment),
			  terms_status(last->status));
	else if (!rc)
		fault_set(f, ERR_NOT_FOUND, _("no decision '%s': see paseo decisions list"), word);
	free(all.items);
}

/* The numbers of those that a word names. */
static void several(const struct decisions *ds, enum way way, const char *word, struct fault *f)
{
	char numbers[256] = "";
	size_t used = 0;

	for (size_t i = 0; i < ds->item_count && used < sizeof(numbers) - 32; i++) {
		if (named(&ds->items[i], way, word))
			used += (size_t)snprintf(numbers + used, sizeof(numbers) - used,
						 "%s%" PRIu64, used ? ", " : "", ds->items[i].seq);
	}
	fault_set(f, ERR_EXISTS, _("'%s' is several that wait: say which by its number: %s"), word,
		  numbers);
}

/* The one that a word names. NULL: the fault says why there is none. */
static const struct decision *find(const struct decisions *ds, const char *word, struct fault *f)
{
	for (enum way way = BY_ID; way < WAYS; way++) {
		const struct decision *found = NULL;
		size_t count = 0;

		for (size_t i = 0; i < ds->item_count; i++) {
			if (!named(&ds->items[i], way, word))
				continue;
			found = &ds->items[i];
			count++;
		}
		if (count == 1)
			return found;
		if (count > 1) {
			several(ds, way, word, f);
			return NULL;
		}
	}
	not_waiting(ds, word, f);
	return NULL;
}

static int take_scope(void *ctx, const struct answer *a, const char *json)
{
	(void)json;
	memcpy(ctx, a->scope, sizeof(a->scope));
	return 0;
}

/* An id is its producer's own: the answer says which one is meant. */
static struct jdoc *make_answer(const struct args *a, const struct decision *d, bool go,
				const char *scope)
{
	struct jdoc *e = jdoc_new_object();
	const char *reason = args_get(a, "reason");
	const char *by = args_get(a, "by");

	if (e &&
	    (jdoc_set(e, "action", jdoc_new_string("answer")) ||
	     jdoc_set(e, "source", jdoc_new_string("keyboard")) ||
	     jdoc_set(e, "of", jdoc_new_string(d->id)) || jdoc_set(e, "go", jdoc_new_bool(go)) ||
	     (scope[0] && jdoc_set(e, "station", jdoc_new_string(scope))) ||
	     (reason && jdoc_set(e, "reason", jdoc_new_string(reason))) ||
	     (by && jdoc_set(e, "volunteer", jdoc_new_string(by)))))
		jdoc_free(&e);
	return e;
}

static void tell_done(const struct decisions *ds, const struct decision *d, bool go)
{
	char line[DOG_NAME_SIZE + 64];
	const char *name = terms_name(ds->names, ROSTER_DOGS, d->dog);

	if (!go)
		snprintf(line, sizeof(line), _("no: %s"), name);
	else if (d->move == MOVE_ENTRY)
		snprintf(line, sizeof(line), _("%s comes in"), name);
	else
		snprintf(line, sizeof(line), _("%s goes out"), name);
	output_text(line);
}

static int settle(const struct args *a, const struct decisions *ds, bool go, struct fault *f)
{
	const char *by = args_get(a, "by");
	const struct decision *d;
	char scope[EVENT_ID_SIZE] = "";
	struct volunteer v;
	int rc = by ? database_volunteer(&ds->database, by, &v, f) : 0;

	if (rc)
		return rc;
	d = find(ds, a->words[0], f);
	if (!d)
		return ERR_NOT_FOUND;
	rc = reader_events(ds->database.reader, d->seq - 1, 1, take_scope, scope);
	if (!rc)
		rc = database_send(&ds->database.paths, make_answer(a, d, go, scope), f);
	if (!rc)
		tell_done(ds, d, go);
	return rc;
}

int command_decisions_answer(const struct args *a)
{
	struct decisions ds = { .items = NULL };
	struct fault f = { "" };
	const bool go = strcmp(a->command->name, "go") == 0;
	const char *reason = args_get(a, "reason");

	if (go && (!reason || !*reason)) {
		fault_set(&f, ERR_INVALID, _("say why: --reason TEXT"));
		return command_refuse(a, &f);
	}
	int rc = read_decisions(a, &ds, false, &f);
	if (!rc)
		rc = settle(a, &ds, go, &f);
	clear(&ds);
	return database_close(&ds.database, rc, &f);
}
