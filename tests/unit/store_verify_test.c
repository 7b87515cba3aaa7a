/* verify finds what was changed behind the program's back, and nothing else. */
#include <config.h>

#include "store_help.h"

#include "paseo/store/verify.h"

struct verdict {
	struct verify_result result;
	char *lines; /* owned */
	size_t len;
};

static struct verdict verify(void **state)
{
	struct verdict v = { { 0, 0, 0 }, NULL, 0 };
	struct fault f = { "" };
	FILE *out = open_memstream(&v.lines, &v.len);

	assert_non_null(out);
	if (verify_database(db_of(state), out, &v.result, &f) != 0)
		fail_msg("%s", f.text);
	(void)fclose(out);
	return v;
}

static void assert_finds(void **state, const char *line)
{
	struct verdict v = verify(state);

	if (!strstr(v.lines, line))
		fail_msg("no '%s' in: %s", line, v.lines);
	assert_true(v.result.differences > 0);
	free(v.lines);
}

static void assert_finds_nothing(void **state)
{
	struct verdict v = verify(state);

	if (v.result.differences)
		fail_msg("%s", v.lines);
	assert_string_equal(v.lines, "");
	free(v.lines);
}

/* An ordinary morning: 12 events, 2 walks, one of them open, a decision that was answered, a hold, a
 * pair, the day closed twice. */
static void make_morning(void **state)
{
	struct store *s = open_store(db_of(state));
	struct desk d;

	desk_open(&d);
	desk_apply(&d, s, ROSTER_LINE);
	d.now_ms += MINUTE_MS;
	desk_apply(
		&d, s,
		"{\"dog\":\"p-001\",\"action\":\"exit\",\"id\":\"x-1\",\"volunteer\":\"v-001\"}");
	d.now_ms += HOUR_MS;
	desk_apply(&d, s, "{\"tag\":\"04A1B2\",\"source\":\"nfc\",\"id\":\"x-2\"}");
	d.now_ms += 10 * SECOND_MS;
	desk_apply(&d, s, "{\"tag\":\"04A1B2\",\"source\":\"nfc\",\"id\":\"x-3\"}"); /* held */
	desk_apply(&d, s,
		   "{\"action\":\"answer\",\"of\":\"x-3\",\"go\":false,\"reason\":\"by mistake\"}");
	desk_apply(&d, s, "{\"action\":\"close\",\"volunteer\":\"v-001\"}");
	d.now_ms += MINUTE_MS;
	desk_apply(&d, s, "{\"dog\":\"p-003\",\"action\":\"exit\",\"id\":\"x-4\"}");
	desk_apply(&d, s, "{\"dog\":\"p-009\",\"action\":\"exit\",\"id\":\"x-5\"}"); /* unknown */
	desk_apply(&d, s,
		   "{\"action\":\"amend\",\"of\":\"x-1\",\"time\":\"2026-11-15T10:11:00Z\"}");
	desk_apply(&d, s,
		   "{\"action\":\"roster\",\"release\":[\"B1\"],\"tags\":[{\"code\":\"C7\",\"to\":"
		   "\"p-002\"}]}");
	desk_apply(&d, s,
		   "{\"action\":\"roster\",\"holds\":[{\"dog\":\"p-002\",\"reason\":\"stitches\","
		   "\"until\":\"2026-11-20\"}],\"pairs\":[{\"dogs\":[\"p-003\",\"p-001\"],"
		   "\"kind\":\"incompatible\"}],\"tokens\":[{\"name\":\"camera-1\",\"hash\":"
		   "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\","
		   "\"may\":\"send\"}]}");
	desk_apply(&d, s, "{\"action\":\"close\",\"day\":\"2026-11-15\"}");
	desk_close(&d);
	store_close(&s, 0);
}

static void nothing_is_found_where_nothing_was_changed(void **state)
{
	struct verdict v;

	make_morning(state);
	v = verify(state);
	assert_string_equal(v.lines, "");
	assert_int_equal(v.result.differences, 0);
	assert_int_equal(v.result.events, 12);
	assert_int_equal(v.result.walks, 2);
	free(v.lines);
}

static void nothing_is_found_in_a_new_database(void **state)
{
	struct store *s = open_store(db_of(state));

	store_close(&s, 0);
	assert_finds_nothing(state);
}

#define LET_EVENTS_CHANGE \
	"DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_deleted; "

