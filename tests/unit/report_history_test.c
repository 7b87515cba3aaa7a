/* The histories of dogs and volunteers: what counts, and what was said of it. */
#include <config.h>

#include "report_story.h"

#include "paseo/report/history_model.h"

static struct story story;
static struct reader *reader;

static const struct history_span month = { 20261025, 20261123, false, true };
static const struct history_span everything = { 0, 0, true, false };

static int tell(void **state)
{
	(void)state;
	story_tell(&story, sunday, SUNDAY_COUNT);
	return reader_open(story.db, &reader, NULL);
}

static int forget(void **state)
{
	(void)state;
	reader_close(&reader);
	story_forget(&story);
	return 0;
}

static struct history *read_history(const char *who, struct history_span span)
{
	struct history *h = NULL;
	struct fault f = { "" };

	if (history_read(reader, who, span, instant(STORY_NOW), &h, &f))
		fail_msg("%s: %s", who, f.text);
	return h;
}

static void expect_member(const char *who, const char *member, const char *expected)
{
	struct history *h = read_history(who, month);
	struct jdoc *d = story_parse(history_json(h));

	expect_compact(jdoc_get(d, member), expected);
	jdoc_free(&d);
	history_free(&h);
}

/* All of several histories as one text: each in turn shows something else. */
static void the_page_shows_the_wrong_record_and_the_right_one(void **state)
{
	static const char *const who[] = { "p-001", "Thor",  "kira", "Nala",
					   "zeus",  "FOSCA", "rex",  "ana ferrer" };
	static const char *const languages[] = { "en", "es" };

	(void)state;
	for (size_t l = 0; l < 2; l++) {
		char name[64], *page = calloc(1, 65536);

		assert_int_equal(language_set(languages[l]), 0);
		for (size_t i = 0; i < sizeof(who) / sizeof(who[0]); i++) {
			struct history *h = read_history(who[i], month);
			char *text = history_text(h, 80);

			strncat(page, text, 65535 - strlen(page));
			strncat(page, "\n", 65535 - strlen(page));
			free(text);
			history_free(&h);
		}
		(void)snprintf(name, sizeof(name), "history-%s", languages[l]);
		expect_golden(name, page);
		free(page);
	}
	assert_int_equal(language_set("en"), 0);
}

static void an_undone_movement_stays_in_view(void **state)
{
	(void)state;
	expect_member("p-012", "walks", "[]");
	expect_member("p-012", "undone",
		      "[{'seq':23,'time':'2026-11-22T11:30:00.000+01:00','move':'exit','status':"
		      "'undone','volunteer':null,'undone':'2026-11-22T11:31:00.000+01:00','by':"
		      "'v-001'}]");
}

static void a_movement_whose_place_was_taken_stays_in_view(void **state)
{
	(void)state;
	expect_member("p-001", "undone",
		      "[{'seq':7,'time':'2026-11-22T10:00:00.000+01:00','move':'exit','status':"
		      "'lost','volunteer':'v-002','undone':null,'by':null}]");
	expect_member("p-001", "totals",
		      "{'walks':2,'walk_seconds':4530,'measured_seconds':4530,'typed_seconds':0,"
		      "'estimated_seconds':0}");
}

static void an_amended_end_keeps_what_it_was(void **state)
{
	(void)state;
	expect_member("p-002", "walks",
		      "[{'day':'2026-11-22','dog':'p-002','out':'2026-11-22T10:10:00.000+01:00',"
		      "'in':'2026-11-22T11:20:00.000+01:00','seconds':4200,'out_known':'measured',"
		      "'in_known':'typed','out_was':null,'in_was':'2026-11-22T11:52:00.000+01:00',"
		      "'volunteer':'v-001','out_seq':9,'in_seq':25}]");
}

static void holds_are_told_from_beginning_to_end(void **state)
{
	(void)state;
	expect_member(
		"fosca", "holds",
		"[{'time':'2026-11-20T09:00:00.000+01:00','begun':true,'kind':'medical',"
		"'until':'2026-11-30','reason':'stitches','by':'v-001'},"
		"{'time':'2026-11-23T08:30:00.000+01:00','begun':false,'kind':null,'until':null,"
		"'reason':null,'by':'v-003'}]");
	expect_member("luna", "holds", "[]");
}

static void a_decision_is_of_its_dog_alone(void **state)
{
	struct history *h = read_history("rex", month);

	(void)state;
	assert_int_equal(h->decision_count, 1);
	assert_int_equal(h->decisions[0].status, DECISION_NO);
	history_free(&h);
	h = read_history("luna", month);
	assert_int_equal(h->decision_count, 0);
	history_free(&h);
}

