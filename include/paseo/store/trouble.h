/*
 * trouble - what the desk reads when the database does not take what it is given.
 */
#ifndef PASEO_STORE_TROUBLE_H
#define PASEO_STORE_TROUBLE_H

#include <stddef.h>
#include <stdint.h>

/* A sentence and an act, in English, for a code that a write or checkpoint failed with. */
void trouble_write(int code, uint64_t waiting, char *out, size_t size);

#endif
