/*
 * import - see the header. The log is written first and then read back by the same function that a start uses,
 * which checks each event against its checksum.
 */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"
#include "paseo/base/language.h"
#include "paseo/queue/journal.h"
#include "paseo/queue/rules.h"
#include "paseo/store/event_text.h"
#include "paseo/store/import.h"
#include "paseo/store/load.h"
#include "paseo/store/rows.h"
#include "paseo/store/schema.h"

#define COLUMNS_MOST 64

struct importer {
	struct sql *sql;
	const char *name;
	struct csv_stream *csv;
	struct place end;
	size_t places[COLUMNS_MOST]; /* column of event_text -> field of a row */
	size_t field_count;	     /* of each row */
	struct fault *fault;
};

static int at_line(const struct importer *m, int err, const char *what)
{
	return fault_set(m->fault, err, _("%s, line %zu: %s"), m->name, csv_stream_line(m->csv),
			 what);
}

static int read_row(const struct importer *m, char ***fields, size_t *count)
{
	int got = csv_stream_next(m->csv, fields, count);

	if (got == ERR_INVALID)
		return at_line(m, got, _("a quote is not closed, or text follows one"));
	if (got < 0)
		return at_line(m, got, error_text(got));
	return got;
}

/* Where each column stands, by the header line. */
static int read_header(struct importer *m)
{
	char **fields = NULL;
	int got = read_row(m, &fields, &m->field_count);

	if (got < 0)
		return got;
	for (size_t c = 0; c < event_text_count(); c++) {
		size_t i = 0;

		while (got && i < m->field_count && strcmp(fields[i], event_text_name(c)) != 0)
			i++;
		if (!got || i == m->field_count)
			return fault_set(m->fault, ERR_INVALID,
					 _("%s has no column '%s': it is no list of events that "
					   "paseo export wrote"),
					 m->name, event_text_name(c));
		m->places[c] = i;
	}
	return 0;
}

static int take_fields(const struct importer *m, char **fields, struct logged *l)
{
	struct fault why = { "" };

	memset(l, 0, sizeof(*l));
	for (size_t c = 0; c < event_text_count(); c++) {
		int err = event_text_set(l, c, fields[m->places[c]], &why);

		if (err)
			return at_line(m, err, why.text);
	}
	l->answer.first = l->answer.outcome;
	return 0;
}

/* The number and the checksum have to follow from the event before. */
static int check_place(struct importer *m, const struct logged *l)
{
	const struct answer *a = &l->answer;
	uint64_t chain;

	if (a->seq != m->end.seq + 1)
		return at_line(m, ERR_CORRUPT, _("its number does not follow the one before"));
	/* What is stored and ignored is what no rule sent to the brain. */
	chain = journal_chain(m->end.chain, a->seq, a->received_ms,
			      a->outcome == OUTCOME_IGNORED ? JOURNAL_UNROUTED : 0, l->json,
			      l->json_len);
	if (chain != l->chain)
		return at_line(m, ERR_CORRUPT,
			       _("the event is not as it was exported: its checksum differs"));
	m->end.seq = a->seq;
	m->end.chain = chain;
	return 0;
}

static int put_row(struct sql *s, const struct logged *l)
{
	int err = row_put_event(s, l);

	return err || l->targets & TARGET_STREAM ? err : row_put_unstreamed(s, l->answer.seq);
}

static int put_rows(struct importer *m)
{
	struct logged l = { .targets = 0 };
	char **fields = NULL;
	size_t count = 0;
	int got;

	while ((got = read_row(m, &fields, &count)) > 0) {
		int err = count == m->field_count
				  ? take_fields(m, fields, &l)
				  : at_line(m, ERR_INVALID,
					    _("it has not as many fields as the header"));

		if (!err)
			err = check_place(m, &l);
		if (!err && put_row(m->sql, &l) != 0)
			err = fault_set(m->fault, ERR_IO, _("cannot write the database: %s"),
					sql_reason(m->sql));
		if (err)
			return err;
	}
	return got;
}

/* What a start would pass over with a word in its log ends an import. */
static int refuse(void *ctx, enum load_wrong kind, const char *sentence)
{
	const struct importer *m = ctx;

	(void)kind;
	return fault_set(m->fault, ERR_CORRUPT, "%s: %s", m->name, sentence);
}

/* Everything but the log follows from the log. */
static int work_out(struct importer *m, struct import_result *result)
{
	struct brain *b = brain_new();
	struct changes *all = changes_new();
	struct load_result loaded;
	int err = b && all ? load_log(m->sql, b, refuse, m, &loaded, m->fault) : ERR_NOMEM;

	if (!err)
		err = brain_snapshot(b, loaded.last_received_ms, 0, true, all);
	if (!err)
		err = apply_tables(m->sql, all, m->fault);
	for (size_t i = 0; !err && i < all->count; i++)
		result->walks += all->list[i].kind == CHANGE_WALK;
	if (err && m->fault && !m->fault->text[0])
		fault_set(m->fault, err, _("the events cannot be worked out: %s"), error_text(err));
	changes_free(&all);
	brain_free(&b);
	return err;
}

static int check_empty(const struct importer *m, const char *db)
{
	int64_t events = 0;
	int err = sql_ask_number(m->sql, "SELECT count(*) FROM (SELECT 1 FROM event LIMIT 1)",
				 &events);

	if (err)
		return fault_set(m->fault, err, _("cannot read '%s': %s"), db, sql_reason(m->sql));
	if (events)
		return fault_set(m->fault, ERR_EXISTS,
				 _("'%s' holds events already: name a new file with --db"), db);
	return 0;
}

static int import(struct importer *m, const char *db, struct import_result *result)
{
	int err = sql_begin(m->sql);

	if (err)
		return fault_set(m->fault, err, _("cannot write '%s': %s"), db, sql_reason(m->sql));
	err = check_empty(m, db);
	if (!err)
		err = read_header(m);
	if (!err)
		err = put_rows(m);
	if (!err && apply_write_place(m->sql, &m->end) != 0)
		err = fault_set(m->fault, ERR_IO, _("cannot write '%s': %s"), db,
				sql_reason(m->sql));
	if (!err)
		err = work_out(m, result);
	if (!err) {
		err = sql_commit(m->sql);
		if (err)
			fault_set(m->fault, err, _("cannot write '%s': %s"), db,
				  sql_reason(m->sql));
	}
	if (err)
		sql_rollback(m->sql);
	result->end = m->end;
	return err;
}

int import_log(const char *db, FILE *events, const char *name, const char *zone,
	       struct import_result *result, struct fault *f)
{
	struct importer m = { .name = name, .csv = csv_stream_new(events), .fault = f };
	bool whole = false;
	int err = m.csv ? 0 : fault_set(f, ERR_NOMEM, "no memory");

	memset(result, 0, sizeof(*result));
	if (!err && days_set_zone(zone[0] ? zone : NULL) != 0)
		err = fault_set(f, ERR_INVALID,
				_("this system does not know the zone '%s': install tzdata"), zone);
	if (!err)
		err = schema_open_writer(db, &m.sql, f);
	if (!err)
		err = import(&m, db, result);
	/* So that it survives a power cut from here on. */
	if (!err && sql_checkpoint(m.sql, true, &whole) != 0)
		err = fault_set(f, ERR_IO, _("cannot write '%s': %s"), db, sql_reason(m.sql));
	sql_close(&m.sql);
	csv_stream_free(&m.csv);
	return err;
}
