/* Requests about keys: who we are, TLS, dossier keys and the keyring. */
#include "crypto/grant.h"
#include "crypto/line.h"
#include "crypto/rest.h"
#include "keyd/cert.h"
#include "keyd/fields.h"
#include "keyd/server.h"

wasl_status wasl_serve_PING(struct wasl_server *server, struct wasl_buf *out,
			    struct wasl_cursor *in, struct wasl_err *err)
{
	(void)server;
	(void)out;
	return wasl_cursor_finish(in, err);
}

wasl_status wasl_serve_IDENTITY(struct wasl_server *server,
				struct wasl_buf *out, struct wasl_cursor *in,
				struct wasl_err *err)
{
	const struct wasl_vault *vault = server->vault;
	struct wasl_sign_public tls =
		wasl_sign_public(&vault->secrets->tls.now);

	WASL_TRY(wasl_cursor_finish(in, err));
	wasl_field_put_text(out, vault->node);
	wasl_field_put_vkey(out, &server->mirror);
	wasl_field_put_vkey(out, &server->witness);
	wasl_buf_put_u8(out, (uint8_t)vault->sealing_n);
	for (size_t i = 0; i < vault->sealing_n; i++) {
		const struct wasl_seal_secret *key =
			&vault->secrets->sealing[i];

		wasl_buf_put(out, key->pub.b, sizeof(key->pub.b));
	}
	wasl_buf_put(out, tls.b, sizeof(tls.b));
	wasl_field_put_short(out, wasl_bytes_of(vault->cert, vault->cert_n));
	return WASL_OK;
}

/* --- TLS ----------------------------------------------------------------- */

/* RFC 8446 §4.4.3: 64 spaces, context string, 00, transcript hash. */
static bool is_certificate_verify(wasl_bytes in)
{
	static const char *const contexts[] = {
		"TLS 1.3, server CertificateVerify",
		"TLS 1.3, client CertificateVerify",
	};
	const size_t context_len = strlen(contexts[0]) + 1; /* and its 00 */

	if (in.n != 64 + context_len + 32 && in.n != 64 + context_len + 48)
		return false;
	for (size_t i = 0; i < 64; i++)
		if (in.p[i] != ' ')
			return false;
	return memcmp(in.p + 64, contexts[0], context_len) == 0 ||
	       memcmp(in.p + 64, contexts[1], context_len) == 0;
}

wasl_status wasl_serve_TLS_SIGN(struct wasl_server *server,
				struct wasl_buf *out, struct wasl_cursor *in,
				struct wasl_err *err)
{
	wasl_bytes content = wasl_field_short(in);
	struct wasl_sig sig;

	WASL_TRY(wasl_cursor_finish(in, err));
	if (!is_certificate_verify(content))
		return wasl_fail(err, WASL_DENIED,
				 "keyd: the TLS key signs nothing but a "
				 "CertificateVerify of TLS 1.3");
	sig = wasl_sign(&server->vault->secrets->tls.now, content);
	wasl_buf_put(out, sig.b, sizeof(sig.b));
	return WASL_OK;
}

/* --- the keyring --------------------------------------------------------- */

static const struct wasl_secret *find_bucket(const struct wasl_vault *vault,
					     uint32_t id)
{
	for (size_t i = 0; i < vault->buckets_n; i++)
		if (vault->secrets->buckets[i].id == id)
			return &vault->secrets->buckets[i].key;
	return NULL;
}

/* The key of a bucket; a new one is on disk before it wraps anything. */
static wasl_status get_bucket(const struct wasl_secret **out,
			      struct wasl_server *server, uint32_t id,
			      struct wasl_err *err)
{
	struct wasl_vault *vault = server->vault;
	struct wasl_vault_bucket *next;
	wasl_status status;

