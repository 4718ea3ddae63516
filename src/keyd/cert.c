#include "keyd/cert.h"

/* DER is written from its end to its start, so each length is known when its
 * header is due. */
struct der {
	uint8_t space[WASL_KEYD_CERT_MAX];
	size_t at; /* first byte written */
};

enum {
	DER_INTEGER = 0x02,
	DER_BIT_STRING = 0x03,
	DER_UTF8_STRING = 0x0c,
	DER_UTC_TIME = 0x17,
	DER_GENERALIZED_TIME = 0x18,
	DER_SEQUENCE = 0x30,
	DER_SET = 0x31,
	DER_VERSION = 0xa0, /* [0] EXPLICIT */
};

static void put(struct der *der, const void *p, size_t n)
{
	wasl_assert(n <= der->at);
	der->at -= n;
	memcpy(der->space + der->at, p, n);
}

static void put_u8(struct der *der, unsigned v)
{
	uint8_t byte = (uint8_t)v;

	put(der, &byte, 1);
}

/* The header of what was written since `end` bytes were left. */
static void wrap(struct der *der, unsigned tag, size_t end)
{
	size_t n = end - der->at;

	wasl_assert(n <= UINT16_MAX);
	put_u8(der, (unsigned)n & 0xff);
	if (n > 0xff) {
		put_u8(der, (unsigned)(n >> 8));
		put_u8(der, 0x82);
	} else if (n > 0x7f) {
		put_u8(der, 0x81);
	}
	put_u8(der, tag);
}

static void put_value(struct der *der, unsigned tag, const void *p, size_t n)
{
	size_t end = der->at;

	put(der, p, n);
	wrap(der, tag, end);
}

/* RFC 8410 §3: id-Ed25519, 1.3.101.112, without parameters. */
static const uint8_t algorithm[] = {0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70};
/* id-at-commonName, 2.5.4.3. */
static const uint8_t common_name[] = {0x06, 0x03, 0x55, 0x04, 0x03};

void wasl_spki_write(uint8_t out[static WASL_SPKI_LEN],
		     const struct wasl_sign_public *pub)
{
	static const uint8_t head[] = {0x30, 0x2a};
	static const uint8_t bits[] = {0x03, 0x21, 0x00};
	struct wasl_buf buf = {.p = out, .cap = WASL_SPKI_LEN};

	wasl_buf_put(&buf, head, sizeof(head));
	wasl_buf_put(&buf, algorithm, sizeof(algorithm));
	wasl_buf_put(&buf, bits, sizeof(bits));
	wasl_buf_put(&buf, pub->b, sizeof(pub->b));
	wasl_assert(buf.n == WASL_SPKI_LEN && !buf.over);
}

/* Name ::= one RelativeDistinguishedName with the common name. */
static void put_name(struct der *der, wasl_text node)
{
	size_t end = der->at;

	put_value(der, DER_UTF8_STRING, node.p, node.n);
	put(der, common_name, sizeof(common_name));
	wrap(der, DER_SEQUENCE, end);
	wrap(der, DER_SET, end);
	wrap(der, DER_SEQUENCE, end);
}

/* RFC 5280 §4.1.2.5: UTCTime until 2049, and 99991231235959Z where there is no
 * well-defined end. */
static void put_validity(struct der *der)
{
	static const char from[] = "000101000000Z", to[] = "99991231235959Z";
	size_t end = der->at;

	put_value(der, DER_GENERALIZED_TIME, to, sizeof(to) - 1);
	put_value(der, DER_UTC_TIME, from, sizeof(from) - 1);
	wrap(der, DER_SEQUENCE, end);
}

static void put_serial(struct der *der, const uint8_t serial[static 16])
{
	uint8_t positive[16];

	/* Positive, and in its shortest form. */
	memcpy(positive, serial, sizeof(positive));
	positive[0] = (uint8_t)((positive[0] & 0x7f) | 0x40);
	put_value(der, DER_INTEGER, positive, sizeof(positive));
}

static void put_tbs(struct der *der, wasl_text node,
		    const uint8_t serial[static 16],
		    const struct wasl_sign_public *pub)
{
	static const uint8_t v3[] = {DER_VERSION, 0x03, DER_INTEGER, 0x01, 2};
	uint8_t spki[WASL_SPKI_LEN];
	size_t end = der->at;

	wasl_spki_write(spki, pub);
	put(der, spki, sizeof(spki));
	put_name(der, node);
	put_validity(der);
	put_name(der, node);
	put(der, algorithm, sizeof(algorithm));
	put_serial(der, serial);
	put(der, v3, sizeof(v3));
	wrap(der, DER_SEQUENCE, end);
}

void wasl_cert_write(struct wasl_buf *out, wasl_text node,
		     const uint8_t serial[static 16],
		     const struct wasl_sign_public *pub,
		     const struct wasl_sign_secret *secret)
{
	struct der tbs = {.at = sizeof(tbs.space)};
	struct der cert = {.at = sizeof(cert.space)};
	size_t end = cert.at;
	struct wasl_sig sig;

	put_tbs(&tbs, node, serial, pub);
	sig = wasl_sign(secret, wasl_bytes_of(tbs.space + tbs.at,
					      sizeof(tbs.space) - tbs.at));
	put(&cert, sig.b, sizeof(sig.b));
	put_u8(&cert, 0); /* no unused bits */
	wrap(&cert, DER_BIT_STRING, end);
	put(&cert, algorithm, sizeof(algorithm));
	put(&cert, tbs.space + tbs.at, sizeof(tbs.space) - tbs.at);
	wrap(&cert, DER_SEQUENCE, end);
	wasl_buf_put(out, cert.space + cert.at, sizeof(cert.space) - cert.at);
}
