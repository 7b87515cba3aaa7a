#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/language.h"
#include "paseo/base/newfile.h"
#include "paseo/base/path.h"

struct newfile {
	char path[PATH_SIZE];
	char unfinished[PATH_SIZE]; /* its name until it is whole; "" when there is none */
	int fd;			    /* -1: closed */
	bool replace;
	int failed; /* errno of the first write that failed; 0: none */
};

static int say_failed(const struct newfile *n, int number, struct fault *f)
{
	return fault_set(f, error_from_errno(number),
			 _("%s cannot be written: %s: make room, or write it elsewhere"), n->path,
			 strerror(number));
}

static int say_exists(const struct newfile *n, struct fault *f)
{
	return fault_set(f, ERR_EXISTS,
			 _("%s is there already: choose another name, or --force to replace it"),
			 n->path);
}

/* ".NAME-XXXXXX" beside it: hidden, and on the same file system. */
static int name_unfinished(struct newfile *n)
{
	const char *slash = strrchr(n->path, '/');
	const char *name = slash ? slash + 1 : n->path;
	int len = snprintf(n->unfinished, sizeof(n->unfinished), "%.*s.%s-XXXXXX",
			   (int)(name - n->path), n->path, name);

	return *name && len > 0 && (size_t)len < sizeof(n->unfinished) ? 0 : ERR_INVALID;
}

int newfile_open(const char *path, bool replace, struct newfile **out, struct fault *f)
{
	struct newfile *n = calloc(1, sizeof(*n));
	struct stat there;

	*out = NULL;
	if (!n)
		return fault_set(f, ERR_NOMEM, _("no memory: close something and try again"));
	n->fd = -1;
	n->replace = replace;
	int len = snprintf(n->path, sizeof(n->path), "%s", path);
	int rc = len > 0 && (size_t)len < sizeof(n->path) ? name_unfinished(n) : ERR_INVALID;
	if (rc)
		rc = fault_set(f, rc, _("'%s' is no name for a file: choose another"), path);
	else if (!replace && lstat(path, &there) == 0)
		rc = say_exists(n, f);
	if (!rc) {
		n->fd = mkstemp(n->unfinished);
		if (n->fd < 0)
			rc = fault_set(f, error_from_errno(errno),
				       _("%s cannot be made: %s: look at the folder and its "
					 "permissions"),
				       path, strerror(errno));
	}
	if (rc) {
		free(n);
		return rc;
	}
	*out = n;
	return 0;
}

int newfile_write(struct newfile *n, const void *data, size_t len)
{
	const char *at = data;

	while (len > 0 && !n->failed) {
		ssize_t done = write(n->fd, at, len);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			n->failed = done < 0 ? errno : EIO;
			break;
		}
		at += done;
		len -= (size_t)done;
	}
	return n->failed ? error_from_errno(n->failed) : 0;
}

int newfile_finish(struct newfile *n, struct fault *f)
{
	if (n->fd < 0 && !n->failed)
		return 0;
	if (!n->failed && fsync(n->fd) && errno != EINVAL)
		n->failed = errno;
	if (n->fd >= 0 && close(n->fd) && !n->failed)
		n->failed = errno;
	n->fd = -1;
	return n->failed ? say_failed(n, n->failed, f) : 0;
}

int newfile_commit(struct newfile *n, struct fault *f)
{
	struct stat there;
	int rc = newfile_finish(n, f);

	if (rc)
		return rc;
	if (!n->replace && lstat(n->path, &there) == 0)
		return say_exists(n, f);
	if (rename(n->unfinished, n->path))
		return say_failed(n, errno, f);
	n->unfinished[0] = '\0';
	return 0;
}

void newfile_drop(struct newfile **n)
{
	if (!*n)
		return;
	if ((*n)->fd >= 0)
		close((*n)->fd);
	if ((*n)->unfinished[0])
		unlink((*n)->unfinished);
	free(*n);
	*n = NULL;
}

const char *newfile_path(const struct newfile *n)
{
	return n->path;
}
