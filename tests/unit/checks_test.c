/* Every check before a dog goes out and when it comes in, by tables of situations. */
#include <config.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/brain/checks.h"

#define TODAY 20261122

/* clang-format off */
/* The dogs of every situation. */
static const struct dog cast[] = {
	{ .id = "luna",  .name = "Luna",  .traits = "reactive", .zone = "north", .level = "green" },
	{ .id = "thor",  .name = "Thor",  .traits = "escape reactive", .zone = "south", .level = "red" },
	{ .id = "rex",   .name = "Rex",   .traits = "reactive" },
	{ .id = "coco",  .name = "Coco",  .zone = "north" },
	{ .id = "kira",  .name = "Kira",  .zone = "south", .level = "yellow" },
	{ .id = "nube",  .name = "Nube",  .traits = "heat", .limit_min = 40 },
	{ .id = "vieja", .name = "Vieja", .archived = true },
};

/* What may be added to the dogs and who walks. */
static const struct volunteer people[] = {
	{ .id = "ana",  .name = "Ana",  .level = "green" },
	{ .id = "bea",  .name = "Bea",  .level = "yellow" },
	{ .id = "ciro", .name = "Ciro", .level = "red" },
	{ .id = "nono", .name = "Nono" },
};
/* clang-format on */

#define DOGS (sizeof(cast) / sizeof(cast[0]))
#define PEOPLE (sizeof(people) / sizeof(people[0]))
#define PAIRS 4

struct situation {
	const char *name;
	const char *settings; /* "key=value; ..." */
	const char *pairs;    /* "kind one other; ..." */
	const char *gate;     /* "thor out; coco moved; kira joined"; "known": it is later now */
	const char *hold;     /* of the dog that goes: its last day, "ever", or "" for none */
	const char *dog;
	const char *walker; /* "" : nobody is named */
	/* What is to come of it. */
	const char *warnings; /* "reactive(thor rex) hold" */
	const char *policy;
	const char *ask;
};

/* A gate with what it points at. */
struct scene {
	struct settings settings;
	struct dog dogs[DOGS];
	struct gate_dog seen[DOGS];
	struct pair pairs[PAIRS];
	struct gate gate;
};

static size_t dog_at(const char *id)
{
	for (size_t i = 0; i < DOGS; i++) {
		if (strcmp(cast[i].id, id) == 0)
			return i;
	}
	fail_msg("no dog %s", id);
	return 0;
}

/* The next part of a text whose parts end with "; ". False: there is none. */
static bool next_part(const char **text, char part[512])
{
	size_t n = strcspn(*text, ";");

	if (!n)
		return false;
	snprintf(part, 512, "%.*s", (int)n, *text);
	*text += n;
	*text += strspn(*text, "; ");
	return true;
}

static void set_settings(struct scene *s, const char *text)
{
	char part[512];
	struct fault f = { "" };

	settings_default(&s->settings);
	while (next_part(&text, part)) {
		char *value = strchr(part, '=');

		assert_non_null(value);
		*value++ = '\0';
		if (settings_set(&s->settings, part, value, &f) != 0)
			fail_msg("%s: %s", part, f.text);
	}
}

static void set_pairs(struct scene *s, const char *text)
{
	char part[512];

	while (next_part(&text, part)) {
		char kind[32];
		char one[32];
		char other[32];

		assert_int_equal(sscanf(part, "%31s %31s %31s", kind, one, other), 3);
		assert_true(s->gate.pair_count < PAIRS);
		pair_make(&s->pairs[s->gate.pair_count++], one, other,
			  (enum pair_kind)pair_kind_find(kind));
	}
}

static void set_gate(struct scene *s, const char *text)
{
	char part[512];

	while (next_part(&text, part)) {
		char id[32];
		char how[32] = "";

		if (sscanf(part, "%31s %31s", id, how) == 1) {
			assert_string_equal(id, "known");
			s->gate.later_known = true;
		} else if (strcmp(how, "out") == 0) {
			s->seen[dog_at(id)].outside = true;
		} else if (strcmp(how, "moved") == 0) {
			s->seen[dog_at(id)].moved = true;
		} else {
			assert_string_equal(how, "joined");
			s->seen[dog_at(id)].joined = true;
		}
	}
}

