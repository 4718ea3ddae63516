/* Requests of the logs: append and sign, check and cosign, freeze and thaw. */
#include "base/encode.h"
#include "keyd/fields.h"
#include "keyd/server.h"

static void put_head(struct wasl_buf *out, const struct wasl_head *head)
{
	struct wasl_hash root;

	wasl_tree_root(&root, &head->tree);
	wasl_buf_put_u64(out, head->tree.size);
	wasl_buf_put(out, root.b, sizeof(root.b));
	wasl_buf_put_u64(out, head->time);
	wasl_buf_put_u8(out, head->frozen ? 1 : 0);
	wasl_field_put_short(out, wasl_bytes_of(head->note, head->note_n));
}

wasl_status wasl_serve_HEADS(struct wasl_server *server, struct wasl_buf *out,
			     struct wasl_cursor *in, struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	struct wasl_server_line *line;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	put_head(out, &line->own);
	put_head(out, &line->mirror);
	return WASL_OK;
}

/* --- opening a line ------------------------------------------------------ */

static wasl_status compare(const struct wasl_head *head, uint64_t size,
			   const struct wasl_hash *root, struct wasl_err *err)
{
	struct wasl_hash own;

	if (size < head->tree.size)
		return wasl_fail(err, WASL_ROLLBACK,
				 "the store holds %llu entries of %s, but %llu "
				 "were signed for: it was restored from an "
				 "older copy",
				 (unsigned long long)size, head->origin,
				 (unsigned long long)head->tree.size);
	wasl_tree_root(&own, &head->tree);
	if (!wasl_hash_eq(&own, root))
		return wasl_fail(err, WASL_CORRUPT,
				 "the store holds another history of %s than "
				 "was signed for",
				 head->origin);
	return WASL_OK;
}

wasl_status wasl_serve_LINE_OPEN(struct wasl_server *server,
				 struct wasl_buf *out, struct wasl_cursor *in,
				 struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	struct wasl_hash own_root = {0}, mirror_root = {0};
	struct wasl_server_line *line;
	uint64_t own, mirror;
	wasl_status status;

	(void)out;
	own = wasl_cursor_u64(in);
	wasl_field_copy(own_root.b, sizeof(own_root.b), in);
	mirror = wasl_cursor_u64(in);
	wasl_field_copy(mirror_root.b, sizeof(mirror_root.b), in);
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	if (!server->vault->lines[number].pinned)
		return wasl_fail(err, WASL_NOT_READY,
				 "keyd: the ceremony with %s is not held yet",
				 server->vault->lines[number].partner);
	/* A mirror that lost entries grows again from what the partner sends:
	 * that is verified as ever, and cosigned from the head on. */
	if (mirror >= line->mirror.tree.size)
		WASL_TRY(compare(&line->mirror, mirror, &mirror_root, err));
	line->open[WASL_KEYD_MIRROR] = true;
	status = compare(&line->own, own, &own_root, err);
	line->open[WASL_KEYD_OWN] = status == WASL_OK;
	return status;
}

static const struct wasl_head *head_of(const struct wasl_server_line *line,
				       enum wasl_keyd_log log)
{
	return log == WASL_KEYD_OWN ? &line->own : &line->mirror;
}

/* A line of which the store has that log as it was signed. */
static wasl_status open_line(struct wasl_server_line **out,
			     struct wasl_server *server, uint32_t number,
			     enum wasl_keyd_log log, struct wasl_err *err)
{
	WASL_TRY(wasl_server_line(out, server, number, err));
	if (!(*out)->open[log])
		return wasl_fail(err, WASL_NOT_READY,
				 "keyd: the store was not compared yet with "
				 "what was signed in %s",
				 head_of(*out, log)->origin);
	return WASL_OK;
}

static wasl_status thawed(const struct wasl_head *head, struct wasl_err *err)
{
	if (head->frozen)
		return wasl_fail(err, WASL_FROZEN,
				 "keyd: %s is frozen until two persons act",
				 head->origin);
	return WASL_OK;
}

/* A line whose log may be signed or cosigned now. */
static wasl_status ready_line(struct wasl_server_line **out,
			      struct wasl_server *server, uint32_t number,
			      enum wasl_keyd_log log, struct wasl_err *err)
{
	WASL_TRY(open_line(out, server, number, log, err));
	return thawed(head_of(*out, log), err);
}

