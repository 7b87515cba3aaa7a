/* The report of a Sunday on which nearly everything happened. */
#include <config.h>

#include "report_story.h"

#include "paseo/base/csv.h"
#include "paseo/report/day_model.h"

static struct story story;

static int tell(void **state)
{
	(void)state;
	story_tell(&story, sunday, SUNDAY_COUNT);
	return 0;
}

static int forget(void **state)
{
	(void)state;
	story_forget(&story);
	return 0;
}

static struct day_report *read_sunday(void)
{
	return story_day(&story, STORY_DAY, STORY_NOW);
}

static void expect_member(const char *member, const char *expected)
{
	struct day_report *r = read_sunday();
	struct jdoc *d = story_parse(day_report_json(r));

	expect_compact(jdoc_get(d, member), expected);
	jdoc_free(&d);
	day_report_free(&r);
}

static void the_page_says_what_there_is_to_say(void **state)
{
	static const char *const languages[] = { "en", "es" };
	struct day_report *r = read_sunday();

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char name[64], *text;

		assert_int_equal(language_set(languages[i]), 0);
		text = day_report_text(r, 80);
		(void)snprintf(name, sizeof(name), "day-%s", languages[i]);
		expect_golden(name, text);
		free(text);
	}
	assert_int_equal(language_set("en"), 0);
	day_report_free(&r);
}

static int64_t number(const struct jdoc *d, const char *key)
{
	int64_t value = -1;

	assert_true(jdoc_integer(jdoc_get(d, key), &value));
	return value;
}

/* Add up a column of the CSV; the columns stand in an order that is a contract. */
static int64_t sum(const struct csv *c, size_t column)
{
	int64_t total = 0;

	for (size_t row = 1; row < c->count; row++)
		total += strtoll(c->rows[row].fields[column], NULL, 10);
	return total;
}

static void text_json_and_csv_say_the_same_numbers(void **state)
{
	static const struct {
		const char *key;
		size_t column;
	} numbers[] = { { "walks", 4 },
			{ "walk_seconds", 5 },
			{ "measured_seconds", 6 },
			{ "typed_seconds", 7 },
			{ "estimated_seconds", 8 } };
	struct day_report *r = read_sunday();
	struct jdoc *d = story_parse(day_report_json(r));
	const struct jdoc *totals = jdoc_get(d, "totals");
	char *text = day_report_text(r, 80), *table = day_report_csv(r, ','), line[200];
	struct csv *c = NULL;

	(void)state;
	assert_int_equal(csv_parse(table, strlen(table), &c, NULL), 0);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		assert_int_equal(sum(c, numbers[i].column), number(totals, numbers[i].key));
	assert_int_equal(c->count - 1, jdoc_size(jdoc_get(d, "dogs")));
	(void)snprintf(line, sizeof(line), "%d dogs, %d walked, %d walks, %d h %02d min in all\n",
		       (int)number(totals, "dogs"), (int)number(totals, "dogs_walked"),
		       (int)number(totals, "walks"), (int)(number(totals, "walk_seconds") / 3600),
		       (int)(number(totals, "walk_seconds") / 60 % 60));
	assert_non_null(strstr(text, line));
	(void)snprintf(line, sizeof(line), "Warnings: %zu\n", jdoc_size(jdoc_get(d, "warnings")));
	assert_non_null(strstr(text, line));
	(void)snprintf(line, sizeof(line), "Not walked: %zu\n",
		       jdoc_size(jdoc_get(d, "not_walked")));
	assert_non_null(strstr(text, line));
	csv_free(&c);
	free(table);
	free(text);
	jdoc_free(&d);
	day_report_free(&r);
}

static void the_closing_tells_who_closed_it_and_what_reopened_it(void **state)
{
	(void)state;
	expect_member("closed", "{'time':'2026-11-22T19:30:00.000+01:00','by':'v-001','reopened':"
				"'2026-11-22T19:45:00.000+01:00'}");
	expect_member("out_at_closing",
		      "[{'dog':'p-006','name':'Nala','since':'2026-11-22T18:00:00.000+01:00',"
		      "'seconds':21600,'volunteer':'v-003','back':'2026-11-23T00:30:00.000+01:00'},"
		      "{'dog':'p-009','name':'Bimba','since':'2026-11-22T18:30:00.000+01:00',"
		      "'seconds':19800,'volunteer':'v-001','back':"
		      "'2026-11-22T19:45:00.000+01:00'}]");
	expect_member("heat", "[{'time':'2026-11-22T11:00:00.000+01:00','heat':'hot'}]");
}

static bool has_warning(const struct day_report *r, enum warning_kind kind, const char *dog,
			const char *stamp, bool derived)
{
	for (size_t i = 0; i < r->warning_count; i++) {
		const struct day_warning *w = &r->warnings[i];

		if (w->warning.kind == kind && strcmp(w->dog, dog) == 0 &&
		    w->time_ms == instant(stamp) && w->derived == derived)
			return true;
	}
	return false;
}

