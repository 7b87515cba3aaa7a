#include <config.h>

#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "paseo/base/config.h"
#include "paseo/base/language.h"
#include "paseo/base/log.h"
#include "paseo/brain/change.h"
#include "paseo/commands/desk.h"
#include "paseo/commands/link.h"
#include "paseo/commands/web.h"

/* Lists of changes that may wait for the screen; then it loads afresh. */
#define CHANGES_WAITING_MAX 1024
/* It comes at once; a station that cannot give it must not keep the screen away. */
#define FIRST_LOAD_WAIT_MS 5000

int desk_check_terminal(struct fault *f)
{
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return 0;
	return fault_set(
		f, ERR_INVALID,
		_("the board needs a terminal: without one use paseo station, send or report"));
}

/* An octal mode that leaves the socket to its owner too. */
static int read_mode(const char *text, mode_t *mode, struct fault *f)
{
	char *end = NULL;
	unsigned long number = strtoul(text, &end, 8);

	if (end == text || *end || text[0] == '-' || number > 0777 || (number & 0600) != 0600)
		return fault_set(f, ERR_INVALID,
				 _("--socket-mode and $PASEO_SOCKET_MODE want a mode such as 0600, "
				   "0660 or 0666, not '%s'"),
				 text);
	*mode = (mode_t)number;
	return 0;
}

static int read_group(const char *text, gid_t *group, struct fault *f)
{
	const struct group *found = getgrnam(text);
	char *end = NULL;
	unsigned long number = strtoul(text, &end, 10);

	if (!found && (end == text || *end || text[0] == '-' || number >= (gid_t)-1))
		return fault_set(f, ERR_INVALID,
				 _("--socket-group and $PASEO_SOCKET_GROUP: there is no group "
				   "'%s' here"),
				 text);
	*group = found ? found->gr_gid : (gid_t)number;
	return 0;
}

int desk_find_access(const char *mode, const char *group, struct local_access *out, struct fault *f)
{
	int rc = 0;

	*out = (struct local_access){ 0 };
	if (!mode)
		mode = getenv("PASEO_SOCKET_MODE");
	if (!group)
		group = getenv("PASEO_SOCKET_GROUP");
	out->has_group = group && *group;
	/* A group that may not come in would be of no use. */
	if (out->has_group)
		out->mode = 0660;
	if (mode && *mode)
		rc = read_mode(mode, &out->mode, f);
	if (rc == 0 && out->has_group)
		rc = read_group(group, &out->group, f);
	return rc;
}

/* Does a station that listens have the database? A short command is gone in a moment. */
static bool is_served(const struct station_paths *paths, int *pid)
{
	struct link *l = NULL;
	uint64_t seq = 0;
	bool served = link_find(paths, &l, &seq, pid) == 0;

	link_close(&l);
	return served;
}

void desk_hold_signals(bool hold)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static void complain(void *ctx, const char *sentence)
{
	(void)ctx;
	log_warn("station: %s", sentence);
}

/* Who may connect, as [socket] of the configuration says where nothing else did. A file that cannot be used
 * leaves all as it is. */
static void read_access(struct local_access *access)
{
	struct config *config = NULL;
	struct fault f = { "" };
	const struct config_part *p;
	const char *name;
	const struct group *group;

	if (config_open(complain, NULL, &config, &f) != 0) {
		log_warn("station: %s", f.text[0] ? f.text : "the configuration cannot be read");
		return;
	}
	if (access->mode || access->has_group) {
		config_free(&config);
		return;
	}
	p = config_part(config, CONFIG_SOCKET, 0);
	name = config_text(p, CONFIG_SOCKET_GROUP);
	group = name[0] ? getgrnam(name) : NULL;
	if (name[0] && !group)
		log_warn("station: [socket] group = %s: there is no such group, only its own user "
			 "may connect",
			 name);
	if (!name[0] || group)
		access->mode = (mode_t)config_number(p, CONFIG_SOCKET_MODE);
	access->has_group = group != NULL;
	access->group = group ? group->gr_gid : 0;
	config_free(&config);
}

int desk_open_station(const struct station_options *o, bool screen, struct station **out, int *pid,
		      struct fault *f)
{
	struct station_options options = *o;
	int64_t deadline = clock_monotonic_ms() + LINK_WAIT_MS;
	int rc = path_make_parent(o->paths.db, f);

	*pid = 0;
	desk_hold_signals(false);
	if (!rc && screen && log_open(o->paths.log))
		rc = fault_set(f, ERR_IO, _("cannot write %s: look at the folder's permissions"),
			       o->paths.log);
	if (rc)
		return rc;
	read_access(&options.access);
	for (;;) {
		rc = station_open(&options, out, f);
		if (rc != ERR_BUSY || is_served(&o->paths, pid) || clock_monotonic_ms() >= deadline)
			break;
		poll(NULL, 0, LINK_RETRY_MS);
	}
	if (rc)
		log_close();
	return rc;
}

void desk_close_station(struct station **s)
{
	desk_hold_signals(true);
	station_close(s);
	log_close();
}

static int send_to_station(void *ctx, const char *json, size_t len, struct fault *f)
{
	return station_send(ctx, json, len, f);
}

static void free_list(void *message)
{
	struct changes *c = message;

	changes_free(&c);
}

static int show_board(struct station *s, const struct station_options *o, bool demo,
		      enum screen_end *end, struct fault *f)
{
	struct port port = { .ctx = s,
			     .send = send_to_station,
			     .changes = mailbox_new(CHANGES_WAITING_MAX),
			     .clock = o->clock,
			     .db_path = o->paths.db,
			     .demo = demo };
	int rc = port.changes ? station_watch(s, port.changes) : ERR_NOMEM;

	if (rc) {
		fault_set(f, rc, _("no memory or descriptor for the board: close something"));
	} else {
		(void)mailbox_wait(port.changes, FIRST_LOAD_WAIT_MS);
		desk_hold_signals(false);
		rc = screen_run(&port, end, f);
		station_unwatch(s, port.changes);
	}
	mailbox_free(&port.changes, free_list);
	return rc;
}

int desk_run_board(const struct station_options *o, struct station **s, bool demo,
		   enum screen_end *end, struct fault *f)
{
	int rc = 0;

	/* A station that is told to end says so only to a board that has had its first load. */
	desk_hold_signals(true);
	rc = station_start(*s, f);
	if (!rc) {
		struct web *web = NULL;

		web_start(*s, o, &web);
		rc = show_board(*s, o, demo, end, f);
		web_stop(&web);
	}
	desk_close_station(s);
	return rc;
}
