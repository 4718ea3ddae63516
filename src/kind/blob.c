#include "kind/blob.h"

#include "base/text.h"

const struct wasl_field wasl_blob_places[WASL_BLOB_PLACES] = {
	{.name = "id",
	 .type = WASL_TYPE_ID,
	 .min = WASL_BLOB_ID_LEN,
	 .max = WASL_BLOB_ID_LEN},
	{.name = "sealed",
	 .type = WASL_TYPE_HASH,
	 .min = WASL_HASH_LEN,
	 .max = WASL_HASH_LEN},
	{.name = "size",
	 .type = WASL_TYPE_INT,
	 .min = 0,
	 .max = (int64_t)WASL_BLOB_MAX},
	{.name = "sha256",
	 .type = WASL_TYPE_HASH,
	 .min = WASL_HASH_LEN,
	 .max = WASL_HASH_LEN},
	{.name = "type",
	 .type = WASL_TYPE_TEXT,
	 .min = 3,
	 .max = WASL_BLOB_TYPE_MAX},
	{.name = "name",
	 .type = WASL_TYPE_TEXT,
	 .min = 1,
	 .max = WASL_BLOB_NAME_MAX},
};

void wasl_blob_ref_read(struct wasl_blob_ref *out,
			const struct wasl_value *value)
{
	const struct wasl_value *at = value->list.items;

	wasl_assert(value->type == WASL_TYPE_BLOB &&
		    value->list.n == WASL_BLOB_PLACES);
	memcpy(out->id, at[0].bytes.p, sizeof(out->id));
	memcpy(out->sealed.b, at[1].bytes.p, sizeof(out->sealed.b));
	out->size = (uint64_t)at[2].number;
	memcpy(out->plain.b, at[3].bytes.p, sizeof(out->plain.b));
	out->type = at[4].text;
	out->name = at[5].text;
}

bool wasl_blob_ref_eq(const struct wasl_blob_ref *a,
		      const struct wasl_blob_ref *b)
{
	return memcmp(a->id, b->id, sizeof(a->id)) == 0 &&
	       wasl_hash_eq(&a->sealed, &b->sealed) && a->size == b->size &&
	       wasl_hash_eq(&a->plain, &b->plain) &&
	       wasl_text_eq(a->type, b->type) && wasl_text_eq(a->name, b->name);
}

void wasl_blob_ref_write(struct wasl_buf *buf, const struct wasl_blob_ref *ref)
{
	wasl_cbor_put_array(buf, WASL_BLOB_PLACES);
	wasl_cbor_put_bytes(buf, WASL_BYTES(ref->id));
	wasl_cbor_put_bytes(buf, wasl_hash_bytes(&ref->sealed));
	wasl_cbor_put_uint(buf, ref->size);
	wasl_cbor_put_bytes(buf, wasl_hash_bytes(&ref->plain));
	wasl_cbor_put_text(buf, ref->type);
	wasl_cbor_put_text(buf, ref->name);
}

wasl_status wasl_blob_ref_parse(struct wasl_blob_ref *out, wasl_bytes in,
				struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	wasl_bytes id, sealed, plain;

	*out = (struct wasl_blob_ref){0};
	wasl_cbor_expect_array(&c, WASL_BLOB_PLACES);
	id = wasl_cbor_bytes(&c);
	sealed = wasl_cbor_bytes(&c);
	out->size = wasl_cbor_uint(&c);
	plain = wasl_cbor_bytes(&c);
	out->type = wasl_cbor_text(&c);
	out->name = wasl_cbor_text(&c);
	wasl_cbor_leave(&c);
	WASL_TRY(wasl_cbor_finish(&c, err));
	if (id.n != sizeof(out->id) || sealed.n != WASL_HASH_LEN ||
	    plain.n != WASL_HASH_LEN || out->size > WASL_BLOB_MAX)
		return wasl_fail(err, WASL_SCHEMA, "no reference to a file");
	memcpy(out->id, id.p, id.n);
	memcpy(out->sealed.b, sealed.p, sealed.n);
	memcpy(out->plain.b, plain.p, plain.n);
	return WASL_OK;
}

