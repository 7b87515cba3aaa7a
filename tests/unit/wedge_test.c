/* A clock that the tests turn: keys with gaps in milliseconds, and what comes out of them. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "paseo/producers/wedge.h"

struct heard {
	char text[4096];
};

static void hear(void *ctx, const struct wedge_out *out)
{
	struct heard *h = ctx;
	size_t len = strlen(h->text);
	char *at = h->text + len;
	size_t room = sizeof(h->text) - len;

	if (out->kind == WEDGE_SCAN)
		snprintf(at, room, "<scan %s%s", out->cut ? "cut" : out->text,
			 out->taken_back ? "" : ">");
	else if (out->kind == WEDGE_PASTE)
		snprintf(at, room, "<paste %s>", out->text);
	else if (out->key == '\r')
		snprintf(at, room, "<enter>");
	else if (out->key == '\t')
		snprintf(at, room, "<tab>");
	else if (out->key >= 0x20 && out->key < 0x7f)
		snprintf(at, room, "%c", (int)out->key);
	else
		snprintf(at, room, "<%lx>", (unsigned long)out->key);
	if (out->kind == WEDGE_SCAN && out->taken_back)
		snprintf(h->text + strlen(h->text), 32, " back %zu>", out->taken_back);
}

/* A key and how long after the one before it. */
struct press {
	int32_t key;
	int gap_ms;
};

/* Press keys, ticking at every deadline on the way as the screen does; then a second of silence. */
static void play(const struct press *keys, size_t count, struct heard *h)
{
	struct wedge *w = wedge_new(&wedge_limits_default, hear, h);
	int64_t now = 1000, next = 1000;

	for (size_t i = 0; i <= count; i++) {
		next = now + (i < count ? keys[i].gap_ms : 3000);
		while (wedge_deadline_ms(w) >= 0 && wedge_deadline_ms(w) < next)
			wedge_tick(w, wedge_deadline_ms(w));
		now = next;
		if (i < count)
			wedge_key(w, keys[i].key, now);
	}
	wedge_free(&w);
}

/* clang-format off */
#define BURST(g) { '0', 500 }, { '4', g }, { 'A', g }, { '1', g }, { 'B', g }
static const struct {
	const char *what;
	struct press keys[16];
	const char *heard;
} cases[] = {
	{ "a burst ended by Enter is a scan", { BURST(5), { '\r', 5 } }, "<scan 04A1B>" },
	{ "a burst ended by Tab is a scan", { BURST(5), { '\t', 5 } }, "<scan 04A1B>" },
	{ "CR LF ends it once", { BURST(5), { '\r', 5 }, { '\n', 3 } }, "<scan 04A1B>" },
	{ "a LF alone ends it", { BURST(5), { '\n', 5 } }, "<scan 04A1B>" },
	{ "a LF long after the CR is a key", { BURST(5), { '\r', 5 }, { '\n', 150 } },
	  "<scan 04A1B><a>" },
	{ "all at once, as over ssh", { BURST(0), { '\r', 0 } }, "<scan 04A1B>" },
	{ "a slow scanner at 35 ms is one", { BURST(35), { '\r', 35 } }, "<scan 04A1B>" },
	{ "36 ms is a person", { BURST(36), { '\r', 36 } }, "04A1B<enter>" },
	{ "one long gap in a fast code is borne", { { '0', 0 }, { '4', 5 }, { 'A', 5 }, { '1', 5 },
	  { 'B', 5 }, { 'C', 90 }, { 'D', 5 }, { '\r', 5 } }, "<scan 04A1BCD>" },
	{ "a gap above 100 ms ends a run", { { '0', 0 }, { '4', 5 }, { 'A', 5 }, { '1', 5 },
	  { 'B', 101 }, { 'C', 5 }, { '\r', 5 } }, "04A1BC<enter>" },
	{ "an Enter within 100 ms belongs to the code", { BURST(5), { '\r', 100 } }, "<scan 04A1B>" },
	{ "an Enter after 100 ms is a key", { BURST(5), { '\r', 101 } }, "04A1B<enter>" },
	{ "three characters are no code", { { 'k', 0 }, { 'a', 5 }, { 'n', 5 }, { '\r', 5 } },
	  "kan<enter>" },
	{ "a burst without an end is typed", { BURST(5) }, "04A1B" },
	{ "a person is a person", { { 't', 0 }, { 'h', 120 }, { 'o', 90 }, { 'r', 140 }, { '\r', 200 } },
	  "thor<enter>" },
	{ "two codes in a row", { BURST(5), { '\r', 5 }, { 'X', 20 }, { 'Y', 5 }, { 'Z', 5 },
	  { 'W', 5 }, { '\r', 5 } }, "<scan 04A1B><scan XYZW>" },
	{ "a function key lets go what is held", { { 't', 0 }, { 'h', 5 }, { 0x110200, 5 } },
	  "th<110200>" },
	{ "a first letter given out early is taken back", { { '0', 0 }, { '4', 70 }, { 'A', 5 },
	  { '1', 5 }, { 'B', 5 }, { '\r', 5 } }, "0<scan 04A1B back 1>" },
	{ "Enter alone", { { '\r', 10 } }, "<enter>" },
	{ "a paste is text, its newline a blank", { { WEDGE_PASTE_BEGIN, 0 }, { 'a', 0 }, { '\r', 0 },
	  { 0x1b, 0 }, { 'b', 0 }, { WEDGE_PASTE_END, 0 } }, "<paste a b>" },
	{ "a paste without an end is taken after a second", { { WEDGE_PASTE_BEGIN, 0 }, { 'a', 0 },
	  { 'b', 0 } }, "<paste ab>" },
	{ "an end without a beginning is nothing", { { WEDGE_PASTE_END, 0 } }, "" },
};
/* clang-format on */

