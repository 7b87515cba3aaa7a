/* Which consumers a rule sends an event to. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/queue/codec.h"
#include "paseo/queue/rules.h"

static void note_complaint(void *ctx, const char *sentence)
{
	snprintf(ctx, 256, "%s", sentence);
}

/* The targets that one pattern gives an event; -1: the rule was left out. */
static int route(const char *pattern, const char *event)
{
	char text[1024];
	char complaint[256] = "";
	struct rules *r = NULL;
	struct event *e = NULL;
	struct fault f = { "" };
	int bits;

	snprintf(text, sizeof(text),
		 "{\"rules\":[{\"name\":\"r\",\"pattern\":%s,\"targets\":[\"brain\"]}]}", pattern);
	assert_int_equal(rules_load(text, strlen(text), &r, note_complaint, complaint, &f), 0);
	assert_int_equal(codec_read(event, strlen(event), &e, &f), 0);
	bits = complaint[0] ? -1 : (int)rules_route(r, e);
	event_free(&e);
	rules_free(&r);
	return bits;
}

static void patterns_judge_as_their_language_says(void **state)
{
	static const char event[] =
		"{\"dog\":\"p-001\",\"action\":\"exit\",\"source\":\"ai\",\"confidence\":0.5,"
		"\"camera\":{\"place\":\"patio\",\"marks\":[\"a\",\"b\"]},\"none\":null}";
	/* clang-format off */
	static const struct { const char *pattern; int wanted; } rows[] = {
		{ "{\"action\":[\"exit\"]}", 1 },
		{ "{\"action\":[\"entry\",\"exit\"]}", 1 },
		{ "{\"action\":[\"entry\"]}", 0 },
		{ "{\"action\":[\"exit\"],\"dog\":[\"p-002\"]}", 0 },
		{ "{\"dog\":[{\"prefix\":\"p-\"}]}", 1 },
		{ "{\"dog\":[{\"suffix\":\"002\"}]}", 0 },
		{ "{\"source\":[{\"anything-but\":[\"nfc\",\"qr\"]}]}", 1 },
		{ "{\"source\":[{\"anything-but\":\"ai\"}]}", 0 },
		{ "{\"confidence\":[{\"numeric\":[\">\",0.4,\"<=\",0.5]}]}", 1 },
		{ "{\"confidence\":[{\"numeric\":[\"<\",0.5]}]}", 0 },
		{ "{\"camera\":{\"place\":[\"patio\"]}}", 1 },
		{ "{\"camera\":{\"marks\":[\"b\"]}}", 1 },
		{ "{\"tag\":[{\"exists\":false}]}", 1 },
		{ "{\"camera\":[{\"exists\":true}]}", 0 },
		{ "{\"none\":[{\"exists\":true}]}", 1 },
		{ "{\"none\":[null]}", 1 },
		{ "{}", -1 },
		{ "{\"action\":\"exit\"}", -1 },
		{ "{\"action\":[{\"prefics\":\"e\"}]}", -1 },
		{ "{\"confidence\":[{\"numeric\":[\"!=\",1]}]}", -1 },
		{ "{\"$or\":[{\"dog\":[\"p-001\"]},{\"dog\":[\"p-002\"]}]}", -1 },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int got = route(rows[i].pattern, event);

		if (got != rows[i].wanted)
			fail_msg("%s: %d", rows[i].pattern, got);
	}
}

static void a_rule_that_cannot_be_read_is_named_and_the_others_stay(void **state)
{
	static const char text[] =
		"{\"rules\":[{\"name\":\"bad\",\"pattern\":[],\"targets\":[\"brain\"]},"
		"{\"name\":\"good\",\"pattern\":{\"dog\":[{\"exists\":true}]},"
		"\"targets\":[\"brain\",\"sound:bell\"]}]}";
	char complaint[256] = "";
	struct rules *r = NULL;
	struct event *e = NULL;

	(void)state;
	assert_int_equal(rules_load(text, strlen(text), &r, note_complaint, complaint, NULL), 0);
	assert_non_null(strstr(complaint, "'bad'"));
	codec_read("{\"dog\":\"p-001\"}", 15, &e, NULL);
	assert_int_equal(rules_route(r, e), TARGET_BRAIN | TARGET_SOUND);
	event_free(&e);
	rules_free(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_judge_as_their_language_says),
		cmocka_unit_test(a_rule_that_cannot_be_read_is_named_and_the_others_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
