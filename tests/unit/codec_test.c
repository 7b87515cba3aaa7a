/* Lines in, answers out: both vocabularies, and what is refused with which words. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/queue/answer.h"
#include "paseo/queue/codec.h"

static struct event *read_line(const char *line)
{
	struct event *e = NULL;
	struct fault f = { "" };

	if (codec_read(line, strlen(line), &e, &f) != 0)
		fail_msg("%s: %s", line, f.text);
	return e;
}

static void both_vocabularies_say_the_same(void **state)
{
	struct event *a =
		read_line("{\"id_perro\":\"p-001\",\"accion\":\"SALIDA\",\"hora\":\"2026-11-22T11:"
			  "42:05+01:00\","
			  "\"voluntario\":\"v-003\",\"origen\":\"nfc\",\"confianza\":0.5,"
			  "\"puesto\":\"patio\","
			  "\"lector\":\"r1\",\"estimado\":true,\"motivo\":\"x\",\"id\":\"7\"}");
	struct event *b = read_line(
		"{\"dog\":\"p-001\",\"action\":\"exit\",\"time\":\"2026-11-22T10:42:05Z\","
		"\"volunteer\":\"v-003\",\"source\":\"nfc\",\"confidence\":0.5,\"station\":"
		"\"patio\","
		"\"reader\":\"r1\",\"estimated\":true,\"reason\":\"x\",\"id\":\"7\"}");

	(void)state;
	assert_int_equal(a->vocabulary, VOCABULARY_SPANISH);
	assert_int_equal(b->vocabulary, VOCABULARY_ENGLISH);
	assert_int_equal(a->time_ms, b->time_ms);
	assert_int_equal(a->action, ACTION_EXIT);
	assert_int_equal(b->action, ACTION_EXIT);
	assert_string_equal(a->dog, b->dog);
	assert_string_equal(a->scope, "patio");
	assert_string_equal(a->volunteer, b->volunteer);
	assert_string_equal(a->reason, b->reason);
	assert_true(a->estimated && b->estimated);
	assert_int_equal(a->source, SOURCE_NFC);
	event_free(&a);
	event_free(&b);
}

static void a_tag_alone_is_a_scan(void **state)
{
	struct event *e = read_line("{\"etiqueta\":\" 04a1b2c3d4e5f6\"}");

	(void)state;
	assert_int_equal(e->action, ACTION_SCAN);
	assert_string_equal(e->tag, "04A1B2C3D4E5F6");
	assert_false(e->has_time);
	event_free(&e);
	e = read_line("{\"tag\":\"Ab-c\"}");
	assert_string_equal(e->tag, "Ab-c");
	event_free(&e);
}

static void an_envelope_gives_way_to_its_data(void **state)
{
	struct event *e = read_line(
		"{\"specversion\":\"1.0\",\"id\":\"env\",\"source\":\"/cam/1\",\"type\":\"walk\","
		"\"time\":\"2026-11-22T11:00:00+01:00\",\"data\":{\"dog\":\"p-001\",\"action\":"
		"\"exit\","
		"\"id\":\"own\"}}");

	(void)state;
	assert_string_equal(e->id, "own");
	assert_string_equal(e->scope, "/cam/1");
	assert_true(e->has_time);
	event_free(&e);
}

static void a_sealed_event_reads_back_the_same(void **state)
{
	struct event *e =
		read_line("{\"dog\":\"p-001\",\"action\":\"exit\",\"extra\":{\"a\":[1,2]}}");
	struct event *again;

	(void)state;
	assert_int_equal(codec_seal(e, INT64_C(1795000000000)), 0);
	assert_int_equal(strlen(e->id), 36);
	assert_int_equal(e->id[14], '7');
	assert_non_null(strstr(e->json, "\"extra\":{\"a\":[1,2]}"));
	again = read_line(e->json);
	assert_string_equal(again->id, e->id);
	event_free(&again);
	event_free(&e);
}

/* The system's word stands in the place of the line's; id and everything else stay as they are. */
static void who_gave_it_is_not_what_the_line_says(void **state)
{
	struct event *e = read_line("{\"id\":\"x\",\"peer\":\"the king\",\"dog\":\"p-001\"}");

	(void)state;
	assert_int_equal(codec_set_peer(e, 1000, "ana"), 0);
	assert_int_equal(codec_seal(e, 0), 0);
	assert_string_equal(e->json, "{\"id\":\"x\",\"peer\":{\"uid\":1000,\"user\":\"ana\"},"
				     "\"dog\":\"p-001\"}");
	assert_int_equal(codec_set_peer(e, 0, ""), 0);
	assert_int_equal(codec_seal(e, 0), 0);
	assert_non_null(strstr(e->json, "\"peer\":{\"uid\":0}"));
	assert_string_equal(e->id, "x");
	event_free(&e);
	assert_true(codec_knows("peer"));
}

