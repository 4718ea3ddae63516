#include "node/totp.h"

#include "crypto/rest.h"
#include "kind/fault.h"
#include "node/signin_impl.h"

#include <stdio.h>

/* The house's own key seals it, for this officer. */
static struct wasl_cell cell_of(uint8_t row[static 8], int64_t officer_id)
{
	wasl_store_u64(row, (uint64_t)officer_id);
	return (struct wasl_cell){.table = WASL_TEXT("credential"),
				  .column = WASL_TEXT("totp"),
				  .row = wasl_bytes_of(row, 8)};
}

wasl_status node_totp_check(struct wasl_node *node, int64_t *step,
			    int64_t officer_id,
			    const struct wasl_credential *credential,
			    wasl_text code, struct wasl_err *err)
{
	uint8_t row[8], secret[WASL_TOTP_SECRET_LEN];
	struct wasl_cell cell = cell_of(row, officer_id);
	struct wasl_buf out = WASL_BUF(secret);
	wasl_status status = wasl_rest_open(
		&out, node->home, &cell,
		wasl_bytes_of(credential->secret, credential->secret_n), err);

	if (status == WASL_OK && out.n != sizeof(secret))
		status = wasl_fail(err, WASL_CORRUPT, "secret of a code");
	if (status == WASL_OK)
		status = wasl_totp_check(step, secret, code,
					 wasl_clock_now(&node->clock), err);
	explicit_bzero(secret, sizeof(secret));
	return status;
}

struct totp_job {
	struct node_job job;
	int64_t officer_id;
	wasl_bytes sealed; /* of a new secret; empty: take it away */
	wasl_text code;	   /* to confirm */
};

static wasl_status begin_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct totp_job *t = (struct totp_job *)job;
	struct wasl_credential had;

	(void)node;
	WASL_TRY(wasl_credential_get(&tx->reader, &had, t->officer_id,
				     &job->err));
	if (had.totp)
		return wasl_fault(&job->err, WASL_CONFLICT, "", "codes-asked");
	return wasl_credential_totp(tx, t->officer_id, t->sealed, false, 0,
				    &job->err);
}

static wasl_status confirm_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct totp_job *t = (struct totp_job *)job;
	struct wasl_credential had;
	int64_t step;

	WASL_TRY(wasl_credential_get(&tx->reader, &had, t->officer_id,
				     &job->err));
	if (had.totp)
		return wasl_fault(&job->err, WASL_CONFLICT, "", "codes-asked");
	if (had.secret_n == 0)
		return wasl_fault(&job->err, WASL_NOT_FOUND, "", "codes-none");
	WASL_TRY(node_totp_check(node, &step, t->officer_id, &had, t->code,
				 &job->err));
	return wasl_credential_totp(tx, t->officer_id,
				    wasl_bytes_of(had.secret, had.secret_n),
				    true, step, &job->err);
}

static wasl_status drop_run(struct wasl_node *node, struct store_tx *tx,
			    struct node_job *job)
{
	struct totp_job *t = (struct totp_job *)job;

	(void)node;
	return wasl_credential_no_totp(tx, t->officer_id, &job->err);
}

/* RFC 3986 unreserved characters alone stand for themselves. */
static void put_name(struct wasl_buf *out, const char *name)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *name != '\0'; name++) {
		uint8_t c = (uint8_t)*name;

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    (c != '\0' && strchr("._-", c) != NULL)) {
			wasl_buf_put_u8(out, c);
			continue;
		}
		wasl_buf_put_u8(out, '%');
		wasl_buf_put_u8(out, (uint8_t)digits[c >> 4]);
		wasl_buf_put_u8(out, (uint8_t)digits[c & 15]);
	}
}

/* The format that telephones read. */
static void write_uri(char uri[static WASL_TOTP_URI_MAX], const char *node,
		      const char *officer, const char *secret)
{
	struct wasl_buf out = {(uint8_t *)uri, 0, WASL_TOTP_URI_MAX - 1, false};

	wasl_buf_put_text(&out, "otpauth://totp/wasl%20");
	put_name(&out, node);
	wasl_buf_put_text(&out, ":");
	put_name(&out, officer);
	wasl_buf_put_text(&out, "?secret=");
	wasl_buf_put_text(&out, secret);
	wasl_buf_put_text(&out, "&issuer=wasl%20");
	put_name(&out, node);
	wasl_assert(!out.over);
	uri[out.n] = '\0';
}

wasl_status wasl_node_totp_begin(struct wasl_node *node,
				 char text[static WASL_TOTP_TEXT_MAX],
				 char uri[static WASL_TOTP_URI_MAX],
				 const struct wasl_user *actor,
				 struct wasl_err *err)
{
	uint8_t row[8], secret[WASL_TOTP_SECRET_LEN];
	uint8_t space[WASL_TOTP_SECRET_LEN + WASL_REST_OVERHEAD];
	struct wasl_cell cell = cell_of(row, actor->id);
	struct wasl_buf sealed = WASL_BUF(space);
	struct totp_job job = {.job = {.run = begin_run},
			       .officer_id = actor->id};

	wasl_random_fill(&node->random, secret, sizeof(secret));
	wasl_rest_seal(&sealed, &node->random, node->home, &cell,
		       WASL_BYTES(secret));
	wasl_totp_write(text, secret);
	explicit_bzero(secret, sizeof(secret));
	write_uri(uri, node->config->node, actor->name, text);
	job.sealed = wasl_buf_bytes(&sealed);
	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_totp_confirm(struct wasl_node *node, wasl_text code,
				   const struct wasl_user *actor,
				   struct wasl_err *err)
{
	struct totp_job job = {.job = {.run = confirm_run},
			       .officer_id = actor->id,
			       .code = code};

	return node_writer_call(node->writer, &job.job, err);
}

wasl_status wasl_node_totp_drop(struct wasl_node *node,
				const struct wasl_user *actor,
				struct wasl_err *err)
{
	struct totp_job job = {.job = {.run = drop_run},
			       .officer_id = actor->id};

	return node_writer_call(node->writer, &job.job, err);
}
