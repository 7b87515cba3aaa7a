/*
 * embedded - the files of data/ that are compiled in, from one generated source.
 *
 * Names are paths below data/: "schema/0001-first.sql", "rules.json",
 * "demo/dogs.csv". The bytes end in a NUL that len does not count.
 */
#ifndef PASEO_BASE_EMBEDDED_H
#define PASEO_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name;
	const unsigned char *data;
	size_t len;
};

extern const struct embedded embedded_files[]; /* sorted by name */
extern const size_t embedded_count;

#endif
