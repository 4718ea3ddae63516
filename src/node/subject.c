#include "node/subject.h"

#include "crypto/kdf.h"
#include "node/housekey.h"

#include <stdlib.h>

static wasl_status start_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	/* Lost, it only means that older searches are no more told apart. */
	static const struct node_housekey subject = {
		.name = "subject",
		.bucket = UINT32_C(0x7ffffff0),
		.anew = true,
	};

	return node_housekey_start(node, tx, &node->subject_key, &subject,
				   &job->err);
}

wasl_status node_subject_start(struct wasl_node *node, struct wasl_err *err)
{
	struct node_job job = {.run = start_run, .internal = true};

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
