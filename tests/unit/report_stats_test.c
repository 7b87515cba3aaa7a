/*
 * The figures of a week's end on which the clock goes back, worked out by hand, and of a day of 5,000 walks.
 */
#include <config.h>

#include "report_help.h"

#include "paseo/base/csv.h"
#include "paseo/base/text.h"
#include "paseo/report/stats_model.h"

#define NOW "2026-10-25T19:00:00+01:00"
#define SATURDAY 20261024
#define SUNDAY 20261025

/* clang-format off */
static const struct told weekend[] = {
	{ "2026-10-01T09:00:00+02:00",
	  "{'action':'roster','settings':{'shelter':'La Ribera','target_min':40},'dogs':["
	  "{'id':'p-1','name':'Luna','level':'green','kennel':'A1','target_min':60},"
	  "{'id':'p-2','name':'Thor','level':'red','kennel':'B1','target_min':30},"
	  "{'id':'p-3','name':'Kira','kennel':'B1'},{'id':'p-4','name':'Ñala','level':'green'},"
	  "{'id':'p-5','name':'Gone'}],"
	  "'volunteers':[{'id':'v-1','name':'Ana','level':'red'},{'id':'v-2','name':'Núria','level':'red'}],"
	  "'pairs':[{'dogs':['p-2','p-4'],'kind':'incompatible'}]}" },
	{ "2026-10-02T09:00:00+02:00", "{'action':'roster','archive':['p-5']}" },
	{ "2026-10-20T10:00:00+02:00", "{'dog':'p-4','action':'exit'}" },
	{ "2026-10-20T10:30:00+02:00", "{'dog':'p-4','action':'entry'}" },
	/* The two days before. */
	{ "2026-10-22T10:00:00+02:00", "{'dog':'p-1','action':'exit','volunteer':'v-1'}" },
	{ "2026-10-22T10:30:00+02:00", "{'dog':'p-1','action':'entry'}" },
	{ "2026-10-23T10:00:00+02:00", "{'dog':'p-2','action':'exit','volunteer':'v-2'}" },
	{ "2026-10-23T10:10:00+02:00", "{'dog':'p-2','action':'entry'}" },
	/* Saturday: Luna and Kira begin 40 s apart, and later have the same walker. */
	{ "2026-10-24T10:00:00+02:00", "{'dog':'p-1','action':'exit','volunteer':'v-1'}" },
	{ "2026-10-24T10:00:40+02:00", "{'dog':'p-3','action':'exit','volunteer':'v-2'}" },
	{ "2026-10-24T10:20:00+02:00", "{'dog':'p-1','action':'entry'}" },
	{ "2026-10-24T10:30:40+02:00", "{'dog':'p-3','action':'entry'}" },
	{ "2026-10-24T12:00:00+02:00", "{'dog':'p-1','action':'exit','volunteer':'v-2'}" },
	{ "2026-10-24T12:10:00+02:00", "{'dog':'p-1','action':'entry'}" },
	{ "2026-10-24T15:00:00+02:00", "{'dog':'p-1','action':'exit','volunteer':'v-1'}" },
	{ "2026-10-24T15:10:00+02:00", "{'dog':'p-3','action':'exit','volunteer':'v-1'}" },
	{ "2026-10-24T15:30:00+02:00", "{'dog':'p-1','action':'entry'}" },
	{ "2026-10-24T15:40:00+02:00", "{'dog':'p-3','action':'entry'}" },
	/* Sunday: the clock goes from 03:00 back to 02:00. Two hours. */
	{ "2026-10-25T01:30:00+02:00", "{'dog':'p-1','action':'exit','volunteer':'v-1'}" },
	{ "2026-10-25T02:30:00+01:00", "{'dog':'p-1','action':'entry'}" },
	{ "2026-10-25T02:45:00+01:00", "{'dog':'p-3','action':'exit','volunteer':'v-1'}" },
	{ "2026-10-25T03:00:00+01:00", "{'dog':'p-3','action':'entry'}" },
	{ "2026-10-25T18:00:00+01:00", "{'dog':'p-2','action':'exit'}" },
	{ "2026-10-25T18:30:00+01:00", "{'dog':'p-4','action':'exit'}" },
};
/* clang-format on */

static struct story story;

static int tell(void **state)
{
	(void)state;
	story_tell(&story, weekend, sizeof(weekend) / sizeof(weekend[0]));
	return 0;
}

static int forget(void **state)
{
	(void)state;
	story_forget(&story);
	return 0;
}

static struct stats *read_stats(const struct story *of, int32_t from, int32_t to, const char *now)
{
	struct stats_span span = { from, to, false };
	struct reader *reader = NULL;
	struct stats *s = NULL;
	struct fault f = { "" };

	if (reader_open(of->db, &reader, &f) || stats_read(reader, span, instant(now), &s, &f))
		fail_msg("%s", f.text);
	reader_close(&reader);
	return s;
}

