/*
 * station - the desk without a screen: runs until it is told to end.
 */
#include <config.h>

#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/desk.h"
#include "paseo/commands/web.h"

int command_station(const struct args *a)
{
	struct station_options o = {
		.listen = true, .catch_signals = true, .hangup_reloads = true, .shelter_rules = true
	};
	struct station *s = NULL;
	struct web *web = NULL;
	struct fault f = { "" };
	int pid = 0;
	int rc;

	if (desk_find_access(args_get(a, "socket-mode"), args_get(a, "socket-group"), &o.access,
			     &f))
		return command_refuse(a, &f);
	rc = path_find(a->db, &o.paths, &f);

	if (!rc)
		rc = desk_open_station(&o, false, &s, &pid, &f);
	if (rc == ERR_BUSY && pid > 0)
		fault_set(
			&f, rc,
			_("process %d has %s: end it first (kill %d), or go through it with paseo "
			  "send, dogs, report"),
			pid, o.paths.db, pid);
	if (!rc)
		rc = station_start(s, &f);
	if (!rc) {
		web_start(s, &o, &web);
		command_note(_("station on %s"), o.paths.socket);
		station_wait(s);
		web_stop(&web);
	}
	desk_close_station(&s);
	return rc ? command_fail(&f) : EXIT_DONE;
}
