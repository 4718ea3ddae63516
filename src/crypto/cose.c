#include "crypto/cose.h"

void wasl_cose_put_alg(struct wasl_buf *out)
{
	wasl_cbor_put_map(out, 1);
	wasl_cbor_put_int(out, WASL_COSE_ALG);
	wasl_cbor_put_int(out, WASL_COSE_CHACHA20_POLY1305);
}

wasl_status wasl_cose_check_alg(wasl_bytes prot, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(prot);
	wasl_status status;

	wasl_cbor_expect_map(&c, 1);
	wasl_cbor_expect_int(&c, WASL_COSE_ALG);
	wasl_cbor_expect_int(&c, WASL_COSE_CHACHA20_POLY1305);
	wasl_cbor_leave(&c);
	status = wasl_cbor_finish(&c, err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "protected header");
	return status;
}

void wasl_cose_put_iv(struct wasl_buf *out,
		      const uint8_t nonce[static WASL_AEAD_NONCE])
{
	wasl_cbor_put_map(out, 1);
	wasl_cbor_put_int(out, WASL_COSE_IV);
	wasl_cbor_put_bytes(out, wasl_bytes_of(nonce, WASL_AEAD_NONCE));
}

void wasl_cose_read_iv(struct wasl_cbor *c,
		       uint8_t nonce[static WASL_AEAD_NONCE])
{
	wasl_cbor_expect_map(c, 1);
	wasl_cbor_expect_int(c, WASL_COSE_IV);
	wasl_cbor_copy(c, nonce, WASL_AEAD_NONCE);
	wasl_cbor_leave(c);
}

void wasl_cose_put_aad(struct wasl_buf *out, const char *context,
		       wasl_bytes prot, wasl_bytes external)
{
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_text(out, wasl_text_of(context));
	wasl_cbor_put_bytes(out, prot);
	wasl_cbor_put_bytes(out, external);
}
