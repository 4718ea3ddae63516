#include "kind/act.h"

#include "base/alloc.h"
#include "calendar/civil.h"
#include "crypto/envelope.h"

/* Keys of the plaintext map (spec §3). */
enum {
	KEY_NUMBER = 1,
	KEY_TIME = 2,
	KEY_AUTHOR = 3,
	KEY_APPROVER = 4,
	KEY_VIEW = 5,
	KEY_FIELDS = 6,
	KEY_OPENING = 7,
	KEY_DUE = 8,
	KEY_ASSERTIONS = 9,
};

/* --- reading -------------------------------------------------------------- */

static int64_t read_time(struct wasl_cbor *c)
{
	uint64_t v = wasl_cbor_uint(c);

	if (v <= WASL_INSTANT_MAX)
		return (int64_t)v;
	wasl_cbor_fail(c, "a time beyond the year 9999");
	return 0;
}

static wasl_text read_pseudonym(struct wasl_cbor *c)
{
	wasl_text v = wasl_cbor_text(c);

	if (v.n == 0 || v.n > WASL_PSEUDONYM_MAX)
		wasl_cbor_fail(c, "a pseudonym of 1 to 64 bytes");
	return v;
}

static struct wasl_view read_view(struct wasl_cbor *c)
{
	struct wasl_view v;

	wasl_cbor_expect_array(c, 2);
	v.own = wasl_cbor_uint(c);
	v.partner = wasl_cbor_uint(c);
	wasl_cbor_leave(c);
	return v;
}

/* [kind hash, profile hash, reference], or the two hashes of a rebase. */
static void read_opening(struct wasl_opening *out, struct wasl_cbor *c)
{
	size_t n = wasl_cbor_enter_array(c);

	if (n != 2 && n != 3)
		wasl_cbor_fail(c, "an opening of two or three items");
	out->present = true;
	wasl_cbor_copy(c, out->kind.b, sizeof(out->kind.b));
	wasl_cbor_copy(c, out->profile.b, sizeof(out->profile.b));
	if (n == 3) {
		out->reference = wasl_cbor_text(c);
		if (out->reference.n == 0 ||
		    out->reference.n > WASL_ACT_REFERENCE_MAX)
			wasl_cbor_fail(c, "a reference of 1 to 64 bytes");
	}
	wasl_cbor_leave(c);
}

static void read_due(struct wasl_act *out, struct wasl_arena *arena,
		     struct wasl_cbor *c)
{
	size_t n = wasl_cbor_enter_map(c);
	struct wasl_due *due = wasl_arena_take(arena, n + 1, sizeof(*due));

	if (n == 0)
		wasl_cbor_fail(c, "key 8 with something in it");
	for (size_t i = 0; i < n && due != NULL; i++) {
		uint64_t clock = wasl_cbor_uint(c);

		if (clock == 0 || clock > WASL_KIND_NUMBER_MAX)
			wasl_cbor_fail(c, "a clock's number");
		due[i].clock = (uint32_t)clock;
		due[i].at = read_time(c);
	}
	out->due = due;
	out->n_due = n;
	/* Out of memory leaves pairs unread, which the arena reports first. */
	wasl_cbor_leave(c);
}

static wasl_bytes read_assertions(struct wasl_cbor *c)
{
	if (wasl_cbor_peek(c) != WASL_CBOR_ARRAY)
		wasl_cbor_fail(c, "assertions in an array");
	return wasl_cbor_skip(c);
}

static wasl_bytes read_fields(struct wasl_cbor *c)
{
	if (wasl_cbor_peek(c) != WASL_CBOR_MAP)
		wasl_cbor_fail(c, "fields in a map");
	return wasl_cbor_skip(c);
}

static void read_key(struct wasl_act *out, struct wasl_arena *arena,
		     struct wasl_cbor *c, uint64_t key)
{
	uint64_t number;

	switch (key) {
	case KEY_NUMBER:
		number = wasl_cbor_uint(c);
		if (number == 0 || number > WASL_KIND_NUMBER_MAX)
			wasl_cbor_fail(c, "an act's number");
		out->number = (uint32_t)number;
		break;
	case KEY_TIME:
		out->time = read_time(c);
		break;
	case KEY_AUTHOR:
		out->author = read_pseudonym(c);
		break;
	case KEY_APPROVER:
		out->approver = read_pseudonym(c);
		break;
	case KEY_VIEW:
		out->view = read_view(c);
		break;
	case KEY_FIELDS:
		out->fields = read_fields(c);
		break;
	case KEY_OPENING:
		read_opening(&out->opening, c);
		break;
	case KEY_DUE:
		read_due(out, arena, c);
		break;
	case KEY_ASSERTIONS:
		out->assertions = read_assertions(c);
		break;
	default:
		/* spec §3: "No other key is allowed." */
		wasl_cbor_fail(c, "a key of the plaintext");
	}
}

