/*
 * Local time is always asked of localtime_r() for an instant; mktime() is not
 * used, because it guesses where a wall clock shows the same time twice or never.
 * Dates are counted with the proleptic Gregorian calendar by hand (Howard Hinnant,
 * "chrono-compatible low-level date algorithms").
 */
#include <config.h>

#include <ctype.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/base/error.h"

#define ZONE_FOLDER "/usr/share/zoneinfo"

#define DAY_MS (24 * HOUR_MS)
#define YEAR_MIN 1970
#define YEAR_MAX 9999
/* 0000-01-01 and 9999-12-31T23:59:59.999 UTC: what lies outside is taken as the nearer. */
#define INSTANT_MIN_MS INT64_C(-62167219200000)
#define INSTANT_MAX_MS INT64_C(253402300799999)

/* A wall clock without a zone, or the instant of UTC. */
struct civil {
	int year, month, day;
	int hour, minute, second;
	int ms;
};

int64_t clock_now_ms(const struct clock *c)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000 + (c ? c->offset_ms : 0);
}

int64_t clock_monotonic_ms(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

int64_t clock_elapsed_ms(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

/* Names of zones have letters, digits and these; so neither ".." nor "/etc" is one. */
static bool is_zone_name(const char *zone)
{
	if (zone[0] == '/')
		return false;
	for (const char *s = zone; *s; s++) {
		if (!isalnum((unsigned char)*s) && !strchr("/_+-", *s))
			return false;
	}
	return true;
}

/* The C library takes an unknown zone as UTC without a word; so look for the file ourselves. */
static bool zone_exists(const char *zone)
{
	const char *folder = getenv("TZDIR");
	char path[512];
	char magic[4] = "";
	int n, fd;
	bool good;

	if (!folder || !*folder)
		folder = ZONE_FOLDER;
	n = snprintf(path, sizeof(path), "%s/%s", folder, zone);
	if (n < 0 || (size_t)n >= sizeof(path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	good = read(fd, magic, sizeof(magic)) == (ssize_t)sizeof(magic) &&
	       memcmp(magic, "TZif", sizeof(magic)) == 0;
	(void)close(fd);
	return good;
}

/* The zone in force where days_set_zone() chose it, and $TZ as the process got it. */
static char chosen[DAYS_ZONE_SIZE];
static char first_zone[DAYS_ZONE_SIZE];
static bool had_zone;
static bool changed;

/* The system's zone: $TZ, else what /etc/localtime is a link to, else UTC. */
static void system_zone(char out[DAYS_ZONE_SIZE])
{
	static const char folder[] = "zoneinfo/";
	const char *was = changed ? (had_zone ? first_zone : NULL) : getenv("TZ");
	char link[DAYS_ZONE_SIZE] = "";
	const char *name;
	ssize_t n;

	if (was && *was) {
		(void)snprintf(out, DAYS_ZONE_SIZE, "%s", *was == ':' ? was + 1 : was);
		return;
	}
	n = was ? 0 : readlink("/etc/localtime", link, sizeof(link) - 1);
	link[n > 0 ? n : 0] = '\0';
	name = strstr(link, folder);
	(void)snprintf(out, DAYS_ZONE_SIZE, "%s", name ? name + strlen(folder) : "UTC");
}

void days_zone(char out[DAYS_ZONE_SIZE])
{
	if (chosen[0])
		(void)snprintf(out, DAYS_ZONE_SIZE, "%s", chosen);
	else
		system_zone(out);
}

int days_set_zone(const char *zone)
{
	char now[DAYS_ZONE_SIZE];

	days_zone(now);
	/* Other threads may be at work: what is so already is not touched. */
	if (zone && strcmp(zone, now) == 0)
		return 0;
	if (!changed) {
		const char *was = getenv("TZ");

		had_zone = was && strlen(was) < sizeof(first_zone);
		(void)snprintf(first_zone, sizeof(first_zone), "%s", had_zone ? was : "");
	}
	if (!zone || !*zone) {
		if (changed && had_zone)
			(void)setenv("TZ", first_zone, 1);
		else if (changed)
			(void)unsetenv("TZ");
		chosen[0] = '\0';
		tzset();
		return 0;
	}
	if (!is_zone_name(zone) || !zone_exists(zone) || strlen(zone) >= sizeof(chosen))
		return ERR_INVALID;
	if (setenv("TZ", zone, 1) != 0)
		return ERR_NOMEM;
	changed = true;
	(void)snprintf(chosen, sizeof(chosen), "%s", zone);
	tzset();
	return 0;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Days since 1970-01-01 of a date. */
static int64_t count_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400);
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static void date_from_count(int64_t days, struct civil *c)
{
	int64_t shifted = days + 719468;
	int64_t era = floor_div(shifted, 146097);
	int64_t doe = shifted - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t month = (5 * doy + 2) / 153;

	c->day = (int)(doy - (153 * month + 2) / 5 + 1);
	c->month = (int)(month < 10 ? month + 3 : month - 9);
	c->year = (int)(yoe + era * 400 + (c->month <= 2));
}

/* The instant at which UTC shows this. */
static int64_t civil_to_ms(const struct civil *c)
{
	return count_days(c->year, c->month, c->day) * DAY_MS + c->hour * HOUR_MS +
	       c->minute * MINUTE_MS + c->second * SECOND_MS + c->ms;
}

static void civil_from_ms(int64_t ms, struct civil *c)
{
	int64_t days = floor_div(ms, DAY_MS);
	int64_t rest = ms - days * DAY_MS;

	date_from_count(days, c);
	c->hour = (int)(rest / HOUR_MS);
	c->minute = (int)(rest / MINUTE_MS % 60);
	c->second = (int)(rest / SECOND_MS % 60);
	c->ms = (int)(rest % SECOND_MS);
}

static int64_t clamp_ms(int64_t ms)
{
	if (ms < INSTANT_MIN_MS)
		return INSTANT_MIN_MS;
	return ms > INSTANT_MAX_MS ? INSTANT_MAX_MS : ms;
}

/* What the zone adds to UTC at an instant. */
static int64_t zone_offset_ms(int64_t ms)
{
	time_t seconds = (time_t)floor_div(ms, SECOND_MS);
	struct tm tm = { 0 };

	if (!localtime_r(&seconds, &tm))
		return 0;
	return (int64_t)tm.tm_gmtoff * SECOND_MS;
}

static void local_from_ms(int64_t ms, struct civil *c)
{
	int64_t at = clamp_ms(ms);

	civil_from_ms(at + zone_offset_ms(at), c);
}

static int32_t pack_day(const struct civil *c)
{
	return (int32_t)(c->year * 10000 + c->month * 100 + c->day);
}

static int64_t count_of_day(int32_t day)
{
	return count_days(day / 10000, day / 100 % 100, day % 100);
}

int32_t days_of(int64_t ms)
{
	struct civil c;

	local_from_ms(ms, &c);
	return pack_day(&c);
}

/*
 * The first instant at which the local clock shows wanted_ms (local time counted as if it
 * were UTC) or has jumped over it. No zone is more than a day from UTC, so the answer lies
 * within a day of it; and no zone changes its clock twice within two days.
 */
static int64_t local_to_ms(int64_t wanted_ms)
{
	int64_t low = wanted_ms - DAY_MS;
	int64_t high = wanted_ms + DAY_MS;
	int64_t before = zone_offset_ms(low);
	int64_t after = zone_offset_ms(high);

	if (before == after)
		return wanted_ms - before;
	while (high - low > SECOND_MS) {
		int64_t middle = floor_div(low + (high - low) / 2, SECOND_MS) * SECOND_MS;

		if (zone_offset_ms(middle) == before)
			low = middle;
		else
			high = middle;
	}
	/* The clock changes at high. */
	if (wanted_ms - before < high)
		return wanted_ms - before;
	return wanted_ms - after > high ? wanted_ms - after : high;
}

int64_t days_start_ms(int32_t day)
{
	return days_at_ms(day, 0, 0);
}

int64_t days_at_ms(int32_t day, int hour, int minute)
{
	return local_to_ms(count_of_day(day) * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS);
}

int32_t days_add(int32_t day, int days)
{
	struct civil c;

	date_from_count(count_of_day(day) + days, &c);
	return pack_day(&c);
}

int days_until(int32_t from, int32_t to)
{
	return (int)(count_of_day(to) - count_of_day(from));
}

int days_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	int64_t count = count_of_day(day) + 4;

	return (int)(count - floor_div(count, 7) * 7);
}

/* Read exactly so many digits and move on. */
static bool read_digits(const char **s, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		*value = *value * 10 + (**s - '0');
	}
	return true;
}

static bool read_char(const char **s, const char *any_of)
{
	if (**s == '\0' || !strchr(any_of, **s))
		return false;
	(*s)++;
	return true;
}

static int days_in_month(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : lengths[month - 1];
}

/* YYYY-MM-DD */
static bool read_date(const char **s, struct civil *c)
{
	return read_digits(s, 4, &c->year) && read_char(s, "-") && read_digits(s, 2, &c->month) &&
	       read_char(s, "-") && read_digits(s, 2, &c->day) && c->year >= YEAR_MIN &&
	       c->month >= 1 && c->month <= 12 && c->day >= 1 &&
	       c->day <= days_in_month(c->year, c->month);
}

/* .123456: milliseconds, what is finer is cut. */
static bool read_fraction(const char **s, int *ms)
{
	int scale = 100;

	if (!read_char(s, "."))
		return true;
	if (**s < '0' || **s > '9')
		return false;
	for (; **s >= '0' && **s <= '9'; (*s)++) {
		*ms += (**s - '0') * scale;
		scale /= 10;
	}
	return true;
}

/* HH:MM:SS with a fraction; a leap second gives second 60. */
static bool read_time(const char **s, struct civil *c)
{
	return read_digits(s, 2, &c->hour) && read_char(s, ":") && read_digits(s, 2, &c->minute) &&
	       read_char(s, ":") && read_digits(s, 2, &c->second) && read_fraction(s, &c->ms) &&
	       c->hour <= 23 && c->minute <= 59 && c->second <= 60;
}

/* Z or +HH:MM */
static bool read_offset(const char **s, int64_t *offset_ms)
{
	int64_t sign = **s == '-' ? -1 : 1;
	int hours, minutes;

	*offset_ms = 0;
	if (read_char(s, "Zz"))
		return true;
	if (!read_char(s, "+-") || !read_digits(s, 2, &hours) || !read_char(s, ":") ||
	    !read_digits(s, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset_ms = sign * (hours * HOUR_MS + minutes * MINUTE_MS);
	return true;
}

int days_parse_stamp(const char *text, int64_t *ms)
{
	const char *s = text;
	struct civil c = { 0 };
	int64_t offset_ms, instant;
	bool leap;

	if (!read_date(&s, &c) || !read_char(&s, "Tt") || !read_time(&s, &c) ||
	    !read_offset(&s, &offset_ms) || *s != '\0')
		return ERR_INVALID;
	leap = c.second == 60;
	if (leap) {
		c.second = 59;
		c.ms = 999;
	}
	instant = civil_to_ms(&c) - offset_ms;
	/* Leap seconds come at the end of a day of UTC and nowhere else (RFC 3339, 5.7). */
	if (leap && (instant + 1) % DAY_MS != 0)
		return ERR_INVALID;
	if (instant < 0 || instant > INSTANT_MAX_MS)
		return ERR_INVALID;
	*ms = instant;
	return 0;
}

void days_format_stamp(int64_t ms, char out[DAYS_STAMP_SIZE])
{
	int64_t at = clamp_ms(ms);
	/* Zones of old had odd seconds; what is written must still be the same instant. */
	int64_t offset_min = zone_offset_ms(at) / MINUTE_MS;
	int minutes = (int)(offset_min < 0 ? -offset_min : offset_min);
	struct civil c;

	civil_from_ms(at + offset_min * MINUTE_MS, &c);
	(void)snprintf(out, DAYS_STAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%c%02d:%02d",
		       c.year, c.month, c.day, c.hour, c.minute, c.second, c.ms,
		       offset_min < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
}

int days_parse_day(const char *text, int32_t *day)
{
	const char *s = text;
	struct civil c = { 0 };

	if (!read_date(&s, &c) || *s != '\0')
		return ERR_INVALID;
	*day = pack_day(&c);
	return 0;
}

void days_format_day(int32_t day, char out[DAYS_STAMP_SIZE])
{
	(void)snprintf(out, DAYS_STAMP_SIZE, "%04d-%02d-%02d", day / 10000, day / 100 % 100,
		       day % 100);
}

void days_format_clock(int64_t ms, char out[DAYS_STAMP_SIZE])
{
	struct civil c;

	local_from_ms(ms, &c);
	(void)snprintf(out, DAYS_STAMP_SIZE, "%02d:%02d", c.hour, c.minute);
}

void days_format_clock_seconds(int64_t ms, char out[DAYS_STAMP_SIZE])
{
	struct civil c;

	local_from_ms(ms, &c);
	(void)snprintf(out, DAYS_STAMP_SIZE, "%02d:%02d:%02d", c.hour, c.minute, c.second);
}
