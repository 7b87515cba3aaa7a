/*
 * roster_list - dogs and volunteers as text, JSON and CSV.
 *
 * `list` is for reading: a dog's state and its walks of today are with it. `export`
 * is the roster alone, in the columns that import takes.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/report/table.h"

/* clang-format off */
static const struct table_column dog_columns[] = {
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
	{ N_("archived"), "archived",         TABLE_FLAG,     false },
};

static const struct table_column volunteer_columns[] = {
	{ N_("id"),     "id",       TABLE_TEXT, false },
	{ N_("name"),   "name",     TABLE_TEXT, true },
	{ NULL,         "level",    TABLE_TEXT, false },
	{ N_("level"),  NULL,       TABLE_TEXT, false },
	{ N_("phone"),  "phone",    TABLE_TEXT, true },
	{ N_("badge"),  "badge",    TABLE_TEXT, true },
	{ N_("archived"), "archived", TABLE_FLAG, false },
};

/* The order of the CSV header; a test compares them with roster_columns(). */
static const struct table_column dog_export[] = {
	{ .name = "id" }, { .name = "name" }, { .name = "kennel" }, { .name = "zone" },
	{ .name = "level" }, { .name = "traits" }, { .name = "target_min" }, { .name = "limit_min" },
	{ .name = "note" }, { .name = "tag" },
};
static const struct table_column volunteer_export[] = {
	{ .name = "id" }, { .name = "name" }, { .name = "level" }, { .name = "phone" }, { .name = "badge" },
};
/* clang-format on */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct listing {
	struct table *table;
	const struct settings *settings;
	int32_t today;
	bool all, roster_only;
};

static const char *level_name(const struct settings *s, const char *key)
{
	int rank = levels_rank(&s->levels, key);

	if (rank < 0)
		return key;
	/* What the shelter has written itself is no message. */
	return s->levels_text[0] ? s->levels.list[rank].name : _(s->levels.list[rank].name);
}

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

static int add_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct listing *l = ctx;
	char target[16] = "", limit[16] = "", walks[16], minutes[16], seconds[24];
	char since[DAYS_STAMP_SIZE] = "", since_short[DAYS_STAMP_SIZE];
	bool today = now->day == l->today;
	int64_t walked = today ? now->walk_seconds_today : 0;

	if (d->archived && !l->all)
		return 0;
	roster_get_dog(d, "target_min", target, sizeof(target));
	roster_get_dog(d, "limit_min", limit, sizeof(limit));
	if (l->roster_only)
		return table_add(l->table, d->id, d->name, d->kennel, d->zone, d->level, d->traits,
				 target, limit, d->note, tags);
	if (now->since_ms)
		days_format_stamp(now->since_ms, since);
	short_since(now->since_ms, l->today, since_short);
	snprintf(walks, sizeof(walks), "%d", today ? now->walks_today : 0);
	snprintf(minutes, sizeof(minutes), "%d", (int)(walked / 60));
	snprintf(seconds, sizeof(seconds), "%lld", (long long)walked);
	return table_add(l->table, d->id, d->name, d->kennel, d->zone, d->level,
			 level_name(l->settings, d->level), d->traits, target, limit, d->note, tags,
			 event_state_name(now->state, VOCABULARY_ENGLISH),
			 now->state == STATE_OUTSIDE ? _("OUTSIDE") : _("inside"), since,
			 since_short, walks, minutes, seconds, "", d->archived ? "true" : "");
}

static int add_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	struct listing *l = ctx;

	if (v->archived && !l->all)
		return 0;
	if (l->roster_only)
		return table_add(l->table, v->id, v->name, v->level, v->phone, badges);
	return table_add(l->table, v->id, v->name, v->level, level_name(l->settings, v->level),
			 v->phone, badges, v->archived ? "true" : "");
}

static struct table *new_table(enum roster_kind k, bool roster_only)
{
	if (k == ROSTER_DOGS)
		return roster_only ? table_new(dog_export, COUNT(dog_export))
				   : table_new(dog_columns, COUNT(dog_columns));
	return roster_only ? table_new(volunteer_export, COUNT(volunteer_export))
			   : table_new(volunteer_columns, COUNT(volunteer_columns));
}

int command_roster_list(const struct args *a)
{
	enum roster_kind kind = (enum roster_kind)a->command->subject;
	enum format format = FORMAT_TEXT;
	char separator = ',';
	struct database d = { .reader = NULL };
	struct fault f = { "" };
	struct listing l = { .all = args_has(a, "all") };

	l.roster_only = strcmp(a->command->name, "export") == 0;
	if (args_format(a, &format, &f) || args_separator(a, &separator, &f))
		return command_refuse(a, &f);
	int rc = database_open(a, &d, &f);
	l.today = d.today;
	l.settings = &d.settings;
	if (!rc) {
		l.table = new_table(kind, l.roster_only);
		rc = l.table ? 0 : ERR_NOMEM;
	}
	if (!rc)
		rc = kind == ROSTER_DOGS ? reader_dogs(d.reader, l.all, add_dog, &l)
					 : reader_volunteers(d.reader, l.all, add_volunteer, &l);
	if (!rc)
		rc = output_table(l.table, l.roster_only ? FORMAT_CSV : format, separator);
	table_free(&l.table);
	return database_close(&d, rc, &f);
}
