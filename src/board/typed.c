#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"
#include "paseo/base/language.h"
#include "paseo/board/typed.h"

/* Up to most digits at *at; -1: there is none. */
static int take_number(const char **at, int most)
{
	int n = -1;

	for (; most > 0 && **at >= '0' && **at <= '9'; most--, (*at)++)
		n = (n < 0 ? 0 : n) * 10 + (**at - '0');
	return n;
}

static void skip_blanks(const char **at)
{
	*at += strspn(*at, " ");
}

/* "1830", "18:30" or "18 30": where no mark parts them, the last two digits are the minutes. */
static void take_clock(const char **at, struct typed_time *out)
{
	size_t digits = strspn(*at, "0123456789");

	out->hour = take_number(at, digits == 3 ? 1 : 2);
	if (digits <= 2)
		*at += strspn(*at, ":.,hH ");
	out->minute = take_number(at, 2);
}

int typed_read_time(const char *text, struct typed_time *out)
{
	*out = (struct typed_time){ 0 };
	skip_blanks(&text);
	if (*text && *text != '?') {
		out->given = true;
		take_clock(&text, out);
	}
	skip_blanks(&text);
	if (*text == '?') {
		out->estimated = true;
		text++;
	}
	skip_blanks(&text);
	if (*text || out->hour < 0 || out->hour > 23 || out->minute < 0 || out->minute > 59)
		return ERR_INVALID;
	return 0;
}

int64_t typed_instant(const struct typed_time *t, int64_t now_ms, int64_t oldest_ms)
{
	int32_t today = days_of(now_ms);
	int64_t ms, before_ms;

	if (!t->given)
		return now_ms;
	ms = days_at_ms(today, t->hour, t->minute);
	before_ms = days_at_ms(days_add(today, -1), t->hour, t->minute);
	return ms > now_ms && before_ms >= oldest_ms ? before_ms : ms;
}

bool span_holds(const struct span *s, int64_t ms)
{
	return ms > s->after_ms && ms <= s->until_ms;
}

void typed_clock_words(int64_t ms, int64_t now_ms, char *out, size_t size)
{
	char clock[DAYS_STAMP_SIZE], day[DAYS_STAMP_SIZE];

	days_format_clock(ms, clock);
	if (days_of(ms) == days_of(now_ms)) {
		snprintf(out, size, "%s", clock);
	} else if (days_of(ms) == days_add(days_of(now_ms), -1)) {
		snprintf(out, size, _("yesterday %s"), clock);
	} else {
		days_format_day(days_of(ms), day);
		snprintf(out, size, "%.12s %.8s", day, clock);
	}
}

void span_words(const struct span *s, int64_t now_ms, char *out, size_t size)
{
	/* The first whole minute in it. */
	int64_t first_ms = s->after_ms - s->after_ms % MINUTE_MS + MINUTE_MS;
	char from[128], to[128];

	typed_clock_words(first_ms, now_ms, from, sizeof(from));
	typed_clock_words(s->until_ms, now_ms, to, sizeof(to));
	if (s->after_ms == 0)
		snprintf(out, size, _("up to %s"), to);
	else if (first_ms > s->until_ms)
		snprintf(out, size, "%s", _("nothing: that is the time now"));
	else
		snprintf(out, size, _("from %s to %s"), from, to);
}

/* The day of year, month and day; 0: there is no such day. */
static int32_t make_day(int year, int month, int day)
{
	char text[64];
	int32_t out;

	snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
	return days_parse_day(text, &out) == 0 ? out : 0;
}

int typed_read_day(const char *text, int64_t now_ms, int32_t *day)
{
	int32_t today = days_of(now_ms);
	int first, month, year = -1;

	*day = 0;
	skip_blanks(&text);
	if (!*text || days_parse_day(text, day) == 0)
		return 0;
	first = take_number(&text, 2);
	text += strspn(text, "/.- ");
	month = take_number(&text, 2);
	if (strchr("/.- ", *text) && *text) {
		text += strspn(text, "/.- ");
		year = take_number(&text, 4);
	}
	if (*text || first < 0 || month < 0)
		return ERR_INVALID;
	if (year >= 0 && year < 100)
		year += 2000;
	*day = make_day(year < 0 ? today / 10000 : year, month, first);
	if (year < 0 && *day < today)
		*day = make_day(today / 10000 + 1, month, first);
	return *day ? 0 : ERR_INVALID;
}