static void what_cannot_be_read_is_named(void **state)
{
	/* clang-format off */
	static const struct { const char *line; const char *says; } rows[] = {
		{ "{", "line 1" },
		{ "[]", "JSON object" },
		{ "{}", "\"dog\"" },
		{ "{\"dog\":\"p-001\",\"dog\":\"p-002\"}", "dog" },
		{ "{\"dog\":\"p-001\",\"id_perro\":\"p-002\"}", "leave one out" },
		{ "{\"dog\":7}", "must be a text" },
		{ "{\"dog\":\"p-001\",\"action\":\"jump\"}", "\"action\" must be" },
		{ "{\"dog\":\"p-001\",\"time\":\"2026-11-22T11:00:00\"}", "offset" },
		{ "{\"dog\":\"p-001\",\"time\":\"yesterday\"}", "offset" },
		{ "{\"dog\":\"p-\\u001b[2J\"}", "U+001B" },
		{ "{\"dog\":\"p-\\u0000\"}", "" },
		{ "{\"tag\":\"\xff\xfe\"}", "" },
		{ "{\"tag\":\"   \"}", "empty" },
		{ "{\"dog\":\"p-001\",\"tag\":\"04A1\"}", "leave one out" },
		{ "{\"dog\":\"p-001\",\"confidence\":2}", "0 to 1" },
		{ "{\"dog\":\"p-001\",\"estimated\":\"yes\"}", "true or false" },
		{ "{\"action\":\"retract\"}", "\"of\"" },
		{ "{\"action\":\"answer\",\"of\":\"x\"}", "\"go\"" },
		{ "{\"specversion\":\"0.3\",\"data\":{}}", "1.0" },
		{ "{\"dog\":\"p-001\",\"source\":\"phone\"}", "nfc" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct event *e = NULL;
		struct fault f = { "" };

		if (codec_read(rows[i].line, strlen(rows[i].line), &e, &f) != ERR_INVALID || e)
			fail_msg("%s was taken", rows[i].line);
		if (!f.text[0] || !strstr(f.text, rows[i].says))
			fail_msg("%s: %s", rows[i].line, f.text);
		assert_null(strchr(f.text, '\n'));
	}
}

static void a_line_of_a_mebibyte_is_refused_with_a_word(void **state)
{
	size_t len = 1024 * 1024;
	char *line = malloc(len + 1);
	struct event *e = NULL;
	struct fault f = { "" };

	(void)state;
	memset(line, 'x', len);
	line[len] = '\0';
	assert_int_equal(codec_read(line, len, &e, &f), ERR_INVALID);
	assert_non_null(strstr(f.text, "longer than"));
	free(line);
}

static void an_answer_speaks_the_askers_words(void **state)
{
	struct answer a;
	char *line;

	(void)state;
	memset(&a, 0, sizeof(a));
	a.seq = 17;
	strcpy(a.id, "019");
	strcpy(a.dog, "p-001");
	a.has_state = true;
	a.state = STATE_OUTSIDE;
	a.walk_seconds_today = 1830;
	a.walks_today = 2;
	a.vocabulary = VOCABULARY_SPANISH;
	line = answer_write(&a, false, NULL);
	assert_string_equal(
		line,
		"{\"seq\":17,\"id\":\"019\",\"resultado\":\"aplicado\",\"id_perro\":\"p-001\","
		"\"nuevo_estado\":\"FUERA\",\"tiempo_paseo_total_hoy\":1830,"
		"\"paseos_hoy\":2,\"avisos\":[]}");
	free(line);
	a.vocabulary = VOCABULARY_ENGLISH;
	a.outcome = OUTCOME_HELD;
	a.ask = ASK_WARNING;
	a.warning_count = 1;
	a.warnings[0].kind = WARNING_REACTIVE;
	strcpy(a.warnings[0].with, "p-002 p-009");
	line = answer_write(&a, false, NULL);
	assert_string_equal(line,
			    "{\"seq\":17,\"id\":\"019\",\"outcome\":\"held\",\"dog\":\"p-001\","
			    "\"state\":\"OUTSIDE\",\"walk_seconds_today\":1830,\"walks_today\":2,"
			    "\"warnings\":[{\"kind\":\"reactive\",\"with\":[\"p-002\",\"p-009\"]}],"
			    "\"ask\":\"warning\"}");
	free(line);
}

static void warnings_survive_being_written(void **state)
{
	struct answer a = { .warning_count = 2 };
	struct answer b = { .warning_count = 0 };
	char *text;

	(void)state;
	a.warnings[0].kind = WARNING_LATE;
	a.warnings[1].kind = WARNING_REACTIVE;
	strcpy(a.warnings[1].with, "p-002 p-003");
	text = answer_write_warnings(&a);
	assert_int_equal(answer_read_warnings(text, &b), 0);
	assert_int_equal(b.warning_count, 2);
	assert_int_equal(b.warnings[0].kind, WARNING_LATE);
	assert_string_equal(b.warnings[1].with, "p-002 p-003");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_vocabularies_say_the_same),
		cmocka_unit_test(a_tag_alone_is_a_scan),
		cmocka_unit_test(an_envelope_gives_way_to_its_data),
		cmocka_unit_test(a_sealed_event_reads_back_the_same),
		cmocka_unit_test(who_gave_it_is_not_what_the_line_says),
		cmocka_unit_test(what_cannot_be_read_is_named),
		cmocka_unit_test(a_line_of_a_mebibyte_is_refused_with_a_word),
		cmocka_unit_test(an_answer_speaks_the_askers_words),
		cmocka_unit_test(warnings_survive_being_written),
	};

	days_set_zone("Europe/Madrid");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
