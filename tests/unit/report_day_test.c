#include <config.h>

#include "report_help.h"

#include "paseo/base/text.h"
#include "paseo/report/day_model.h"

/* A week's end, worked out by hand below. Luna walks twice, one end typed; Thor's walk is
 * estimated; Kira is out over midnight; Coco went out on Friday; Rex is held; Nala never walks. */
static const struct told weekend[] = {
	{ "2026-11-12T09:00:00+01:00",
	  "{'action':'roster','settings':{'shelter':'La Ribera'},'dogs':["
	  "{'id':'p-1','name':'Luna'},{'id':'p-2','name':'Thor','traits':"
	  "'reactive'},"
	  "{'id':'p-3','name':'Kira'},{'id':'p-4','name':'Coco'},"
	  "{'id':'p-5','name':'Rex','traits':'reactive'},{'id':'p-6','name':"
	  "'Ñala'}],"
	  "'volunteers':[{'id':'v-1','name':'Ana'},{'id':'v-2','name':'Núria'}]"
	  "}" },
	{ "2026-11-13T10:00:00+01:00", "{'dog':'p-4','action':'exit','source':'nfc'}" },
	{ "2026-11-13T10:30:00+01:00", "{'dog':'p-4','action':'entry','source':'nfc'}" },
	/* Saturday */
	{ "2026-11-14T10:00:00.900+01:00",
	  "{'dog':'p-1','action':'exit','source':'nfc','volunteer':'v-1'}" },
	{ "2026-11-14T10:20:00.800+01:00", "{'dog':'p-1','action':'entry','source':'nfc'}" },
	{ "2026-11-14T11:00:00+01:00",
	  "{'dog':'p-2','action':'exit','source':'nfc','volunteer':'v-2'}" },
	{ "2026-11-14T11:05:00+01:00", "{'id':'ask','dog':'p-5','action':'exit','source':'nfc'}" },
	{ "2026-11-14T11:05:20+01:00",
	  "{'id':'again','dog':'p-5','action':'exit','source':'nfc'}" },
	{ "2026-11-14T11:06:00+01:00", "{'action':'answer','of':'ask','go':false,"
				       "'reason':'Thor','source':'keyboard'}" },
	{ "2026-11-14T12:00:00+01:00",
	  "{'dog':'p-1','action':'exit','source':'keyboard','volunteer':'v-2'}" },
	{ "2026-11-14T12:10:30+01:00", "{'dog':'p-1','action':'entry','source':'nfc'}" },
	{ "2026-11-14T13:00:00+01:00", "{'dog':'p-2','action':'entry','time':'2026-11-"
				       "14T11:40:00+01:00','estimated':true}" },
	{ "2026-11-14T13:10:00+01:00", "{'id':'slip','dog':'p-6','action':'exit','source':'nfc'}" },
	{ "2026-11-14T13:10:20+01:00", "{'id':'back','action':'retract','of':'slip'}" },
	{ "2026-11-14T23:50:00+01:00", "{'dog':'p-3','action':'exit','source':'nfc'}" },
	/* Sunday */
	{ "2026-11-15T00:20:00+01:00", "{'dog':'p-3','action':'entry','source':'nfc'}" },
	{ "2026-11-15T10:00:00+01:00", "{'dog':'p-1','action':'exit','source':'nfc'}" },
};

#define NOW "2026-11-15T11:00:00+01:00"

static struct story story;

static int tell_story(void **state)
{
	(void)state;
	story_tell(&story, weekend, sizeof(weekend) / sizeof(weekend[0]));
	return 0;
}

static int forget_story(void **state)
{
	(void)state;
	story_forget(&story);
	return 0;
}

static struct day_report *read_day(int32_t day)
{
	return story_day(&story, day, NOW);
}

/* One member of the report's JSON. */
static void expect_member(int32_t day, const char *member, const char *expected)
{
	struct day_report *r = read_day(day);
	struct jdoc *d = story_parse(day_report_json(r));

	expect_compact(jdoc_get(d, member), expected);
	jdoc_free(&d);
	day_report_free(&r);
}

