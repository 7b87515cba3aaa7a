/*
 * settings - the table of what judgement depends on. See the header.
 */
#include <config.h>

#include <ctype.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/brain/settings.h"

enum type { TYPE_TEXT, TYPE_NUMBER, TYPE_POLICY, TYPE_WORD, TYPE_DAY, TYPE_LEVELS, TYPE_LEVEL };

/* scale: from the unit of the key to that of the member (seconds to milliseconds). */
struct row {
	struct setting_row shown;
	enum type type;
	size_t offset;
	int64_t scale;
	int64_t min;
	int64_t max;
	const char *standard;
	const char *const *
		words; /* of TYPE_WORD, ended by NULL; the member is an enum heat, or a bool for yes_no */
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const char *const policies[] = {
	[POLICY_NOTE]    = "note",
	[POLICY_CONFIRM] = "confirm",
	[POLICY_REFUSE]  = "refuse",
	NULL
};

static const char *const heats[] = {
	[HEAT_NONE]    = "none",
	[HEAT_WARM]    = "warm",
	[HEAT_HOT]     = "hot",
	[HEAT_EXTREME] = "extreme",
	NULL
};

static const char *const yes_no[] = { "no", "yes", NULL };

#define SECONDS(k, m, low, high, std, meaning) \
	{ { k, meaning }, TYPE_NUMBER, AT(m), SECOND_MS, low, high, std, NULL }
#define MINUTES(k, m, low, high, std, meaning) \
	{ { k, meaning }, TYPE_NUMBER, AT(m), MINUTE_MS, low, high, std, NULL }
#define NUMBER(k, m, low, high, std, meaning) \
	{ { k, meaning }, TYPE_NUMBER, AT(m), 1, low, high, std, NULL }
#define POLICY(k, kind, std, meaning) \
	{ { "policy." k, meaning }, TYPE_POLICY, AT(policies[kind]), 0, 0, 0, std, NULL }

static const struct row rows[] = {
	{ { "shelter", N_("name of the shelter, at the top of board and report") },
	  TYPE_TEXT, AT(shelter), 0, 0, 0, "", NULL },
	{ { "zone", N_("time zone, such as Europe/Madrid; empty: the system's; counts from the next start") },
	  TYPE_TEXT, AT(zone), 0, 0, 0, "", NULL },
	SECONDS("debounce_s", debounce_ms, 0, 600, "3",
		N_("the same code again within so many seconds is one read")),
	SECONDS("badge_s", badge_ms, 0, 600, "30",
		N_("a badge and the dogs that go out within so many seconds of it belong together")),
	SECONDS("reversal_s", reversal_ms, 0, 3600, "120",
		N_("a scan so many seconds after the dog's last movement asks")),
	SECONDS("gate_busy_s", gate_busy_ms, 0, 600, "30",
		N_("a dog that moved less than so many seconds ago still counts at the gate")),
	SECONDS("bonded_s", bonded_ms, 0, 600, "30",
		N_("a bonded dog is alone when its partner is INSIDE so many seconds later")),
	MINUTES("late_min", late_ms, 1, 1440, "10",
		N_("an event older than so many minutes has happened: applied, never held")),
	MINUTES("future_min", future_ms, 0, 60, "5",
		N_("an event more than so many minutes in the future is refused")),
	NUMBER("confidence_percent", confidence_percent, 0, 100, "80",
		N_("a movement that a model is less sure of than this is held")),
	NUMBER("target_min", target_min, 1, 1440, "30",
		N_("minutes of walk a day for a dog that has no target of its own")),
	NUMBER("limit_min", limit_min, 1, 1440, "60",
		N_("longest walk in minutes for a dog that has no limit of its own")),
	NUMBER("due_soon_percent", due_soon_percent, 1, 100, "80",
		N_("a dog is due soon from so many percent of its longest walk on")),
	NUMBER("early_min", early_min, 0, 1440, "5",
		N_("a walk shorter than so many minutes is an early return; 0: none is")),
	{ { "heat", N_("how hot it is today: none, warm, hot or extreme; holds for the day") },
	  TYPE_WORD, AT(heat), 0, 0, 0, "none", heats },
	{ { "heat_day", N_("the day that heat was said of; set with it") },
	  TYPE_DAY, AT(heat_day), 0, 0, 0, "", NULL },
	NUMBER("heat_warm_percent", heat_percent[HEAT_WARM], 0, 100, "80",
		N_("so much of the longest walk is left when it is warm")),
	NUMBER("heat_hot_percent", heat_percent[HEAT_HOT], 0, 100, "50",
		N_("so much of the longest walk is left when it is hot")),
	NUMBER("heat_extreme_percent", heat_percent[HEAT_EXTREME], 0, 100, "25",
		N_("so much of the longest walk is left in extreme heat; 0: no dog should go")),
	NUMBER("heat_warm_sensitive_percent", heat_sensitive_percent[HEAT_WARM], 0, 100, "50",
		N_("the same for a heat-sensitive dog when it is warm")),
	NUMBER("heat_hot_sensitive_percent", heat_sensitive_percent[HEAT_HOT], 0, 100, "25",
		N_("the same for a heat-sensitive dog when it is hot")),
	NUMBER("heat_extreme_sensitive_percent", heat_sensitive_percent[HEAT_EXTREME], 0, 100, "0",
		N_("the same for a heat-sensitive dog in extreme heat; 0: it should not go")),
	{ { "zones_apart", N_("yes: dogs of different zones do not meet, and do not conflict") },
	  TYPE_WORD, AT(zones_apart), 0, 0, 0, "no", yes_no },
	{ { "levels", N_("the grades, lowest first: KEY:LETTER:NAME:COLOUR, ...; empty: green, yellow, red") },
	  TYPE_LEVELS, AT(levels_text), 0, 0, 0, "", NULL },
	{ { "walker_from_level", N_("from this level on a walker must be named; empty: from none") },
	  TYPE_LEVEL, AT(level_needs_walker), 0, 0, 0, "", NULL },
	POLICY("reactive", WARNING_REACTIVE, "confirm",
		N_("a reactive dog leaves while another is about: note, confirm or refuse")),
	POLICY("incompatible", WARNING_INCOMPATIBLE, "confirm",
		N_("a dog leaves while one that it must not meet is about: note, confirm or refuse")),
	POLICY("bonded-alone", WARNING_BONDED_ALONE, "note",
		N_("a bonded dog leaves without its partner: note; confirm: it waits; refuse: nobody lets it go alone")),
	POLICY("hold", WARNING_HOLD, "confirm",
		N_("a dog leaves that is on hold: note, confirm or refuse")),
	POLICY("level", WARNING_LEVEL, "confirm",
		N_("the walker is below the dog's level, or none is named: note, confirm or refuse")),
	POLICY("gate-busy", WARNING_GATE_BUSY, "note",
		N_("another dog has just moved through the gate: note, confirm or refuse")),
	POLICY("heat", WARNING_HEAT, "note",
		N_("it is too hot for this dog: note, confirm or refuse")),
	POLICY("overdue", WARNING_OVERDUE, "note",
		N_("a dog comes back after its longest walk: note; confirm: the desk says why; refuse: only the desk brings it in")),
	POLICY("early-return", WARNING_EARLY_RETURN, "note",
		N_("a dog comes back early: note; confirm: the desk says why; refuse: only the desk brings it in")),
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

static int set_text(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	if (text_check(value, strlen(value), NULL, NULL) != 0 || strlen(value) >= SETTING_TEXT_SIZE)
		return fault_set(f, ERR_INVALID, "%s takes at most %d bytes of plain text",
				 row->shown.key, SETTING_TEXT_SIZE - 1);
	return text_copy((char *)s + row->offset, SETTING_TEXT_SIZE, value);
}

static int set_number(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	int64_t *member = (int64_t *)(void *)((char *)s + row->offset);
	char *end;
	long long number = strtoll(value, &end, 10);

	if (!isdigit((unsigned char)*value) || *end || number < row->min || number > row->max)
		return fault_set(f, ERR_INVALID,
				 "%s takes a whole number from %" PRId64 " to %" PRId64,
				 row->shown.key, row->min, row->max);
	*member = number * row->scale;
	return 0;
}

static int find_word(const char *const *words, const char *value)
{
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], value) == 0)
			return i;
	}
	return -1;
}

