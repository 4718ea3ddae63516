/* crypto computes the specification's example value by value (spec §2, §3). */
#include "vectors.h"

#include "crypto/envelope.h"
#include "crypto/line.h"

/* What the example has in place of random bytes, told apart by length. */
struct drawn {
	uint8_t ephemeral[32];
	uint8_t nonce[12];
};

static void draw(void *ctx, void *out, size_t n)
{
	const struct drawn *drawn = ctx;

	assert_true(n == sizeof(drawn->ephemeral) || n == sizeof(drawn->nonce));
	memcpy(out, n == sizeof(drawn->nonce) ? drawn->nonce : drawn->ephemeral,
	       n);
}

static struct wasl_secret secret(const char *path)
{
	struct wasl_secret out;

	vectors_copy(out.b, sizeof(out.b), path);
	return out;
}

static struct wasl_seal_secret seal_key(const char *path)
{
	struct wasl_secret scalar = secret(path);
	struct wasl_seal_secret out;

	wasl_seal_from_scalar(&out, &scalar);
	return out;
}

static struct wasl_kid log_kid(void)
{
	struct wasl_secret seed = secret("keys/paris/log/seed");
	struct wasl_sign_secret key;
	struct wasl_sign_public pub;

	wasl_sign_from_seed(&key, &seed);
	pub = wasl_sign_public(&key);
	return wasl_sign_kid(&pub);
}

static struct wasl_dossier_id dossier(void)
{
	struct wasl_dossier_id id;

	vectors_copy(id.b, sizeof(id.b), "dossier/id");
	return id;
}

static struct wasl_pos place(const char *origin, const char *index)
{
	return (struct wasl_pos){vectors_text(origin), vectors_number(index)};
}

static void test_spec_crypto__keys_and_their_ids(void **state)
{
	struct wasl_secret seed = secret("keys/paris/log/seed");
	struct wasl_seal_secret sealing = seal_key("keys/rabat/sealing/secret");
	struct wasl_kid kid = log_kid();
	struct wasl_sign_secret key;
	struct wasl_sign_public pub;

	(void)state;
	wasl_sign_from_seed(&key, &seed);
	pub = wasl_sign_public(&key);
	vectors_equal(WASL_BYTES(pub.b), "keys/paris/log/public");
	vectors_equal(WASL_BYTES(kid.hash.b), "keys/paris/log/kid");
	vectors_equal(WASL_BYTES(sealing.pub.b), "keys/rabat/sealing/public");
	kid = wasl_seal_kid(&sealing.pub);
	vectors_equal(WASL_BYTES(kid.hash.b), "keys/rabat/sealing/kid");
}

static void test_spec_crypto__the_grant_is_written_and_opened(void **state)
{
	uint8_t space[WASL_GRANT_LEN];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_seal_secret sealing = seal_key("keys/rabat/sealing/secret");
	struct wasl_secret line = secret("line/secret");
	struct wasl_secret key = secret("dossier/key");
	struct wasl_secret opened;
	struct wasl_grant_to to = {log_kid(), sealing.pub, &line, dossier()};
	struct wasl_grant_own own = {log_kid(), &sealing, &line, dossier()};
	struct wasl_grant grant;
	struct drawn drawn;
	struct wasl_random random = {draw, &drawn};

	(void)state;
	vectors_copy(drawn.ephemeral, sizeof(drawn.ephemeral),
		     "grant/ephemeral_secret");
	vectors_copy(drawn.nonce, sizeof(drawn.nonce), "grant/nonce");
	check_ok(wasl_grant_seal(&out, &random, &to, &key, NULL));
	vectors_equal(wasl_buf_bytes(&out), "grant/grant");
	check_ok(wasl_grant_parse(&grant, wasl_buf_bytes(&out), NULL));
	check_ok(wasl_grant_open(&opened, &grant, &own, NULL));
	assert_true(wasl_secret_eq(&opened, &key));
}

/* One act of the example: `paths` are those of its values. */
struct act_paths {
	const char *origin;
	const char *index;
	const char *seen;
	const char *nonce;
	const char *key;
	const char *commitment;
	const char *plaintext;
	const char *envelope;
	const char *entry;
	bool granted;
};

