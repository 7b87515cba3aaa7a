/*
 * local - see the header.
 */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paseo/base/local.h"
#include "paseo/base/text.h"

/* Whether somebody answers at a socket: 0 nobody does any more, ERR_BUSY somebody does. */
static int probe(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int number = 0;

	if (fd < 0)
		return error_from_errno(errno);
	if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) != 0)
		number = errno;
	(void)close(fd);
	switch (number) {
	case ECONNREFUSED:
	case ENOENT:
		return 0;
	case 0:
	case EAGAIN: /* so many wait for an answer that no more may */
		return ERR_BUSY;
	default:
		return error_from_errno(number);
	}
}

/* Take a socket away that nobody answers at. */
static int clear_stale(const struct sockaddr_un *address, struct fault *f)
{
	const char *path = address->sun_path;
	struct stat st;
	int err;

	if (lstat(path, &st) != 0) {
		/* That the folder is missing is for bind() to say. */
		return 0;
	}
	if (!S_ISSOCK(st.st_mode))
		return fault_set(f, ERR_EXISTS,
				 "'%s' is no socket. Move it away or set PASEO_SOCKET.", path);
	err = probe(address);
	if (err == ERR_BUSY)
		return fault_set(f, err, "Another station answers at '%s'.", path);
	if (err)
		return fault_set(f, err, "Cannot try the socket '%s': %s.", path, error_text(err));
	if (unlink(path) != 0 && errno != ENOENT) {
		err = error_from_errno(errno);
		return fault_set(f, err, "Cannot remove the old socket '%s': %s.", path,
				 strerror(errno));
	}
	return 0;
}

/*
 * A socket bound to address, or a negative error. Linux gives the file the mode of
 * the descriptor, less the umask, so it is never open to others, not even between
 * bind() and a chmod(); and the umask, which is the whole process's, is left alone.
 */
static int bind_private(const struct sockaddr_un *address, struct fault *f)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int number;

	if (fd >= 0 && fchmod(fd, S_IRUSR | S_IWUSR) == 0 &&
	    bind(fd, (const struct sockaddr *)address, sizeof(*address)) == 0)
		return fd;
	number = errno;
	if (fd >= 0)
		(void)close(fd);
	return fault_set(f, error_from_errno(number), "Cannot make the socket '%s': %s.",
			 address->sun_path, strerror(number));
}

/* Let others in who are to be: first whose it is, then what they may. */
static int open_up(const char *path, const struct local_access *access, struct fault *f)
{
	if (access->has_group && lchown(path, (uid_t)-1, access->group) != 0)
		return fault_set(f, error_from_errno(errno),
				 "Cannot give the socket '%s' to group %ld: %s.", path,
				 (long)access->group, strerror(errno));
	/* Never what a link leads to. */
	if (fchmodat(AT_FDCWD, path, access->mode, AT_SYMLINK_NOFOLLOW) != 0)
		return fault_set(f, error_from_errno(errno),
				 "Cannot give the socket '%s' its mode: %s.", path,
				 strerror(errno));
	return 0;
}

int local_bind(const char *path, const struct local_access *access, struct fault *f)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int err, fd;

	if (text_copy(address.sun_path, sizeof(address.sun_path), path) != 0)
		return fault_set(f, ERR_FULL,
				 "The socket's path '%s' is too long. Set PASEO_SOCKET to a "
				 "shorter one.",
				 path);
	err = clear_stale(&address, f);
	if (err)
		return err;
	fd = bind_private(&address, f);
	if (fd < 0 || !access || !access->mode)
		return fd;
	err = open_up(path, access, f);
	if (!err)
		return fd;
	(void)close(fd);
	(void)unlink(path);
	return err;
}

int local_connect(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd;

	if (!path[0] || text_copy(address.sun_path, sizeof(address.sun_path), path) != 0)
		return ERR_INVALID;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return ERR_NOT_FOUND;
}

bool local_peer(int fd, uid_t *uid)
{
	/* struct ucred of unix(7), which the C library keeps for GNU programs. */
	struct {
		pid_t pid;
		uid_t uid;
		gid_t gid;
	} peer;
	socklen_t size = sizeof(peer);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
		return false;
	*uid = peer.uid;
	return true;
}

size_t local_unread(int fd)
{
	int bytes = 0;

	return ioctl(fd, SIOCOUTQ, &bytes) == 0 && bytes > 0 ? (size_t)bytes : 0;
}

bool local_leave(int fd, const char *data, size_t len)
{
	const int most = 1024 * 1024; /* the system takes it for as much as it allows */
	size_t sent = 0;

	(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &most, sizeof(most));
	while (sent < len) {
		ssize_t n = send(fd, data + sent, len - sent, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n < 0 && errno != EINTR)
			return false;
		sent += n > 0 ? (size_t)n : 0;
	}
	return true;
}

void local_user(uid_t uid, char out[LOCAL_USER_SIZE])
{
	FILE *users = fopen("/etc/passwd", "re");
	const struct passwd *one;

	out[0] = '\0';
	while (users && (one = fgetpwent(users)) != NULL) {
		if (one->pw_uid == uid) {
			text_clean(out, LOCAL_USER_SIZE, one->pw_name, strlen(one->pw_name));
			break;
		}
	}
	if (users)
		(void)fclose(users);
}