static void set_scene(struct scene *s, const struct situation *r)
{
	struct dog *self = &s->dogs[dog_at(r->dog)];

	memset(s, 0, sizeof(*s));
	memcpy(s->dogs, cast, sizeof(cast));
	for (size_t i = 0; i < DOGS; i++)
		s->seen[i].dog = &s->dogs[i];
	s->gate = (struct gate){ .settings = &s->settings,
				 .day = TODAY,
				 .dog_count = DOGS,
				 .dogs = s->seen,
				 .pairs = s->pairs };
	set_settings(s, r->settings);
	set_pairs(s, r->pairs);
	set_gate(s, r->gate);
	if (!*r->hold)
		return;
	self->hold = HOLD_MEDICAL;
	if (strcmp(r->hold, "ever") != 0)
		assert_int_equal(days_parse_day(r->hold, &self->hold_until), 0);
}

static void write_warnings(const struct verdict *v, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < v->warning_count; i++) {
		const struct warning *w = &v->warnings[i];

		used += (size_t)snprintf(out + used, size - used,
					 w->with[0] ? "%s%s(%s)" : "%s%s%s", i ? " " : "",
					 answer_warning_name(w->kind), w->with);
	}
}

static const char *policy_name(enum policy p)
{
	static const char *const names[] = { "note", "confirm", "refuse" };

	return names[p];
}

static void assert_verdict(const char *name, const struct verdict *v, const char *warnings,
			   const char *policy, const char *ask)
{
	char got[1024];

	write_warnings(v, got, sizeof(got));
	if (strcmp(got, warnings) != 0 || strcmp(policy_name(v->policy), policy) != 0 ||
	    strcmp(answer_ask_name(v->ask), ask) != 0)
		fail_msg("%s:\n  wanted '%s' %s '%s'\n  got    '%s' %s '%s'", name, warnings,
			 policy, ask, got, policy_name(v->policy), answer_ask_name(v->ask));
}

static void judge(const struct situation *r)
{
	const struct volunteer *walker = NULL;
	struct scene s;
	struct verdict v;

	set_scene(&s, r);
	for (size_t i = 0; i < PEOPLE; i++) {
		if (strcmp(people[i].id, r->walker) == 0)
			walker = &people[i];
	}
	checks_exit(&s.gate, dog_at(r->dog), *r->walker ? r->walker : NULL, walker, &v);
	assert_verdict(r->name, &v, r->warnings, r->policy, r->ask);
}

#define JUDGE(rows)                                                           \
	do {                                                                  \
		(void)state;                                                  \
		for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++) \
			judge(&(rows)[i]);                                    \
	} while (0)

/* clang-format off */
static void a_reactive_dog_meets_no_other(void **state)
{
	static const struct situation rows[] = {
		{ "nobody is about", "", "", "", "", "luna", "",
		  "", "note", "" },
		{ "a reactive dog is out", "", "", "thor out", "", "luna", "",
		  "reactive(thor)", "confirm", "warning" },
		{ "one came in a moment ago", "", "", "thor moved", "", "luna", "",
		  "reactive(thor)", "confirm", "warning" },
		{ "two are out", "", "", "thor out; rex out", "", "luna", "",
		  "reactive(thor rex)", "confirm", "warning" },
		{ "the dog itself has just moved", "", "", "luna moved", "", "luna", "",
		  "", "note", "" },
		{ "a dog that is not reactive is out", "", "", "coco out", "", "luna", "",
		  "", "note", "" },
		{ "the dog that goes is not reactive", "", "", "thor out", "", "coco", "",
		  "", "note", "" },
		{ "the shelter only wants it said", "policy.reactive=note", "", "thor out", "", "luna", "",
		  "reactive(thor)", "note", "" },
		{ "the shelter never allows it", "policy.reactive=refuse", "", "thor out", "", "luna", "",
		  "reactive(thor)", "refuse", "" },
	};

	JUDGE(rows);
}

static void dogs_of_different_zones_do_not_meet_where_the_shelter_says_so(void **state)
{
	static const struct situation rows[] = {
		{ "zones are not kept apart", "", "", "thor out", "", "luna", "",
		  "reactive(thor)", "confirm", "warning" },
		{ "they are, and the zones differ", "zones_apart=yes", "", "thor out", "", "luna", "",
		  "", "note", "" },
		{ "a dog without a zone may be anywhere", "zones_apart=yes", "", "rex out", "", "luna", "",
		  "reactive(rex)", "confirm", "warning" },
		{ "one without a zone goes itself", "zones_apart=yes", "", "thor out; luna out", "", "rex", "",
		  "reactive(luna thor)", "confirm", "warning" },
		{ "an incompatible dog of the same zone", "zones_apart=yes", "incompatible luna coco",
		  "coco out", "", "luna", "",
		  "incompatible(coco)", "confirm", "warning" },
		{ "an incompatible dog of another zone", "zones_apart=yes", "incompatible kira coco",
		  "kira out", "", "coco", "",
		  "", "note", "" },
		{ "at the gate they meet whatever their zones", "zones_apart=yes", "", "thor moved", "",
		  "luna", "",
		  "gate-busy(thor)", "note", "" },
	};

	JUDGE(rows);
}

