/* A rules file: what is taken of it, where its rules send an event, and that none is overlooked. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/queue/match.h"
#include "paseo/queue/rules.h"

/* Complaints, a line each: "line name: sentence". */
struct complaints {
	char text[2048];
};

static void note(void *ctx, const struct rule_fault *f)
{
	struct complaints *c = ctx;
	size_t len = strlen(c->text);

	snprintf(c->text + len, sizeof(c->text) - len, "%zu %s: %s\n", f->line, f->name, f->text);
}

static struct rules *load(const char *text, struct complaints *c)
{
	struct rules *r = NULL;
	struct fault f = { "" };

	memset(c, 0, sizeof(*c));
	if (rules_load(text, strlen(text), &r, note, c, &f) != 0)
		fail_msg("%s", f.text);
	return r;
}

static void each_bad_rule_is_named_with_its_line_and_the_others_stay(void **state)
{
	static const char text[] =
		"{\"rules\": [\n"
		"  {\"name\":\"shape\",\"pattern\":[],\"targets\":[\"brain\"]},\n"
		"  5,\n"
		"  [],\n"
		"  {\"name\":\"good\",\"pattern\":{\"a\":[1]},\"targets\":[\"brain\"]},\n"
		"  {\"name\":\"far\",\n   \"pattern\":{\n    \"a\":[{\"prefics\":\"x\"}]},\n"
		"   \"targets\":[\"brain\"]},\n"
		"  {\"name\":\"comma\" \"pattern\":{\"a\":[1]},\"targets\":[\"brain\"]},\n"
		"  {\"name\":\"quote,\"pattern\":{\"a\":[1]},\"targets\":[\"brain\"]},\n"
		"  {\"name\":\"last,},\n"
		"  {\"name\":\"no pattern\",\"targets\":[\"brain\"]},\n"
		"  {\"name\":\"no targets\",\"pattern\":{\"a\":[1]}},\n"
		"  {\"pattern\":{\"a\":[1]},\"targets\":[\"brain\"]},\n"
		"  {\"name\":\"empty\",\"pattern\":{\"a\":[1]},\"targets\":[]},\n"
		"  {\"name\":\"nowhere\",\"pattern\":{\"a\":[1]},\"targets\":[\"brian\"]},\n"
		"  "
		"{\"name\":\"twice\",\"name\":\"2\",\"pattern\":{\"a\":[1]},\"targets\":[\"mqtt\"]}"
		",\n"
		"  {\"name\":\"also "
		"good\",\"comment\":[{}],\"pattern\":{\"a\":[1]},\"targets\":[\"mqtt\"]}\n"
		"], \"version\": 1}\n";
	static const char *const wanted[] = {
		"2 shape: a pattern is an object",
		"3 : a rule is an object",
		"4 : a rule is an object",
		"6 far: line 8: there is no such match",
		"10 comma: ",
		"11 quote,: ",
		"12 : a text that does not end",
		"13 no pattern: a rule has a name, a pattern and targets",
		"14 no targets: a rule has",
		"15 : a rule has",
		"16 empty: the list of targets is empty",
		"17 nowhere: there is no such target",
		"18 twice: the same member twice",
	};
	struct complaints c;
	struct rules *r = load(text, &c);
	char *line = c.text;

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		if (strncmp(line, wanted[i], strlen(wanted[i])) != 0)
			fail_msg("wanted '%s' at: %s", wanted[i], line);
		line = strchr(line, '\n') + 1;
	}
	assert_string_equal(line, "");
	assert_int_equal(rules_left_out(r), sizeof(wanted) / sizeof(wanted[0]));
	assert_int_equal(rules_count(r), 2);
	assert_string_equal(rules_name(r, 0), "good");
	assert_string_equal(rules_name(r, 1), "also good");
	rules_free(&r);
}

static void a_text_that_is_no_rules_file_is_refused_whole(void **state)
{
	static const char *const rows[] = {
		"",
		"[]",
		"{}",
		"{\"rules\":{}}",
		"{\"rules\":[]",
		"{\"rules\":[]} x",
		"{\"rules\":[],\"rules\":[]}",
		"{\"other\":tru,\"rules\":[]}",
		"{\"rules\":[{\"name\":\"a\"},]}",
		"{\"rules\":[{\"name\":\"a\"} {\"name\":\"b\"}]}",
		"{\"rules\":[{\"name\":\"a\"]}",
		"{\"rules\":[{\"name\":\"a\"}}",
		"\xEF\xBB\xBF{\"rules\":[]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct complaints c = { "" };
		struct rules *r = NULL;
		struct fault f = { "" };

		if (rules_load(rows[i], strlen(rows[i]), &r, note, &c, &f) != ERR_INVALID || r)
			fail_msg("taken: %s", rows[i]);
		if (strncmp(f.text, "line 1: ", 8) != 0)
			fail_msg("%s: %s", rows[i], f.text);
	}
}

