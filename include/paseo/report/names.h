/*
 * names - the names of all dogs and volunteers by id, read once for a report.
 *
 * Archived ones too. One thread.
 */
#ifndef PASEO_REPORT_NAMES_H
#define PASEO_REPORT_NAMES_H

#include "paseo/brain/roster.h"
#include "paseo/store/reader.h"

struct names;

int names_read(struct reader *r, struct names **out);
void names_free(struct names **n);

/* Borrowed; NULL: no such id. */
const char *names_find(const struct names *n, enum roster_kind kind, const char *id);

#endif
