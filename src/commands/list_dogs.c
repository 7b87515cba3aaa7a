/*
 * list_dogs - every dog, where it is, its walks of today, its hold and its pairs.
 *
 * The text has holds and pairs below the dogs, each with all of its words: a table of all of that is
 * too wide for a terminal.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/commands/holds.h"
#include "paseo/commands/listing.h"
#include "paseo/commands/pairs.h"
#include "paseo/report/level_words.h"
#include "paseo/report/terms.h"

/* clang-format off */
static const struct table_column list_columns[] = {
	{ N_("id"),     "id",                 TABLE_TEXT,     false },
	{ N_("name"),   "name",               TABLE_TEXT,     true },
	{ N_("kennel"), "kennel",             TABLE_TEXT,     true },
	{ NULL,         "zone",               TABLE_TEXT,     false },
	{ NULL,         "level",              TABLE_TEXT,     false },
	{ N_("level"),  NULL,                 TABLE_TEXT,     false },
	{ N_("traits"), "traits",             TABLE_TEXT,     true },
	{ NULL,         "target_min",         TABLE_NUMBER,   false },
	{ NULL,         "limit_min",          TABLE_NUMBER,   false },
	{ NULL,         "note",               TABLE_TEXT,     false },
	{ N_("tag"),    "tag",                TABLE_TEXT,     true },
	{ NULL,         "state",              TABLE_TEXT,     false },
	{ N_("state"),  NULL,                 TABLE_TEXT,     false },
	{ NULL,         "since",              TABLE_OPTIONAL, false },
	{ N_("since"),  NULL,                 TABLE_TEXT,     false },
	{ N_("walks"),  "walks_today",        TABLE_NUMBER,   false },
	{ N_("min"),    NULL,                 TABLE_NUMBER,   false },
	{ NULL,         "walk_seconds_today", TABLE_NUMBER,   false },
	{ NULL,         "hold",               TABLE_OPTIONAL, false },
	{ NULL,         "bonded",             TABLE_TEXT,     false },
	{ NULL,         "incompatible",       TABLE_TEXT,     false },
	{ N_("archived"), "archived",         TABLE_FLAG,     false },
};

/* The order of the CSV header; a test compares them with roster_columns(). */
static const struct table_column export_columns[] = {
	{ .name = "id" }, { .name = "name" }, { .name = "kennel" }, { .name = "zone" },
	{ .name = "level" }, { .name = "traits" }, { .name = "target_min" }, { .name = "limit_min" },
	{ .name = "note" }, { .name = "tag" },
};

static const struct table_column hold_columns[] = {
	{ .title = N_("id") }, { .title = N_("name"), .shrinks = true }, { .title = N_("kind") },
	{ .title = N_("until") }, { .title = N_("reason"), .shrinks = true },
};

