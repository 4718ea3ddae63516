/*
 * A field that refers to a sealed file (docs/spec §3): "reference = [id 16,
 * SHA-256 of ciphertext, size, SHA-256 of plaintext, media type, name]".
 */
#ifndef WASL_KIND_BLOB_H
#define WASL_KIND_BLOB_H

#include "base/limits.h"
#include "crypto/hash.h"
#include "kind/record.h"

/* The places, in the order of the array; their names are those of the JSON
 * object: id, sealed, size, sha256, type, name. */
#define WASL_BLOB_PLACES       6
#define WASL_BLOB_PLACE_SHA256 3
extern const struct wasl_field wasl_blob_places[WASL_BLOB_PLACES];

#define WASL_BLOB_ID_LEN 16

/** A reference; texts are borrowed. */
struct wasl_blob_ref {
	uint8_t id[WASL_BLOB_ID_LEN];
	struct wasl_hash sealed; /* of the ciphertext: names it on the line */
	uint64_t size;		 /* of the plaintext, at most WASL_BLOB_MAX */
	struct wasl_hash plain;
	wasl_text type; /* "application/pdf" */
	wasl_text name; /* "وصل.pdf" */
};

/** Read a value of type BLOB that was parsed or read. */
void wasl_blob_ref_read(struct wasl_blob_ref *out,
			const struct wasl_value *value);

/** The reference as det-CBOR, written and read; `out` borrows from `in`. */
void wasl_blob_ref_write(struct wasl_buf *buf, const struct wasl_blob_ref *ref);
/** Err: MALFORMED, SCHEMA. */
wasl_status wasl_blob_ref_parse(struct wasl_blob_ref *out, wasl_bytes in,
				struct wasl_err *err) WASL_MUST_USE;
/* The longest reference so written. */
#define WASL_BLOB_REF_MAX (128 + WASL_BLOB_TYPE_MAX + WASL_BLOB_NAME_BYTES_MAX)

/** May fields of this shape hold one? */
bool wasl_shape_has_blob(const struct wasl_shape *shape);

/** Same file under the same name? */
bool wasl_blob_ref_eq(const struct wasl_blob_ref *a,
		      const struct wasl_blob_ref *b);

/**
 * The next blob of a record, in lists and blocks too.
 *
 * In:   from  how many were met before; start with 0
 * Ret:  false when there are no more
 */
bool wasl_record_blob(const struct wasl_record *record, size_t from,
		      struct wasl_blob_ref *out);

/**
 * May a file have this name? One part of a path, at most WASL_BLOB_NAME_MAX
 * characters and WASL_BLOB_NAME_BYTES_MAX bytes of UTF-8, without control
 * characters, line ends, marks and overrides of direction, invisible
 * characters, and / \ : * ? " < > |; it does not begin or end with a dot or
 * space.
 */
bool wasl_blob_name_valid(wasl_text name);

/** May this character stand in a file's name? */
bool wasl_blob_name_takes(uint32_t cp);

/** "type/subtype" of RFC 6838 §4.2, lower case, without parameters. */
bool wasl_blob_type_valid(wasl_text type);

#endif
