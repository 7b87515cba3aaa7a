/*
 * log - the stored events and what became of them, as JSON lines.
 */
#include <config.h>

#include <stdlib.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/follow.h"
#include "paseo/commands/output.h"

struct lines {
	uint64_t since, limit, written;
};

/* A value that ends a walk over rows early and is no error. */
enum { ENOUGH = 1 };

static int write_line(void *ctx, const struct answer *a, const char *json)
{
	struct lines *l = ctx;
	size_t len = 0;

	(void)json;
	if (a->seq <= l->since)
		return 0;
	char *text = answer_write_log(a, &len);
	if (!text)
		return ERR_NOMEM;
	output_line(text, len);
	free(text);
	l->written++;
	return l->limit && l->written >= l->limit ? ENOUGH : 0;
}

/* The log and then what comes. */
static int follow(const struct args *a, uint64_t since, uint64_t limit, bool days)
{
	struct station_paths paths;
	struct fault f = { "" };

	if (days) {
		fault_set(&f, ERR_INVALID,
			  _("--day, --from and --to do not go with --follow: say where to begin "
			    "with --since"));
		return command_refuse(a, &f);
	}
	if (path_find(a->db, &paths, &f) || follow_events(&paths, since, limit, &f))
		return command_fail(&f);
	return EXIT_DONE;
}

int command_log(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	struct lines l = { 0 };
	int64_t since = 0, limit = 0;
	int32_t from = 0, to = 0;
	bool given = false;

	if (args_number(a, "since", 0, INT64_MAX, 0, &since, &f) ||
	    args_number(a, "limit", 1, INT64_MAX, 0, &limit, &f) ||
	    args_days(a, args_late_today(), &from, &to, &given, &f))
		return command_refuse(a, &f);
	if (args_has(a, "follow"))
		return follow(a, (uint64_t)since, (uint64_t)limit, given);
	l.since = (uint64_t)since;
	l.limit = (uint64_t)limit;
	int rc = database_open(a, &d, &f);
	/* Once more: today is the zone's of this database. */
	if (!rc)
		rc = args_days(a, d.today, &from, &to, &given, &f);
	if (!rc && given)
		rc = reader_events_between(d.reader, days_start_ms(from),
					   days_start_ms(days_add(to, 1)), write_line, &l);
	else if (!rc)
		rc = reader_events(d.reader, l.since, l.limit, write_line, &l);
	return database_close(&d, rc == ENOUGH ? 0 : rc, &f);
}