static const struct stats_group *group(const struct stats *s, enum stats_by by, const char *key)
{
	for (size_t i = 0; i < s->by[by].count; i++) {
		if (strcmp(s->by[by].list[i].key, key) == 0)
			return &s->by[by].list[i];
	}
	fail_msg("no %s '%s'", stats_by_name(by), key);
	return NULL;
}

static void the_totals_are_those_worked_out_by_hand(void **state)
{
	struct stats *s = read_stats(&story, SATURDAY, SUNDAY, NOW);
	struct jdoc *d = story_parse(stats_json(s, STATS_OVERVIEW));

	(void)state;
	/* 600 900 1200 1800 1800 1800 7200, and one that is still out. */
	expect_compact(jdoc_get(d, "totals"),
		       "{'walking_days':2,'dogs':4,'dogs_walked':3,'walks':8,'walk_seconds':15300,"
		       "'mean_seconds':2185,'median_seconds':1800,'p90_seconds':7200,"
		       "'longest_seconds':7200,'walks_before':2,'walk_seconds_before':2400,"
		       "'trend_percent':537}");
	/* 0 0 4500 10800: 2 (3 x 4500 + 4 x 10800) / (4 x 15300) - 5 / 4 */
	expect_compact(jdoc_get(d, "fairness"), "{'gini_permille':603,'word':'very-uneven'}");
	expect_compact(jdoc_get(d, "pairs"),
		       "[{'dog':'p-1','name':'Luna','with':'p-3','with_name':'Kira','times':2,"
		       "'together_seconds':2360}]");
	expect_compact(jdoc_get(d, "conflicts"),
		       "[{'dog':'p-4','name':'Ñala','reactive':0,'incompatible':1,"
		       "'with':['p-2']}]");
	jdoc_free(&d);
	stats_free(&s);
}

static void a_dog_has_its_figures_trend_and_target(void **state)
{
	struct stats *s = read_stats(&story, SATURDAY, SUNDAY, NOW);
	struct jdoc *d = story_parse(stats_json(s, STATS_DOG));

	(void)state;
	expect_compact(jdoc_get(jdoc_get(d, "by"), "dog"),
		       "[{'by':'dog','key':'p-1','name':'Luna','walks':4,'walk_seconds':10800,"
		       "'mean_seconds':2700,'median_seconds':1500,'p90_seconds':7200,"
		       "'last_day':'2026-10-25','days_since':0,'walks_before':1,"
		       "'walk_seconds_before':1800,'trend_percent':500,'target_seconds':7200,"
		       "'target_percent':150},"
		       "{'by':'dog','key':'p-3','name':'Kira','walks':3,'walk_seconds':4500,"
		       "'mean_seconds':1500,'median_seconds':1800,'p90_seconds':1800,"
		       "'last_day':'2026-10-25','days_since':0,'walks_before':0,"
		       "'walk_seconds_before':0,'trend_percent':null,'target_seconds':4800,"
		       "'target_percent':93},"
		       "{'by':'dog','key':'p-2','name':'Thor','walks':1,'walk_seconds':0,"
		       "'mean_seconds':null,'median_seconds':null,'p90_seconds':null,"
		       "'last_day':'2026-10-25','days_since':0,'walks_before':1,"
		       "'walk_seconds_before':600,'trend_percent':-100,'target_seconds':3600,"
		       "'target_percent':0},"
		       "{'by':'dog','key':'p-4','name':'Ñala','walks':0,'walk_seconds':0,"
		       "'mean_seconds':null,'median_seconds':null,'p90_seconds':null,"
		       "'last_day':'2026-10-20','days_since':5,'walks_before':0,"
		       "'walk_seconds_before':0,'trend_percent':null,'target_seconds':4800,"
		       "'target_percent':0}]");
	jdoc_free(&d);
	stats_free(&s);
}

