/*
 * play_lines - what is said at random: movements above all, and everything else that can be said, wrong
 * and twice and too late. See play.h.
 */
#include <config.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "play.h"

/* SplitMix64 (Steele, Lea, Flood 2014): every state is a good one. */
uint64_t play_random(struct play *p, uint64_t below)
{
	uint64_t z = p->seed += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	z ^= z >> 31;
	return (uint64_t)(((z >> 32) * below) >> 32);
}

/* Add to the line. One number of the generator in one call: arguments are worked out in any order. */
static void put(struct play *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct play *p, const char *format, ...)
{
	size_t used = strlen(p->line);
	va_list ap;

	va_start(ap, format);
	vsnprintf(p->line + used, sizeof(p->line) - used, format, ap);
	va_end(ap);
}

static unsigned some_dog(struct play *p)
{
	return 1 + (unsigned)play_random(p, p->dog_count);
}

static unsigned some_person(struct play *p)
{
	return 1 + (unsigned)play_random(p, p->people_count);
}

static const char *one_of(struct play *p, const char *const *words, size_t count)
{
	return words[play_random(p, count)];
}

#define ONE_OF(p, words) one_of(p, words, sizeof(words) / sizeof((words)[0]))

static void put_id(struct play *p)
{
	put(p, "'id':'e%" PRIu64 "'", p->said);
	if (play_random(p, 20) == 0)
		put(p, ",'station':'%s'", play_random(p, 2) ? "patio" : "calle");
}

/* A time so long ago; negative: ahead. */
static void put_time(struct play *p, int64_t ago_ms)
{
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(p->now_ms - ago_ms, stamp);
	put(p, ",'time':'%s'", stamp);
}

static int64_t some_ms(struct play *p, int64_t from_ms, int64_t to_ms)
{
	return from_ms + (int64_t)play_random(p, (uint64_t)(to_ms - from_ms));
}

static void put_movement(struct play *p)
{
	static const char *const actions[] = { "exit", "entry", "scan", "scan" };
	static const char *const sources[] = { "nfc", "qr", "keyboard", "api" };

	put_id(p);
	if (play_random(p, 3)) {
		put(p, ",'dog':'p-%03u'", some_dog(p));
		put(p, ",'action':'%s'", ONE_OF(p, actions));
	} else {
		put(p, ",'tag':'T-%03u'", some_dog(p));
	}
	put(p, ",'source':'%s'", ONE_OF(p, sources));
	if (play_random(p, 6) == 0)
		put(p, ",'volunteer':'v-%02u'", some_person(p));
	if (play_random(p, 60) == 0)
		put(p, ",'estimated':true");
	if (play_random(p, 60) == 0)
		put(p, ",'confidence':0.%u", (unsigned)play_random(p, 100));
}

static void say_movement(struct play *p)
{
	put_movement(p);
}

static void say_timed(struct play *p)
{
	put_movement(p);
	put_time(p, some_ms(p, 0, 5 * MINUTE_MS));
}

static void say_late(struct play *p)
{
	put_movement(p);
	put_time(p, some_ms(p, 10 * MINUTE_MS, 6 * HOUR_MS));
}

static void say_future(struct play *p)
{
	put_movement(p);
	put_time(p, -some_ms(p, 0, 10 * MINUTE_MS));
}

static void say_badge(struct play *p)
{
	put_id(p);
	if (play_random(p, 2))
		put(p, ",'tag':'B-%02u'", some_person(p));
	else
		put(p, ",'volunteer':'v-%02u'", some_person(p));
	if (play_random(p, 10) == 0)
		put_time(p, some_ms(p, 0, HOUR_MS));
}

/* The id of something that was said, mostly lately; held: of what waits. */
static const char *some_id(struct play *p, bool held)
{
	size_t count = held ? p->held_count : p->recent_count;
	size_t kept = count < PLAY_RECENT ? count : PLAY_RECENT;
	size_t back;

	if (!kept)
		return "none";
	back = play_random(p, play_random(p, 3) ? (kept < 6 ? kept : 6) : kept);
	return (held ? p->held : p->recent)[(count - 1 - back) % PLAY_RECENT];
}

static void say_answer(struct play *p)
{
	put_id(p);
	put(p, ",'action':'answer','of':'%s'", some_id(p, play_random(p, 8) > 0));
	put(p, ",'go':%s", play_random(p, 3) ? "true" : "false");
	put(p, ",'reason':'r%u'", (unsigned)play_random(p, 9));
	put(p, ",'source':'%s'", play_random(p, 12) ? "keyboard" : "nfc");
	if (play_random(p, 3) == 0)
		put(p, ",'volunteer':'v-%02u'", some_person(p));
	if (play_random(p, 20) == 0)
		put_time(p, some_ms(p, 0, 20 * MINUTE_MS));
}

static void say_retract(struct play *p)
{
	put_id(p);
	put(p, ",'action':'retract','of':'%s'", some_id(p, play_random(p, 6) == 0));
}

static void say_amend(struct play *p)
{
	uint64_t what = play_random(p, 8);

	put_id(p);
	put(p, ",'action':'amend','of':'%s'", some_id(p, play_random(p, 6) == 0));
	if (what < 5)
		put_time(p, some_ms(p, -MINUTE_MS, 2 * HOUR_MS));
	if (what > 3 && what < 7)
		put(p, ",'volunteer':'v-%02u'", some_person(p));
	if (what == 6)
		put(p, ",'reason':'seen at the kennel'");
}