static void an_event_goes_where_all_matching_rules_say(void **state)
{
	static const char text[] =
		"{\"rules\":["
		"{\"name\":\"all\",\"pattern\":{\"dog\":[{\"exists\":true}]},"
		"\"targets\":[\"brain\",\"board\",\"sound:bell\"]},"
		"{\"name\":\"out\",\"pattern\":{\"action\":[\"exit\"]},"
		"\"targets\":[\"stream\",\"sound:bell\",\"sound:door\",\"command:door\",\"stream\"]"
		"},"
		"{\"name\":\"ours\",\"pattern\":{\"action\":[\"entry\"]},\"targets\":[\"mqtt\"]}]}";
	struct complaints c;
	struct rules *r = load(text, &c);
	struct routing to;
	enum target kind;

	(void)state;
	assert_string_equal(c.text, "");
	assert_string_equal(rules_targets(r, 0), "brain, board, sound:bell");
	assert_string_equal(rules_targets(r, 1), "stream, sound:bell, sound:door, command:door");
	assert_int_equal(rules_route(r, "{\"dog\":1,\"action\":\"exit\"}", 25, &to, NULL), 0);
	assert_int_equal(to.targets, TARGET_BRAIN | TARGET_BOARD | TARGET_STREAM | TARGET_SOUND |
					     TARGET_COMMAND);
	assert_int_equal(to.name_count, 3);
	assert_string_equal(rules_target_name(r, to.names[0], &kind), "bell");
	assert_int_equal(kind, TARGET_SOUND);
	assert_string_equal(rules_target_name(r, to.names[1], &kind), "door");
	assert_int_equal(kind, TARGET_SOUND);
	assert_string_equal(rules_target_name(r, to.names[2], &kind), "door");
	assert_int_equal(kind, TARGET_COMMAND);
	assert_int_equal(rules_route(r, "{\"dog\":[]}", 10, &to, NULL), 0);
	assert_int_equal(to.targets, 0);
	assert_int_equal(to.name_count, 0);
	rules_free(&r);
}

static void names_of_targets_are_checked(void **state)
{
	static const char *const good[] = {
		"brain", "board", "stream", "mqtt", "sound:aviso-rojo", "command:Año_2"
	};
	static const char *const bad[] = { "",		"Brain",    "brain:x",	      "sound",
					   "sound:",	"command:", "command:a b",    "sound:a,b",
					   "sound:a:b", "stream ",  "command:\\u0007" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]) + sizeof(bad) / sizeof(bad[0]); i++) {
		const size_t goods = sizeof(good) / sizeof(good[0]);
		struct complaints c;
		struct rules *r;
		char text[256];

		snprintf(text, sizeof(text),
			 "{\"rules\":[{\"name\":\"r\",\"pattern\":{\"a\":[1]},\"targets\":[\"%s\"]}"
			 "]}",
			 i < goods ? good[i] : bad[i - goods]);
		r = load(text, &c);
		if (rules_count(r) != (i < goods))
			fail_msg("%s: %s", text, c.text);
		rules_free(&r);
	}
}

static void more_sounds_than_a_routing_holds_are_cut_and_said_to_be(void **state)
{
	struct complaints c;
	struct rules *r;
	struct routing to;
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	(void)state;
	fprintf(out, "{\"rules\":[{\"name\":\"r\",\"pattern\":{\"a\":[1]},\"targets\":[\"board\"");
	for (int i = 0; i <= ROUTING_NAMES_MAX; i++)
		fprintf(out, ",\"sound:s%d\"", i);
	fprintf(out, "]}]}");
	fclose(out);
	r = load(text, &c);
	assert_int_equal(rules_route(r, "{\"a\":1}", 7, &to, NULL), 0);
	assert_int_equal(to.name_count, ROUTING_NAMES_MAX);
	assert_true(to.cut);
	rules_free(&r);
	free(text);
}