static void the_other_groups_share_the_same_walks(void **state)
{
	static const struct {
		enum stats_by by;
		const char *key;
		int64_t walks, seconds, walks_before;
	} table[] = {
		{ STATS_VOLUNTEER, "v-1", 5, 12900, 1 },
		{ STATS_VOLUNTEER, "v-2", 2, 2400, 1 },
		{ STATS_VOLUNTEER, "", 1, 0, 0 },
		{ STATS_WEEKDAY, "saturday", 5, 7200, 0 },
		{ STATS_WEEKDAY, "sunday", 3, 8100, 0 },
		{ STATS_WEEKDAY, "thursday", 0, 0, 1 },
		{ STATS_DAY, "2026-10-24", 5, 7200, 0 },
		{ STATS_DAY, "2026-10-25", 3, 8100, 0 },
		{ STATS_KENNEL, "A1", 4, 10800, 1 },
		{ STATS_KENNEL, "B1", 4, 4500, 1 },
		{ STATS_LEVEL, "green", 4, 10800, 1 },
		{ STATS_LEVEL, "red", 1, 0, 1 },
		{ STATS_LEVEL, "", 3, 4500, 0 },
		{ STATS_HOUR, "10", 2, 3000, 2 },
		{ STATS_HOUR, "01", 1, 7200, 0 },
		{ STATS_HOUR, "18", 1, 0, 0 },
		/* The clock showed 02:45, a quarter to four hours after midnight. */
		{ STATS_HOUR, "02", 1, 900, 0 },
	};
	struct stats *s = read_stats(&story, SATURDAY, SUNDAY, NOW);

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct stats_group *g = group(s, table[i].by, table[i].key);

		assert_int_equal(g->walks, table[i].walks);
		assert_int_equal(g->seconds, table[i].seconds);
		assert_int_equal(g->walks_before, table[i].walks_before);
	}
	assert_int_equal(s->heat[5][10], 2);
	assert_int_equal(s->heat[6][2], 1);
	assert_int_equal(s->lengths[1], 2);
	assert_int_equal(s->lengths[3], 3);
	assert_int_equal(s->lengths[STATS_LENGTHS - 1], 1);
	stats_free(&s);
}

static void every_kind_of_group_adds_up_to_the_total(void **state)
{
	struct stats *s = read_stats(&story, 20261001, SUNDAY, NOW);

	(void)state;
	assert_int_equal(s->total.walks, 11);
	for (int by = 0; by < STATS_BY_COUNT; by++) {
		int64_t walks = 0, seconds = 0;

		for (size_t i = 0; i < s->by[by].count; i++) {
			walks += s->by[by].list[i].walks;
			seconds += s->by[by].list[i].seconds;
		}
		assert_int_equal(walks, s->total.walks);
		assert_int_equal(seconds, s->total.seconds);
	}
	stats_free(&s);
}

/* A number of a row of JSON as CSV has it. */
static void expect_number(struct jdoc *row, const char *name, const char *field)
{
	int64_t number = 0;
	char text[24] = "";

	if (jdoc_integer(jdoc_get(row, name), &number))
		snprintf(text, sizeof(text), "%lld", (long long)number);
	assert_string_equal(field, text);
}

/* The line of the text that begins with the row's name goes on with its walks and minutes. */
static void expect_line(const char *shown, struct jdoc *row)
{
	const char *by = jdoc_string(jdoc_get(row, "by"));
	long long walks = -1, minutes = -1;
	int64_t has_walks = 0, seconds = 0;
	char start[128];

	/* The others are called otherwise in the text. */
	if (!jdoc_string(jdoc_get(row, "key"))[0] ||
	    (strcmp(by, "dog") != 0 && strcmp(by, "volunteer") != 0 && strcmp(by, "kennel") != 0))
		return;
	snprintf(start, sizeof(start), "\n %s ", jdoc_string(jdoc_get(row, "name")));
	const char *line = strstr(shown, start);
	assert_non_null(line);
	assert_int_equal(sscanf(line + strlen(start), "%lld %lld", &walks, &minutes), 2);
	assert_true(jdoc_integer(jdoc_get(row, "walks"), &has_walks));
	assert_true(jdoc_integer(jdoc_get(row, "walk_seconds"), &seconds));
	assert_int_equal(walks, has_walks);
	assert_int_equal(minutes, seconds / 60);
}

static void json_csv_and_text_say_the_same(void **state)
{
	struct stats *s = read_stats(&story, SATURDAY, SUNDAY, NOW);
	struct fault f = { "" };

	(void)state;
	for (int by = 0; by < STATS_BY_COUNT; by++) {
		struct jdoc *d = story_parse(stats_json(s, (enum stats_by)by));
		struct jdoc *rows = jdoc_get(jdoc_get(d, "by"), stats_by_name((enum stats_by)by));
		char *text = stats_csv(s, (enum stats_by)by, ';');
		char *shown = stats_text(s, (enum stats_by)by, 120, false);
		struct csv *c = NULL;

		assert_int_equal(csv_parse(text, strlen(text), &c, &f), 0);
		assert_int_equal(c->count, jdoc_size(rows) + 1);
		for (size_t i = 1; i < c->count; i++) {
			struct jdoc *row = jdoc_at(rows, i - 1);

			assert_string_equal(c->rows[i].fields[1],
					    jdoc_string(jdoc_get(row, "key")));
			for (size_t k = 3; k < c->rows[0].count; k++) {
				if (k != 8)
					expect_number(row, c->rows[0].fields[k],
						      c->rows[i].fields[k]);
			}
			expect_line(shown, row);
		}
		csv_free(&c);
		free(text);
		free(shown);
		jdoc_free(&d);
	}
	stats_free(&s);
}

