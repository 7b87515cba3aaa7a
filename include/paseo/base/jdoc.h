/*
 * jdoc - JSON documents: strict RFC 8259 in, compact UTF-8 out.
 *
 * The only file that knows jansson. Nesting deeper than 64, duplicate keys, NUL in
 * strings and invalid UTF-8 are refused. jdoc_parse and jdoc_new_* give a
 * document that the caller frees with jdoc_free; jdoc_get and jdoc_at borrow from it.
 * jdoc_set and jdoc_add take ownership of value, also on failure.
 * One thread at a time for each document.
 */
#ifndef PASEO_BASE_JDOC_H
#define PASEO_BASE_JDOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

struct jdoc;

enum jdoc_type {
	JDOC_NULL,
	JDOC_FALSE,
	JDOC_TRUE,
	JDOC_NUMBER,
	JDOC_STRING,
	JDOC_ARRAY,
	JDOC_OBJECT
};

/* Parse one value that fills all of text; the fault names the place ("line 1 column 12: ..."). */
int jdoc_parse(const char *text, size_t len, struct jdoc **out, struct fault *f);
void jdoc_free(struct jdoc **d);

enum jdoc_type jdoc_type(const struct jdoc *d);
/* Members in the order written; NULL when absent or d is no object. */
struct jdoc *jdoc_get(const struct jdoc *d, const char *key);
size_t jdoc_size(const struct jdoc *d); /* of an array or object, else 0 */
struct jdoc *jdoc_at(const struct jdoc *d, size_t index);
/* Walk an object: start with iter NULL; returns NULL at the end. */
void *jdoc_iter(struct jdoc *d, void *iter, const char **key, struct jdoc **value);
/* NULL when d is no string; borrowed. */
const char *jdoc_string(const struct jdoc *d);
bool jdoc_integer(const struct jdoc *d, int64_t *value); /* false: no integer */
bool jdoc_number(const struct jdoc *d, double *value);	 /* integers too */

/* NULL: no memory; also for a string that is no UTF-8 and a number that is not finite. */
struct jdoc *jdoc_new_object(void);
struct jdoc *jdoc_new_array(void);
struct jdoc *jdoc_new_string(const char *s);
struct jdoc *jdoc_new_integer(int64_t value);
struct jdoc *jdoc_new_number(double value);
struct jdoc *jdoc_new_bool(bool value);
struct jdoc *jdoc_new_null(void);
/* 0 or ERR_NOMEM; a NULL value counts as no memory, so that calls can be nested. */
int jdoc_set(struct jdoc *object, const char *key, struct jdoc *value);
/* Take a member out, if it is there. */
void jdoc_drop(struct jdoc *object, const char *key);
int jdoc_add(struct jdoc *array, struct jdoc *value);

/* Compact text, NUL-terminated, malloc'ed: the caller frees. NULL: no memory. len may be NULL. */
char *jdoc_dump(const struct jdoc *d, size_t *len);
/* The same over several lines, for people. */
char *jdoc_dump_pretty(const struct jdoc *d);

#endif
