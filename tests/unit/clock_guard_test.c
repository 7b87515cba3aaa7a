/* A wall clock that is moved under the station. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "paseo/base/days.h"
#include "paseo/station/clock_guard.h"

#define NOON_MS INT64_C(1795348800000)

static void a_clock_that_runs_is_no_news(void **state)
{
	struct clock_guard g;

	(void)state;
	clock_guard_start(&g, NOON_MS, 5000, NOON_MS - HOUR_MS);
	for (int64_t ms = 0; ms < 24 * HOUR_MS; ms += 7 * MINUTE_MS)
		assert_string_equal(clock_guard_look(&g, NOON_MS + ms, 5000 + ms), "");
}

static void a_clock_that_is_set_right_by_a_minute_is_no_news(void **state)
{
	struct clock_guard g;

	(void)state;
	clock_guard_start(&g, NOON_MS, 0, 0);
	assert_string_equal(clock_guard_look(&g, NOON_MS + MINUTE_MS, 10), "");
	assert_string_equal(clock_guard_look(&g, NOON_MS, 20), "");
}

static void a_jump_back_is_told_for_ten_minutes(void **state)
{
	struct clock_guard g;
	int64_t wall_ms = NOON_MS - HOUR_MS;

	(void)state;
	clock_guard_start(&g, NOON_MS, 0, 0);
	assert_non_null(strstr(clock_guard_look(&g, wall_ms, 10), "jumped back"));
	assert_non_null(
		strstr(clock_guard_look(&g, wall_ms + 9 * MINUTE_MS, 10 + 9 * MINUTE_MS), "back"));
	assert_string_equal(clock_guard_look(&g, wall_ms + 10 * MINUTE_MS, 10 + 10 * MINUTE_MS),
			    "");
}

static void a_jump_ahead_of_hours_is_told(void **state)
{
	struct clock_guard g;

	(void)state;
	clock_guard_start(&g, NOON_MS, 0, 0);
	assert_non_null(strstr(clock_guard_look(&g, NOON_MS + 5 * HOUR_MS, MINUTE_MS), "ahead"));
}

static void a_clock_behind_the_log_is_told_at_the_start(void **state)
{
	struct clock_guard g;

	(void)state;
	clock_guard_start(&g, NOON_MS, 0, NOON_MS + HOUR_MS);
	assert_non_null(strstr(clock_guard_look(&g, NOON_MS + 10, 10), "behind"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clock_that_runs_is_no_news),
		cmocka_unit_test(a_clock_that_is_set_right_by_a_minute_is_no_news),
		cmocka_unit_test(a_jump_back_is_told_for_ten_minutes),
		cmocka_unit_test(a_jump_ahead_of_hours_is_told),
		cmocka_unit_test(a_clock_behind_the_log_is_told_at_the_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
