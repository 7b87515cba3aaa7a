/*
 * report - the report of a day, or of several one after the other.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/day.h"

#define WIDTH_MIN 20
#define WIDTH_MAX 1000
/* Two years: a longer span is a slip of the keyboard. */
#define DAYS_MAX 732

struct wanted {
	enum format format;
	int32_t from, to;
	bool several;
	size_t width;
};

static int read_options(const struct args *a, int32_t today, struct wanted *w, struct fault *f)
{
	int64_t width = 0;
	bool given = false;
	int rc = args_format(a, &w->format, f);

	if (!rc)
		rc = args_number(a, "width", WIDTH_MIN, WIDTH_MAX, 0, &width, f);
	if (!rc)
		rc = args_days(a, today, &w->from, &w->to, &given, f);
	w->several = args_has(a, "from") || args_has(a, "to");
	w->width = width ? (size_t)width : output_width_cells();
	if (!rc && w->several && days_add(w->from, DAYS_MAX) < w->to)
		rc = fault_set(f, ERR_INVALID, _("that is more than %d days: take fewer at once"),
			       DAYS_MAX);
	return rc;
}

static char *write_report(const struct day_report *r, const struct wanted *w)
{
	switch (w->format) {
	case FORMAT_JSON:
		return day_report_json(r);
	case FORMAT_CSV:
		return day_report_csv(r, ',');
	case FORMAT_TEXT:
		break;
	}
	return day_report_text(r, w->width);
}

/* What joins the reports of several days: JSON becomes an array, CSV has its header once. */
static void write_joined(const char *text, const struct wanted *w, int32_t day)
{
	bool first = day == w->from;

	if (w->several && w->format == FORMAT_JSON)
		output_text(first ? "[" : ",");
	if (w->several && w->format == FORMAT_TEXT && !first)
		output_line("", 0);
	if (w->format == FORMAT_CSV && !first)
		text += strcspn(text, "\n") + 1;
	output_text(text);
	if (w->several && w->format == FORMAT_JSON && day == w->to)
		output_text("]");
}

static int write_days(const struct database *d, const struct wanted *w, struct fault *f)
{
	int rc = 0;

	for (int32_t day = w->from; !rc && day <= w->to; day = days_add(day, 1)) {
		struct day_report *r = NULL;
		char *text = NULL;

		rc = day_report_read(d->paths.db, day, d->now_ms, &r, f);
		if (!rc) {
			text = write_report(r, w);
			rc = text ? 0 : ERR_NOMEM;
		}
		if (!rc)
			write_joined(text, w, day);
		free(text);
		day_report_free(&r);
		if (!rc && output_flush())
			break;
	}
	return rc;
}

int command_report(const struct args *a)
{
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	struct wanted w = { .format = FORMAT_TEXT };

	if (read_options(a, args_late_today(), &w, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	/* Once more: today is the zone's of this database. */
	if (!rc && read_options(a, d.today, &w, &f)) {
		reader_close(&d.reader);
		return command_refuse(a, &f);
	}
	if (!rc)
		rc = write_days(&d, &w, &f);
	return database_close(&d, rc, &f);
}
