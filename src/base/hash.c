#include <config.h>

#include <string.h>
#include <xxhash.h>

#include "paseo/base/hash.h"

uint64_t hash_bytes(const void *data, size_t len, uint64_t seed)
{
	return XXH64(data, len, seed);
}

uint64_t hash_text(const char *s, uint64_t seed)
{
	return XXH64(s, strlen(s), seed);
}