static void what_was_changed_is_found(void **state)
{
	static const struct {
		const char *sql;
		const char *line;
	} cases[] = {
		{ "UPDATE walk SET in_ms = in_ms + 60000 WHERE in_ms IS NOT NULL",
		  "walk p-001 2026-11-15 10:11: in is '2026-11-15T11:02" },
		{ "UPDATE walk SET kinds = 'mm' WHERE in_ms IS NOT NULL",
		  "walk p-001 2026-11-15 10:11: kinds is 'measured measured'" },
		{ "DELETE FROM walk WHERE dog = 'p-003'",
		  "walk p-003 2026-11-15 11:02: is not in" },
		{ "INSERT INTO walk VALUES (20261114, 'p-002', 1, 1, NULL, NULL, 'm-', NULL)",
		  "does not follow from the log" },
		{ "UPDATE dog SET walk_seconds_today = 9999 WHERE id = 'p-001'",
		  "state p-001: walk_seconds_today is '9999' in the table" },
		{ "UPDATE dog SET walks_today = 7 WHERE id = 'p-002'",
		  "state p-002: walks_today is '7' in the table, '0' by the log" },
		{ "UPDATE dog SET state = 'INSIDE' WHERE id = 'p-003'",
		  "state p-003: state is 'INSIDE' in the table, 'OUTSIDE' by the log" },
		{ "UPDATE dog SET level = 'red' WHERE id = 'p-001'",
		  "dog p-001: level is 'red' in the table, 'green' by the log" },
		{ "INSERT INTO dog (id, name, target_min, limit_min, archived) "
		  "VALUES ('p-100', 'Rex', 0, 0, 0)",
		  "dog p-100: is in the table" },
		{ "UPDATE volunteer SET phone = NULL", "volunteer v-001: phone is ''" },
		{ "DELETE FROM volunteer", "volunteer v-001: is not in the table" },
		{ "UPDATE tag SET target = 'p-003' WHERE code = 'C7'",
		  "tag C7: target is 'p-003' in the table, 'p-002' by the log" },
		{ "INSERT INTO tag VALUES ('B1', 'v-001')", "tag B1: is in the table" },
		{ "UPDATE decision SET status = 'waiting'",
		  "status is 'waiting' in the table, 'no'" },
		{ "UPDATE dog SET hold = NULL, hold_reason = NULL WHERE id = 'p-002'",
		  "dog p-002: hold is '' in the table, 'medical' by the log" },
		{ "UPDATE dog SET hold_reason = 'x' WHERE id = 'p-002'",
		  "dog p-002: hold reason is 'x' in the table, 'stitches' by the log" },
		{ "UPDATE dog SET hold_until = NULL WHERE id = 'p-002'",
		  "dog p-002: hold until is '' in the table, '2026-11-20' by the log" },
		{ "UPDATE pair SET kind = 'bonded'",
		  "pair p-001 p-003: kind is 'bonded' in the table, 'incompatible' by the log" },
		{ "DELETE FROM pair", "pair p-001 p-003: is not in the table" },
		{ "INSERT INTO pair VALUES ('p-001', 'p-002', 'bonded')",
		  "pair p-001 p-002: is in the table and does not follow from the log" },
		{ "UPDATE token SET may = 'send read'",
		  "token camera-1: may is 'send read' in the table, 'send' by the log" },
		{ "UPDATE token SET hash = 'x'", "token camera-1: hash is 'x' in the table" },
		{ "DELETE FROM token", "token camera-1: is not in the table" },
		{ "INSERT INTO token VALUES ('x', 'y', 'read', 1)",
		  "token x: is in the table and does not follow from the log" },
		{ "UPDATE closing SET reopened_seq = NULL",
		  "closing 6 of 2026-11-15: reopened_seq is '0' in the table, '7' by the log" },
		{ "UPDATE closing SET closed_by = 'v-002' WHERE seq = 6",
		  "closing 6 of 2026-11-15: closed by is 'v-002' in the table, 'v-001' by the" },
		{ "DELETE FROM closing WHERE seq = 12",
		  "closing 12 of 2026-11-15: is not in the table" },
		{ "UPDATE setting SET value = 'Other' WHERE key = 'shelter'",
		  "setting shelter: is 'Other' in the table, 'La Ribera' by the log" },
		{ "INSERT INTO setting VALUES ('speed', '1')", "setting speed: is '1'" },
		{ LET_EVENTS_CHANGE "UPDATE event SET json = replace(json, 'Luna', 'Lina')",
		  "event 1: is not as it was written" },
		{ LET_EVENTS_CHANGE "UPDATE event SET received_ms = received_ms + 1 WHERE seq = 3",
		  "event 3: is not as it was written" },
		{ LET_EVENTS_CHANGE "UPDATE event SET json = 'x' WHERE seq = 2",
		  "event 2: line 1" },
		{ LET_EVENTS_CHANGE "UPDATE event SET id = 'y' WHERE seq = 2",
		  "event 2: its columns say exit 'y', its text exit 'x-1'" },
		{ LET_EVENTS_CHANGE "UPDATE event SET of_seq = 400 WHERE seq = 4",
		  "event 4: refers to an event that does not stand before it" },
		{ LET_EVENTS_CHANGE "UPDATE event SET of_seq = NULL WHERE action = 'amend'",
		  "event 9: refers to an event" },
		{ LET_EVENTS_CHANGE "DELETE FROM event WHERE seq = 2", "event 2: is missing\n" },
		{ LET_EVENTS_CHANGE "DELETE FROM event WHERE seq IN (2, 3, 4)",
		  "event 2: is missing, with all up to 4\n" },
		{ LET_EVENTS_CHANGE "DELETE FROM event WHERE seq = 12",
		  "meta: says the log ends at event 12, and it ends at 11" },
		{ LET_EVENTS_CHANGE "DELETE FROM event WHERE seq = 1", "event 1: is missing\n" },
		{ "UPDATE meta SET chain = 1", "with another checksum" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		void *own = NULL;

		assert_int_equal(make_place(&own), 0);
		make_morning(&own);
		tamper(db_of(&own), cases[i].sql);
		assert_finds(&own, cases[i].line);
		assert_int_equal(drop_place(&own), 0);
	}
	(void)state;
}

/* One line for each, a hundred at the most, all counted. */
static void many_differences_are_cut_short(void **state)
{
	struct verdict v;
	size_t lines = 0;

	make_morning(state);
	tamper(db_of(state),
	       "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE "
	       "i < 250) INSERT INTO tag SELECT 'T' || i, 'p-001' FROM n");
	v = verify(state);
	assert_int_equal(v.result.differences, 250);
	for (size_t i = 0; i < v.len; i++)
		lines += v.lines[i] == '\n';
	assert_int_equal(lines, 101);
	assert_non_null(strstr(v.lines, "... and 150 more\n"));
	free(v.lines);
}

static void a_rebuild_puts_it_right(void **state)
{
	struct changes *all = changes_new();
	struct brain *b = brain_new();
	struct store *s;

	make_morning(state);
	tamper(db_of(state),
	       "DELETE FROM walk; UPDATE dog SET state = 'OUTSIDE', name = 'x'; DELETE "
	       "FROM setting; INSERT INTO tag VALUES ('q', 'r'); DELETE FROM decision; DELETE FROM "
	       "pair; DELETE FROM token; UPDATE closing SET day = 1; UPDATE dog SET hold = "
	       "'quarantine'");
	s = open_store(db_of(state));
	assert_int_equal(store_load(s, b, NULL), 0);
	assert_int_equal(brain_snapshot(b, SUNDAY_MS, 5, true, all), 0);
	assert_int_equal(store_rebuild(s, all, NULL), 0);
	assert_int_equal(store_seq(s), 12);
	store_close(&s, 0);
	changes_free(&all);
	brain_free(&b);
	assert_finds_nothing(state);
}

/* ---- any history at all ---- */

static uint32_t roll(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % sides;
}

static void some_line(uint32_t *seed, const struct desk *d, unsigned number, char *out, size_t size)
{
	static const char *const actions[] = { "exit", "entry", "scan" };
	const unsigned dog = 1 + roll(seed, 3);
	const unsigned of = number > 30 ? number - roll(seed, 30) : roll(seed, number + 3);
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(d->now_ms - (int64_t)roll(seed, 300) * MINUTE_MS, stamp);
	switch (roll(seed, 10)) {
	case 0:
		(void)snprintf(out, size,
			       "{\"action\":\"retract\",\"of\":\"x-%u\",\"id\":\"x-%u\"}", of,
			       number);
		break;
	case 1:
		(void)snprintf(
			out, size,
			"{\"action\":\"amend\",\"of\":\"x-%u\",\"time\":\"%s\",\"id\":\"x-%u\"}",
			of, stamp, number);
		break;
	case 2:
		(void)snprintf(out, size,
			       "{\"action\":\"answer\",\"of\":\"x-%u\",\"go\":%s,\"id\":\"x-%u\"}",
			       of, roll(seed, 3) ? "true" : "false", number);
		break;
	case 3:
		(void)snprintf(
			out, size,
			"{\"action\":\"%s\",\"dog\":\"p-00%u\",\"time\":\"%s\",\"id\":\"x-%u\"}",
			actions[roll(seed, 3)], dog, stamp, number);
		break;
	case 4:
		(void)snprintf(
			out, size,
			"{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-00%u\",\"target_min\":%u}]"
			",\"id\":\"x-%u\"%s}",
			dog, roll(seed, 100), number,
			roll(seed, 4) ? "" : ",\"archive\":[\"p-002\"]");
		break;
	default:
		(void)snprintf(out, size, "{\"action\":\"%s\",\"dog\":\"p-00%u\",\"id\":\"x-%u\"}",
			       actions[roll(seed, 3)], dog, number);
	}
}

/* What the gate judges by changes, days are closed, everyone is called back, badges are read, and
 * what is held is answered. */
static void some_judgement(uint32_t *seed, unsigned number, char *out, size_t size)
{
	static const char *const roster[] = {
		"\"holds\":[{\"dog\":\"p-001\",\"reason\":\"cough\"}]",
		"\"holds\":[{\"dog\":\"p-002\",\"reason\":\"bit\",\"kind\":\"behaviour\"}]",
		"\"lift\":[\"p-001\"]",
		"\"pairs\":[{\"dogs\":[\"p-003\",\"p-001\"],\"kind\":\"bonded\"}]",
		"\"pairs\":[{\"dogs\":[\"p-001\",\"p-002\"],\"kind\":\"incompatible\"}]",
		"\"unpair\":[[\"p-001\",\"p-003\"]]",
		"\"settings\":{\"policy.bonded-alone\":\"confirm\"}",
		"\"settings\":{\"heat\":\"hot\"}",
	};
	const char *go = roll(seed, 2) ? "true" : "false";

	switch (roll(seed, 5)) {
	case 0:
		(void)snprintf(out, size, "{\"action\":\"roster\",\"id\":\"r-%u\",%s}", number,
			       roster[roll(seed, sizeof(roster) / sizeof(*roster))]);
		break;
	case 1:
		(void)snprintf(out, size, "{\"action\":\"recall\",\"go\":%s,\"id\":\"r-%u\"}", go,
			       number);
		break;
	case 2:
		(void)snprintf(out, size,
			       "{\"action\":\"close\",\"volunteer\":\"v-001\",\"id\":\"c-%u\"}",
			       number);
		break;
	case 3:
		(void)snprintf(out, size, "{\"volunteer\":\"v-001\",\"id\":\"x-%u\"}", number);
		break;
	default:
		(void)snprintf(out, size,
			       "{\"action\":\"answer\",\"of\":\"x-%u\",\"go\":%s,\"id\":\"x-%u\"}",
			       number > 3 ? number - 1 - roll(seed, 3) : 1, go, number);
	}
}

static void try_history(uint32_t seed, bool judged)
{
	struct store *s;
	struct desk d;
	void *own = NULL;

	assert_int_equal(make_place(&own), 0);
	s = open_store(db_of(&own));
	desk_open(&d);
	desk_apply(&d, s, ROSTER_LINE);
	for (unsigned i = 1; i <= 300; i++) {
		char line[256];

		d.now_ms += (int64_t)roll(&seed, judged ? 10 : 40) * MINUTE_MS + 1;
		if (judged && roll(&seed, 2))
			some_judgement(&seed, i, line, sizeof(line));
		else
			some_line(&seed, &d, i, line, sizeof(line));
		desk_apply(&d, s, line);
		/* Now and then the station starts anew. */
		if (i % 100 == 50) {
			brain_free(&d.brain);
			d.brain = brain_new();
			assert_int_equal(store_load(s, d.brain, NULL), 0);
		}
	}
	desk_close(&d);
	store_close(&s, 0);
	assert_finds_nothing(&own);
	assert_int_equal(drop_place(&own), 0);
}

static void any_history_is_what_its_log_says(void **state)
{
	for (uint32_t seed = 1; seed <= 20; seed++)
		try_history(seed, false);
	(void)state;
}

static void any_history_with_judgement_is_what_its_log_says(void **state)
{
	for (uint32_t seed = 1; seed <= 20; seed++)
		try_history(seed, true);
	(void)state;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(nothing_is_found_where_nothing_was_changed),
		STORE_TEST(nothing_is_found_in_a_new_database),
		STORE_TEST(what_was_changed_is_found),
		STORE_TEST(many_differences_are_cut_short),
		STORE_TEST(a_rebuild_puts_it_right),
		STORE_TEST(any_history_is_what_its_log_says),
		STORE_TEST(any_history_with_judgement_is_what_its_log_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