/* Of a dog, a tag or an event that nobody knows, or not yet. */
static void say_unknown(struct play *p)
{
	uint64_t what = play_random(p, 4);

	put_id(p);
	if (what == 0)
		put(p, ",'dog':'p-999','action':'exit'");
	else if (what == 1)
		put(p, ",'tag':'NADIE-%u'", (unsigned)play_random(p, 5));
	else
		put(p, ",'action':'%s','of':'e%" PRIu64 "','reason':'too early'",
		    what == 2 ? "retract" : "amend", p->said + 1 + play_random(p, 30));
}

static void put_pair(struct play *p)
{
	put(p, "['p-%03u',", some_dog(p));
	put(p, "'p-%03u']", some_dog(p));
}

static void say_roster(struct play *p)
{
	static const char *const levels[] = { "green", "yellow", "red", "" };
	static const char *const traits[] = { "reactive", "heat", "escape heat", "", "", "" };
	unsigned dog = some_dog(p);

	put_id(p);
	put(p, ",'action':'roster',");
	switch (play_random(p, 7)) {
	case 0:
		put(p, "'holds':[{'dog':'p-%03u','reason':'cojea'}]", dog);
		break;
	case 1:
		put(p, "'lift':['p-%03u']", dog);
		break;
	case 2:
		put(p, "'pairs':[{'dogs':");
		put_pair(p);
		put(p, ",'kind':'%s'}]", play_random(p, 2) ? "bonded" : "incompatible");
		break;
	case 3:
		put(p, "'unpair':[");
		put_pair(p);
		put(p, "]");
		break;
	case 4:
		put(p, "'archive':['%s-%0*u']", play_random(p, 4) ? "p" : "v", 3, dog);
		break;
	default:
		put(p, "'dogs':[{'id':'p-%03u','edit':true", dog);
		put(p, ",'level':'%s'", ONE_OF(p, levels));
		put(p, ",'traits':'%s'}]", ONE_OF(p, traits));
	}
}

static void say_setting(struct play *p)
{
	static const char *const settings[] = {
		"'policy.reactive':'note'",
		"'policy.hold':'note'",
		"'policy.hold':'confirm'",
		"'policy.incompatible':'note'",
		"'policy.incompatible':'confirm'",
		"'policy.level':'note'",
		"'policy.level':'confirm'",
		"'policy.reactive':'note'",
		"'policy.reactive':'confirm'",
		"'policy.reactive':'refuse'",
		"'policy.bonded-alone':'confirm'",
		"'policy.bonded-alone':'note'",
		"'policy.overdue':'confirm'",
		"'policy.overdue':'note'",
		"'policy.early-return':'confirm'",
		"'policy.early-return':'note'",
		"'walker_from_level':'yellow'",
		"'walker_from_level':''",
		"'zones_apart':'yes'",
		"'zones_apart':'no'",
		"'heat':'hot'",
		"'heat':'none'",
		"'badge_s':10",
		"'badge_s':30",
		"'reversal_s':0",
		"'reversal_s':120",
		"'late_min':2",
		"'late_min':10",
		"'early_min':9999",
	};

	put_id(p);
	put(p, ",'action':'roster','settings':{%s}", ONE_OF(p, settings));
}

static void say_recall(struct play *p)
{
	put_id(p);
	put(p, ",'action':'recall','go':%s,'reason':'tormenta'",
	    play_random(p, 4) ? "false" : "true");
}

static void say_close(struct play *p)
{
	char day[DAYS_STAMP_SIZE];

	days_format_day(days_add(days_of(p->now_ms), (int)play_random(p, 4) - 2), day);
	put_id(p);
	put(p, ",'action':'close'");
	if (play_random(p, 2))
		put(p, ",'day':'%s'", day);
}

/* clang-format off */
/* Of a thousand lines so many are such. */
static const struct {
	unsigned weight;
	void (*say)(struct play *p);
} kinds[] = {
	{ 510, say_movement },
	{  60, say_timed },
	{  80, say_late },
	{  10, say_future },
	{  70, say_badge },
	{ 140, say_answer },
	{  40, say_retract },
	{  40, say_amend },
	{  10, say_unknown },
	{  20, say_roster },
	{   8, say_setting },
	{   8, say_recall },
	{   4, say_close },
};
/* clang-format on */

/* A busy gate, breaks, nights, and a clock that is set now and then. */
static void move_clock(struct play *p)
{
	uint64_t what = play_random(p, 600);

	if (what < 12)
		p->now_ms += some_ms(p, 5 * MINUTE_MS, 50 * MINUTE_MS);
	else if (what == 12)
		p->now_ms += some_ms(p, 8 * HOUR_MS, 30 * HOUR_MS);
	else if (what == 13)
		p->now_ms -= some_ms(p, 0, 10 * SECOND_MS);
	else if (what == 14)
		p->now_ms -= some_ms(p, MINUTE_MS, 3 * HOUR_MS);
	else
		p->now_ms += some_ms(p, 0, 40 * SECOND_MS);
}

void play_line(struct play *p)
{
	unsigned at = (unsigned)play_random(p, 1000);
	size_t kind = 0;

	/* The same line once more, as senders do that got no answer. */
	if (p->said && play_random(p, 50) == 0)
		return;
	move_clock(p);
	while (at >= kinds[kind].weight)
		at -= kinds[kind++].weight;
	snprintf(p->line, sizeof(p->line), "{");
	kinds[kind].say(p);
	put(p, "}");
	for (char *c = p->line; *c; c++) {
		if (*c == '\'')
			*c = '"';
	}
}
