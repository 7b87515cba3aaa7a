/*
 * verify - works everything out again from the events and compares.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/output.h"
#include "paseo/store/verify.h"

static void write_result(const struct verify_result *r)
{
	char events[64], walks[64], differences[64], line[200];

	snprintf(events, sizeof(events),
		 language_plural("%llu event", "%llu events", (unsigned long)r->events),
		 (unsigned long long)r->events);
	snprintf(walks, sizeof(walks),
		 language_plural("%llu walk", "%llu walks", (unsigned long)r->walks),
		 (unsigned long long)r->walks);
	snprintf(differences, sizeof(differences),
		 language_plural("%llu difference", "%llu differences",
				 (unsigned long)r->differences),
		 (unsigned long long)r->differences);
	int len = snprintf(line, sizeof(line), "%s, %s, %s", events, walks,
			   r->differences ? differences : _("no difference"));
	output_line(line, (size_t)len);
}

int command_verify(const struct args *a)
{
	struct station_paths paths;
	struct fault f = { "" };
	struct verify_result result = { 0 };
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	int rc = out ? path_find(a->db, &paths, &f) : ERR_NOMEM;

	if (!rc)
		rc = database_sync(&paths, &f);
	if (!rc)
		rc = verify_database(paths.db, out, &result, &f);
	if (out && fclose(out))
		rc = ERR_NOMEM;
	if (text)
		output_text(text);
	free(text);
	if (!rc)
		write_result(&result);
	if (output_finish() && !rc)
		return EXIT_FAILED;
	if (rc)
		return command_fail(&f);
	return result.differences ? EXIT_FAILED : EXIT_DONE;
}
