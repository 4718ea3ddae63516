/* One line between two invented nodes, and an act on it. */
#ifndef WASL_TESTS_CRYPTO_FIXTURE_H
#define WASL_TESTS_CRYPTO_FIXTURE_H

#include "crypto/crypto.h"
#include "crypto/envelope.h"
#include "random.h"

#define FIXTURE_ORIGIN "a.example/line/b.example"

struct fixture {
	uint64_t state;
	struct wasl_random random;
	struct wasl_secret line;
	struct wasl_secret dossier_key;
	struct wasl_dossier_id dossier;
	struct wasl_seal_secret sealing;
	struct wasl_kid sender;
	struct wasl_pos at;
	uint64_t seen;
};

/* `f` must stay where it is: its randomness points into it. */
static inline void fixture_init(struct fixture *f, uint64_t seed)
{
	struct wasl_secret secret;
	struct wasl_sign_secret sign;
	struct wasl_sign_public pub;

	wasl_assert(wasl_crypto_init(NULL) == WASL_OK);
	*f = (struct fixture){
		.state = seed,
		.at = {WASL_TEXT(FIXTURE_ORIGIN), 41},
		.seen = 1000,
	};
	f->random = random_repeat(&f->state);
	wasl_secret_make(&f->line, &f->random);
	wasl_secret_make(&f->dossier_key, &f->random);
	f->dossier = wasl_dossier_id_make(&f->random, true);
	wasl_secret_make(&secret, &f->random);
	wasl_seal_from_scalar(&f->sealing, &secret);
	wasl_secret_make(&secret, &f->random);
	wasl_sign_from_seed(&sign, &secret);
	pub = wasl_sign_public(&sign);
	f->sender = wasl_sign_kid(&pub);
}

static inline struct wasl_grant_to fixture_to(const struct fixture *f)
{
	return (struct wasl_grant_to){f->sender, f->sealing.pub, &f->line,
				      f->dossier};
}

static inline struct wasl_grant_own fixture_own(const struct fixture *f)
{
	return (struct wasl_grant_own){f->sender, &f->sealing, &f->line,
				       f->dossier};
}

/* {1: 1, 2: 1767225600, 3: "officer-7", 5: [41, 1000], 6: {1: text}} */
static inline void fixture_act(struct wasl_buf *out, const char *text)
{
	wasl_cbor_put_map(out, 5);
	wasl_cbor_put_uint(out, 1);
	wasl_cbor_put_uint(out, 1);
	wasl_cbor_put_uint(out, 2);
	wasl_cbor_put_uint(out, 1767225600);
	wasl_cbor_put_uint(out, 3);
	wasl_cbor_put_text(out, WASL_TEXT("officer-7"));
	wasl_cbor_put_uint(out, 5);
	wasl_cbor_put_array(out, 2);
	wasl_cbor_put_uint(out, 41);
	wasl_cbor_put_uint(out, 1000);
	wasl_cbor_put_uint(out, 6);
	wasl_cbor_put_map(out, 1);
	wasl_cbor_put_uint(out, 1);
	wasl_cbor_put_text(out, wasl_text_of(text));
	wasl_act_pad(out);
	wasl_assert(!out->over);
}

/* A grant of the dossier key. */
static inline void fixture_grant(struct fixture *f, struct wasl_buf *out)
{
	struct wasl_grant_to to = fixture_to(f);

	wasl_assert(wasl_grant_seal(out, &f->random, &to, &f->dossier_key,
				    NULL) == WASL_OK);
}

/* An envelope around fixture_act(text), with a grant or without. */
static inline void fixture_envelope(struct fixture *f, struct wasl_buf *out,
				    const char *text, bool with_grant)
{
	uint8_t plain_space[4096];
	uint8_t grant_space[WASL_GRANT_LEN];
	struct wasl_buf plain = WASL_BUF(plain_space);
	struct wasl_buf grant = WASL_BUF(grant_space);
	struct wasl_envelope_in in = {
		.at = f->at,
		.dossier = f->dossier,
		.key = &f->dossier_key,
		.seen = f->seen,
	};

	fixture_act(&plain, text);
	if (with_grant)
		fixture_grant(f, &grant);
	in.plain = wasl_buf_bytes(&plain);
	in.grant = wasl_buf_bytes(&grant);
	wasl_assert(wasl_envelope_seal(out, &f->random, &in, NULL) == WASL_OK);
}

#endif
