/*
 * board - the station and its desk in one.
 */
#include <config.h>

#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/demo.h"
#include "paseo/commands/desk.h"

static int open_desk(const struct station_options *o, enum screen_end *end, struct fault *f)
{
	struct station *s = NULL;
	int pid = 0;
	int rc = desk_open_station(o, true, &s, &pid, f);

	if (rc == ERR_BUSY && pid > 0)
		return fault_set(f, rc,
				 _("process %d has %s: end it first (kill %d), or go through it "
				   "with paseo send, dogs, report; a second desk comes with a "
				   "later version"),
				 pid, o->paths.db, pid);
	return rc ? rc : desk_run_board(o, &s, false, end, f);
}

int command_board(const struct args *a)
{
	struct station_options o = { .listen = true, .catch_signals = true, .shelter_rules = true };
	enum screen_end end = SCREEN_QUIT;
	struct fault f = { "" };
	int rc = desk_check_terminal(&f);

	if (!rc)
		rc = path_find(a->db, &o.paths, &f);
	if (!rc)
		rc = desk_find_access(NULL, NULL, &o.access, &f);
	/* Who looks at the demo from the first screen comes back to it. */
	for (bool again = true; !rc && again;) {
		rc = open_desk(&o, &end, &f);
		again = !rc && end == SCREEN_OPEN_DEMO;
		if (again) {
			rc = demo_run(NULL, &end, &f);
			again = end == SCREEN_QUIT;
		}
	}
	if (rc)
		return command_fail(&f);
	return end == SCREEN_TERMINAL_GONE ? EXIT_FAILED : EXIT_DONE;
}
