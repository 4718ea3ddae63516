/* Keys of the specification's example, for tests: docs/spec/vectors.json. */
#ifndef WASL_TESTS_SUPPORT_KEYS_H
#define WASL_TESTS_SUPPORT_KEYS_H

#include "check.h"

#include "base/encode.h"
#include "tlog/note.h"

#define PARIS_ROOT_SEED                                                        \
	"7639dc86165daa6f92284fe0813b16d3e211b827ef2f6a585bfb1d372d122817"
#define PARIS_LOG_SEED                                                         \
	"08664aa771fbdb799367a7daa137c240980394f7851e8c10b2a95b2818fb9f32"
#define PARIS_MIRROR_SEED                                                      \
	"122eb8bab58ea2d951cd5d0a122fe37c06310c6a4ef44c62e4336db11934a660"
#define RABAT_ROOT_SEED                                                        \
	"5fec7b5b48099c73acb0cd0e7ae09ead0873192414a28994d210b6453125d7c3"
#define RABAT_LOG_SEED                                                         \
	"e765846213ae8f234f79f80859189ee7bf6010b3c9abdd4e9a0bb6971d293097"
#define RABAT_MIRROR_SEED                                                      \
	"1dd80be73e2e33be087873e1fc96967ff33a422a7bb13269bb7d8b9e50ace4df"
#define LINE_SECRET                                                            \
	"d11094e99039cb6bc9d30d1e5b98bb14abdd39473ca8d0ce04773ea5eaba8723"

#define PARIS_CARD                                                             \
	"wasl-card/v1\nparis.pn\nFR\nrabat.dgsn\n1\n-\n"                       \
	"https://paris.pn.example:8443\n"                                      \
	"root paris.pn/root+c8dfb2c7+"                                         \
	"AQvoiVnw//M3Lk5NDxyJ193g+Mgtg4aMQaF9QjUYdzdU 0 - active\n"            \
	"log paris.pn/line/rabat.dgsn+3b18ff27+"                               \
	"AefDoDJRM8MrD+QEbhyIL84BbSokrd2yFloksK86RZon 0 - active\n"            \
	"mirror paris.pn/mirror+b14d6bfa+"                                     \
	"BIBy5D9XTOI+39ICjYslLzSEBX5qb/eebKX27UaM4VBF 0 - active\n"            \
	"sealing NQWaT5wA434NIqoNWvkJL9RjXt40XeiY5+IlpUm3qhw= 0 - active\n"    \
	"tls ukoY4cZDh3rfP7coIu0BD180hfXcgYUg8k7R7zNclTw= 0 - active\n"        \
	"\n"                                                                   \
	"\xe2\x80\x94 paris.pn/root yN+yx5cr8QE3AV4xMqUSqZDwzbsY7oYObASz0rSP"  \
	"yhkYwbKwHkTByaKjtg93BSzfQWepxkDZ3SH/KmKRHsE4XO5jCQc=\n"

#define RABAT_CARD                                                             \
	"wasl-card/v1\nrabat.dgsn\nMA\nparis.pn\n1\n-\n"                       \
	"https://rabat.dgsn.example:8443\n"                                    \
	"root rabat.dgsn/root+26c4ef89+"                                       \
	"ARb1myDexIN4HDeYuAJ0JU+EbohR+ARbL4DrCFTKi+vD 0 - active\n"            \
	"log rabat.dgsn/line/paris.pn+5e38e317+"                               \
	"AbKG5iBxk2xUshqzlxf63sqYgW/Y9sqUiRCCzoRmLiYG 0 - active\n"            \
	"mirror rabat.dgsn/mirror+b64f77b9+"                                   \
	"BCDU+n4P0M3eRVL4DkmpMXr83zdLHVV7ZGCz9i33acOD 0 - active\n"            \
	"sealing d3PY9pOv78NVP6DM56rs+sXBsC+IbzVBZVnrTMvtVz8= 0 - active\n"    \
	"tls l97tfTVMlUSruQRAvI08jI3YewprzehBVDPg2RdmW1k= 0 - active\n"        \
	"\n"                                                                   \
	"\xe2\x80\x94 rabat.dgsn/root JsTviTMj5ty1pEWSurxOf1SGA+A2ZATRnR8NGuN" \
	"+sWoOTjCY5Rk6qIGBLP8sE+Y3wzY2uxopDOsLI+OTz33hA+qRpQA=\n"

/* Paris's checkpoint of two entries, cosigned by Rabat's mirror. */
#define PARIS_CHECKPOINT                                                       \
	"paris.pn/line/rabat.dgsn\n2\n"                                        \
	"JzojRW4bxVwN0ZNPVHmDRARz88RK0pPmmpfhFX8G8j0=\n"
#define PARIS_NOTE                                                             \
	PARIS_CHECKPOINT                                                       \
	"\n\xe2\x80\x94 paris.pn/line/rabat.dgsn "                             \
	"Oxj/J0ER4xzFNtfrUgNsag1pQ6Y6Wwj0V/l+TphTvNXqEFJfucjkqOigkutE2oVUO4N7" \
	"WD6HNqN8mY2bF0EyBB+tJQw=\n"
#define PARIS_COSIGNED                                                         \
	PARIS_NOTE                                                             \
	"\xe2\x80\x94 rabat.dgsn/mirror "                                      \
	"tk93uQAAAABpVnAMsHHFUriMmokdUIA0kx1Jw6hh1x2d7evZp3wdY/q90xJ54ZOONN3T" \
	"3PQa2otlrMXqPg75aNkm3iflLp4KGUtYCA==\n"
#define PARIS_COSIGNED_AT 1767272460

struct test_key {
	struct wasl_sign_secret secret;
	struct wasl_vkey vkey;
};

static inline struct test_key test_key(const char *seed_hex, const char *name,
				       enum wasl_note_type type)
{
	struct wasl_sign_public pub;
	struct wasl_secret seed;
	struct test_key key;

	check_ok(
		wasl_hex_parse(seed.b, sizeof(seed.b), wasl_text_of(seed_hex)));
	wasl_sign_from_seed(&key.secret, &seed);
	pub = wasl_sign_public(&key.secret);
	check_ok(wasl_vkey_init(&key.vkey, wasl_text_of(name), type, &pub,
				NULL));
	return key;
}

static inline wasl_bytes test_bytes(const char *text)
{
	return wasl_bytes_of(text, strlen(text));
}

#endif
