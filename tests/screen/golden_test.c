/*
 * The board as it looks, characters and roles, at three sizes and in each language. To make the
 * pictures afresh after a change that is meant: PASEO_GOLDEN=write, and look at the difference.
 */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "paseo/base/language.h"
#include "paseo/board/acts.h"
#include "paseo/board/keys.h"
#include "paseo/board/paint.h"
#include "shelter.h"

#define PICTURE_SIZE (400 * 1024)
#define KEYS_MAX 12

struct scene {
	const char *name;
	bool empty;
	bool decision;
	const int32_t keys[KEYS_MAX];
	void (*more)(struct shelter *s); /* what happens before the keys */
};

#define NOW (shelter_at(11, 42) + 5 * SECOND_MS)

/* Everything that the gate can be judged by, and Lucía's badge just read. */
static void gate(struct shelter *s)
{
	struct settings *settings = shelter_settings(s);

	settings->heat = HEAT_HOT;
	settings->heat_day = SHELTER_DAY;
	shelter_put_hold(s, "p-010", HOLD_MEDICAL, "stitches", 20261130);
	shelter_put_hold(s, "p-015", HOLD_QUARANTINE, "", 0);
	shelter_put_pair(s, "p-004", "p-007", PAIR_INCOMPATIBLE);
	shelter_put_pair(s, "p-005", "p-006", PAIR_BONDED);
	shelter_put_pair(s, "p-021", "p-022", PAIR_BONDED);
	shelter_moved(s, "p-006", MOVE_ENTRY, shelter_at(11, 40));
	shelter_badge(s, "v-004", NOW);
	shelter_publish(s);
}

/* The same without a badge: who would have to walk them is said. */
static void noted(struct shelter *s)
{
	struct answer *a;

	gate(s);
	s->console.model.badge.ms = 0;
	shelter_moved(s, "p-011", MOVE_EXIT, NOW);
	a = &s->changes->list[0].as.event->answer;
	a->warning_count = 2;
	a->warnings[0].kind = WARNING_GATE_BUSY;
	shelter_copy(a->warnings[0].with, sizeof(a->warnings[0].with), "p-001");
	a->warnings[1].kind = WARNING_HEAT;
	shelter_publish(s);
}

static void recall(struct shelter *s)
{
	shelter_recall(s, true, "storm", NOW);
	shelter_publish(s);
	shelter_held(s, "p-017", "", NOW);
	s->changes->list[1].as.decision->warning_count = 0;
	s->changes->list[1].as.decision->ask = ASK_RECALL;
	shelter_publish(s);
}

/* Three that wait, one of them for two reasons. */
static void several(struct shelter *s)
{
	gate(s);
	shelter_held(s, "p-010", "", NOW);
	shelter_warn_only(s, ASK_WARNING, WARNING_HOLD, "");
	shelter_held(s, "p-007", "", NOW);
	shelter_warn_only(s, ASK_WARNING, WARNING_INCOMPATIBLE, "p-004");
	shelter_warn(s, ASK_WARNING, WARNING_GATE_BUSY, "p-001");
	shelter_held(s, "p-021", "", NOW);
	shelter_warn_only(s, ASK_BONDED, WARNING_BONDED_ALONE, "p-022");
	shelter_publish(s);
}

/* The next morning: the day before was closed, and dogs are still out. */
static void morning(struct shelter *s)
{
	struct change *c = NULL;

	shelter_moved(s, "p-005", MOVE_ENTRY, shelter_at(12, 30));
	shelter_moved(s, "p-006", MOVE_ENTRY, shelter_at(12, 30));
	shelter_close_day(s, SHELTER_DAY, shelter_at(19, 5));
	c = shelter_add(s, CHANGE_HEALTH);
	c->as.health = (struct health){ .part = HEALTH_CLOCK, .good = false };
	shelter_copy(c->as.health.text, sizeof(c->as.health.text),
		     "The clock went back 2 h. Set it, then look at the times.");
	shelter_publish(s);
	console_settle(&s->console, days_at_ms(days_add(SHELTER_DAY, 1), 8, 10));
}

static void early(struct shelter *s)
{
	struct answer *a;

	shelter_moved(s, "p-001", MOVE_ENTRY, NOW + 3 * MINUTE_MS);
	a = &s->changes->list[0].as.event->answer;
	a->warning_count = 1;
	a->warnings[0].kind = WARNING_EARLY_RETURN;
	shelter_publish(s);
}

static void badge(struct shelter *s)
{
	shelter_cards(s);
	shelter_badge(s, "v-003", NOW);
	shelter_publish(s);
}

static void nobody_out(struct shelter *s)
{
	static const char *const out[] = { "p-001", "p-002", "p-004", "p-005", "p-006" };

	for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++)
		shelter_moved(s, out[i], MOVE_ENTRY, NOW + MINUTE_MS);
	shelter_publish(s);
	console_settle(&s->console, shelter_at(19, 5));
}