static void the_totals_are_those_worked_out_by_hand(void **state)
{
	(void)state;
	/* Luna 1199.9 s measured and 630 s typed, Thor 2400 s estimated, Kira 1800 s measured. */
	expect_member(20261114, "totals",
		      "{'dogs':6,'dogs_walked':3,'walks':4,'walk_seconds':6029,"
		      "'measured_seconds':2999,'typed_seconds':630,'estimated_seconds':2400,"
		      "'longest_seconds':2400,'median_seconds':1499}");
	/* Luna is out: her walk counts, its seconds not yet. */
	expect_member(20261115, "totals",
		      "{'dogs':6,'dogs_walked':1,'walks':1,'walk_seconds':0,"
		      "'measured_seconds':0,'typed_seconds':0,'estimated_seconds':0,"
		      "'longest_seconds':0,'median_seconds':0}");
}

static void a_dog_has_its_walks_ends_and_people(void **state)
{
	struct day_report *r = read_day(20261114);
	char *text = day_report_csv(r, ',');

	(void)state;
	assert_string_equal(
		text, "day,dog,name,state,walks,walk_seconds,measured_seconds,typed_seconds,"
		      "estimated_seconds,"
		      "first_out,last_in,volunteers\n"
		      "2026-11-14,p-1,Luna,OUTSIDE,2,1829,1199,630,0,2026-11-14T10:00:00.900+01:00,"
		      "2026-11-14T12:10:30.000+01:00,v-1 v-2\n"
		      "2026-11-14,p-2,Thor,INSIDE,1,2400,0,0,2400,2026-11-14T11:00:00.000+01:00,"
		      "2026-11-14T11:40:00.000+01:00,v-2\n"
		      "2026-11-14,p-3,Kira,INSIDE,1,1800,1800,0,0,2026-11-14T23:50:00.000+01:00,"
		      "2026-11-15T00:20:00.000+01:00,\n"
		      "2026-11-14,p-4,Coco,INSIDE,0,0,0,0,0,,,\n"
		      "2026-11-14,p-5,Rex,INSIDE,0,0,0,0,0,,,\n"
		      "2026-11-14,p-6,Ñala,INSIDE,0,0,0,0,0,,,\n");
	free(text);
	day_report_free(&r);
}

static void who_did_not_walk_is_named_with_the_days_since(void **state)
{
	(void)state;
	expect_member(20261114, "not_walked",
		      "[{'dog':'p-4','name':'Coco','days_since':1},"
		      "{'dog':'p-5','name':'Rex','days_since':null},"
		      "{'dog':'p-6','name':'Ñala','days_since':null}]");
	/* Thor and Kira have walked since: their last day before this one is looked up. */
	expect_member(20261113, "not_walked",
		      "[{'dog':'p-1','name':'Luna','days_since':null},"
		      "{'dog':'p-2','name':'Thor','days_since':null},"
		      "{'dog':'p-3','name':'Kira','days_since':null},"
		      "{'dog':'p-5','name':'Rex','days_since':null},"
		      "{'dog':'p-6','name':'Ñala','days_since':null}]");
	expect_member(20261115, "not_walked",
		      "[{'dog':'p-2','name':'Thor','days_since':1},"
		      "{'dog':'p-3','name':'Kira','days_since':1},"
		      "{'dog':'p-4','name':'Coco','days_since':2},"
		      "{'dog':'p-5','name':'Rex','days_since':null},"
		      "{'dog':'p-6','name':'Ñala','days_since':null}]");
}

static void still_out_is_of_the_days_end(void **state)
{
	(void)state;
	expect_member(20261114, "still_out",
		      "[{'dog':'p-3','name':'Kira','since':'2026-11-14T23:50:00.000+01:00',"
		      "'seconds':600,'volunteer':null,'back':'2026-11-15T00:20:00.000+01:00'}]");
	expect_member(20261115, "still_out",
		      "[{'dog':'p-1','name':'Luna','since':'2026-11-15T10:00:00.000+01:00',"
		      "'seconds':3600,'volunteer':null,'back':null}]");
	expect_member(20261113, "still_out", "[]");
}

static void a_decision_tells_why_who_and_how_long(void **state)
{
	(void)state;
	expect_member(20261114, "decisions",
		      "[{'id':'ask','dog':'p-5','time':'2026-11-14T11:05:00.000+01:00',"
		      "'move':'exit','ask':'warning','warnings':[{'time':"
		      "'2026-11-14T11:05:00.000+01:00','dog':'p-5','kind':'reactive','with':["
		      "'p-2']}],'volunteer':null,'status':'no','answered':"
		      "'2026-11-14T11:06:00.000+01:00','reason':'Thor','by':null,"
		      "'waited_seconds':60}]");
}