static void incompatible_dogs_do_not_meet(void **state)
{
	static const struct situation rows[] = {
		{ "the other is in", "", "incompatible coco kira", "", "", "coco", "",
		  "", "note", "" },
		{ "the other is out", "", "incompatible coco kira", "kira out", "", "coco", "",
		  "incompatible(kira)", "confirm", "warning" },
		{ "and the other way round", "", "incompatible coco kira", "coco out", "", "kira", "",
		  "incompatible(coco)", "confirm", "warning" },
		{ "the other came in a moment ago", "", "incompatible coco kira", "kira moved", "", "coco", "",
		  "incompatible(kira)", "confirm", "warning" },
		{ "two others", "", "incompatible coco kira; incompatible coco rex; incompatible rex kira",
		  "kira out; rex out", "", "coco", "",
		  "incompatible(kira rex)", "confirm", "warning" },
		{ "the pair of two others", "", "incompatible luna kira", "kira out", "", "coco", "",
		  "", "note", "" },
		{ "a bonded pair is none", "", "bonded coco kira", "kira out", "", "coco", "",
		  "", "note", "" },
		{ "refused", "policy.incompatible=refuse", "incompatible coco kira", "kira out", "", "coco", "",
		  "incompatible(kira)", "refuse", "" },
	};

	JUDGE(rows);
}

static void bonded_dogs_go_together(void **state)
{
	static const struct situation rows[] = {
		{ "noted: the partner may still follow", "", "bonded coco kira", "", "", "coco", "",
		  "", "note", "" },
		{ "noted: it did not follow", "", "bonded coco kira", "known", "", "coco", "",
		  "bonded-alone(kira)", "note", "" },
		{ "noted: it followed", "", "bonded coco kira", "known; kira joined", "", "coco", "",
		  "", "note", "" },
		{ "noted: it was out already", "", "bonded coco kira", "known; kira out", "", "coco", "",
		  "", "note", "" },
		{ "asked: it waits for its partner", "policy.bonded-alone=confirm", "bonded coco kira", "", "",
		  "coco", "",
		  "bonded-alone(kira)", "confirm", "bonded" },
		{ "asked: the partner waits at the gate", "policy.bonded-alone=confirm", "bonded coco kira",
		  "kira joined", "", "coco", "",
		  "", "note", "" },
		{ "asked: the partner is out", "policy.bonded-alone=confirm", "bonded coco kira", "kira out", "",
		  "coco", "",
		  "", "note", "" },
		{ "asked: one of two partners is out", "policy.bonded-alone=confirm",
		  "bonded coco kira; bonded rex coco", "kira out", "", "coco", "",
		  "bonded-alone(rex)", "confirm", "bonded" },
		{ "refused alone: it waits for its partner", "policy.bonded-alone=refuse", "bonded coco kira", "",
		  "", "coco", "",
		  "bonded-alone(kira)", "confirm", "bonded" },
		{ "refused alone: the partner is out", "policy.bonded-alone=refuse", "bonded coco kira",
		  "kira out", "", "coco", "",
		  "", "note", "" },
		{ "a partner in the archive is waited for by nobody", "policy.bonded-alone=confirm",
		  "bonded coco vieja", "", "", "coco", "",
		  "", "note", "" },
	};

	JUDGE(rows);
}

static void a_dog_on_hold_stays_in(void **state)
{
	static const struct situation rows[] = {
		{ "until it is lifted", "", "", "", "ever", "coco", "",
		  "hold", "confirm", "warning" },
		{ "until a day to come", "", "", "", "2026-12-01", "coco", "",
		  "hold", "confirm", "warning" },
		{ "its last day is one of it", "", "", "", "2026-11-22", "coco", "",
		  "hold", "confirm", "warning" },
		{ "the day after", "", "", "", "2026-11-21", "coco", "",
		  "", "note", "" },
		{ "refused", "policy.hold=refuse", "", "", "ever", "coco", "",
		  "hold", "refuse", "" },
		{ "noted", "policy.hold=note", "", "", "ever", "coco", "",
		  "hold", "note", "" },
	};

	JUDGE(rows);
}

