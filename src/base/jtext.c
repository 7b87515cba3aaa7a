/*
 * jtext - see the header. What must be escaped: RFC 8259 section 7.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/jtext.h"

static void put(struct jtext *t, const char *data, size_t len)
{
	if (t->len + len + 1 > t->room && !t->failed) {
		size_t room = 2 * (t->len + len) + 256;
		char *more = realloc(t->data, room);

		t->failed = !more;
		if (more) {
			t->data = more;
			t->room = room;
		}
	}
	if (t->failed)
		return;
	memcpy(t->data + t->len, data, len);
	t->len += len;
}

static void put_escape(struct jtext *t, char c)
{
	static const char short_for[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	char escape[8];

	for (const char *p = short_for; *p; p += 2) {
		if (*p == c) {
			escape[0] = '\\';
			escape[1] = p[1];
			put(t, escape, 2);
			return;
		}
	}
	snprintf(escape, sizeof(escape), "\\u%04x", (unsigned)c & 0x1f);
	put(t, escape, 6);
}

static void put_string(struct jtext *t, const char *s, size_t len)
{
	const char *end = s + len;

	put(t, "\"", 1);
	while (s < end) {
		const char *from = s;

		while (s < end && (unsigned char)*s >= 0x20 && *s != '"' && *s != '\\')
			s++;
		put(t, from, (size_t)(s - from));
		if (s < end)
			put_escape(t, *s++);
	}
	put(t, "\"", 1);
}

/* What stands before a value: a comma, its key. */
static void begin(struct jtext *t, const char *key)
{
	if (!t->first)
		put(t, ",", 1);
	t->first = false;
	if (key) {
		put_string(t, key, strlen(key));
		put(t, ":", 1);
	}
}

void jtext_open(struct jtext *t, const char *key, char bracket)
{
	begin(t, key);
	put(t, &bracket, 1);
	t->first = true;
}

void jtext_close(struct jtext *t, char bracket)
{
	put(t, &bracket, 1);
	t->first = false;
}

void jtext_string(struct jtext *t, const char *key, const char *value)
{
	jtext_string_part(t, key, value, strlen(value));
}

void jtext_string_part(struct jtext *t, const char *key, const char *value, size_t len)
{
	begin(t, key);
	put_string(t, value, len);
}

void jtext_integer(struct jtext *t, const char *key, int64_t value)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (value < 0)
		*--at = '-';
	begin(t, key);
	put(t, at, (size_t)(digits + sizeof(digits) - at));
}

/* 17 digits give every double back; what was written with fewer is written with those again. A fraction or
 * exponent says that it is no integer. */
void jtext_real(struct jtext *t, const char *key, double value)
{
	char digits[40];
	int n = 0;

	for (int count = 15; count <= 17; count++) {
		n = snprintf(digits, sizeof(digits) - 2, "%.*g", count, value);
		if (strtod(digits, NULL) == value)
			break;
	}
	if (!strpbrk(digits, ".e"))
		n += snprintf(digits + n, 3, ".0");
	begin(t, key);
	put(t, digits, (size_t)n);
}

void jtext_word(struct jtext *t, const char *key, const char *word)
{
	begin(t, key);
	put(t, word, strlen(word));
}

char *jtext_take(struct jtext *t, size_t *len)
{
	char *data;

	put(t, "", 0);
	data = t->data;
	if (t->failed) {
		free(data);
		data = NULL;
	} else {
		data[t->len] = '\0';
	}
	if (len)
		*len = data ? t->len : 0;
	*t = (struct jtext)JTEXT_EMPTY;
	return data;
}