static const struct table_column pair_columns[] = {
	{ .title = N_("id") }, { .title = N_("name"), .shrinks = true },
	{ .title = N_("id") }, { .title = N_("name"), .shrinks = true },
	{ .title = N_("they") },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A dog of the list. */
struct listed {
	char id[DOG_ID_SIZE];
	char name[DOG_NAME_SIZE];
};

struct dogs {
	struct listing *listing;
	struct listed *listeds;
	size_t listed_count, listed_room;
	struct pair *pairs;
	size_t pair_count, pair_room;
	struct table *holds, *together; /* below the dogs */
	size_t hold_count, together_count;
};

/* For people: the time of today, else the day. */
static void short_since(int64_t ms, int32_t today, char out[DAYS_STAMP_SIZE])
{
	out[0] = '\0';
	if (ms == 0)
		return;
	if (days_of(ms) == today)
		days_format_clock(ms, out);
	else
		days_format_day(days_of(ms), out);
}

static int take_pair(void *ctx, const struct pair *p)
{
	struct dogs *ds = ctx;

	if (GROW(ds, pair) != 0)
		return ERR_NOMEM;
	ds->pairs[ds->pair_count++] = *p;
	return 0;
}

/* The others of a dog's pairs of a kind, separated by blanks. */
static void others(const struct dogs *ds, const char *id, enum pair_kind kind, char *out,
		   size_t size)
{
	out[0] = '\0';
	for (size_t i = 0; i < ds->pair_count; i++) {
		const char *other = pair_other(&ds->pairs[i], id);

		if (other && ds->pairs[i].kind == kind)
			listing_add_id(out, size, other);
	}
}

/* What CSV has of a hold: the same words whatever the language. */
static void plain_hold(const struct dog *d, int32_t today, char out[HOLD_WORDS_SIZE])
{
	char until[DAYS_STAMP_SIZE];

	out[0] = '\0';
	if (!dog_on_hold(d, today))
		return;
	days_format_day(d->hold_until, until);
	snprintf(out, HOLD_WORDS_SIZE, "%s%s%s: %s", hold_kind_name(d->hold),
		 d->hold_until ? " until " : "", d->hold_until ? until : "", d->hold_reason);
}

/* What stands below the list: its name for a pair, and its hold. */
static int add_below(struct dogs *ds, const struct dog *d)
{
	char until[DAYS_STAMP_SIZE];

	if (GROW(ds, listed) != 0)
		return ERR_NOMEM;
	memcpy(ds->listeds[ds->listed_count].id, d->id, sizeof(d->id));
	memcpy(ds->listeds[ds->listed_count++].name, d->name, sizeof(d->name));
	if (!dog_on_hold(d, ds->listing->database->today))
		return 0;
	ds->hold_count++;
	days_format_day(d->hold_until, until);
	return table_add(ds->holds, d->id, d->name, terms_hold(d->hold),
			 d->hold_until ? until : _("it is lifted"), d->hold_reason);
}

static int add_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct dogs *ds = ctx;
	struct listing *l = ds->listing;
	const int32_t day = l->database->today;
	char target[16], limit[16], walks[16], minutes[16], seconds[24];
	char since[DAYS_STAMP_SIZE] = "", since_short[DAYS_STAMP_SIZE];
	char hold[HOLD_WORDS_SIZE], bonded[1024], incompatible[1024];
	const int64_t walked = now->day == day ? now->walk_seconds_today : 0;

	roster_get_dog(d, "target_min", target, sizeof(target));
	roster_get_dog(d, "limit_min", limit, sizeof(limit));
	if (l->roster_only)
		return table_add(l->table, d->id, d->name, d->kennel, d->zone, d->level, d->traits,
				 target, limit, d->note, tags);
	if (now->since_ms)
		days_format_stamp(now->since_ms, since);
	short_since(now->since_ms, day, since_short);
	snprintf(walks, sizeof(walks), "%d", now->day == day ? now->walks_today : 0);
	snprintf(minutes, sizeof(minutes), "%d", (int)(walked / 60));
	snprintf(seconds, sizeof(seconds), "%lld", (long long)walked);
	plain_hold(d, day, hold);
	others(ds, d->id, PAIR_BONDED, bonded, sizeof(bonded));
	others(ds, d->id, PAIR_INCOMPATIBLE, incompatible, sizeof(incompatible));
	if (listing_set(l, "hold", hold_json(d, day)) ||
	    listing_set(l, "bonded", listing_ids(bonded)) ||
	    listing_set(l, "incompatible", listing_ids(incompatible)) || add_below(ds, d))
		return ERR_NOMEM;
	l->rows++;
	return table_add(l->table, d->id, d->name, d->kennel, d->zone, d->level,
			 level_name(&l->database->settings, d->level), d->traits, target, limit,
			 d->note, tags, event_state_name(now->state, VOCABULARY_ENGLISH),
			 now->state == STATE_OUTSIDE ? _("OUTSIDE") : _("inside"), since,
			 since_short, walks, minutes, seconds, hold, bonded, incompatible,
			 d->archived ? "true" : "");
}

static const char *listed_name(const struct dogs *ds, const char *id)
{
	for (size_t i = 0; i < ds->listed_count; i++) {
		if (strcmp(ds->listeds[i].id, id) == 0)
			return ds->listeds[i].name;
	}
	return NULL;
}

/* Pairs of which both are in the list. */
static int add_pairs(struct dogs *ds)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < ds->pair_count; i++) {
		const struct pair *p = &ds->pairs[i];
		const char *a = listed_name(ds, p->a), *b = listed_name(ds, p->b);

		if (!a || !b)
			continue;
		ds->together_count++;
		rc = table_add(ds->together, p->a, a, p->b, b, pair_kind_word(p->kind));
	}
	return rc;
}

/* A blank line, what it is and the table, unless it is empty. */
static int write_below(const char *title, const struct table *t, size_t count)
{
	if (count == 0)
		return 0;
	output_line("", 0);
	output_text(title);
	return output_table(t, FORMAT_TEXT, ',');
}

static int write_list(struct dogs *ds, enum format format)
{
	int rc = listing_write(ds->listing, format);

	if (!rc && format == FORMAT_TEXT)
		rc = write_below(_("On hold"), ds->holds, ds->hold_count);
	if (!rc && format == FORMAT_TEXT)
		rc = write_below(_("Pairs"), ds->together, ds->together_count);
	return rc;
}

int listing_dogs(struct listing *l, enum format format)
{
	struct dogs ds = { .listing = l };
	int rc = l->roster_only ? listing_begin(l, export_columns, COUNT(export_columns))
				: listing_begin(l, list_columns, COUNT(list_columns));

	ds.holds = table_new(hold_columns, COUNT(hold_columns));
	ds.together = table_new(pair_columns, COUNT(pair_columns));
	if (!ds.holds || !ds.together)
		rc = ERR_NOMEM;
	if (!rc && !l->roster_only)
		rc = reader_pairs(l->database->reader, take_pair, &ds);
	if (!rc)
		rc = reader_dogs(l->database->reader, l->all, add_dog, &ds);
	if (!rc)
		rc = add_pairs(&ds);
	if (!rc)
		rc = write_list(&ds, format);
	table_free(&ds.holds);
	table_free(&ds.together);
	free(ds.pairs);
	free(ds.listeds);
	return rc;
}
