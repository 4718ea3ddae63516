#include "base/encode.h"

static const char hex_digits[] = "0123456789abcdef";
static const char base64_digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void wasl_hex_write(char *out, wasl_bytes in)
{
	for (size_t i = 0; i < in.n; i++) {
		*out++ = hex_digits[in.p[i] >> 4];
		*out++ = hex_digits[in.p[i] & 15];
	}
	*out = '\0';
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

wasl_status wasl_hex_parse(uint8_t *out, size_t n, wasl_text in)
{
	if (in.n % 2 != 0 || in.n / 2 != n)
		return WASL_MALFORMED;
	for (size_t i = 0; i < in.n; i++)
		if (hex_value(in.p[i]) < 0)
			return WASL_MALFORMED;
	for (size_t i = 0; i < n; i++)
		out[i] = (uint8_t)(hex_value(in.p[2 * i]) * 16 +
				   hex_value(in.p[2 * i + 1]));
	return WASL_OK;
}

void wasl_base64_write(char *out, wasl_bytes in)
{
	for (size_t i = 0; i < in.n; i += 3) {
		size_t left = in.n - i;
		uint32_t v = (uint32_t)in.p[i] << 16;

		if (left > 1)
			v |= (uint32_t)in.p[i + 1] << 8;
		if (left > 2)
			v |= in.p[i + 2];
		*out++ = base64_digits[v >> 18];
		*out++ = base64_digits[v >> 12 & 63];
		*out++ = left > 1 ? base64_digits[v >> 6 & 63] : '=';
		*out++ = left > 2 ? base64_digits[v & 63] : '=';
	}
	*out = '\0';
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : -1;
}

/* How many `=` end the text: 0, 1 or 2. */
static size_t padding(wasl_text in)
{
	if (in.n == 0 || in.p[in.n - 1] != '=')
		return 0;
	return in.p[in.n - 2] == '=' ? 2 : 1;
}

wasl_status wasl_base64_parse(uint8_t *out, size_t *n, wasl_text in)
{
	size_t pad;
	size_t made = 0;

	*n = 0;
	if (in.n % 4 != 0)
		return WASL_MALFORMED;
	pad = padding(in);
	for (size_t i = 0; i < in.n - pad; i++)
		if (base64_value(in.p[i]) < 0)
			return WASL_MALFORMED;
	for (size_t i = 0; i < in.n; i += 4) {
		bool last = i + 4 == in.n;
		size_t gap = last ? pad : 0;
		uint32_t v = 0;

		for (size_t k = 0; k < 4; k++)
			v = v << 6 |
			    (uint32_t)(k < 4 - gap ? base64_value(in.p[i + k])
						   : 0);
		/* One spelling only: the bits that padding leaves are zero. */
		if ((gap == 1 && (v & 0xff) != 0) ||
		    (gap == 2 && (v & 0xffff) != 0))
			return WASL_MALFORMED;
		out[made++] = (uint8_t)(v >> 16);
		if (gap < 2)
			out[made++] = (uint8_t)(v >> 8);
		if (gap < 1)
			out[made++] = (uint8_t)v;
	}
	*n = made;
	return WASL_OK;
}

wasl_status wasl_base64_parse_exact(uint8_t *out, size_t n, wasl_text in)
{
	size_t got;

	if (in.n != WASL_BASE64_LEN(n) || padding(in) != (3 - n % 3) % 3)
		return WASL_MALFORMED;
	return wasl_base64_parse(out, &got, in);
}

void wasl_base64url_write(char *out, wasl_bytes in)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
		"-_";
	uint32_t v = 0;
	unsigned bits = 0;

	for (size_t i = 0; i < in.n; i++) {
		v = (v << 8 | in.p[i]) & 0xffff;
		for (bits += 8; bits >= 6; bits -= 6)
			*out++ = digits[v >> (bits - 6) & 63];
	}
	if (bits > 0)
		*out++ = digits[v << (6 - bits) & 63];
	*out = '\0';
}

static int base64url_value(char c)
{
	if (c == '-')
		return 62;
	if (c == '_')
		return 63;
	return c == '+' || c == '/' ? -1 : base64_value(c);
}

wasl_status wasl_base64url_parse(uint8_t *out, size_t *n, size_t cap,
				 wasl_text in)
{
	uint32_t v = 0;
	unsigned bits = 0;

	*n = 0;
	if (in.n % 4 == 1)
		return WASL_MALFORMED;
	if (in.n / 4 * 3 + (in.n % 4 == 0 ? 0 : in.n % 4 - 1) > cap)
		return WASL_TOO_BIG;
	for (size_t i = 0; i < in.n; i++) {
		int value = base64url_value(in.p[i]);

		if (value < 0)
			return WASL_MALFORMED;
		v = (v << 6 | (uint32_t)value) & 0xffff;
		bits += 6;
		if (bits < 8)
			continue;
		bits -= 8;
		out[(*n)++] = (uint8_t)(v >> bits);
	}
	/* One spelling only: the bits that are left are zero. */
	return (v & ((1u << bits) - 1)) == 0 ? WASL_OK : WASL_MALFORMED;
}
