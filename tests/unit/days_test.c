#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"

#define MADRID "Europe/Madrid"

static int64_t instant(const char *stamp)
{
	int64_t ms = 0;

	if (days_parse_stamp(stamp, &ms) != 0)
		fail_msg("'%s' was refused", stamp);
	return ms;
}

static void use_zone(const char *zone)
{
	assert_int_equal(days_set_zone(zone), 0);
}

/* What date(1) would show, from the C library itself. */
static void format_expected(int64_t ms, char out[64])
{
	time_t t = (time_t)(ms / 1000);
	struct tm tm;

	assert_non_null(localtime_r(&t, &tm));
	assert_true(strftime(out, 64, "%Y%m%d %H:%M", &tm) > 0);
}

/* Every minute of a day: its day, its clock, its stamp; and its first minute is its start. */
static void check_day(const char *zone, int32_t day, int minutes)
{
	int64_t start, end;

	use_zone(zone);
	start = days_start_ms(day);
	end = days_start_ms(days_add(day, 1));
	assert_int_equal(end - start, minutes * MINUTE_MS);
	assert_int_not_equal(days_of(start - 1), day);
	for (int64_t ms = start; ms < end; ms += MINUTE_MS) {
		char stamp[DAYS_STAMP_SIZE], clock[DAYS_STAMP_SIZE], got[64], expected[64];
		int hour = 0, minute = 0;
		int64_t back;

		assert_int_equal(days_of(ms), day);
		days_format_clock(ms, clock);
		(void)snprintf(got, sizeof(got), "%d %.5s", (int)days_of(ms), clock);
		format_expected(ms, expected);
		assert_string_equal(got, expected);
		days_format_stamp(ms, stamp);
		assert_int_equal(instant(stamp), ms);
		/* The wall clock leads back to the minute, or to the first of two. */
		assert_int_equal(sscanf(clock, "%d:%d", &hour, &minute), 2);
		back = days_at_ms(day, hour, minute);
		assert_true(back == ms || back == ms - HOUR_MS);
		if (back != ms) {
			days_format_clock(back, got);
			assert_string_equal(got, clock);
		}
	}
}

static void days_when_the_clock_changes_are_right_in_every_minute(void **state)
{
	(void)state;
	check_day(MADRID, 20260328, 24 * 60);
	check_day(MADRID, 20260329, 23 * 60);
	check_day(MADRID, 20261025, 25 * 60);
	check_day(MADRID, 20261026, 24 * 60);
	check_day("Atlantic/Canary", 20260329, 23 * 60);
	check_day("America/Sao_Paulo", 20181103, 24 * 60);
	check_day("America/Sao_Paulo", 20181104, 23 * 60);
	check_day("America/Sao_Paulo", 20180217, 25 * 60);
	check_day("America/Sao_Paulo", 20180218, 24 * 60);
	check_day("Asia/Kathmandu", 20261025, 24 * 60);
	check_day("UTC", 20261025, 24 * 60);
}

static void every_day_of_seventy_years_starts_where_it_should(void **state)
{
	static const char *const zones[] = { MADRID, "America/Sao_Paulo", "Asia/Beirut",
					     "Pacific/Auckland", "Africa/Casablanca" };

	(void)state;
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		use_zone(zones[i]);
		for (int32_t day = 19700102; day < 20400101; day = days_add(day, 1)) {
			int64_t start = days_start_ms(day);

			if (days_of(start) != day || days_of(start - 1) == day)
				fail_msg("%s %d", zones[i], (int)day);
		}
	}
}

static void a_time_that_does_not_exist_is_the_next_that_does(void **state)
{
	(void)state;
	use_zone(MADRID);
	assert_int_equal(days_at_ms(20260329, 2, 0), instant("2026-03-29T03:00:00+02:00"));
	assert_int_equal(days_at_ms(20260329, 2, 30), instant("2026-03-29T03:00:00+02:00"));
	assert_int_equal(days_at_ms(20260329, 3, 0), instant("2026-03-29T03:00:00+02:00"));
	assert_int_equal(days_at_ms(20260329, 1, 59), instant("2026-03-29T01:59:00+01:00"));
	use_zone("America/Sao_Paulo");
	assert_int_equal(days_start_ms(20181104), instant("2018-11-04T01:00:00-02:00"));
	/* Samoa left out a whole day. */
	use_zone("Pacific/Apia");
	assert_int_equal(days_start_ms(20111230), days_start_ms(20111231));
	assert_int_equal(days_of(days_start_ms(20111230)), 20111231);
}

