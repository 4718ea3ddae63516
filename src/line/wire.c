#include "line/wire.h"

#include "cbor/cbor.h"

/* First element of the bodies that have a version. */
#define WIRE_VERSION 1

/* What an append's frame costs beside its items: heads, origin, index, note. */
#define FRAME_MAX (WASL_ORIGIN_MAX + WASL_NOTE_MAX + 64)

static void read_version(struct wasl_cbor *c, wasl_status *version)
{
	if (wasl_cbor_uint(c) != WIRE_VERSION)
		*version = WASL_UNSUPPORTED;
}

/* A reader that failed says so first: of a broken body nothing is known. */
static wasl_status finish(const struct wasl_cbor *c, wasl_status version,
			  const char *body, struct wasl_err *err)
{
	wasl_status status = wasl_cbor_finish(c, err);

	if (status == WASL_SCHEMA)
		status = wasl_fail(err, WASL_MALFORMED, "%s",
				   c->rule == NULL ? "" : c->rule);
	if (status == WASL_OK && version != WASL_OK)
		status = wasl_fail_at(err, version, "/0", "version is not %d",
				      WIRE_VERSION);
	if (status != WASL_OK)
		wasl_err_prefix(err, "%s", body);
	return status;
}

/* --- head ---------------------------------------------------------------- */

wasl_status wasl_wire_head_parse(struct wasl_wire_head *out, wasl_bytes body,
				 struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(body);
	struct wasl_wire_head head = {0};
	wasl_status version = WASL_OK;

	*out = (struct wasl_wire_head){0};
	wasl_cbor_expect_array(&c, 4);
	read_version(&c, &version);
	head.held = wasl_cbor_uint(&c);
	if (!wasl_cbor_null(&c))
		head.note = wasl_cbor_bytes(&c);
	head.own = wasl_cbor_uint(&c);
	wasl_cbor_leave(&c);
	WASL_TRY(finish(&c, version, "head", err));
	if (head.note.n > WASL_NOTE_MAX)
		return wasl_fail_at(err, WASL_TOO_BIG, "/2",
				    "head: note of %zu bytes", head.note.n);
	*out = head;
	return WASL_OK;
}

void wasl_wire_head_write(struct wasl_buf *out,
			  const struct wasl_wire_head *head)
{
	wasl_cbor_put_array(out, 4);
	wasl_cbor_put_uint(out, WIRE_VERSION);
	wasl_cbor_put_uint(out, head->held);
	if (head->note.p == NULL)
		wasl_cbor_put_null(out);
	else
		wasl_cbor_put_bytes(out, head->note);
	wasl_cbor_put_uint(out, head->own);
}

/* --- epoch --------------------------------------------------------------- */

wasl_status wasl_wire_epoch_parse(struct wasl_wire_epoch *out, wasl_bytes body,
				  struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(body);
	struct wasl_wire_epoch epoch = {0};
	wasl_status version = WASL_OK;
	uint64_t number;

	*out = (struct wasl_wire_epoch){0};
	wasl_cbor_expect_array(&c, 5);
	read_version(&c, &version);
	number = wasl_cbor_uint(&c);
	epoch.own = wasl_cbor_bytes(&c);
	epoch.partner = wasl_cbor_bytes(&c);
	epoch.asked = wasl_cbor_bool(&c);
	wasl_cbor_leave(&c);
	WASL_TRY(finish(&c, version, "epoch", err));
	if (number < 2 || number > UINT32_MAX)
		return wasl_fail_at(err, WASL_MALFORMED, "/1",
				    "epoch: no number of a later epoch");
	if (epoch.own.n > WASL_KEYD_NOTE_MAX ||
	    epoch.partner.n > WASL_KEYD_NOTE_MAX)
		return wasl_fail_at(
			err, WASL_TOO_BIG,
			epoch.own.n > WASL_KEYD_NOTE_MAX ? "/2" : "/3",
			"epoch: a note over %d bytes", WASL_KEYD_NOTE_MAX);
	epoch.number = (uint32_t)number;
	*out = epoch;
	return WASL_OK;
}

void wasl_wire_epoch_write(struct wasl_buf *out,
			   const struct wasl_wire_epoch *epoch)
{
	wasl_cbor_put_array(out, 5);
	wasl_cbor_put_uint(out, WIRE_VERSION);
	wasl_cbor_put_uint(out, epoch->number);
	wasl_cbor_put_bytes(out, epoch->own);
	wasl_cbor_put_bytes(out, epoch->partner);
	wasl_cbor_put_bool(out, epoch->asked);
}

/* --- blob ---------------------------------------------------------------- */

