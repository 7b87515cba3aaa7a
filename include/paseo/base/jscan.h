/*
 * jscan - JSON text token by token, each as it was written.
 *
 * Strict RFC 8259 and strict UTF-8. For those who need what a document loses: the digits of a number,
 * members that stand twice, where something stands. A scan allocates nothing and holds
 * nothing but its place, so a copy of it is a bookmark. Nesting deeper than JSCAN_DEPTH is
 * refused. Pure; any thread.
 */
#ifndef PASEO_BASE_JSCAN_H
#define PASEO_BASE_JSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSCAN_DEPTH 1000

enum jtoken {
	JTOKEN_END, /* the value is complete and nothing follows it */
	JTOKEN_BAD, /* no JSON: why says what is wrong at from */
	JTOKEN_OBJECT,
	JTOKEN_OBJECT_END,
	JTOKEN_ARRAY,
	JTOKEN_ARRAY_END,
	JTOKEN_KEY, /* its value comes next */
	JTOKEN_STRING,
	JTOKEN_NUMBER,
	JTOKEN_TRUE,
	JTOKEN_FALSE,
	JTOKEN_NULL
};

/* Plain data; the text is borrowed and must outlive the scan. */
struct jscan {
	const char *at;
	const char *end;
	unsigned state;
	unsigned depth;
	/* The last token and where it stands: of a key or a string what is between the quotes. */
	enum jtoken token;
	const char *from;
	size_t len;
	bool escaped;	 /* there is a backslash in it */
	const char *why; /* a sentence in English, for language_text(), when it is JTOKEN_BAD */
	unsigned char is_object[JSCAN_DEPTH / 8]; /* a bit for each level */
};

void jscan_start(struct jscan *s, const char *text, size_t len);
enum jtoken jscan_next(struct jscan *s);
/* Behind JTOKEN_OBJECT or JTOKEN_ARRAY: go to its end. False: JTOKEN_BAD came first. */
bool jscan_skip(struct jscan *s);
/* The same for who knows where that end is, without looking at what stands before it. */
void jscan_leave(struct jscan *s, const char *behind);

/* The key or string that was read, without its escapes. out has room for s->len bytes; returns how many
 * were written. A lone surrogate is written like a character of its own, in three bytes. */
size_t jscan_text(const struct jscan *s, char *out);
/* Is the key or string just these characters (ASCII)? */
bool jscan_is(const struct jscan *s, const char *word);

/* The line that a place in a text is on, from 1. */
size_t jscan_line(const char *text, const char *place);

#endif
