/*
 * roster_list - the dogs as they stand in `paseo dogs list --format json`, for others that give them.
 */
#ifndef PASEO_COMMANDS_ROSTER_LIST_H
#define PASEO_COMMANDS_ROSTER_LIST_H

#include "paseo/base/jdoc.h"
#include "paseo/store/reader.h"

/* An array of every dog that is not archived. NULL: no memory, or the database cannot be read. */
struct jdoc *roster_dogs_json(struct reader *r, const struct settings *settings, int32_t today);

#endif
