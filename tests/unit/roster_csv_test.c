#include <config.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/jdoc.h"
#include "paseo/brain/roster_csv.h"

/* All sentences about bad lines, one after the other. */
struct said {
	char text[4096];
};

static void keep(void *ctx, const char *sentence)
{
	struct said *s = ctx;
	size_t used = strlen(s->text);

	snprintf(s->text + used, sizeof(s->text) - used, "%s\n", sentence);
}

static int take(const char *text, bool skip_bad, struct roster_csv *out, struct said *s,
		struct fault *f)
{
	s->text[0] = '\0';
	f->text[0] = '\0';
	return roster_csv_read(ROSTER_DOGS, text, strlen(text), NULL, skip_bad, keep, s, out, f);
}

static void files_of_spreadsheets_become_one_event(void **state)
{
	static const struct {
		const char *text, *json;
	} cases[] = {
		{ "id,name,level,tag\np-001,Luna,verde,04a1 04B2\n",
		  "{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-001\",\"name\":\"Luna\","
		  "\"level\":\"verde\",\"tag\":\"04a1 04B2\"}]}" },
		{ "\xEF\xBB\xBFname;id\r\n\"Kira \"\"K\"\" ; B\";p-2\r\n",
		  "{\"action\":\"roster\",\"dogs\":[{\"name\":\"Kira \\\"K\\\" ; "
		  "B\",\"id\":\"p-2\"}]}" },
		{ "ID\tName\np-3\tÑoqui\n\n",
		  "{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-3\",\"name\":\"Ñoqui\"}]}" },
		/* An empty field empties; an empty tag takes none away. */
		{ "id,name,note,tag\np-4,Max,,\n", "{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-"
						   "4\",\"name\":\"Max\",\"note\":\"\"}]}" },
		/* A separator at the end of each line. */
		{ "id,name,\np-5,Rex,\n",
		  "{\"action\":\"roster\",\"dogs\":[{\"id\":\"p-5\",\"name\":\"Rex\"}]}" },
	};
	struct roster_csv r;
	struct said s;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (take(cases[i].text, false, &r, &s, &f))
			fail_msg("%s: %s %s", cases[i].text, f.text, s.text);
		assert_string_equal(r.json, cases[i].json);
		assert_int_equal(r.json_len, strlen(r.json));
		assert_int_equal(r.taken, 1);
		roster_csv_clear(&r);
	}
}

static void a_header_that_cannot_be_meant_is_refused_by_name(void **state)
{
	static const struct {
		const char *text, *sentence;
	} cases[] = {
		{ "id,name,colour\np-1,Luna,red\n",
		  "line 1, column 3: there is no column 'colour'" },
		{ "name,kennel\nLuna,A1\n", "the column 'id' is missing" },
		{ "id,name,id\np-1,Luna,p-1\n", "'id' stands there twice" },
		{ "", "" },
	};
	struct roster_csv r;
	struct said s;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(take(cases[i].text, true, &r, &s, &f), ERR_INVALID);
		if (!strstr(f.text, cases[i].sentence) || !f.text[0])
			fail_msg("'%s' is not '%s'", f.text, cases[i].sentence);
		assert_null(r.json);
	}
}

static void a_bad_line_is_named_with_its_number_and_column(void **state)
{
	static const struct {
		const char *rows, *sentence;
	} cases[] = {
		{ "p-1,Luna,blue,\n", "line 2, level: " },
		{ "p-1,Luna,,\np-1,Thor,,\n", "line 3, id: 'p-1' stands in line 2 too" },
		{ "p-1,Luna,,04A1B2C3\np-2,Thor,,04a1b2c3\n",
		  "line 3, tag: '04A1B2C3' stands in line 2 too" },
		{ "p 1,Luna,,\n", "line 2, id: " },
		{ "p-1,,,\n", "line 2, name: " },
		{ "p-1,\x1b[31mLuna,,\n",
		  "line 2, name: has a character that cannot be shown, U+001B" },
		{ "p-1,Luna,,A\xE2\x80\xAE"
		  "B\n",
		  "line 2, tag: " },
		{ "\n\np-1,\"two\nlines\",,\np-2,Thor,rojo,\np-3,N\xF1,,\n",
		  "line 7, not UTF-8 in column 2" },
		{ "p-1,Luna\n", "line 2, column 3, level: is missing" },
		{ "p-1,Luna,,,,x\n", "line 2, column 6: the header has no column there" },
	};
	struct roster_csv r;
	struct said s;
	struct fault f;
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text), "id,name,level,tag\n%s", cases[i].rows);
		assert_int_equal(take(text, false, &r, &s, &f), ERR_INVALID);
		if (!strstr(s.text, cases[i].sentence))
			fail_msg("'%s' is not '%s'", s.text, cases[i].sentence);
		assert_non_null(strstr(f.text, "nothing was taken"));
		assert_null(r.json);
		assert_int_equal(r.taken, 0);
	}
}

static void skip_bad_takes_the_rest(void **state)
{
	struct roster_csv r;
	struct said s;
	struct fault f;

	(void)state;
	assert_int_equal(take("id,name,limit_min,tag\np-1,Luna,60,A\np-2,Thor,many,B\np-3,Rex,,B\n",
			      true, &r, &s, &f),
			 0);
	assert_int_equal(r.taken, 2);
	assert_int_equal(r.bad, 1);
	assert_non_null(strstr(s.text, "line 3, limit_min"));
	/* A tag of a line that was left out is free for another. */
	assert_string_equal(r.json,
			    "{\"action\":\"roster\",\"dogs\":["
			    "{\"id\":\"p-1\",\"name\":\"Luna\",\"limit_min\":\"60\",\"tag\":\"A\"},"
			    "{\"id\":\"p-3\",\"name\":\"Rex\",\"limit_min\":\"\",\"tag\":\"B\"}]}");
	roster_csv_clear(&r);
}

