/*
 * demo_plan - what the makers of the demo's history share.
 */
#ifndef PASEO_COMMANDS_DEMO_PLAN_H
#define PASEO_COMMANDS_DEMO_PLAN_H

#include <stdbool.h>

#include "paseo/brain/roster.h"
#include "paseo/commands/demo.h"

#define DEMO_DOG_MAX 64

struct demo_dog {
	char id[DOG_ID_SIZE];
	char tag[TAG_CODE_SIZE];
	int level;
	int limit_min;
	bool reactive;
	bool away;   /* in today's script, not for the generator */
	bool walked; /* on the day being played */
	int64_t free_ms;
	int64_t last_day; /* day_number of its last walk */
	int64_t turn;
};

struct demo_person {
	char id[DOG_ID_SIZE];
	int level;
	bool here;
	int64_t free_ms;
};

struct demo_plan {
	uint64_t random;
	struct demo_history *history;
	size_t dog_count, person_count;
	struct demo_dog dogs[DEMO_DOG_MAX];
	struct demo_person people[DEMO_DOG_MAX];
	int64_t reactive_free_ms; /* when the last reactive dog is back */
	int64_t day_number;
	struct levels levels; /* that the rosters speak of */
};

/* The rosters of data/demo/ as events and as the plan's dogs and people. */
int demo_read_rosters(struct demo_plan *p, int64_t at_ms, struct fault *f);
/* Who comes that day, about so many; every dog rested. */
void demo_start_day(struct demo_plan *p, int32_t day, size_t people);
/* Up to so many walks, all over before until_ms. */
int demo_play(struct demo_plan *p, int32_t day, size_t walks, int64_t until_ms);
int demo_plan_today(struct demo_plan *p, int32_t day);

/* Add an event: the members of the object without its braces and id. id NULL: a number. */
int demo_say(struct demo_plan *p, int64_t at_ms, const char *id, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Add one as it stands; takes json. */
int demo_add(struct demo_plan *p, int64_t at_ms, char *json, size_t len);
uint64_t demo_random(struct demo_plan *p, uint64_t limit);

#endif
