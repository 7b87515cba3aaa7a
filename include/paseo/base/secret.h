/*
 * secret - tokens that a machine proves itself by: made, and known again by their checksum.
 *
 * SHA-256 by GnuTLS, known to this file alone; a build without it has none (secret_there). Any
 * thread.
 */
#ifndef PASEO_BASE_SECRET_H
#define PASEO_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "paseo/base/error.h"

/* 256 bits in hexadecimal and a NUL: a secret, and the checksum of one. */
#define SECRET_SIZE 65

/* Can this build work out a checksum? */
bool secret_there(void);
/* A new one, from the system's random numbers. */
int secret_new(char out[SECRET_SIZE], struct fault *f);
/* The checksum of a text in lower case. ERR_NOT_FOUND: this build has none; the fault says what to do. */
int secret_hash(const char *text, char out[SECRET_SIZE], struct fault *f);
/* Are two checksums the same? Takes as long whether and wherever they differ. */
bool secret_equal(const char a[SECRET_SIZE], const char b[SECRET_SIZE]);

#endif
