/*
 * settings - the table of what judgement depends on. See the header.
 */
#include <config.h>

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/brain/settings.h"

enum type { TYPE_TEXT, TYPE_NUMBER, TYPE_POLICY };

/* scale: from the unit of the key to that of the member (seconds to milliseconds). */
struct row {
	struct setting_row shown;
	enum type type;
	size_t offset;
	int64_t scale;
	int64_t min;
	int64_t max;
	const char *standard;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct row rows[] = {
	{ { "shelter", N_("name of the shelter, at the top of board and report") },
	  TYPE_TEXT, AT(shelter), 0, 0, 0, "" },
	{ { "zone", N_("time zone, such as Europe/Madrid; empty: the system's; counts from the next start") },
	  TYPE_TEXT, AT(zone), 0, 0, 0, "" },
	{ { "debounce_s", N_("the same code again within so many seconds is one read") },
	  TYPE_NUMBER, AT(debounce_ms), SECOND_MS, 0, 600, "3" },
	{ { "reversal_s", N_("a scan so many seconds after the dog's last movement asks") },
	  TYPE_NUMBER, AT(reversal_ms), SECOND_MS, 0, 3600, "120" },
	{ { "gate_busy_s", N_("a dog that came in less than so many seconds ago still counts at the gate") },
	  TYPE_NUMBER, AT(gate_busy_ms), SECOND_MS, 0, 600, "30" },
	{ { "late_min", N_("an event older than so many minutes has happened: applied, never held") },
	  TYPE_NUMBER, AT(late_ms), MINUTE_MS, 1, 1440, "10" },
	{ { "future_min", N_("an event more than so many minutes in the future is refused") },
	  TYPE_NUMBER, AT(future_ms), MINUTE_MS, 0, 60, "5" },
	{ { "confidence_percent", N_("a movement that a model is less sure of than this is held") },
	  TYPE_NUMBER, AT(confidence_percent), 1, 0, 100, "80" },
	{ { "target_min", N_("minutes of walk a day for a dog that has no target of its own") },
	  TYPE_NUMBER, AT(target_min), 1, 1, 1440, "30" },
	{ { "limit_min", N_("longest walk in minutes for a dog that has no limit of its own") },
	  TYPE_NUMBER, AT(limit_min), 1, 1, 1440, "60" },
	{ { "policy.reactive", N_("a reactive dog leaves while another is outside: note, confirm or refuse") },
	  TYPE_POLICY, AT(reactive_policy), 0, 0, 0, "confirm" },
};

static const char *const policies[POLICY_COUNT] = {
	[POLICY_NOTE]    = "note",
	[POLICY_CONFIRM] = "confirm",
	[POLICY_REFUSE]  = "refuse",
};
/* clang-format on */

#define ROWS (sizeof(rows) / sizeof(rows[0]))

static const struct row *find_row(const char *key)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (strcmp(rows[i].shown.key, key) == 0)
			return &rows[i];
	}
	return NULL;
}

static int set_text(char *member, const struct row *row, const char *value, struct fault *f)
{
	if (text_check(value, strlen(value), NULL, NULL) != 0 ||
	    text_copy(member, SETTING_VALUE_SIZE, value) != 0)
		return fault_set(f, ERR_INVALID, "%s takes at most %d bytes of plain text",
				 row->shown.key, SETTING_VALUE_SIZE - 1);
	return 0;
}

static int set_number(int64_t *member, const struct row *row, const char *value, struct fault *f)
{
	char *end;
	long long number = strtoll(value, &end, 10);

	if (end == value || *end || number < row->min || number > row->max)
		return fault_set(f, ERR_INVALID,
				 "%s takes a whole number from %" PRId64 " to %" PRId64,
				 row->shown.key, row->min, row->max);
	*member = number * row->scale;
	return 0;
}

static int set_policy(enum policy *member, const struct row *row, const char *value,
		      struct fault *f)
{
	for (int i = 0; i < POLICY_COUNT; i++) {
		if (strcmp(policies[i], value) == 0) {
			*member = (enum policy)i;
			return 0;
		}
	}
	return fault_set(f, ERR_INVALID, "%s takes note, confirm or refuse", row->shown.key);
}

static int set_row(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	char *member = (char *)s + row->offset;

	switch (row->type) {
	case TYPE_TEXT:
		return set_text(member, row, value, f);
	case TYPE_NUMBER:
		return set_number((int64_t *)(void *)member, row, value, f);
	default:
		return set_policy((enum policy *)(void *)member, row, value, f);
	}
}

void settings_default(struct settings *s)
{
	memset(s, 0, sizeof(*s));
	for (size_t i = 0; i < ROWS; i++)
		set_row(s, &rows[i], rows[i].standard, NULL);
}

size_t settings_count(void)
{
	return ROWS;
}

const struct setting_row *settings_row(size_t index)
{
	return index < ROWS ? &rows[index].shown : NULL;
}

int settings_set(struct settings *s, const char *key, const char *value, struct fault *f)
{
	const struct row *row = find_row(key);

	if (!row)
		return fault_set(f, ERR_NOT_FOUND,
				 "there is no setting '%s'; 'paseo settings list' shows them", key);
	return set_row(s, row, value, f);
}

int settings_get(const struct settings *s, const char *key, char out[SETTING_VALUE_SIZE])
{
	const struct row *row = find_row(key);
	const char *member;

	if (!row)
		return ERR_NOT_FOUND;
	member = (const char *)s + row->offset;
	if (row->type == TYPE_TEXT)
		snprintf(out, SETTING_VALUE_SIZE, "%s", member);
	else if (row->type == TYPE_NUMBER)
		snprintf(out, SETTING_VALUE_SIZE, "%" PRId64,
			 *(const int64_t *)(const void *)member / row->scale);
	else
		snprintf(out, SETTING_VALUE_SIZE, "%s",
			 policies[*(const enum policy *)(const void *)member]);
	return 0;
}
