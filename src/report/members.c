/*
 * members - see the header. jdoc_set() takes its value whatever happens.
 */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/report/members.h"

int member_text(struct jdoc *d, const char *key, const char *text)
{
	return jdoc_set(d, key, jdoc_new_string(text));
}

int member_optional(struct jdoc *d, const char *key, const char *text)
{
	return jdoc_set(d, key, text[0] ? jdoc_new_string(text) : jdoc_new_null());
}

int member_number(struct jdoc *d, const char *key, int64_t number)
{
	return jdoc_set(d, key, jdoc_new_integer(number));
}

int member_flag(struct jdoc *d, const char *key, bool flag)
{
	return jdoc_set(d, key, jdoc_new_bool(flag));
}

int member_time(struct jdoc *d, const char *key, int64_t ms)
{
	char stamp[DAYS_STAMP_SIZE];

	days_format_stamp(ms, stamp);
	return jdoc_set(d, key, ms ? jdoc_new_string(stamp) : jdoc_new_null());
}

int member_day(struct jdoc *d, const char *key, int32_t day)
{
	char text[DAYS_STAMP_SIZE] = "";

	if (day)
		days_format_day(day, text);
	return member_optional(d, key, text);
}

int member_ids(struct jdoc *d, const char *key, const char *ids)
{
	struct jdoc *list = jdoc_new_array();

	while (list && *ids) {
		size_t n = strcspn(ids, " ");
		char id[WITH_SIZE];

		snprintf(id, sizeof(id), "%.*s", (int)n, ids);
		if (n > 0 && jdoc_add(list, jdoc_new_string(id)))
			jdoc_free(&list);
		ids += n + (ids[n] == ' ');
	}
	return jdoc_set(d, key, list);
}

int member_seconds(struct jdoc *d, int64_t all, const int64_t kinds[END_COUNT])
{
	return member_number(d, "walk_seconds", all) ||
			       member_number(d, "measured_seconds", kinds[END_MEASURED]) ||
			       member_number(d, "typed_seconds", kinds[END_TYPED]) ||
			       member_number(d, "estimated_seconds", kinds[END_ESTIMATED])
		       ? ERR_NOMEM
		       : 0;
}

struct jdoc *member_body(const struct event *e)
{
	return jdoc_get(e->body, "specversion") ? jdoc_get(e->body, "data") : e->body;
}
