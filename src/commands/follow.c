/*
 * follow - see the header.
 *
 * Lines are written as they come, and given to the reader at once. What ends it without a fault has
 * the code ERR_CLOSED on its way here: a signal, or a pipe that nobody reads.
 */
#include <config.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/commands/command.h"
#include "paseo/commands/database.h"
#include "paseo/commands/follow.h"
#include "paseo/commands/link.h"
#include "paseo/commands/output.h"
#include "paseo/store/reader.h"

/* How often it looks for a station, and for what a short command has stored. */
#define LOOK_MS 250

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t told_to_end;
static int end_pipe[2] = { -1, -1 };

struct following {
	const struct station_paths *paths;
	uint64_t seq;  /* of the last event that was written, or passed over */
	uint64_t left; /* events that may still be written; 0: any number */
	int ends;      /* can be read when it is to end */
	struct fault *fault;
};

static void on_signal(int number)
{
	ssize_t n;

	(void)number;
	told_to_end = 1;
	n = write(end_pipe[1], "", 1);
	(void)n;
}

/* One descriptor for a signal and for a standard output that nobody reads any more; -1: none. */
static int watch_ends(void)
{
	/* A write that blocks is to be interrupted. */
	struct sigaction ends = { .sa_handler = on_signal };
	struct epoll_event readable = { .events = EPOLLIN };
	struct epoll_event closed = { .events = 0 };
	int fd = epoll_create1(EPOLL_CLOEXEC);

	if (fd < 0 || pipe(end_pipe) != 0)
		return -1;
	for (int i = 0; i < 2; i++) {
		(void)fcntl(end_pipe[i], F_SETFD, FD_CLOEXEC);
		(void)fcntl(end_pipe[i], F_SETFL, O_NONBLOCK);
	}
	(void)epoll_ctl(fd, EPOLL_CTL_ADD, end_pipe[0], &readable);
	/* A file cannot be watched, and is not closed by anybody. */
	(void)epoll_ctl(fd, EPOLL_CTL_ADD, STDOUT_FILENO, &closed);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigaction(SIGINT, &ends, NULL);
	(void)sigaction(SIGTERM, &ends, NULL);
	(void)sigaction(SIGHUP, &ends, NULL);
	return fd;
}

/* Give it to the reader. ERR_CLOSED: that was the end. */
static int flush(struct following *f)
{
	int rc = output_flush();

	if (told_to_end || rc == ERR_CLOSED)
		return ERR_CLOSED;
	return rc ? fault_set(f->fault, rc,
			      _("the output could not be written: make room, or write it "
				"elsewhere"))
		  : 0;
}

/* ERR_FULL: it was the last that is wanted. */
static int write_event(struct following *f, uint64_t seq, const char *line, size_t len)
{
	if (seq <= f->seq)
		return 0;
	output_line(line, len);
	f->seq = seq;
	if (f->left == 1)
		return ERR_FULL;
	f->left -= f->left > 0;
	return 0;
}

/* ---- a station that runs ----------------------------------------------------------------- */

/* What the station says of the stream itself. ERR_BUSY: it has cut us off, we may come again. */
static int read_word(struct following *f, const char *line, size_t len)
{
	struct jdoc *d = NULL;
	const char *error = NULL;
	int rc = jdoc_parse(line, len, &d, NULL);

	if (rc == 0) {
		error = jdoc_string(jdoc_get(d, "error"));
		/* Only at the beginning it says how far the log goes. */
		if (error && jdoc_get(d, "seq"))
			rc = fault_set(f->fault, ERR_INVALID, "%s", error);
		else if (error)
			rc = ERR_BUSY;
	}
	jdoc_free(&d);
	return rc;
}

static int take_lines(struct following *f, struct link *l)
{
	static const char begins[] = "{\"seq\":";
	const char *line;
	size_t len;
	int rc = 0;

	while (rc == 0 && (line = link_take(l, &len)) != NULL) {
		if (strncmp(line, begins, sizeof(begins) - 1) == 0)
			rc = write_event(f, strtoull(line + sizeof(begins) - 1, NULL, 10), line,
					 len);
		else
			rc = read_word(f, line, len);
	}
	return rc;
}

