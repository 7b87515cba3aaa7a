/*
 * matcher_take - the text of a matcher as it is compared: bytes, letters in two cases, or the pieces
 * between stars.
 */
#include <config.h>

#include <stdlib.h>

#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/base/letters.h"
#include "paseo/base/text.h"
#include "paseo/queue/matcher.h"

/* Add the text of the last token to the pattern's bytes; where it begins there. */
static int take_bytes(struct pattern_reader *r, uint32_t *first, uint32_t *len)
{
	struct pattern *p = r->pattern;

	if (!p->bytes || p->byte_count + r->scan.len > p->byte_room) {
		size_t room = 2 * p->byte_room + r->scan.len + 16;
		char *more = room < UINT32_MAX ? realloc(p->bytes, room) : NULL;

		if (!more)
			return matcher_no_memory(r);
		p->bytes = more;
		p->byte_room = room;
	}
	*first = (uint32_t)p->byte_count;
	*len = (uint32_t)jscan_text(&r->scan, p->bytes + p->byte_count);
	p->byte_count += *len;
	return 0;
}

static unsigned char put_letters(const uint32_t *codes, size_t count, char out[9])
{
	size_t len = 0;

	for (size_t i = 0; i < count; i++)
		len += text_put(codes[i], out + len);
	return (unsigned char)len;
}

/* A unit of UTF-16 in its two cases. Halves of a pair, and those without their other half, are question
 * marks: so the original engine has it. */
static int add_fold(struct pattern_reader *r, uint32_t unit)
{
	struct pattern *p = r->pattern;
	uint32_t letters[LETTERS_MAX];
	struct fold *f;

	if (GROW(p, fold) != 0)
		return matcher_no_memory(r);
	f = &p->folds[p->fold_count++];
	if (unit >= 0xD800 && unit <= 0xDFFF)
		unit = '?';
	f->lower_len = put_letters(letters, letters_lower(unit, letters), f->lower);
	f->upper_len = put_letters(letters, letters_upper(unit, letters), f->upper);
	return 0;
}

/* The character at *at, which goes behind it; what was read is well-formed, but for surrogates. */
static uint32_t next_code(const char **at)
{
	const unsigned char *p = (const unsigned char *)*at;
	size_t len = *p < 0x80 ? 1 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
	uint32_t code = len == 1 ? *p : *p & (0x7FU >> len);

	for (size_t i = 1; i < len; i++)
		code = code << 6 | (p[i] & 0x3F);
	*at += len;
	return code;
}

static int take_folds(struct pattern_reader *r, enum matcher_kind kind, struct matcher *m)
{
	struct pattern *p = r->pattern;
	uint32_t first = 0, len = 0;
	int code = take_bytes(r, &first, &len);

	m->kind = kind;
	m->first = (uint32_t)p->fold_count;
	for (const char *at = p->bytes + first; code == 0 && at < p->bytes + first + len;) {
		uint32_t c = next_code(&at);

		code = add_fold(r, c > 0xFFFF ? 0xD800 : c);
		if (code == 0 && c > 0xFFFF)
			code = add_fold(r, 0xDC00);
	}
	m->count = (uint32_t)p->fold_count - m->first;
	p->byte_count = first;
	return code;
}

static int add_piece(struct pattern_reader *r, size_t first, size_t end)
{
	struct pattern *p = r->pattern;

	if (GROW(p, piece) != 0)
		return matcher_no_memory(r);
	p->pieces[p->piece_count++] = (struct piece){ (uint32_t)first, (uint32_t)(end - first) };
	return 0;
}

/* Cut the text at its stars, and take the escapes out where it stands. */
static int take_wildcard(struct pattern_reader *r, enum matcher_kind kind, struct matcher *m)
{
	struct pattern *p = r->pattern;
	uint32_t first = 0, len = 0;
	size_t to, from;
	bool star = false;
	int code = take_bytes(r, &first, &len);

	m->kind = kind;
	m->first = (uint32_t)p->piece_count;
	to = from = first;
	for (size_t i = first; code == 0 && i < (size_t)first + len; i++) {
		char c = p->bytes[i];

		if (c == '*' && star)
			return matcher_refuse(r, N_("wildcard: two stars in a row: one is enough"));
		star = c == '*';
		if (star) {
			code = add_piece(r, from, to);
			from = to;
			continue;
		}
		if (c == '\\' &&
		    (++i == (size_t)first + len || (p->bytes[i] != '*' && p->bytes[i] != '\\')))
			return matcher_refuse(r, N_("wildcard: a backslash stands before * or "
						    "another backslash alone"));
		p->bytes[to++] = p->bytes[i];
	}
	if (code == 0)
		code = add_piece(r, from, to);
	p->byte_count = to;
	m->count = (uint32_t)p->piece_count - m->first;
	if (m->count == 1) {
		m->kind = MATCH_TEXT;
		m->first = first;
		m->count = (uint32_t)(to - first);
	}
	return code;
}

int matcher_take(struct pattern_reader *r, enum matcher_kind kind, struct matcher *m)
{
	if (kind == MATCH_FOLD || kind == MATCH_FOLD_PREFIX || kind == MATCH_FOLD_SUFFIX)
		return take_folds(r, kind, m);
	if (kind == MATCH_WILDCARD)
		return take_wildcard(r, kind, m);
	m->kind = kind;
	return take_bytes(r, &m->first, &m->count);
}
