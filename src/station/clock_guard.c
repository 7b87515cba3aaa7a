#include <config.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/station/clock_guard.h"

/* A clock that is kept right is moved by less. */
#define JUMP_MS (2 * MINUTE_MS)
#define TELL_MS (10 * MINUTE_MS)

void clock_guard_start(struct clock_guard *g, int64_t wall_ms, int64_t elapsed_ms, int64_t last_ms)
{
	*g = (struct clock_guard){ wall_ms, elapsed_ms, elapsed_ms, "" };
	if (last_ms - wall_ms > JUMP_MS)
		g->text = N_("The clock is behind the last event. Check the date and the time.");
}

const char *clock_guard_look(struct clock_guard *g, int64_t wall_ms, int64_t elapsed_ms)
{
	int64_t jump = (wall_ms - g->wall_ms) - (elapsed_ms - g->elapsed_ms);

	g->wall_ms = wall_ms;
	g->elapsed_ms = elapsed_ms;
	if (jump <= JUMP_MS && jump >= -JUMP_MS) {
		if (elapsed_ms - g->told_ms >= TELL_MS)
			g->text = "";
		return g->text;
	}
	g->told_ms = elapsed_ms;
	g->text = jump < 0 ? N_("The clock has jumped back. Check the date and the time.")
			   : N_("The clock has jumped ahead. Check the date and the time.");
	return g->text;
}