static void what_no_answer_carries_follows_from_the_walks(void **state)
{
	struct day_report *r = read_sunday();

	(void)state;
	/* Nala stayed in when Coco went. */
	assert_true(
		has_warning(r, WARNING_BONDED_ALONE, "p-005", "2026-11-22T10:05:00+01:00", true));
	/* Scanned at 11:52 it was too long, and that was said. */
	assert_true(has_warning(r, WARNING_OVERDUE, "p-002", "2026-11-22T11:52:00+01:00", false));
	/* Came in at half past midnight: from 18:30 on it was late, half of an hour being left. */
	assert_true(has_warning(r, WARNING_OVERDUE, "p-006", "2026-11-22T18:30:00+01:00", true));
	assert_true(has_warning(r, WARNING_LEVEL, "p-004", "2026-11-22T10:20:15+01:00", false));
	assert_int_equal(r->totals.late, 3);
	assert_int_equal(r->totals.clock, 1);
	day_report_free(&r);
}

static void an_amended_end_tells_what_it_was(void **state)
{
	(void)state;
	expect_member("typed",
		      "[{'dog':'p-002','end':'entry','time':'2026-11-22T11:20:00.000+01:00','was':"
		      "'2026-11-22T11:52:00.000+01:00'},"
		      "{'dog':'p-006','end':'entry','time':'2026-11-23T00:30:00.000+01:00','was':"
		      "'2026-11-23T08:10:00.000+01:00'},"
		      "{'dog':'p-011','end':'exit','time':'2026-11-22T12:41:00.000+01:00','was':"
		      "null}]");
	expect_member("estimated",
		      "[{'dog':'p-004','end':'entry','time':'2026-11-22T12:08:00.000+01:00','was':"
		      "null}]");
}

static void a_code_that_was_nobodys_is_told_with_its_times(void **state)
{
	(void)state;
	expect_member("unknown_tags",
		      "[{'tag':'04AA','count':2,'times':['2026-11-22T12:30:00.000+01:00',"
		      "'2026-11-22T12:35:00.000+01:00'],'now':'p-008'},"
		      "{'tag':'QR-77','count':1,'times':['2026-11-22T12:36:00.000+01:00'],"
		      "'now':null}]");
}

static const struct correction *find_correction(const struct day_report *r,
						enum correction_kind kind, const char *dog)
{
	for (size_t i = 0; i < r->correction_count; i++) {
		if (r->corrections[i].kind == kind && strcmp(r->corrections[i].dog, dog) == 0)
			return &r->corrections[i];
	}
	fail_msg("no correction %d of %s", (int)kind, dog);
	return NULL;
}

static void a_correction_tells_the_old_value_and_the_new(void **state)
{
	struct day_report *r = read_sunday();
	const struct correction *c = find_correction(r, CORRECTION_AMENDED, "p-002");

	(void)state;
	assert_true(c->was_ms == instant("2026-11-22T11:52:00+01:00"));
	assert_true(c->now_ms == instant("2026-11-22T11:20:00+01:00"));
	assert_string_equal(c->reason, "came in by the back gate");
	c = find_correction(r, CORRECTION_UNDONE, "p-012");
	assert_string_equal(c->by, "v-001");
	c = find_correction(r, CORRECTION_AMENDED, "p-004");
	assert_string_equal(c->volunteer, "v-003");
	assert_int_equal(c->now_ms, 0);
	find_correction(r, CORRECTION_REMARK, "p-004");
	/* What was said on Monday of the return from Sunday's walk. */
	find_correction(r, CORRECTION_AMENDED, "p-006");
	/* Luna had gone five minutes before: her own scan moves nobody any more. */
	find_correction(r, CORRECTION_LOST, "p-001");
	assert_int_equal(r->correction_count, 6);
	day_report_free(&r);
}

static void a_dog_that_left_that_day_is_there_with_its_walk(void **state)
{
	struct day_report *r = read_sunday();
	const struct day_dog *duque = NULL;

	(void)state;
	for (size_t i = 0; i < r->dog_count; i++) {
		if (strcmp(r->dogs[i].dog.id, "p-011") == 0)
			duque = &r->dogs[i];
	}
	assert_non_null(duque);
	assert_true(duque->dog.archived);
	assert_int_equal(duque->walks, 1);
	assert_false(day_missed(duque));
	/* It is no longer one of the shelter's. */
	assert_int_equal(r->totals.dogs, 11);
	day_report_free(&r);
	/* On a day on which it did not walk nobody asks for it. */
	r = story_day(&story, 20261119, STORY_NOW);
	assert_int_equal(r->dog_count, 11);
	day_report_free(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_says_what_there_is_to_say),
		cmocka_unit_test(text_json_and_csv_say_the_same_numbers),
		cmocka_unit_test(the_closing_tells_who_closed_it_and_what_reopened_it),
		cmocka_unit_test(what_no_answer_carries_follows_from_the_walks),
		cmocka_unit_test(an_amended_end_tells_what_it_was),
		cmocka_unit_test(a_code_that_was_nobodys_is_told_with_its_times),
		cmocka_unit_test(a_correction_tells_the_old_value_and_the_new),
		cmocka_unit_test(a_dog_that_left_that_day_is_there_with_its_walk),
	};

	return cmocka_run_group_tests(tests, tell, forget);
}
