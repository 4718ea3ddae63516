#include "keyd/vault.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "keyd/cert.h"
#include "keyd/fields.h"
#include "keyd/locked.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char magic[8] = {'w', 'a', 's', 'l', 'k', 'e', 'y', 's'};
static const char purpose[] = "wasl/keys";
#define VERSION	   1
#define HEADER_LEN 4096
#define FRESH	   WASL_VAULT_FILE ".new"
/* What sealing adds to a record. */
#define SEAL_LEN (WASL_AEAD_XNONCE + WASL_AEAD_TAG)

wasl_status wasl_vault_new(struct wasl_vault **out, struct wasl_err *err)
{
	struct wasl_vault *vault = wasl_alloc(1, sizeof(*vault));
	void *secrets = NULL;
	wasl_status status;

	*out = NULL;
	if (vault == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "keys: out of memory");
	status = wasl_locked_new(&secrets, sizeof(*vault->secrets), err);
	if (status != WASL_OK) {
		wasl_free(vault);
		return status;
	}
	vault->secrets = secrets;
	vault->slots = (struct wasl_slots){
		.fd = -1, .at = HEADER_LEN, .size = WASL_VAULT_SLOT_MAX};
	*out = vault;
	return WASL_OK;
}

void wasl_vault_free(struct wasl_vault *vault)
{
	if (vault == NULL)
		return;
	wasl_locked_free(vault->secrets, sizeof(*vault->secrets));
	if (vault->slots.fd >= 0)
		close(vault->slots.fd);
	wasl_free(vault);
}

/* --- the record ---------------------------------------------------------- */

static void put_secret(struct wasl_buf *out, const struct wasl_secret *secret)
{
	wasl_buf_put(out, secret->b, sizeof(secret->b));
}

static void put_seed(struct wasl_buf *out, const struct wasl_sign_secret *key)
{
	wasl_autosecret seed = {0};

	wasl_sign_seed(&seed, key);
	put_secret(out, &seed);
}

static void put_end(struct wasl_buf *out, const struct wasl_vault_end *end)
{
	wasl_buf_put_u64(out, end->size);
	wasl_buf_put(out, end->root.b, sizeof(end->root.b));
	wasl_field_put_short(out, wasl_bytes_of(end->note, end->note_n));
}

static void put_epoch(struct wasl_buf *out,
		      const struct wasl_vault_epoch *epoch)
{
	put_end(out, &epoch->own);
	put_end(out, &epoch->mirror);
	wasl_buf_put_u64(out, epoch->time);
	for (size_t i = 0; i < 2; i++)
		wasl_field_put_text(out, epoch->by[i]);
}

static void put_pair(struct wasl_buf *out, const struct wasl_vault_pair *pair)
{
	put_seed(out, &pair->now);
	wasl_buf_put_u8(out, pair->renewed ? 1 : 0);
	if (pair->renewed)
		put_seed(out, &pair->next);
}

static void put_line(struct wasl_buf *out, const struct wasl_vault_line *line,
		     const struct wasl_vault_line_secrets *secrets)
{
	wasl_field_put_text(out, line->partner);
	put_pair(out, &secrets->log);
	wasl_buf_put_u8(out, line->pinned ? 1 : 0);
	if (!line->pinned)
		return;
	put_secret(out, &secrets->secret);
	wasl_field_put_short(out, wasl_bytes_of(line->card, line->card_n));
	wasl_field_put_short(out, wasl_bytes_of(line->own, line->own_n));
	wasl_buf_put_u8(out, line->own_seen ? 1 : 0);
	wasl_buf_put_u8(out, line->opening ? 1 : 0);
	wasl_buf_put_u8(out, (uint8_t)line->past_n);
	for (size_t i = 0; i < line->past_n; i++)
		put_epoch(out, &line->past[i]);
}

void wasl_vault_write(struct wasl_buf *out, const struct wasl_vault *vault)
{
	const struct wasl_vault_secrets *s = vault->secrets;

	wasl_field_put_text(out, vault->node);
	put_pair(out, &s->mirror);
	put_seed(out, &s->witness);
	put_pair(out, &s->tls);
	put_secret(out, &s->heads);
	wasl_buf_put_u8(out, (uint8_t)vault->sealing_n);
	for (size_t i = 0; i < vault->sealing_n; i++)
		put_secret(out, &s->sealing[i].scalar);
	wasl_field_put_short(out, wasl_bytes_of(vault->cert, vault->cert_n));
	wasl_buf_put_u16(out, (uint16_t)vault->buckets_n);
	for (size_t i = 0; i < vault->buckets_n; i++) {
		wasl_buf_put_u32(out, s->buckets[i].id);
		put_secret(out, &s->buckets[i].key);
	}
	wasl_buf_put_u16(out, (uint16_t)vault->lines_n);
	for (size_t i = 0; i < vault->lines_n; i++)
		put_line(out, &vault->lines[i], &s->lines[i]);
}

