#include <config.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "paseo/queue/event.h"
#include "paseo/report/labels_tag.h"

#define BODY_MAX 6
#define BODY_MIN 2

static const char prefixes[ROSTER_KIND_COUNT] = { [ROSTER_DOGS] = 'P', [ROSTER_VOLUNTEERS] = 'V' };
static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* The check character: ISO/IEC 7064, MOD 37,36. It finds each wrong character and nearly each swap of
 * two neighbours. '\0': something is not of the alphabet. */
static char check_of(const char *text, size_t len)
{
	int p = 36;

	for (size_t i = 0; i < len; i++) {
		const char *at = text[i] ? strchr(alphabet, text[i]) : NULL;
		if (!at)
			return '\0';
		p = (p + (int)(at - alphabet)) % 36;
		p = (p ? p : 36) * 2 % 37;
	}
	return alphabet[(37 - p) % 36];
}

/* Letters and digits of an id as capitals, without the prefix where it begins with that. */
static size_t bare_id(const char *id, char prefix, char out[DOG_ID_SIZE])
{
	size_t len = 0;

	for (; *id && len < DOG_ID_SIZE - 1; id++) {
		char c = (char)toupper((unsigned char)*id);
		if (strchr(alphabet, c) && !(len == 0 && c == prefix))
			out[len++] = c;
		else if (len == 0 && c == prefix)
			prefix = '\0';
	}
	out[len] = '\0';
	return len;
}

void labels_tag_make(enum roster_kind k, const char *id, unsigned attempt,
		     char out[LABELS_TAG_SIZE])
{
	char bare[DOG_ID_SIZE], number[12] = "";
	size_t len = bare_id(id, prefixes[k], bare), room = BODY_MAX;

	if (attempt > 0)
		room -= (size_t)snprintf(number, 6, "%u", attempt % 10000);
	const char *body = len > room ? bare + len - room : bare;
	snprintf(out, LABELS_TAG_SIZE, "%c%.*s%s%s", prefixes[k],
		 len + strlen(number) < BODY_MIN ? (int)(BODY_MIN - len - strlen(number)) : 0, "00",
		 body, number);
	len = strlen(out);
	out[len] = check_of(out, len);
	out[len + 1] = '\0';
}

bool labels_tag_is_own(const char *code)
{
	size_t len = strlen(code);

	return len >= BODY_MIN + 2 && len <= BODY_MAX + 2 &&
	       (code[0] == prefixes[ROSTER_DOGS] || code[0] == prefixes[ROSTER_VOLUNTEERS]) &&
	       check_of(code, len - 1) == code[len - 1];
}

bool labels_tag_prints(const char *code)
{
	for (const char *p = code; *p; p++) {
		if (*p < ' ' || *p > '~')
			return false;
	}
	return *code && !event_tag_is_uid(code);
}
