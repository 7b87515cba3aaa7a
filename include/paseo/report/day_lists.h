/*
 * day_lists - the sections of a day's report below its walks: warnings, decisions, corrections, ends
 * that nobody measured, codes that were nobody's. Inside report/ only.
 */
#ifndef PASEO_REPORT_DAY_LISTS_H
#define PASEO_REPORT_DAY_LISTS_H

#include "paseo/report/day_model.h"
#include "paseo/report/page.h"

/* Decisions that still wait for an answer. */
void day_write_waiting(struct page *p, const struct day_report *r);
/* All the others. */
void day_write_lists(struct page *p, const struct day_report *r);

#endif
