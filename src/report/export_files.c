/*
 * export_files - rows of the database as fields. A function a file, and its columns beside it.
 */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/csv.h"
#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/report/export_files.h"
#include "paseo/store/event_text.h"

void export_put(struct export_page *p, const char *field)
{
	if (p->begun)
		(void)fputc(p->separator, p->out);
	csv_write(p->out, field, p->separator);
	p->begun = true;
}

void export_end(struct export_page *p)
{
	(void)fputc('\n', p->out);
	p->begun = false;
	p->rows++;
}

/* 0: absent. */
static void put_number(struct export_page *p, int64_t number)
{
	char text[32] = "";

	if (number)
		(void)snprintf(text, sizeof(text), "%" PRId64, number);
	export_put(p, text);
}

static void put_time(struct export_page *p, int64_t ms)
{
	char stamp[DAYS_STAMP_SIZE] = "";

	if (ms)
		days_format_stamp(ms, stamp);
	export_put(p, stamp);
}

static void put_day(struct export_page *p, int32_t day)
{
	char text[DAYS_STAMP_SIZE] = "";

	if (day)
		days_format_day(day, text);
	export_put(p, text);
}

static void put_flag(struct export_page *p, bool flag)
{
	export_put(p, flag ? "true" : "");
}

/* A failed write is found once, at the end of the file; a long one is not written on into nothing. */
static int done(const struct export_page *p)
{
	return ferror(p->out) ? ERR_IO : 0;
}

static int row_dog(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct export_page *p = ctx;

	(void)now;
	export_put(p, d->id);
	export_put(p, d->name);
	export_put(p, d->kennel);
	export_put(p, d->zone);
	export_put(p, d->level);
	export_put(p, d->traits);
	put_number(p, d->target_min);
	put_number(p, d->limit_min);
	export_put(p, d->note);
	export_put(p, tags);
	put_flag(p, d->archived);
	export_end(p);
	return done(p);
}

static int write_dogs(struct export_page *p, struct reader *reader)
{
	return reader_dogs(reader, true, row_dog, p);
}

static int row_hold(void *ctx, const struct dog *d, const struct dog_now *now, const char *tags)
{
	struct export_page *p = ctx;

	(void)now;
	(void)tags;
	if (d->hold == HOLD_NONE)
		return 0;
	export_put(p, d->id);
	export_put(p, hold_kind_name(d->hold));
	put_day(p, d->hold_until);
	export_put(p, d->hold_reason);
	export_end(p);
	return done(p);
}

static int write_holds(struct export_page *p, struct reader *reader)
{
	return reader_dogs(reader, true, row_hold, p);
}

static int row_volunteer(void *ctx, const struct volunteer *v, const char *badges)
{
	struct export_page *p = ctx;

	export_put(p, v->id);
	export_put(p, v->name);
	export_put(p, v->level);
	export_put(p, v->phone);
	export_put(p, badges);
	put_flag(p, v->archived);
	export_end(p);
	return done(p);
}

static int write_volunteers(struct export_page *p, struct reader *reader)
{
	return reader_volunteers(reader, true, row_volunteer, p);
}

static int row_tag(void *ctx, const struct tag *t)
{
	struct export_page *p = ctx;

	export_put(p, t->code);
	export_put(p, t->to);
	export_end(p);
	return done(p);
}

static int write_tags(struct export_page *p, struct reader *reader)
{
	return reader_tags(reader, row_tag, p);
}

static int row_pair(void *ctx, const struct pair *x)
{
	struct export_page *p = ctx;

	export_put(p, x->a);
	export_put(p, x->b);
	export_put(p, pair_kind_name(x->kind));
	export_end(p);
	return done(p);
}

static int write_pairs(struct export_page *p, struct reader *reader)
{
	return reader_pairs(reader, row_pair, p);
}

static int write_settings(struct export_page *p, struct reader *reader)
{
	struct settings s;
	int rc = reader_settings(reader, &s);

	for (size_t i = 0; !rc && i < settings_count(); i++) {
		char value[SETTING_VALUE_SIZE] = "";

		rc = settings_get(&s, settings_row(i)->key, value);
		export_put(p, settings_row(i)->key);
		export_put(p, value);
		export_end(p);
	}
	return rc ? rc : done(p);
}

