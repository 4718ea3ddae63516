#include "crypto/grant.h"

#include "cbor/cbor.h"
#include "crypto/cose.h"
#include "crypto/kdf.h"

#include <sodium.h>

/* Labels and values of RFC 9052 and 9053 that a grant has. */
enum {
	ALG_ECDH_ES_HKDF_256 = -25,
	HDR_KID = 4,
	HDR_EPHEMERAL = -1,
	HDR_SENDER = -21,    /* PartyU identity */
	HDR_RECIPIENT = -24, /* PartyV identity */
	KEY_BITS = 256,
};

enum { CIPHERTEXT_LEN = WASL_SECRET_LEN + WASL_AEAD_TAG };

/* {1: -25, -21: sender log kid, -24: recipient sealing kid} */
static void put_rprot(struct wasl_buf *out, const struct wasl_kid *sender,
		      const struct wasl_kid *recipient)
{
	wasl_cbor_put_map(out, 3);
	wasl_cbor_put_int(out, WASL_COSE_ALG);
	wasl_cbor_put_int(out, ALG_ECDH_ES_HKDF_256);
	wasl_cbor_put_int(out, HDR_SENDER);
	wasl_cbor_put_bytes(out, wasl_hash_bytes(&sender->hash));
	wasl_cbor_put_int(out, HDR_RECIPIENT);
	wasl_cbor_put_bytes(out, wasl_hash_bytes(&recipient->hash));
}

static void put_party(struct wasl_buf *out, const struct wasl_kid *kid)
{
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_bytes(out, wasl_hash_bytes(&kid->hash));
	wasl_cbor_put_null(out);
	wasl_cbor_put_null(out);
}

/*
 * COSE_KDF_Context (RFC 9053 §5.2) with the line secret as SuppPrivInfo, and
 * the key of the grant's cipher from it and Z.
 */
static void derive(struct wasl_secret *out, const struct wasl_secret *z,
		   const struct wasl_grant *g, const struct wasl_secret *line)
{
	uint8_t space[256];
	struct wasl_buf context = WASL_BUF(space);

	wasl_cbor_put_array(&context, 5);
	wasl_cbor_put_int(&context, WASL_COSE_CHACHA20_POLY1305);
	put_party(&context, &g->sender);
	put_party(&context, &g->recipient);
	wasl_cbor_put_array(&context, 2);
	wasl_cbor_put_int(&context, KEY_BITS);
	wasl_cbor_put_bytes(&context, g->rprot);
	wasl_cbor_put_bytes(&context, wasl_secret_reveal(line));
	wasl_assert(!context.over);
	wasl_hkdf(out, z, wasl_buf_bytes(&context));
	sodium_memzero(space, sizeof(space));
}

/* AAD of the grant's cipher: spec §3, external = ["wasl/grant", dossier id]. */
static void put_aad(struct wasl_buf *out, wasl_bytes prot,
		    const struct wasl_dossier_id *dossier)
{
	uint8_t space[32];
	struct wasl_buf external = WASL_BUF(space);

	wasl_cbor_put_array(&external, 2);
	wasl_cbor_put_text(&external, WASL_TEXT("wasl/grant"));
	wasl_cbor_put_bytes(&external, wasl_dossier_id_bytes(dossier));
	wasl_assert(!external.over);
	wasl_cose_put_aad(out, "Encrypt", prot, wasl_buf_bytes(&external));
}

/* {4: recipient kid, -1: {1: 1, -1: 4, -2: ephemeral}} */
static void put_runprot(struct wasl_buf *out, const struct wasl_grant *g)
{
	wasl_cbor_put_map(out, 2);
	wasl_cbor_put_int(out, HDR_KID);
	wasl_cbor_put_bytes(out, wasl_hash_bytes(&g->recipient.hash));
	wasl_cbor_put_int(out, HDR_EPHEMERAL);
	wasl_seal_put_cose_key(out, &g->ephemeral);
}

