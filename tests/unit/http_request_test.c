/* What the parts of a request mean: tokens, numbers, rates, places to listen at. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "paseo/base/days.h"
#include "paseo/producers/http_listen.h"
#include "paseo/producers/http_rate.h"
#include "paseo/producers/http_request.h"

static void a_bearer_token_is_taken_and_nothing_else(void **state)
{
	static const struct {
		const char *value;
		const char *secret; /* NULL: none */
	} table[] = {
		{ "Bearer abc", "abc" }, { "bearer  abc ", "abc" },
		{ "BEARER x", "x" },	 { "Bearer ", NULL },
		{ "Bearer", NULL },	 { "Bearer a b", NULL },
		{ "Basic abc", NULL },	 { "", NULL },
		{ NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char secret[SECRET_SIZE];

		assert_int_equal(http_read_bearer(table[i].value, secret), table[i].secret != NULL);
		if (table[i].secret)
			assert_string_equal(secret, table[i].secret);
	}
}

static void a_seq_is_a_whole_number(void **state)
{
	uint64_t seq;

	(void)state;
	assert_true(http_read_seq("0", &seq) && seq == 0);
	assert_true(http_read_seq("18446744073709551614", &seq));
	assert_false(http_read_seq("18446744073709551615", &seq));
	assert_false(http_read_seq("99999999999999999999999", &seq));
	assert_false(http_read_seq("-1", &seq));
	assert_false(http_read_seq(" 1", &seq));
	assert_false(http_read_seq("", &seq));
}

static void a_rate_lets_a_minute_through_at_once_and_then_fills_evenly(void **state)
{
	struct http_rate r = { .per_minute = 60 };
	int64_t wait, now_ms = 1000000;

	(void)state;
	for (int i = 0; i < 60; i++)
		assert_true(http_rate_take(&r, "a", 1, now_ms, &wait));
	assert_false(http_rate_take(&r, "a", 1, now_ms, &wait));
	assert_in_range(wait, 1, 2);
	assert_true(http_rate_take(&r, "b", 1, now_ms, &wait));
	assert_false(http_rate_take(&r, "a", 1, now_ms + 999, &wait));
	assert_true(http_rate_take(&r, "a", 1, now_ms + 1000, &wait));
	assert_false(http_rate_take(&r, "a", 1, now_ms + 1001, &wait));
	/* An array larger than all of it is taken whole, and paid for afterwards. */
	now_ms += 2 * MINUTE_MS;
	assert_true(http_rate_take(&r, "a", 180, now_ms, &wait));
	assert_false(http_rate_take(&r, "a", 1, now_ms + 119 * SECOND_MS, &wait));
	assert_true(http_rate_take(&r, "a", 1, now_ms + 122 * SECOND_MS, &wait));
	http_rate_free(&r);
}

static void a_slow_rate_is_not_lost_in_small_steps(void **state)
{
	struct http_rate r = { .per_minute = 1 };
	int64_t wait;

	(void)state;
	assert_true(http_rate_take(&r, "a", 1, 0, &wait));
	for (int64_t ms = 1; ms < MINUTE_MS; ms += 7)
		assert_false(http_rate_take(&r, "a", 1, ms, &wait));
	assert_true(http_rate_take(&r, "a", 1, MINUTE_MS + 1000, &wait));
	http_rate_free(&r);
}

static void buckets_that_are_full_again_are_used_for_others(void **state)
{
	struct http_rate r = { .per_minute = 10 };
	int64_t wait;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		char name[DOG_ID_SIZE];

		(void)snprintf(name, sizeof(name), "t-%d", i);
		assert_true(http_rate_take(&r, name, 1, i * 2 * MINUTE_MS, &wait));
	}
	assert_in_range(r.bucket_count, 1, 2);
	http_rate_free(&r);
}

static void places_are_taken_or_refused_with_a_reason(void **state)
{
	static const struct {
		const char *text;
		int code;
	} table[] = {
		{ "127.0.0.1:0", 0 },
		{ "localhost:0", 0 },
		{ "0.0.0.0:0", ERR_DENIED },
		{ "[::]:0", ERR_DENIED },
		{ "127.0.0.1", ERR_INVALID },
		{ "127.0.0.1:", ERR_INVALID },
		{ ":8080", ERR_INVALID },
		{ "::1:8080", ERR_INVALID },
		{ "host.name:80", ERR_INVALID },
		{ "127.0.0.1:70000", ERR_INVALID },
		{ "127.0.0.1:8o", ERR_INVALID },
		{ "", ERR_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct http_place place;
		struct fault f = { "" };

		assert_int_equal(http_listen(table[i].text, false, &place, &f), table[i].code);
		assert_int_equal(place.fd >= 0, table[i].code == 0);
		assert_int_equal(f.text[0] != '\0', table[i].code != 0);
		if (place.fd >= 0)
			close(place.fd);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bearer_token_is_taken_and_nothing_else),
		cmocka_unit_test(a_seq_is_a_whole_number),
		cmocka_unit_test(a_rate_lets_a_minute_through_at_once_and_then_fills_evenly),
		cmocka_unit_test(a_slow_rate_is_not_lost_in_small_steps),
		cmocka_unit_test(buckets_that_are_full_again_are_used_for_others),
		cmocka_unit_test(places_are_taken_or_refused_with_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
