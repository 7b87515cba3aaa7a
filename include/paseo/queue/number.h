/*
 * number - what a JSON number is worth when it is compared.
 *
 * A number is exact when the shortest decimal that gives its nearest double back has just its
 * value: then two of them are equal when their doubles are, whatever their notation. Others (more than
 * 17 digits, 9007199254740993, 1e400) are known by their text alone. The shortest has at least two
 * digits, as Java writes them: 4.9e-324 is exact, 5e-324 is not. Pure.
 */
#ifndef PASEO_QUEUE_NUMBER_H
#define PASEO_QUEUE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* The text is a JSON number. False: it is not exact. -0 is 0. */
bool number_read(const char *text, size_t len, double *value);

#endif
