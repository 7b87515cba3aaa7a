/*
 * history - the walks of one dog or one volunteer, with what was corrected.
 */
#include <config.h>

#include <stdlib.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/history.h"

/* Which days: those that are named, else all that are on record, else the last ones. */
static int read_span(const struct args *a, int32_t today, struct history_span *span,
		     struct fault *f)
{
	bool given = false;
	int rc = args_days(a, today, &span->from, &span->to, &given, f);

	span->all = args_has(a, "all");
	span->usual = !given && !span->all;
	if (rc)
		return rc;
	if (given && span->all)
		return fault_set(f, ERR_INVALID,
				 _("--all and --day, --from or --to do not go together"));
	if (span->usual)
		span->from = days_add(span->to, 1 - HISTORY_DAYS);
	return 0;
}

static int write_history(const struct history *h, enum format format)
{
	char *text = format == FORMAT_JSON  ? history_json(h)
		     : format == FORMAT_CSV ? history_csv(h, ',')
					    : history_text(h, output_width_cells());

	if (!text)
		return ERR_NOMEM;
	output_text(text);
	free(text);
	return 0;
}

int command_history(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct history_span span = { 0 };
	enum format format = FORMAT_TEXT;
	struct history *h = NULL;
	struct fault f = { "" };

	if (args_format(a, &format, &f) || read_span(a, args_late_today(), &span, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	/* Once more: today is the zone's of this database. */
	if (!rc && read_span(a, d.today, &span, &f)) {
		reader_close(&d.reader);
		return command_refuse(a, &f);
	}
	if (!rc)
		rc = history_read(d.reader, a->words[0], span, d.now_ms, &h, &f);
	if (!rc)
		rc = write_history(h, format);
	history_free(&h);
	return database_close(&d, rc, &f);
}