wasl_status wasl_act_parse(struct wasl_act *out, struct wasl_arena *arena,
			   wasl_bytes in, struct wasl_err *err)
{
	static const unsigned needed = 1u << KEY_NUMBER | 1u << KEY_TIME |
				       1u << KEY_AUTHOR | 1u << KEY_VIEW |
				       1u << KEY_FIELDS;
	struct wasl_act act = {0};
	struct wasl_cbor c;
	wasl_bytes plain;
	unsigned have = 0;

	*out = (struct wasl_act){0};
	WASL_TRY(wasl_act_unpad(&plain, in, err));
	c = wasl_cbor_init(plain);
	wasl_cbor_enter_map(&c);
	while (wasl_cbor_more(&c)) {
		uint64_t key = wasl_cbor_uint(&c);

		read_key(&act, arena, &c, key);
		have |= key <= KEY_ASSERTIONS ? 1u << key : 0;
	}
	if ((have & needed) != needed)
		wasl_cbor_fail(&c, "keys 1, 2, 3, 5 and 6");
	wasl_cbor_leave(&c);
	WASL_TRY(wasl_arena_check(arena, err));
	WASL_TRY(wasl_cbor_finish(&c, err));
	*out = act;
	return WASL_OK;
}

/* --- writing -------------------------------------------------------------- */

static void write_opening(struct wasl_buf *buf, const struct wasl_opening *o)
{
	wasl_cbor_put_array(buf, o->reference.n > 0 ? 3 : 2);
	wasl_cbor_put_bytes(buf, wasl_hash_bytes(&o->kind));
	wasl_cbor_put_bytes(buf, wasl_hash_bytes(&o->profile));
	if (o->reference.n > 0)
		wasl_cbor_put_text(buf, o->reference);
}

static void write_due(struct wasl_buf *buf, const struct wasl_act *act)
{
	wasl_cbor_put_map(buf, act->n_due);
	for (size_t i = 0; i < act->n_due; i++) {
		wasl_cbor_put_uint(buf, act->due[i].clock);
		wasl_cbor_put_uint(buf, (uint64_t)act->due[i].at);
	}
}

/* Keys 3 to 8 as far as the act has them. */
static void write_middle(struct wasl_buf *buf, const struct wasl_act *act)
{
	wasl_cbor_put_uint(buf, KEY_AUTHOR);
	wasl_cbor_put_text(buf, act->author);
	if (act->approver.n > 0) {
		wasl_cbor_put_uint(buf, KEY_APPROVER);
		wasl_cbor_put_text(buf, act->approver);
	}
	wasl_cbor_put_uint(buf, KEY_VIEW);
	wasl_cbor_put_array(buf, 2);
	wasl_cbor_put_uint(buf, act->view.own);
	wasl_cbor_put_uint(buf, act->view.partner);
	wasl_cbor_put_uint(buf, KEY_FIELDS);
	wasl_buf_put(buf, act->fields.p, act->fields.n);
	if (act->opening.present) {
		wasl_cbor_put_uint(buf, KEY_OPENING);
		write_opening(buf, &act->opening);
	}
	if (act->n_due > 0) {
		wasl_cbor_put_uint(buf, KEY_DUE);
		write_due(buf, act);
	}
}

static size_t count_middle(const struct wasl_act *act)
{
	return 3u + (act->approver.n > 0) + act->opening.present +
	       (act->n_due > 0);
}

void wasl_act_write(struct wasl_buf *buf, const struct wasl_act *act)
{
	wasl_cbor_put_map(buf, 2 + count_middle(act) + (act->assertions.n > 0));
	wasl_cbor_put_uint(buf, KEY_NUMBER);
	wasl_cbor_put_uint(buf, act->number);
	wasl_cbor_put_uint(buf, KEY_TIME);
	wasl_cbor_put_uint(buf, (uint64_t)act->time);
	write_middle(buf, act);
	if (act->assertions.n > 0) {
		wasl_cbor_put_uint(buf, KEY_ASSERTIONS);
		wasl_buf_put(buf, act->assertions.p, act->assertions.n);
	}
	wasl_act_pad(buf);
}

wasl_status wasl_act_challenge(struct wasl_hash *out,
			       const struct wasl_dossier_id *dossier,
			       const struct wasl_act *act, struct wasl_err *err)
{
	wasl_autofree uint8_t *space = wasl_alloc(1, WASL_ENVELOPE_MAX);
	struct wasl_buf buf = {.p = space, .cap = WASL_ENVELOPE_MAX};
	size_t keys;

	*out = (struct wasl_hash){{0}};
	if (space == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "challenge");
	wasl_cbor_put_array(&buf, 3);
	wasl_cbor_put_text(&buf, WASL_TEXT("wasl/approve"));
	wasl_cbor_put_bytes(&buf, wasl_dossier_id_bytes(dossier));
	keys = buf.n;
	wasl_cbor_put_map(&buf, 1 + count_middle(act));
	wasl_cbor_put_uint(&buf, KEY_NUMBER);
	wasl_cbor_put_uint(&buf, act->number);
	write_middle(&buf, act);
	if (buf.over)
		return wasl_fail(err, WASL_TOO_BIG,
				 "the act is larger than an envelope");
	/* spec §3: "Its depth counts from that map, which may be as deep as the
	 * plaintext." */
	wasl_cbor_written(&buf, keys);
	*out = wasl_sha256(wasl_buf_bytes(&buf));
	return WASL_OK;
}
