/*
 * jscan - a table of what may come in each state, and a reader for each kind of token. The
 * containers that are open are one bit each. See the header.
 */
#include <config.h>

#include <string.h>

#include "paseo/base/jscan.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"

/* What may come next. */
enum state {
	STATE_VALUE,
	STATE_FIRST_ELEMENT, /* a value, or the end of the array */
	STATE_FIRST_KEY,     /* a key, or the end of the object */
	STATE_BEHIND,	     /* a comma, or the end of what is open */
	STATE_DONE	     /* only blanks */
};

void jscan_start(struct jscan *s, const char *text, size_t len)
{
	memset(s, 0, sizeof(*s));
	s->at = text;
	s->end = text + len;
	s->from = text;
}

static enum jtoken bad(struct jscan *s, const char *place, const char *why)
{
	s->token = JTOKEN_BAD;
	s->from = place;
	s->len = 0;
	s->why = why;
	return JTOKEN_BAD;
}

static bool in_object(const struct jscan *s)
{
	unsigned level = s->depth - 1;

	return s->is_object[level / 8] >> level % 8 & 1;
}

static enum jtoken open_level(struct jscan *s, bool object)
{
	unsigned char bit = (unsigned char)(1U << s->depth % 8);

	if (s->depth == JSCAN_DEPTH)
		return bad(s, s->at, N_("nested deeper than 1000 levels: make it flatter"));
	if (object)
		s->is_object[s->depth / 8] |= bit;
	else
		s->is_object[s->depth / 8] &= (unsigned char)~bit;
	s->depth++;
	s->at++;
	s->state = object ? STATE_FIRST_KEY : STATE_FIRST_ELEMENT;
	return object ? JTOKEN_OBJECT : JTOKEN_ARRAY;
}

static void value_read(struct jscan *s)
{
	s->state = s->depth ? STATE_BEHIND : STATE_DONE;
}

static enum jtoken close_level(struct jscan *s)
{
	bool object = in_object(s);

	if (*s->at != (object ? '}' : ']'))
		return bad(s, s->at,
			   object ? N_("an object is closed by }, and its members are separated "
				       "by commas")
				  : N_("a list is closed by ], and what is in it is separated by "
				       "commas"));
	s->at++;
	s->depth--;
	value_read(s);
	return object ? JTOKEN_OBJECT_END : JTOKEN_ARRAY_END;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The four digits of \uXXXX; -1: they are none. */
static int hex_unit(const char *p, const char *end)
{
	int unit = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(p[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/* Bytes of the UTF-8 character at p, 0: it is none (RFC 3629, section 4). */
static size_t utf8_len(const unsigned char *p, const unsigned char *end)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t len = *p < 0x80 ? 1 : *p < 0xC2 ? 0 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;

	if (*p > 0xF4 || len == 0 || (size_t)(end - p) < len)
		return 0;
	if (*p == 0xE0)
		low = 0xA0;
	else if (*p == 0xED)
		high = 0x9F;
	else if (*p == 0xF0)
		low = 0x90;
	else if (*p == 0xF4)
		high = 0x8F;
	for (size_t i = 1; i < len; i++) {
		if (p[i] < low || p[i] > high)
			return 0;
		low = 0x80;
		high = 0xBF;
	}
	return len;
}

/* Bytes of the escape at p, 0: it is none. */
static size_t escape_len(const char *p, const char *end)
{
	if (end - p < 2)
		return 0;
	if (p[1] == 'u')
		return hex_unit(p + 2, end) < 0 ? 0 : 6;
	return p[1] && strchr("\"\\/bfnrt", p[1]) ? 2 : 0;
}

/* Read to the closing quote. */
static bool read_string(struct jscan *s)
{
	const char *p = s->at + 1;

	s->escaped = false;
	while (p < s->end && *p != '"') {
		size_t n = 1;

		if ((unsigned char)*p < 0x20) {
			bad(s, *p == '\n' ? s->at : p,
			    *p == '\n'
				    ? N_("a text that does not end on its line: a quote is missing")
				    : N_("a control character in a text: write it as an escape, "
					 "\\t"));
			return false;
		}
		if (*p == '\\') {
			s->escaped = true;
			n = escape_len(p, s->end);
		} else if ((unsigned char)*p >= 0x80) {
			n = utf8_len((const unsigned char *)p, (const unsigned char *)s->end);
		}
		if (n == 0) {
			bad(s, p,
			    *p == '\\' ? N_("no such escape: a backslash is written twice")
				       : N_("this is no UTF-8: save the file as UTF-8"));
			return false;
		}
		p += n;
	}
	if (p == s->end) {
		bad(s, s->at, N_("a text that does not end on its line: a quote is missing"));
		return false;
	}
	s->from = s->at + 1;
	s->len = (size_t)(p - s->from);
	s->at = p + 1;
	return true;
}

static void skip_blanks(struct jscan *s)
{
	while (s->at < s->end &&
	       (*s->at == ' ' || *s->at == '\n' || *s->at == '\r' || *s->at == '\t'))
		s->at++;
}

static enum jtoken read_key(struct jscan *s)
{
	if (*s->at != '"')
		return bad(s, s->at, N_("the name of a member is expected, in double quotes"));
	if (!read_string(s))
		return JTOKEN_BAD;
	skip_blanks(s);
	if (s->at == s->end || *s->at != ':')
		return bad(s, s->at, N_("a colon is expected behind the name of a member"));
	s->at++;
	s->state = STATE_VALUE;
	return JTOKEN_KEY;
}

static const char *skip_digits(const char *p, const char *end)
{
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	return p;
}

/* Where the number at p ends; NULL: it is none. */
static const char *number_end(const char *p, const char *end)
{
	const char *digits;

	if (p < end && *p == '-')
		p++;
	digits = p;
	p = skip_digits(p, end);
	if (p == digits || (*digits == '0' && p - digits > 1))
		return NULL;
	if (p < end && *p == '.') {
		digits = ++p;
		p = skip_digits(p, end);
		if (p == digits)
			return NULL;
	}
	if (p < end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			p++;
		digits = p;
		p = skip_digits(p, end);
		if (p == digits)
			return NULL;
	}
	return p;
}

static enum jtoken read_number(struct jscan *s)
{
	const char *end = number_end(s->at, s->end);

	if (!end)
		return bad(s, s->at, N_("this is no number as JSON has them"));
	s->from = s->at;
	s->len = (size_t)(end - s->at);
	s->at = end;
	value_read(s);
	return JTOKEN_NUMBER;
}

static enum jtoken read_word(struct jscan *s)
{
	static const struct {
		const char *word;
		enum jtoken token;
	} words[] = { { "true", JTOKEN_TRUE }, { "false", JTOKEN_FALSE }, { "null", JTOKEN_NULL } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i].word);

		if ((size_t)(s->end - s->at) < len || memcmp(s->at, words[i].word, len) != 0)
			continue;
		s->from = s->at;
		s->len = len;
		s->at += len;
		value_read(s);
		return words[i].token;
	}
	if ((unsigned char)*s->at == 0xEF)
		return bad(s, s->at,
			   N_("a byte order mark, or a character outside quotes: leave it out"));
	return bad(s, s->at, N_("a value is expected: texts stand in double quotes"));
}

static enum jtoken read_value(struct jscan *s)
{
	char c = *s->at;

