/*
 * day_save - the report of a day as files in a folder: 2026-11-22.txt as it is printed, 2026-11-22.json.
 *
 * Each file is whole or not there: it is written beside its name, synced and renamed. The same day's is
 * replaced, another day's never.
 */
#ifndef PASEO_REPORT_DAY_SAVE_H
#define PASEO_REPORT_DAY_SAVE_H

#include "paseo/report/day.h"

/* Reads the day and writes both; makes the folder where it is missing. */
int day_report_save(const char *db_path, int32_t day, int64_t now_ms, const char *folder,
		    struct fault *f);

#endif