static int row_event(void *ctx, const struct logged *l)
{
	struct export_page *p = ctx;
	char text[EVENT_TEXT_SIZE];

	for (size_t i = 0; i < event_text_count(); i++)
		export_put(p, event_text_get(l, i, text));
	export_end(p);
	p->chain = l->chain;
	return done(p);
}

static int write_events(struct export_page *p, struct reader *reader)
{
	return reader_log(reader, row_event, p);
}

static int row_walk(void *ctx, const struct walk *w)
{
	struct export_page *p = ctx;

	put_day(p, w->day);
	export_put(p, w->dog);
	put_time(p, w->out_ms);
	put_time(p, w->in_ms);
	export_put(p, end_kind_name(w->out_kind));
	export_put(p, w->in_kind == END_NONE ? "" : end_kind_name(w->in_kind));
	export_put(p, w->volunteer);
	put_number(p, (int64_t)w->out_seq);
	put_number(p, (int64_t)w->in_seq);
	export_end(p);
	return done(p);
}

static int write_walks(struct export_page *p, struct reader *reader)
{
	return reader_walks(reader, INT32_MIN, INT32_MAX, row_walk, p);
}

static int row_decision(void *ctx, const struct decision *d)
{
	struct export_page *p = ctx;
	struct answer a = { .warning_count = d->warning_count };

	memcpy(a.warnings, d->warnings, sizeof(a.warnings));
	char *warnings = d->warning_count ? answer_write_warnings(&a) : NULL;
	put_number(p, (int64_t)d->seq);
	export_put(p, d->id);
	export_put(p, d->dog);
	export_put(p, answer_move_name(d->move));
	export_put(p, answer_ask_name(d->ask));
	put_time(p, d->asked_ms);
	export_put(p, warnings ? warnings : "");
	export_put(p, d->volunteer);
	export_put(p, decision_status_name(d->status));
	put_number(p, (int64_t)d->answer_seq);
	put_time(p, d->answered_ms);
	export_put(p, d->reason);
	export_put(p, d->by);
	export_end(p);
	free(warnings);
	return done(p);
}

static int write_decisions(struct export_page *p, struct reader *reader)
{
	return reader_decisions(reader, INT64_MIN, INT64_MAX, row_decision, p);
}

static int row_closing(void *ctx, const struct closing *c)
{
	struct export_page *p = ctx;

	put_number(p, (int64_t)c->seq);
	put_day(p, c->day);
	put_time(p, c->closed_ms);
	put_number(p, (int64_t)c->reopened_seq);
	export_put(p, c->by);
	export_end(p);
	return done(p);
}

static int write_closings(struct export_page *p, struct reader *reader)
{
	return reader_closings(reader, INT32_MIN, INT32_MAX, row_closing, p);
}

static void put_fact(struct export_page *p, const char *key, const char *value)
{
	export_put(p, key);
	export_put(p, value);
	export_end(p);
}

/* Written last: it says how much the others hold. */
static int write_facts(struct export_page *p, struct reader *reader)
{
	char zone[DAYS_ZONE_SIZE], text[32];

	(void)reader;
	days_zone(zone);
	put_fact(p, "format", EXPORT_FORMAT);
	put_fact(p, "zone", zone);
	(void)snprintf(text, sizeof(text), "%" PRIu64, p->result->events);
	put_fact(p, "events", text);
	(void)snprintf(text, sizeof(text), "%" PRIu64, p->result->walks);
	put_fact(p, "walks", text);
	return done(p);
}

/* clang-format off */
#define ID_OF_DOG N_("the dog's id")
#define ID_OF_VOLUNTEER N_("the volunteer's id")
#define END { NULL, NULL }