	s->from = s->at;
	if (c == '{' || c == '[')
		return open_level(s, c == '{');
	if (c == '-' || (c >= '0' && c <= '9'))
		return read_number(s);
	if (c != '"')
		return read_word(s);
	if (!read_string(s))
		return JTOKEN_BAD;
	value_read(s);
	return JTOKEN_STRING;
}

/* Behind a value: its comma, and what follows that. */
static enum jtoken read_behind(struct jscan *s)
{
	if (*s->at != ',')
		return close_level(s);
	s->at++;
	skip_blanks(s);
	if (s->at == s->end)
		return bad(s, s->at, N_("the text ends too early: a bracket is not closed"));
	return in_object(s) ? read_key(s) : read_value(s);
}

static enum jtoken read_token(struct jscan *s)
{
	switch ((enum state)s->state) {
	case STATE_VALUE:
		return read_value(s);
	case STATE_FIRST_ELEMENT:
		return *s->at == ']' ? close_level(s) : read_value(s);
	case STATE_FIRST_KEY:
		return *s->at == '}' ? close_level(s) : read_key(s);
	case STATE_BEHIND:
		return read_behind(s);
	case STATE_DONE:
		break;
	}
	return bad(s, s->at, N_("there is more behind the end: leave it out"));
}

enum jtoken jscan_next(struct jscan *s)
{
	if (s->token == JTOKEN_BAD)
		return JTOKEN_BAD;
	skip_blanks(s);
	s->from = s->at;
	s->len = 0;
	if (s->at < s->end)
		s->token = read_token(s);
	else if (s->state == STATE_DONE)
		s->token = JTOKEN_END;
	else
		bad(s, s->at,
		    s->depth ? N_("the text ends too early: a bracket is not closed")
			     : N_("there is nothing: a JSON value is expected"));
	return s->token;
}

bool jscan_skip(struct jscan *s)
{
	unsigned level = s->depth;

	while (s->depth >= level) {
		if (jscan_next(s) == JTOKEN_BAD)
			return false;
	}
	return true;
}

void jscan_leave(struct jscan *s, const char *behind)
{
	s->depth--;
	s->at = behind;
	value_read(s);
}

/* The character of the \uXXXX at *p, two of them where they are a pair; *p goes behind it. */
static uint32_t read_unit(const char **p, const char *end)
{
	uint32_t code = (uint32_t)hex_unit(*p + 2, end);
	int low;

	*p += 6;
	if (code < 0xD800 || code > 0xDBFF || end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u')
		return code;
	low = hex_unit(*p + 2, end);
	if (low < 0xDC00 || low > 0xDFFF)
		return code;
	*p += 6;
	return 0x10000 + ((code - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
}

size_t jscan_text(const struct jscan *s, char *out)
{
	static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	const char *end = s->from + s->len;
	size_t n = 0;

	if (!s->escaped) {
		memcpy(out, s->from, s->len);
		return s->len;
	}
	for (const char *p = s->from; p < end;) {
		if (*p != '\\') {
			out[n++] = *p++;
		} else if (p[1] == 'u') {
			n += text_put(read_unit(&p, end), out + n);
		} else {
			out[n++] = bytes[strchr(names, p[1]) - names];
			p += 2;
		}
	}
	return n;
}

bool jscan_is(const struct jscan *s, const char *word)
{
	size_t len = strlen(word);
	char text[6 * 32];

	if (!s->escaped)
		return s->len == len && memcmp(s->from, word, len) == 0;
	if (s->len > sizeof(text))
		return false;
	return jscan_text(s, text) == len && memcmp(text, word, len) == 0;
}

size_t jscan_line(const char *text, const char *place)
{
	size_t line = 1;

	for (const char *p = text; (p = memchr(p, '\n', (size_t)(place - p))); p++)
		line++;
	return line;
}
