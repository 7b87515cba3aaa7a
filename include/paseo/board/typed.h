/*
 * typed - times of day and days as a person types them, and what they mean. Pure.
 *
 * A time: "18:30", "18.30", "1830", "9:05"; a '?' behind it: nobody measured it. A day: "30/11",
 * "30/11/2026", "2026-11-30".
 */
#ifndef PASEO_BOARD_TYPED_H
#define PASEO_BOARD_TYPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct typed_time {
	bool given; /* false: nothing was typed, now is meant */
	bool estimated;
	int hour, minute;
};

/* The times that are possible: after_ms < t <= until_ms. after_ms 0: any before. A time of day can be
 * yesterday's down to oldest_ms. */
struct span {
	int64_t after_ms, until_ms, oldest_ms;
};

/* 0, or ERR_INVALID: it is no time of day. Nothing, or '?' alone, means now. */
int typed_read_time(const char *text, struct typed_time *out);
/* The instant meant: of today, or of yesterday where today's lies ahead and yesterday's is not before
 * oldest_ms of the span. Where nothing was typed, now. */
int64_t typed_instant(const struct typed_time *t, int64_t now_ms, int64_t oldest_ms);
bool span_holds(const struct span *s, int64_t ms);
/* A time of day, the day before it where that is not today: "23:50", "yesterday 23:50". */
void typed_clock_words(int64_t ms, int64_t now_ms, char *out, size_t size);
/* "from 11:43 to 12:05", the whole minutes of it, the day said where it is not today. */
void span_words(const struct span *s, int64_t now_ms, char *out, size_t size);

/* 0 and the day, 0 where nothing was typed; a day and month alone are the next such from today on.
 * ERR_INVALID: it is no day. */
int typed_read_day(const char *text, int64_t now_ms, int32_t *day);

#endif
