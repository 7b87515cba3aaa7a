/*
 * days - instants, the local day, and how both are written.
 *
 * An instant is milliseconds since 1970 UTC (int64_t, suffix _ms). A day is the
 * local date as YYYYMMDD (int32_t). The zone is the process's own, set once by
 * days_set_zone() before threads start; conversions are thread safe after it.
 * Local days have 23 or 25 hours when the clock changes; nothing here assumes 24.
 */
#ifndef PASEO_BASE_DAYS_H
#define PASEO_BASE_DAYS_H

#include <stddef.h>
#include <stdint.h>

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

/* "2026-11-22T11:42:05.123+01:00" and its NUL */
#define DAYS_STAMP_SIZE 40
/* "Europe/Madrid" and its NUL */
#define DAYS_ZONE_SIZE 256

/* A wall clock, possibly shifted: the demo plays on a Sunday. Plain data. */
struct clock {
	int64_t offset_ms;
};

/* NULL: not shifted. */
int64_t clock_now_ms(const struct clock *c);
/* Never jumps; for waiting and for keystroke timing. Milliseconds since some start. */
int64_t clock_monotonic_ms(void);
/* The same, and it goes on while the machine sleeps; to compare a wall clock with. */
int64_t clock_elapsed_ms(void);

/* Use a zone such as "Europe/Madrid"; NULL or "": the one of the environment or the system.
 * Zones are the files below $TZDIR or /usr/share/zoneinfo. ERR_INVALID: no such zone. */
int days_set_zone(const char *zone);
/* The name of the zone in force: what was chosen, else the system's ($TZ, /etc/localtime, UTC). */
void days_zone(char out[DAYS_ZONE_SIZE]);

int32_t days_of(int64_t ms);
/* First instant of the local day: where the clock jumps over 00:00, the instant it jumps. A day
 * that a zone left out altogether starts with the one after it. */
int64_t days_start_ms(int32_t day);
int32_t days_add(int32_t day, int days);
/* Days from one date to another: 1 to the next, negative to one before. */
int days_until(int32_t from, int32_t to);
/* 0 Sunday .. 6 Saturday */
int days_weekday(int32_t day);
/* The instant of HH:MM on a day; the first of two, the next that exists. */
int64_t days_at_ms(int32_t day, int hour, int minute);

/* RFC 3339 with an offset, digits past milliseconds cut, years 1970 to 9999; a leap second is the
 * last millisecond before it. ERR_INVALID otherwise. */
int days_parse_stamp(const char *text, int64_t *ms);
/* RFC 3339 with the zone's offset and milliseconds. */
void days_format_stamp(int64_t ms, char out[DAYS_STAMP_SIZE]);
/* "2026-11-15" both ways. */
int days_parse_day(const char *text, int32_t *day);
void days_format_day(int32_t day, char out[DAYS_STAMP_SIZE]);
/* "11:42" */
void days_format_clock(int64_t ms, char out[DAYS_STAMP_SIZE]);
/* "11:42:05" */
void days_format_clock_seconds(int64_t ms, char out[DAYS_STAMP_SIZE]);

#endif
