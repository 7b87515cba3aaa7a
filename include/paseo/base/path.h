/*
 * path - where the files of a station lie.
 *
 * Database: $PASEO_DB, else $XDG_DATA_HOME/paseo/paseo.db (default ~/.local/share).
 * Beside it: the journal (-queue), the lock (-lock), the log (-log).
 * Socket: $PASEO_SOCKET, else $XDG_RUNTIME_DIR/paseo/station.sock, else beside
 * the database (-sock). Nothing is created here but by path_make_parent().
 */
#ifndef PASEO_BASE_PATH_H
#define PASEO_BASE_PATH_H

#include "paseo/base/error.h"

#define PATH_SIZE 1024

struct station_paths {
	char db[PATH_SIZE];
	char journal[PATH_SIZE];
	char lock[PATH_SIZE];
	char log[PATH_SIZE];
	char socket[PATH_SIZE];
};

/* Links to the database are followed. Work the paths out; db NULL: from the environment. A db of its own (demo) keeps its socket
 * beside it unless $PASEO_SOCKET is set. */
int path_find(const char *db, struct station_paths *out, struct fault *f);

/* A file of the configuration, by its name: given (NULL or "": nobody gave one), else
 * $XDG_CONFIG_HOME/paseo/NAME (default ~/.config), else /etc/paseo/NAME: the first of these two that is
 * there. "" and 0: none is. */
int path_find_config(const char *name, const char *given, char out[PATH_SIZE], struct fault *f);

/* Make the folder that path lies in, and those above it, mode 0700. */
int path_make_parent(const char *path, struct fault *f);

#endif