static void a_volunteer_has_the_walks_with_every_dog(void **state)
{
	struct history *h = read_history("v-003", month);
	char *text = history_csv(h, ',');

	(void)state;
	/* Kira was given to him afterwards. */
	assert_int_equal(h->walks, 4);
	assert_string_equal(
		text, "day,dog,status,out,in,seconds,out_known,in_known,out_was,in_was,volunteer\n"
		      "2026-11-22,p-004,walk,2026-11-22T10:20:00.000+01:00,"
		      "2026-11-22T12:08:00.000+01:00,6480,measured,estimated,,,v-003\n"
		      "2026-11-22,p-009,walk,2026-11-22T11:05:00.000+01:00,"
		      "2026-11-22T11:20:00.000+01:00,900,measured,measured,,,v-003\n"
		      "2026-11-22,p-010,walk,2026-11-22T11:12:00.000+01:00,"
		      "2026-11-22T11:15:00.000+01:00,180,measured,measured,,,v-003\n"
		      "2026-11-22,p-006,walk,2026-11-22T18:00:00.000+01:00,"
		      "2026-11-23T00:30:00.000+01:00,23400,measured,typed,,"
		      "2026-11-23T08:10:00.000+01:00,v-003\n");
	free(text);
	history_free(&h);
}

static void all_is_every_day_and_the_span_only_its_own(void **state)
{
	const struct history_span before = { 20261101, 20261121, false, false };
	struct history *h = read_history("otto", everything);

	(void)state;
	assert_int_equal(h->walks, 1);
	history_free(&h);
	h = read_history("thor", before);
	assert_int_equal(h->record_count, 0);
	assert_int_equal(h->correction_count, 0);
	history_free(&h);
	h = read_history("p-001", everything);
	assert_int_equal(h->record_count, 3);
	history_free(&h);
}

/* The return of a walk that began the day before, and its correction. */
static void a_return_on_the_next_day_is_no_stray_record(void **state)
{
	const struct history_span monday = { 20261123, 20261123, false, false };
	struct history *h = read_history("p-006", monday);

	(void)state;
	assert_int_equal(h->record_count, 0);
	assert_int_equal(h->correction_count, 1);
	history_free(&h);
}

static void nobody_is_guessed(void **state)
{
	static const struct {
		const char *who;
		int code;
		const char *says;
	} cases[] = {
		{ "lna", ERR_NOT_FOUND, "is it Luna, p-001?" },
		{ "p-0012", ERR_NOT_FOUND, "is it " },
		{ "Hildegard", ERR_NOT_FOUND, "no dog or volunteer 'Hildegard': look" },
		{ "", ERR_NOT_FOUND, "look at" },
		/* There is Nala, and there is Ñala. */
		{ "nala", ERR_EXISTS, "p-006 and of p-008" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct history *h = NULL;
		struct fault f = { "" };

		assert_int_equal(
			history_read(reader, cases[i].who, month, instant(STORY_NOW), &h, &f),
			cases[i].code);
		assert_null(h);
		if (!strstr(f.text, cases[i].says))
			fail_msg("'%s': %s", cases[i].who, f.text);
	}
}

static void two_of_one_name_are_told_apart_by_id(void **state)
{
	static const struct told twins[] = {
		{ "2026-11-01T09:00:00+01:00", "{'action':'roster','dogs':[{'id':'p-1','name':'"
					       "Luna'},{'id':'p-2','name':'Lúna'}]}" },
	};
	struct story other;
	struct reader *r = NULL;
	struct history *h = NULL;
	struct fault f = { "" };

	(void)state;
	story_tell(&other, twins, 1);
	assert_int_equal(reader_open(other.db, &r, &f), 0);
	assert_int_equal(history_read(r, "LUNA", month, instant(STORY_NOW), &h, &f), ERR_EXISTS);
	assert_non_null(strstr(f.text, "p-1 and of p-2"));
	assert_int_equal(history_read(r, "p-2", month, instant(STORY_NOW), &h, &f), 0);
	history_free(&h);
	reader_close(&r);
	story_forget(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_page_shows_the_wrong_record_and_the_right_one),
		cmocka_unit_test(an_undone_movement_stays_in_view),
		cmocka_unit_test(a_movement_whose_place_was_taken_stays_in_view),
		cmocka_unit_test(an_amended_end_keeps_what_it_was),
		cmocka_unit_test(holds_are_told_from_beginning_to_end),
		cmocka_unit_test(a_decision_is_of_its_dog_alone),
		cmocka_unit_test(a_volunteer_has_the_walks_with_every_dog),
		cmocka_unit_test(all_is_every_day_and_the_span_only_its_own),
		cmocka_unit_test(a_return_on_the_next_day_is_no_stray_record),
		cmocka_unit_test(nobody_is_guessed),
		cmocka_unit_test(two_of_one_name_are_told_apart_by_id),
	};

	return cmocka_run_group_tests(tests, tell, forget);
}
