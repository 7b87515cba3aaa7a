/*
 * address - IP addresses as patterns see them: literals, and ranges by a mask.
 *
 * A literal is four decimal numbers up to 255 with leading zeros (15 characters at the most), or
 * groups of hexadecimal digits with colons, "::" once. No brackets, no zone, no dots in the
 * second. An address that is mapped (::ffff:a00:5) is the one of the first family. The families are
 * kept apart. Pure.
 */
#ifndef PASEO_QUEUE_ADDRESS_H
#define PASEO_QUEUE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

struct address {
	unsigned char len; /* 4, 16; 0: none */
	unsigned char bytes[16];
};

struct address_range {
	struct address first; /* the bits behind the mask are 0 */
	unsigned bits;
};

/* False (and len 0): the text is no literal. */
bool address_read(const char *text, size_t len, struct address *out);
bool address_equal(const struct address *a, const struct address *b);

/* "10.0.0.0/8": NULL, or a sentence in English that says what is wrong, for language_text(). */
const char *address_range_read(const char *text, size_t len, struct address_range *out);
bool address_in(const struct address *a, const struct address_range *range);
/* The address with the bits behind the first so many set to 0. */
struct address address_masked(const struct address *a, unsigned bits);

#endif
