/*
 * decisions - what a person was asked, why, what was answered and how long that took; and the
 * warnings that led there. Words and JSON.
 */
#ifndef PASEO_REPORT_DECISIONS_H
#define PASEO_REPORT_DECISIONS_H

#include "paseo/base/jdoc.h"
#include "paseo/report/terms.h"

/* From the question to the answer, or to now where it still waits; -1: it went without an answer. */
int64_t decision_waited_ms(const struct decision *d, int64_t now_ms);

/* "Rex, reactive (Thor): let go 11:43 by Ana after 2 min: far away"; other days than that one are
 * named. */
const char *decision_words(const struct decision *d, const struct names *n, int32_t day,
			   int64_t now_ms, char out[TERMS_LONG_SIZE]);

/* NULL: no memory. */
struct jdoc *decision_json(const struct decision *d, int64_t now_ms);

#endif