static void a_handler_walks_dogs_up_to_their_own_level(void **state)
{
	static const struct situation rows[] = {
		{ "a lower handler", "", "", "", "", "kira", "ana",
		  "level", "confirm", "warning" },
		{ "an equal one", "", "", "", "", "kira", "bea",
		  "", "note", "" },
		{ "a higher one", "", "", "", "", "kira", "ciro",
		  "", "note", "" },
		{ "one without a level takes those of the lowest", "", "", "", "", "luna", "nono",
		  "", "note", "" },
		{ "and no others", "", "", "", "", "kira", "nono",
		  "level", "confirm", "warning" },
		{ "one whom the roster does not know", "", "", "", "", "kira", "quien",
		  "level", "confirm", "warning" },
		{ "the same with a dog of the lowest", "", "", "", "", "luna", "quien",
		  "", "note", "" },
		{ "a dog without a level", "", "", "", "", "coco", "ana",
		  "", "note", "" },
		{ "nobody is named and nobody need be", "", "", "", "", "thor", "",
		  "", "note", "" },
		{ "nobody is named for a dog that needs one", "walker_from_level=yellow", "", "", "", "kira", "",
		  "level", "confirm", "walker" },
		{ "nor for one above that", "walker_from_level=yellow", "", "", "", "thor", "",
		  "level", "confirm", "walker" },
		{ "nor for one below, which needs none", "walker_from_level=yellow", "", "", "", "luna", "",
		  "", "note", "" },
		{ "every graded dog needs one", "walker_from_level=green", "", "", "", "luna", "",
		  "level", "confirm", "walker" },
		{ "a dog without a level never does", "walker_from_level=green", "", "", "", "coco", "",
		  "", "note", "" },
		{ "named, and too low: that is for a person", "walker_from_level=yellow", "", "", "", "thor", "bea",
		  "level", "confirm", "warning" },
		{ "nobody is named, and it is only noted", "walker_from_level=yellow; policy.level=note", "", "",
		  "", "kira", "",
		  "level", "note", "" },
		{ "the shelter's own grades: a lower handler",
		  "levels=green:1, yellow:2, blue:3, red:4; policy.level=refuse", "", "", "", "thor", "bea",
		  "level", "refuse", "" },
		{ "the shelter turned them round", "levels=red:1, yellow:2, green:3", "", "", "", "thor", "ana",
		  "", "note", "" },
		{ "where the lowest is another, green needs a handler of it", "levels=red:1, yellow:2, green:3", "",
		  "", "", "luna", "bea",
		  "level", "confirm", "warning" },
	};

	JUDGE(rows);
}

static void a_crowd_at_the_gate_is_said(void **state)
{
	static const struct situation rows[] = {
		{ "another dog has just moved", "", "", "kira moved", "", "coco", "",
		  "gate-busy(kira)", "note", "" },
		{ "two have", "", "", "kira moved; nube moved", "", "coco", "",
		  "gate-busy(kira nube)", "note", "" },
		{ "one has been out for long", "", "", "kira out", "", "coco", "",
		  "", "note", "" },
		{ "it has itself", "", "", "coco moved", "", "coco", "",
		  "", "note", "" },
		{ "a reactive one is named once", "", "", "thor moved; kira moved", "", "luna", "",
		  "reactive(thor) gate-busy(kira)", "confirm", "warning" },
		{ "an incompatible one is named once", "", "incompatible coco kira", "kira moved", "", "coco", "",
		  "incompatible(kira)", "confirm", "warning" },
		{ "a partner is no crowd", "", "bonded coco kira", "kira moved; kira out", "", "coco", "",
		  "", "note", "" },
		{ "a partner beside a stranger", "", "bonded coco kira", "kira moved; kira out; nube moved", "",
		  "coco", "",
		  "gate-busy(nube)", "note", "" },
		{ "asked", "policy.gate-busy=confirm", "", "kira moved", "", "coco", "",
		  "gate-busy(kira)", "confirm", "warning" },
		{ "refused", "policy.gate-busy=refuse", "", "kira moved", "", "coco", "",
		  "gate-busy(kira)", "refuse", "" },
	};

	JUDGE(rows);
}

