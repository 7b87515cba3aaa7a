/*
 * page - see the header. What does not fit a line goes on the next one, indented; a single word that
 * no line holds is cut.
 */
#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/report/page.h"

#define DEFAULT_WIDTH_CELLS 80
#define TABLE_INDENT_CELLS 1

struct page {
	FILE *out;
	char *text;
	size_t len;
	size_t width;
	bool failed;
	/* Of the line that is being filled. */
	size_t used, indent, edge;
	bool fresh; /* no word stands on it yet */
	bool begun; /* an item of the list stands before */
};

struct page *page_new(size_t width_cells)
{
	struct page *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->width = width_cells ? width_cells : DEFAULT_WIDTH_CELLS;
	p->out = open_memstream(&p->text, &p->len);
	if (!p->out) {
		free(p);
		return NULL;
	}
	return p;
}

char *page_finish(struct page **p)
{
	struct page *page = *p;
	char *text;

	if (!page)
		return NULL;
	if (fclose(page->out) != 0 || page->failed) {
		free(page->text);
		page->text = NULL;
	}
	text = page->text;
	free(page);
	*p = NULL;
	return text;
}

/* Write what fits into the cells and return how many it took. */
static size_t put(struct page *p, const char *text, size_t cells)
{
	char cut[PAGE_LINE_SIZE * 3];
	size_t used = text_fit(cut, sizeof(cut), text, cells, !language_utf8());

	fputs(cut, p->out);
	return used;
}

void page_line(struct page *p, const char *format, ...)
{
	char text[PAGE_LINE_SIZE];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	put(p, text, p->width);
	fputc('\n', p->out);
}

void page_heading(struct page *p, const char *title, size_t count)
{
	fputc('\n', p->out);
	page_line(p, "%s: %zu", title, count);
}

static void break_line(struct page *p)
{
	fprintf(p->out, "\n%*s", (int)p->indent, "");
	p->used = p->indent;
	p->fresh = true;
}

/* A word, on the next line where this one has no room for it and the blank before it. */
static void put_word(struct page *p, const char *word)
{
	size_t cells = text_width_cells(word);

	if (!p->fresh && p->used + 1 + cells > p->edge)
		break_line(p);
	else if (!p->fresh)
		p->used += put(p, " ", 1);
	p->used += put(p, word, p->edge > p->used ? p->edge - p->used : 0);
	p->fresh = false;
}

/* Words one after the other; the blanks between them are lost. */
static void put_words(struct page *p, char *text)
{
	for (char *word = text + strspn(text, " "); *word;) {
		size_t n = strcspn(word, " ");
		char *next = word + n + strspn(word + n, " ");

		word[n] = '\0';
		put_word(p, word);
		word = next;
	}
}

/* Begin a line that may go on, up to the edge: blanks at the front of the text stay. */
static void begin(struct page *p, size_t indent_cells, size_t edge, char *text)
{
	p->used = strspn(text, " ");
	p->indent = indent_cells < p->width / 2 ? indent_cells : 0;
	p->edge = edge;
	p->fresh = true;
	p->begun = false;
	fprintf(p->out, "%*s", (int)p->used, "");
	put_words(p, text);
}

void page_wrap(struct page *p, size_t indent_cells, const char *format, ...)
{
	char text[PAGE_LINE_SIZE];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	begin(p, indent_cells, p->width, text);
	fputc('\n', p->out);
}

void page_list(struct page *p, size_t indent_cells, const char *format, ...)
{
	char text[PAGE_LINE_SIZE];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	/* The last cell is for a comma. */
	begin(p, indent_cells, p->width - 1, text);
}

void page_item(struct page *p, const char *format, ...)
{
	char text[PAGE_LINE_SIZE];
	va_list list;
	size_t cells;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	if (p->begun)
		fputc(',', p->out);
	p->used += p->begun;
	p->begun = true;
	cells = text_width_cells(text);
	if (!p->fresh && p->used + 1 + cells > p->edge && p->indent + cells <= p->edge)
		break_line(p);
	put_words(p, text);
}

void page_list_end(struct page *p)
{
	fputc('\n', p->out);
}

void page_table(struct page *p, const struct table *t)
{
	char *text = table_text(t, p->width, TABLE_INDENT_CELLS);

	p->failed = p->failed || !text;
	if (text)
		fprintf(p->out, "\n%s", text);
	free(text);
}
