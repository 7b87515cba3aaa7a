#include <config.h>

#include <stdio.h>
#include <string.h>

#include "paseo/base/days.h"
#include "paseo/base/language.h"
#include "paseo/base/text.h"
#include "paseo/board/words.h"

/* clang-format off */
static const char *const weekdays[] = {
	N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"),
	N_("Saturday"),
};
static const char *const months[] = {
	N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};
/* clang-format on */

/* Short movement words; the words of the record are SALIDA and ENTRADA. */
const char *words_move(enum move move)
{
	return move == MOVE_ENTRY ? _("IN") : _("OUT");
}

void words_date(int64_t now_ms, char *out, size_t size)
{
	int32_t day = days_of(now_ms);

	/* TRANSLATORS: weekday, day, month: "Sunday 22 Nov" */
	snprintf(out, size, _("%s %d %s"), _(weekdays[days_weekday(day)]), (int)(day % 100),
		 _(months[(day / 100 % 100 + 11) % 12]));
}

/* Capitals of the letters that names around here are written with; others stay. */
static uint32_t upper(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7))
		return c - 0x20;
	if (c >= 0x100 && c <= 0x137)
		return c & ~UINT32_C(1);
	return c;
}

void words_upper(char *dst, size_t size, const char *src)
{
	size_t len = 0;

	for (uint32_t c = text_next(&src); c; c = text_next(&src)) {
		char piece[5] = { 0 };

		c = upper(c);
		if (c < 0x80) {
			piece[0] = (char)c;
		} else if (c < 0x800) {
			piece[0] = (char)(0xc0 | c >> 6);
			piece[1] = (char)(0x80 | (c & 0x3f));
		} else if (c < 0x10000) {
			piece[0] = (char)(0xe0 | c >> 12);
			piece[1] = (char)(0x80 | (c >> 6 & 0x3f));
			piece[2] = (char)(0x80 | (c & 0x3f));
		} else {
			piece[0] = (char)(0xf0 | c >> 18);
			piece[1] = (char)(0x80 | (c >> 12 & 0x3f));
			piece[2] = (char)(0x80 | (c >> 6 & 0x3f));
			piece[3] = (char)(0x80 | (c & 0x3f));
		}
		if (len + strlen(piece) >= size)
			break;
		memcpy(dst + len, piece, strlen(piece));
		len += strlen(piece);
	}
	if (size > 0)
		dst[len] = '\0';
}

const char *words_danger(const struct board_dog *d)
{
	return dog_has_trait(&d->dog, "reactive") ? _("REACTIVE") : "";
}

/* A length of time as short as it can be said. */
void words_length(int64_t ms, char *out, size_t size)
{
	int64_t minutes = ms > 0 ? ms / MINUTE_MS : 0;
	unsigned long days = (unsigned long)(minutes / (24 * INT64_C(60)));

	if (minutes < 60)
		snprintf(out, size, _("%d min"), (int)minutes);
	else if (days == 0)
		snprintf(out, size, _("%d h"), (int)(minutes / 60));
	else
		snprintf(out, size, language_plural("%lu day", "%lu days", days), days);
}

void words_since_walk(const struct board_dog *d, int64_t now_ms, char *out, size_t size)
{
	if (d->now.last_in_ms == 0)
		snprintf(out, size, "%s", _("never"));
	else
		words_length(now_ms - d->now.last_in_ms, out, size);
}

void words_walk(int64_t ms, char *out, size_t size)
{
	int minutes = (int)(ms / MINUTE_MS);

	if (minutes < 120)
		snprintf(out, size, _("%d min"), minutes);
	else
		snprintf(out, size, _("%d h %02d min"), minutes / 60, minutes % 60);
}

bool words_next_id(const char **at, char id[DOG_ID_SIZE])
{
	size_t len;

	*at += strspn(*at, " ");
	len = strcspn(*at, " ");
	if (len == 0)
		return false;
	snprintf(id, DOG_ID_SIZE, "%.*s", (int)len, *at);
	*at += len;
	return true;
}

void words_names(const struct model *m, const char *ids, char *out, size_t size)
{
	char id[DOG_ID_SIZE];

	out[0] = '\0';
	while (words_next_id(&ids, id)) {
		size_t len = strlen(out);

		snprintf(out + len, size - len, "%s%s", len ? ", " : "", model_name(m, id));
	}
}

static void recent_words(const struct model *m, const struct recent *r, char *out, size_t size)
{
	char walk[32];

	if (r->volunteer[0])
		snprintf(out, size, ", %s", model_name(m, r->volunteer));
	if (r->move == MOVE_ENTRY && r->walk_ms >= 0) {
		words_walk(r->walk_ms, walk, sizeof(walk));
		snprintf(out + strlen(out), size - strlen(out), ", %s", walk);
	}
}

/* When it was; with the date where it was told on another day only. */
static void recent_clock(const struct recent *r, char *out, size_t size)
{
	char clock[DAYS_STAMP_SIZE], date[96];

	days_format_clock(r->time_ms, clock);
	words_date(r->time_ms, date, sizeof(date));
	if (days_of(r->time_ms) != days_of(r->received_ms))
		snprintf(out, size, "%s %s", date, clock);
	else
		snprintf(out, size, "%s", clock);
}

void words_recent(const struct model *m, const struct recent *r, char out[WORDS_SIZE])
{
	char clock[DAYS_STAMP_SIZE * 2 + 96], more[200] = "";
	const char *name = r->dog[0] ? model_name(m, r->dog) : r->name;
	const char *word = words_move(r->move);

	recent_clock(r, clock, sizeof(clock));
	recent_words(m, r, more, sizeof(more));
	if (r->outcome == OUTCOME_UNKNOWN)
		snprintf(out, WORDS_SIZE, "%s ?? %s", clock, r->tag[0] ? r->tag : r->dog);
	else if (r->outcome == OUTCOME_REJECTED)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("REFUSED"), name);
	else if (r->outcome == OUTCOME_ALREADY)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("ALREADY"), name);
	else if (r->action == ACTION_RETRACT)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("UNDONE"), name);
	else if (r->action == ACTION_AMEND)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("CORRECTED"), name);
	else if (r->action == ACTION_ANSWER)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, r->go ? _("LET GO") : _("STAYS"),
			 name);
	else if (r->action == ACTION_SCAN && r->move == MOVE_NONE && r->volunteer[0])
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("BADGE"),
			 model_name(m, r->volunteer));
	else if (r->action == ACTION_ROSTER)
		snprintf(out, WORDS_SIZE, "%s %s", clock, _("ROSTER"));
	else if (r->action == ACTION_RECALL)
		snprintf(out, WORDS_SIZE, "%s %s", clock, r->go ? _("RECALL") : _("RECALL OVER"));
	else if (r->action == ACTION_CLOSE)
		snprintf(out, WORDS_SIZE, "%s %s", clock, _("DAY CLOSED"));
	else if (r->outcome == OUTCOME_HELD && r->order == r->seq)
		snprintf(out, WORDS_SIZE, "%s %s %s", clock, _("STOP"), name);
	else
		snprintf(out, WORDS_SIZE, r->undone ? "%s (%s %s%s)" : "%s %s %s%s", clock, word,
			 name, more);
}
