#include <config.h>

#include "paseo/base/language.h"
#include "paseo/board/layout.h"
#include "paseo/board/panel.h"
#include "paseo/report/day.h"
#include "paseo/store/reader.h"

#define REPORT_WAIT_MS (2 * SECOND_MS) /* longest that the database is waited for */

static void fill_report(const struct console *d, struct panel_picture *p)
{
	const char *text = d->ui.text ? d->ui.text : "";

	panel_title(p, ROLE_TITLE, _("THE DAY'S REPORT"), _("arrows, PgUp, PgDn   Esc closes"));
	p->lines.width = 0; /* made for the width already */
	lines_add(&p->lines, ROLE_TEXT, text);
}

/* Events that the board has shown and the database has not yet. */
static uint64_t events_behind(const struct console *d)
{
	struct reader *reader = NULL;
	struct fault f = { "" };
	uint64_t seq = d->model.last_seq;

	if (reader_open(d->port->db_path, &reader, &f) == 0)
		(void)reader_seq(reader, &seq);
	reader_close(&reader);
	return seq < d->model.last_seq ? d->model.last_seq - seq : 0;
}

static void show_report(struct console *d)
{
	struct day_report *report = NULL;
	struct fault f = { "" };
	char *text = NULL;
	int code = day_report_read(d->port->db_path, d->ui.report_day, d->now_ms, &report, &f);

	if (code == 0) {
		text = day_report_text(report, (size_t)layout_middle_cols(d->cols) - 1);
		code = text ? 0 : ERR_NOMEM;
	}
	day_report_free(&report);
	if (code != 0) {
		console_say(d, RESULT_WARNING, _("NO REPORT"), "%s",
			    f.text[0] ? _(f.text) : error_text(code));
		return;
	}
	console_open(d, PANEL_REPORT);
	d->ui.text = text;
}

void panels_report_again(struct console *d)
{
	unsigned long behind = (unsigned long)events_behind(d);

	if (behind > 0 && d->now_ms < d->ui.report_by_ms)
		return;
	d->ui.report_by_ms = 0;
	show_report(d);
	if (behind > 0)
		console_say(d, RESULT_WARNING, _("REPORT BEHIND"),
			    language_plural("%lu event is not in the database yet",
					    "%lu events are not in the database yet", behind),
			    behind);
}

/* It comes when the database has every event that the board has shown. */
void panel_report_start(struct console *d, int32_t day)
{
	d->ui.report_day = day;
	d->ui.report_by_ms = d->now_ms + REPORT_WAIT_MS;
	panels_report_again(d);
}

static void open_report(struct console *d)
{
	panel_report_start(d, days_of(d->now_ms));
}

const struct panel_kind panel_report = {
	.whole = true,
	.scrolls = true,
	.fill = fill_report,
	.open = open_report,
};
