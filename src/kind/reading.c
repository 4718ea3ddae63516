#include "kind/reading.h"

#include "kind/blob.h"
#include "kind/clock.h"

/* One pass over the bytes. */
struct pass {
	struct wasl_cbor c;
	struct wasl_arena *arena;
	const struct wasl_kind *kind;
	const struct wasl_act_def *act;
	struct wasl_reading *out;
	struct wasl_item_mark *marks;
	size_t cap;
	bool too_many;
	/* What is proposed: its fields' bytes, hashed as they come. */
	const struct wasl_agree_def *proposes;
	struct wasl_sha256 sha;
	size_t hashed;
};

uint32_t wasl_item_source(const struct wasl_item_def *def)
{
	return def->list != 0 ? def->list : def->count;
}

bool wasl_item_own(const struct wasl_item_def *def, uint32_t key,
		   enum wasl_side side)
{
	return !def->shared || (key % 2 == 1) == (side == WASL_OPENER);
}

/* --- values of one type, or passed over ------------------------------------
 */

static bool read_int(struct pass *p, int64_t *v)
{
	if (wasl_cbor_peek(&p->c) != WASL_CBOR_UINT) {
		wasl_cbor_skip(&p->c);
		return false;
	}
	*v = (int64_t)(wasl_cbor_uint(&p->c) & INT64_MAX);
	return true;
}

static bool read_code(struct pass *p, const struct wasl_codes *codes, int *at)
{
	if (wasl_cbor_peek(&p->c) != WASL_CBOR_TEXT) {
		wasl_cbor_skip(&p->c);
		return false;
	}
	*at = wasl_codes_find(codes, wasl_cbor_text(&p->c));
	return *at >= 0;
}

static bool read_exact(struct pass *p, uint8_t *out, size_t n)
{
	wasl_bytes v;

	if (wasl_cbor_peek(&p->c) != WASL_CBOR_BYTES) {
		wasl_cbor_skip(&p->c);
		return false;
	}
	v = wasl_cbor_bytes(&p->c);
	if (v.n != n)
		return false;
	memcpy(out, v.p, n);
	return true;
}

/* --- items ------------------------------------------------------------------
 */

static void add_mark(struct pass *p, struct wasl_item_mark mark)
{
	size_t cap = p->cap == 0 ? 16 : 2 * p->cap;
	struct wasl_item_mark *marks;

	if (mark.key == 0 || mark.key > WASL_ITEMS_MAX)
		return;
	if (p->out->n_marks == WASL_ITEM_MARKS_MAX) {
		p->too_many = true;
		return;
	}
	if (p->out->n_marks == p->cap) {
		marks = wasl_arena_take(p->arena, cap, sizeof(*marks));
		if (marks == NULL)
			return;
		if (p->cap > 0)
			memcpy(marks, p->marks, p->cap * sizeof(*marks));
		p->marks = marks;
		p->cap = cap;
	}
	p->marks[p->out->n_marks++] = mark;
}

/* What an element of a list says; 0 where it does not. */
struct element {
	int64_t key;
	int64_t at;
	int code; /* -1: none */
};

/* A block: its fields by their numbers. */
static void read_block(struct pass *p, const struct wasl_item_def *def,
		       bool answer, struct element *e)
{
	uint32_t key = answer ? def->answer_key : def->list_key;
	uint32_t at = answer ? def->answer_at : def->list_at;
	size_t n = wasl_cbor_enter_map(&p->c);

	for (size_t i = 0; i < n && wasl_cbor_more(&p->c); i++) {
		uint64_t number = wasl_cbor_uint(&p->c);

		if (number == key)
			read_int(p, &e->key);
		else if (at != 0 && number == at)
			read_int(p, &e->at);
		else if (answer && number == def->code)
			read_code(p, def->codes, &e->code);
		else
			wasl_cbor_skip(&p->c);
	}
	wasl_cbor_leave(&p->c);
}

static void read_tuple(struct pass *p, const struct wasl_item_def *def,
		       struct element *e)
{
	size_t n = wasl_cbor_enter_array(&p->c);

	for (size_t i = 0; i < n && wasl_cbor_more(&p->c); i++)
		if (i == 0)
			read_int(p, &e->key);
		else if (i == 1)
			read_code(p, def->codes, &e->code);
		else
			wasl_cbor_skip(&p->c);
	wasl_cbor_leave(&p->c);
}

