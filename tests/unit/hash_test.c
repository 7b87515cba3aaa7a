#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "paseo/base/hash.h"

static void the_hash_is_xxh64_of_its_specification(void **state)
{
	(void)state;
	/* Known from xxHash's own documents. */
	assert_true(hash_bytes("", 0, 0) == UINT64_C(0xEF46DB3751D8E999));
	assert_true(hash_text("abc", 0) == UINT64_C(0x44BC2CF5AD770999));
}

static void text_hashes_like_its_bytes_and_by_seed(void **state)
{
	(void)state;
	assert_true(hash_text("Luna", 7) == hash_bytes("Luna", 4, 7));
	assert_true(hash_text("Luna", 7) != hash_text("Luna", 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_hash_is_xxh64_of_its_specification),
		cmocka_unit_test(text_hashes_like_its_bytes_and_by_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
