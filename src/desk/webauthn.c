#include "desk/webauthn.h"

#include "base/encode.h"
#include "kind/fault.h"

#include <stdio.h>

/* --- client data ---------------------------------------------------------- */

/* Up to the port, if there is one, which must be digits to the end. */
static size_t host_end(const char *host, size_t n)
{
	size_t end = n;

	while (end > 0 && host[end - 1] >= '0' && host[end - 1] <= '9')
		end--;
	if (end == 0 || end == n || host[end - 1] != ':')
		return n;
	return end - 1;
}

/* "https://desk.example:8443" → "desk.example". */
static bool host_of(char out[static WASL_RP_MAX + 1], wasl_text origin)
{
	const char *from =
		origin.n == 0 ? NULL : memmem(origin.p, origin.n, "://", 3);
	size_t n;

	if (from == NULL)
		return false;
	from += 3;
	n = host_end(from, origin.n - (size_t)(from - origin.p));
	for (size_t i = 0; i < n; i++)
		if (from[i] == '/' || from[i] == '@' ||
		    (from[i] == ':' && from[0] != '['))
			return false;
	if (n == 0 || n > WASL_RP_MAX)
		return false;
	memcpy(out, from, n);
	out[n] = '\0';
	return true;
}

static bool challenge_is(wasl_text text, const uint8_t *challenge)
{
	uint8_t given[WASL_CHALLENGE_LEN];
	size_t n;

	return wasl_base64url_parse(given, &n, sizeof(given), text) ==
		       WASL_OK &&
	       n == sizeof(given) &&
	       memcmp(given, challenge, sizeof(given)) == 0;
}

static wasl_status check(const json_t *top, const struct wasl_client_want *want,
			 char rp[WASL_RP_MAX + 1], struct wasl_err *err)
{
	wasl_text origin = wasl_json_text(json_object_get(top, "origin"));
	wasl_text challenge = wasl_json_text(json_object_get(top, "challenge"));
	const json_t *cross = json_object_get(top, "crossOrigin");
	char host[WASL_RP_MAX + 1];

	if (!json_is_object(top) || !host_of(host, origin) ||
	    (cross != NULL && !json_is_boolean(cross)))
		return wasl_fault(err, WASL_SCHEMA, "", "client-no-origin");
	if (!wasl_json_is(json_object_get(top, "type"), want->type))
		return wasl_fault_of(
			err, WASL_BAD_SIG, "", "client-type",
			WASL_FAULT_T("type", wasl_text_of(want->type)));
	if (!challenge_is(challenge, want->challenge))
		return wasl_fault(err, WASL_BAD_SIG, "", "client-challenge");
	if (json_is_true(cross) || json_object_get(top, "topOrigin") != NULL)
		return wasl_fault(err, WASL_BAD_SIG, "", "client-frame");
	if (want->origin != NULL && !wasl_text_is(origin, want->origin))
		return wasl_fault(err, WASL_BAD_SIG, "", "client-origin");
	if (rp != NULL)
		memcpy(rp, host, sizeof(host));
	return WASL_OK;
}

wasl_status wasl_client_data_check(wasl_bytes in,
				   const struct wasl_client_want *want,
				   char rp[WASL_RP_MAX + 1],
				   struct wasl_err *err)
{
	wasl_autojson *top = NULL;

	WASL_TRY(wasl_json_parse_any(&top, in, WASL_CLIENT_DATA_MAX, err));
	return check(top, want, rp, err);
}

/* --- in an act ------------------------------------------------------------ */

static void read_one(struct wasl_cbor *c, struct wasl_assertion *out)
{
	uint64_t by;

	wasl_cbor_expect_array(c, 5);
	by = wasl_cbor_uint(c);
	if (by != WASL_ASSERTION_AUTHOR && by != WASL_ASSERTION_APPROVER)
		wasl_cbor_fail(c, "an assertion is the author's or the "
				  "approver's");
	out->by = by == WASL_ASSERTION_AUTHOR ? WASL_ASSERTION_AUTHOR
					      : WASL_ASSERTION_APPROVER;
	wasl_cbor_copy(c, out->kid.hash.b, sizeof(out->kid.hash.b));
	out->proof.data = wasl_cbor_bytes(c);
	out->proof.client = wasl_cbor_bytes(c);
	out->proof.sig = wasl_cbor_bytes(c);
	wasl_cbor_leave(c);
	if (out->proof.data.n > WASL_PASSKEY_DATA_MAX ||
	    out->proof.client.n > WASL_CLIENT_DATA_MAX ||
	    out->proof.sig.n > WASL_PASSKEY_SIG_MAX)
		wasl_cbor_fail(c, "an assertion that is too long");
}

wasl_status
wasl_assertions_parse(struct wasl_assertion out[WASL_ASSERTIONS_MAX], size_t *n,
		      wasl_bytes in, struct wasl_err *err)
{
	struct wasl_cbor c = wasl_cbor_init(in);
	wasl_status status;

	*n = 0;
	if (wasl_cbor_peek(&c) != WASL_CBOR_ARRAY ||
	    wasl_cbor_enter_array(&c) > WASL_ASSERTIONS_MAX)
		wasl_cbor_fail(&c, "at most two assertions");
	while (*n < WASL_ASSERTIONS_MAX && wasl_cbor_more(&c)) {
		read_one(&c, &out[*n]);
		if (*n > 0 && out[0].by >= out[1].by)
			wasl_cbor_fail(&c, "one assertion a signer, the "
					   "author's first");
		++*n;
	}
	if (*n == 0)
		wasl_cbor_fail(&c, "no assertion");
	wasl_cbor_leave(&c);
	status = wasl_cbor_finish(&c, err);
	if (status != WASL_OK)
		*n = 0;
	return status;
}

void wasl_assertions_write(struct wasl_buf *out, const struct wasl_assertion *a,
			   size_t n)
{
	wasl_cbor_put_array(out, n);
	for (size_t i = 0; i < n; i++) {
		wasl_cbor_put_array(out, 5);
		wasl_cbor_put_uint(out, (uint64_t)a[i].by);
		wasl_cbor_put_bytes(out, wasl_hash_bytes(&a[i].kid.hash));
		wasl_cbor_put_bytes(out, a[i].proof.data);
		wasl_cbor_put_bytes(out, a[i].proof.client);
		wasl_cbor_put_bytes(out, a[i].proof.sig);
	}
}