	*out = find_bucket(vault, id);
	if (*out != NULL)
		return WASL_OK;
	if (vault->buckets_n == WASL_KEYD_BUCKETS_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "keyd: more than %d retention buckets",
				 WASL_KEYD_BUCKETS_MAX);
	next = &vault->secrets->buckets[vault->buckets_n];
	next->id = id;
	wasl_secret_make(&next->key, &server->random);
	vault->buckets_n++;
	status = wasl_vault_save(vault, err);
	if (status != WASL_OK) {
		vault->buckets_n--;
		return status;
	}
	*out = &next->key;
	return WASL_OK;
}

wasl_status wasl_serve_BUCKET_DROP(struct wasl_server *server,
				   struct wasl_buf *out, struct wasl_cursor *in,
				   struct wasl_err *err)
{
	struct wasl_vault *vault = server->vault;
	struct wasl_vault_bucket *buckets = vault->secrets->buckets;
	uint32_t id = wasl_cursor_u32(in);
	size_t i = 0;

	(void)out;
	WASL_TRY(wasl_cursor_finish(in, err));
	while (i < vault->buckets_n && buckets[i].id != id)
		i++;
	if (i == vault->buckets_n)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "keyd: no retention bucket %u", id);
	buckets[i] = buckets[--vault->buckets_n];
	wasl_secret_wipe(&buckets[vault->buckets_n].key);
	/* Both slots, so that no copy of the key is left in the file. */
	WASL_TRY(wasl_vault_save(vault, err));
	return wasl_vault_save(vault, err);
}

/* --- dossier keys -------------------------------------------------------- */

static wasl_status unwrap(struct wasl_secret *key,
			  const struct wasl_server *server,
			  const struct wasl_wrapped *wrapped,
			  const struct wasl_dossier_id *id,
			  struct wasl_err *err)
{
	const struct wasl_secret *bucket =
		find_bucket(server->vault, wasl_wrap_bucket(wrapped));

	if (bucket == NULL)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "keyd: the retention bucket %u is gone",
				 wasl_wrap_bucket(wrapped));
	return wasl_unwrap(key, wrapped, bucket, id, err);
}

static wasl_status wrap(struct wasl_wrapped *out, struct wasl_server *server,
			uint32_t bucket, const struct wasl_dossier_id *id,
			const struct wasl_secret *key, struct wasl_err *err)
{
	const struct wasl_secret *bucket_key;

	WASL_TRY(get_bucket(&bucket_key, server, bucket, err));
	*out = wasl_wrap(&server->random, bucket, bucket_key, id, key);
	return WASL_OK;
}

/* A line whose ceremony was held: it has a secret and a partner. */
static wasl_status pinned_line(struct wasl_server_line **out,
			       struct wasl_server *server, uint32_t number,
			       struct wasl_err *err)
{
	WASL_TRY(wasl_server_line(out, server, number, err));
	if (!server->vault->lines[number].pinned)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "keyd: the ceremony with %s is not held yet",
				 server->vault->lines[number].partner);
	return WASL_OK;
}

wasl_status wasl_serve_LINE_DOSSIER(struct wasl_server *server,
				    struct wasl_buf *out,
				    struct wasl_cursor *in,
				    struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	struct wasl_server_line *line;
	struct wasl_dossier_id id = {0};
	wasl_autosecret key = {0};

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(pinned_line(&line, server, number, err));
	/* spec §7: "The line dossier keeps id and key of the first." */
	wasl_line_dossier(&id, &key,
			  &server->vault->secrets->lines[number].secret,
			  wasl_text_of(line->card_log.name),
			  wasl_text_of(line->partner_card_log));
	wasl_buf_put(out, id.b, sizeof(id.b));
	wasl_buf_put(out, key.b, sizeof(key.b));
	return WASL_OK;
}

static wasl_status seal_grant(struct wasl_buf *out, struct wasl_server *server,
			      uint32_t number, const struct wasl_dossier_id *id,
			      const struct wasl_secret *key,
			      struct wasl_err *err)
{
	const struct wasl_server_line *line = &server->lines[number];
	const struct wasl_grant_to to = {
		.sender = wasl_sign_kid(&line->log.pub),
		.recipient = wasl_card_active(&line->card, WASL_CARD_SEALING)
				     ->sealing,
		.line = &server->vault->secrets->lines[number].secret,
		.dossier = *id,
	};