static void a_time_that_comes_twice_is_the_first(void **state)
{
	(void)state;
	use_zone(MADRID);
	assert_int_equal(days_at_ms(20261025, 2, 30), instant("2026-10-25T02:30:00+02:00"));
	assert_int_equal(days_at_ms(20261025, 1, 59), instant("2026-10-25T01:59:00+02:00"));
	assert_int_equal(days_at_ms(20261025, 3, 0), instant("2026-10-25T03:00:00+01:00"));
}

static void stamps_of_rfc_3339_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1970-01-01T01:00:00+01:00", 0 },
		{ "2026-11-22T11:42:05.123+01:00", INT64_C(1795344125123) },
		{ "2026-11-22t10:42:05.123z", INT64_C(1795344125123) },
		{ "2026-11-22T10:42:05.1239999999999999999999999Z", INT64_C(1795344125123) },
		{ "2026-11-22T10:42:05.1Z", INT64_C(1795344125100) },
		{ "2026-11-22T10:42:05-00:00", INT64_C(1795344125000) },
		{ "2016-12-31T23:59:60Z", INT64_C(1483228799999) },
		{ "2017-01-01T00:59:60.5+01:00", INT64_C(1483228799999) },
		{ "2024-02-29T00:00:00Z", INT64_C(1709164800000) },
		{ "2000-02-29T00:00:00Z", INT64_C(951782400000) },
		{ "9999-12-31T23:59:59.999Z", INT64_C(253402300799999) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t ms = instant(cases[i].text);

		if (ms != cases[i].ms)
			fail_msg("'%s' gives %lld", cases[i].text, (long long)ms);
	}
}

static void what_is_no_stamp_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		"2026-11-22",
		"2026-11-22T11:42:05", /* no offset */
		"2026-11-22T11:42:05.123",
		"2026-11-22 11:42:05Z",
		"2026-11-22T11:42Z",
		"2026-11-22T11:42:05.Z",
		"2026-11-22T11:42:05,5Z",
		"2026-11-22T11:42:05+0100",
		"2026-11-22T11:42:05+01",
		"2026-11-22T11:42:05+24:00",
		"2026-11-22T11:42:05+01:60",
		"2026-11-22T11:42:05Z ",
		" 2026-11-22T11:42:05Z",
		"2026-11-22T11:42:05ZZ",
		"2026-11-22T24:00:00Z",
		"2026-11-22T11:60:00Z",
		"2026-11-22T11:42:61Z",
		"2026-11-22T11:42:60Z", /* no leap second comes there */
		"2026-13-01T00:00:00Z",
		"2026-00-01T00:00:00Z",
		"2026-11-31T00:00:00Z",
		"2026-11-00T00:00:00Z",
		"2026-02-29T00:00:00Z",
		"2100-02-29T00:00:00Z",
		"1969-12-31T23:59:59Z",
		"1970-01-01T00:00:00+01:00", /* before 1970 in UTC */
		"9999-12-31T23:59:59-01:00",
		"10000-01-01T00:00:00Z",
		"+2026-11-22T11:42:05Z",
		"2026-1a-22T11:42:05Z",
		("2026-11-22T11:42:05\u00b1"
		 "01:00"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t ms = 7;

		if (days_parse_stamp(cases[i], &ms) != ERR_INVALID || ms != 7)
			fail_msg("'%s' was taken", cases[i]);
	}
}

static void stamps_are_written_with_the_zones_offset(void **state)
{
	char out[DAYS_STAMP_SIZE];

	(void)state;
	use_zone(MADRID);
	days_format_stamp(INT64_C(1795344125123), out);
	assert_string_equal(out, "2026-11-22T11:42:05.123+01:00");
	days_format_stamp(instant("2026-07-01T00:00:00Z"), out);
	assert_string_equal(out, "2026-07-01T02:00:00.000+02:00");
	use_zone("America/St_Johns");
	days_format_stamp(0, out);
	assert_string_equal(out, "1969-12-31T20:30:00.000-03:30");
	use_zone("UTC");
	days_format_stamp(INT64_MAX, out);
	assert_string_equal(out, "9999-12-31T23:59:59.999+00:00");
	days_format_stamp(INT64_MIN, out);
	assert_string_equal(out, "0000-01-01T00:00:00.000+00:00");
}

static void a_stamp_in_an_odd_offset_of_old_is_the_same_instant(void **state)
{
	char out[DAYS_STAMP_SIZE];

	(void)state;
	/* Liberia was 44 minutes and 30 seconds behind until 1972. */
	use_zone("Africa/Monrovia");
	days_format_stamp(instant("1971-06-01T00:00:00Z"), out);
	assert_int_equal(instant(out), instant("1971-06-01T00:00:00Z"));
}

