/*
 * letters - lower and upper case of a character, full mappings (one may become three) and of no
 * language: Unicode's SpecialCasing.txt without the lines that have a condition. Pure.
 */
#ifndef PASEO_BASE_LETTERS_H
#define PASEO_BASE_LETTERS_H

#include <stddef.h>
#include <stdint.h>

#define LETTERS_MAX 3

/* Write the characters that code becomes; returns how many. */
size_t letters_lower(uint32_t code, uint32_t out[LETTERS_MAX]);
size_t letters_upper(uint32_t code, uint32_t out[LETTERS_MAX]);

#endif
