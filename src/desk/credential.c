#include "desk/credential.h"

#include "kind/fault.h"

wasl_status wasl_credential_get(struct store_reader *r,
				struct wasl_credential *out, int64_t officer_id,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	struct wasl_credential c = {0};
	wasl_text password, language;
	wasl_bytes secret = {NULL, 0};
	wasl_status status =
		wasl_store_one(&rows, r, WASL_SQL_CREDENTIAL_GET, err,
			       WASL_ARGS(wasl_arg_int(officer_id)));

	*out = c;
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	if (status != WASL_OK)
		return status;
	c.totp = wasl_rows_bool(&rows, "totp_on");
	if (!wasl_rows_null(&rows, "totp"))
		secret = wasl_rows_bytes(&rows, "totp");
	c.passkeys = (unsigned)wasl_rows_u64(&rows, "passkeys");
	password = wasl_rows_text(&rows, "password");
	language = wasl_rows_text(&rows, "language");
	if (password.n >= sizeof(c.password) ||
	    language.n >= sizeof(c.language) || secret.n > sizeof(c.secret))
		return wasl_fail(err, WASL_CORRUPT,
				 "credential of officer %lld",
				 (long long)officer_id);
	memcpy(c.password, password.p, password.n);
	if (secret.n > 0)
		memcpy(c.secret, secret.p, secret.n);
	c.secret_n = secret.n;
	memcpy(c.language, language.p, language.n);
	WASL_TRY(wasl_rows_finish(&rows, err));
	*out = c;
	return WASL_OK;
}

wasl_status wasl_credential_any(struct store_reader *r, bool *any,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status = wasl_store_one(&rows, r, WASL_SQL_CREDENTIAL_ANY,
					    err, WASL_NO_ARGS);

	*any = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

wasl_status wasl_credential_password(struct store_tx *tx, int64_t officer_id,
				     const char *hash, struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_CREDENTIAL_PASSWORD, err,
		WASL_ARGS(wasl_arg_int(officer_id), wasl_arg_str(hash)));
}

wasl_status wasl_credential_language(struct store_tx *tx, int64_t officer_id,
				     const char *language, struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_CREDENTIAL_LANGUAGE, err,
		WASL_ARGS(wasl_arg_int(officer_id), wasl_arg_str(language)));
}

wasl_status wasl_credential_totp(struct store_tx *tx, int64_t officer_id,
				 wasl_bytes sealed, bool on, int64_t step,
				 struct wasl_err *err)
{
	return wasl_store_exec(
		tx, WASL_SQL_CREDENTIAL_TOTP, err,
		WASL_ARGS(wasl_arg_int(officer_id), wasl_arg_bytes(sealed),
			  wasl_arg_bool(on), wasl_arg_int(step)));
}

wasl_status wasl_credential_no_totp(struct store_tx *tx, int64_t officer_id,
				    struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_CREDENTIAL_NO_TOTP, err,
			       WASL_ARGS(wasl_arg_int(officer_id)));
}

wasl_status wasl_credential_code(struct store_tx *tx, int64_t officer_id,
				 int64_t step, struct wasl_err *err)
{
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_CREDENTIAL_TOTP_TAKEN, err,
		WASL_ARGS(wasl_arg_int(officer_id), wasl_arg_int(step))));
	return wasl_store_changed(tx) > 0
		       ? WASL_OK
		       : wasl_fault(err, WASL_SIGN_IN, "", "code-used");
}

wasl_status wasl_credential_reset(struct store_tx *tx, int64_t officer_id,
				  const char *hash, struct wasl_err *err)
{
	static const unsigned gone[] = {
		WASL_SQL_CREDENTIAL_NO_TOTP,
		WASL_SQL_PASSKEY_DELETE_ALL,
		WASL_SQL_TOKEN_DELETE_ALL,
		WASL_SQL_ENROLMENT_DELETE,
	};

	WASL_TRY(wasl_credential_password(tx, officer_id, hash, err));
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		WASL_TRY(wasl_store_exec(tx, gone[i], err,
					 WASL_ARGS(wasl_arg_int(officer_id))));
	return wasl_store_exec(
		tx, WASL_SQL_SESSION_DELETE_ALL, err,
		WASL_ARGS(wasl_arg_int(officer_id), wasl_arg_int(0)));
}

wasl_status wasl_enrolment_put(struct store_tx *tx, int64_t officer_id,
			       const struct wasl_hash *token, int64_t expires,
			       struct wasl_err *err)
{
	return wasl_store_exec(tx, WASL_SQL_ENROLMENT_PUT, err,
			       WASL_ARGS(wasl_arg_int(officer_id),
					 wasl_arg_bytes(wasl_hash_bytes(token)),
					 wasl_arg_int(expires)));
}

wasl_status wasl_enrolment_get(struct store_reader *r, int64_t *officer_id,
			       const struct wasl_hash *token, int64_t now,
			       struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status =
		wasl_store_one(&rows, r, WASL_SQL_ENROLMENT_GET, err,
			       WASL_ARGS(wasl_arg_bytes(wasl_hash_bytes(token)),
					 wasl_arg_int(now)));

	if (status == WASL_NOT_FOUND)
		return wasl_fault(err, status, "", "link-over");
	if (status != WASL_OK)
		return status;
	*officer_id = wasl_rows_int(&rows, "officer_id");
	return wasl_rows_finish(&rows, err);
}