/* --- our own log --------------------------------------------------------- */

static void append_all(struct wasl_tree *tree, wasl_bytes hashes)
{
	struct wasl_hash envelope, leaf;

	for (size_t at = 0; at < hashes.n; at += sizeof(envelope.b)) {
		memcpy(envelope.b, hashes.p + at, sizeof(envelope.b));
		wasl_leaf(&leaf, &envelope);
		wasl_tree_append(tree, &leaf);
	}
}

/* n, and n hashes, at most a batch; their bytes. */
static wasl_bytes take_hashes(struct wasl_cursor *in)
{
	uint16_t n = wasl_cursor_u16(in);

	if (n > WASL_BATCH_ITEMS_MAX)
		in->bad = true;
	return wasl_cursor_take(in, (size_t)n * WASL_HASH_LEN);
}

static wasl_status sign_head(struct wasl_head *next,
			     const struct wasl_vkey *key,
			     const struct wasl_sign_secret *secret,
			     struct wasl_err *err)
{
	struct wasl_checkpoint checkpoint = {
		.origin = wasl_text_of(next->origin), .size = next->tree.size};
	struct wasl_buf note = WASL_BUF(next->note);
	uint8_t space[WASL_CHECKPOINT_MAX];
	struct wasl_buf text = WASL_BUF(space);

	wasl_tree_root(&checkpoint.root, &next->tree);
	wasl_checkpoint_write(&text, &checkpoint);
	WASL_TRY(
		wasl_note_sign(&note, wasl_buf_bytes(&text), key, secret, err));
	next->note_n = note.n;
	return WASL_OK;
}

/* The batch that was signed last, once more: the same answer, or a fork. */
static wasl_status repeat(const struct wasl_server_line *line,
			  wasl_bytes hashes, struct wasl_err *err)
{
	struct wasl_tree tree = line->before;
	struct wasl_hash again, signed_root;

	append_all(&tree, hashes);
	wasl_tree_root(&again, &tree);
	wasl_tree_root(&signed_root, &line->own.tree);
	if (!wasl_hash_eq(&again, &signed_root))
		return wasl_fail(err, WASL_FORK,
				 "keyd: other entries than were signed in %s",
				 line->own.origin);
	return WASL_OK;
}

static wasl_status append(struct wasl_server *server, uint32_t number,
			  struct wasl_server_line *line, uint64_t first,
			  wasl_bytes hashes, struct wasl_err *err)
{
	uint64_t n = hashes.n / WASL_HASH_LEN, size = line->own.tree.size;
	struct wasl_head next = line->own;

	if (first == line->before.size && n > 0 && first < size &&
	    n == size - first)
		return repeat(line, hashes, err);
	if (first != size)
		return wasl_fail(err, WASL_CONFLICT,
				 "keyd: %s has %llu entries, a batch at %llu "
				 "does not follow",
				 line->own.origin, (unsigned long long)size,
				 (unsigned long long)first);
	if (n > UINT64_MAX - 1 - size)
		return wasl_fail(err, WASL_TOO_BIG, "keyd: %s is full",
				 line->own.origin);
	if (n == 0 && line->own.note_n > 0)
		return WASL_OK;
	append_all(&next.tree, hashes);
	WASL_TRY(sign_head(&next, &line->log,
			   &server->vault->secrets->lines[number].log.now,
			   err));
	WASL_TRY(wasl_head_save(&next, err));
	line->before = line->own.tree;
	line->own = next;
	return WASL_OK;
}

wasl_status wasl_serve_APPEND(struct wasl_server *server, struct wasl_buf *out,
			      struct wasl_cursor *in, struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint64_t first = wasl_cursor_u64(in);
	wasl_bytes hashes = take_hashes(in);
	struct wasl_server_line *line;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(ready_line(&line, server, number, WASL_KEYD_OWN, err));
	WASL_TRY(append(server, number, line, first, hashes, err));
	put_head(out, &line->own);
	return WASL_OK;
}

/* --- the partner's log --------------------------------------------------- */

void wasl_server_keep_note(struct wasl_buf *out, const struct wasl_note *note,
			   const struct wasl_vkey *key)
{
	wasl_buf_put(out, note->text.p, note->text.n);
	wasl_buf_put_u8(out, '\n');
	wasl_note_put_line(out, note, key);
	/* Origin and key name are as long as limits.h lets them be. */
	wasl_assert(!out->over);
}

