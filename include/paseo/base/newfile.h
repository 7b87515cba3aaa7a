/*
 * newfile - a file that is there whole or not at all.
 *
 * The bytes go to a file of another name in the same folder; newfile_commit() syncs it and gives it
 * its own. Until then, and when anything fails, what stood under that name is untouched;
 * newfile_drop() takes an unfinished one away. Only its owner may read it. One thread.
 */
#ifndef PASEO_BASE_NEWFILE_H
#define PASEO_BASE_NEWFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/base/error.h"

struct newfile;

/* Begin a file. replace false: ERR_EXISTS when there is one of that name. */
int newfile_open(const char *path, bool replace, struct newfile **out, struct fault *f);
/* A write that failed is remembered: the next calls fail like it. */
int newfile_write(struct newfile *n, const void *data, size_t len);
/* All bytes are written: sync them, so that a full disk shows before the file has its name. */
int newfile_finish(struct newfile *n, struct fault *f);
/* Finish it if that was not done and give it its name. */
int newfile_commit(struct newfile *n, struct fault *f);
/* Forget it; what was not committed is removed. NULL is fine. */
void newfile_drop(struct newfile **n);

const char *newfile_path(const struct newfile *n);

#endif
