/*
 * lock - see the header.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "paseo/base/log.h"
#include "paseo/station/lock.h"

/* The file holds "PID\nSOCKET\n". */
static void read_holder(int fd, int *pid, char socket[PATH_SIZE])
{
	char text[PATH_SIZE + 32];
	ssize_t n = pread(fd, text, sizeof(text) - 1, 0);
	char *line;

	*pid = 0;
	socket[0] = '\0';
	if (n <= 0)
		return;
	text[n] = '\0';
	*pid = (int)strtol(text, NULL, 10);
	line = strchr(text, '\n');
	if (line)
		snprintf(socket, PATH_SIZE, "%.*s", (int)strcspn(line + 1, "\n"), line + 1);
}

static int open_private(const char *path, int *fd, struct fault *f)
{
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd >= 0)
		return 0;
	return fault_set(
		f, error_from_errno(errno),
		"cannot write '%s' (%s): set PASEO_DB to a file in a folder you may write to", path,
		strerror(errno));
}

int lock_take(const char *path, const char *db, struct lock *out, struct fault *f)
{
	char socket[PATH_SIZE] = "";
	int pid = 0;
	int code;

	out->database = -1;
	code = open_private(path, &out->file, f);
	if (code)
		return code;
	if (flock(out->file, LOCK_EX | LOCK_NB) != 0) {
		read_holder(out->file, &pid, socket);
		lock_give(out);
		return fault_set(f, ERR_BUSY,
				 "a station already runs on this database (process %d)", pid);
	}
	code = open_private(db, &out->database, f);
	if (code == 0 && flock(out->database, LOCK_EX | LOCK_NB) != 0)
		code = fault_set(
			f, ERR_BUSY,
			"a station already runs on '%s', by another name of it: end that one first",
			db);
	if (code)
		lock_give(out);
	else
		lock_describe(out, "");
	return code;
}

void lock_give(struct lock *l)
{
	if (l->database >= 0)
		close(l->database);
	if (l->file >= 0)
		close(l->file);
	l->database = -1;
	l->file = -1;
}

void lock_describe(const struct lock *l, const char *socket)
{
	char text[PATH_SIZE + 32];
	int n = snprintf(text, sizeof(text), "%ld\n%s\n", (long)getpid(), socket);

	if (ftruncate(l->file, 0) != 0 || pwrite(l->file, text, (size_t)n, 0) != n)
		log_warn("station: cannot write the lock file: %s", strerror(errno));
}

int lock_holder(const char *path, int *pid, char socket[PATH_SIZE])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int held = 0;

	if (fd < 0)
		return 0;
	if (flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
		read_holder(fd, pid, socket);
		held = 1;
	}
	close(fd);
	return held;
}
