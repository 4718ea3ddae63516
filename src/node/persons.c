#include "node/persons.h"

#include "base/alloc.h"
#include "crypto/envelope.h"
#include "kind/value.h"
#include "node/put.h"
#include "node/send.h"

/* An act, its record and its due instants. */
#define ACT_ARENA_MAX (2 * 1024 * 1024)
#define CORRECTIONS_ARENA_MAX                                                  \
	((size_t)NODE_CORRECTIONS_MAX *                                        \
	 (NODE_CORRECTION_BYTES + NODE_CORRECTION_FIELD + 64))

/* --- a record ------------------------------------------------------------- */

/* A pointer that is longer names no field that is known here. */
#define PATH_MAX_BYTES 256

struct taking {
	struct wasl_persons_entry *entry;
	node_persons_name name; /* or NULL */
	node_persons_visit visit;
	void *ctx;
	size_t n;
	const struct node_corrections *corrections;
	char path[PATH_MAX_BYTES]; /* of what is read, with room for a 0 */
	size_t path_n;
};

/* --- where it stands ------------------------------------------------------ */

/* A step down; what to go back to. Too long: no correction is found there. */
static size_t enter(struct taking *t, const char *name)
{
	size_t from = t->path_n;
	int n = snprintf(t->path + from, sizeof(t->path) - from, "/%s", name);

	t->path_n += (size_t)n < sizeof(t->path) - from
			     ? (size_t)n
			     : sizeof(t->path) - from - 1;
	return from;
}

static size_t enter_item(struct taking *t, size_t i)
{
	char number[24];

	snprintf(number, sizeof(number), "%zu", i);
	return enter(t, number);
}

static void leave(struct taking *t, size_t to)
{
	t->path_n = to;
}

/* What stands here now, where it was corrected. */
static const wasl_text *corrected(const struct taking *t)
{
	return node_corrections_get(t->corrections,
				    (wasl_text){t->path, t->path_n});
}

/* --- a person's facts ----------------------------------------------------- */

/* A block in hand. */
struct block {
	const struct wasl_record *record;
	const struct wasl_shape *shape;
};

static const struct wasl_value *member(const struct block *block,
				       const char *name, enum wasl_type type)
{
	const struct wasl_slot *slot =
		wasl_shape_find(block->shape, wasl_text_of(name));
	const struct wasl_value *value =
		slot == NULL ? NULL
			     : wasl_record_get(block->record, slot->field->n);

	return value != NULL && value->type == type ? value : NULL;
}

static wasl_text text_of(struct taking *t, const struct block *block,
			 const char *name, enum wasl_type type)
{
	const struct wasl_value *value = member(block, name, type);
	size_t from = enter(t, name);
	const wasl_text *now = corrected(t);

	leave(t, from);
	if (now != NULL)
		return *now;
	return value == NULL ? (wasl_text){"", 0} : value->text;
}

static void note_name(struct taking *t, wasl_text name)
{
	wasl_persons_note_name(t->entry, name);
	if (t->name != NULL)
		t->name(t->ctx, name);
}

/* Given and family name as one; empty if there is neither, or too long. */
static wasl_text both(uint8_t space[static WASL_NAME_BYTES_MAX],
		      wasl_text given, wasl_text family)
{
	struct wasl_buf buf = {space, 0, WASL_NAME_BYTES_MAX, false};

	wasl_buf_put(&buf, given.p, given.n);
	if (given.n > 0 && family.n > 0)
		wasl_buf_put_u8(&buf, ' ');
	wasl_buf_put(&buf, family.p, family.n);
	return (wasl_text){(const char *)space, buf.over ? 0 : buf.n};
}

static void note_pair(struct taking *t, const struct block *block,
		      const char *given, const char *family)
{
	uint8_t space[WASL_NAME_BYTES_MAX];

	note_name(t, both(space, text_of(t, block, given, WASL_TYPE_TEXT),
			  text_of(t, block, family, WASL_TYPE_TEXT)));
}

static void note_spellings(struct taking *t, const struct block *block)
{
	const struct wasl_value *list =
		member(block, "other_spellings", WASL_TYPE_LIST);
	size_t from = enter(t, "other_spellings");

	for (size_t i = 0; list != NULL && i < list->list.n; i++) {
		const struct wasl_value *item = &list->list.items[i];
		size_t here = enter_item(t, i);
		const wasl_text *now = corrected(t);

		leave(t, here);
		if (item->type == WASL_TYPE_TEXT)
			note_name(t, now ? *now : item->text);
	}
	leave(t, from);
}

