#include "tlog/note.h"

#include "base/encode.h"
#include "base/text.h"

#include <stdio.h>

static const char dash[] = "\xe2\x80\x94 "; /* U+2014, space */
#define DASH_LEN (sizeof(dash) - 1)

/* key id || u64 time || signature: the longest blob that we know. */
#define COSIGNATURE_LEN (WASL_KEY_ID_LEN + 8 + WASL_SIG_LEN)
#define SIGNATURE_LEN	(WASL_KEY_ID_LEN + WASL_SIG_LEN)
/* "cosignature/v1", "time " and twenty digits, each with LF. */
#define COSIGN_HEAD_MAX 64

static bool has_control(wasl_bytes in)
{
	for (size_t i = 0; i < in.n; i++)
		if ((in.p[i] < 0x20 && in.p[i] != '\n') || in.p[i] == 0x7f)
			return true;
	return false;
}

/* C1 controls, U+0080 to U+009F, are two bytes in UTF-8. */
static bool has_c1(wasl_bytes in)
{
	for (size_t i = 1; i < in.n; i++)
		if (in.p[i - 1] == 0xc2 && in.p[i] < 0xa0)
			return true;
	return false;
}

static wasl_status check_text(wasl_bytes in, struct wasl_err *err)
{
	if (!wasl_utf8_valid(in))
		return wasl_fail(err, WASL_MALFORMED, "note: not UTF-8");
	if (has_control(in) || has_c1(in))
		return wasl_fail(err, WASL_MALFORMED,
				 "note: a control character other than LF");
	if (in.n == 0 || in.p[in.n - 1] != '\n')
		return wasl_fail(err, WASL_MALFORMED,
				 "note: the last line has no LF");
	return WASL_OK;
}

/* Split at the last empty line: *text ends with its LF, *sigs follow it. */
static wasl_status split(wasl_bytes *text, wasl_bytes *sigs, wasl_bytes in,
			 struct wasl_err *err)
{
	for (size_t i = in.n - 1; i > 0; i--) {
		if (in.p[i] != '\n' || in.p[i - 1] != '\n')
			continue;
		*text = (wasl_bytes){in.p, i};
		*sigs = (wasl_bytes){in.p + i + 1, in.n - i - 1};
		if (sigs->n == 0)
			return wasl_fail(err, WASL_MALFORMED,
					 "note: no signature line");
		return WASL_OK;
	}
	return wasl_fail(err, WASL_MALFORMED, "note: no empty line");
}

/* Decode as far as the key id; `scratch` takes any signature of a note. */
static wasl_status parse_sig(struct wasl_note_sig *out, wasl_text line,
			     uint8_t *scratch, struct wasl_err *err)
{
	const char *space;
	size_t n;

	if (line.n < DASH_LEN || memcmp(line.p, dash, DASH_LEN) != 0)
		return wasl_fail(err, WASL_MALFORMED,
				 "note: a signature line without its dash");
	line = (wasl_text){line.p + DASH_LEN, line.n - DASH_LEN};
	space = line.n == 0 ? NULL : memchr(line.p, ' ', line.n);
	if (space == NULL)
		return wasl_fail(err, WASL_MALFORMED,
				 "note: a signature line without signature");
	out->name = (wasl_text){line.p, (size_t)(space - line.p)};
	out->base64 = (wasl_text){space + 1, line.n - out->name.n - 1};
	if (!wasl_key_name_valid(out->name))
		return wasl_fail(err, WASL_MALFORMED,
				 "note: bad name in a signature line");
	if (wasl_base64_parse(scratch, &n, out->base64) != WASL_OK ||
	    n <= WASL_KEY_ID_LEN)
		return wasl_fail(err, WASL_MALFORMED,
				 "note: a signature that is not base64 of at "
				 "least 5 bytes");
	memcpy(out->id, scratch, WASL_KEY_ID_LEN);
	return WASL_OK;
}

static wasl_status parse_sigs(struct wasl_note *out, wasl_bytes sigs,
			      struct wasl_err *err)
{
	uint8_t scratch[WASL_NOTE_MAX / 4 * 3 + 3];

	while (sigs.n > 0) {
		const uint8_t *lf = memchr(sigs.p, '\n', sigs.n);
		size_t n = (size_t)(lf - sigs.p); /* the note ends with LF */

		if (out->sigs_n == WASL_NOTE_SIGS_MAX)
			return wasl_fail(err, WASL_TOO_BIG,
					 "note: more than %d signature lines",
					 WASL_NOTE_SIGS_MAX);
		WASL_TRY(parse_sig(&out->sigs[out->sigs_n],
				   (wasl_text){(const char *)sigs.p, n},
				   scratch, err));
		out->sigs_n++;
		sigs = (wasl_bytes){lf + 1, sigs.n - n - 1};
	}
	return WASL_OK;
}