static void badges_are_the_codes_of_volunteers(void **state)
{
	static const char text[] = "id,name,phone,badge\nv-1,Ana,+34 600 000 001,B1\nv-2,Pau,,B1\n";
	struct roster_csv r;
	struct said s = { "" };
	struct fault f = { "" };

	(void)state;
	assert_int_equal(roster_csv_read(ROSTER_VOLUNTEERS, text, strlen(text), NULL, false, keep,
					 &s, &r, &f),
			 ERR_INVALID);
	assert_string_equal(s.text, "line 3, badge: 'B1' stands in line 2 too\n");
}

/* A roster of Luna, who has a tag, and Ana. */
static bool whose(void *ctx, const char *code, const char **id, const char **name)
{
	(void)ctx;
	*id = "p-1";
	*name = "Luna";
	return strcmp(code, "04A1B2C3") == 0;
}

static bool is_there(void *ctx, const char *id, enum roster_kind *as)
{
	(void)ctx;
	/* What is set for an id that is not there must not matter. */
	*as = strcmp(id, "p-1") == 0 ? ROSTER_DOGS : ROSTER_VOLUNTEERS;
	return strcmp(id, "p-1") == 0 || strcmp(id, "v-1") == 0;
}

static const struct levels grades = { 3,
				      { { "green", "G", "green", "" },
					{ "yellow", "Y", "yellow", "" },
					{ "red", "R", "red", "" } } };
static const struct roster_lookup roster = { NULL, whose, is_there, &grades };

static void what_the_roster_does_not_allow_is_a_bad_line_too(void **state)
{
	static const struct {
		enum roster_kind kind;
		const char *text, *sentence, *entries;
	} cases[] = {
		{ ROSTER_DOGS, "tag,id,name\nX 04a1b2c3,p-2,Thor\n04a1b2c3,p-1,Luna\n",
		  "line 2, tag: '04A1B2C3' is bound to Luna (p-1): ",
		  "[{\"tag\":\"04a1b2c3\",\"id\":\"p-1\",\"name\":\"Luna\"}]" },
		{ ROSTER_VOLUNTEERS, "id,name,badge\nv-1,Ana,04A1B2C3\nv-2,Pau,B2\n",
		  "line 2, badge: '04A1B2C3' is bound to Luna (p-1): ",
		  "[{\"id\":\"v-2\",\"name\":\"Pau\",\"badge\":\"B2\"}]" },
		{ ROSTER_DOGS, "id,name\np-1,Luna\nv-1,Thor\n",
		  "line 3, id: 'v-1' is a volunteer's id", "[{\"id\":\"p-1\",\"name\":\"Luna\"}]" },
		{ ROSTER_VOLUNTEERS, "id,name\nv-2,Pau\np-1,Luna\n",
		  "line 3, id: 'p-1' is a dog's id", "[{\"id\":\"v-2\",\"name\":\"Pau\"}]" },
		{ ROSTER_DOGS, "id,kennel\np-1,A1\np-2,A2\n",
		  "line 3, id: 'p-2' is new and there is no column 'name'",
		  "[{\"id\":\"p-1\",\"kennel\":\"A1\"}]" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct said s = { "" };
		struct fault f = { "" };
		struct roster_csv r;

		assert_int_equal(roster_csv_read(cases[i].kind, cases[i].text,
						 strlen(cases[i].text), &roster, true, keep, &s, &r,
						 &f),
				 0);
		if (!strstr(s.text, cases[i].sentence))
			fail_msg("'%s' is not '%s'", s.text, cases[i].sentence);
		assert_int_equal(r.bad, 1);
		assert_int_equal(r.taken, 1);
		if (!strstr(r.json, cases[i].entries))
			fail_msg("'%s' is not in '%s'", cases[i].entries, r.json);
		roster_csv_clear(&r);
	}
}

static void more_codes_than_an_event_takes_are_a_bad_line(void **state)
{
	char text[1024] = "id,name,tag\np-1,Luna,";
	struct roster_csv r;
	struct said s;
	struct fault f;

	(void)state;
	for (int i = 100; i < 250; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "T%d ", i);
	assert_int_equal(take(text, false, &r, &s, &f), ERR_INVALID);
	assert_non_null(strstr(s.text, "line 2, tag: is longer than"));
	assert_non_null(strstr(f.text, "1 bad line:"));
}

static void a_file_with_a_header_only_takes_nothing(void **state)
{
	struct roster_csv r;
	struct said s;
	struct fault f;

	(void)state;
	assert_int_equal(take("id,name\n", false, &r, &s, &f), 0);
	assert_int_equal(r.taken, 0);
	assert_null(r.json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_spreadsheets_become_one_event),
		cmocka_unit_test(a_header_that_cannot_be_meant_is_refused_by_name),
		cmocka_unit_test(a_bad_line_is_named_with_its_number_and_column),
		cmocka_unit_test(skip_bad_takes_the_rest),
		cmocka_unit_test(badges_are_the_codes_of_volunteers),
		cmocka_unit_test(what_the_roster_does_not_allow_is_a_bad_line_too),
		cmocka_unit_test(more_codes_than_an_event_takes_are_a_bad_line),
		cmocka_unit_test(a_file_with_a_header_only_takes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
