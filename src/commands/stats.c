/*
 * stats - the figures of a period, as an overview or by one kind of thing.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/stats.h"

struct wanted {
	enum format format;
	char separator;
	enum stats_by by;
	struct stats_span span;
	size_t width;
};

static int read_by(const struct args *a, enum stats_by *by, struct fault *f)
{
	const char *text = args_get(a, "by");
	int found = text ? stats_by_find(text) : STATS_OVERVIEW;

	*by = found < 0 ? STATS_OVERVIEW : (enum stats_by)found;
	if (found < 0)
		return fault_set(f, ERR_INVALID,
				 _("--by is one of dog, day, weekday, hour, volunteer, kennel, "
				   "level, not '%s'"),
				 text);
	return 0;
}

static int read_span(const struct args *a, int32_t today, struct stats_span *span, struct fault *f)
{
	bool given = false;
	int rc = args_days(a, today, &span->from, &span->to, &given, f);

	if (rc)
		return rc;
	span->usual = !given;
	if (span->usual)
		span->from = days_add(span->to, 1 - STATS_DAYS);
	if (days_until(span->from, span->to) >= STATS_DAYS_MAX)
		return fault_set(f, ERR_INVALID, _("that is more than %d days: take fewer at once"),
				 STATS_DAYS_MAX);
	return 0;
}

static int read_options(const struct args *a, int32_t today, struct wanted *w, struct fault *f)
{
	int rc = args_format(a, &w->format, f);

	if (!rc)
		rc = args_separator(a, &w->separator, f);
	if (!rc)
		rc = args_width(a, &w->width, f);
	if (!rc)
		rc = read_by(a, &w->by, f);
	return rc ? rc : read_span(a, today, &w->span, f);
}

static int write_stats(const struct stats *s, const struct wanted *w, bool plain)
{
	char *text = w->format == FORMAT_JSON  ? stats_json(s, w->by)
		     : w->format == FORMAT_CSV ? stats_csv(s, w->by, w->separator)
					       : stats_text(s, w->by, w->width, plain);

	if (!text)
		return ERR_NOMEM;
	output_text(text);
	free(text);
	return 0;
}

int command_stats(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct wanted w = { .format = FORMAT_TEXT };
	struct stats *s = NULL;
	struct fault f = { "" };

	if (read_options(a, args_late_today(), &w, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	/* Once more: today is the zone's of this database. */
	if (!rc && read_options(a, d.today, &w, &f)) {
		reader_close(&d.reader);
		return command_refuse(a, &f);
	}
	if (!rc)
		rc = stats_read(d.reader, w.span, d.now_ms, &s, &f);
	if (!rc)
		rc = write_stats(s, &w, args_has(a, "plain"));
	stats_free(&s);
	return database_close(&d, rc, &f);
}