static void take_seed(struct wasl_sign_secret *out, struct wasl_cursor *in)
{
	wasl_autosecret seed = {0};

	wasl_field_copy(seed.b, WASL_SECRET_LEN, in);
	if (!in->bad)
		wasl_sign_from_seed(out, &seed);
}

static void take_sealing(struct wasl_seal_secret *out, struct wasl_cursor *in)
{
	wasl_autosecret scalar = {0};

	wasl_field_copy(scalar.b, WASL_SECRET_LEN, in);
	if (!in->bad)
		wasl_seal_from_scalar(out, &scalar);
}

static void take_name(char out[static WASL_NODE_NAME_MAX + 1],
		      struct wasl_cursor *in)
{
	wasl_field_text(out, WASL_NODE_NAME_MAX + 1, in);
	if (!wasl_node_name_valid(wasl_text_of(out)))
		in->bad = true;
}

static size_t take_count(size_t n, size_t max, struct wasl_cursor *in)
{
	if (n > max)
		in->bad = true;
	return in->bad ? 0 : n;
}

static bool take_flag(struct wasl_cursor *in)
{
	uint8_t flag = wasl_cursor_u8(in);

	if (flag > 1)
		in->bad = true;
	return flag == 1;
}

static void take_end(struct wasl_vault_end *end, struct wasl_cursor *in)
{
	end->size = wasl_cursor_u64(in);
	wasl_field_copy(end->root.b, sizeof(end->root.b), in);
	end->note_n = wasl_field_copy_short(end->note, sizeof(end->note), in);
}

static void take_epoch(struct wasl_vault_epoch *epoch, struct wasl_cursor *in)
{
	take_end(&epoch->own, in);
	take_end(&epoch->mirror, in);
	epoch->time = wasl_cursor_u64(in);
	for (size_t i = 0; i < 2; i++)
		wasl_field_text(epoch->by[i], sizeof(epoch->by[i]), in);
}

static void take_pair(struct wasl_vault_pair *pair, struct wasl_cursor *in)
{
	take_seed(&pair->now, in);
	pair->renewed = take_flag(in);
	if (pair->renewed)
		take_seed(&pair->next, in);
}

static void take_line(struct wasl_vault_line *line,
		      struct wasl_vault_line_secrets *secrets,
		      struct wasl_cursor *in)
{
	take_name(line->partner, in);
	take_pair(&secrets->log, in);
	line->pinned = take_flag(in);
	if (!line->pinned)
		return;
	wasl_field_copy(secrets->secret.b, WASL_SECRET_LEN, in);
	line->card_n =
		wasl_field_copy_short(line->card, sizeof(line->card), in);
	line->own_n = wasl_field_copy_short(line->own, sizeof(line->own), in);
	line->own_seen = take_flag(in);
	line->opening = take_flag(in);
	line->past_n = take_count(wasl_cursor_u8(in), WASL_EPOCHS_MAX - 1, in);
	for (size_t i = 0; i < line->past_n; i++)
		take_epoch(&line->past[i], in);
}

wasl_status wasl_vault_parse(struct wasl_vault *vault, wasl_bytes in,
			     struct wasl_err *err)
{
	struct wasl_vault_secrets *s = vault->secrets;
	struct wasl_cursor c = wasl_cursor_init(in);

	take_name(vault->node, &c);
	take_pair(&s->mirror, &c);
	take_seed(&s->witness, &c);
	take_pair(&s->tls, &c);
	wasl_field_copy(s->heads.b, WASL_SECRET_LEN, &c);
	vault->sealing_n =
		take_count(wasl_cursor_u8(&c), WASL_KEYD_SEALING_MAX, &c);
	for (size_t i = 0; i < vault->sealing_n; i++)
		take_sealing(&s->sealing[i], &c);
	vault->cert_n =
		wasl_field_copy_short(vault->cert, sizeof(vault->cert), &c);
	vault->buckets_n =
		take_count(wasl_cursor_u16(&c), WASL_KEYD_BUCKETS_MAX, &c);
	for (size_t i = 0; i < vault->buckets_n; i++) {
		s->buckets[i].id = wasl_cursor_u32(&c);
		wasl_field_copy(s->buckets[i].key.b, WASL_SECRET_LEN, &c);
	}
	vault->lines_n = take_count(wasl_cursor_u16(&c), WASL_PEERS_MAX, &c);
	for (size_t i = 0; i < vault->lines_n; i++)
		take_line(&vault->lines[i], &s->lines[i], &c);
	if (wasl_cursor_finish(&c, NULL) != WASL_OK || vault->sealing_n == 0)
		return wasl_fail(err, WASL_CORRUPT,
				 "keys: the record is not one");
	return WASL_OK;
}