static void closed(struct shelter *s)
{
	shelter_close_day(s, SHELTER_DAY, shelter_at(19, 5));
	shelter_publish(s);
	console_settle(&s->console, shelter_at(19, 6));
}

/* clang-format off */
static const struct scene scenes[] = {
	{ "sunday",   false, false, { 0 }, NULL },
	{ "decision", false, true,  { 0 }, NULL },
	{ "reason",   false, true,  { KEYS_F(11), KEYS_DOWN }, NULL },
	{ "gate",     false, false, { 0 }, gate },
	{ "noted",    false, false, { 0 }, noted },
	{ "recall",   false, false, { 0 }, recall },
	{ "several",  false, false, { KEYS_F(6), KEYS_DOWN }, several },
	{ "why",      false, false, { KEYS_F(11), KEYS_DOWN, KEYS_TAB, 'a', 'n' }, several },
	{ "morning",  false, false, { 0 }, morning },
	{ "early",    false, false, { KEYS_DOWN }, early },
	{ "find",     false, false, { 'l', 'u', 'n', 'a' , ' '}, NULL },
	{ "which",    false, false, { 'l', KEYS_DOWN, KEYS_DOWN }, NULL },
	{ "chosen",   false, false, { KEYS_DOWN, KEYS_DOWN, KEYS_PAGE_DOWN }, NULL },
	{ "help",     false, false, { KEYS_F(1) }, NULL },
	{ "undo",     false, false, { KEYS_F(2) }, NULL },
	{ "quit",     false, false, { KEYS_F(10) }, NULL },
	{ "next",     false, false, { KEYS_F(3), KEYS_DOWN }, badge },
	{ "nobody",   false, false, { KEYS_F(3) }, recall },
	{ "card",     false, false, { 'm', 'a', 'x', KEYS_F(4) }, shelter_cards },
	{ "what",     false, false, { 't', 'h', 'o', 'r', KEYS_F(4), KEYS_DOWN, KEYS_DOWN }, shelter_cards },
	{ "time",     false, false, { 't', 'h', 'o', 'r', KEYS_F(4), KEYS_DOWN, KEYS_ENTER, '9', '3', '0', KEYS_ENTER }, shelter_cards },
	{ "hold",     false, false, { 'f', 'r', 'i', KEYS_F(4), KEYS_DOWN, KEYS_DOWN, KEYS_DOWN, KEYS_ENTER, KEYS_TAB }, shelter_cards },
	{ "whom",     false, false, { KEYS_F(5), 'a' }, shelter_cards },
	{ "below",    false, false, { 't', 'h', 'o', 'r', KEYS_F(5), KEYS_DOWN }, shelter_cards },
	{ "new",      false, false, { KEYS_F(5), 'P', 'e', 'p', KEYS_DOWN }, shelter_cards },
	{ "closing",  false, false, { KEYS_F(8), ' ', KEYS_DOWN }, shelter_cards },
	{ "seen",     false, false, { KEYS_F(8), KEYS_ENTER, '1', '1', '1', '5', '?' }, shelter_cards },
	{ "sure",     false, false, { KEYS_F(8), ' ', KEYS_END, 'a', 'n', 'a', KEYS_ENTER }, shelter_cards },
	{ "all-in",   false, false, { KEYS_F(8) }, nobody_out },
	{ "closed",   false, false, { KEYS_F(8) }, closed },
	{ "everyone", false, false, { KEYS_F(9), KEYS_RIGHT }, shelter_cards },
	{ "welcome",  true,  false, { 0 }, NULL },
	{ "add",      true,  false, { KEYS_DOWN, KEYS_ENTER, 'N', 0xfa }, NULL },
};
static const struct { int rows, cols; } sizes[] = { { 24, 80 }, { 60, 200 }, { 10, 40 } };
static const char *const languages[] = { "en", "es" };

/* The letters that stand for roles in the pictures. */
static const char role_letters[ROLE_COUNT] = {
	[ROLE_TEXT] = '.', [ROLE_DIM] = ',', [ROLE_HEAD] = 'h',
	[ROLE_COUNTS] = 'c', [ROLE_DEMO] = 'm', [ROLE_RULE] = '-',
	[ROLE_TITLE] = 't', [ROLE_OUT] = 'O', [ROLE_IN] = 'I',
	[ROLE_WARNING] = 'W', [ROLE_UNKNOWN] = 'K', [ROLE_IGNORED] = 'g',
	[ROLE_LATE] = 'L', [ROLE_SOON] = 's', [ROLE_DANGER] = 'D',
	[ROLE_STAY] = 'N', [ROLE_GO] = 'y', [ROLE_LEVEL_LOW] = '1',
	[ROLE_LEVEL_MIDDLE] = '2', [ROLE_LEVEL_HIGH] = '3', [ROLE_SELECTED] = 'S',
	[ROLE_FIND] = 'f', [ROLE_KEY] = 'k', [ROLE_HINT] = 'i',
	[ROLE_FAULT] = 'F',
};
/* clang-format on */

