/*
 * settings - what judgement depends on, as one table of keys.
 *
 * Kept in the event log (roster events with "settings"), so that a replay judges
 * by what held at the time. Pure.
 */
#ifndef PASEO_BRAIN_SETTINGS_H
#define PASEO_BRAIN_SETTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "paseo/base/error.h"

#define SETTING_VALUE_SIZE 97

enum policy { POLICY_NOTE, POLICY_CONFIRM, POLICY_REFUSE, POLICY_COUNT };

struct settings {
	char shelter[SETTING_VALUE_SIZE];
	char zone[SETTING_VALUE_SIZE]; /* "" : the system's */
	int64_t debounce_ms;
	int64_t reversal_ms;
	int64_t gate_busy_ms;
	int64_t late_ms;
	int64_t future_ms;
	int64_t confidence_percent;
	int64_t target_min; /* of a dog that has none of its own */
	int64_t limit_min;
	enum policy reactive_policy;
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

#endif