	return wasl_grant_seal(out, &server->random, &to, key, err);
}

/* The sender must be a log key of the partner's card; the recipient one of
 * our sealing keys (spec §3: "The recipient checks -21 and -24 before
 * opening."). */
static wasl_status open_grant(struct wasl_secret *key,
			      const struct wasl_server *server, uint32_t number,
			      const struct wasl_dossier_id *id, wasl_bytes in,
			      struct wasl_err *err)
{
	const struct wasl_vault *vault = server->vault;
	const struct wasl_card *card = &server->lines[number].card;
	struct wasl_grant_own by = {
		.line = &vault->secrets->lines[number].secret, .dossier = *id};
	struct wasl_grant grant;
	bool known = false;

	WASL_TRY(wasl_grant_parse(&grant, in, err));
	for (size_t i = 0; i < card->keys_n && !known; i++) {
		if (card->keys[i].purpose != WASL_CARD_LOG)
			continue;
		by.sender = wasl_sign_kid(&card->keys[i].vkey.pub);
		known = wasl_kid_eq(&by.sender, &grant.sender);
	}
	for (size_t i = 0; i < vault->sealing_n && by.own == NULL; i++) {
		struct wasl_kid kid =
			wasl_seal_kid(&vault->secrets->sealing[i].pub);

		if (wasl_kid_eq(&kid, &grant.recipient))
			by.own = &vault->secrets->sealing[i];
	}
	if (!known || by.own == NULL)
		return wasl_fail(err, WASL_BAD_SEAL,
				 "grant: not by the partner, or not to us");
	return wasl_grant_open(key, &grant, &by, err);
}

wasl_status wasl_serve_DOSSIER_NEW(struct wasl_server *server,
				   struct wasl_buf *out, struct wasl_cursor *in,
				   struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint32_t bucket = wasl_cursor_u32(in);
	struct wasl_server_line *line;
	struct wasl_wrapped wrapped = {0};
	struct wasl_dossier_id id = {0};
	wasl_autosecret key = {0};

	wasl_field_copy(id.b, sizeof(id.b), in);
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(pinned_line(&line, server, number, err));
	wasl_secret_make(&key, &server->random);
	WASL_TRY(wrap(&wrapped, server, bucket, &id, &key, err));
	wasl_buf_put(out, key.b, sizeof(key.b));
	wasl_buf_put(out, wrapped.b, sizeof(wrapped.b));
	return seal_grant(out, server, number, &id, &key, err);
}

/* --- batches ------------------------------------------------------------- */

/* One item: what was read of it, and what it is answered with. */
struct item {
	struct wasl_dossier_id id;
	struct wasl_wrapped wrapped;
	uint32_t bucket;
	struct wasl_secret key;
	wasl_bytes grant; /* borrowed from the frame */
	uint8_t made[WASL_GRANT_LEN];
};

static void wipe(struct item *item)
{
	wasl_secret_wipe(&item->key);
}

/* What an item has, in this order; an answer has its status before. */
enum part { WRAPPED = 1, BUCKET = 2, KEY = 4, GRANT = 8 };

struct batch {
	unsigned in, out; /* parts */
	bool of_line;	  /* begins with the number of one */
	wasl_status (*work)(struct item *item, struct wasl_server *server,
			    uint32_t line, struct wasl_err *err);
};

static void read_item(struct item *item, unsigned parts, struct wasl_cursor *in)
{
	wasl_field_copy(item->id.b, sizeof(item->id.b), in);
	if (parts & WRAPPED)
		wasl_field_copy(item->wrapped.b, sizeof(item->wrapped.b), in);
	if (parts & BUCKET)
		item->bucket = wasl_cursor_u32(in);
	if (parts & KEY)
		wasl_field_copy(item->key.b, sizeof(item->key.b), in);
	if (parts & GRANT)
		item->grant = wasl_field_short(in);
}

