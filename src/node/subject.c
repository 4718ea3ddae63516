#include "node/subject.h"

#include "crypto/kdf.h"
#include "node/log.h"
#include "node/state.h"

#include <stdlib.h>

#define NAME "subject"
/* A bucket of its own, above all months and below those of lists. */
#define BUCKET UINT32_C(0x7ffffff0)

static wasl_status make_key(struct wasl_node *node, struct store_tx *tx,
			    struct wasl_secret *key, struct wasl_err *err)
{
	struct wasl_keyd_dossier ask = {.bucket = BUCKET, .key = key};

	wasl_random_fill(&node->random, ask.id.b, sizeof(ask.id.b));
	wasl_secret_make(key, &node->random);
	WASL_TRY(wasl_keyd_wrap(node->keyd, &ask, 1, err));
	if (ask.status != WASL_OK)
		return wasl_fail(err, ask.status, "the key of subjects");
	return wasl_store_exec(
		tx, WASL_SQL_HOME_KEY_PUT, err,
		WASL_ARGS(wasl_arg_str(NAME),
			  wasl_arg_bytes(wasl_dossier_id_bytes(&ask.id)),
			  wasl_arg_bytes(WASL_BYTES(ask.wrapped.b))));
}

/* `found` false: there is none, or keyd has lost what wrapped it. */
static wasl_status read_key(struct wasl_node *node, struct store_reader *r,
			    struct wasl_secret *key, bool *found,
			    struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_keyd_dossier ask = {.key = key};
	wasl_status status;

	*found = false;
	status = wasl_store_one(&row, r, WASL_SQL_HOME_KEY_GET, err,
				WASL_ARGS(wasl_arg_str(NAME)));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	wasl_rows_copy(&row, "uid", ask.id.b, sizeof(ask.id.b));
	wasl_rows_copy(&row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	WASL_TRY(wasl_keyd_unwrap(node->keyd, &ask, 1, err));
	*found = ask.status == WASL_OK;
	return WASL_OK;
}

static wasl_status start_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	bool found;

	WASL_TRY(read_key(node, &tx->reader, node->subject_key, &found,
			  &job->err));
	return found ? WASL_OK
		     : make_key(node, tx, node->subject_key, &job->err);
}

wasl_status node_subject_start(struct wasl_node *node, struct wasl_err *err)
{
	struct node_job job = {.run = start_run, .internal = true};

	node->subject_key = node_secret_take(node);
	if (node->subject_key == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "locked memory");
	return node_writer_call(node->writer, &job, err);
}

struct written {
	uint8_t b[2 + WASL_WORD_LETTERS_MAX];
};

static int order(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct written));
}

void node_subject_id(const struct wasl_node *node,
		     uint8_t out[static NODE_SUBJECT_LEN],
		     const struct wasl_name *name,
		     const struct wasl_birth *birth)
{
	struct written words[WASL_NAME_WORDS_MAX] = {0};
	uint8_t year[2] = {(uint8_t)(birth->year >> 8),
			   (uint8_t)(birth->year & 0xff)};
	const wasl_bytes parts[] = {
		wasl_bytes_of(words, name->n * sizeof(words[0])),
		WASL_BYTES(year),
	};
	struct wasl_hash id;

	for (size_t w = 0; w < name->n; w++) {
		words[w].b[0] = name->word[w].script;
		words[w].b[1] = name->word[w].n;
		memcpy(words[w].b + 2, name->word[w].c, name->word[w].n);
	}
	qsort(words, name->n, sizeof(words[0]), order);
	id = wasl_hmac(wasl_secret_reveal(node->subject_key), parts, 2);
	memcpy(out, id.b, NODE_SUBJECT_LEN);
}
