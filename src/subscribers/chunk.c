/*
 * chunk - see the header.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/subscribers/chunk.h"

/* A buffer that has grown beyond this is given back when it is empty. */
#define CHUNK_KEEP ((size_t)2 * 1024)

/* Before each line; not aligned. */
struct head {
	uint64_t seq;
	size_t len;
};

void chunk_free(struct chunk *c)
{
	free(c->data);
	*c = (struct chunk){ 0 };
}

int chunk_add(struct chunk *c, uint64_t seq, const char *text, size_t len)
{
	const struct head head = { seq, len };
	const size_t need = c->len + sizeof(head) + len + 1;
	size_t room = c->room ? c->room : 512;
	char *bigger;

	while (room < need)
		room *= 2;
	if (room > c->room) {
		bigger = realloc(c->data, room);
		if (!bigger)
			return ERR_NOMEM;
		c->data = bigger;
		c->room = room;
	}
	memcpy(c->data + c->len, &head, sizeof(head));
	memcpy(c->data + c->len + sizeof(head), text, len);
	c->data[need - 1] = '\0';
	c->len = need;
	return 0;
}

/* False: there is none left. */
bool chunk_next(struct chunk *c, struct stream_line *out)
{
	struct head head;

	if (c->at >= c->len)
		return false;
	memcpy(&head, c->data + c->at, sizeof(head));
	out->seq = head.seq;
	out->text = c->data + c->at + sizeof(head);
	out->len = head.len;
	c->at += sizeof(head) + head.len + 1;
	return true;
}

void chunk_empty(struct chunk *c)
{
	c->at = 0;
	c->len = 0;
	if (c->room > CHUNK_KEEP)
		chunk_free(c);
}
