#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "paseo/producers/question.h"

static int ask(const char *line, struct queued *out, struct fault *f)
{
	*out = (struct queued){ .tell_id = 7 };
	f->text[0] = '\0';
	return question_read(line, strlen(line), out, f);
}

static void questions_are_told_from_events(void **state)
{
	static const char *const events[] = {
		"{\"dog\":\"p-1\",\"action\":\"exit\"}",
		"{\"dog\":\"ask\"}",
		"{\"dog\":\"p-1\",\"extra\":{\"ask\":\"status\"}}",
		"[\"ask\"]",
		"{\"ask\":",
		"",
	};
	struct queued q;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		assert_int_equal(ask(events[i], &q, &f), 0);
	assert_int_equal(ask("{\"ask\":\"status\"}", &q, &f), 1);
	assert_int_equal(q.request, REQUEST_STATUS);
	assert_int_equal(q.tell_id, 7);
}

static void a_follower_says_where_it_begins(void **state)
{
	struct queued q;
	struct fault f;

	(void)state;
	assert_int_equal(ask(" { \"since\" : 12 , \"ask\" : \"stream\" }\r", &q, &f), 1);
	assert_int_equal(q.request, REQUEST_STREAM);
	assert_int_equal(q.since, 12);
	assert_int_equal(ask("{\"ask\":\"stream\",\"since\":0}", &q, &f), 1);
	assert_int_equal(q.since, 0);
	assert_int_equal(ask("{\"ask\":\"stream\"}", &q, &f), 1);
	assert_true(q.since == QUEUED_FROM_NOW);
}

static void what_nobody_can_answer_is_said(void **state)
{
	static const char *const lines[] = {
		"{\"ask\":\"weather\"}",
		"{\"ask\":1}",
		"{\"ask\":\"stream\",\"since\":-1}",
		"{\"ask\":\"stream\",\"since\":\"1\"}",
		"{\"ask\":\"stream\",\"since\":1.5}",
		"{\"ask\":\"stream\",\"since\":[]}",
	};
	struct queued q;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_int_equal(ask(lines[i], &q, &f), ERR_INVALID);
		assert_true(f.text[0] != '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_are_told_from_events),
		cmocka_unit_test(a_follower_says_where_it_begins),
		cmocka_unit_test(what_nobody_can_answer_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