static void clocks_are_written_short_and_with_seconds(void **state)
{
	char out[DAYS_STAMP_SIZE];

	(void)state;
	use_zone(MADRID);
	days_format_clock(INT64_C(1795344125123), out);
	assert_string_equal(out, "11:42");
	days_format_clock_seconds(INT64_C(1795344125123), out);
	assert_string_equal(out, "11:42:05");
}

static void days_are_read_and_written(void **state)
{
	static const char *const wrong[] = { "",	  "2026-11-1",	 "2026-11-31",
					     "20261115",  "2026-11-15 ", "1969-01-01",
					     "2026/11/15" };
	char out[DAYS_STAMP_SIZE];
	int32_t day = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_int_equal(days_parse_day(wrong[i], &day), ERR_INVALID);
	assert_int_equal(day, 7);
	assert_int_equal(days_parse_day("2026-11-15", &day), 0);
	assert_int_equal(day, 20261115);
	days_format_day(day, out);
	assert_string_equal(out, "2026-11-15");
}

static void days_are_counted_over_months_and_leap_years(void **state)
{
	(void)state;
	assert_int_equal(days_add(20260228, 1), 20260301);
	assert_int_equal(days_add(20240228, 1), 20240229);
	assert_int_equal(days_add(20261231, 1), 20270101);
	assert_int_equal(days_add(20270101, -1), 20261231);
	assert_int_equal(days_add(20261122, -365), 20251122);
	assert_int_equal(days_add(19700101, -1), 19691231);
	assert_int_equal(days_weekday(19700101), 4);
	assert_int_equal(days_weekday(20261122), 0);
	assert_int_equal(days_weekday(20261128), 6);
	assert_int_equal(days_weekday(19691231), 3);
}

static void a_zone_that_does_not_exist_is_refused_and_changes_nothing(void **state)
{
	static const char *const wrong[] = { "Europe/Nowhere", "../zoneinfo/UTC",
					     "/etc/localtime", "Europe",
					     "UTC0",	       "Europe/Madrid ",
					     "zone.tab",       "a:b" };

	(void)state;
	use_zone("Asia/Tokyo");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (days_set_zone(wrong[i]) != ERR_INVALID)
			fail_msg("'%s' was taken", wrong[i]);
	}
	assert_int_equal(days_of(instant("2026-01-01T20:00:00Z")), 20260102);
}

static void no_zone_is_the_one_of_the_environment(void **state)
{
	(void)state;
	use_zone("Asia/Tokyo");
	use_zone(NULL);
	/* main() has set this before the first test. */
	assert_string_equal(getenv("TZ"), "America/Lima");
	assert_int_equal(days_of(instant("2026-01-02T04:00:00Z")), 20260101);
	use_zone("");
	assert_int_equal(days_of(instant("2026-01-02T04:00:00Z")), 20260101);
}

static void the_clock_can_be_shifted(void **state)
{
	const struct clock shifted = { .offset_ms = 10 * HOUR_MS };
	int64_t now = clock_now_ms(NULL);
	int64_t later = clock_now_ms(&shifted);

	(void)state;
	assert_true(now > INT64_C(1700000000000));
	assert_true(later - now >= 10 * HOUR_MS && later - now < 10 * HOUR_MS + MINUTE_MS);
}

static void the_monotonic_clock_does_not_go_back(void **state)
{
	int64_t last = clock_monotonic_ms();

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int64_t now = clock_monotonic_ms();

		assert_true(now >= last);
		last = now;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_when_the_clock_changes_are_right_in_every_minute),
		cmocka_unit_test(every_day_of_seventy_years_starts_where_it_should),
		cmocka_unit_test(a_time_that_does_not_exist_is_the_next_that_does),
		cmocka_unit_test(a_time_that_comes_twice_is_the_first),
		cmocka_unit_test(stamps_of_rfc_3339_are_read),
		cmocka_unit_test(what_is_no_stamp_is_refused),
		cmocka_unit_test(stamps_are_written_with_the_zones_offset),
		cmocka_unit_test(a_stamp_in_an_odd_offset_of_old_is_the_same_instant),
		cmocka_unit_test(clocks_are_written_short_and_with_seconds),
		cmocka_unit_test(days_are_read_and_written),
		cmocka_unit_test(days_are_counted_over_months_and_leap_years),
		cmocka_unit_test(a_zone_that_does_not_exist_is_refused_and_changes_nothing),
		cmocka_unit_test(no_zone_is_the_one_of_the_environment),
		cmocka_unit_test(the_clock_can_be_shifted),
		cmocka_unit_test(the_monotonic_clock_does_not_go_back),
	};

	if (setenv("TZ", "America/Lima", 1) != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
