/*
 * A struct jdoc is never defined: the pointer is jansson's json_t under another
 * name. So jdoc_get() and jdoc_at() can lend a part of a document without
 * allocating, and jdoc_free() drops the one reference that the caller holds.
 */
#include <config.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/jdoc.h"
#include "paseo/base/jtext.h"
#include "paseo/base/text.h"

#define DEPTH_MAX 64

static const json_t *borrowed(const struct jdoc *d)
{
	return (const json_t *)d;
}

static json_t *owned(struct jdoc *d)
{
	return (json_t *)d;
}

static struct jdoc *wrapped(json_t *json)
{
	return (struct jdoc *)json;
}

/* Look for brackets outside strings, before jansson recurses into them. Whatever is no JSON
 * besides is left to jansson. Returns where the depth is too much, or NULL. */
static const char *find_too_deep(const char *text, size_t len)
{
	bool in_string = false;
	int depth = 0;

	for (const char *s = text; s < text + len; s++) {
		if (in_string && *s == '\\')
			s++;
		else if (*s == '"')
			in_string = !in_string;
		else if (!in_string && (*s == '[' || *s == '{') && ++depth > DEPTH_MAX)
			return s;
		else if (!in_string && (*s == ']' || *s == '}'))
			depth--;
	}
	return NULL;
}

/* Name a place as jansson does: lines and columns from 1. */
static int fault_at(struct fault *f, const char *text, const char *place, const char *why)
{
	int line = 1, column = 1;

	for (const char *s = text; s < place; s++) {
		/* Bytes that go on with a character do not count. */
		column += ((unsigned char)*s & 0xC0) != 0x80;
		if (*s == '\n') {
			line++;
			column = 1;
		}
	}
	return fault_set(f, ERR_INVALID, "line %d column %d: %s", line, column, why);
}

int jdoc_parse(const char *text, size_t len, struct jdoc **out, struct fault *f)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	json_error_t error;
	const char *deep = find_too_deep(text, len);
	const char *nul = len > 0 ? memchr(text, '\0', len) : NULL;
	json_t *json;

	*out = NULL;
	/* jansson takes one after the value for the end of the text. */
	if (nul)
		return fault_at(f, text, nul, "a NUL byte");
	if (deep)
		return fault_at(f, text, deep, "nested deeper than 64");
	json = json_loadb(text, len, flags, &error);
	if (json) {
		*out = wrapped(json);
		return 0;
	}
	if (json_error_code(&error) == json_error_out_of_memory)
		return fault_set(f, ERR_NOMEM, "no memory");
	return fault_set(f, ERR_INVALID, "line %d column %d: %s", error.line < 1 ? 1 : error.line,
			 error.column < 1 ? 1 : error.column, error.text);
}

void jdoc_free(struct jdoc **d)
{
	if (!d || !*d)
		return;
	json_decref(owned(*d));
	*d = NULL;
}

enum jdoc_type jdoc_type(const struct jdoc *d)
{
	if (!d)
		return JDOC_NULL;
	switch (json_typeof(borrowed(d))) {
	case JSON_OBJECT:
		return JDOC_OBJECT;
	case JSON_ARRAY:
		return JDOC_ARRAY;
	case JSON_STRING:
		return JDOC_STRING;
	case JSON_INTEGER:
	case JSON_REAL:
		return JDOC_NUMBER;
	case JSON_TRUE:
		return JDOC_TRUE;
	case JSON_FALSE:
		return JDOC_FALSE;
	case JSON_NULL:
		break;
	}
	return JDOC_NULL;
}

struct jdoc *jdoc_get(const struct jdoc *d, const char *key)
{
	return wrapped(json_object_get(borrowed(d), key));
}

size_t jdoc_size(const struct jdoc *d)
{
	const json_t *json = borrowed(d);

	return json_is_object(json) ? json_object_size(json) : json_array_size(json);
}

