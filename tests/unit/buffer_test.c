#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "paseo/base/buffer.h"

static void what_goes_in_at_the_end_goes_out_at_the_front(void **state)
{
	struct buffer b = { 0 };

	(void)state;
	assert_int_equal(buffer_add(&b, NULL, 0), 0);
	assert_int_equal(buffer_add(&b, "one two", 7), 0);
	buffer_drop(&b, 0);
	buffer_drop(&b, 4);
	assert_int_equal(buffer_add(&b, " three", 6), 0);
	assert_int_equal(b.len, 9);
	assert_memory_equal(b.data, "two three", 9);
	buffer_free(&b);
	assert_null(b.data);
}

static void an_empty_one_keeps_little(void **state)
{
	static char much[100000];
	struct buffer b = { 0 };

	(void)state;
	assert_int_equal(buffer_add(&b, much, sizeof(much)), 0);
	assert_true(b.room >= sizeof(much));
	buffer_drop(&b, sizeof(much));
	assert_int_equal(b.room, 0);
	assert_int_equal(buffer_add(&b, much, 100), 0);
	buffer_empty(&b);
	assert_true(b.room > 0);
	buffer_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_goes_in_at_the_end_goes_out_at_the_front),
		cmocka_unit_test(an_empty_one_keeps_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
