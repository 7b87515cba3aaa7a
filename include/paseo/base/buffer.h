/*
 * buffer - bytes that gather at one end. Starts as all zeros.
 */
#ifndef PASEO_BASE_BUFFER_H
#define PASEO_BASE_BUFFER_H

#include <stddef.h>

struct buffer {
	char *data; /* owned */
	size_t len;
	size_t room;
};

/* 0, or ERR_NOMEM and nothing has changed. */
int buffer_add(struct buffer *b, const char *data, size_t len);
/* Forget the first bytes. */
void buffer_drop(struct buffer *b, size_t len);
/* Forget all of them; what is more than a little memory is given back. */
void buffer_empty(struct buffer *b);
void buffer_free(struct buffer *b);

#endif