wasl_status wasl_note_parse(struct wasl_note *out, wasl_bytes in,
			    struct wasl_err *err)
{
	wasl_status status;
	wasl_bytes sigs;

	*out = (struct wasl_note){.bytes = in};
	if (in.n > WASL_NOTE_MAX)
		status = wasl_fail(err, WASL_TOO_BIG,
				   "note: %zu bytes, at most %d", in.n,
				   WASL_NOTE_MAX);
	else if ((status = check_text(in, err)) == WASL_OK &&
		 (status = split(&out->text, &sigs, in, err)) == WASL_OK)
		status = parse_sigs(out, sigs, err);
	if (status != WASL_OK)
		*out = (struct wasl_note){0};
	return status;
}

/* The message under a cosignature (spec §6), in pieces: this and the text. */
static wasl_bytes cosign_head(char out[static COSIGN_HEAD_MAX], uint64_t time)
{
	int n = snprintf(out, COSIGN_HEAD_MAX, "cosignature/v1\ntime %llu\n",
			 (unsigned long long)time);

	return wasl_bytes_of(out, (size_t)n);
}

/* Head and text as one message, as Ed25519 needs it; false if too long. */
static bool cosign_message(struct wasl_buf *out, wasl_bytes text, uint64_t time)
{
	char head[COSIGN_HEAD_MAX];
	wasl_bytes h = cosign_head(head, time);

	wasl_buf_put(out, h.p, h.n);
	wasl_buf_put(out, text.p, text.n);
	return !out->over;
}

/* Does this line, known to name `key`, verify? `time` as in wasl_receipt. */
static bool verify_sig(uint64_t *time, struct wasl_sig *sig,
		       const struct wasl_note *note,
		       const struct wasl_note_sig *line,
		       const struct wasl_vkey *key)
{
	uint8_t blob[COSIGNATURE_LEN];
	uint8_t space[WASL_NOTE_MAX + COSIGN_HEAD_MAX];
	struct wasl_buf message = WASL_BUF(space);
	struct wasl_cursor in;

	*time = 0;
	switch (key->type) {
	case WASL_NOTE_ED25519:
		if (wasl_base64_parse_exact(blob, SIGNATURE_LEN,
					    line->base64) != WASL_OK)
			return false;
		memcpy(sig->b, blob + WASL_KEY_ID_LEN, sizeof(sig->b));
		return wasl_verify(&key->pub, note->text, WASL_BYTES(sig->b),
				   NULL) == WASL_OK;
	case WASL_NOTE_COSIGNATURE:
		if (wasl_base64_parse_exact(blob, COSIGNATURE_LEN,
					    line->base64) != WASL_OK)
			return false;
		in = wasl_cursor_init(WASL_BYTES(blob));
		wasl_cursor_take(&in, WASL_KEY_ID_LEN);
		*time = wasl_cursor_u64(&in);
		memcpy(sig->b, in.p, sizeof(sig->b));
		return cosign_message(&message, note->text, *time) &&
		       wasl_verify(&key->pub, wasl_buf_bytes(&message),
				   WASL_BYTES(sig->b), NULL) == WASL_OK;
	}
	return false;
}

static bool names(const struct wasl_note_sig *line, const struct wasl_vkey *key)
{
	return memcmp(line->id, key->id, sizeof(line->id)) == 0 &&
	       wasl_text_is(line->name, key->name);
}

wasl_status wasl_note_verify(uint64_t *by, const struct wasl_note *note,
			     const struct wasl_vkey *keys, size_t keys_n,
			     struct wasl_err *err)
{
	uint64_t signed_by = 0;

	wasl_assert(keys_n <= 64);
	if (by != NULL)
		*by = 0;
	for (size_t i = 0; i < note->sigs_n; i++) {
		uint64_t known = 0, good = 0, time;
		struct wasl_sig sig;

		for (size_t k = 0; k < keys_n; k++) {
			if (!names(&note->sigs[i], &keys[k]))
				continue;
			known |= (uint64_t)1 << k;
			if (verify_sig(&time, &sig, note, &note->sigs[i],
				       &keys[k]))
				good |= (uint64_t)1 << k;
		}
		/* spec §5: known with a bad signature: reject the note. */
		if (known != 0 && good == 0)
			return wasl_fail(err, WASL_BAD_SIG,
					 "note: the signature of %.*s does not "
					 "verify",
					 (int)note->sigs[i].name.n,
					 note->sigs[i].name.p);
		signed_by |= good;
	}
	if (signed_by == 0)
		return wasl_fail(err, WASL_UNKNOWN_KEY,
				 "note: no signature of a known key");
	if (by != NULL)
		*by = signed_by;
	return WASL_OK;
}