static void read_element(struct pass *p, size_t set, bool answer)
{
	const struct wasl_item_def *def = &p->kind->items[set];
	enum wasl_cbor_type wanted =
		answer && def->code == 0 ? WASL_CBOR_ARRAY : WASL_CBOR_MAP;
	struct element e = {.code = -1};

	if (wasl_cbor_peek(&p->c) != wanted) {
		wasl_cbor_skip(&p->c);
		return;
	}
	if (wanted == WASL_CBOR_ARRAY)
		read_tuple(p, def, &e);
	else
		read_block(p, def, answer, &e);
	if (e.key < 1 || e.key > WASL_ITEMS_MAX || (answer && e.code < 0))
		return;
	add_mark(p, (struct wasl_item_mark){
			    .items = (uint8_t)set,
			    .answer = answer,
			    .key = (uint16_t)e.key,
			    .code = answer ? (uint16_t)e.code : 0,
			    .due = e.at,
		    });
}

static void read_list(struct pass *p, size_t set, bool answer)
{
	size_t n;

	if (wasl_cbor_peek(&p->c) != WASL_CBOR_ARRAY) {
		wasl_cbor_skip(&p->c);
		return;
	}
	n = wasl_cbor_enter_array(&p->c);
	for (size_t i = 0; i < n && wasl_cbor_more(&p->c); i++)
		read_element(p, set, answer);
	wasl_cbor_leave(&p->c);
}

/* Is the field one of a kind of items? Then it is read. */
static bool read_items(struct pass *p, uint64_t number)
{
	for (size_t i = 0; i < p->kind->n_items; i++) {
		const struct wasl_item_def *def = &p->kind->items[i];
		int64_t count;

		if (number == def->answers) {
			read_list(p, i, true);
			return true;
		}
		if (number != wasl_item_source(def))
			continue;
		if (def->list != 0) {
			p->out->lists[i] = true;
			read_list(p, i, false);
		} else if (read_int(p, &count) && count <= WASL_ITEMS_MAX) {
			p->out->counts[i] = (uint16_t)count;
		}
		return true;
	}
	return false;
}

/* --- hashes
 * ------------------------------------------------------------------- */

static bool is_over(const struct wasl_agree_def *agree, uint64_t number)
{
	for (size_t i = 0; i < agree->n_over; i++)
		if (agree->over[i] == number)
			return true;
	return false;
}

/* SHA-256 of the plaintext in a blob's reference, as it stands in the record.
 */
static bool blob_hash(struct wasl_hash *out, wasl_bytes value)
{
	struct pass inner = {.c = wasl_cbor_init(value)};
	size_t n = wasl_cbor_enter_array(&inner.c);
	bool found = false;

	for (size_t i = 0; i < n && wasl_cbor_more(&inner.c); i++)
		if (i == WASL_BLOB_PLACE_SHA256)
			found = read_exact(&inner, out->b, sizeof(out->b));
		else
			wasl_cbor_skip(&inner.c);
	return found;
}

/* spec §12 Agree: the map of the fields, each head before its value. */
static void hash_field(struct pass *p, uint64_t number, wasl_bytes value)
{
	const struct wasl_slot *slot =
		wasl_shape_get(&p->act->shape, (uint32_t)number);
	uint8_t space[64];
	struct wasl_buf buf = WASL_BUF(space);
	struct wasl_hash plain;

	p->hashed++;
	wasl_cbor_put_uint(&buf, number);
	if (slot != NULL && slot->field->type == WASL_TYPE_BLOB &&
	    blob_hash(&plain, value)) {
		if (p->proposes->n_over == 1) {
			p->out->hash = plain;
			p->out->hashed = true;
			return;
		}
		wasl_cbor_put_bytes(&buf, wasl_hash_bytes(&plain));
		value = (wasl_bytes){NULL, 0};
	}
	wasl_sha256_put(&p->sha, wasl_buf_bytes(&buf));
	if (value.n > 0)
		wasl_sha256_put(&p->sha, value);
}

/* How many fields of the proposal the record has: the head of the map. */
static size_t count_over(wasl_bytes fields, const struct wasl_agree_def *agree)
{
	struct wasl_cbor c = wasl_cbor_init(fields);
	size_t n = wasl_cbor_enter_map(&c);
	size_t there = 0;

	for (size_t i = 0; i < n && wasl_cbor_more(&c); i++) {
		there += is_over(agree, wasl_cbor_uint(&c));
		wasl_cbor_skip(&c);
	}
	return there;
}