static const struct wasl_shape *shape_below(const struct block *block,
					    const char *name)
{
	const struct wasl_slot *slot =
		wasl_shape_find(block->shape, wasl_text_of(name));
	const struct wasl_field *field = slot == NULL ? NULL : slot->field;

	if (field != NULL && field->type == WASL_TYPE_LIST)
		field = field->places;
	return field == NULL || field->block == NULL ? NULL
						     : &field->block->shape;
}

static void note_documents(struct taking *t, const struct block *block)
{
	const struct wasl_value *list =
		member(block, "documents", WASL_TYPE_LIST);
	struct block below = {.shape = shape_below(block, "documents")};
	size_t from = enter(t, "documents");

	for (size_t i = 0;
	     below.shape != NULL && list != NULL && i < list->list.n; i++) {
		size_t here = enter_item(t, i);

		below.record = &list->list.items[i].block;
		if (list->list.items[i].type == WASL_TYPE_BLOCK)
			wasl_persons_note_document(
				t->entry,
				text_of(t, &below, "number", WASL_TYPE_TEXT));
		leave(t, here);
	}
	leave(t, from);
	wasl_persons_note_document(
		t->entry, text_of(t, block, "national_id", WASL_TYPE_TEXT));
}

static void note_place(struct taking *t, const struct block *block)
{
	const struct wasl_value *place =
		member(block, "birth_place", WASL_TYPE_BLOCK);
	struct block below = {.shape = shape_below(block, "birth_place")};
	size_t from = enter(t, "birth_place");

	if (place != NULL && below.shape != NULL) {
		below.record = &place->block;
		wasl_persons_note_place(t->entry, text_of(t, &below, "locality",
							  WASL_TYPE_TEXT));
	}
	leave(t, from);
}

static void note_facts(struct taking *t, const struct block *block)
{
	const struct wasl_birth birth = wasl_persons_birth(
		text_of(t, block, "birth_date", WASL_TYPE_DATE),
		text_of(t, block, "birth_precision", WASL_TYPE_CODE));
	wasl_text sex = text_of(t, block, "sex", WASL_TYPE_CODE);

	wasl_persons_note_birth(t->entry, &birth);
	if (wasl_text_is(sex, "F") || wasl_text_is(sex, "M"))
		t->entry->sex = sex.p[0];
	note_place(t, block);
}

static void clear(struct wasl_persons_entry *e)
{
	e->sex = 0;
	e->n_names = e->n_births = e->n_documents = e->n_places = 0;
}

static bool is_person(const struct wasl_shape *shape)
{
	return wasl_shape_find(shape, WASL_TEXT("family_name")) != NULL ||
	       wasl_shape_find(shape, WASL_TEXT("given_names")) != NULL;
}

static wasl_status take_value(struct taking *t, const struct wasl_value *value,
			      const struct wasl_field *field, size_t depth,
			      struct wasl_err *err);

static wasl_status take_block(struct taking *t, const struct wasl_record *block,
			      const struct wasl_shape *shape, size_t depth,
			      struct wasl_err *err)
{
	const struct block person = {block, shape};

	if (!is_person(shape)) {
		for (size_t i = 0; i < shape->n; i++) {
			const struct wasl_field *field = shape->slots[i].field;
			size_t from = enter(t, field->name);

			WASL_TRY(take_value(t, wasl_record_get(block, field->n),
					    field, depth + 1, err));
			leave(t, from);
		}
		return WASL_OK;
	}
	clear(t->entry);
	note_pair(t, &person, "given_names", "family_name");
	note_pair(t, &person, "given_names_latin", "family_name_latin");
	note_spellings(t, &person);
	note_documents(t, &person);
	note_facts(t, &person);
	if (t->entry->n_names == 0 || t->n++ >= NODE_PERSONS_MAX)
		return WASL_OK;
	return t->visit(t->ctx, t->entry, err);
}

/* Recursion is bounded by the depth of records. */
static wasl_status take_value(struct taking *t, const struct wasl_value *value,
			      const struct wasl_field *field, size_t depth,
			      struct wasl_err *err)
{
	if (value == NULL || depth > WASL_FIELD_DEPTH_MAX ||
	    value->type != field->type)
		return WASL_OK;
	if (field->type == WASL_TYPE_BLOCK)
		return take_block(t, &value->block, &field->block->shape, depth,
				  err);
	if (field->type != WASL_TYPE_LIST)
		return WASL_OK;
	for (size_t i = 0; i < value->list.n; i++) {
		size_t from = enter_item(t, i);

		WASL_TRY(take_value(t, &value->list.items[i], field->places,
				    depth + 1, err));
		leave(t, from);
	}
	return WASL_OK;
}