void wasl_note_put_line(struct wasl_buf *out, const struct wasl_note *note,
			const struct wasl_vkey *key)
{
	for (size_t i = 0; i < note->sigs_n; i++) {
		const struct wasl_note_sig *sig = &note->sigs[i];

		if (!names(sig, key))
			continue;
		wasl_buf_put_text(out, dash);
		wasl_buf_put(out, sig->name.p, sig->name.n);
		wasl_buf_put_u8(out, ' ');
		wasl_buf_put(out, sig->base64.p, sig->base64.n);
		wasl_buf_put_u8(out, '\n');
		return;
	}
}

wasl_status wasl_note_receipt(struct wasl_receipt *out,
			      const struct wasl_note *note,
			      const struct wasl_vkey *key, struct wasl_err *err)
{
	struct wasl_receipt best = {0}, at;
	bool found = false;

	wasl_assert(key->type == WASL_NOTE_COSIGNATURE);
	*out = best;
	for (size_t i = 0; i < note->sigs_n; i++) {
		if (!names(&note->sigs[i], key))
			continue;
		if (!verify_sig(&at.time, &at.sig, note, &note->sigs[i], key))
			return wasl_fail(err, WASL_BAD_SIG,
					 "receipt: the cosignature of %s does "
					 "not verify",
					 key->name);
		memcpy(at.id, key->id, sizeof(at.id));
		if (!found || at.time > best.time)
			best = at;
		found = true;
	}
	if (!found)
		return wasl_fail(err, WASL_UNKNOWN_KEY,
				 "receipt: %s did not cosign", key->name);
	*out = best;
	return WASL_OK;
}

static void put_line(struct wasl_buf *out, const struct wasl_vkey *key,
		     wasl_bytes blob)
{
	char base64[WASL_BASE64_LEN(COSIGNATURE_LEN) + 1];

	wasl_base64_write(base64, blob);
	wasl_buf_put_text(out, dash);
	wasl_buf_put_text(out, key->name);
	wasl_buf_put_u8(out, ' ');
	wasl_buf_put_text(out, base64);
	wasl_buf_put_u8(out, '\n');
}

static wasl_status full(const struct wasl_buf *out, struct wasl_err *err)
{
	if (out->over || out->n > WASL_NOTE_MAX)
		return wasl_fail(err, WASL_TOO_BIG, "note: no room left");
	return WASL_OK;
}

wasl_status wasl_note_sign(struct wasl_buf *out, wasl_bytes text,
			   const struct wasl_vkey *key,
			   const struct wasl_sign_secret *secret,
			   struct wasl_err *err)
{
	uint8_t blob[SIGNATURE_LEN];
	struct wasl_sig sig;

	wasl_assert(key->type == WASL_NOTE_ED25519);
	WASL_TRY(check_text(text, err));
	sig = wasl_sign(secret, text);
	memcpy(blob, key->id, WASL_KEY_ID_LEN);
	memcpy(blob + WASL_KEY_ID_LEN, sig.b, sizeof(sig.b));
	wasl_buf_put(out, text.p, text.n);
	wasl_buf_put_u8(out, '\n');
	put_line(out, key, WASL_BYTES(blob));
	return full(out, err);
}

wasl_status wasl_note_cosign(struct wasl_buf *out, wasl_bytes text,
			     const struct wasl_vkey *key,
			     const struct wasl_sign_secret *secret,
			     uint64_t time, struct wasl_err *err)
{
	uint8_t space[WASL_NOTE_MAX + COSIGN_HEAD_MAX], blob[COSIGNATURE_LEN];
	struct wasl_buf message = WASL_BUF(space), line = WASL_BUF(blob);
	struct wasl_sig sig;

	wasl_assert(key->type == WASL_NOTE_COSIGNATURE);
	if (!cosign_message(&message, text, time))
		return wasl_fail(err, WASL_TOO_BIG, "note: text too long");
	sig = wasl_sign(secret, wasl_buf_bytes(&message));
	wasl_buf_put(&line, key->id, WASL_KEY_ID_LEN);
	wasl_buf_put_u64(&line, time);
	wasl_buf_put(&line, sig.b, sizeof(sig.b));
	put_line(out, key, wasl_buf_bytes(&line));
	return full(out, err);
}
