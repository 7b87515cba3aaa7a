/*
 * roll_call - reads who is out, and what is said of them. See the header.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/grow.h"
#include "paseo/base/language.h"
#include "paseo/commands/roll_call.h"
#include "paseo/report/terms.h"

/* Walks that a clock gone wrong has begun a little ahead of now are of dogs that are out too. */
#define AHEAD_MS (24 * HOUR_MS)
/* Until then the night belongs to the day before. */
#define NIGHT_HOUR 5

static int take_walk(void *ctx, const struct walk *w)
{
	struct roll *r = ctx;
	struct roll_dog *dog;

	if (w->in_ms || w->day > r->day)
		return 0;
	if (GROW(r, dog) != 0)
		return ERR_NOMEM;
	dog = &r->dogs[r->dog_count++];
	memset(dog, 0, sizeof(*dog));
	memcpy(dog->id, w->dog, sizeof(dog->id));
	memcpy(dog->volunteer, w->volunteer, sizeof(dog->volunteer));
	dog->out_ms = w->out_ms;
	return 0;
}

static void name_all(struct roll *r, const struct names *n)
{
	for (size_t i = 0; i < r->dog_count; i++) {
		struct roll_dog *dog = &r->dogs[i];

		snprintf(dog->name, sizeof(dog->name), "%s", terms_name(n, ROSTER_DOGS, dog->id));
		snprintf(dog->walker, sizeof(dog->walker), "%s",
			 terms_name(n, ROSTER_VOLUNTEERS, dog->volunteer));
		snprintf(dog->phone, sizeof(dog->phone), "%s", names_phone(n, dog->volunteer));
	}
}

int roll_read(const struct database *d, int32_t day, struct roll *r)
{
	struct names *names = NULL;
	int rc;

	memset(r, 0, sizeof(*r));
	r->day = day;
	r->now_ms = d->now_ms;
	rc = names_read(d->reader, &names);
	if (!rc)
		rc = reader_open_walks(d->reader, d->now_ms + AHEAD_MS, take_walk, r);
	if (!rc)
		name_all(r, names);
	names_free(&names);
	return rc;
}

void roll_clear(struct roll *r)
{
	free(r->dogs);
	r->dogs = NULL;
	r->dog_count = r->dog_room = 0;
}

/* "18:30" and "8:05"; nothing else. */
static bool read_clock(const char *text, int *hour, int *minute)
{
	const size_t digits = strspn(text, "0123456789");
	char *end = NULL;

	if (digits < 1 || digits > 2 || text[digits] != ':' ||
	    strspn(text + digits + 1, "0123456789") != 2 || text[digits + 3])
		return false;
	*hour = (int)strtol(text, &end, 10);
	*minute = (int)strtol(end + 1, NULL, 10);
	return *hour < 24 && *minute < 60;
}

/* That time of the day that is closed; where the dog had not gone out by then, of the night after it. */
static int64_t find_instant(const struct roll *r, const struct roll_dog *dog, int hour, int minute)
{
	int64_t ms = days_at_ms(r->day, hour, minute);
	int64_t after_ms = days_at_ms(days_add(r->day, 1), hour, minute);

	return ms <= dog->out_ms && hour < NIGHT_HOUR && after_ms <= r->now_ms ? after_ms : ms;
}

static int say_time(const struct roll *r, struct roll_dog *dog, const char *text,
		    enum roll_seen seen, struct fault *f)
{
	char out[DAYS_STAMP_SIZE];
	int hour, minute;
	int64_t ms;

	if (!read_clock(text, &hour, &minute))
		return fault_set(f, ERR_INVALID,
				 _("%s: '%s' is no time: write it as 18:30, or ~18:30 for about"),
				 dog->name, text);
	ms = find_instant(r, dog, hour, minute);
	days_format_clock_seconds(dog->out_ms, out);
	if (ms <= dog->out_ms)
		return fault_set(f, ERR_INVALID, _("%s went out at %s: %s is not after that"),
				 dog->name, out, text);
	if (ms > r->now_ms)
		return fault_set(f, ERR_INVALID, _("%s: %s is still to come"), dog->name, text);
	dog->seen = seen;
	dog->in_ms = ms;
	return 0;
}

int roll_say(const struct roll *r, struct roll_dog *dog, const char *text, struct fault *f)
{
	if (!*text) {
		dog->seen = ROLL_OUT;
		return 0;
	}
	if (strcmp(text, "now") == 0 || strcmp(text, _("now")) == 0) {
		dog->seen = ROLL_NOW;
		dog->in_ms = r->now_ms;
		return 0;
	}
	if (*text == '~')
		return say_time(r, dog, text + 1, ROLL_ESTIMATED, f);
	return say_time(r, dog, text, ROLL_TYPED, f);
}

int roll_say_word(struct roll *r, const char *word, char id[DOG_ID_SIZE], struct fault *f)
{
	const size_t len = strcspn(word, "=~");
	const char *text = word + len;

	snprintf(id, DOG_ID_SIZE, "%.*s", (int)len, word);

	for (size_t i = 0; i < r->dog_count; i++) {
		struct roll_dog *dog = &r->dogs[i];

		if (strlen(dog->id) != len || strncmp(dog->id, word, len) != 0)
			continue;
		if (dog->seen != ROLL_OUT)
			return fault_set(f, ERR_INVALID, _("%s (%s) is named twice"), dog->name,
					 dog->id);
		if (!*text)
			return roll_say(r, dog, "now", f);
		if (*text == '=')
			text++;
		if (!*text || *text == '=')
			return say_time(r, dog, text, ROLL_TYPED, f);
		return roll_say(r, dog, text, f);
	}
	return ERR_NOT_FOUND;
}