static int set_policy(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	enum policy *member = (enum policy *)(void *)((char *)s + row->offset);
	int found = find_word(policies, value);

	if (found < 0)
		return fault_set(f, ERR_INVALID, "%s takes note, confirm or refuse",
				 row->shown.key);
	*member = (enum policy)found;
	return 0;
}

static int set_word(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	char *member = (char *)s + row->offset;
	int found = find_word(row->words, value);

	if (found < 0 && row->words == yes_no)
		return fault_set(f, ERR_INVALID, "%s takes yes or no", row->shown.key);
	if (found < 0)
		return fault_set(f, ERR_INVALID, "%s takes none, warm, hot or extreme",
				 row->shown.key);
	if (row->words == yes_no)
		*(bool *)(void *)member = found == 1;
	else
		*(enum heat *)(void *)member = (enum heat)found;
	return 0;
}

static int set_day(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	int32_t *member = (int32_t *)(void *)((char *)s + row->offset);
	int32_t day = 0;

	if (*value && days_parse_day(value, &day) != 0)
		return fault_set(f, ERR_INVALID, "%s takes a day such as 2026-11-15, or nothing",
				 row->shown.key);
	*member = day;
	return 0;
}

static int set_levels(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	struct levels levels;
	int code;

	if (text_check(value, strlen(value), NULL, NULL) != 0 ||
	    strlen(value) >= sizeof(s->levels_text))
		return fault_set(f, ERR_INVALID, "%s takes at most %zu bytes of plain text",
				 row->shown.key, sizeof(s->levels_text) - 1);
	code = levels_parse(value, &levels, f);
	if (code)
		return code;
	if (s->level_needs_walker[0] && levels_rank(&levels, s->level_needs_walker) < 0)
		return fault_set(f, ERR_INVALID,
				 "%s lacks '%s', which walker_from_level names: change that first",
				 row->shown.key, s->level_needs_walker);
	s->levels = levels;
	return text_copy(s->levels_text, sizeof(s->levels_text), value);
}

