/*
 * question - lines that ask the station something instead of telling it an event.
 *
 * {"ask":"status"} and {"ask":"stream","since":SEQ}. Pure; any thread.
 */
#ifndef PASEO_PRODUCERS_QUESTION_H
#define PASEO_PRODUCERS_QUESTION_H

#include <stddef.h>

#include "paseo/base/error.h"
#include "paseo/queue/queue.h"

/* 1: it is a question, and *out has its request and since; 0: it is none; ERR_INVALID: it is one that
 * nobody can answer, and the fault says why. */
int question_read(const char *line, size_t len, struct queued *out, struct fault *f);

#endif
