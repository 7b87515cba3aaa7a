/*
 * link - see the header. Who is asked:
 *
 * The lock beside the database names the process that has it and its socket. A station that
 * listens is asked there. One that holds the lock and neither listens nor answers
 * is another short command: it is gone in a moment, so we try again.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/days.h"
#include "paseo/base/jdoc.h"
#include "paseo/base/language.h"
#include "paseo/base/local.h"
#include "paseo/base/log.h"
#include "paseo/base/text.h"
#include "paseo/commands/link.h"
#include "paseo/station/station.h"

#define STATUS_LINE "{\"ask\":\"status\"}\n"
#define STATUS_WAIT_MS 2000
#define ANSWER_WAIT_MS 60000

struct bytes {
	char *data;
	size_t at, end, room;
};

struct link {
	int fd;
	struct station *own; /* NULL: somebody else's */
	struct bytes in, out;
	bool ended; /* the station closed its side */
};

/* Room for so many bytes more behind the end. */
static int bytes_reserve(struct bytes *b, size_t more)
{
	if (b->at > 0) {
		memmove(b->data, b->data + b->at, b->end - b->at);
		b->end -= b->at;
		b->at = 0;
	}
	if (b->room - b->end >= more)
		return 0;
	size_t room = b->room ? b->room : 4096;
	while (room - b->end < more)
		room *= 2;
	char *data = realloc(b->data, room);
	if (!data)
		return ERR_NOMEM;
	b->data = data;
	b->room = room;
	return 0;
}

static struct link *link_new(int fd, struct station *own)
{
	struct link *l = calloc(1, sizeof(*l));

	if (!l)
		return NULL;
	l->fd = fd;
	l->own = own;
	fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	return l;
}

void link_close(struct link **l)
{
	if (!*l)
		return;
	close((*l)->fd);
	station_close(&(*l)->own);
	free((*l)->in.data);
	free((*l)->out.data);
	free(*l);
	*l = NULL;
}

int link_put(struct link *l, const char *data, size_t len)
{
	int rc = bytes_reserve(&l->out, len);

	if (rc == 0 && len > 0) {
		memcpy(l->out.data + l->out.end, data, len);
		l->out.end += len;
	}
	return rc;
}

size_t link_pending(const struct link *l)
{
	return l->out.end - l->out.at;
}

