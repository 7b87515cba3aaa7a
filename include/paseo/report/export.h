/*
 * export - everything that a database holds as CSV files in a new folder, with a README of their columns.
 *
 * All of one moment. The folder appears under its name when it is whole and on the disk; until then, and where
 * something fails, there is none. `paseo import` reads events.csv and export.csv alone: the rest follows
 * from them.
 */
#ifndef PASEO_REPORT_EXPORT_H
#define PASEO_REPORT_EXPORT_H

#include <stdint.h>

#include "paseo/base/error.h"
#include "paseo/store/reader.h"

#define EXPORT_EVENTS "events.csv"
#define EXPORT_FACTS "export.csv" /* key, value */
#define EXPORT_FORMAT "1"	  /* of key "format" */

struct export_result {
	uint64_t events, walks;
};

/* ERR_EXISTS: there is something of that name already; it is left alone. */
int export_write(struct reader *reader, const char *folder, char separator,
		 struct export_result *result, struct fault *f);

#endif
