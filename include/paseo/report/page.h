/*
 * page - lines of a report for people: cut or wrapped to a width, in the current language.
 *
 * Plain text without control characters or colour: the board's pager, a terminal, a printer.
 */
#ifndef PASEO_REPORT_PAGE_H
#define PASEO_REPORT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/report/table.h"

#define PAGE_LINE_SIZE 1024 /* of one line or item as bytes, cut where longer */

struct page;

/* width_cells 0: 80. NULL: no memory. */
struct page *page_new(size_t width_cells);
/* The text, malloc'ed, or NULL: no memory, also at any time before. Frees the page. */
char *page_finish(struct page **p);

/* One line, cut at the width. */
void page_line(struct page *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An empty line and "TITLE: COUNT". */
void page_heading(struct page *p, const char *title, size_t count);
/* As many lines as it takes, broken at blanks, those after the first indented. */
void page_wrap(struct page *p, size_t indent_cells, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A list in running text: page_list() writes what comes before it, page_item() an item, with a comma
 * between two, page_list_end() ends it. An item is broken only where no line would hold it. */
void page_list(struct page *p, size_t indent_cells, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void page_item(struct page *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_list_end(struct page *p);
/* An empty line and the table. */
void page_table(struct page *p, const struct table *t);

#endif
