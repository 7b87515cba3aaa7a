#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/base/language.h"
#include "paseo/board/typed.h"

#define SUNDAY 20261122

static int64_t at(int32_t day, int hour, int minute)
{
	return days_at_ms(day, hour, minute);
}

static void times_are_read_as_people_type_them(void **state)
{
	static const struct {
		const char *text;
		int hour, minute;
		bool estimated;
	} rows[] = {
		{ "18:30", 18, 30, false }, { "1830", 18, 30, false },
		{ "18.30?", 18, 30, true }, { "9:05", 9, 5, false },
		{ "905", 9, 5, false },	    { " 18h30 ", 18, 30, false },
		{ "0:00", 0, 0, false },    { "23 59 ?", 23, 59, true },
	};
	struct typed_time t;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(typed_read_time(rows[i].text, &t), 0);
		assert_true(t.given);
		assert_int_equal(t.hour, rows[i].hour);
		assert_int_equal(t.minute, rows[i].minute);
		assert_int_equal(t.estimated, rows[i].estimated);
	}
}

static void what_is_no_time_is_refused(void **state)
{
	static const char *const rows[] = { "24:00", "18:60", "18",    "7",  "12345",
					    "half",  "18:3x", "-1:30", ":30" };
	struct typed_time t;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (typed_read_time(rows[i], &t) != ERR_INVALID)
			fail_msg("'%s' was taken as %d:%02d", rows[i], t.hour, t.minute);
}

static void nothing_typed_is_now_and_a_mark_alone_estimates_it(void **state)
{
	struct typed_time t;

	(void)state;
	assert_int_equal(typed_read_time("", &t), 0);
	assert_false(t.given || t.estimated);
	assert_int_equal(typed_read_time(" ? ", &t), 0);
	assert_false(t.given);
	assert_true(t.estimated);
	assert_int_equal(typed_instant(&t, at(SUNDAY, 11, 42), 0), at(SUNDAY, 11, 42));
}

static void a_time_ahead_is_yesterdays_where_that_can_be(void **state)
{
	int32_t before = days_add(SUNDAY, -1);
	struct typed_time t;

	(void)state;
	typed_read_time("23:50", &t);
	/* Twenty past midnight, out since 22:00. */
	assert_int_equal(typed_instant(&t, at(SUNDAY, 0, 20), at(before, 22, 0)),
			 at(before, 23, 50));
	/* At noon it lies ahead, and so it stays. */
	assert_int_equal(typed_instant(&t, at(SUNDAY, 11, 42), at(SUNDAY, 10, 50)),
			 at(SUNDAY, 23, 50));
	typed_read_time("0:10", &t);
	assert_int_equal(typed_instant(&t, at(SUNDAY, 0, 20), at(before, 22, 0)),
			 at(SUNDAY, 0, 10));
}

/* 02:30 came twice on that day: the first of them is meant, and both lie before 03:10. */
static void a_time_that_comes_twice_is_the_first(void **state)
{
	int32_t autumn = 20261025;
	struct typed_time t;
	int64_t ms;

	(void)state;
	typed_read_time("2:30", &t);
	ms = typed_instant(&t, at(autumn, 3, 10), at(autumn, 1, 0));
	assert_int_equal(at(autumn, 3, 10) - ms, 100 * MINUTE_MS);
}

static void a_span_says_its_whole_minutes(void **state)
{
	int64_t now_ms = at(SUNDAY, 12, 5) + 20 * SECOND_MS;
	struct span s = { at(SUNDAY, 11, 42) + 5 * SECOND_MS, now_ms, 0 };
	char words[128];

	(void)state;
	span_words(&s, now_ms, words, sizeof(words));
	assert_string_equal(words, "from 11:43 to 12:05");
	assert_false(span_holds(&s, at(SUNDAY, 11, 42)));
	assert_true(span_holds(&s, at(SUNDAY, 11, 43)));
	assert_true(span_holds(&s, at(SUNDAY, 12, 5)));
	assert_false(span_holds(&s, at(SUNDAY, 12, 6)));
	s.after_ms = at(days_add(SUNDAY, -1), 22, 0);
	span_words(&s, now_ms, words, sizeof(words));
	assert_string_equal(words, "from yesterday 22:01 to 12:05");
	s.after_ms = 0;
	span_words(&s, now_ms, words, sizeof(words));
	assert_string_equal(words, "up to 12:05");
	s.after_ms = now_ms;
	span_words(&s, now_ms, words, sizeof(words));
	assert_string_equal(words, "nothing: that is the time now");
}

static void days_are_read_as_people_type_them(void **state)
{
	static const struct {
		const char *text;
		int32_t day;
	} rows[] = {
		{ "30/11", 20261130 },
		{ "30/11/2027", 20271130 },
		{ "30.11.27", 20271130 },
		{ "2026-12-01", 20261201 },
		{ "22/11", 20261122 },
		{ "30/1", 20270130 },
		{ "", 0 },
		{ "29/2/2028", 20280229 },
	};
	static const char *const wrong[] = {
		"31/11", "0/5", "11/13", "tomorrow", "30/", "1/2/3/4"
	};
	int32_t day;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(typed_read_day(rows[i].text, at(SUNDAY, 11, 42), &day), 0);
		assert_int_equal(day, rows[i].day);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (typed_read_day(wrong[i], at(SUNDAY, 11, 42), &day) != ERR_INVALID)
			fail_msg("'%s' was taken as %d", wrong[i], (int)day);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_read_as_people_type_them),
		cmocka_unit_test(what_is_no_time_is_refused),
		cmocka_unit_test(nothing_typed_is_now_and_a_mark_alone_estimates_it),
		cmocka_unit_test(a_time_ahead_is_yesterdays_where_that_can_be),
		cmocka_unit_test(a_time_that_comes_twice_is_the_first),
		cmocka_unit_test(a_span_says_its_whole_minutes),
		cmocka_unit_test(days_are_read_as_people_type_them),
	};

	days_set_zone("Europe/Madrid");
	language_start();
	language_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