wasl_status wasl_vault_save(struct wasl_vault *vault, struct wasl_err *err)
{
	struct wasl_vault_secrets *s = vault->secrets;
	struct wasl_random random = wasl_crypto_random();
	struct wasl_buf plain = WASL_BUF(s->plain);
	uint8_t *sealed = vault->sealed;
	wasl_status status;

	wasl_vault_write(&plain, vault);
	if (plain.over ||
	    plain.n + SEAL_LEN + WASL_SLOT_OVERHEAD > WASL_VAULT_SLOT_MAX) {
		explicit_bzero(s->plain, sizeof(s->plain));
		return wasl_fail(err, WASL_TOO_BIG, "keys: the file is full");
	}
	wasl_random_fill(&random, sealed, WASL_AEAD_XNONCE);
	wasl_aead_xseal(sealed + WASL_AEAD_XNONCE, &s->file, sealed,
			wasl_bytes_of(purpose, sizeof(purpose) - 1),
			wasl_buf_bytes(&plain));
	status = wasl_slots_write(&vault->slots,
				  wasl_bytes_of(sealed, plain.n + SEAL_LEN),
				  vault->slot, err);
	explicit_bzero(s->plain, plain.n);
	if (status != WASL_OK)
		wasl_err_prefix(err, "keys");
	return status;
}

/* --- the file ------------------------------------------------------------ */

static wasl_status failed(struct wasl_err *err, const char *what)
{
	return wasl_fail(err, wasl_write_status(errno), "keys: %s: %s", what,
			 strerror(errno));
}

static wasl_status make_keys(struct wasl_vault *vault, wasl_text node,
			     struct wasl_err *err)
{
	struct wasl_random random = wasl_crypto_random();
	struct wasl_vault_secrets *s = vault->secrets;
	struct wasl_sign_secret *const signing[] = {&s->mirror.now, &s->witness,
						    &s->tls.now};
	wasl_autosecret scalar = {0};

	if (!wasl_node_name_valid(node))
		return wasl_fail(err, WASL_MALFORMED,
				 "keys: \"%.*s\" is not a node name",
				 (int)node.n, node.p);
	memcpy(vault->node, node.p, node.n);
	for (size_t i = 0; i < sizeof(signing) / sizeof(signing[0]); i++) {
		wasl_autosecret seed = {0};

		wasl_secret_make(&seed, &random);
		wasl_sign_from_seed(signing[i], &seed);
	}
	wasl_secret_make(&scalar, &random);
	wasl_seal_from_scalar(&s->sealing[0], &scalar);
	vault->sealing_n = 1;
	wasl_secret_make(&s->heads, &random);
	wasl_secret_make(&s->file, &random);
	wasl_vault_certify(vault, &random);
	return WASL_OK;
}

void wasl_vault_certify(struct wasl_vault *vault,
			const struct wasl_random *random)
{
	struct wasl_buf cert = WASL_BUF(vault->cert);
	const struct wasl_sign_secret *key = &vault->secrets->tls.now;
	struct wasl_sign_public tls = wasl_sign_public(key);
	uint8_t serial[16];

	wasl_random_fill(random, serial, sizeof(serial));
	wasl_cert_write(&cert, wasl_text_of(vault->node), serial, &tls, key);
	vault->cert_n = cert.n;
}

static wasl_status write_header(const struct wasl_vault *vault,
				wasl_bytes passphrase, struct wasl_argon cost,
				struct wasl_err *err)
{
	struct wasl_random random = wasl_crypto_random();
	uint8_t space[HEADER_LEN] = {0}, sealed[HEADER_LEN / 2];
	struct wasl_buf header = WASL_BUF(space), box = WASL_BUF(sealed);

	WASL_TRY(wasl_passphrase_seal(
		&box, &random, cost, passphrase, WASL_TEXT(purpose),
		wasl_secret_reveal(&vault->secrets->file), err));
	wasl_buf_put(&header, magic, sizeof(magic));
	wasl_buf_put_u32(&header, VERSION);
	wasl_field_put_long(&header, wasl_buf_bytes(&box));
	wasl_assert(!header.over);
	if (!wasl_pwrite_all(vault->slots.fd, WASL_BYTES(space), 0))
		return failed(err, "cannot write " FRESH);
	/* Its full length now, so that later writes change no metadata. */
	errno = posix_fallocate(vault->slots.fd, 0,
				HEADER_LEN + 2 * WASL_VAULT_SLOT_MAX);
	return errno == 0 ? WASL_OK : failed(err, "cannot write " FRESH);
}