wasl_status wasl_server_open_note(struct wasl_checkpoint *out,
				  struct wasl_buf *kept,
				  const struct wasl_server_line *line,
				  enum wasl_keyd_log log, wasl_bytes in,
				  struct wasl_err *err)
{
	const char *origin = head_of(line, log)->origin;
	struct wasl_vkey keys[WASL_CARD_KEYS_MAX];
	struct wasl_note note;
	uint64_t by;
	size_t n;

	WASL_TRY(wasl_note_parse(&note, in, err));
	WASL_TRY(wasl_checkpoint_parse(out, note.text, err));
	if (!wasl_text_is(out->origin, origin))
		return wasl_fail(err, WASL_UNKNOWN_KEY,
				 "checkpoint: of %.*s, not of %s",
				 (int)out->origin.n, out->origin.p, origin);
	n = log == WASL_KEYD_OWN
		    ? wasl_server_own_logs(keys, line, out->size)
		    : wasl_server_keys(keys, line, WASL_CARD_LOG, out->size);
	WASL_TRY(wasl_note_verify(&by, &note, keys, n, err));
	wasl_server_keep_note(kept, &note, &keys[__builtin_ctzll(by)]);
	return WASL_OK;
}

static wasl_status freeze(struct wasl_head *head, struct wasl_err *err)
{
	struct wasl_head next = *head;

	next.frozen = true;
	WASL_TRY(wasl_head_save(&next, err));
	*head = next;
	return WASL_OK;
}

/* Well signed, but not what the leaves give: proof of two histories. */
static wasl_status report_fork(struct wasl_server_line *line,
			       const struct wasl_checkpoint *checkpoint,
			       const struct wasl_hash *ours,
			       struct wasl_err *err)
{
	char theirs_text[WASL_BASE64_LEN(WASL_HASH_LEN) + 1];
	char ours_text[WASL_BASE64_LEN(WASL_HASH_LEN) + 1];

	WASL_TRY(freeze(&line->mirror, err));
	wasl_base64_write(theirs_text, wasl_hash_bytes(&checkpoint->root));
	wasl_base64_write(ours_text, wasl_hash_bytes(ours));
	return wasl_fail(err, WASL_FORK,
			 "keyd: %s at %llu: signed root %s, but the entries "
			 "give %s; the log is frozen",
			 line->partner_origin,
			 (unsigned long long)checkpoint->size, theirs_text,
			 ours_text);
}

static wasl_status judge(enum wasl_keyd_verdict *verdict,
			 struct wasl_server_line *line, uint64_t first,
			 wasl_bytes hashes,
			 const struct wasl_checkpoint *checkpoint,
			 struct wasl_candidate *candidate, struct wasl_err *err)
{
	uint64_t held = line->mirror.tree.size;
	uint64_t n = hashes.n / WASL_HASH_LEN;
	struct wasl_hash root;

	if (first > UINT64_MAX - n || checkpoint->size != first + n)
		return wasl_fail(err, WASL_MALFORMED,
				 "keyd: a note of size %llu on a batch %llu to "
				 "%llu",
				 (unsigned long long)checkpoint->size,
				 (unsigned long long)first,
				 (unsigned long long)(first + n));
	if (first > held)
		return wasl_fail(err, WASL_CONFLICT,
				 "keyd: a gap: %llu entries of %s are held, "
				 "the batch begins at %llu",
				 (unsigned long long)held, line->partner_origin,
				 (unsigned long long)first);
	if (checkpoint->size < held) {
		*verdict = WASL_KEYD_SHORTER;
		return WASL_OK;
	}
	hashes.p += (held - first) * WASL_HASH_LEN;
	hashes.n -= (held - first) * WASL_HASH_LEN;
	candidate->tree = line->mirror.tree;
	append_all(&candidate->tree, hashes);
	wasl_tree_root(&root, &candidate->tree);
	if (!wasl_hash_eq(&root, &checkpoint->root))
		return report_fork(line, checkpoint, &root, err);
	candidate->ready = true;
	*verdict = hashes.n > 0 ? WASL_KEYD_GROWS : WASL_KEYD_SAME;
	return WASL_OK;
}