wasl_status wasl_wire_blob_parse(struct wasl_wire_blob *out, wasl_bytes body,
				 struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(body);
	struct wasl_wire_blob blob = {0};
	wasl_status version = WASL_OK;

	*out = (struct wasl_wire_blob){0};
	wasl_cbor_expect_array(&c, 3);
	read_version(&c, &version);
	blob.held = wasl_cbor_uint(&c);
	blob.whole = wasl_cbor_bool(&c);
	wasl_cbor_leave(&c);
	WASL_TRY(finish(&c, version, "blob", err));
	*out = blob;
	return WASL_OK;
}

void wasl_wire_blob_write(struct wasl_buf *out,
			  const struct wasl_wire_blob *blob)
{
	wasl_cbor_put_array(out, 3);
	wasl_cbor_put_uint(out, WIRE_VERSION);
	wasl_cbor_put_uint(out, blob->held);
	wasl_cbor_put_bool(out, blob->whole);
}

/* --- items --------------------------------------------------------------- */

static struct wasl_wire_item read_item(struct wasl_cbor *c)
{
	struct wasl_wire_item item = {0};

	if (wasl_cbor_peek(c) != WASL_CBOR_ARRAY) {
		item.bytes = wasl_cbor_bytes(c);
		return item;
	}
	wasl_cbor_expect_array(c, 1);
	item.erased = true;
	item.bytes = wasl_cbor_bytes(c);
	if (item.bytes.n != WASL_WIRE_HASH_LEN)
		wasl_cbor_fail(c, "an erased item is a hash of 32 bytes");
	wasl_cbor_leave(c);
	return item;
}

/* An array of items, all of them checked. */
static struct wasl_wire_items read_items(struct wasl_cbor *c)
{
	size_t n = wasl_cbor_enter_array(c);
	const uint8_t *start = c->p;

	for (size_t i = 0; i < n && wasl_cbor_more(c); i++)
		read_item(c);
	wasl_cbor_leave(c);
	if (c->status != WASL_OK)
		return (struct wasl_wire_items){0};
	return (struct wasl_wire_items){
		.rest = wasl_bytes_of(start, (size_t)(c->p - start)),
		.left = (uint32_t)n,
	};
}

bool wasl_wire_items_next(struct wasl_wire_items *items,
			  struct wasl_wire_item *out)
{
	struct wasl_cbor c;

	*out = (struct wasl_wire_item){0};
	if (items->left == 0)
		return false;
	c = wasl_cbor_init(items->rest);
	*out = read_item(&c);
	wasl_assert(c.status == WASL_OK);
	items->rest = wasl_bytes_of(c.p, (size_t)(c.end - c.p));
	items->left--;
	return true;
}

void wasl_wire_item_write(struct wasl_buf *out,
			  const struct wasl_wire_item *item)
{
	if (item->erased)
		wasl_cbor_put_array(out, 1);
	wasl_cbor_put_bytes(out, item->bytes);
}

/* --- append -------------------------------------------------------------- */

static wasl_status too_big(wasl_bytes body, const char *what,
			   struct wasl_err *err)
{
	if (body.n <= WASL_BATCH_BYTES_MAX)
		return WASL_OK;
	return wasl_fail(err, WASL_TOO_BIG, "%s: %zu bytes, at most %d", what,
			 body.n, WASL_BATCH_BYTES_MAX);
}

wasl_status wasl_wire_append_parse(struct wasl_wire_append *out,
				   wasl_bytes body, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(body);
	struct wasl_wire_append append = {0};
	wasl_status version = WASL_OK;

	*out = (struct wasl_wire_append){0};
	WASL_TRY(too_big(body, "append", err));
	wasl_cbor_expect_array(&c, 5);
	read_version(&c, &version);
	append.origin = wasl_cbor_text(&c);
	append.first = wasl_cbor_uint(&c);
	append.items = read_items(&c);
	append.count = append.items.left;
	append.note = wasl_cbor_bytes(&c);
	wasl_cbor_leave(&c);
	WASL_TRY(finish(&c, version, "append", err));
	if (append.origin.n > WASL_ORIGIN_MAX)
		return wasl_fail_at(err, WASL_TOO_BIG, "/1",
				    "append: origin of %zu bytes",
				    append.origin.n);
	if (append.first > UINT64_MAX - append.count)
		return wasl_fail_at(err, WASL_MALFORMED, "/2",
				    "append: index beyond any log");
	if (append.note.n > WASL_NOTE_MAX)
		return wasl_fail_at(err, WASL_TOO_BIG, "/4",
				    "append: note of %zu bytes", append.note.n);
	*out = append;
	return WASL_OK;
}