static void keys_come_out_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct heard h = { "" };
		size_t count = 0;

		while (count < 16 && cases[i].keys[count].key)
			count++;
		play(cases[i].keys, count, &h);
		if (strcmp(h.text, cases[i].heard) != 0)
			fail_msg("%s: '%s', not '%s'", cases[i].what, h.text, cases[i].heard);
	}
}

static void a_typed_letter_is_held_60_ms_at_the_most(void **state)
{
	struct heard h = { "" };
	struct wedge *w = wedge_new(&wedge_limits_default, hear, &h);

	(void)state;
	wedge_key(w, 'x', 1000);
	assert_int_equal(wedge_deadline_ms(w), 1060);
	wedge_tick(w, 1059);
	assert_string_equal(h.text, "");
	wedge_tick(w, 1060);
	assert_string_equal(h.text, "x");
	assert_int_equal(wedge_deadline_ms(w), -1);
	wedge_free(&w);
}

static void a_code_longer_than_any_is_said_to_be_cut_and_never_typed(void **state)
{
	struct heard h = { "" };
	struct wedge *w = wedge_new(&wedge_limits_default, hear, &h);

	(void)state;
	for (int i = 0; i < 700; i++)
		wedge_key(w, 'a' + i % 20, 1000 + i);
	wedge_key(w, '\r', 1701);
	assert_string_equal(h.text, "<scan cut>");
	wedge_free(&w);
}

static void letters_of_a_code_may_be_of_any_alphabet(void **state)
{
	static const int32_t keys[] = { 0xd1, 0x20ac, 0x1f415, 'a', '\r' };
	struct heard h = { "" };
	struct wedge *w = wedge_new(&wedge_limits_default, hear, &h);

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		wedge_key(w, keys[i], 1000);
	assert_string_equal(h.text, "<scan Ñ€🐕a>");
	wedge_free(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_come_out_as_the_table_says),
		cmocka_unit_test(a_typed_letter_is_held_60_ms_at_the_most),
		cmocka_unit_test(a_code_longer_than_any_is_said_to_be_cut_and_never_typed),
		cmocka_unit_test(letters_of_a_code_may_be_of_any_alphabet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
