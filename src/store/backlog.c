/*
 * backlog - a list that grows at the end and is written from the front.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "paseo/store/backlog.h"

#define FIRST_ROOM 64

struct backlog {
	struct changes **lists;
	size_t first;
	size_t count;
	size_t room;
};

struct backlog *backlog_new(void)
{
	return calloc(1, sizeof(struct backlog));
}

void backlog_free(struct backlog **b)
{
	if (!*b)
		return;
	for (size_t i = 0; i < (*b)->count; i++)
		changes_free(&(*b)->lists[(*b)->first + i]);
	free((*b)->lists);
	free(*b);
	*b = NULL;
}

static int grow(struct backlog *b)
{
	const size_t room = b->room ? 2 * b->room : FIRST_ROOM;
	struct changes **lists = realloc(b->lists, room * sizeof(struct changes *));

	if (!lists)
		return ERR_NOMEM;
	b->lists = lists;
	b->room = room;
	return 0;
}

int backlog_add(struct backlog *b, struct changes *c)
{
	/* What has been written leaves a gap in front: use it when it is half of all. */
	if (b->first && b->first >= b->room / 2) {
		memmove(b->lists, b->lists + b->first, b->count * sizeof(*b->lists));
		b->first = 0;
	}
	if (b->first + b->count == b->room && grow(b) != 0)
		return ERR_NOMEM;
	b->lists[b->first + b->count++] = c;
	return 0;
}

size_t backlog_count(const struct backlog *b)
{
	return b->count;
}

uint64_t backlog_events(const struct changes *c)
{
	uint64_t events = 0;
	bool loading = false;

	for (size_t i = 0; i < c->count; i++) {
		const enum change_kind kind = c->list[i].kind;

		if (kind == CHANGE_LOAD || kind == CHANGE_LOADED)
			loading = kind == CHANGE_LOAD;
		else if (!loading && kind == CHANGE_EVENT && c->list[i].as.event->answer.seq)
			events++;
	}
	return events;
}

static void drop_front(struct backlog *b, size_t lists)
{
	for (size_t i = 0; i < lists; i++)
		changes_free(&b->lists[b->first + i]);
	b->first += lists;
	b->count -= lists;
	if (b->count == 0)
		b->first = 0;
}

int backlog_write(struct backlog *b, struct sql *s, uint64_t max_events, struct place *at,
		  size_t *lists, uint64_t *events, struct fault *f)
{
	int err;

	*lists = 0;
	*events = 0;
	while (*lists < b->count && (*lists == 0 || *events < max_events))
		*events += backlog_events(b->lists[b->first + (*lists)++]);
	err = apply_lists(s, b->lists + b->first, *lists, at, f);
	if (!err)
		drop_front(b, *lists);
	return err;
}