static bool field_has(const struct wasl_field *field)
{
	if (field->type == WASL_TYPE_BLOCK)
		return wasl_shape_has_blob(&field->block->shape);
	if (field->type == WASL_TYPE_BLOB)
		return true;
	for (size_t i = 0; i < field->n_places; i++)
		if (field_has(&field->places[i]))
			return true;
	return false;
}

bool wasl_shape_has_blob(const struct wasl_shape *shape)
{
	for (size_t i = 0; i < shape->n; i++)
		if (field_has(shape->slots[i].field))
			return true;
	return false;
}

/* --- in a record ---------------------------------------------------------- */

struct walk {
	size_t skip;
	const struct wasl_value *found;
};

/* As deep as a record may be, WASL_FIELD_DEPTH_MAX. */
static void walk_value(struct walk *w, const struct wasl_value *v);

static void walk_record(struct walk *w, const struct wasl_record *record)
{
	for (size_t i = 0; i < record->n && w->found == NULL; i++)
		walk_value(w, &record->entries[i].value);
}

static void walk_value(struct walk *w, const struct wasl_value *v)
{
	if (v->type == WASL_TYPE_BLOCK)
		walk_record(w, &v->block);
	if (v->type == WASL_TYPE_BLOB && w->skip-- == 0)
		w->found = v;
	if (v->type != WASL_TYPE_LIST && v->type != WASL_TYPE_TUPLE)
		return;
	for (size_t i = 0; i < v->list.n && w->found == NULL; i++)
		walk_value(w, &v->list.items[i]);
}

bool wasl_record_blob(const struct wasl_record *record, size_t from,
		      struct wasl_blob_ref *out)
{
	struct walk w = {.skip = from};

	walk_record(&w, record);
	if (w.found == NULL)
		return false;
	wasl_blob_ref_read(out, w.found);
	return true;
}

/* --- names and types ------------------------------------------------------ */

bool wasl_blob_name_takes(uint32_t cp)
{
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return false;
	if (cp < 0x80)
		return strchr("/\\:*?\"<>|", (int)cp) == NULL;
	/* Marks and overrides of direction, separators, and what nobody sees;
	 * the joiners U+200C and U+200D belong to words. */
	return cp != 0x61c && cp != 0x200b && cp != 0x200e && cp != 0x200f &&
	       !(cp >= 0x2028 && cp <= 0x202e) &&
	       !(cp >= 0x2060 && cp <= 0x206f) && cp != 0xfeff &&
	       !(cp >= 0xfff0 && cp <= 0xffff) && cp < 0xe0000;
}

static bool at_end(char c)
{
	return c == '.' || c == ' ';
}

bool wasl_blob_name_valid(wasl_text name)
{
	wasl_bytes in = wasl_text_bytes(name);
	size_t points = 0;
	size_t at = 0;

	if (in.n == 0 || in.n > WASL_BLOB_NAME_BYTES_MAX ||
	    !wasl_utf8_valid(in) || at_end(name.p[0]) ||
	    at_end(name.p[name.n - 1]))
		return false;
	for (; at < in.n; points++)
		if (!wasl_blob_name_takes(wasl_utf8_next(in, &at)))
			return false;
	return points <= WASL_BLOB_NAME_MAX;
}

bool wasl_blob_type_valid(wasl_text type)
{
	size_t slashes = 0;
	size_t part = 0;

	for (size_t i = 0; i < type.n; i++) {
		char c = type.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (c == '/') {
			if (part == 0 || ++slashes > 1)
				return false;
			part = 0;
			continue;
		}
		if (!letter &&
		    (part == 0 || c == '\0' || strchr("!#$&-^_.+", c) == NULL))
			return false;
		if (++part > 127)
			return false;
	}
	return slashes == 1 && part > 0;
}