static void draw_picture(const struct cells *c, char *out)
{
	size_t len = 0;

	for (int row = 0; row < c->rows; row++) {
		for (int col = 0; col < c->cols; col++)
			len += (size_t)snprintf(out + len, PICTURE_SIZE - len, "%s",
						cells_at(c, row, col)->text);
		while (len > 0 && out[len - 1] == ' ')
			len--;
		len += (size_t)snprintf(out + len, PICTURE_SIZE - len, "\n");
	}
	len += (size_t)snprintf(out + len, PICTURE_SIZE - len, "---- roles\n");
	for (int row = 0; row < c->rows; row++) {
		for (int col = 0; col < c->cols; col++)
			out[len++] = role_letters[cells_at(c, row, col)->role];
		out[len++] = '\n';
	}
	out[len] = '\0';
}

static char *read_golden(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, PICTURE_SIZE);

	if (f && text) {
		text[fread(text, 1, PICTURE_SIZE - 1, f)] = '\0';
		fclose(f);
	}
	return text;
}

static void compare(const char *name, const char *picture)
{
	const char *source = getenv("srcdir"), *mode = getenv("PASEO_GOLDEN");
	char path[512], *golden;
	FILE *f;

	snprintf(path, sizeof(path), "%s/tests/screen/golden/%s.txt", source ? source : ".", name);
	if (mode && strcmp(mode, "write") == 0) {
		f = fopen(path, "w");
		assert_non_null(f);
		fputs(picture, f);
		fclose(f);
		return;
	}
	golden = read_golden(path);
	if (strcmp(golden, picture) != 0)
		print_message("%s differs; it is now:\n%s\n", name, picture);
	assert_string_equal(golden, picture);
	free(golden);
}

static void play(struct shelter *s, const struct scene *scene, int rows, int cols)
{
	shelter_open(s, rows, cols);
	if (scene->empty)
		shelter_load(s, false);
	else
		shelter_sunday(s, scene->decision);
	if (scene->more)
		scene->more(s);
	for (size_t k = 0; k < KEYS_MAX && scene->keys[k]; k++)
		acts_key(&s->console, scene->keys[k]);
}

static void the_board_looks_as_it_did(void **state)
{
	char *picture = malloc(PICTURE_SIZE);
	struct cells c = { 0 };
	struct cursor cursor;
	struct shelter s;
	char name[128];

	(void)state;
	for (size_t l = 0; l < 2; l++) {
		assert_int_equal(language_set(languages[l]), 0);
		for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
			for (size_t z = 0; z < 3; z++) {
				play(&s, &scenes[i], sizes[z].rows, sizes[z].cols);
				cells_size(&c, sizes[z].rows, sizes[z].cols);
				paint_board(&c, &s.console, &cursor);
				draw_picture(&c, picture);
				snprintf(name, sizeof(name), "%s-%dx%d-%s", scenes[i].name,
					 sizes[z].cols, sizes[z].rows, languages[l]);
				compare(name, picture);
				shelter_close(&s);
			}
		}
	}
	cells_free(&c);
	free(picture);
}

static void without_utf8_the_board_is_ascii(void **state)
{
	struct cells c = { .ascii = true };
	struct cursor cursor;
	struct shelter s;

	(void)state;
	language_set("es");
	play(&s, &scenes[1], 24, 80);
	cells_size(&c, 24, 80);
	paint_board(&c, &s.console, &cursor);
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++) {
			assert_int_equal(cells_at(&c, row, col)->width, 1);
			assert_in_range(cells_at(&c, row, col)->text[0], 0x20, 0x7e);
		}
	shelter_close(&s);
	cells_free(&c);
}

/* 4,000 sizes by hand of the property: painting stays inside at each of them. */
static void painting_stays_inside_at_every_size(void **state)
{
	struct cells c = { 0 };
	struct cursor cursor;
	struct shelter s;

	(void)state;
	language_set("en");
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++)
		for (int rows = 1; rows <= 30; rows += 1 + rows / 8)
			for (int cols = 1; cols <= 130; cols += 1 + cols / 8) {
				play(&s, &scenes[i], rows, cols);
				cells_size(&c, rows, cols);
				paint_board(&c, &s.console, &cursor);
				if (cursor.row >= 0) {
					assert_in_range(cursor.row, 0, rows - 1);
					assert_in_range(cursor.col, 0, cols - 1);
				}
				shelter_close(&s);
			}
	cells_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_board_looks_as_it_did),
		cmocka_unit_test(without_utf8_the_board_is_ascii),
		cmocka_unit_test(painting_stays_inside_at_every_size),
	};

	days_set_zone("Europe/Madrid");
	language_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
