/*
 * hash - 64-bit checksums (XXH64) of records and keys. Pure; the only file that knows xxhash.
 */
#ifndef PASEO_BASE_HASH_H
#define PASEO_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(const void *data, size_t len, uint64_t seed);
uint64_t hash_text(const char *s, uint64_t seed);

#endif