static void put_grant(struct wasl_buf *out, const struct wasl_grant *g)
{
	wasl_cbor_put_tag(out, WASL_CBOR_TAG_ENCRYPT);
	wasl_cbor_put_array(out, 4);
	wasl_cbor_put_bytes(out, g->prot);
	wasl_cose_put_iv(out, g->nonce);
	wasl_cbor_put_bytes(out, g->ciphertext);
	wasl_cbor_put_array(out, 1);
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_bytes(out, g->rprot);
	put_runprot(out, g);
	wasl_cbor_put_bytes(out, (wasl_bytes){NULL, 0});
}

wasl_status wasl_grant_seal(struct wasl_buf *out,
			    const struct wasl_random *random,
			    const struct wasl_grant_to *to,
			    const struct wasl_secret *key, struct wasl_err *err)
{
	uint8_t prot_space[8];
	uint8_t rprot_space[80];
	uint8_t aad_space[64];
	uint8_t ciphertext[CIPHERTEXT_LEN];
	struct wasl_buf prot = WASL_BUF(prot_space);
	struct wasl_buf rprot = WASL_BUF(rprot_space);
	struct wasl_buf aad = WASL_BUF(aad_space);
	struct wasl_grant g = {
		.sender = to->sender,
		.recipient = wasl_seal_kid(&to->recipient),
		.ciphertext = WASL_BYTES(ciphertext),
	};
	wasl_autosecret scalar;
	wasl_autosecret z;
	wasl_autosecret kek;
	wasl_autoseal ephemeral;

	if (out->over || out->cap - out->n < WASL_GRANT_LEN)
		return wasl_fail(err, WASL_TOO_BIG, "grant: no room for it");
	wasl_secret_make(&scalar, random);
	wasl_seal_from_scalar(&ephemeral, &scalar);
	WASL_TRY(wasl_seal_agree(&z, &ephemeral, &to->recipient, err));
	g.ephemeral = ephemeral.pub;
	wasl_random_fill(random, g.nonce, sizeof(g.nonce));
	wasl_cose_put_alg(&prot);
	put_rprot(&rprot, &g.sender, &g.recipient);
	g.prot = wasl_buf_bytes(&prot);
	g.rprot = wasl_buf_bytes(&rprot);
	derive(&kek, &z, &g, to->line);
	put_aad(&aad, g.prot, &to->dossier);
	wasl_assert(!prot.over && !rprot.over && !aad.over);
	wasl_aead_seal(ciphertext, &kek, g.nonce, wasl_buf_bytes(&aad),
		       wasl_secret_reveal(key));
	put_grant(out, &g);
	return WASL_OK;
}

/* --- reading ------------------------------------------------------------- */

static wasl_status read_rprot(struct wasl_grant *out, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(out->rprot);

	wasl_cbor_expect_map(&c, 3);
	wasl_cbor_expect_int(&c, WASL_COSE_ALG);
	wasl_cbor_expect_int(&c, ALG_ECDH_ES_HKDF_256);
	wasl_cbor_expect_int(&c, HDR_SENDER);
	wasl_cbor_copy(&c, out->sender.hash.b, WASL_HASH_LEN);
	wasl_cbor_expect_int(&c, HDR_RECIPIENT);
	wasl_cbor_copy(&c, out->recipient.hash.b, WASL_HASH_LEN);
	wasl_cbor_leave(&c);
	return wasl_cbor_finish(&c, err);
}

static void read_recipient(struct wasl_cbor *c, struct wasl_grant *out,
			   struct wasl_kid *kid)
{
	wasl_cbor_expect_array(c, 3);
	out->rprot = wasl_cbor_bytes(c);
	wasl_cbor_expect_map(c, 2);
	wasl_cbor_expect_int(c, HDR_KID);
	wasl_cbor_copy(c, kid->hash.b, WASL_HASH_LEN);
	wasl_cbor_expect_int(c, HDR_EPHEMERAL);
	wasl_seal_read_cose_key(c, &out->ephemeral);
	wasl_cbor_leave(c);
	wasl_cbor_expect_bytes(c, (wasl_bytes){NULL, 0});
	wasl_cbor_leave(c);
}