static void days_without_walks_are_told_as_such(void **state)
{
	struct stats *s = read_stats(&story, 20260101, 20260131, NOW);
	char *text = stats_text(s, STATS_OVERVIEW, 80, false);
	struct jdoc *d = story_parse(stats_json(s, STATS_OVERVIEW));

	(void)state;
	assert_non_null(strstr(text, "No walks in these days."));
	expect_compact(jdoc_get(d, "fairness"), "{'gini_permille':null,'word':null}");
	expect_compact(jdoc_get(jdoc_get(d, "by"), "day"), "[]");
	assert_int_equal(jdoc_size(jdoc_get(jdoc_get(d, "by"), "dog")), 4);
	jdoc_free(&d);
	free(text);
	stats_free(&s);
	/* The last days that there are. */
	s = read_stats(&story, 99991201, 99991231, NOW);
	assert_int_equal(s->total.walks, 0);
	stats_free(&s);
}

static void the_text_fits_its_width_and_is_ascii_where_that_is_wanted(void **state)
{
	static const size_t widths[] = { 40, 80, 120, 200 };
	struct stats *s = read_stats(&story, 20261001, SUNDAY, NOW);

	(void)state;
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		char *text = stats_text(s, STATS_OVERVIEW, widths[i], false);

		for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
			/* A table's columns of numbers do not give way. */
			if (widths[i] >= 80 && text_width_cells(line) > widths[i])
				fail_msg("%zu: '%s'", widths[i], line);
			assert_int_equal(text_check(line, strlen(line), NULL, NULL), 0);
		}
		free(text);
	}
	char *plain = stats_text(s, STATS_HOUR, 120, true);
	for (const char *p = plain; *p; p++)
		assert_true((*p >= ' ' && *p <= '~') || *p == '\n');
	assert_non_null(strstr(plain, "###"));
	free(plain);
	stats_free(&s);
}

/* Fifty dogs go out a hundred times each, for five minutes, one after the other. */
static void a_day_of_5000_walks_is_counted_whole(void **state)
{
	struct station_options o = { .listen = false };
	struct station *station = NULL;
	struct story busy;
	struct fault f = { "" };
	int64_t start_ms = instant("2026-10-10T06:00:00+02:00");

	(void)state;
	story_tell(&busy, weekend, 1);
	assert_int_equal(path_find(busy.db, &o.paths, &f), 0);
	assert_int_equal(station_open(&o, &station, &f), 0);
	for (int i = 0; i < 100; i++) {
		for (int move = 0; move < 2; move++) {
			for (int dog = 0; dog < 5 * 10; dog++) {
				char line[160], stamp[DAYS_STAMP_SIZE];
				int64_t ms = start_ms + i * 10 * MINUTE_MS + move * 5 * MINUTE_MS;

				days_format_stamp(ms, stamp);
				int len = snprintf(line, sizeof(line),
						   "{\"dog\":\"b-%d\",\"action\":\"%s\",\"time\":"
						   "\"%s\"}",
						   dog, move ? "entry" : "exit", stamp);
				if (i == 0 && move == 0) {
					char roster[128];
					int n = snprintf(roster, sizeof(roster),
							 "{\"action\":\"roster\",\"dogs\":[{\"id\":"
							 "\"b-%d\",\"name\":\"B\"}]}",
							 dog);
					assert_int_equal(station_feed(station, start_ms, roster,
								      (size_t)n, &f),
							 0);
				}
				assert_int_equal(station_feed(station, ms, line, (size_t)len, &f),
						 0);
			}
		}
	}
	assert_int_equal(station_start(station, &f), 0);
	station_close(&station);
	struct stats *s = read_stats(&busy, 20261010, 20261010, NOW);
	assert_int_equal(s->total.walks, 5000);
	assert_int_equal(s->total.seconds, 5000 * 300);
	assert_int_equal(s->total.median_seconds, 300);
	assert_int_equal(s->total.p90_seconds, 300);
	/* Luna and the others did not walk: 50 of 55 have the same. */
	assert_int_equal(s->gini_permille, 91);
	assert_int_equal(s->pairs[0].times, 100);
	stats_free(&s);
	story_forget(&busy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_totals_are_those_worked_out_by_hand),
		cmocka_unit_test(a_dog_has_its_figures_trend_and_target),
		cmocka_unit_test(the_other_groups_share_the_same_walks),
		cmocka_unit_test(every_kind_of_group_adds_up_to_the_total),
		cmocka_unit_test(json_csv_and_text_say_the_same),
		cmocka_unit_test(days_without_walks_are_told_as_such),
		cmocka_unit_test(the_text_fits_its_width_and_is_ascii_where_that_is_wanted),
		cmocka_unit_test(a_day_of_5000_walks_is_counted_whole),
	};

	return cmocka_run_group_tests(tests, tell, forget);
}
