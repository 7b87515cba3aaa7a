/*
 * trouble - one table: code, sentence.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "paseo/base/error.h"
#include "paseo/store/trouble.h"

/* What the desk reads when a try fails; %s: how many events wait. */
/* clang-format off */
static const struct sentence {
	int code;
	const char *text;
} sentences[] = {
	{ ERR_BUSY,    "The database is locked by another program. The desk goes on; %s." },
	{ ERR_FULL,    "The disk is full. Make room on it. The desk goes on; %s." },
	{ ERR_DENIED,  "The database may not be written. Give this user the right to. %s." },
	{ ERR_IO,      "The disk does not take the database. Look at the disk. The desk goes on; %s." },
	{ ERR_NOT_FOUND, "The database file was taken away. Put it back, or start paseo again. %s." },
	{ ERR_CORRUPT, "The database is damaged. Run 'paseo verify'. The desk goes on; %s." },
	{ ERR_INVALID, "The database refuses an event. Run 'paseo verify' and see the log. %s." },
	{ ERR_NOMEM,   "No memory left for the database. End other programs. %s." },
};
/* clang-format on */

void trouble_write(int code, uint64_t waiting, char *out, size_t size)
{
	const char *text = "The database does not work. The desk goes on; %s.";
	char events[48];
	const char *at;

	(void)snprintf(events, sizeof(events), "%" PRIu64 " %s", waiting,
		       waiting == 1 ? "event waits" : "events wait");
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
		if (sentences[i].code == code)
			text = sentences[i].text;
	}
	at = strstr(text, "%s");
	(void)snprintf(out, size, "%.*s%s%s", (int)(at - text), text, events, at + 2);
}
