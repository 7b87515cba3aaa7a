#include <config.h>

#include "paseo/base/days.h"
#include "paseo/board/figures.h"

#define SOON_MIN 5 /* minutes before the limit from which a dog is due soon */

int dog_walks_today(const struct board_dog *d, int64_t now_ms)
{
	return d->now.day == days_of(now_ms) ? d->now.walks_today : 0;
}

int64_t dog_seconds_today(const struct board_dog *d, int64_t now_ms)
{
	return d->now.day == days_of(now_ms) ? d->now.walk_seconds_today : 0;
}

int64_t dog_minutes_out(const struct board_dog *d, int64_t now_ms)
{
	int64_t out_ms = now_ms - d->now.since_ms;

	return d->now.state == STATE_OUTSIDE && out_ms > 0 ? out_ms / MINUTE_MS : 0;
}

int dog_limit_min(const struct model *m, const struct board_dog *d)
{
	return d->dog.limit_min > 0 ? d->dog.limit_min : (int)m->settings.limit_min;
}

int dog_target_min(const struct model *m, const struct board_dog *d)
{
	return d->dog.target_min > 0 ? d->dog.target_min : (int)m->settings.target_min;
}

enum lateness dog_lateness(const struct model *m, const struct board_dog *d, int64_t now_ms)
{
	int limit = dog_limit_min(m, d);
	int64_t out = dog_minutes_out(d, now_ms);

	if (d->now.state != STATE_OUTSIDE || limit <= 0)
		return LATENESS_NONE;
	if (out >= limit)
		return LATENESS_LATE;
	return out >= limit - SOON_MIN ? LATENESS_SOON : LATENESS_NONE;
}
