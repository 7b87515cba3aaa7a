/* Reports of the days on which the clock changes in Madrid, and of days among others. */
#include <config.h>

#include "report_help.h"

#include "paseo/report/day_model.h"
#include "paseo/report/history.h"

#define NOW "2026-11-01T12:00:00+01:00"

static struct story story;

/* clang-format off */
static const struct told autumn[] = {
	{ "2026-03-01T09:00:00+01:00",
	  "{'action':'roster','dogs':[{'id':'p-1','name':'Luna','limit_min':150},{'id':'p-2','name':'Thor'},"
	  "{'id':'p-3','name':'Kira'}],'volunteers':[{'id':'v-1','name':'Ana'}]}" },
	/* The night of 23 hours: an hour and a half on the clock is half an hour. */
	{ "2026-03-29T01:45:00+01:00", "{'dog':'p-1','action':'exit','source':'nfc','volunteer':'v-1'}" },
	{ "2026-03-29T03:15:00+02:00", "{'dog':'p-1','action':'entry','source':'nfc'}" },
	{ "2026-10-20T10:00:00+02:00", "{'dog':'p-2','action':'exit','source':'nfc'}" },
	{ "2026-10-20T10:30:00+02:00", "{'dog':'p-2','action':'entry','source':'nfc'}" },
	/* The night of 25 hours: two hours on the clock are three. */
	{ "2026-10-25T01:30:00+02:00", "{'dog':'p-1','action':'exit','source':'nfc','volunteer':'v-1'}" },
	{ "2026-10-25T03:30:00+01:00", "{'dog':'p-1','action':'entry','source':'nfc'}" },
	/* Its 25th hour. */
	{ "2026-10-25T23:30:00+01:00", "{'dog':'p-3','action':'exit','source':'nfc'}" },
	{ "2026-10-26T00:10:00+01:00", "{'dog':'p-3','action':'entry','source':'nfc'}" },
	{ "2026-10-26T00:20:00+01:00", "{'dog':'p-2','action':'exit','source':'nfc'}" },
	{ "2026-10-26T00:50:00+01:00", "{'dog':'p-2','action':'entry','source':'nfc'}" },
};
/* clang-format on */

static int tell(void **state)
{
	(void)state;
	story_tell(&story, autumn, sizeof(autumn) / sizeof(autumn[0]));
	return 0;
}

static int forget(void **state)
{
	(void)state;
	story_forget(&story);
	return 0;
}

static void expect_member(int32_t day, const char *member, const char *expected)
{
	struct day_report *r = story_day(&story, day, NOW);
	struct jdoc *d = story_parse(day_report_json(r));

	expect_compact(jdoc_get(d, member), expected);
	jdoc_free(&d);
	day_report_free(&r);
}

static void a_day_of_25_hours_holds_its_25th(void **state)
{
	struct day_report *r = story_day(&story, 20261025, NOW);

	(void)state;
	assert_int_equal(r->end_ms - r->start_ms, 25 * HOUR_MS);
	assert_int_equal(r->totals.walks, 2);
	/* Three hours, and forty minutes over midnight. */
	assert_int_equal(r->totals.seconds, 3 * 3600 + 40 * 60);
	day_report_free(&r);
	expect_member(20261025, "still_out",
		      "[{'dog':'p-3','name':'Kira','since':'2026-10-25T23:30:00.000+01:00',"
		      "'seconds':1800,'volunteer':null,'back':'2026-10-26T00:10:00.000+01:00'}]");
	/* Two hours and a half are over at 03:00, an hour after 02:00 came again. */
	expect_member(20261025, "warnings",
		      "[{'time':'2026-10-25T03:30:00.000+01:00','dog':'p-1','kind':'overdue',"
		      "'with':[],'volunteer':null,'derived':false}]");
}

static void a_day_of_23_hours_has_its_true_minutes(void **state)
{
	struct day_report *r = story_day(&story, 20260329, NOW);

	(void)state;
	assert_int_equal(r->end_ms - r->start_ms, 23 * HOUR_MS);
	assert_int_equal(r->totals.seconds, 30 * 60);
	assert_int_equal(r->warning_count, 0);
	day_report_free(&r);
}

static void the_walk_before_is_found_among_later_ones(void **state)
{
	(void)state;
	expect_member(20261025, "not_walked", "[{'dog':'p-2','name':'Thor','days_since':5}]");
	/* Luna's walk of March is the last one before; Kira's first is yet to come. */
	expect_member(20261024, "not_walked",
		      "[{'dog':'p-1','name':'Luna','days_since':209},"
		      "{'dog':'p-2','name':'Thor','days_since':4},"
		      "{'dog':'p-3','name':'Kira','days_since':null}]");
}

static void a_history_of_that_night_has_its_true_minutes(void **state)
{
	const struct history_span span = { 20261025, 20261025, false, false };
	struct history *h = NULL;
	struct reader *reader = NULL;
	char *text;

	(void)state;
	assert_int_equal(reader_open(story.db, &reader, NULL), 0);
	assert_int_equal(history_read(reader, "luna", span, instant(NOW), &h, NULL), 0);
	text = history_text(h, 80);
	assert_non_null(strstr(text, "2026-10-25  01:30  03:30  180  Ana\n"));
	free(text);
	history_free(&h);
	reader_close(&reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_of_25_hours_holds_its_25th),
		cmocka_unit_test(a_day_of_23_hours_has_its_true_minutes),
		cmocka_unit_test(the_walk_before_is_found_among_later_ones),
		cmocka_unit_test(a_history_of_that_night_has_its_true_minutes),
	};

	return cmocka_run_group_tests(tests, tell, forget);
}
