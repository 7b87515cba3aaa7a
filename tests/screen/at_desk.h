/*
 * at_desk - one board and the hands at it, for tests of acts: keys go in, what was sent and what is shown
 * is looked at.
 */
#ifndef PASEO_TESTS_SCREEN_AT_DESK_H
#define PASEO_TESTS_SCREEN_AT_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "paseo/base/language.h"
#include "paseo/board/acts.h"
#include "paseo/board/keys.h"
#include "shelter.h"

static struct shelter s;

static inline int close_it(void **state)
{
	(void)state;
	shelter_close(&s);
	return 0;
}

static inline void type(const char *text)
{
	for (; *text; text++)
		acts_key(&s.console, (unsigned char)*text);
}

static inline void press(int32_t key)
{
	acts_key(&s.console, key);
}

/* The act sent so many before the last has that in it. */
static inline void sent_before(size_t last, const char *part)
{
	const char *act = s.sent_count > last ? s.sent[s.sent_count - 1 - last] : "";

	if (!strstr(act, part))
		fail_msg("'%s' has no %s", act, part);
}

static inline void has(const char *part)
{
	sent_before(0, part);
}

static inline void has_not(const char *part)
{
	if (strstr(shelter_last_sent(&s), part))
		fail_msg("'%s' has %s", shelter_last_sent(&s), part);
}

static inline bool shown(const char *text)
{
	return shelter_shows(&s, text);
}

#endif
