#include "node/housekey.h"

static wasl_status fail(struct wasl_err *err, wasl_status status,
			const struct node_housekey *which)
{
	return wasl_fail(err, status, "the key of the house \"%s\"",
			 which->name);
}

static wasl_status make(struct wasl_node *node, struct store_tx *tx,
			struct wasl_secret *key,
			const struct node_housekey *which, struct wasl_err *err)
{
	struct wasl_keyd_dossier ask = {.bucket = which->bucket, .key = key};

	wasl_secret_make(key, &node->random);
	wasl_random_fill(&node->random, ask.id.b, sizeof(ask.id.b));
	WASL_TRY(wasl_keyd_wrap(node->keyd, &ask, 1, err));
	if (ask.status != WASL_OK)
		return fail(err, ask.status, which);
	return wasl_store_exec(
		tx, WASL_SQL_HOME_KEY_PUT, err,
		WASL_ARGS(wasl_arg_str(which->name),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&ask.id)),
			  wasl_arg_bytes(WASL_BYTES(ask.wrapped.b))));
}

wasl_status node_housekey_start(struct wasl_node *node, struct store_tx *tx,
				struct wasl_secret **key,
				const struct node_housekey *which,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_keyd_dossier ask = {0};
	wasl_status status;

	if (*key == NULL)
		*key = node_secret_take(node);
	if (*key == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	status = wasl_store_one(&row, &tx->reader, WASL_SQL_HOME_KEY_GET, err,
				WASL_ARGS(wasl_arg_str(which->name)));
	if (status == WASL_NOT_FOUND)
		return make(node, tx, *key, which, err);
	WASL_TRY(status);
	ask.key = *key;
	wasl_rows_copy(&row, "uid", ask.id.b, sizeof(ask.id.b));
	wasl_rows_copy(&row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(wasl_keyd_unwrap(node->keyd, &ask, 1, err));
	if (ask.status == WASL_OK)
		return WASL_OK;
	return which->anew ? make(node, tx, *key, which, err)
			   : fail(err, ask.status, which);
}
