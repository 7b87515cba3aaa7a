#include <config.h>

#include <stdlib.h>

#include "paseo/base/error.h"
#include "paseo/base/grow.h"

#define FIRST_ROOM 8

int grow(void **list, size_t *room, size_t count, size_t size)
{
	size_t more = *room ? 2 * *room : FIRST_ROOM;
	void *moved;

	if (count < *room)
		return 0;
	moved = realloc(*list, more * size);
	if (!moved)
		return ERR_NOMEM;
	*list = moved;
	*room = more;
	return 0;
}