#define ACT(n, granted)                                                        \
	{                                                                      \
		"acts/" n "/origin", "acts/" n "/index", "acts/" n "/seen",    \
			"acts/" n "/nonce", "acts/" n "/act_key",              \
			"acts/" n "/commitment", "acts/" n "/plaintext",       \
			"acts/" n "/envelope", "acts/" n "/entry", granted     \
	}

static const struct act_paths acts[] = {ACT("0", true), ACT("1", false)};

static void check_sealed(const struct act_paths *act)
{
	uint8_t space[4096], plain_space[1024], grant_space[WASL_GRANT_LEN];
	struct wasl_buf out = WASL_BUF(space);
	struct wasl_buf plain = WASL_BUF(plain_space);
	struct wasl_buf grant = WASL_BUF(grant_space);
	struct wasl_secret key = secret("dossier/key");
	struct drawn drawn;
	struct wasl_random random = {draw, &drawn};
	struct wasl_log_entry entry;

	vectors_copy(drawn.nonce, sizeof(drawn.nonce), act->nonce);
	vectors_bytes(&plain, act->plaintext);
	wasl_act_pad(&plain);
	if (act->granted)
		vectors_bytes(&grant, "grant/grant");
	check_ok(wasl_envelope_seal(
		&out, &random,
		&(struct wasl_envelope_in){.at = place(act->origin, act->index),
					   .dossier = dossier(),
					   .key = &key,
					   .seen = vectors_number(act->seen),
					   .grant = wasl_buf_bytes(&grant),
					   .plain = wasl_buf_bytes(&plain)},
		NULL));
	vectors_equal(wasl_buf_bytes(&out), act->envelope);
	entry = wasl_log_entry_of(wasl_buf_bytes(&out));
	vectors_equal(WASL_BYTES(entry.b), act->entry);
}

static void check_opened(const struct act_paths *act)
{
	uint8_t space[4096], plain_space[1024];
	struct wasl_buf in = WASL_BUF(space);
	struct wasl_buf plain = WASL_BUF(plain_space);
	struct wasl_pos at = place(act->origin, act->index);
	struct wasl_secret key = secret("dossier/key");
	struct wasl_secret act_key;
	struct wasl_envelope env;
	wasl_bytes item;

	check_ok(wasl_envelope_parse(&env, vectors_bytes(&in, act->envelope),
				     NULL));
	assert_int_equal(env.has_grant, act->granted);
	assert_int_equal(env.seen, vectors_number(act->seen));
	vectors_equal(WASL_BYTES(env.commitment.b), act->commitment);
	wasl_act_key(&act_key, &key, &at);
	vectors_equal(wasl_secret_reveal(&act_key), act->key);
	check_ok(wasl_envelope_open(&plain, &env, &at, &key, NULL));
	check_ok(wasl_act_unpad(&item, wasl_buf_bytes(&plain), NULL));
	vectors_equal(item, act->plaintext);
}

static void test_spec_crypto__the_acts_are_written_and_opened(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++) {
		check_sealed(&acts[i]);
		check_opened(&acts[i]);
	}
}

static void test_spec_crypto__the_line_dossier_and_the_six_words(void **state)
{
	struct wasl_secret line = secret("line/secret");
	wasl_text first = vectors_text("ceremony/cards/0");
	wasl_text other = vectors_text("ceremony/cards/1");
	wasl_text origin = vectors_text("keys/rabat/log/name");
	wasl_text partner = vectors_text("keys/paris/log/name");
	uint16_t words[WASL_WORDS];
	struct wasl_dossier_id id;
	struct wasl_secret key;

	(void)state;
	wasl_line_dossier(&id, &key, &line, origin, partner);
	vectors_equal(WASL_BYTES(id.b), "line/dossier_id");
	vectors_equal(wasl_secret_reveal(&key), "line/dossier_key");
	wasl_words(words, &line, wasl_text_bytes(first),
		   wasl_text_bytes(other));
	for (size_t i = 0; i < WASL_WORDS; i++)
		assert_int_equal(words[i],
				 json_integer_value(json_array_get(
					 vectors_at("ceremony/words"), i)));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spec_crypto__keys_and_their_ids),
		cmocka_unit_test(
			test_spec_crypto__the_grant_is_written_and_opened),
		cmocka_unit_test(
			test_spec_crypto__the_acts_are_written_and_opened),
		cmocka_unit_test(
			test_spec_crypto__the_line_dossier_and_the_six_words),
	};

	return vectors_run(argc, argv, tests);
}
