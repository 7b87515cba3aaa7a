/*
 * number - see the header. A decimal here is digits without zeros at either end, times a power of ten.
 *
 * All decimals of one length that give a double back lie around it, so the nearest of that length and
 * its neighbours are all that have to be tried. The neighbours are needed beside powers of two, where
 * the doubles below are closer than those above (2^-44 is 5.684341886080802e-14).
 */
#include <config.h>

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paseo/queue/number.h"

/* Digits that tell any two doubles apart. */
#define DIGITS_MAX 17
/* Up to here every decimal is the shortest of its double, unless that is subnormal (C11 5.2.4.2.2). */
#define DIGITS_SAFE DBL_DIG
/* Exponents beyond it are all the same: no double is there. */
#define EXPONENT_MAX INT64_C(100000000000)
/* Less than this, with all the digits there can be, is less than half of the smallest double. */
#define EXPONENT_MIN (-400)

struct decimal {
	bool negative;
	uint64_t digits;
	int count; /* of digits; DIGITS_MAX + 1: more than that */
	int64_t exponent;
};

static int64_t read_exponent(const char *p, const char *end)
{
	bool negative = *p == '-';
	int64_t value = 0;

	if (*p == '-' || *p == '+')
		p++;
	for (; p < end && value < EXPONENT_MAX; p++)
		value = value * 10 + (*p - '0');
	return negative ? -value : value;
}

/* Take one more digit; zeros only count when another digit follows them. */
static void take_digit(struct decimal *d, char c, int *zeros)
{
	if (c == '0') {
		*zeros += d->count > 0 && *zeros <= DIGITS_MAX;
		return;
	}
	for (; *zeros > 0 && d->count <= DIGITS_MAX; (*zeros)--, d->count++)
		d->digits = d->count < DIGITS_MAX ? d->digits * 10 : 0;
	*zeros = 0;
	if (d->count < DIGITS_MAX)
		d->digits = d->digits * 10 + (uint64_t)(c - '0');
	if (d->count <= DIGITS_MAX)
		d->count++;
}

static void read_decimal(const char *text, size_t len, struct decimal *d)
{
	const char *end = text + len;
	const char *mark = memchr(text, 'e', len);
	const char *last = NULL; /* behind the last digit that is no zero */
	const char *point = NULL;
	int zeros = 0;

	memset(d, 0, sizeof(*d));
	if (!mark)
		mark = memchr(text, 'E', len);
	d->negative = *text == '-';
	for (const char *p = text + d->negative; p < (mark ? mark : end); p++) {
		if (*p == '.') {
			point = p;
			continue;
		}
		take_digit(d, *p, &zeros);
		if (*p != '0')
			last = p + 1;
	}
	if (!last)
		return;
	if (!point)
		point = mark ? mark : end;
	d->exponent = point >= last ? point - last : point - last + 1;
	if (mark)
		d->exponent += read_exponent(mark + 1, end);
}

static double value_of(uint64_t digits, int64_t exponent)
{
	char text[48];

	snprintf(text, sizeof(text), "%" PRIu64 "e%" PRId64, digits, exponent);
	return strtod(text, NULL);
}

/* The decimal of so many digits that is nearest to a double. */
static void nearest_decimal(double value, int count, uint64_t *digits, int64_t *exponent)
{
	char text[48];
	char *p = text;

	snprintf(text, sizeof(text), "%.*e", count - 1, value);
	*digits = 0;
	for (; *p != 'e'; p++) {
		if (*p >= '0' && *p <= '9')
			*digits = *digits * 10 + (uint64_t)(*p - '0');
	}
	*exponent = strtol(p + 1, NULL, 10) - (count - 1);
}

/* The decimal of so many digits that gives the double back. False: there is none. */
static bool decimal_of(double value, int count, uint64_t *digits, int64_t *exponent)
{
	static const int steps[] = { 0, 1, -2 };

	nearest_decimal(value, count, digits, exponent);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		*digits += (uint64_t)steps[i];
		if (value_of(*digits, *exponent) == value)
			return true;
	}
	return false;
}

/* Is d the shortest decimal of the double that is nearest to it? */
static bool is_shortest(const struct decimal *d, double value)
{
	uint64_t digits = 0;
	int64_t exponent = 0;
	int count = 1;

	while (count < d->count && !decimal_of(value, count, &digits, &exponent))
		count++;
	if (count == 1 || count == d->count) {
		count = count == 1 ? 2 : count;
		if (!decimal_of(value, count, &digits, &exponent))
			return false;
	}
	for (; digits % 10 == 0; digits /= 10)
		exponent++;
	return digits == d->digits && exponent == d->exponent;
}

bool number_read(const char *text, size_t len, double *value)
{
	struct decimal d;

	read_decimal(text, len, &d);
	*value = 0;
	if (d.count == 0)
		return true;
	if (d.count > DIGITS_MAX || d.exponent > DBL_MAX_10_EXP || d.exponent < EXPONENT_MIN)
		return false;
	*value = value_of(d.digits, d.exponent);
	if (*value == 0 || !isfinite(*value))
		return false;
	if ((d.count > DIGITS_SAFE || *value < DBL_MIN) && !is_shortest(&d, *value))
		return false;
	if (d.negative)
		*value = -*value;
	return true;
}