static wasl_status take_record(struct taking *t,
			       const struct wasl_record *record,
			       const struct wasl_shape *shape,
			       struct wasl_err *err)
{
	wasl_assert(shape != NULL);
	for (size_t i = 0; i < shape->n; i++) {
		const struct wasl_field *field = shape->slots[i].field;
		size_t from = enter(t, field->name);

		if (field->index)
			WASL_TRY(take_value(t,
					    wasl_record_get(record, field->n),
					    field, 0, err));
		leave(t, from);
	}
	return WASL_OK;
}

wasl_status node_persons_of_record(const struct wasl_record *record,
				   const struct wasl_shape *shape,
				   const struct node_corrections *corrections,
				   struct wasl_persons_entry *like,
				   node_persons_visit visit, void *ctx,
				   struct wasl_err *err)
{
	struct taking t = {.entry = like,
			   .visit = visit,
			   .ctx = ctx,
			   .corrections = corrections};

	return take_record(&t, record, shape, err);
}

/* --- a dossier ------------------------------------------------------------ */

struct reading {
	struct wasl_node *node;
	const struct node_dossier *d;
	const struct node_corrections *corrections;
	struct wasl_persons_entry *entry;
	node_persons_name name;
	node_persons_visit visit;
	void *ctx;
};

static bool names_persons(const struct wasl_act_def *def)
{
	for (size_t i = 0; def != NULL && i < def->shape.n; i++)
		if (def->shape.slots[i].field->index)
			return true;
	return false;
}

static wasl_status read_plain(const struct reading *read, wasl_bytes plain,
			      enum wasl_persons_source source,
			      struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(ACT_ARENA_MAX);
	const struct wasl_kind *kind = read->d->kind;
	const struct wasl_act_def *def;
	struct wasl_record record;
	struct wasl_act act;
	struct taking t;

	if (wasl_act_parse(&act, &arena, plain, NULL) != WASL_OK)
		return wasl_arena_check(&arena, err);
	if (act.opening.present)
		kind = wasl_library_kind(&read->node->library,
					 &act.opening.kind);
	def = kind == NULL ? NULL : wasl_kind_act(kind, act.number);
	if (!names_persons(def))
		return WASL_OK;
	if (wasl_record_parse(&record, &arena, &def->shape, NULL, act.fields,
			      NULL) != WASL_OK)
		return wasl_arena_check(&arena, err);
	read->entry->key.source = (uint8_t)source;
	t = (struct taking){.entry = read->entry,
			    .name = read->name,
			    .visit = read->visit,
			    .ctx = read->ctx,
			    .corrections = read->corrections};
	return take_record(&t, &record, &def->shape, err);
}

static wasl_status read_envelope(const struct reading *read,
				 struct wasl_rows *row, struct wasl_err *err)
{
	const struct wasl_pos at = {wasl_rows_text(row, "origin"),
				    wasl_rows_u64(row, "idx")};
	wasl_bytes bytes = wasl_rows_bytes(row, "envelope");
	struct wasl_buf plain = {.cap = bytes.n};
	struct wasl_envelope env;
	wasl_status status = WASL_OK;

	if (wasl_envelope_parse(&env, bytes, NULL) != WASL_OK)
		return WASL_OK;
	plain.p = wasl_alloc(plain.cap, 1);
	if (plain.p == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "act");
	if (wasl_envelope_open(&plain, &env, &at, read->d->key, NULL) ==
	    WASL_OK)
		status = read_plain(read, wasl_buf_bytes(&plain),
				    WASL_PERSONS_DOSSIER, err);
	wasl_free(plain.p);
	return status;
}

/* Acts that cannot name anybody by the dossier's kind stay closed. */
static bool to_open(const struct reading *read, struct wasl_rows *row)
{
	const struct wasl_kind *kind = read->d->kind;
	const struct wasl_act_def *def =
		kind == NULL
			? NULL
			: wasl_kind_act(kind,
					(uint32_t)wasl_rows_u64(row, "act"));

	return wasl_rows_int(row, "reject") == 0 &&
	       !wasl_rows_null(row, "envelope") &&
	       (def == NULL || names_persons(def));
}

static wasl_status read_entries(const struct reading *read,
				struct store_reader *r, wasl_bytes id,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_ENTRY_OF_DOSSIER, err,
				  WASL_ARGS(wasl_arg_bytes(id))));
	while (wasl_rows_next(&rows))
		if (to_open(read, &rows))
			WASL_TRY(read_envelope(read, &rows, err));
	return wasl_rows_finish(&rows, err);
}