void wasl_wire_append_begin(struct wasl_buf *out, wasl_text origin,
			    uint64_t first, uint32_t count)
{
	wasl_cbor_put_array(out, 5);
	wasl_cbor_put_uint(out, WIRE_VERSION);
	wasl_cbor_put_text(out, origin);
	wasl_cbor_put_uint(out, first);
	wasl_cbor_put_array(out, count);
}

void wasl_wire_append_end(struct wasl_buf *out, wasl_bytes note)
{
	wasl_cbor_put_bytes(out, note);
}

uint32_t wasl_wire_fit(const uint32_t *lengths, size_t n)
{
	/* Heads of a hash in an array, and of the longest byte string. */
	const size_t head = 6;
	size_t left = WASL_BATCH_BYTES_MAX - FRAME_MAX;
	uint32_t fit = 0;

	while (fit < n && fit < WASL_BATCH_ITEMS_MAX &&
	       lengths[fit] + head <= left) {
		left -= lengths[fit] + head;
		fit++;
	}
	return fit;
}

/* --- acts ---------------------------------------------------------------- */

wasl_status wasl_wire_acts_parse(struct wasl_wire_items *out, wasl_bytes body,
				 struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(body);
	struct wasl_wire_items items;

	*out = (struct wasl_wire_items){0};
	WASL_TRY(too_big(body, "acts", err));
	items = read_items(&c);
	WASL_TRY(finish(&c, WASL_OK, "acts", err));
	*out = items;
	return WASL_OK;
}

void wasl_wire_acts_begin(struct wasl_buf *out, uint32_t count)
{
	wasl_cbor_put_array(out, count);
}

/* --- regrant ------------------------------------------------------------- */

static struct wasl_wire_regrant read_regrant(struct wasl_cbor *c, bool answer)
{
	struct wasl_wire_regrant regrant = {0};

	if (answer)
		wasl_cbor_expect_array(c, 2);
	regrant.id = wasl_cbor_bytes(c);
	if (regrant.id.n != WASL_WIRE_ID_LEN)
		wasl_cbor_fail(c, "a dossier id has 16 bytes");
	if (!answer)
		return regrant;
	if (!wasl_cbor_null(c))
		regrant.grant = wasl_cbor_bytes(c);
	if (regrant.grant.n > WASL_WIRE_GRANT_MAX)
		wasl_cbor_fail(c, "a grant has at most 1024 bytes");
	wasl_cbor_leave(c);
	return regrant;
}

static wasl_status read_regrants(struct wasl_wire_regrants *out,
				 wasl_bytes body, bool answer,
				 struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(body);
	size_t n = wasl_cbor_enter_array(&c);
	const uint8_t *start = c.p;

	*out = (struct wasl_wire_regrants){0};
	for (size_t i = 0; i < n && wasl_cbor_more(&c); i++)
		read_regrant(&c, answer);
	wasl_cbor_leave(&c);
	WASL_TRY(finish(&c, WASL_OK, "regrant", err));
	out->rest = wasl_bytes_of(start, (size_t)(c.p - start));
	out->left = (uint32_t)n;
	out->answer = answer;
	return WASL_OK;
}

wasl_status wasl_wire_regrant_ask_parse(struct wasl_wire_regrants *out,
					wasl_bytes body, struct wasl_err *err)
{
	return read_regrants(out, body, false, err);
}

wasl_status wasl_wire_regrant_answer_parse(struct wasl_wire_regrants *out,
					   wasl_bytes body,
					   struct wasl_err *err)
{
	return read_regrants(out, body, true, err);
}

bool wasl_wire_regrants_next(struct wasl_wire_regrants *regrants,
			     struct wasl_wire_regrant *out)
{
	struct wasl_cbor c;

	*out = (struct wasl_wire_regrant){0};
	if (regrants->left == 0)
		return false;
	c = wasl_cbor_init(regrants->rest);
	*out = read_regrant(&c, regrants->answer);
	wasl_assert(c.status == WASL_OK);
	regrants->rest = wasl_bytes_of(c.p, (size_t)(c.end - c.p));
	regrants->left--;
	return true;
}

void wasl_wire_regrants_begin(struct wasl_buf *out, uint32_t count)
{
	wasl_cbor_put_array(out, count);
}

void wasl_wire_regrant_ask_write(struct wasl_buf *out, wasl_bytes id)
{
	wasl_cbor_put_bytes(out, id);
}

void wasl_wire_regrant_answer_write(struct wasl_buf *out, wasl_bytes id,
				    wasl_bytes grant)
{
	wasl_cbor_put_array(out, 2);
	wasl_cbor_put_bytes(out, id);
	if (grant.p == NULL)
		wasl_cbor_put_null(out);
	else
		wasl_cbor_put_bytes(out, grant);
}
