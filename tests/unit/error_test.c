#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "paseo/base/error.h"

static void a_fault_keeps_the_sentence_and_gives_the_code_back(void **state)
{
	struct fault f;

	(void)state;
	assert_int_equal(fault_set(&f, ERR_BUSY, "dog %d of %s", 3, "Núria"), ERR_BUSY);
	assert_string_equal(f.text, "dog 3 of Núria");
}

static void no_fault_to_fill_is_fine(void **state)
{
	(void)state;
	assert_int_equal(fault_set(NULL, ERR_IO, "x"), ERR_IO);
}

static void a_fault_is_one_line_and_shows_no_controls(void **state)
{
	struct fault f;

	(void)state;
	(void)fault_set(&f, ERR_IO, "a\nb%sc", "\x1b[2J");
	assert_string_equal(f.text, "a\uFFFDb\uFFFD[2Jc");
}

static void a_fault_can_be_made_from_itself(void **state)
{
	struct fault f;

	(void)state;
	(void)fault_set(&f, ERR_IO, "inner");
	(void)fault_set(&f, ERR_IO, "outer: %s", f.text);
	assert_string_equal(f.text, "outer: inner");
}

static void a_long_fault_is_cut_between_characters(void **state)
{
	char text[2 * FAULT_SIZE];
	struct fault f;

	(void)state;
	text[0] = 'x';
	for (size_t i = 1; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "ñ", 3);
	(void)fault_set(&f, ERR_IO, "%s", text);
	assert_int_equal(strlen(f.text), FAULT_SIZE - 1);
	assert_memory_equal(f.text, text, FAULT_SIZE - 1);
	text[0] = 'y';
	(void)fault_set(&f, ERR_IO, "x%s", text);
	assert_int_equal(strlen(f.text), FAULT_SIZE - 2);
}

static void each_code_has_words_and_an_unknown_one_too(void **state)
{
	(void)state;
	for (int code = 0; code >= ERR_CLOSED; code--)
		assert_string_not_equal(error_text(code), "unknown error");
	assert_string_equal(error_text(ERR_CLOSED - 1), "unknown error");
	assert_string_equal(error_text(1), "unknown error");
	assert_string_equal(error_text(INT32_MIN), "unknown error");
}

static void errno_values_become_codes(void **state)
{
	static const struct {
		int number, code;
	} cases[] = {
		{ 0, 0 },
		{ EACCES, ERR_DENIED },
		{ EPERM, ERR_DENIED },
		{ EROFS, ERR_DENIED },
		{ ENOSPC, ERR_FULL },
		{ EDQUOT, ERR_FULL },
		{ ENOENT, ERR_NOT_FOUND },
		{ EEXIST, ERR_EXISTS },
		{ EAGAIN, ERR_BUSY },
		{ EBUSY, ERR_BUSY },
		{ ETXTBSY, ERR_BUSY },
		{ ENOMEM, ERR_NOMEM },
		{ EIO, ERR_IO },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(error_from_errno(cases[i].number), cases[i].code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_keeps_the_sentence_and_gives_the_code_back),
		cmocka_unit_test(no_fault_to_fill_is_fine),
		cmocka_unit_test(a_fault_is_one_line_and_shows_no_controls),
		cmocka_unit_test(a_fault_can_be_made_from_itself),
		cmocka_unit_test(a_long_fault_is_cut_between_characters),
		cmocka_unit_test(each_code_has_words_and_an_unknown_one_too),
		cmocka_unit_test(errno_values_become_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
