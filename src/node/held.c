#include "node/held.h"

#include "node/kindsdir.h"
#include "node/state.h"

/* A file that came, parsed. */
#define FILE_ARENA_MAX ((size_t)1024 * 1024)

static wasl_status keep(struct store_tx *tx, const struct wasl_hash *hash,
			const char *sort, wasl_bytes file, struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_FILE_PUT, err,
			       WASL_ARGS(wasl_arg_bytes(wasl_hash_bytes(hash)),
					 wasl_arg_str(sort),
					 wasl_arg_bytes(file)));
}

/* The kinds that a profile enables, as far as they are held. */
static wasl_status keep_named(struct wasl_node *node, struct store_tx *tx,
			      const struct wasl_profile *profile,
			      struct wasl_err *err)
{
	const struct wasl_library *library = &node->library;
	struct wasl_hash hash;

	for (size_t i = 0; i < library->n_kinds; i++) {
		const struct wasl_kind *kind = library->kinds[i];

		if (wasl_profile_kind(&hash, profile, kind->name) &&
		    wasl_hash_eq(&hash, &kind->hash))
			WASL_TRY(
				keep(tx, &kind->hash, "kind", kind->file, err));
	}
	return WASL_OK;
}

/* --- start -----------------------------------------------------------------
 */

static wasl_status load_file(struct wasl_node *node, struct wasl_rows *row,
			     bool kind, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(FILE_ARENA_MAX);
	struct wasl_findings findings = wasl_findings_init(&arena);
	wasl_bytes body = wasl_rows_bytes(row, "body");

	return kind ? wasl_library_add_kind(NULL, &node->library, &findings,
					    body, err)
		    : wasl_library_add_profile(NULL, &node->library, &findings,
					       body, err);
}

static wasl_status load_files(struct wasl_node *node, struct store_reader *r,
			      bool kind, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_FILE_LIST, err,
		WASL_ARGS(wasl_arg_str(kind ? "kind" : "profile"))));
	while (wasl_rows_next(&rows))
		WASL_TRY(load_file(node, &rows, kind, err));
	return wasl_rows_finish(&rows, err);
}

wasl_status node_held_load(struct wasl_node *node, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};

	WASL_TRY(wasl_library_add_builtin(&node->library, err));
	WASL_TRY(node_kinds_folder(&node->library, node->dir, err));
	wasl_library_prefer(&node->library);
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(load_files(node, &r, true, err));
	return load_files(node, &r, false, err);
}

wasl_status node_held_start(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_err *err)
{
	for (size_t i = 0; i < node->library.n_profiles; i++)
		WASL_TRY(keep_named(node, tx, node->library.profiles[i], err));
	return WASL_OK;
}

/* --- what comes ------------------------------------------------------------
 */

wasl_status node_held_add(struct wasl_node *node, struct store_tx *tx,
			  bool as_kind, wasl_bytes file, struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(FILE_ARENA_MAX);
	struct wasl_findings findings = wasl_findings_init(&arena);
	const struct wasl_profile *profile = NULL;
	const struct wasl_kind *kind = NULL;
	wasl_status status;

	pthread_rwlock_wrlock(&node->lock);
	status = as_kind ? wasl_library_add_kind(&kind, &node->library,
						 &findings, file, err)
			 : wasl_library_add_profile(&profile, &node->library,
						    &findings, file, err);
	pthread_rwlock_unlock(&node->lock);
	WASL_TRY(status);
	if (kind != NULL)
		return keep(tx, &kind->hash, "kind", file, err);
	if (profile == NULL)
		return WASL_OK;
	WASL_TRY(keep(tx, &profile->hash, "profile", file, err));
	return keep_named(node, tx, profile, err);
}
