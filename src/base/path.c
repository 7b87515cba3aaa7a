#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "paseo/base/path.h"
#include "paseo/base/text.h"

#define SOCKET_PATH_MAX (sizeof(((struct sockaddr_un *)NULL)->sun_path) - 1)

#define SYSTEM_FOLDER "/etc/paseo/"

/* What to do about a folder that cannot be made. */
#define ELSEWHERE "Set PASEO_DB (of a socket: PASEO_SOCKET) to a file in a folder you may write."

/* A variable of the environment, NULL when it is empty too. */
static const char *environment(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The same for a folder; the XDG specification wants relative ones passed over. */
static const char *environment_folder(const char *name)
{
	const char *value = environment(name);

	return value && value[0] == '/' ? value : NULL;
}

static int join(char out[PATH_SIZE], const char *start, const char *end, struct fault *f)
{
	int n = snprintf(out, PATH_SIZE, "%s%s", start, end);

	if (n >= 0 && n < PATH_SIZE)
		return 0;
	out[0] = '\0';
	return fault_set(f, ERR_FULL, "The path '%.200s...' is too long. Choose a shorter one.",
			 start);
}

/* Copy a path that someone gave; a relative one is taken from the working directory. */
static int make_absolute(char out[PATH_SIZE], const char *path, struct fault *f)
{
	char cwd[PATH_SIZE];
	size_t len;
	int err;

	if (path[0] == '/')
		return join(out, path, "", f);
	/* Less one, for the slash. */
	if (!getcwd(cwd, sizeof(cwd) - 1)) {
		err = error_from_errno(errno);
		return fault_set(f, err, "Cannot tell the working directory: %s. Give a full path.",
				 strerror(errno));
	}
	len = strlen(cwd);
	if (cwd[len - 1] != '/') {
		cwd[len] = '/';
		cwd[len + 1] = '\0';
	}
	return join(out, cwd, path, f);
}

static int find_db(const char *db, char out[PATH_SIZE], struct fault *f)
{
	const char *folder = environment_folder("XDG_DATA_HOME");
	const char *home = environment_folder("HOME");

	if (!db)
		db = environment("PASEO_DB");
	if (db)
		return make_absolute(out, db, f);
	if (folder)
		return join(out, folder, "/paseo/paseo.db", f);
	if (home)
		return join(out, home, "/.local/share/paseo/paseo.db", f);
	return fault_set(f, ERR_NOT_FOUND,
			 "Nowhere to keep the database: HOME is not set. Set PASEO_DB to a file.");
}

static int find_socket(bool own_db, struct station_paths *out, struct fault *f)
{
	const char *given = environment("PASEO_SOCKET");
	const char *folder = environment_folder("XDG_RUNTIME_DIR");
	int err;

	if (given)
		err = make_absolute(out->socket, given, f);
	else if (folder && !own_db)
		err = join(out->socket, folder, "/paseo/station.sock", f);
	else
		err = join(out->socket, out->db, "-sock", f);
	if (!err && strlen(out->socket) > SOCKET_PATH_MAX) {
		err = fault_set(f, ERR_FULL,
				"The socket's path '%s' is longer than %zu bytes. Set PASEO_SOCKET "
				"to a shorter one.",
				out->socket, SOCKET_PATH_MAX);
	}
	return err;
}

/* One database has one lock and one journal, whatever links lead to it. */
static int resolve(char db[PATH_SIZE], struct fault *f)
{
	char *real = realpath(db, NULL);
	int err = 0;

	if (real && text_copy(db, PATH_SIZE, real) != 0)
		err = fault_set(f, ERR_FULL,
				"The path '%.200s...' is too long. Choose a shorter one.", real);
	free(real);
	return err;
}

int path_find(const char *db, struct station_paths *out, struct fault *f)
{
	int err;

	memset(out, 0, sizeof(*out));
	err = find_db(db, out->db, f);
	if (!err)
		err = resolve(out->db, f);
	if (!err)
		err = join(out->journal, out->db, "-queue", f);
	if (!err)
		err = join(out->lock, out->db, "-lock", f);
	if (!err)
		err = join(out->log, out->db, "-log", f);
	if (!err)
		err = find_socket(db != NULL, out, f);
	return err;
}

/* Nothing stands there; something that cannot be looked at does. */
static bool is_missing(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

/* One folder; that it is there already is fine. */
static int make_folder(const char *path, struct fault *f)
{
	struct stat st;
	int number;

	if (mkdir(path, S_IRWXU) == 0)
		return 0;
	number = errno;
	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return 0;
		return fault_set(f, ERR_EXISTS,
				 "'%s' should be a folder, but is a file. " ELSEWHERE, path);
	}
	return fault_set(f, error_from_errno(number), "Cannot make the folder '%s': %s. " ELSEWHERE,
			 path, strerror(number));
}

int path_make_parent(const char *path, struct fault *f)
{
	char folder[PATH_SIZE];
	int err;

	if (text_copy(folder, sizeof(folder), path) != 0)
		return fault_set(f, ERR_FULL,
				 "The path '%.200s...' is too long. Choose a shorter one.", path);
	for (char *s = folder + 1; folder[0] != '\0' && (s = strchr(s, '/')) != NULL; s++) {
		*s = '\0';
		err = make_folder(folder, f);
		if (err)
			return err;
		*s = '/';
	}
	return 0;
}

int path_find_config(const char *name, const char *given, char out[PATH_SIZE], struct fault *f)
{
	const char *folder = environment_folder("XDG_CONFIG_HOME");
	const char *home = environment_folder("HOME");
	char own[PATH_SIZE] = "";
	int err = 0;

	out[0] = '\0';
	if (given && *given)
		return make_absolute(out, given, f);
	if (folder)
		err = join(own, folder, "/paseo/", f);
	else if (home)
		err = join(own, home, "/.config/paseo/", f);
	if (!err && own[0])
		err = join(out, own, name, f);
	if (err || (out[0] && !is_missing(out)))
		return err;
	err = join(out, SYSTEM_FOLDER, name, f);
	if (!err && is_missing(out))
		out[0] = '\0';
	return err;
}
