/*
 * address - see the header. What counts as a literal follows java.net.InetAddress, which the original
 * engine asks, so the two agree on odd ones (010.0.0.05, 1:2:3:4:5:6:7::, 00001::).
 */
#include <config.h>

#include <stdint.h>
#include <string.h>

#include "paseo/base/language.h"
#include "paseo/queue/address.h"

#define V4_TEXT_MAX 15

static bool read_v4(const char *text, size_t len, unsigned char out[4])
{
	unsigned value = 0;
	int part = 0;
	bool digits = false;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '.') {
			if (!digits || part == 3)
				return false;
			out[part++] = (unsigned char)value;
			value = 0;
			digits = false;
		} else if (text[i] >= '0' && text[i] <= '9') {
			value = value * 10 + (unsigned)(text[i] - '0');
			digits = true;
			if (value > 255)
				return false;
		} else {
			return false;
		}
	}
	out[3] = (unsigned char)value;
	return digits && part == 3;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One group of digits at *at. False: more than 16 bits. */
static bool read_group(const char *text, size_t len, size_t *at, unsigned *value)
{
	*value = 0;
	for (; *at < len && hex_value(text[*at]) >= 0; (*at)++) {
		*value = *value << 4 | (unsigned)hex_value(text[*at]);
		if (*value > 0xFFFF)
			return false;
	}
	return true;
}

/* Open the gap that "::" stands for, behind so many bytes. */
static void spread(unsigned char out[16], size_t used, size_t gap)
{
	size_t behind = used - gap;

	memmove(out + 16 - behind, out + gap, behind);
	memset(out + gap, 0, 16 - used);
}

static bool read_v6(const char *text, size_t len, unsigned char out[16])
{
	size_t used = 0, gap = SIZE_MAX, at = 0;
	bool colon = true; /* one stands before */

	if (len < 2 || (text[0] == ':' && text[1] != ':'))
		return false;
	if (text[0] == ':')
		at = 1;
	while (at < len) {
		size_t from = at;
		unsigned value;

		if (text[at] == ':') {
			if (!colon || gap != SIZE_MAX)
				return false;
			gap = used;
			at++;
			continue;
		}
		if (!read_group(text, len, &at, &value) || at == from || used == 16)
			return false;
		out[used++] = (unsigned char)(value >> 8);
		out[used++] = (unsigned char)value;
		colon = at < len;
		if (colon && (text[at] != ':' || ++at == len))
			return false;
	}
	if (gap != SIZE_MAX && used < 16) {
		spread(out, used, gap);
		return true;
	}
	return gap == SIZE_MAX && used == 16;
}

bool address_read(const char *text, size_t len, struct address *out)
{
	static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF };

	out->len = 0;
	if (len == 0 || (text[0] != ':' && hex_value(text[0]) < 0))
		return false;
	if (len <= V4_TEXT_MAX && read_v4(text, len, out->bytes)) {
		out->len = 4;
		return true;
	}
	if (!read_v6(text, len, out->bytes))
		return false;
	out->len = 16;
	if (memcmp(out->bytes, mapped, sizeof(mapped)) == 0) {
		memmove(out->bytes, out->bytes + 12, 4);
		out->len = 4;
	}
	return true;
}

bool address_equal(const struct address *a, const struct address *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

struct address address_masked(const struct address *a, unsigned bits)
{
	struct address out = *a;

	for (size_t i = 0; i < out.len; i++, bits -= bits < 8 ? bits : 8) {
		if (bits < 8)
			out.bytes[i] &= (unsigned char)(0xFF00U >> bits);
	}
	return out;
}

const char *address_range_read(const char *text, size_t len, struct address_range *out)
{
	const char *slash = memchr(text, '/', len);
	const char *end = text + len;
	struct address a;

	if (!slash)
		return N_("cidr wants an address and a mask, 10.0.0.0/8");
	if (!address_read(text, (size_t)(slash - text), &a))
		return N_("cidr: what stands before the slash is no IP address");
	out->bits = 0;
	for (const char *p = slash + 1; p < end && out->bits <= 128; p++) {
		if (*p < '0' || *p > '9')
			return N_("cidr: the mask behind the slash is a plain number, 10.0.0.0/8");
		out->bits = out->bits * 10 + (unsigned)(*p - '0');
	}
	if (slash + 1 == end || (slash[1] == '0' && slash + 2 < end))
		return N_("cidr: the mask behind the slash is a plain number, 10.0.0.0/8");
	if (out->bits > a.len * 8U)
		return N_("cidr: the mask is at most 32, of an IPv6 address 128");
	out->first = address_masked(&a, out->bits);
	return NULL;
}

bool address_in(const struct address *a, const struct address_range *range)
{
	struct address masked;

	if (a->len == 0 || a->len != range->first.len)
		return false;
	masked = address_masked(a, range->bits);
	return memcmp(masked.bytes, range->first.bytes, masked.len) == 0;
}