static int set_level(struct settings *s, const struct row *row, const char *value, struct fault *f)
{
	int rank = levels_find(&s->levels, value);
	char known[256];

	if (*value && rank < 0) {
		levels_list(&s->levels, known, sizeof(known));
		return fault_set(f, ERR_INVALID, "%s takes one of %s, or nothing", row->shown.key,
				 known);
	}
	return text_copy(s->level_needs_walker, sizeof(s->level_needs_walker),
			 *value ? s->levels.list[rank].key : "");
}

/* clang-format off */
static int (*const setters[])(struct settings *s, const struct row *row, const char *value,
			      struct fault *f) = {
	[TYPE_TEXT]   = set_text,
	[TYPE_NUMBER] = set_number,
	[TYPE_POLICY] = set_policy,
	[TYPE_WORD]   = set_word,
	[TYPE_DAY]    = set_day,
	[TYPE_LEVELS] = set_levels,
	[TYPE_LEVEL]  = set_level,
};
/* clang-format on */

void settings_default(struct settings *s)
{
	memset(s, 0, sizeof(*s));
	for (size_t i = 0; i < ROWS; i++)
		setters[rows[i].type](s, &rows[i], rows[i].standard, NULL);
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
	return setters[row->type](s, row, value, f);
}

static void get_day(int32_t day, char out[SETTING_VALUE_SIZE])
{
	char text[DAYS_STAMP_SIZE] = "";

	if (day)
		days_format_day(day, text);
	snprintf(out, SETTING_VALUE_SIZE, "%s", text);
}

int settings_get(const struct settings *s, const char *key, char out[SETTING_VALUE_SIZE])
{
	const struct row *row = find_row(key);
	const void *member;

	if (!row)
		return ERR_NOT_FOUND;
	member = (const char *)s + row->offset;
	switch (row->type) {
	case TYPE_NUMBER:
		snprintf(out, SETTING_VALUE_SIZE, "%" PRId64,
			 *(const int64_t *)member / row->scale);
		break;
	case TYPE_POLICY:
		snprintf(out, SETTING_VALUE_SIZE, "%s", policies[*(const enum policy *)member]);
		break;
	case TYPE_WORD:
		snprintf(out, SETTING_VALUE_SIZE, "%s",
			 row->words == yes_no ? yes_no[*(const bool *)member]
					      : heats[*(const enum heat *)member]);
		break;
	case TYPE_DAY:
		get_day(*(const int32_t *)member, out);
		break;
	default:
		snprintf(out, SETTING_VALUE_SIZE, "%s", (const char *)member);
	}
	return 0;
}

enum heat settings_heat(const struct settings *s, int32_t day)
{
	return s->heat_day == day ? s->heat : HEAT_NONE;
}

const char *settings_heat_name(enum heat h)
{
	return heats[h];
}

int settings_heat_find(const char *name)
{
	return find_word(heats, name);
}