wasl_status wasl_serve_CHECK(struct wasl_server *server, struct wasl_buf *out,
			     struct wasl_cursor *in, struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint64_t first = wasl_cursor_u64(in);
	wasl_bytes hashes = take_hashes(in);
	wasl_bytes note = wasl_field_long(in);
	struct wasl_candidate candidate = {0};
	struct wasl_buf kept = WASL_BUF(candidate.note);
	struct wasl_checkpoint checkpoint;
	struct wasl_server_line *line;
	enum wasl_keyd_verdict verdict;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(open_line(&line, server, number, WASL_KEYD_MIRROR, err));
	line->candidate.ready = false;
	/* Who signed it is known even where nothing is cosigned. */
	WASL_TRY(wasl_server_open_note(&checkpoint, &kept, line,
				       WASL_KEYD_MIRROR, note, err));
	candidate.note_n = kept.n;
	WASL_TRY(thawed(&line->mirror, err));
	WASL_TRY(judge(&verdict, line, first, hashes, &checkpoint, &candidate,
		       err));
	line->candidate = candidate;
	wasl_buf_put_u8(out, (uint8_t)verdict);
	return WASL_OK;
}

static wasl_status cosign(struct wasl_server *server,
			  struct wasl_server_line *line, struct wasl_err *err)
{
	const struct wasl_candidate *c = &line->candidate;
	struct wasl_head next = line->mirror;
	struct wasl_buf note = WASL_BUF(next.note);
	int64_t now = wasl_clock_now(&server->clock);
	const uint8_t *end;

	/* spec §6: a receipt is never dated before the previous one. */
	if (now > 0 && (uint64_t)now > next.time)
		next.time = (uint64_t)now;
	next.tree = c->tree;
	wasl_buf_put(&note, c->note, c->note_n);
	end = memmem(c->note, c->note_n, "\n\n", 2);
	wasl_assert(end != NULL);
	WASL_TRY(wasl_note_cosign(
		&note, wasl_bytes_of(c->note, (size_t)(end - c->note) + 1),
		&server->mirror, &server->vault->secrets->mirror.now, next.time,
		err));
	next.note_n = note.n;
	WASL_TRY(wasl_head_save(&next, err));
	line->mirror = next;
	line->candidate.ready = false;
	return WASL_OK;
}

wasl_status wasl_serve_COSIGN(struct wasl_server *server, struct wasl_buf *out,
			      struct wasl_cursor *in, struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint64_t size = wasl_cursor_u64(in);
	struct wasl_hash root = {0}, checked;
	struct wasl_server_line *line;

	wasl_field_copy(root.b, sizeof(root.b), in);
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(ready_line(&line, server, number, WASL_KEYD_MIRROR, err));
	wasl_tree_root(&checked, &line->candidate.tree);
	if (!line->candidate.ready || line->candidate.tree.size != size ||
	    !wasl_hash_eq(&root, &checked))
		return wasl_fail(
			err, WASL_CONFLICT,
			"keyd: %s at %llu is not what was checked last",
			line->partner_origin, (unsigned long long)size);
	WASL_TRY(cosign(server, line, err));
	put_head(out, &line->mirror);
	return WASL_OK;
}

/* --- receipts ------------------------------------------------------------ */

/* Is this checkpoint of ours one that we signed? */
static wasl_status check_ours(const struct wasl_server_line *line,
			      const struct wasl_checkpoint *c,
			      const struct wasl_note *note,
			      struct wasl_err *err)
{
	struct wasl_vkey keys[WASL_CARD_KEYS_MAX];
	struct wasl_hash root;
	size_t n;

	if (!wasl_text_is(c->origin, line->log.name))
		return wasl_fail(err, WASL_UNKNOWN_KEY,
				 "receipt: for %.*s, not for %s",
				 (int)c->origin.n, c->origin.p, line->log.name);
	n = wasl_server_own_logs(keys, line, c->size);
	WASL_TRY(wasl_note_verify(NULL, note, keys, n, err));
	wasl_tree_root(&root, &line->own.tree);
	if (c->size == line->own.tree.size && !wasl_hash_eq(&root, &c->root))
		return wasl_fail(err, WASL_FORK,
				 "receipt: another root of %s at %llu than we "
				 "signed",
				 line->log.name, (unsigned long long)c->size);
	return WASL_OK;
}