static wasl_status read_grant(struct wasl_grant *out, wasl_bytes in,
			      struct wasl_kid *kid, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);

	out->all = in;
	wasl_cbor_expect_tag(&c, WASL_CBOR_TAG_ENCRYPT);
	wasl_cbor_expect_array(&c, 4);
	out->prot = wasl_cbor_bytes(&c);
	wasl_cose_read_iv(&c, out->nonce);
	out->ciphertext = wasl_cbor_bytes(&c);
	wasl_cbor_expect_array(&c, 1);
	read_recipient(&c, out, kid);
	wasl_cbor_leave(&c);
	wasl_cbor_leave(&c);
	wasl_cbor_leave(&c);
	return wasl_cbor_finish(&c, err);
}

static wasl_status parse(struct wasl_grant *out, wasl_bytes in,
			 struct wasl_err *err)
{
	struct wasl_kid kid;

	WASL_TRY(read_grant(out, in, &kid, err));
	WASL_TRY(wasl_cose_check_alg(out->prot, err));
	WASL_TRY(read_rprot(out, err));
	if (!wasl_kid_eq(&kid, &out->recipient))
		return wasl_fail(err, WASL_SCHEMA,
				 "its two recipient kids differ");
	if (out->ciphertext.n != CIPHERTEXT_LEN)
		return wasl_fail(err, WASL_SCHEMA,
				 "a ciphertext of %zu bytes, not %d",
				 out->ciphertext.n, CIPHERTEXT_LEN);
	return WASL_OK;
}

wasl_status wasl_grant_parse(struct wasl_grant *out, wasl_bytes in,
			     struct wasl_err *err)
{
	wasl_status status = parse(out, in, err);

	if (status == WASL_OK)
		return WASL_OK;
	*out = (struct wasl_grant){0};
	wasl_err_prefix(err, "grant");
	return status;
}

/* spec §3: "The recipient checks -21 and -24 before opening." */
static wasl_status check_parties(const struct wasl_grant *grant,
				 const struct wasl_grant_own *by,
				 struct wasl_err *err)
{
	struct wasl_kid own = wasl_seal_kid(&by->own->pub);

	if (!wasl_kid_eq(&grant->sender, &by->sender))
		return wasl_fail(err, WASL_BAD_SEAL,
				 "made by another sender (-21)");
	if (!wasl_kid_eq(&grant->recipient, &own))
		return wasl_fail(err, WASL_BAD_SEAL,
				 "made for another sealing key (-24)");
	return WASL_OK;
}

static wasl_status open_for(struct wasl_secret *key,
			    const struct wasl_grant *grant,
			    const struct wasl_grant_own *by,
			    struct wasl_err *err)
{
	uint8_t space[64];
	struct wasl_buf aad = WASL_BUF(space);
	wasl_autosecret z;
	wasl_autosecret kek;

	WASL_TRY(check_parties(grant, by, err));
	WASL_TRY(wasl_seal_agree(&z, by->own, &grant->ephemeral, err));
	derive(&kek, &z, grant, by->line);
	put_aad(&aad, grant->prot, &by->dossier);
	wasl_assert(!aad.over);
	return wasl_aead_open(key->b, &kek, grant->nonce, wasl_buf_bytes(&aad),
			      grant->ciphertext, err);
}

wasl_status wasl_grant_open(struct wasl_secret *key,
			    const struct wasl_grant *grant,
			    const struct wasl_grant_own *by,
			    struct wasl_err *err)
{
	wasl_status status = open_for(key, grant, by, err);

	if (status == WASL_OK)
		return WASL_OK;
	wasl_secret_wipe(key);
	wasl_err_prefix(err, "grant");
	return status;
}