static void heat_is_said_of_the_dogs_it_hurts(void **state)
{
	static const struct situation rows[] = {
		{ "no heat", "", "", "", "", "nube", "",
		  "", "note", "" },
		{ "warm, and a sensitive dog", "heat=warm; heat_day=2026-11-22", "", "", "", "nube", "",
		  "heat", "note", "" },
		{ "warm, and another", "heat=warm; heat_day=2026-11-22", "", "", "", "coco", "",
		  "", "note", "" },
		{ "hot, and another", "heat=hot; heat_day=2026-11-22", "", "", "", "coco", "",
		  "", "note", "" },
		{ "hot, and nothing of the walk is left", "heat=hot; heat_day=2026-11-22; heat_hot_percent=0", "",
		  "", "", "coco", "",
		  "heat", "note", "" },
		{ "extreme, and any dog", "heat=extreme; heat_day=2026-11-22", "", "", "", "coco", "",
		  "heat", "note", "" },
		{ "extreme heat of yesterday", "heat=extreme; heat_day=2026-11-21", "", "", "", "nube", "",
		  "", "note", "" },
		{ "refused", "heat=hot; heat_day=2026-11-22; policy.heat=refuse", "", "", "", "nube", "",
		  "heat", "refuse", "" },
	};

	JUDGE(rows);
}

static void several_reasons_are_told_at_once(void **state)
{
	static const struct situation rows[] = {
		{ "hold and reactive", "", "", "thor out", "ever", "luna", "",
		  "hold reactive(thor)", "confirm", "warning" },
		{ "the strictest policy counts", "policy.hold=refuse; policy.reactive=note", "", "thor out", "ever",
		  "luna", "",
		  "hold reactive(thor)", "refuse", "" },
		{ "one is noted, one asked", "", "", "thor out; coco moved", "", "luna", "",
		  "reactive(thor) gate-busy(coco)", "confirm", "warning" },
		{ "a partner and a badge to come: for a person",
		  "policy.bonded-alone=confirm; walker_from_level=green", "bonded luna kira", "", "", "luna", "",
		  "bonded-alone(kira) level", "confirm", "warning" },
		{ "a partner to come and a hold: for a person", "policy.bonded-alone=confirm", "bonded luna kira",
		  "", "ever", "luna", "",
		  "hold bonded-alone(kira)", "confirm", "warning" },
		{ "a badge to come and a note: the badge settles it", "walker_from_level=green", "", "coco moved",
		  "", "luna", "",
		  "level gate-busy(coco)", "confirm", "walker" },
		{ "everything", "policy.bonded-alone=confirm; heat=extreme; heat_day=2026-11-22",
		  "bonded luna kira; incompatible luna coco", "thor out; coco out; nube moved", "ever", "luna",
		  "", "hold reactive(thor) incompatible(coco) bonded-alone(kira) gate-busy(nube) heat", "confirm",
		  "warning" },
	};

	JUDGE(rows);
}

struct back {
	const char *name;
	const char *settings;
	const char *dog;
	int out_min; /* minutes ago that it went out */
	int out_s;   /* and seconds */
	const char *warnings;
	const char *policy;
	const char *ask;
};

static void a_dog_that_comes_back_early_or_late_is_told_of(void **state)
{
	static const struct back rows[] = {
		{ "just short of five minutes", "", "coco", 4, 59, "early-return", "note", "" },
		{ "five minutes", "", "coco", 5, 0, "", "note", "" },
		{ "at once", "", "coco", 0, 0, "early-return", "note", "" },
		{ "no walk is too short", "early_min=0", "coco", 0, 0, "", "note", "" },
		{ "the shelter asks why", "policy.early-return=confirm", "coco", 2, 0, "early-return",
		  "confirm", "warning" },
		{ "just short of an hour", "", "coco", 59, 59, "", "note", "" },
		{ "an hour", "", "coco", 60, 0, "overdue", "note", "" },
		{ "the dog's own limit", "", "nube", 39, 59, "", "note", "" },
		{ "reached", "", "nube", 40, 0, "overdue", "note", "" },
		{ "the shelter's limit", "limit_min=90", "coco", 89, 59, "", "note", "" },
		{ "heat shortens it", "heat=hot; heat_day=2026-11-22", "coco", 30, 0, "overdue", "note", "" },
		{ "and leaves so much", "heat=hot; heat_day=2026-11-22", "coco", 29, 59, "", "note", "" },
		{ "more for a sensitive dog", "heat=hot; heat_day=2026-11-22", "nube", 10, 0, "overdue",
		  "note", "" },
		{ "asked", "policy.overdue=confirm", "coco", 60, 0, "overdue", "confirm", "warning" },
		{ "over an hour and a minimum above it: it is early all the same", "early_min=120", "coco", 70, 0,
		  "early-return", "note", "" },
	};
	int64_t now_ms = days_at_ms(TODAY, 12, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct back *r = &rows[i];
		struct scene s;
		struct verdict v;

		set_settings(&s, r->settings);
		checks_entry(&s.settings, &cast[dog_at(r->dog)],
			     now_ms - r->out_min * MINUTE_MS - r->out_s * SECOND_MS, now_ms, &v);
		assert_verdict(r->name, &v, r->warnings, r->policy, r->ask);
	}
}