struct jdoc *jdoc_at(const struct jdoc *d, size_t index)
{
	return wrapped(json_array_get(borrowed(d), index));
}

void *jdoc_iter(struct jdoc *d, void *iter, const char **key, struct jdoc **value)
{
	json_t *json = owned(d);

	iter = iter ? json_object_iter_next(json, iter) : json_object_iter(json);
	if (iter) {
		*key = json_object_iter_key(iter);
		*value = wrapped(json_object_iter_value(iter));
	}
	return iter;
}

const char *jdoc_string(const struct jdoc *d)
{
	return json_string_value(borrowed(d));
}

bool jdoc_integer(const struct jdoc *d, int64_t *value)
{
	const json_t *json = borrowed(d);

	if (!json_is_integer(json))
		return false;
	*value = json_integer_value(json);
	return true;
}

bool jdoc_number(const struct jdoc *d, double *value)
{
	const json_t *json = borrowed(d);

	if (!json_is_number(json))
		return false;
	*value = json_number_value(json);
	return true;
}

struct jdoc *jdoc_new_object(void)
{
	return wrapped(json_object());
}

struct jdoc *jdoc_new_array(void)
{
	return wrapped(json_array());
}

struct jdoc *jdoc_new_string(const char *s)
{
	return wrapped(json_string(s));
}

struct jdoc *jdoc_new_integer(int64_t value)
{
	return wrapped(json_integer(value));
}

struct jdoc *jdoc_new_number(double value)
{
	return wrapped(json_real(value));
}

struct jdoc *jdoc_new_bool(bool value)
{
	return wrapped(json_boolean(value));
}

struct jdoc *jdoc_new_null(void)
{
	return wrapped(json_null());
}

int jdoc_set(struct jdoc *object, const char *key, struct jdoc *value)
{
	return json_object_set_new(owned(object), key, owned(value)) == 0 ? 0 : ERR_NOMEM;
}

void jdoc_drop(struct jdoc *object, const char *key)
{
	(void)json_object_del(owned(object), key);
}

int jdoc_add(struct jdoc *array, struct jdoc *value)
{
	return json_array_append_new(owned(array), owned(value)) == 0 ? 0 : ERR_NOMEM;
}

/*
 * Compact text is written by jtext and not by the library: that formats a pointer for each
 * container to look for circles, 13,000 instructions for a line of 150 bytes. A document made
 * through this file cannot hold a circle.
 */
static void write_value(struct jtext *t, const char *key, const json_t *value)
{
	/* Iterating changes nothing, though the library asks for more. */
	json_t *v = (json_t *)value;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		jtext_open(t, key, '{');
		for (void *i = json_object_iter(v); i; i = json_object_iter_next(v, i))
			write_value(t, json_object_iter_key(i), json_object_iter_value(i));
		jtext_close(t, '}');
		break;
	case JSON_ARRAY:
		jtext_open(t, key, '[');
		for (size_t i = 0; i < json_array_size(value); i++)
			write_value(t, NULL, json_array_get(value, i));
		jtext_close(t, ']');
		break;
	case JSON_STRING:
		jtext_string_part(t, key, json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		jtext_integer(t, key, json_integer_value(value));
		break;
	case JSON_REAL:
		jtext_real(t, key, json_real_value(value));
		break;
	case JSON_TRUE:
		jtext_word(t, key, "true");
		break;
	case JSON_FALSE:
		jtext_word(t, key, "false");
		break;
	default:
		jtext_word(t, key, "null");
	}
}

char *jdoc_dump(const struct jdoc *d, size_t *len)
{
	struct jtext t = JTEXT_EMPTY;

	if (!d)
		return NULL;
	write_value(&t, NULL, borrowed(d));
	return jtext_take(&t, len);
}

char *jdoc_dump_pretty(const struct jdoc *d)
{
	return json_dumps(borrowed(d), JSON_INDENT(2) | JSON_ENCODE_ANY);
}