static void begin_hash(struct pass *p, wasl_bytes fields)
{
	uint8_t space[16];
	struct wasl_buf buf = WASL_BUF(space);

	for (size_t i = 0; i < p->kind->n_agrees; i++)
		if (wasl_agree_proposes(&p->kind->agrees[i], p->act))
			p->proposes = &p->kind->agrees[i];
	if (p->proposes == NULL)
		return;
	wasl_sha256_init(&p->sha);
	wasl_cbor_put_map(&buf, count_over(fields, p->proposes));
	wasl_sha256_put(&p->sha, wasl_buf_bytes(&buf));
}

static bool read_agreed(struct pass *p, uint64_t number)
{
	for (size_t i = 0; i < p->kind->n_agrees; i++)
		if (p->kind->agrees[i].agree == p->act &&
		    p->kind->agrees[i].hash == number) {
			p->out->hashed =
				read_exact(p, p->out->hash.b, WASL_HASH_LEN);
			return true;
		}
	return false;
}

/* --- all of it
 * ------------------------------------------------------------------ */

static bool in_set(const struct wasl_code_set *set, int code)
{
	for (size_t i = 0; i < set->n; i++)
		if (set->items[i] == code)
			return true;
	return false;
}

/* Is the value, a code or a list of them, one that is asked for; or true? */
static bool is_asked(const struct wasl_guard *ask, wasl_bytes value)
{
	struct pass p = {.c = wasl_cbor_init(value)};
	bool flag = wasl_cbor_peek(&p.c) == WASL_CBOR_BOOL;
	bool list = wasl_cbor_peek(&p.c) == WASL_CBOR_ARRAY;
	size_t n = list ? wasl_cbor_enter_array(&p.c) : 1;
	bool found = false;

	if (ask->codes.of == NULL)
		return flag && wasl_cbor_bool(&p.c);
	for (size_t i = 0; i < n && (!list || wasl_cbor_more(&p.c)); i++) {
		int code;

		if (read_code(&p, ask->codes.of, &code) &&
		    in_set(&ask->codes, code))
			found = true;
	}
	return found;
}

/* Every question about this code field. */
static void answer_asks(struct pass *p, uint64_t number, wasl_bytes value)
{
	for (size_t i = 0; i < p->act->n_asks; i++) {
		const struct wasl_guard *ask = p->act->asks[i];

		if (ask->what == number && is_asked(ask, value))
			p->out->asks |= UINT32_C(1) << i;
	}
	for (size_t i = 0; p->act == p->kind->opening && i < p->kind->n_opened;
	     i++) {
		const struct wasl_guard *ask = p->kind->opened[i];

		if (ask->what == number && is_asked(ask, value))
			p->out->opened |= UINT32_C(1) << i;
	}
}

/* Does the field name the entry that the act confirms, or answers? */
static bool is_entry(const struct wasl_kind *kind,
		     const struct wasl_act_def *act, uint64_t number)
{
	if (kind->confirm.act == act && kind->confirm.entry == number)
		return true;
	for (size_t i = 0; i < kind->n_clocks; i++)
		if (kind->clocks[i].answer == act &&
		    kind->clocks[i].entry == number)
			return true;
	return false;
}

static bool answers_any(const struct wasl_kind *kind,
			const struct wasl_act_def *act)
{
	for (size_t i = 0; i < kind->n_clocks; i++)
		if (kind->clocks[i].answer == act)
			return true;
	return false;
}

static bool read_entry(struct pass *p, uint64_t number)
{
	int64_t entry;

	if (!is_entry(p->kind, p->act, number))
		return false;
	p->out->names_entry = read_int(p, &entry);
	if (p->out->names_entry)
		p->out->entry = (uint64_t)entry;
	return true;
}

static bool read_parent(struct pass *p, uint64_t number)
{
	if (p->kind->opening != p->act || p->kind->parent.field != number)
		return false;
	p->out->has_parent =
		read_exact(p, p->out->parent.b, sizeof(p->out->parent.b));
	return true;
}