/* Until the station goes away (ERR_NOT_FOUND), or it is over. */
static int follow_station(struct following *f, struct link *l)
{
	char ask[80];
	int n = snprintf(ask, sizeof(ask), "{\"ask\":\"stream\",\"since\":%llu}\n",
			 (unsigned long long)f->seq);
	int rc = link_put(l, ask, (size_t)n);

	while (rc == 0) {
		bool ends = false;
		int taken, flushed;

		rc = link_turn(l, f->ends, &ends, -1);
		taken = take_lines(f, l);
		flushed = flush(f);
		if (rc == ERR_CLOSED)
			rc = ERR_NOT_FOUND;
		if (taken)
			rc = taken;
		if (flushed || ends)
			rc = flushed ? flushed : ERR_CLOSED;
	}
	return rc;
}

/* ---- without one ------------------------------------------------------------------------- */

static int write_stored(void *ctx, const struct answer *a, bool wanted)
{
	struct following *f = ctx;
	size_t len = 0;
	char *line;
	int rc;

	if (!wanted)
		return 0;
	line = answer_write_log(a, &len);
	rc = line ? write_event(f, a->seq, line, len) : ERR_NOMEM;
	free(line);
	return rc ? rc : told_to_end ? ERR_CLOSED : 0;
}

/* What the database has by now. */
static int print_stored(struct following *f)
{
	struct reader *r = NULL;
	int rc, flushed;

	if (access(f->paths->db, F_OK) != 0)
		return 0;
	rc = reader_open(f->paths->db, &r, f->fault);
	if (rc == 0)
		rc = reader_stream(r, f->seq, INT64_MAX, write_stored, f);
	reader_close(&r);
	flushed = flush(f);
	return flushed ? flushed : rc;
}

static bool is_over(int rc)
{
	return rc == ERR_CLOSED || rc == ERR_FULL || rc == ERR_IO;
}

/* Wait for a station; what short commands store meanwhile is written too. */
static int wait_station(struct following *f, struct link **l)
{
	struct pollfd ends = { .fd = f->ends, .events = POLLIN };
	uint64_t seq = 0;
	int pid = 0;

	while (link_find(f->paths, l, &seq, &pid) != 0) {
		int rc = print_stored(f);

		if (is_over(rc))
			return rc;
		if (poll(&ends, 1, LOOK_MS) != 0)
			return ERR_CLOSED;
	}
	return 0;
}

/* The first link, and what is to be said and written before there is one. */
static int begin(struct following *f, struct link **l)
{
	uint64_t seq = 0;
	int pid = 0;
	int rc;

	if (link_find(f->paths, l, &seq, &pid) == 0)
		return 0;
	command_note(_("no station runs on %s: what is stored is written, then it waits for one"),
		     f->paths->db);
	rc = database_sync(f->paths, f->fault);
	if (rc == 0)
		rc = print_stored(f);
	return rc ? rc : wait_station(f, l);
}

static int follow(struct following *f)
{
	struct link *l = NULL;
	int rc = begin(f, &l);

	while (rc == 0) {
		rc = follow_station(f, l);
		link_close(&l);
		if (rc == ERR_NOT_FOUND)
			command_note(_("the station went away: it waits for it, and goes on after "
				       "event %llu"),
				     (unsigned long long)f->seq);
		if (rc == ERR_NOT_FOUND || rc == ERR_BUSY)
			rc = wait_station(f, &l);
	}
	link_close(&l);
	return rc;
}

int follow_events(const struct station_paths *paths, uint64_t since, uint64_t limit,
		  struct fault *f)
{
	struct following following = {
		.paths = paths, .seq = since, .left = limit, .ends = watch_ends(), .fault = f
	};
	int rc;

	if (following.ends < 0)
		return fault_set(f, ERR_IO, _("no descriptors are left: close something"));
	rc = follow(&following);
	close(following.ends);
	close(end_pipe[0]);
	close(end_pipe[1]);
	if (rc == ERR_CLOSED || rc == ERR_FULL)
		return 0;
	return f->text[0] ? rc
			  : fault_set(f, rc, _("the events cannot be followed: %s: try again"),
				      error_text(rc));
}
