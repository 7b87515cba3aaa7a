/*
 * The day's report is saved when the day is closed and when the next one begins, by a station whose clock stands
 * where the test wants it; and what cannot be saved is told.
 */
#include <config.h>

#include "report_help.h"

#include <dirent.h>
#include <poll.h>
#include <sys/stat.h>

#include "paseo/base/mailbox.h"
#include "paseo/brain/change.h"
#include "paseo/commands/keeper.h"
#include "paseo/report/day_save.h"

#define DEADLINE_MS 20000

/* A station on a story's database, whose clock shows now. */
struct watch {
	struct story story;
	struct station *station;
	struct keeper *keeper;
	char folder[128];
	char config[128];
};

static const struct told one_dog[] = {
	{ "2026-11-20T09:00:00+01:00", "{'action':'roster','dogs':[{'id':'p-1','name':'Luna'}]}" },
	{ "2026-11-22T10:00:00+01:00", "{'dog':'p-1','action':'exit'}" },
	{ "2026-11-22T10:30:00+01:00", "{'dog':'p-1','action':'entry'}" },
};

static void write_config(const struct watch *w, const char *save)
{
	FILE *out = fopen(w->config, "w");

	assert_non_null(out);
	fprintf(out, "[report]\nsave = %s\n", save);
	fclose(out);
	assert_int_equal(setenv("PASEO_CONFIG", w->config, 1), 0);
}

static void begin(struct watch *w, const char *now, const char *save)
{
	struct station_options o = { .listen = false };
	struct clock real = { 0 };
	struct fault f = { "" };

	memset(w, 0, sizeof(*w));
	story_tell(&w->story, one_dog, sizeof(one_dog) / sizeof(one_dog[0]));
	snprintf(w->folder, sizeof(w->folder), "%s/saved", w->story.folder);
	snprintf(w->config, sizeof(w->config), "%s/paseo.conf", w->story.folder);
	write_config(w, save ? save : w->folder);
	assert_int_equal(path_find(w->story.db, &o.paths, &f), 0);
	o.clock.offset_ms = instant(now) - clock_now_ms(&real);
	assert_int_equal(station_open(&o, &w->station, &f), 0);
	assert_int_equal(station_start(w->station, &f), 0);
	keeper_start(w->station, &o, &w->keeper);
}

static void path_of(const struct watch *w, const char *file, char out[256])
{
	snprintf(out, 256, "%s/%s", w->folder, file);
}

static void end(struct watch *w)
{
	static const char *const files[] = { "2026-11-21.txt", "2026-11-22.txt", "2026-11-22.json",
					     "2026-11-23.txt", "2026-11-23.json" };
	char path[256];

	keeper_stop(&w->keeper);
	station_close(&w->station);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		path_of(w, files[i], path);
		(void)unlink(path);
	}
	(void)rmdir(w->folder);
	(void)unlink(w->config);
	(void)unsetenv("PASEO_CONFIG");
	story_forget(&w->story);
}

/* The file as text, malloc'ed, as soon as it is there. */
static char *wait_file(const struct watch *w, const char *file)
{
	int64_t deadline = clock_monotonic_ms() + DEADLINE_MS;
	char path[256], *text = calloc(1, 65536);
	FILE *in = NULL;

	path_of(w, file, path);
	while (!(in = fopen(path, "r"))) {
		if (clock_monotonic_ms() > deadline)
			fail_msg("%s does not come", path);
		poll(NULL, 0, 5);
	}
	assert_non_null(text);
	text[fread(text, 1, 65535, in)] = '\0';
	fclose(in);
	return text;
}

static void send(struct watch *w, const char *line)
{
	struct fault f = { "" };

	if (station_send(w->station, line, strlen(line), &f))
		fail_msg("%s", f.text);
}

static void a_day_that_is_closed_is_saved_with_what_was_said_just_before(void **state)
{
	struct watch w;

	(void)state;
	begin(&w, "2026-11-22T20:00:00+01:00", NULL);
	send(&w, "{\"dog\":\"p-1\",\"action\":\"exit\",\"time\":\"2026-11-22T18:00:00+01:00\"}");
	send(&w, "{\"dog\":\"p-1\",\"action\":\"entry\",\"time\":\"2026-11-22T18:45:00+01:00\"}");
	send(&w, "{\"action\":\"close\",\"source\":\"keyboard\"}");
	struct jdoc *d = story_parse(wait_file(&w, "2026-11-22.json"));
	int64_t walks = 0;
	assert_string_equal(jdoc_string(jdoc_get(d, "day")), "2026-11-22");
	assert_true(jdoc_integer(jdoc_get(jdoc_get(d, "totals"), "walks"), &walks));
	assert_int_equal(walks, 2);
	jdoc_free(&d);
	char *text = wait_file(&w, "2026-11-22.txt");
	assert_non_null(strstr(text, "Luna"));
	free(text);
	end(&w);
}