static void read_field(struct pass *p, uint64_t number)
{
	wasl_bytes value;

	if (read_items(p, number) || read_agreed(p, number) ||
	    read_entry(p, number) || read_parent(p, number))
		return;
	value = wasl_cbor_skip(&p->c);
	answer_asks(p, number, value);
	if (wasl_amounts_field(p->act) == number)
		p->out->n_amounts = wasl_amounts_read(&p->out->amounts,
						      p->arena, p->act, value);
	if (p->proposes == NULL)
		return;
	if (is_over(p->proposes, number))
		hash_field(p, number, value);
	if (number == p->proposes->not_before) {
		struct pass inner = {.c = wasl_cbor_init(value)};

		read_int(&inner, &p->out->not_before);
	}
}

bool wasl_reading_turns(const struct wasl_kind *kind,
			const struct wasl_act_def *act)
{
	for (size_t i = 0; i < kind->n_items; i++) {
		const struct wasl_item_def *def = &kind->items[i];

		if (wasl_shape_get(&act->shape, def->answers) != NULL ||
		    wasl_shape_get(&act->shape, wasl_item_source(def)) != NULL)
			return true;
	}
	for (size_t i = 0; i < kind->n_agrees; i++)
		if (kind->agrees[i].agree == act ||
		    wasl_agree_proposes(&kind->agrees[i], act))
			return true;
	return kind->confirm.act == act;
}

bool wasl_reading_needed(const struct wasl_kind *kind,
			 const struct wasl_act_def *act)
{
	return act->n_asks > 0 || wasl_reading_turns(kind, act) ||
	       answers_any(kind, act) || wasl_amounts_field(act) != 0 ||
	       (kind->opening == act &&
		(kind->parent.field != 0 || kind->n_opened > 0));
}

/* Made before answered, each in the order of the record. */
static void sort_marks(struct pass *p)
{
	struct wasl_item_mark *sorted =
		wasl_arena_take(p->arena, p->out->n_marks, sizeof(*sorted));
	size_t n = 0;

	if (sorted == NULL)
		return;
	for (int answer = 0; answer < 2; answer++)
		for (size_t i = 0; i < p->out->n_marks; i++)
			if (p->marks[i].answer == (answer == 1))
				sorted[n++] = p->marks[i];
	p->out->marks = sorted;
}

wasl_status wasl_reading_of(struct wasl_reading *out, struct wasl_arena *arena,
			    const struct wasl_kind *kind,
			    const struct wasl_act_def *act, wasl_bytes fields,
			    struct wasl_err *err)
{
	struct pass p = {
		.c = wasl_cbor_init(fields),
		.arena = arena,
		.kind = kind,
		.act = act,
		.out = out,
	};
	size_t n;

	*out = (struct wasl_reading){0};
	begin_hash(&p, fields);
	n = wasl_cbor_enter_map(&p.c);
	for (size_t i = 0; i < n && wasl_cbor_more(&p.c); i++)
		read_field(&p, wasl_cbor_uint(&p.c));
	wasl_cbor_leave(&p.c);
	if (out->n_marks > 0)
		sort_marks(&p);
	if (p.proposes != NULL && !out->hashed && p.hashed > 0) {
		out->hash = wasl_sha256_finish(&p.sha);
		out->hashed = true;
	}
	WASL_TRY(wasl_cbor_finish(&p.c, err));
	WASL_TRY(wasl_arena_check(arena, err));
	if (p.too_many)
		return wasl_fail(err, WASL_TOO_BIG,
				 "more than %d items in one act",
				 WASL_ITEM_MARKS_MAX);
	return WASL_OK;
}

void wasl_reading_check(struct wasl_findings *findings,
			const struct wasl_kind *kind,
			const struct wasl_act_def *act,
			const struct wasl_reading *reading, enum wasl_side side)
{
	for (size_t i = 0; i < reading->n_marks; i++) {
		const struct wasl_item_mark *mark = &reading->marks[i];
		const struct wasl_item_def *def = &kind->items[mark->items];
		const struct wasl_slot *slot = wasl_shape_get(
			&act->shape, mark->answer ? def->answers : def->list);
		const char *pointer =
			slot == NULL ? ""
				     : wasl_pointer_member(
					       findings->arena, "",
					       wasl_text_of(slot->field->name));

		if (!mark->answer && !wasl_item_own(def, mark->key, side))
			wasl_findings_schema(
				findings, pointer, "items",
				"%s: the number %u is of the other "
				"side; the opener's are odd",
				slot == NULL ? "" : slot->field->name,
				mark->key);
	}
}
