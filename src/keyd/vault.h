/*
 * The file of the keys, keys.wasl, in the node's directory.
 *
 *      0  "waslkeys" || u32 version 1 || u32 n || n bytes: the vault's random
 *         key under the passphrase (crypto/passphrase.h, "wasl/keys")
 *   4096  slot A: nonce 24 || record under that key (XChaCha20-Poly1305,
 *         AAD "wasl/keys")
 *   then  slot B
 *
 * The record, fields one after the other, numbers big-endian:
 *   short node; pair mirror, seed witness 32, pair tls; key of heads.wasl 32;
 *   u8 n, n sealing keys 32; short certificate; u16 n, n buckets (u32 id,
 *   key 32); u16 n, n lines (short partner, pair log, u8 pinned; if pinned:
 *   line secret 32, short card of the partner, short card of ours, both
 *   verbatim, u8 ours was seen, u8 opening, u8 n, n ended epochs: own and
 * mirror (u64 size, root 32, short note), u64 time, two short pseudonyms). A
 * pair is the seed in use 32, u8 renewed; if renewed: the seed to come 32.
 */
#ifndef WASL_KEYD_VAULT_H
#define WASL_KEYD_VAULT_H

#include "crypto/id.h"
#include "crypto/key.h"
#include "crypto/passphrase.h"
#include "keyd/slots.h"

#define WASL_VAULT_FILE	    "keys.wasl"
#define WASL_VAULT_SLOT_MAX (512 * 1024)

struct wasl_vault_bucket {
	uint32_t id;
	struct wasl_secret key;
};

/** A signing key, and the one that takes its place (server_card.c). */
struct wasl_vault_pair {
	struct wasl_sign_secret now;
	struct wasl_sign_secret next; /* if renewed */
	bool renewed;
};

struct wasl_vault_line_secrets {
	struct wasl_vault_pair log;
	struct wasl_secret secret; /* hand-carried; zero until pinned */
};

/** Everything that must not leave the process; lives in locked memory. */
struct wasl_vault_secrets {
	struct wasl_secret file; /* seals the record */
	struct wasl_secret heads;
	struct wasl_vault_pair mirror, tls;
	struct wasl_sign_secret witness;
	struct wasl_seal_secret sealing[WASL_KEYD_SEALING_MAX];
	struct wasl_vault_bucket buckets[WASL_KEYD_BUCKETS_MAX];
	struct wasl_vault_line_secrets lines[WASL_PEERS_MAX];
	uint8_t plain[WASL_VAULT_SLOT_MAX]; /* a record being made or read */
};

/** Where one log of an ended epoch stood, and where it ends by agreement. */
struct wasl_vault_end {
	uint64_t size; /* keyd's head when the epoch ended … */
	struct wasl_hash root;
	size_t note_n; /* … and the last note that counts; 0: none does */
	uint8_t note[WASL_KEYD_NOTE_MAX];
};

/** An epoch that ended: for verification, never signed in again. */
struct wasl_vault_epoch {
	struct wasl_vault_end own, mirror;
	uint64_t time;
	char by[2][WASL_PSEUDONYM_MAX + 1];
};

struct wasl_vault_line {
	char partner[WASL_NODE_NAME_MAX + 1];
	bool pinned;
	/* The heads of the epoch in force were not all written yet. */
	bool opening;
	size_t past_n; /* the epoch in force is past_n + 1 */
	struct wasl_vault_epoch past[WASL_EPOCHS_MAX - 1];
	size_t card_n, own_n;
	uint8_t card[WASL_CARD_MAX]; /* the partner's, verbatim */
	uint8_t own[WASL_CARD_MAX];  /* ours that is in force, verbatim */
	bool own_seen; /* an act of the partner has seen it in force */
};

/** The keys in memory; wasl_vault_save writes them back. */
struct wasl_vault {
	struct wasl_slots slots;
	struct wasl_vault_secrets *secrets; /* locked; belongs to the vault */
	char node[WASL_NODE_NAME_MAX + 1];
	size_t sealing_n; /* newest last */
	size_t buckets_n;
	size_t lines_n;
	size_t cert_n;
	uint8_t cert[WASL_KEYD_CERT_MAX];
	struct wasl_vault_line lines[WASL_PEERS_MAX];
	uint8_t sealed[WASL_VAULT_SLOT_MAX]; /* on its way to the file */
	uint8_t slot[WASL_VAULT_SLOT_MAX];
};

/** All zero but for the locked memory. Err: NO_MEMORY. */
wasl_status wasl_vault_new(struct wasl_vault **out,
			   struct wasl_err *err) WASL_MUST_USE;
/** Wipes. NULL is a no-op. */
void wasl_vault_free(struct wasl_vault *vault);

/**
 * Make keys for a new node and write keys.wasl into the directory, whole or
 * not at all. The vault is then as after wasl_vault_open.
 *
 * In:   dir   descriptor of the node's directory
 *       cost  of the passphrase
 * Err:  EXISTS  there is a keys.wasl
 *       USAGE   passphrase shorter than WASL_PASSPHRASE_MIN
 *       MALFORMED  not a node name; IO, NO_SPACE, NO_MEMORY
 */
wasl_status wasl_vault_create(struct wasl_vault *vault, int dir, wasl_text node,
			      wasl_bytes passphrase, struct wasl_argon cost,
			      struct wasl_err *err) WASL_MUST_USE;

/**
 * Open keys.wasl. Its descriptor stays open for wasl_vault_save.
 *
 * Err:  NOT_FOUND       no such file
 *       BAD_PASSPHRASE
 *       CORRUPT         not a vault, or neither slot is whole
 *       UNSUPPORTED     of a later version; IO, NO_MEMORY
 */
wasl_status wasl_vault_open(struct wasl_vault *vault, int dir,
			    wasl_bytes passphrase,
			    struct wasl_err *err) WASL_MUST_USE;

/**
 * Write the keys as they are in memory; on disk on return.
 *
 * Err:  TOO_BIG  the record is full; IO, NO_SPACE
 */
wasl_status wasl_vault_save(struct wasl_vault *vault,
			    struct wasl_err *err) WASL_MUST_USE;

/** Make the certificate of the TLS key in use. */
void wasl_vault_certify(struct wasl_vault *vault,
			const struct wasl_random *random);

/** The record of the vault; its plain form is secret. */
void wasl_vault_write(struct wasl_buf *out, const struct wasl_vault *vault);

/**
 * Read a record into an empty vault.
 *
 * Err:  CORRUPT  which rule it breaks is in the text
 */
wasl_status wasl_vault_parse(struct wasl_vault *vault, wasl_bytes in,
			     struct wasl_err *err) WASL_MUST_USE;

#endif
