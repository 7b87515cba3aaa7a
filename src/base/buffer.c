/*
 * buffer - see the header.
 */
#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/buffer.h"
#include "paseo/base/error.h"

#define FIRST_ROOM 1024
/* There may be hundreds that are empty most of the time. */
#define KEEP_ROOM 4096

int buffer_add(struct buffer *b, const char *data, size_t len)
{
	size_t room = b->room ? b->room : FIRST_ROOM;
	char *bigger;

	if (len > SIZE_MAX / 2 - b->len)
		return ERR_NOMEM;
	while (room < b->len + len)
		room *= 2;
	if (room > b->room) {
		bigger = realloc(b->data, room);
		if (!bigger)
			return ERR_NOMEM;
		b->data = bigger;
		b->room = room;
	}
	if (len > 0)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	return 0;
}

void buffer_drop(struct buffer *b, size_t len)
{
	if (len == 0)
		return;
	b->len -= len;
	if (b->len == 0)
		buffer_empty(b);
	else
		memmove(b->data, b->data + len, b->len);
}

void buffer_empty(struct buffer *b)
{
	b->len = 0;
	if (b->room > KEEP_ROOM)
		buffer_free(b);
}

void buffer_free(struct buffer *b)
{
	free(b->data);
	*b = (struct buffer){ NULL, 0, 0 };
}