static void write_item(struct wasl_buf *out, unsigned parts,
		       const struct item *item, wasl_status status)
{
	wasl_buf_put_u16(out, (uint16_t)status);
	if (parts & KEY)
		wasl_buf_put(out, item->key.b, sizeof(item->key.b));
	if (parts & WRAPPED)
		wasl_buf_put(out, item->wrapped.b, sizeof(item->wrapped.b));
	if (parts & GRANT)
		wasl_field_put_short(out, item->grant);
}

/*
 * A batch answers each item with its status and, if that is OK, its fields;
 * one item's failure is not the others'. Only an error of the disk ends it.
 */
static bool ends_batch(wasl_status status)
{
	return status == WASL_IO || status == WASL_NO_SPACE;
}

static wasl_status serve_batch(const struct batch *b,
			       struct wasl_server *server, struct wasl_buf *out,
			       struct wasl_cursor *in, struct wasl_err *err)
{
	uint32_t number = b->of_line ? wasl_cursor_u32(in) : 0;
	uint16_t n = wasl_cursor_u16(in);
	struct wasl_server_line *line;

	if (b->of_line)
		WASL_TRY(pinned_line(&line, server, number, err));
	if (n > WASL_KEYD_ITEMS_MAX)
		in->bad = true;
	for (size_t i = 0; i < n && !in->bad; i++) {
		__attribute__((cleanup(wipe))) struct item item = {0};
		wasl_status status;

		read_item(&item, b->in, in);
		if (in->bad)
			break;
		status = b->work(&item, server, number, err);
		if (ends_batch(status))
			return status;
		write_item(out, b->out, &item, status);
	}
	return wasl_cursor_finish(in, err);
}

static wasl_status unwrap_item(struct item *item, struct wasl_server *server,
			       uint32_t line, struct wasl_err *err)
{
	(void)line;
	return unwrap(&item->key, server, &item->wrapped, &item->id, err);
}

static wasl_status wrap_item(struct item *item, struct wasl_server *server,
			     uint32_t line, struct wasl_err *err)
{
	(void)line;
	return wrap(&item->wrapped, server, item->bucket, &item->id, &item->key,
		    err);
}

static wasl_status open_item(struct item *item, struct wasl_server *server,
			     uint32_t line, struct wasl_err *err)
{
	WASL_TRY(open_grant(&item->key, server, line, &item->id, item->grant,
			    err));
	return wrap_item(item, server, line, err);
}

static wasl_status make_item(struct item *item, struct wasl_server *server,
			     uint32_t line, struct wasl_err *err)
{
	struct wasl_buf grant = WASL_BUF(item->made);

	WASL_TRY(unwrap_item(item, server, line, err));
	WASL_TRY(seal_grant(&grant, server, line, &item->id, &item->key, err));
	item->grant = wasl_buf_bytes(&grant);
	return WASL_OK;
}

wasl_status wasl_serve_UNWRAP(struct wasl_server *server, struct wasl_buf *out,
			      struct wasl_cursor *in, struct wasl_err *err)
{
	static const struct batch batch = {WRAPPED, KEY, false, unwrap_item};

	return serve_batch(&batch, server, out, in, err);
}

wasl_status wasl_serve_WRAP(struct wasl_server *server, struct wasl_buf *out,
			    struct wasl_cursor *in, struct wasl_err *err)
{
	static const struct batch batch = {BUCKET | KEY, WRAPPED, false,
					   wrap_item};

	return serve_batch(&batch, server, out, in, err);
}

wasl_status wasl_serve_GRANT_OPEN(struct wasl_server *server,
				  struct wasl_buf *out, struct wasl_cursor *in,
				  struct wasl_err *err)
{
	static const struct batch batch = {BUCKET | GRANT, KEY | WRAPPED, true,
					   open_item};

	return serve_batch(&batch, server, out, in, err);
}

wasl_status wasl_serve_GRANT_MAKE(struct wasl_server *server,
				  struct wasl_buf *out, struct wasl_cursor *in,
				  struct wasl_err *err)
{
	static const struct batch batch = {WRAPPED, GRANT, true, make_item};

	return serve_batch(&batch, server, out, in, err);
}
