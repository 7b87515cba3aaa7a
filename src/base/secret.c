/*
 * secret - see the header.
 */
#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "paseo/base/secret.h"

#ifdef HAVE_HTTP
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#endif

#define RAW_SIZE ((SECRET_SIZE - 1) / 2)

static void write_hex(const unsigned char raw[RAW_SIZE], char out[SECRET_SIZE])
{
	for (size_t i = 0; i < RAW_SIZE; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", raw[i]);
}

int secret_new(char out[SECRET_SIZE], struct fault *f)
{
	unsigned char raw[RAW_SIZE];

	/* So few bytes come whole or not at all (getrandom(2)). */
	if (getrandom(raw, sizeof(raw), 0) != (ssize_t)sizeof(raw))
		return fault_set(f, ERR_IO, "the system gives no random numbers: %s",
				 strerror(errno));
	write_hex(raw, out);
	return 0;
}

bool secret_equal(const char a[SECRET_SIZE], const char b[SECRET_SIZE])
{
	volatile unsigned char different = 0;

	for (size_t i = 0; i < SECRET_SIZE; i++)
		different = (unsigned char)(different | (a[i] ^ b[i]));
	return different == 0;
}

#ifdef HAVE_HTTP

bool secret_there(void)
{
	return true;
}

int secret_hash(const char *text, char out[SECRET_SIZE], struct fault *f)
{
	unsigned char raw[RAW_SIZE];
	int code = gnutls_hash_fast(GNUTLS_DIG_SHA256, text, strlen(text), raw);

	if (code < 0)
		return fault_set(f, ERR_IO, "GnuTLS works out no checksum: %s",
				 gnutls_strerror(code));
	write_hex(raw, out);
	return 0;
}

#else

bool secret_there(void)
{
	return false;
}

int secret_hash(const char *text, char out[SECRET_SIZE], struct fault *f)
{
	(void)text;
	out[0] = '\0';
	return fault_set(f, ERR_NOT_FOUND,
			 "this paseo was built without HTTP: install libmicrohttpd and GnuTLS with "
			 "their headers, and build it again");
}

#endif