static wasl_status receipt(struct wasl_receipt *out,
			   struct wasl_checkpoint *checkpoint,
			   const struct wasl_server_line *line, wasl_bytes in,
			   struct wasl_err *err)
{
	struct wasl_vkey keys[WASL_CARD_KEYS_MAX];
	wasl_status status = WASL_UNKNOWN_KEY;
	struct wasl_note note;
	size_t n;

	WASL_TRY(wasl_note_parse(&note, in, err));
	WASL_TRY(wasl_checkpoint_parse(checkpoint, note.text, err));
	WASL_TRY(check_ours(line, checkpoint, &note, err));
	n = wasl_server_keys(keys, line, WASL_CARD_MIRROR, checkpoint->size);
	wasl_fail(err, status, "receipt: no mirror key of the partner");
	for (size_t i = 0; i < n && status == WASL_UNKNOWN_KEY; i++)
		status = wasl_note_receipt(out, &note, &keys[i], err);
	return status;
}

wasl_status wasl_serve_RECEIPT_CHECK(struct wasl_server *server,
				     struct wasl_buf *out,
				     struct wasl_cursor *in,
				     struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	wasl_bytes note = wasl_field_long(in);
	struct wasl_checkpoint checkpoint;
	struct wasl_server_line *line;
	struct wasl_receipt got;

	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	WASL_TRY(receipt(&got, &checkpoint, line, note, err));
	wasl_buf_put_u64(out, checkpoint.size);
	wasl_buf_put(out, checkpoint.root.b, sizeof(checkpoint.root.b));
	wasl_buf_put_u64(out, got.time);
	return WASL_OK;
}

/* --- freeze and thaw ----------------------------------------------------- */

static struct wasl_head *take_log(struct wasl_server_line *line, uint8_t log)
{
	return log == WASL_KEYD_OWN	 ? &line->own
	       : log == WASL_KEYD_MIRROR ? &line->mirror
					 : NULL;
}

wasl_status wasl_serve_FREEZE(struct wasl_server *server, struct wasl_buf *out,
			      struct wasl_cursor *in, struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint8_t log = wasl_cursor_u8(in);
	struct wasl_server_line *line;
	struct wasl_head *head;

	(void)out;
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	head = take_log(line, log);
	if (head == NULL)
		return wasl_fail(err, WASL_MALFORMED, "keyd: no such log");
	return head->frozen ? WASL_OK : freeze(head, err);
}

static bool pseudonym_valid(wasl_bytes in)
{
	return in.n > 0 && in.n <= WASL_PSEUDONYM_MAX &&
	       memchr(in.p, 0, in.n) == NULL;
}

bool wasl_server_persons(wasl_bytes first, wasl_bytes second)
{
	return pseudonym_valid(first) && pseudonym_valid(second) &&
	       !wasl_bytes_eq(first, second);
}

wasl_status wasl_serve_THAW(struct wasl_server *server, struct wasl_buf *out,
			    struct wasl_cursor *in, struct wasl_err *err)
{
	uint32_t number = wasl_cursor_u32(in);
	uint8_t log = wasl_cursor_u8(in);
	wasl_bytes first = wasl_field_short(in);
	wasl_bytes second = wasl_field_short(in);
	struct wasl_server_line *line;
	struct wasl_head *head, next;

	(void)out;
	WASL_TRY(wasl_cursor_finish(in, err));
	WASL_TRY(wasl_server_line(&line, server, number, err));
	head = take_log(line, log);
	if (head == NULL)
		return wasl_fail(err, WASL_MALFORMED, "keyd: no such log");
	if (!wasl_server_persons(first, second))
		return wasl_fail(err, WASL_RULE,
				 "keyd: a freeze ends by two persons");
	if (!head->frozen)
		return wasl_fail(err, WASL_CONFLICT, "keyd: %s is not frozen",
				 head->origin);
	next = *head;
	next.frozen = false;
	next.thaw_time = (uint64_t)wasl_clock_now(&server->clock);
	memset(next.thaw_by, 0, sizeof(next.thaw_by));
	memcpy(next.thaw_by[0], first.p, first.n);
	memcpy(next.thaw_by[1], second.p, second.n);
	WASL_TRY(wasl_head_save(&next, err));
	*head = next;
	return WASL_OK;
}
