/* Lines of a page: cut, wrapped, and lists in running text. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/report/page.h"

static struct page *open_page(size_t width)
{
	struct page *p = page_new(width);

	assert_non_null(p);
	return p;
}

static void expect(struct page *p, const char *expected)
{
	char *text = page_finish(&p);

	assert_null(p);
	assert_string_equal(text, expected);
	free(text);
}

static void a_line_is_cut_at_the_width(void **state)
{
	struct page *p = open_page(10);

	(void)state;
	page_line(p, "%s", "0123456789");
	page_line(p, "%s", "0123456789a");
	expect(p, "0123456789\n012345678…\n");
}

static void words_go_on_below_with_an_indent(void **state)
{
	struct page *p = open_page(20);

	(void)state;
	page_wrap(p, 3, " 10:12 Rex did not go because Thor was out");
	page_wrap(p, 3, " 10:12 short");
	expect(p, " 10:12 Rex did not\n   go because Thor\n   was out\n 10:12 short\n");
}

static void a_word_that_no_line_holds_is_cut(void **state)
{
	struct page *p = open_page(12);

	(void)state;
	page_wrap(p, 3, "ab 0123456789abcdef cd");
	expect(p, "ab\n   01234567…\n   cd\n");
}

static void an_item_stays_whole_where_a_line_can_hold_it(void **state)
{
	struct page *p = open_page(24);

	(void)state;
	page_list(p, 3, " gate busy (%d):", 3);
	page_item(p, "10:15 Cuca");
	page_item(p, "10:20 Nala (Bimba)");
	page_item(p, "10:31 Canela (Otto, Thor)");
	page_list_end(p);
	expect(p, " gate busy (3):\n   10:15 Cuca,\n   10:20 Nala (Bimba),\n   10:31 Canela "
		  "(Otto,\n   Thor)\n");
}

static void a_list_without_a_title_begins_with_its_items(void **state)
{
	struct page *p = open_page(20);

	(void)state;
	page_list(p, 1, " ");
	page_item(p, "Luna out 10:00");
	page_item(p, "Thor");
	page_list_end(p);
	page_heading(p, "Done", 2);
	expect(p, " Luna out 10:00,\n Thor\n\nDone: 2\n");
}

/* The comma after an item has its cell at every width. */
static void no_line_is_wider_than_the_page(void **state)
{
	(void)state;
	for (size_t width = 8; width < 60; width++) {
		struct page *p = open_page(width);
		char *text;

		page_list(p, 3, " %s:", "níquel y más");
		for (int i = 0; i < 40; i++)
			page_item(p, "%.*s %d", i % 11, "Ñandú犬犬Toby", i);
		page_list_end(p);
		page_wrap(p, 7, " %s", "una frase con 犬 muchas palabras más o menos larguísimas");
		text = page_finish(&p);
		for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
			if (text_width_cells(line) > width)
				fail_msg("%zu: '%s'", width, line);
		}
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_cut_at_the_width),
		cmocka_unit_test(words_go_on_below_with_an_indent),
		cmocka_unit_test(a_word_that_no_line_holds_is_cut),
		cmocka_unit_test(an_item_stays_whole_where_a_line_can_hold_it),
		cmocka_unit_test(a_list_without_a_title_begins_with_its_items),
		cmocka_unit_test(no_line_is_wider_than_the_page),
	};

	language_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