static void a_day_that_nobody_closed_is_saved_when_the_next_begins(void **state)
{
	struct watch w;
	char other[256];
	FILE *out;

	(void)state;
	/* A third of a second before midnight. */
	begin(&w, "2026-11-22T23:59:59.700+01:00", NULL);
	/* What another day has left there stays. */
	(void)mkdir(w.folder, 0700);
	path_of(&w, "2026-11-21.txt", other);
	out = fopen(other, "w");
	assert_non_null(out);
	fputs("yesterday", out);
	fclose(out);
	struct jdoc *d = story_parse(wait_file(&w, "2026-11-22.json"));
	assert_string_equal(jdoc_string(jdoc_get(d, "day")), "2026-11-22");
	jdoc_free(&d);
	char *text = wait_file(&w, "2026-11-21.txt");
	assert_string_equal(text, "yesterday");
	free(text);
	end(&w);
}

/* Wait for how the saving is said to be. */
static bool wait_health(struct mailbox *box, bool good)
{
	int64_t deadline = clock_monotonic_ms() + DEADLINE_MS;
	bool seen = false;

	while (!seen && clock_monotonic_ms() < deadline) {
		struct changes *list;

		(void)mailbox_wait(box, 100);
		while ((list = mailbox_take(box)) != NULL) {
			for (size_t i = 0; i < list->count; i++) {
				const struct change *c = &list->list[i];

				seen = seen || (c->kind == CHANGE_HEALTH &&
						c->as.health.part == HEALTH_SAVING &&
						c->as.health.good == good &&
						(good || c->as.health.text[0]));
			}
			changes_free(&list);
		}
	}
	return seen;
}

static void what_cannot_be_saved_is_told_and_the_desk_goes_on(void **state)
{
	struct mailbox *box = mailbox_new(0);
	struct watch w;

	(void)state;
	begin(&w, "2026-11-22T20:00:00+01:00", "/dev/null/reports");
	assert_int_equal(station_watch(w.station, box), 0);
	send(&w, "{\"action\":\"close\",\"source\":\"keyboard\"}");
	assert_true(wait_health(box, false));
	send(&w, "{\"dog\":\"p-1\",\"action\":\"exit\"}");
	station_unwatch(w.station, box);
	mailbox_free(&box, NULL);
	end(&w);
}

static void without_a_folder_nothing_is_kept(void **state)
{
	struct watch w;

	(void)state;
	begin(&w, "2026-11-22T20:00:00+01:00", "");
	assert_null(w.keeper);
	end(&w);
	/* A path that depends on where the station was started is none. */
	begin(&w, "2026-11-22T20:00:00+01:00", "reports");
	assert_null(w.keeper);
	end(&w);
}

static void a_report_that_is_saved_again_takes_its_own_place_alone(void **state)
{
	struct watch w;
	struct fault f = { "" };
	size_t count = 0;

	(void)state;
	begin(&w, "2026-11-23T20:00:00+01:00", "");
	int64_t now_ms = instant("2026-11-23T20:00:00+01:00");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(day_report_save(w.story.db, 20261122, now_ms, w.folder, &f), 0);
		assert_int_equal(day_report_save(w.story.db, 20261123, now_ms, w.folder, &f), 0);
	}
	DIR *dir = opendir(w.folder);
	assert_non_null(dir);
	for (struct dirent *e = readdir(dir); e; e = readdir(dir))
		count += e->d_name[0] != '.' || strlen(e->d_name) > 2;
	closedir(dir);
	/* Two days, two files each, and nothing half done. */
	assert_int_equal(count, 4);
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_that_is_closed_is_saved_with_what_was_said_just_before),
		cmocka_unit_test(a_day_that_nobody_closed_is_saved_when_the_next_begins),
		cmocka_unit_test(what_cannot_be_saved_is_told_and_the_desk_goes_on),
		cmocka_unit_test(without_a_folder_nothing_is_kept),
		cmocka_unit_test(a_report_that_is_saved_again_takes_its_own_place_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
