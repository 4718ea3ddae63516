#include "tlog/note.h"

#include "base/encode.h"
#include "base/text.h"
#include "crypto/hash.h"

/* C2SP signed-note: a key name is not empty and has no Unicode spaces and no
 * plus sign. Beyond ASCII these are the code points with White_Space. */
static bool is_space(uint32_t cp)
{
	return cp == ' ' || cp == 0x85 || cp == 0xa0 || cp == 0x1680 ||
	       (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

bool wasl_key_name_valid(wasl_text name)
{
	wasl_bytes in = wasl_text_bytes(name);

	if (name.n == 0 || !wasl_utf8_valid(in))
		return false;
	for (size_t at = 0; at < in.n;) {
		uint32_t cp = wasl_utf8_next(in, &at);

		if (cp < 0x20 || cp == 0x7f || cp == '+' || is_space(cp))
			return false;
	}
	return true;
}

wasl_status wasl_vkey_init(struct wasl_vkey *out, wasl_text name,
			   enum wasl_note_type type,
			   const struct wasl_sign_public *pub,
			   struct wasl_err *err)
{
	struct wasl_vkey key = {.type = type, .pub = *pub};
	uint8_t in[WASL_KEY_NAME_MAX + 2 + sizeof(pub->b)];
	struct wasl_buf buf = WASL_BUF(in);
	struct wasl_hash hash;

	*out = (struct wasl_vkey){0};
	if (name.n > WASL_KEY_NAME_MAX || !wasl_key_name_valid(name))
		return wasl_fail(err, WASL_MALFORMED, "key: bad name");
	memcpy(key.name, name.p, name.n);
	/* Key id = first 4 bytes of SHA-256(name || 0A || type || key). */
	wasl_buf_put(&buf, name.p, name.n);
	wasl_buf_put_u8(&buf, '\n');
	wasl_buf_put_u8(&buf, (uint8_t)type);
	wasl_buf_put(&buf, pub->b, sizeof(pub->b));
	hash = wasl_sha256(wasl_buf_bytes(&buf));
	memcpy(key.id, hash.b, sizeof(key.id));
	*out = key;
	return WASL_OK;
}

static wasl_status parse_type(enum wasl_note_type *out, uint8_t type,
			      struct wasl_err *err)
{
	if (type != WASL_NOTE_ED25519 && type != WASL_NOTE_COSIGNATURE)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "key: signature type 0x%02x", type);
	*out = (enum wasl_note_type)type;
	return WASL_OK;
}

wasl_status wasl_vkey_parse(struct wasl_vkey *out, wasl_text in,
			    struct wasl_err *err)
{
	uint8_t id[WASL_KEY_ID_LEN], value[1 + sizeof(out->pub.b)];
	const char *plus = in.n == 0 ? NULL : memchr(in.p, '+', in.n);
	enum wasl_note_type type;
	struct wasl_sign_public pub;
	struct wasl_vkey key;
	wasl_text name, rest;
	char hex[2 * WASL_KEY_ID_LEN + 1];

	*out = (struct wasl_vkey){0};
	if (plus == NULL)
		return wasl_fail(err, WASL_MALFORMED, "key: no \"+\"");
	name = (wasl_text){in.p, (size_t)(plus - in.p)};
	rest = (wasl_text){plus + 1, in.n - name.n - 1};
	if (rest.n < 9 || rest.p[8] != '+' ||
	    wasl_hex_parse(id, sizeof(id), (wasl_text){rest.p, 8}) != WASL_OK)
		return wasl_fail(err, WASL_MALFORMED,
				 "key: no 8 digits between two \"+\"");
	/* spec §5: the digits are in lower case. */
	wasl_hex_write(hex, WASL_BYTES(id));
	if (memcmp(hex, rest.p, 8) != 0)
		return wasl_fail(err, WASL_MALFORMED,
				 "key: upper-case digits in the key id");
	rest = (wasl_text){rest.p + 9, rest.n - 9};
	if (wasl_base64_parse_exact(value, sizeof(value), rest) != WASL_OK)
		return wasl_fail(err, WASL_MALFORMED,
				 "key: not base64 of 33 bytes");
	WASL_TRY(parse_type(&type, value[0], err));
	WASL_TRY(wasl_sign_public_parse(
		&pub, wasl_bytes_of(value + 1, sizeof(value) - 1), err));
	WASL_TRY(wasl_vkey_init(&key, name, type, &pub, err));
	if (memcmp(key.id, id, sizeof(id)) != 0)
		return wasl_fail(err, WASL_MALFORMED,
				 "key: the key id is not that of the key");
	*out = key;
	return WASL_OK;
}

void wasl_vkey_write(char out[static WASL_VKEY_MAX + 1],
		     const struct wasl_vkey *key)
{
	uint8_t value[1 + sizeof(key->pub.b)] = {(uint8_t)key->type};
	size_t n = strlen(key->name);

	memcpy(value + 1, key->pub.b, sizeof(key->pub.b));
	memcpy(out, key->name, n);
	out[n++] = '+';
	wasl_hex_write(out + n, WASL_BYTES(key->id));
	n += 2 * sizeof(key->id);
	out[n++] = '+';
	wasl_base64_write(out + n, WASL_BYTES(value));
}

bool wasl_vkey_eq(const struct wasl_vkey *a, const struct wasl_vkey *b)
{
	return a->type == b->type && strcmp(a->name, b->name) == 0 &&
	       memcmp(a->pub.b, b->pub.b, sizeof(a->pub.b)) == 0;
}
