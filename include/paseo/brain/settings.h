/*
 * settings - what judgement depends on, as one table of keys.
 *
 * Kept in the event log (roster events with "settings"), so that a replay judges
 * by what held at the time. Pure.
 */
#ifndef PASEO_BRAIN_SETTINGS_H
#define PASEO_BRAIN_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/brain/levels.h"
#include "paseo/queue/answer.h"

#define SETTING_TEXT_SIZE 97
#define SETTING_VALUE_SIZE LEVELS_TEXT_SIZE /* of any value as text */

enum policy { POLICY_NOTE, POLICY_CONFIRM, POLICY_REFUSE, POLICY_COUNT };

/* How hot it is, as typed at the desk for a day; each band shortens the longest walk. */
enum heat { HEAT_NONE, HEAT_WARM, HEAT_HOT, HEAT_EXTREME, HEAT_COUNT };

struct settings {
	char shelter[SETTING_TEXT_SIZE];
	char zone[SETTING_TEXT_SIZE]; /* "" : the system's */
	int64_t debounce_ms;
	int64_t badge_ms;
	int64_t reversal_ms;
	int64_t gate_busy_ms;
	int64_t bonded_ms;
	int64_t late_ms;
	int64_t future_ms;
	int64_t confidence_percent;
	int64_t target_min; /* of a dog that has none of its own */
	int64_t limit_min;
	int64_t due_soon_percent; /* of the longest walk */
	int64_t early_min;
	enum heat heat;
	int32_t heat_day;			    /* the day that heat was said of; 0: none */
	int64_t heat_percent[HEAT_COUNT];	    /* of the longest walk that is left */
	int64_t heat_sensitive_percent[HEAT_COUNT]; /* the same for dogs with the trait heat */
	bool zones_apart;
	struct levels levels;
	char levels_text[LEVELS_TEXT_SIZE];
	char level_needs_walker[LEVEL_SIZE]; /* key; "" none */
	enum policy policies[WARNING_COUNT];
};

struct setting_row {
	const char *key; /* "reversal_s" */
	const char *meaning;
};

void settings_default(struct settings *s);
size_t settings_count(void);
const struct setting_row *settings_row(size_t index);
/* ERR_NOT_FOUND: no such key; ERR_INVALID: the value is out of range; the fault says which is wanted. */
int settings_set(struct settings *s, const char *key, const char *value, struct fault *f);
int settings_get(const struct settings *s, const char *key, char out[SETTING_VALUE_SIZE]);

/* How hot it is on that day: what was said of another day does not hold. */
enum heat settings_heat(const struct settings *s, int32_t day);
const char *settings_heat_name(enum heat h); /* "none", "warm" ... */
int settings_heat_find(const char *name);    /* -1: none of them */

#endif
