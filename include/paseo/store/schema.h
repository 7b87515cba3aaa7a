/*
 * schema - whose a database file is, and how it is brought up to date.
 *
 * Migrations are the compiled-in files schema/NNNN-name.sql, numbered from 1 without a gap; each
 * is run once, in one transaction with PRAGMA user_version. application_id is 'PSEO'. A file of
 * somebody else's is refused before anything in it is changed.
 */
#ifndef PASEO_STORE_SCHEMA_H
#define PASEO_STORE_SCHEMA_H

#include "paseo/store/sql.h"

#define SCHEMA_APPLICATION_ID 0x5053454f /* "PSEO" */

/* The newest schema this program knows. */
int64_t schema_known(void);

/* Open the one connection that writes: makes the file, or checks whose it is (ERR_CORRUPT,
 * ERR_VERSION), and runs the migrations that are missing. */
int schema_open_writer(const char *path, struct sql **out, struct fault *f);

/* Open for reading. ERR_NOT_FOUND: there is no database yet; else as above, and ERR_VERSION also
 * for an older schema. */
int schema_open_reader(const char *path, struct sql **out, struct fault *f);

#endif