static void heat_shortens_the_longest_walk(void **state)
{
	static const struct {
		const char *settings;
		int usual; /* of Coco, whose limit is the shelter's 60 */
		int own;   /* of Nube: heat-sensitive, 40 */
		int soon;  /* from here on Coco is due soon */
	} rows[] = {
		{ "",                                                    60, 40, 48 },
		{ "heat=warm; heat_day=2026-11-22",                      48, 20, 38 },
		{ "heat=hot; heat_day=2026-11-22",                       30, 10, 24 },
		{ "heat=extreme; heat_day=2026-11-22",                   15, 0,  12 },
		{ "heat=extreme; heat_day=2026-11-21",                   60, 40, 48 },
		{ "heat=hot; heat_day=2026-11-22; heat_hot_percent=100", 60, 10, 48 },
		{ "limit_min=30; due_soon_percent=50",                   30, 40, 15 },
		{ "heat=hot; heat_day=2026-11-22; heat_hot_sensitive_percent=75", 30, 30, 24 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct dog *coco = &cast[dog_at("coco")];
		struct scene s;

		set_settings(&s, rows[i].settings);
		assert_int_equal(checks_limit_min(&s.settings, coco, TODAY), rows[i].usual);
		assert_int_equal(checks_limit_min(&s.settings, &cast[dog_at("nube")], TODAY),
				 rows[i].own);
		assert_int_equal(checks_due_soon_min(&s.settings, coco, TODAY), rows[i].soon);
	}
}
/* clang-format on */

/* So many dogs are about that their ids do not fit: those that do are whole. */
static void ids_that_do_not_fit_are_left_out_whole(void **state)
{
	enum { MANY = 40 };
	static struct dog dogs[MANY];
	static struct gate_dog seen[MANY];
	struct settings settings;
	struct gate gate = { .settings = &settings, .day = TODAY, .dog_count = MANY, .dogs = seen };
	struct verdict v;
	size_t len;

	(void)state;
	settings_default(&settings);
	for (int i = 0; i < MANY; i++) {
		snprintf(dogs[i].id, sizeof(dogs[i].id), "perro-%02d", i);
		snprintf(dogs[i].traits, sizeof(dogs[i].traits), "reactive");
		seen[i] = (struct gate_dog){ .dog = &dogs[i], .outside = i > 0 };
	}
	checks_exit(&gate, 0, NULL, NULL, &v);
	assert_int_equal(v.warning_count, 1);
	len = strlen(v.warnings[0].with);
	assert_true(len < WITH_SIZE && len > WITH_SIZE - 12);
	assert_int_equal(len % 9, 8);
	assert_int_equal(memcmp(v.warnings[0].with + len - 8, "perro-", 6), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reactive_dog_meets_no_other),
		cmocka_unit_test(dogs_of_different_zones_do_not_meet_where_the_shelter_says_so),
		cmocka_unit_test(incompatible_dogs_do_not_meet),
		cmocka_unit_test(bonded_dogs_go_together),
		cmocka_unit_test(a_dog_on_hold_stays_in),
		cmocka_unit_test(a_handler_walks_dogs_up_to_their_own_level),
		cmocka_unit_test(a_crowd_at_the_gate_is_said),
		cmocka_unit_test(heat_is_said_of_the_dogs_it_hurts),
		cmocka_unit_test(several_reasons_are_told_at_once),
		cmocka_unit_test(a_dog_that_comes_back_early_or_late_is_told_of),
		cmocka_unit_test(heat_shortens_the_longest_walk),
		cmocka_unit_test(ids_that_do_not_fit_are_left_out_whole),
	};

	if (days_set_zone("Europe/Madrid") != 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
