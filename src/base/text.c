/*
 * What may be shown is decided by general category, not by a list of bad
 * characters: what is not known to be good stays out. utf8proc's tables decide
 * what is assigned, so a newer emoji than they know is shown as U+FFFD.
 */
#include <config.h>

#include <string.h>
#include <utf8proc.h>

#include "paseo/base/error.h"
#include "paseo/base/text.h"

#define REPLACEMENT 0xFFFDu
#define ELLIPSIS 0x2026u
#define NO_BREAK_SPACE 0xA0u

/* Most marks on one letter: Vietnamese needs two. */
#define MARKS_MAX 2

/* A character in UTF-8, or the ASCII that stands for it. */
#define PIECE_SIZE 8

/* Goes through text that need not end in a NUL. */
struct walker {
	const uint8_t *at;
	const uint8_t *end;
	int marks; /* in a row, just before at; MARKS_MAX where none may come */
};

/* Of categories that may be shown, but without ink: two names could look the same. */
/* clang-format off */
static const struct { uint32_t first, last; } invisible[] = {
	{ 0x034F, 0x034F },   /* combining grapheme joiner */
	{ 0x115F, 0x1160 },   /* Hangul fillers */
	{ 0x17B4, 0x17B5 },   /* Khmer inherent vowels */
	{ 0x180B, 0x180F },   /* Mongolian variation selectors */
	{ 0x2800, 0x2800 },   /* empty Braille pattern */
	{ 0x3164, 0x3164 },   /* Hangul filler */
	{ 0xFE00, 0xFE0F },   /* variation selectors */
	{ 0xFFA0, 0xFFA0 },   /* halfwidth Hangul filler */
	{ 0xE0100, 0xE01EF }, /* variation selectors */
};

/* What decomposition does not bring to ASCII, by code point. */
static const struct { uint32_t code; const char *ascii; } nearest[] = {
	{ 0x00A1, "!" }, { 0x00AB, "\"" }, { 0x00B0, "o" }, { 0x00B7, "." }, { 0x00BB, "\"" },
	{ 0x00BF, "?" }, { 0x00C6, "AE" }, { 0x00D0, "D" }, { 0x00D7, "x" }, { 0x00D8, "O" },
	{ 0x00DE, "Th" }, { 0x00DF, "ss" }, { 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" },
	{ 0x00FE, "th" }, { 0x0110, "D" }, { 0x0111, "d" }, { 0x0131, "i" }, { 0x0141, "L" },
	{ 0x0142, "l" }, { 0x0152, "OE" }, { 0x0153, "oe" }, { 0x2010, "-" }, { 0x2012, "-" },
	{ 0x2013, "-" }, { 0x2014, "-" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201C, "\"" },
	{ 0x201D, "\"" }, { 0x2022, "*" }, { 0x2190, "<" }, { 0x2191, "^" }, { 0x2192, ">" },
	{ 0x2193, "v" }, { 0x2212, "-" }, { 0x25CF, "*" },
};
/* clang-format on */

int text_copy(char *dst, size_t size, const char *src)
{
	size_t len = strlen(src);

	if (len >= size) {
		if (size > 0)
			dst[0] = '\0';
		return ERR_FULL;
	}
	memcpy(dst, src, len + 1);
	return 0;
}

static bool is_invisible(uint32_t code)
{
	for (size_t i = 0; i < sizeof(invisible) / sizeof(invisible[0]); i++) {
		if (code >= invisible[i].first && code <= invisible[i].last)
			return true;
	}
	return false;
}

/* Whether a character may be shown by itself; how many marks in a row is for the walker. */
static bool may_show(uint32_t code)
{
	if (code < 0x80)
		return code >= 0x20 && code < 0x7F;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return false;
	case UTF8PROC_CATEGORY_ZS:
		return code == NO_BREAK_SPACE;
	default:
		return !is_invisible(code);
	}
}

static size_t cells_of(uint32_t code)
{
	int width = code < 0x80 ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);

	return width > 0 ? (size_t)width : 0;
}

/* A mark, or what else takes no cell of its own (a Hangul vowel). */
static bool is_mark(uint32_t code)
{
	utf8proc_category_t category;

	if (code < 0x80)
		return false;
	category = utf8proc_category((utf8proc_int32_t)code);
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
	       category == UTF8PROC_CATEGORY_ME || cells_of(code) == 0;
}

/* At the start a mark has no letter to stand on: it would land on what is drawn before it. */
static struct walker walk(const char *s, size_t len)
{
	const uint8_t *at = (const uint8_t *)s;

	return (struct walker){ .at = at, .end = at + len, .marks = MARKS_MAX };
}

/* Step over one character, or one byte that is no UTF-8. Returns whether it may be shown. */
static bool step(struct walker *w, uint32_t *code)
{
	utf8proc_int32_t decoded = 0;
	utf8proc_ssize_t n;

	if (*w->at < 0x80) {
		*code = *w->at++;
		w->marks = 0;
		return may_show(*code);
	}
	n = utf8proc_iterate(w->at, w->end - w->at, &decoded);
	if (n <= 0) {
		*code = *w->at++;
		w->marks = 0;
		return false;
	}
	w->at += n;
	*code = (uint32_t)decoded;
	if (!may_show(*code)) {
		w->marks = 0;
		return false;
	}
	if (!is_mark(*code)) {
		w->marks = 0;
		return true;
	}
	if (w->marks >= MARKS_MAX)
		return false;
	w->marks++;
	return true;
}

