/*
 * terms - what reports call things, in the current language.
 *
 * Those that take out return it.
 */
#ifndef PASEO_REPORT_TERMS_H
#define PASEO_REPORT_TERMS_H

#include "paseo/base/days.h"
#include "paseo/brain/change.h"
#include "paseo/report/names.h"

#define TERMS_SIZE 512	     /* of a term, names among it */
#define TERMS_LONG_SIZE 1024 /* of a sentence with a reason at its end */

const char *terms_weekday(int32_t day);
const char *terms_warning(enum warning_kind k);
const char *terms_ask(enum ask a);
const char *terms_status(enum decision_status s);
const char *terms_heat(enum heat h);
const char *terms_hold(enum hold_kind k);
/* How an end is known, where it was not measured; "" where it was. */
const char *terms_end(enum end_kind k);

/* "11:42"; 0: "" */
const char *terms_clock(int64_t ms, char out[DAYS_STAMP_SIZE]);
/* "11:42" on that day, "2026-11-22 11:42" on another; 0: "" */
const char *terms_moment(int64_t ms, int32_t day, char out[DAYS_STAMP_SIZE]);
/* "1 h 05 min", "35 min" */
const char *terms_length(int64_t seconds, char out[64]);

/* A name by id, or the id itself. */
const char *terms_name(const struct names *n, enum roster_kind kind, const char *id);
/* Ids separated by spaces as names separated by commas. */
const char *terms_names(const struct names *n, enum roster_kind kind, const char *ids,
			char out[TERMS_SIZE]);
/* "reactive (Thor), on hold": why a decision was asked for; "turned back at once" where it was no
 * warning. */
const char *terms_reasons(const struct names *n, const struct decision *d, char out[TERMS_SIZE]);

#endif