/* ---- no rule is overlooked ---- */

static uint32_t next_random(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

/* clang-format off */
static const char *const matchers[] = {
	"\"x\"", "\"xy\"", "\"\"", "5", "5e0", "-0", "1e400", "true", "false", "null", "\"10.0.0.5\"", "\"::1\"",
	"{\"exactly\":\"Xy\"}", "{\"prefix\":\"x\"}", "{\"prefix\":\"\"}", "{\"prefix\":\"10.\"}",
	"{\"suffix\":\"y\"}", "{\"suffix\":\"xy\"}", "{\"equals-ignore-case\":\"XY\"}",
	"{\"equals-ignore-case\":\"ß\"}", "{\"prefix\":{\"equals-ignore-case\":\"X\"}}",
	"{\"suffix\":{\"equals-ignore-case\":\"Y\"}}", "{\"wildcard\":\"x*\"}", "{\"wildcard\":\"*y\"}",
	"{\"wildcard\":\"*x*\"}", "{\"wildcard\":\"x*y\"}", "{\"wildcard\":\"*\"}",
	"{\"anything-but\":\"x\"}", "{\"anything-but\":[5]}", "{\"anything-but\":{\"prefix\":\"x\"}}",
	"{\"numeric\":[\">\",1]}", "{\"numeric\":[\"<\",6]}", "{\"numeric\":[\"=\",5]}",
	"{\"numeric\":[\">=\",5,\"<\",7]}", "{\"exists\":true}", "{\"exists\":false}",
	"{\"cidr\":\"10.0.0.0/8\"}", "{\"cidr\":\"10.0.0.5/32\"}", "{\"cidr\":\"::/0\"}", "{\"cidr\":\"0.0.0.0/0\"}",
};

static const char *const values[] = {
	"\"x\"", "\"xy\"", "\"Xy\"", "\"\"", "\"SS\"", "5", "5.0", "6", "0", "1e400", "true", "null",
	"\"010.0.0.5\"", "\"10.9.9.9\"", "\"0::1\"", "[]", "[\"x\",5]", "[{\"a\":\"x\",\"b\":5},{\"a\":5,\"b\":\"x\"}]",
	"{\"a\":\"xy\"}", "[[\"x\"],[5]]",
};
/* clang-format on */

#define PICK(table, seed) table[next_random(seed, sizeof(table) / sizeof(table[0]))]

static void put_fields(FILE *out, uint32_t *seed, int depth)
{
	static const char *const names[] = { "a", "b", "c", "a.b", "b.a" };
	uint32_t first = next_random(seed, 5);
	uint32_t count = 1 + next_random(seed, 2);

	for (uint32_t i = 0; i < count; i++) {
		fprintf(out, "%s\"%s\":[%s", i ? "," : "", names[(first + i) % 5],
			PICK(matchers, seed));
		if (next_random(seed, 3) == 0)
			fprintf(out, ",%s", PICK(matchers, seed));
		fprintf(out, "]");
	}
	if (depth == 0 || next_random(seed, 3) != 0)
		return;
	fprintf(out, ",\"$or\":[{");
	put_fields(out, seed, depth - 1);
	fprintf(out, "},{");
	put_fields(out, seed, depth - 1);
	fprintf(out, "}]");
}

static char *random_pattern(uint32_t *seed)
{
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	fprintf(out, "{");
	put_fields(out, seed, 2);
	fprintf(out, "}");
	fclose(out);
	return text;
}

/* What the patterns say one by one, a letter for each. */
static void match_each(const char *const *patterns, size_t count, const char *event, char *out)
{
	struct paths *paths = paths_new();
	struct flat *flat = flat_new(paths);
	struct matching *m = matching_new();

	for (size_t i = 0; i < count; i++) {
		struct pattern *p = NULL;
		struct pattern_fault f;
		struct jscan s;

		jscan_start(&s, patterns[i], strlen(patterns[i]));
		if (pattern_read(&s, paths, &p, &f) != 0)
			fail_msg("%s: %s", patterns[i], f.fault.text);
		assert_int_equal(flat_read(flat, event, strlen(event), NULL), 0);
		out[i] = match_pattern(m, p, flat) == 1 ? '1' : '0';
		pattern_free(&p);
	}
	out[count] = '\0';
	matching_free(&m);
	flat_free(&flat);
	paths_free(&paths);
}

/* The same of all of them in one file. */
static void match_file(const char *const *patterns, size_t count, const char *event, char *out)
{
	struct complaints c;
	struct rules *r;
	const uint32_t *matching;
	size_t matching_count;
	char *text = NULL;
	size_t len;
	FILE *file = open_memstream(&text, &len);

	fprintf(file, "{\"rules\":[");
	for (size_t i = 0; i < count; i++)
		fprintf(file, "%s{\"name\":\"r%zu\",\"pattern\":%s,\"targets\":[\"board\"]}",
			i ? "," : "", i, patterns[i]);
	fprintf(file, "]}");
	fclose(file);
	r = load(text, &c);
	assert_int_equal(rules_count(r), count);
	memset(out, '0', count);
	out[count] = '\0';
	assert_int_equal(
		rules_match(r, event, strlen(event), &matching, &matching_count, NULL, NULL), 0);
	for (size_t i = 0; i < matching_count; i++) {
		assert_true(i == 0 || matching[i] > matching[i - 1]);
		out[matching[i]] = '1';
	}
	rules_free(&r);
	free(text);
}

#define TOGETHER 40

static void many_rules_give_what_each_gives_alone(void **state)
{
	uint32_t seed = 20261122;
	size_t ones = 0;

	(void)state;
	for (int round = 0; round < 300; round++) {
		char *patterns[TOGETHER];
		char alone[TOGETHER + 1], together[TOGETHER + 1];
		char event[512];

		snprintf(event, sizeof(event), "{\"a\":%s,\"b\":%s,\"c\":%s}", PICK(values, &seed),
			 PICK(values, &seed), PICK(values, &seed));
		for (int i = 0; i < TOGETHER; i++)
			patterns[i] = random_pattern(&seed);
		match_each((const char *const *)patterns, TOGETHER, event, alone);
		match_file((const char *const *)patterns, TOGETHER, event, together);
		if (strcmp(alone, together) != 0)
			fail_msg("%s\n%s\n%s", event, alone, together);
		for (int i = 0; i < TOGETHER; i++) {
			ones += alone[i] == '1';
			free(patterns[i]);
		}
	}
	/* Otherwise it has shown nothing. */
	assert_true(ones > 500);
}

/* Arrays beside each other, each with pairs that nearly fit: their product would be 500 to the sixth. */
static void arrays_beside_each_other_do_not_multiply(void **state)
{
	struct complaints c;
	struct rules *r;
	const uint32_t *matching;
	size_t count, unsure;
	char *text = NULL;
	size_t len;
	FILE *out;

	(void)state;
	r = load("{\"rules\":[{\"name\":\"r\",\"targets\":[\"board\"],\"pattern\":{"
		 "\"a\":{\"x\":[1],\"y\":[1]},\"b\":{\"x\":[1],\"y\":[1]},\"c\":{\"x\":[1],\"y\":["
		 "1]},"
		 "\"d\":{\"x\":[1],\"y\":[1]},\"e\":{\"x\":[1],\"y\":[1]},\"f\":{\"x\":[1],\"y\":["
		 "1]}"
		 "}}]}",
		 &c);
	out = open_memstream(&text, &len);
	for (int i = 0; i < 6; i++) {
		fprintf(out, "%s\"%c\":[", i ? "," : "{", 'a' + i);
		for (int k = 0; k < 500; k++)
			fprintf(out, "%s{\"x\":%d,\"y\":%d}", k ? "," : "", i < 5 || k % 2,
				i < 5 || k % 2 == 0);
		fprintf(out, "]");
	}
	fprintf(out, "}");
	fclose(out);
	assert_int_equal(rules_match(r, text, len, &matching, &count, &unsure, NULL), 0);
	assert_int_equal(count, 0);
	assert_int_equal(unsure, SIZE_MAX);
	rules_free(&r);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_bad_rule_is_named_with_its_line_and_the_others_stay),
		cmocka_unit_test(a_text_that_is_no_rules_file_is_refused_whole),
		cmocka_unit_test(an_event_goes_where_all_matching_rules_say),
		cmocka_unit_test(names_of_targets_are_checked),
		cmocka_unit_test(more_sounds_than_a_routing_holds_are_cut_and_said_to_be),
		cmocka_unit_test(many_rules_give_what_each_gives_alone),
		cmocka_unit_test(arrays_beside_each_other_do_not_multiply),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