static int write_some(struct link *l)
{
	while (link_pending(l) > 0) {
		ssize_t n = send(l->fd, l->out.data + l->out.at, link_pending(l), MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : ERR_CLOSED;
		l->out.at += (size_t)n;
	}
	return 0;
}

static int read_some(struct link *l)
{
	int rc = bytes_reserve(&l->in, 16384);

	if (rc)
		return rc;
	ssize_t n = read(l->fd, l->in.data + l->in.end, l->in.room - l->in.end);
	if (n > 0)
		l->in.end += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
		l->ended = true;
	return 0;
}

int link_turn(struct link *l, int also_fd, bool *also, int timeout_ms)
{
	struct pollfd p[2] = {
		{ .fd = l->fd, .events = (short)(POLLIN | (link_pending(l) ? POLLOUT : 0)) },
		{ .fd = also_fd, .events = POLLIN },
	};
	int rc = 0;

	if (also)
		*also = false;
	if (l->ended)
		return ERR_CLOSED;
	if (poll(p, also_fd >= 0 ? 2 : 1, timeout_ms) < 0)
		return errno == EINTR ? 0 : ERR_IO;
	/* What was answered before the station went is read before a failed write is told. */
	if (p[0].revents & (POLLIN | POLLHUP | POLLERR))
		rc = read_some(l);
	if (rc == 0 && !l->ended && (p[0].revents & POLLOUT) && write_some(l))
		l->out.at = l->out.end;
	if (also)
		*also = also_fd >= 0 && p[1].revents != 0;
	return rc;
}

const char *link_take(struct link *l, size_t *len)
{
	char *start = l->in.data ? l->in.data + l->in.at : NULL;
	char *end = start ? memchr(start, '\n', l->in.end - l->in.at) : NULL;

	if (!end)
		return NULL;
	*end = '\0';
	*len = (size_t)(end - start);
	l->in.at += *len + 1;
	return start;
}

static int wait_answer(struct link *l, int wait_ms, const char **answer, size_t *len)
{
	int64_t deadline = clock_monotonic_ms() + wait_ms;

	for (;;) {
		*answer = link_take(l, len);
		if (*answer)
			return 0;
		int64_t left = deadline - clock_monotonic_ms();
		if (left <= 0)
			return ERR_BUSY;
		int rc = link_turn(l, -1, NULL, (int)left);
		if (rc)
			return rc;
	}
}

int link_ask(struct link *l, const char *line, size_t len, char **answer, struct fault *f)
{
	const char *text = NULL;
	size_t text_len = 0;
	int rc = link_put(l, line, len);

	if (!rc && (len == 0 || line[len - 1] != '\n'))
		rc = link_put(l, "\n", 1);
	if (!rc)
		rc = wait_answer(l, ANSWER_WAIT_MS, &text, &text_len);
	if (rc == ERR_CLOSED)
		return fault_set(f, rc, _("the station went away before it answered: try again"));
	if (rc == ERR_BUSY)
		return fault_set(f, rc, _("the station does not answer: look at its screen"));
	if (rc)
		return fault_set(f, rc, _("the station cannot be asked: %s: try again"),
				 error_text(rc));
	*answer = strdup(text);
	return *answer ? 0 : fault_set(f, ERR_NOMEM, _("no memory: close something and try again"));
}

static bool same_file(const char *a, const char *b)
{
	struct stat one, two;

	if (strcmp(a, b) == 0)
		return true;
	return stat(a, &one) == 0 && stat(b, &two) == 0 && one.st_dev == two.st_dev &&
	       one.st_ino == two.st_ino;
}

/* Ask who is at the other end. ERR_INVALID: a station with another database. */
static int ask_status(struct link *l, const char *db, uint64_t *seq)
{
	const char *text = NULL;
	size_t len = 0;
	struct jdoc *d = NULL;
	int64_t number = 0;
	int rc = link_put(l, STATUS_LINE, strlen(STATUS_LINE));

	if (!rc)
		rc = wait_answer(l, STATUS_WAIT_MS, &text, &len);
	if (!rc)
		rc = jdoc_parse(text, len, &d, NULL);
	if (rc)
		return rc;
	const char *its_db = jdoc_string(jdoc_get(d, "db"));
	if (!its_db || !same_file(its_db, db) || !jdoc_integer(jdoc_get(d, "seq"), &number))
		rc = ERR_INVALID;
	jdoc_free(&d);
	*seq = (uint64_t)number;
	return rc;
}

int link_find(const struct station_paths *paths, struct link **out, uint64_t *seq, int *pid)
{
	char socket_path[PATH_SIZE] = "";

	*out = NULL;
	if (station_holder(paths->lock, pid, socket_path) != 1)
		return ERR_NOT_FOUND;
	int fd = local_connect(socket_path);
	if (fd < 0)
		return ERR_BUSY;
	struct link *l = link_new(fd, NULL);
	if (!l) {
		close(fd);
		return ERR_NOMEM;
	}
	if (ask_status(l, paths->db, seq)) {
		link_close(&l);
		return ERR_BUSY;
	}
	*out = l;
	return 0;
}

bool link_start_log(const struct station_paths *paths)
{
	int fd = open(paths->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return false;
	close(fd);
	return log_open(paths->log) == 0;
}

static int open_own(const struct station_paths *paths, struct link **out, struct fault *f)
{
	struct station_options o = { .paths = *paths, .shelter_rules = true };
	struct station *s = NULL;
	int rc = path_make_parent(paths->db, f);

	if (rc)
		return rc;
	bool logged = link_start_log(paths);
	rc = station_open(&o, &s, f);
	if (!rc)
		rc = station_start(s, f);
	if (logged)
		log_close();
	if (!rc) {
		int fd = station_connect(s);
		*out = fd >= 0 ? link_new(fd, s) : NULL;
		if (*out)
			return 0;
		if (fd >= 0)
			close(fd);
		rc = fault_set(f, ERR_NOMEM,
			       _("no memory or descriptor for a connection: close something"));
	}
	station_close(&s);
	return rc;
}

int link_open(const struct station_paths *paths, struct link **out, struct fault *f)
{
	int64_t deadline = clock_monotonic_ms() + LINK_WAIT_MS;
	uint64_t seq = 0;
	int pid = 0;

	for (;;) {
		int rc = link_find(paths, out, &seq, &pid);
		if (rc == ERR_NOT_FOUND)
			rc = open_own(paths, out, f);
		if (rc != ERR_BUSY)
			return rc;
		if (clock_monotonic_ms() >= deadline)
			return fault_set(
				f, ERR_BUSY,
				_("process %d has %s and does not answer: end it, or try again"),
				pid, paths->db);
		poll(NULL, 0, LINK_RETRY_MS);
	}
}