static const struct export_column dog_columns[] = {
	{ "id", ID_OF_DOG },
	{ "name", N_("its name") },
	{ "kennel", N_("its kennel") },
	{ "zone", N_("the part of the shelter it lives in") },
	{ "level", N_("the key of its level") },
	{ "traits", N_("its traits, separated by spaces") },
	{ "target_min", N_("minutes it should walk a day; empty: the setting's") },
	{ "limit_min", N_("its longest walk in minutes; empty: the setting's") },
	{ "note", N_("how to handle it") },
	{ "tag", N_("its codes, separated by spaces") },
	{ "archived", N_("true: it has left") },
	END
};
static const struct export_column volunteer_columns[] = {
	{ "id", ID_OF_VOLUNTEER },
	{ "name", N_("the name") },
	{ "level", N_("dogs up to this level") },
	{ "phone", N_("where to call when the dog is late") },
	{ "badge", N_("badges, separated by spaces") },
	{ "archived", N_("true: has left") },
	END
};
static const struct export_column tag_columns[] = {
	{ "code", N_("the code as it is read") },
	{ "target", N_("whose it is: a dog's or a volunteer's id") },
	END
};
static const struct export_column pair_columns[] = {
	{ "a", ID_OF_DOG },
	{ "b", N_("the other dog's id") },
	{ "kind", N_("incompatible: must not meet; bonded: go together") },
	END
};
static const struct export_column hold_columns[] = {
	{ "dog", ID_OF_DOG },
	{ "kind", N_("medical, behaviour or quarantine") },
	{ "until", N_("the last day of it; empty: until it is lifted") },
	{ "reason", N_("why, as it was typed") },
	END
};
static const struct export_column setting_columns[] = {
	{ "key", N_("its name") },
	{ "value", N_("what it is set to") },
	END
};
static const struct export_column walk_columns[] = {
	{ "day", N_("the day it began") },
	{ "dog", ID_OF_DOG },
	{ "out", N_("when it began") },
	{ "in", N_("when it ended; empty: still out") },
	{ "out_kind", N_("how the beginning is known: measured, typed or estimated") },
	{ "in_kind", N_("how the end is known") },
	{ "volunteer", N_("who walked, where that was said") },
	{ "out_seq", N_("the number of the event that began it") },
	{ "in_seq", N_("the number of the event that ended it") },
	END
};
static const struct export_column decision_columns[] = {
	{ "seq", N_("the number of the event that was held") },
	{ "id", N_("the id of that event") },
	{ "dog", ID_OF_DOG },
	{ "move", N_("which way it would go: exit or entry") },
	{ "ask", N_("why it was held") },
	{ "asked", N_("when it was asked") },
	{ "warnings", N_("what was warned of, as JSON") },
	{ "volunteer", ID_OF_VOLUNTEER },
	{ "status", N_("waiting, go, no, withdrawn or moot") },
	{ "answer_seq", N_("the number of the event that answered it") },
	{ "answered", N_("when it was answered") },
	{ "reason", N_("why, as it was typed") },
	{ "by", N_("who answered, where that was said") },
	END
};
static const struct export_column closing_columns[] = {
	{ "seq", N_("the number of the event that closed it") },
	{ "day", N_("the day that was closed") },
	{ "closed", N_("when it was closed") },
	{ "reopened_seq", N_("the number of the movement that opened it again") },
	{ "by", N_("who closed it, where that was said") },
	END
};
static const struct export_column fact_columns[] = {
	{ "key", N_("format (of this folder), zone (of the days), events, walks") },
	{ "value", N_("what it is") },
	END
};

/* What counts the others comes last. */
const struct export_file export_files[] = {
	{ "dogs.csv", N_("the dogs, those that have left too"), dog_columns, write_dogs },
	{ "volunteers.csv", N_("the people who walk them"), volunteer_columns, write_volunteers },
	{ "tags.csv", N_("the codes that are bound"), tag_columns, write_tags },
	{ "pairs.csv", N_("dogs that must not meet, or that go together"), pair_columns, write_pairs },
	{ "holds.csv", N_("dogs that must stay in"), hold_columns, write_holds },
	{ "settings.csv", N_("the settings that judgement depends on"), setting_columns, write_settings },
	{ "walks.csv", N_("every walk"), walk_columns, write_walks },
	{ "decisions.csv", N_("movements that waited for a person"), decision_columns, write_decisions },
	{ "closings.csv", N_("days that were closed after the roll call"), closing_columns, write_closings },
	{ EXPORT_EVENTS, N_("the log: everything that was ever said, in order"), NULL, write_events },
	{ EXPORT_FACTS, N_("what this folder is"), fact_columns, write_facts },
	{ NULL, NULL, NULL, NULL }
};
/* clang-format on */
