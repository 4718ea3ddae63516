/*
 * Sealed files of dossiers (docs/spec §3), as officers use them. Calls from any
 * thread; they block, and return what node.h says all calls return.
 */
#ifndef WASL_NODE_BLOB_H
#define WASL_NODE_BLOB_H

#include "base/arena.h"
#include "crypto/id.h"
#include "crypto/secret.h"
#include "desk/user.h"
#include "kind/blob.h"
#include "store/store.h"

struct wasl_node;

/* --- uploading ------------------------------------------------------------ */

/** A file that an officer wants to attach. */
struct wasl_node_upload {
	wasl_text ref;	/* of the dossier */
	wasl_text name; /* as the partner will see it; kind/blob.h */
	uint64_t size;
	struct wasl_hash plain;
};

/** How far it has come. */
struct wasl_node_uploaded {
	uint64_t held;		   /* pieces that are here … */
	uint64_t pieces;	   /* … of so many */
	bool checking;		   /* all are: hash and type are being found */
	bool whole;		   /* `blob` may stand in an act */
	struct wasl_blob_ref blob; /* texts in the arena */
	bool fits;		   /* the name's ending is one of the type's */
};

/**
 * Begin an upload, go on with one, or end it: asked again until it is whole.
 * The same file of the same dossier is there already, whatever its name.
 *
 * Err:  NOT_FOUND, DENIED  as for the dossier
 *       SCHEMA    the name
 *       TOO_BIG   over WASL_BLOB_MAX
 *       BAD_SEAL  what was uploaded has another hash: it is gone
 *       RULE      its type is refused here (wasl.json): it is gone
 */
wasl_status wasl_node_blob_upload(struct wasl_node *node,
				  struct wasl_arena *arena,
				  struct wasl_node_uploaded *out,
				  const struct wasl_node_upload *up,
				  const struct wasl_user *actor,
				  struct wasl_err *err) WASL_MUST_USE;

/**
 * Piece `n` of an upload; up->name is not needed.
 *
 * Out:  held  pieces that are here then, also with CONFLICT
 * Err:  CONFLICT   pieces before it are missing
 *       MALFORMED  another length than that piece has
 *       NO_SPACE   the disk, or the partner's quota
 */
wasl_status wasl_node_blob_piece(struct wasl_node *node,
				 const struct wasl_node_upload *up, uint64_t n,
				 wasl_bytes piece, uint64_t *held,
				 const struct wasl_user *actor,
				 struct wasl_err *err) WASL_MUST_USE;

/* --- reading -------------------------------------------------------------- */

/** A file of a dossier. Texts in the arena. */
struct wasl_node_file {
	struct wasl_blob_ref blob;
	bool own;   /* sealed on this side */
	bool used;  /* an act refers to it, not only a draft or nothing yet */
	bool here;  /* whole, and its ciphertext has the right hash */
	bool there; /* own: the partner has it whole */
	bool fits;  /* the name's ending is one of the type's */
	/* Chunks that have come (or, own: gone over), of all. */
	uint64_t moved, chunks;
};

/** Those of a dossier, oldest first; for views. Its key is needed. */
wasl_status node_blob_list(struct wasl_node *node, struct store_reader *r,
			   struct wasl_arena *arena,
			   const struct wasl_dossier_id *id,
			   const struct wasl_secret *key,
			   struct wasl_node_file **out, size_t *n,
			   struct wasl_err *err) WASL_MUST_USE;

/** A file being opened and read from its start. */
struct wasl_node_reading;

/**
 * Open a file; the access is logged.
 *
 * In:   sealed     which
 *       dangerous  the officer knows that its type is refused here
 * Out:  blob       texts live as long as the reading
 * Err:  NOT_FOUND  no such file in this dossier
 *       NOT_READY  it is still arriving
 *       RULE       its type is refused here
 *       BAD_SEAL   it does not open
 */
wasl_status wasl_node_blob_open(struct wasl_node *node,
				struct wasl_node_reading **out,
				struct wasl_blob_ref *blob, wasl_text ref,
				const struct wasl_hash *sealed, bool dangerous,
				const struct wasl_user *actor,
				struct wasl_err *err) WASL_MUST_USE;

/**
 * The next bytes, at most `max`; 0 at the end or after a failure. The last are
 * held back unless the whole has the hash that its act says.
 */
size_t wasl_node_blob_read(struct wasl_node_reading *in, uint8_t *out,
			   size_t max);
/** NULL is a no-op. */
void wasl_node_blob_close(struct wasl_node_reading *in);

/* --- for the node's other parts ------------------------------------------- */

struct node_dossier;
struct node_entry;
struct node_making;
struct node_peer;
struct wasl_http_request;
struct wasl_http_response;
struct store_tx;

/** A file that an act of a dossier refers to, until its row is written. */
struct node_blob_note {
	struct wasl_hash sealed;
	uint64_t size;
	bool own;
	uint32_t persons; /* of a table of persons (node/batch.h), else 0 */
	uint8_t *ref;	  /* as wasl_blob_ref_write writes it */
	size_t ref_n;
};

struct node_blob_notes {
	struct node_blob_note *all;
	size_t n, cap;
	size_t written;
};

/** Note what an act refers to that goes into a fold. Err: NO_MEMORY. */
wasl_status node_blob_note(struct node_dossier *d,
			   const struct node_entry *entry,
			   struct wasl_err *err) WASL_MUST_USE;
/** Write rows for what was noted; with the dossier's own row. */
wasl_status node_blob_flush(struct wasl_node *node, struct store_tx *tx,
			    struct node_dossier *d,
			    struct wasl_err *err) WASL_MUST_USE;
void node_blob_notes_free(struct node_blob_notes *notes);

/** Files of an act in the making must be here. Err: RULE, see findings. */
wasl_status node_blob_check(struct wasl_node *node, struct store_reader *r,
			    struct node_making *m,
			    struct wasl_err *err) WASL_MUST_USE;
/** They belong to a draft now. */
wasl_status node_blob_drafted(struct store_tx *tx, const struct node_making *m,
			      int64_t draft,
			      struct wasl_err *err) WASL_MUST_USE;
/** The act leaves, of this draft or of none (0). */
wasl_status node_blob_leaves(struct wasl_node *node, struct store_tx *tx,
			     const struct node_making *m, int64_t draft,
			     struct wasl_err *err) WASL_MUST_USE;
/** A draft went back; with `drop`, what only it refers to goes. */
wasl_status node_blob_undraft(struct store_tx *tx, int64_t draft, bool drop,
			      struct wasl_err *err) WASL_MUST_USE;
/** The dossier's key is destroyed: its files go. */
wasl_status node_blob_purge(struct store_tx *tx,
			    const struct wasl_dossier_id *id,
			    struct wasl_err *err) WASL_MUST_USE;

/* The line's calls (spec §7): GET …/{hash}, PUT and GET …/{hash}/{n}. */
wasl_status node_blob_line_state(struct wasl_node *node, struct node_peer *peer,
				 const struct wasl_http_request *req,
				 struct wasl_http_response *res,
				 struct wasl_err *err) WASL_MUST_USE;
wasl_status node_blob_line_put(struct wasl_node *node, struct node_peer *peer,
			       const struct wasl_http_request *req,
			       struct wasl_http_response *res,
			       struct wasl_err *err) WASL_MUST_USE;
wasl_status node_blob_line_get(struct wasl_node *node, struct node_peer *peer,
			       const struct wasl_http_request *req,
			       struct wasl_http_response *res,
			       struct wasl_err *err) WASL_MUST_USE;

#endif
