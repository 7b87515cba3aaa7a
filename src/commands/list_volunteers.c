/*
 * list_volunteers - the people who walk, and what they have out now.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/commands/listing.h"
#include "paseo/report/level_words.h"

/* clang-format off */
static const struct table_column list_columns[] = {
	{ N_("id"),     "id",       TABLE_TEXT, false },
	{ N_("name"),   "name",     TABLE_TEXT, true },
	{ NULL,         "level",    TABLE_TEXT, false },
	{ N_("level"),  NULL,       TABLE_TEXT, false },
	{ N_("phone"),  "phone",    TABLE_TEXT, true },
	{ N_("badge"),  "badge",    TABLE_TEXT, true },
	{ N_("walks now"), NULL,    TABLE_TEXT, true },
	{ NULL,         "walking",  TABLE_TEXT, false },
	{ N_("archived"), "archived", TABLE_FLAG, false },
};

/* The order of the CSV header; a test compares them with roster_columns(). */
static const struct table_column export_columns[] = {
	{ .name = "id" }, { .name = "name" }, { .name = "level" }, { .name = "phone" }, { .name = "badge" },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define WALKING_SIZE 1024

/* A dog that somebody has out. */
struct taken {
	char dog[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
	char volunteer[DOG_ID_SIZE];
};

struct volunteers {
	struct listing *listing;
	struct taken *takens;
	size_t taken_count, taken_room;
};

static int take_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct volunteers *v = ctx;
	struct taken *t;

	(void)tags;
	if (now->state != STATE_OUTSIDE || !now->volunteer[0])
		return 0;
	if (GROW(v, taken) != 0)
		return ERR_NOMEM;
	t = &v->takens[v->taken_count++];
	memcpy(t->dog, d->id, sizeof(t->dog));
	memcpy(t->name, d->name, sizeof(t->name));
	memcpy(t->volunteer, now->volunteer, sizeof(t->volunteer));
	return 0;
}

/* Names and ids of the dogs that a volunteer has out. */
static void find_taken(const struct volunteers *v, const char *id, char names[WALKING_SIZE],
		       char ids[WALKING_SIZE])
{
	names[0] = '\0';
	ids[0] = '\0';
	for (size_t i = 0; i < v->taken_count; i++) {
		const struct taken *t = &v->takens[i];
		const size_t used = strlen(names);

		if (strcmp(t->volunteer, id) != 0)
			continue;
		listing_add_id(ids, WALKING_SIZE, t->dog);
		if (used + strlen(t->name) + 3 <= WALKING_SIZE)
			snprintf(names + used, WALKING_SIZE - used, "%s%s", used ? ", " : "",
				 t->name);
	}
}

static int add_volunteer(void *ctx, const struct volunteer *p, const char *badges)
{
	struct volunteers *v = ctx;
	struct listing *l = v->listing;
	char names[WALKING_SIZE], ids[WALKING_SIZE];

	if (l->roster_only)
		return table_add(l->table, p->id, p->name, p->level, p->phone, badges);
	find_taken(v, p->id, names, ids);
	if (listing_set(l, "walking", listing_ids(ids)))
		return ERR_NOMEM;
	l->rows++;
	return table_add(l->table, p->id, p->name, p->level,
			 level_name(&l->database->settings, p->level), p->phone, badges, names, ids,
			 p->archived ? "true" : "");
}

int listing_volunteers(struct listing *l, enum format format)
{
	struct volunteers v = { .listing = l };
	int rc = l->roster_only ? listing_begin(l, export_columns, COUNT(export_columns))
				: listing_begin(l, list_columns, COUNT(list_columns));

	if (!rc && !l->roster_only)
		rc = reader_dogs(l->database->reader, true, take_dog, &v);
	if (!rc)
		rc = reader_volunteers(l->database->reader, l->all, add_volunteer, &v);
	if (!rc)
		rc = listing_write(l, format);
	free(v.takens);
	return rc;
}
