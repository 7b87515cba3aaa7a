/*
 * jtext - writes compact JSON text piece by piece, without a document in between.
 *
 * For lines of which there are many: one costs a tenth of building a document and having the
 * library write it. The caller opens and closes what it writes in the right order; commas are
 * put by themselves. Strings must be valid UTF-8. Running out of memory is noticed once, by
 * jtext_take(). Not for more than one thread.
 */
#ifndef PASEO_BASE_JTEXT_H
#define PASEO_BASE_JTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct jtext {
	char *data; /* owned until taken */
	size_t len;
	size_t room;
	bool failed;
	bool first; /* nothing stands before in what is open */
};

/* What a new one starts with. */
#define JTEXT_EMPTY                     \
	{                               \
		NULL, 0, 0, false, true \
	}

/* A value, or with key not NULL a member of the object that is open. */
void jtext_open(struct jtext *t, const char *key, char bracket); /* '{' or '[' */
void jtext_close(struct jtext *t, char bracket);		 /* '}' or ']' */
void jtext_string(struct jtext *t, const char *key, const char *value);
void jtext_string_part(struct jtext *t, const char *key, const char *value, size_t len);
void jtext_integer(struct jtext *t, const char *key, int64_t value);
void jtext_real(struct jtext *t, const char *key, double value);
void jtext_word(struct jtext *t, const char *key, const char *word); /* true, false, null */

/* The text, NUL-terminated and the caller's to free; NULL: no memory. len may be NULL. */
char *jtext_take(struct jtext *t, size_t *len);

#endif
