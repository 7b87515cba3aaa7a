#include <config.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/text.h"
#include "paseo/report/labels_text.h"

#define SIZE_MIN_MM 1.5 /* about 4 points: the smallest that can be read */
#define SHRINK 0.94	/* from one size that is tried to the next */
#define ELLIPSIS "\u2026"

static double width_at(const struct labels_font *font, const char *text, double size_mm)
{
	return font->width(font->ctx, text) * size_mm;
}

/* Bytes of the character at text, with the marks that stand on it. */
static size_t character_len(const char *text)
{
	const char *next = text;

	if (!text_next(&next))
		return 0;
	for (const char *more = next; *more; next = more) {
		char one[8] = "";
		text_next(&more);
		memcpy(one, next, (size_t)(more - next) < sizeof(one) ? (size_t)(more - next) : 0);
		if (!one[0] || text_width_cells(one) > 0)
			break;
	}
	return (size_t)(next - text);
}

/* How many bytes of text stand on one line: up to a blank; a word that is too long for any line
 * ends within, when hard. 0: nothing does. */
static size_t take_line(const char *text, double width_mm, double size_mm, bool hard,
			const struct labels_font *font)
{
	char line[LABELS_LINE_SIZE];
	size_t fits = 0;

	for (size_t at = 0; text[at];) {
		size_t end = at + (hard ? character_len(text + at) : strcspn(text + at, " "));
		if (end >= sizeof(line))
			break;
		memcpy(line, text, end);
		line[end] = '\0';
		if (width_at(font, line, size_mm) > width_mm)
			break;
		fits = end;
		at = hard ? end : end + strspn(text + end, " ");
	}
	return fits;
}

/* Break into lines at this size; true when all of the text found room. */
static bool break_lines(const char *text, double width_mm, size_t lines_max, double size_mm,
			const struct labels_font *font, struct labels_lines *out)
{
	out->count = 0;
	out->size_mm = size_mm;
	text += strspn(text, " ");
	while (*text && out->count < lines_max) {
		size_t len = take_line(text, width_mm, size_mm, false, font);
		if (len == 0)
			return false;
		memcpy(out->line[out->count], text, len);
		out->line[out->count++][len] = '\0';
		text += len + strspn(text + len, " ");
	}
	return *text == '\0';
}

/* One line that is cut, with its ellipsis. */
static void cut_line(const char *text, double width_mm, double size_mm,
		     const struct labels_font *font, char out[LABELS_LINE_SIZE])
{
	double dots = width_at(font, ELLIPSIS, size_mm);
	size_t len = take_line(text, width_mm - dots, size_mm, true, font);

	while (len > 0 && text[len - 1] == ' ')
		len--;
	snprintf(out, LABELS_LINE_SIZE, "%.*s%s", (int)len, text, ELLIPSIS);
}

/* As much as fits at the smallest size, the last line cut. */
static void cut_lines(const char *text, double width_mm, size_t lines_max, double size_mm,
		      const struct labels_font *font, struct labels_lines *out)
{
	out->count = 0;
	out->size_mm = size_mm;
	text += strspn(text, " ");
	while (*text) {
		size_t len = take_line(text, width_mm, size_mm, false, font);
		char *line = out->line[out->count++];
		if (len == 0)
			len = take_line(text, width_mm, size_mm, true, font);
		bool last = out->count == lines_max && text[len + strspn(text + len, " ")];
		if (len == 0 || last) {
			cut_line(text, width_mm, size_mm, font, line);
			return;
		}
		memcpy(line, text, len);
		line[len] = '\0';
		text += len + strspn(text + len, " ");
	}
}

static size_t lines_in(const struct labels_room *room, double size_mm)
{
	size_t lines = (size_t)(room->height_mm / (size_mm * LABELS_LEADING) + 1e-9);
	size_t most =
		room->lines_max < LABELS_LINES_MAX ? (size_t)room->lines_max : LABELS_LINES_MAX;

	if (lines < 1)
		return 1;
	return lines < most ? lines : most;
}

void labels_text_fit(const char *text, const struct labels_room *room,
		     const struct labels_font *font, struct labels_lines *out)
{
	double smallest = SIZE_MIN_MM < room->size_max_mm ? SIZE_MIN_MM : room->size_max_mm;
	double size = room->size_max_mm;
	bool all = false;

	memset(out, 0, sizeof(*out));
	while (!all && size > smallest) {
		all = break_lines(text, room->width_mm, lines_in(room, size), size, font, out);
		size *= SHRINK;
	}
	if (!all)
		cut_lines(text, room->width_mm, lines_in(room, smallest), smallest, font, out);
	for (size_t i = 0; i < out->count; i++)
		labels_text_visual(out->line[i]);
}

/* Letters that run from right to left, by block (Unicode 15, DerivedBidiClass.txt: R and AL by
 * default). */
static bool is_leftward(uint32_t c)
{
	return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
	       (c >= 0xFE70 && c <= 0xFEFF) || (c >= 0x10800 && c <= 0x10FFF) ||
	       (c >= 0x1E800 && c <= 0x1EFFF);
}

/* The length of a piece that keeps its order within a line that is turned: a word of digits or of
 * other letters, else one character. */
static size_t piece_len(const char *text)
{
	size_t len = 0;

	while (text[len] && text[len] != ' ') {
		const char *at = text + len;
		if (is_leftward(text_next(&at)))
			break;
		len += character_len(text + len);
	}
	return len ? len : character_len(text);
}

void labels_text_visual(char *line)
{
	char turned[LABELS_LINE_SIZE];
	size_t len = strlen(line), at = len;
	const char *first = line;

	if (len >= sizeof(turned) || !is_leftward(text_next(&first)))
		return;
	turned[len] = '\0';
	for (size_t i = 0; i < len;) {
		size_t piece = piece_len(line + i);
		at -= piece;
		memcpy(turned + at, line + i, piece);
		i += piece;
	}
	memcpy(line, turned, len);
}