wasl_status wasl_vault_create(struct wasl_vault *vault, int dir, wasl_text node,
			      wasl_bytes passphrase, struct wasl_argon cost,
			      struct wasl_err *err)
{
	if (passphrase.n < WASL_PASSPHRASE_MIN)
		return wasl_fail(err, WASL_USAGE,
				 "keys: a passphrase has at least %d bytes",
				 WASL_PASSPHRASE_MIN);
	if (faccessat(dir, WASL_VAULT_FILE, F_OK, 0) == 0)
		return wasl_fail(err, WASL_EXISTS,
				 "keys: there is a " WASL_VAULT_FILE
				 " already");
	WASL_TRY(make_keys(vault, node, err));
	vault->slots.fd = openat(dir, FRESH,
				 O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (vault->slots.fd < 0)
		return failed(err, "cannot create " FRESH);
	WASL_TRY(write_header(vault, passphrase, cost, err));
	WASL_TRY(wasl_vault_save(vault, err));
	if (fsync(vault->slots.fd) != 0 ||
	    renameat(dir, FRESH, dir, WASL_VAULT_FILE) != 0 || fsync(dir) != 0)
		return failed(err, "cannot name " WASL_VAULT_FILE);
	return WASL_OK;
}

static wasl_status open_header(struct wasl_vault *vault, wasl_bytes passphrase,
			       struct wasl_err *err)
{
	struct wasl_buf key = WASL_BUF(vault->secrets->file.b);
	uint8_t space[HEADER_LEN];
	struct wasl_cursor in;
	wasl_bytes head, box;
	uint32_t version;

	if (pread(vault->slots.fd, space, sizeof(space), 0) !=
	    (ssize_t)sizeof(space))
		return wasl_fail(err, WASL_CORRUPT,
				 "keys: " WASL_VAULT_FILE " is cut short");
	in = wasl_cursor_init(WASL_BYTES(space));
	head = wasl_cursor_take(&in, sizeof(magic));
	version = wasl_cursor_u32(&in);
	box = wasl_field_long(&in);
	if (in.bad || memcmp(head.p, magic, sizeof(magic)) != 0)
		return wasl_fail(err, WASL_CORRUPT,
				 "keys: " WASL_VAULT_FILE " is not a vault");
	if (version != VERSION)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "keys: " WASL_VAULT_FILE
				 " of version %u, this program knows %d",
				 version, VERSION);
	WASL_TRY(wasl_passphrase_open(&key, passphrase, WASL_TEXT(purpose), box,
				      err));
	if (key.n != sizeof(vault->secrets->file.b))
		return wasl_fail(err, WASL_CORRUPT, "keys: not a key");
	return WASL_OK;
}

wasl_status wasl_vault_open(struct wasl_vault *vault, int dir,
			    wasl_bytes passphrase, struct wasl_err *err)
{
	struct wasl_vault_secrets *s = vault->secrets;
	wasl_status status;
	wasl_bytes record;
	size_t n;

	vault->slots.fd = openat(dir, WASL_VAULT_FILE, O_RDWR | O_CLOEXEC);
	if (vault->slots.fd < 0)
		return errno == ENOENT
			       ? wasl_fail(err, WASL_NOT_FOUND,
					   "keys: no " WASL_VAULT_FILE
					   " in this directory")
			       : failed(err, "cannot open " WASL_VAULT_FILE);
	WASL_TRY(open_header(vault, passphrase, err));
	status = wasl_slots_read(&vault->slots, &record, vault->slot, err);
	if (status == WASL_OK && record.n < SEAL_LEN)
		status =
			wasl_fail(err, WASL_CORRUPT, "the record is too short");
	if (status != WASL_OK) {
		wasl_err_prefix(err, "keys: " WASL_VAULT_FILE);
		return status;
	}
	n = record.n - SEAL_LEN;
	if (wasl_aead_xopen(s->plain, &s->file, record.p,
			    wasl_bytes_of(purpose, sizeof(purpose) - 1),
			    wasl_bytes_of(record.p + WASL_AEAD_XNONCE,
					  record.n - WASL_AEAD_XNONCE),
			    NULL) != WASL_OK)
		return wasl_fail(err, WASL_CORRUPT,
				 "keys: " WASL_VAULT_FILE " does not open");
	status = wasl_vault_parse(vault, wasl_bytes_of(s->plain, n), err);
	explicit_bzero(s->plain, n);
	return status;
}
