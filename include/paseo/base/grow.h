/*
 * grow - room for one more in a list on the heap.
 */
#ifndef PASEO_BASE_GROW_H
#define PASEO_BASE_GROW_H

#include <stddef.h>

/* Make room in *list, of *room things of size bytes, for one beyond count: at the least twice the room
 * when it is full. 0, or ERR_NOMEM and nothing has changed. */
int grow(void **list, size_t *room, size_t count, size_t size);

/* The same for a list that is a member: x->things, x->thing_count, x->thing_room. */
#define GROW(x, thing)                                                        \
	grow((void **)&(x)->thing##s, &(x)->thing##_room, (x)->thing##_count, \
	     sizeof((x)->thing##s[0]))

#endif