/* The next character to show, U+FFFD for a run of what may not be; 0 at the end. */
static uint32_t next_shown(struct walker *w)
{
	struct walker ahead;
	uint32_t code = 0;

	if (w->at == w->end)
		return 0;
	if (step(w, &code))
		return code;
	ahead = *w;
	while (ahead.at < ahead.end && !step(&ahead, &code))
		*w = ahead;
	return REPLACEMENT;
}

int text_check(const char *s, size_t len, size_t *at, uint32_t *code)
{
	struct walker w = walk(s, len);
	uint32_t found = 0;

	while (w.at < w.end) {
		const uint8_t *here = w.at;

		if (step(&w, &found))
			continue;
		if (at)
			*at = (size_t)(here - (const uint8_t *)s);
		if (code)
			*code = found;
		return ERR_INVALID;
	}
	return 0;
}

/* Add bytes that belong together, all or none of them. */
static bool append(char *dst, size_t size, size_t *len, const char *piece, size_t piece_len)
{
	if (*len + piece_len >= size)
		return false;
	memcpy(dst + *len, piece, piece_len);
	*len += piece_len;
	return true;
}

static size_t encode(uint32_t code, char piece[PIECE_SIZE])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)piece);
}

/* Write what a character comes to after utf8proc's options; 0 when nothing is left of it. */
static int decompose(uint32_t code, int options, utf8proc_int32_t *out, int room)
{
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, out, room,
						     (utf8proc_option_t)options, &boundary);

	return n < 0 || n > room ? 0 : (int)n;
}

/* The nearest ASCII for one character, "?" when there is none; marks give nothing. */
static size_t encode_ascii(uint32_t code, char piece[PIECE_SIZE])
{
	utf8proc_int32_t parts[32];
	int n;

	if (code < 0x80) {
		piece[0] = (char)code;
		return 1;
	}
	for (size_t i = 0; i < sizeof(nearest) / sizeof(nearest[0]); i++) {
		if (nearest[i].code == code) {
			memcpy(piece, nearest[i].ascii, strlen(nearest[i].ascii));
			return strlen(nearest[i].ascii);
		}
	}
	n = decompose(code, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK, parts, 32);
	for (int i = 0; i < n; i++) {
		if (n > PIECE_SIZE || parts[i] >= 0x7F || parts[i] < 0x20) {
			piece[0] = '?';
			return 1;
		}
		piece[i] = (char)parts[i];
	}
	return (size_t)n;
}

size_t text_clean(char *dst, size_t size, const char *src, size_t len)
{
	struct walker w = walk(src, len);
	char piece[PIECE_SIZE];
	size_t used = 0;
	uint32_t code;

	if (size == 0)
		return 0;
	while ((code = next_shown(&w)) != 0) {
		if (!append(dst, size, &used, piece, encode(code, piece)))
			break;
	}
	dst[used] = '\0';
	return used;
}

size_t text_width_cells(const char *s)
{
	struct walker w = walk(s, strlen(s));
	size_t cells = 0;
	uint32_t code;

	while ((code = next_shown(&w)) != 0)
		cells += cells_of(code);
	return cells;
}

size_t text_fit(char *dst, size_t size, const char *src, size_t width_cells, bool ascii)
{
	struct walker w = walk(src, strlen(src));
	char dots[PIECE_SIZE];
	size_t dots_len = encode(ascii ? '~' : ELLIPSIS, dots);
	size_t len = 0, cells = 0;
	size_t keep_len = 0, keep_cells = 0; /* the most after which the dots still fit */
	uint32_t code;

	if (size == 0)
		return 0;
	while ((code = next_shown(&w)) != 0) {
		char piece[PIECE_SIZE];
		size_t n = ascii ? encode_ascii(code, piece) : encode(code, piece);
		size_t wide = ascii ? n : cells_of(code);

		if (cells + wide > width_cells || !append(dst, size, &len, piece, n))
			break;
		cells += wide;
		if (cells < width_cells && len + dots_len < size) {
			keep_len = len;
			keep_cells = cells;
		}
	}
	if (code != 0) {
		len = keep_len;
		cells = keep_cells;
		if (cells < width_cells && append(dst, size, &len, dots, dots_len))
			cells++;
	}
	dst[len] = '\0';
	return cells;
}

void text_fold(char *dst, size_t size, const char *src)
{
	const int options =
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
	struct walker w = walk(src, strlen(src));
	size_t len = 0;
	bool room = size > 0;
	uint32_t code;

	while (room && (code = next_shown(&w)) != 0) {
		utf8proc_int32_t parts[32];
		int n = decompose(code, options, parts, 32);

		for (int i = 0; i < n && room; i++) {
			char piece[PIECE_SIZE];
			const size_t n_piece = encode((uint32_t)parts[i], piece);

			room = append(dst, size, &len, piece, n_piece);
		}
	}
	if (size > 0)
		dst[len] = '\0';
}

uint32_t text_next(const char **s)
{
	utf8proc_int32_t code = 0;
	utf8proc_ssize_t n;

	if (**s == '\0')
		return 0;
	n = utf8proc_iterate((const utf8proc_uint8_t *)*s, -1, &code);
	if (n <= 0) {
		(*s)++;
		return REPLACEMENT;
	}
	*s += n;
	return (uint32_t)code;
}

uint32_t text_lower(uint32_t code)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

uint32_t text_upper(uint32_t code)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

size_t text_put(uint32_t code, char out[4])
{
	size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

	if (len == 1) {
		out[0] = (char)code;
		return 1;
	}
	for (size_t i = len; i-- > 1; code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3F));
	out[0] = (char)((0xF0U << (4 - len)) | code);
	return len;
}