static void an_undone_movement_is_a_correction(void **state)
{
	(void)state;
	expect_member(20261114, "corrections",
		      "[{'seq':14,'id':'back','time':'2026-11-14T13:10:20.000+01:00',"
		      "'action':'retract','of':'slip','dog':'p-6','what':'undone','move':'exit',"
		      "'was':'2026-11-14T13:10:00.000+01:00','now':null,'was_volunteer':null,"
		      "'volunteer':null,'by':null,'reason':null,'source':null,'undone':false}]");
}

/* The dog was scanned again while it waited. */
static void a_repeated_question_is_one_warning(void **state)
{
	struct day_report *r = read_day(20261114);
	size_t of_rex = 0;

	(void)state;
	for (size_t i = 0; i < r->warning_count; i++)
		of_rex += strcmp(r->warnings[i].dog, "p-5") == 0;
	assert_int_equal(of_rex, 1);
	day_report_free(&r);
}

static void today_says_who_is_out_without_an_alarm(void **state)
{
	struct day_report *r = read_day(20261115);
	char *text = day_report_text(r, 80);

	(void)state;
	assert_non_null(strstr(text, "as of 11:00"));
	assert_non_null(strstr(text, "not closed yet"));
	assert_non_null(strstr(text, "Still out: 1\n Luna, since 10:00, 1 h 00 min\n"));
	assert_null(strstr(text, "ALARM"));
	assert_non_null(strstr(text, " Luna  OUTSIDE      1    0  10:00"));
	free(text);
	day_report_free(&r);
}

static void a_dog_out_at_midnight_is_an_alarm_on_top(void **state)
{
	struct day_report *r = read_day(20261114);
	char *text = day_report_text(r, 80);
	const char *second = strchr(text, '\n') + 1;

	(void)state;
	assert_int_equal(strncmp(second, "ALARM: 1 dog was out at the end of the day\n", 43), 0);
	assert_non_null(strstr(text, " Kira, since 23:50, 10 min, back 2026-11-15 00:20\n"));
	free(text);
	day_report_free(&r);
}

static void the_text_fits_its_width_and_names_everyone(void **state)
{
	static const size_t widths[] = { 80, 40, 30, 200 };
	struct day_report *r = read_day(20261114);

	(void)state;
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		char *text = day_report_text(r, widths[i]);
		assert_non_null(text);
		assert_non_null(strstr(text, "Ñala"));
		for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
			/* The columns that do not give way need 50. */
			if (widths[i] >= 60 && text_width_cells(line) > widths[i])
				fail_msg("%zu: '%s'", widths[i], line);
			if (text_check(line, strlen(line), NULL, NULL))
				fail_msg("'%s'", line);
		}
		free(text);
	}
	day_report_free(&r);
}

static void a_report_without_a_database_says_so(void **state)
{
	struct day_report *r = NULL;
	struct fault f = { "" };

	(void)state;
	assert_int_equal(day_report_read("/nonexistent/x.db", 20261114, 0, &r, &f), ERR_NOT_FOUND);
	assert_null(r);
	assert_true(f.text[0] != '\0');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_totals_are_those_worked_out_by_hand),
		cmocka_unit_test(a_dog_has_its_walks_ends_and_people),
		cmocka_unit_test(who_did_not_walk_is_named_with_the_days_since),
		cmocka_unit_test(still_out_is_of_the_days_end),
		cmocka_unit_test(a_decision_tells_why_who_and_how_long),
		cmocka_unit_test(an_undone_movement_is_a_correction),
		cmocka_unit_test(a_repeated_question_is_one_warning),
		cmocka_unit_test(today_says_who_is_out_without_an_alarm),
		cmocka_unit_test(a_dog_out_at_midnight_is_an_alarm_on_top),
		cmocka_unit_test(the_text_fits_its_width_and_names_everyone),
		cmocka_unit_test(a_report_without_a_database_says_so),
	};

	return cmocka_run_group_tests(tests, tell_story, forget_story);
}