static wasl_status read_outbox(const struct reading *read,
			       struct store_reader *r, wasl_bytes id,
			       struct wasl_err *err)
{
	const struct wasl_cell cell = node_outbox_cell(read->d);
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_OUTBOX_OF_DOSSIER, err,
				  WASL_ARGS(wasl_arg_bytes(id))));
	while (wasl_rows_next(&rows)) {
		wasl_bytes sealed = wasl_rows_bytes(&rows, "sealed");
		wasl_autofree uint8_t *space = wasl_alloc(sealed.n, 1);
		struct wasl_buf plain = {.p = space, .cap = sealed.n};

		if (space == NULL)
			return wasl_fail(err, WASL_NO_MEMORY, "act");
		if (wasl_rest_open(&plain, read->d->key, &cell, sealed, NULL) ==
		    WASL_OK)
			WASL_TRY(read_plain(read, wasl_buf_bytes(&plain),
					    WASL_PERSONS_DRAFT, err));
	}
	return wasl_rows_finish(&rows, err);
}

static wasl_status read_drafts(const struct reading *read,
			       struct store_reader *r, wasl_bytes id,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(&rows, r, WASL_SQL_DRAFT_OF_DOSSIER, err,
				  WASL_ARGS(wasl_arg_bytes(id))));
	while (wasl_rows_next(&rows)) {
		wasl_autoarena arena = wasl_arena_init(ACT_ARENA_MAX);
		wasl_bytes plain;
		wasl_bytes grant;

		if (node_draft_open(&arena, read->d,
				    wasl_rows_bytes(&rows, "sealed"), &plain,
				    &grant, NULL) == WASL_OK)
			WASL_TRY(read_plain(read, plain, WASL_PERSONS_DRAFT,
					    err));
		WASL_TRY(wasl_arena_check(&arena, err));
	}
	return wasl_rows_finish(&rows, err);
}

wasl_status node_persons_names(struct wasl_node *node, struct store_reader *r,
			       const struct node_dossier *d,
			       struct wasl_persons_entry *entry,
			       node_persons_name name, node_persons_visit visit,
			       void *ctx, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(CORRECTIONS_ARENA_MAX);
	struct node_corrections corrections;
	const struct reading read = {.node = node,
				     .d = d,
				     .corrections = &corrections,
				     .entry = entry,
				     .name = name,
				     .visit = visit,
				     .ctx = ctx};
	wasl_bytes id = wasl_dossier_id_bytes(&d->id);

	memcpy(entry->key.b, d->id.b, sizeof(entry->key.b));
	entry->expires_at = 0;
	WASL_TRY(node_corrections_read(r, &arena, &corrections, d, err));
	WASL_TRY(read_entries(&read, r, id, err));
	WASL_TRY(read_outbox(&read, r, id, err));
	return read_drafts(&read, r, id, err);
}

wasl_status node_persons_of_dossier(struct wasl_node *node,
				    struct store_reader *r,
				    const struct node_dossier *d,
				    struct wasl_persons_entry *entry,
				    node_persons_visit visit, void *ctx,
				    struct wasl_err *err)
{
	return node_persons_names(node, r, d, entry, NULL, visit, ctx, err);
}

/* --- of a batch -----------------------------------------------------------
 */

void node_persons_of_batch(struct wasl_persons_entry *e,
			   const struct wasl_batch_row *row)
{
	const struct wasl_birth birth = wasl_persons_birth(
		row->field[WASL_BATCH_BIRTH_DATE], WASL_TEXT(""));
	uint8_t space[WASL_NAME_BYTES_MAX];

	e->expires_at = 0;
	clear(e);
	wasl_persons_note_name(e,
			       both(space, row->field[WASL_BATCH_GIVEN_NAMES],
				    row->field[WASL_BATCH_FAMILY_NAME]));
	wasl_persons_note_name(
		e, both(space, row->field[WASL_BATCH_GIVEN_NAMES_LATIN],
			row->field[WASL_BATCH_FAMILY_NAME_LATIN]));
	wasl_persons_note_birth(e, &birth);
	wasl_persons_note_document(e, row->field[WASL_BATCH_DOCUMENT]);
}

/* --- of a list -------------------------------------------------------------
 */

void node_persons_of_row(struct wasl_persons_entry *e,
			 const struct wasl_watch_row *row)
{
	const struct wasl_identity *who = row->who;

	e->key = wasl_persons_list(row->list_id, row->id);
	e->expires_at = who->expires_at;
	clear(e);
	e->sex = who->sex;
	for (size_t i = 0; i < who->n_names; i++)
		wasl_persons_note_name(e, who->names[i].text);
	for (size_t i = 0; i < who->n_births; i++)
		wasl_persons_note_birth(e, &who->births[i]);
	for (size_t i = 0; i < who->n_documents; i++)
		wasl_persons_note_document(e, who->documents[i].number);
	for (size_t i = 0; i < who->n_places; i++)
		wasl_persons_note_place(e, who->places[i]);
}
