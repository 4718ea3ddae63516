/* What a field may hold: compiled from a kind file, immutable. */
#ifndef WASL_KIND_FIELD_H
#define WASL_KIND_FIELD_H

#include "base/bytes.h"

/* Order of the sections in kind files; never on the wire, which has field
 * numbers only (spec §3). JSON form in brackets. */
enum wasl_type {
	WASL_TYPE_TEXT,	   /* tstr [string] */
	WASL_TYPE_CODE,	   /* tstr of a code list [string] */
	WASL_TYPE_INT,	   /* int [number] */
	WASL_TYPE_BOOL,	   /* false or true */
	WASL_TYPE_INSTANT, /* uint seconds [RFC 3339, "2026-11-23T09:00:00Z"] */
	WASL_TYPE_DATE,	   /* tstr YYYY[-MM[-DD]] [string] */
	WASL_TYPE_HASH,	   /* bstr of 32 bytes [64 hex digits] */
	WASL_TYPE_ID,	   /* bstr of 16 bytes [32 hex digits] */
	WASL_TYPE_BYTES,   /* bstr [base64] */
	WASL_TYPE_LIST,	   /* array of one type [array] */
	WASL_TYPE_TUPLE,   /* array of fixed places [array] */
	WASL_TYPE_BLOB,	   /* array of kind/blob.h's places [object] */
	WASL_TYPE_BLOCK,   /* numbered map: person, place, … [object] */
};

const char *wasl_type_name(enum wasl_type type);
bool wasl_type_find(enum wasl_type *out, wasl_text name);

/** One code of a list, with the source that anchors it (may be ""). */
struct wasl_code {
	const char *code;
	const char *anchor;
};

struct wasl_codes {
	const char *name; /* "refusal", "outcome", … */
	const struct wasl_code *items;
	size_t n;
};

bool wasl_codes_have(const struct wasl_codes *codes, wasl_text code);
/** Its place in the list, or -1. */
int wasl_codes_find(const struct wasl_codes *codes, wasl_text code);

struct wasl_field;

/** A field where it may stand: in an act or in a block. */
struct wasl_slot {
	const struct wasl_field *field;
	bool need;
};

/** The fields an act or a block may hold, by rising number. */
struct wasl_shape {
	const struct wasl_slot *slots;
	size_t n;
};

struct wasl_block {
	const char *name; /* "person", "place", "document", … */
	struct wasl_shape shape;
};

struct wasl_field {
	const char *name;
	uint32_t n; /* its number on the wire; 0 for an element */
	enum wasl_type type;
	/* INT, and INSTANT as Unix seconds: the range, both ends in. TEXT: code
	 * points, BYTES: bytes, LIST: items. */
	int64_t min;
	int64_t max;
	const struct wasl_codes *codes;	 /* CODE of a list of the kind */
	const char *profile_path;	 /* CODE of "$profile/…", else NULL */
	const struct wasl_block *block;	 /* BLOCK */
	const struct wasl_field *places; /* LIST: one; else `n_places` */
	size_t n_places;
	uint32_t key;  /* LIST of blocks: this field of an item is unique in it;
			* 0 none */
	uint32_t with; /* stands only beside this field of its block; 0 none */
	bool seal;  /* personal: at rest only in sealed columns (spec §10) */
	bool index; /* a person to be found by name */
	bool words; /* TEXT: free text, in a language (kind/words.h) */
};

/** The slot of a field number, or of a name; NULL if it may not stand here. */
const struct wasl_slot *wasl_shape_get(const struct wasl_shape *shape,
				       uint32_t n);
const struct wasl_slot *wasl_shape_find(const struct wasl_shape *shape,
					wasl_text name);

#endif
