#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "paseo/base/map.h"

static void values_come_back_under_their_key(void **state)
{
	struct map *m = map_new();
	uint64_t value = 0;
	size_t at = 0;

	(void)state;
	assert_non_null(m);
	assert_int_equal(map_next(m, 5, &at, &value), 0);
	assert_int_equal(map_add(m, 5, 50), 0);
	assert_int_equal(map_add(m, 0, 7), 0);
	at = 0;
	assert_int_equal(map_next(m, 5, &at, &value), 1);
	assert_int_equal(value, 50);
	assert_int_equal(map_next(m, 5, &at, &value), 0);
	at = 0;
	assert_int_equal(map_next(m, 0, &at, &value), 1);
	assert_int_equal(value, 7);
	map_free(&m);
	assert_null(m);
	map_free(&m);
}

/* Keys that fall together, and so many that the table grows many times. */
static void values_of_a_key_keep_their_order_while_the_map_grows(void **state)
{
	struct map *m = map_new();

	(void)state;
	for (uint64_t i = 0; i < 20000; i++)
		assert_int_equal(map_add(m, i % 1000, i), 0);
	for (uint64_t key = 0; key < 1000; key++) {
		uint64_t value = 0;
		size_t at = 0;

		for (uint64_t i = 0; i < 20; i++) {
			assert_int_equal(map_next(m, key, &at, &value), 1);
			assert_int_equal(value, key + 1000 * i);
		}
		assert_int_equal(map_next(m, key, &at, &value), 0);
	}
	map_free(&m);
}

static void many_keys_are_all_found_and_no_other(void **state)
{
	const uint64_t step = UINT64_C(0x2545F4914F6CDD1D);
	struct map *m = map_new();

	(void)state;
	for (uint64_t i = 0; i < 100000; i++)
		assert_int_equal(map_add(m, i * step, i), 0);
	for (uint64_t i = 0; i < 100000; i++) {
		uint64_t value = 0;
		size_t at = 0;

		assert_int_equal(map_next(m, i * step, &at, &value), 1);
		assert_int_equal(value, i);
		at = 0;
		assert_int_equal(map_next(m, i * step + 1, &at, &value), 0);
	}
	map_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_come_back_under_their_key),
		cmocka_unit_test(values_of_a_key_keep_their_order_while_the_map_grows),
		cmocka_unit_test(many_keys_are_all_found_and_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
