/* The ceremony with a partner. */
#include "api/call.h"
#include "api/decode.h"
#include "api/encode.h"
#include "crypto/line.h"
#include "crypto/words.h"
#include "kind/fault.h"
#include "tlog/card.h"

/* A ceremony as it came; the secret is wiped by scope. */
struct ceremony {
	json_t *body;
	json_t *words; /* of those that the person confirmed, or NULL */
	struct wasl_secret secret;
	struct wasl_node_ceremony it;
};

/* The secret's text is in the request's bytes and in its document: both are
 * wiped before the memory is given back. */
static void wipe(wasl_bytes b)
{
	if (b.n > 0)
		explicit_bzero((void *)(uintptr_t)b.p, b.n);
}

static void ceremony_deinit(struct ceremony *c)
{
	wipe(wasl_text_bytes(
		wasl_json_text(json_object_get(c->body, "secret"))));
	wasl_secret_wipe(&c->secret);
	json_decref(c->body);
}

#define autoceremony __attribute__((cleanup(ceremony_deinit))) struct ceremony

/* Ours, as it lies in the node's directory, where the caller brings none. */
static wasl_status own_card(struct ceremony *c, struct api_call *call,
			    wasl_text brought, struct wasl_err *err)
{
	struct wasl_card partner;
	wasl_status status;
	if (brought.p != NULL) {
		c->it.own_card = wasl_text_bytes(brought);
		return WASL_OK;
	}
	status = wasl_card_parse(&partner, c->it.card, NULL, err);
	if (status != WASL_OK) {
		wasl_err_prefix(err, "partner's card");
		return status;
	}
	return wasl_node_own_card(call->node, &c->it.own_card, &call->arena,
				  partner.node, err);
}

static wasl_status read_secret(struct ceremony *c, wasl_text in,
			       struct wasl_err *err)
{
	size_t unknown;
	if (wasl_secret_read(&c->secret, in, NULL) == WASL_OK)
		return WASL_OK;
	unknown = wasl_secret_unknown_word(in);
	return unknown > 0
		       ? wasl_fault_of(err, WASL_SCHEMA, "/secret",
				       "secret-word",
				       WASL_FAULT_N("n", unknown))
		       : wasl_fault(err, WASL_SCHEMA, "/secret", "secret-like");
}

static wasl_status decode(struct ceremony *c, struct api_call *call,
			  bool confirmed, struct wasl_err *err)
{
	wasl_text card, own = {NULL, 0}, secret;
	const struct api_member members[] = {
		{"card", API_TEXT, true, &card},
		{"own_card", API_TEXT, false, &own},
		{"secret", API_TEXT, true, &secret},
		/* Without the member before it, the table ends here. */
		{confirmed ? "words" : NULL, API_ARRAY, confirmed, &c->words},
		{NULL, API_TEXT, false, NULL},
	};
	wasl_bytes in = wasl_http_body(call->req);
	wasl_status status = api_decode(&c->body, in, members, err);
	wipe(in);
	WASL_TRY(status);
	WASL_TRY(read_secret(c, secret, err));
	c->it = (struct wasl_node_ceremony){
		.card = wasl_text_bytes(card),
		.secret = &c->secret,
	};
	return own_card(c, call, own, err);
}

static json_t *words_of(const uint16_t numbers[static WASL_WORDS])
{
	json_t *list = json_array();
	for (size_t i = 0; i < WASL_WORDS; i++)
		json_array_append_new(list, json_pack("{s:i, s:s}", "number",
						      (int)numbers[i], "word",
						      wasl_word(numbers[i])));
	return list;
}

wasl_status api_peers_words(struct api_call *call, struct wasl_err *err)
{
	autoceremony c = {0};
	uint16_t words[WASL_WORDS];
	struct wasl_card card;
	WASL_TRY(decode(&c, call, false, err));
	WASL_TRY(wasl_node_peer_words(call->node, words, &c.it, &call->actor,
				      err));
	WASL_TRY(wasl_card_parse(&card, c.it.card, NULL, err));
	call->answer = json_pack(
		"{s:o, s:s%, s:s, s:s%}", "words", words_of(words), "name",
		card.node.p, card.node.n, "side", card.side, "endpoint",
		card.endpoint.p ? card.endpoint.p : "", card.endpoint.n);
	return WASL_OK;
}

static wasl_status decode_words(uint16_t out[static WASL_WORDS],
				const json_t *list, struct wasl_err *err)
{
	for (size_t i = 0; i < WASL_WORDS; i++) {
		const json_t *v = json_array_get(list, i);
		json_int_t n = json_integer_value(v);
		if (json_array_size(list) != WASL_WORDS || n < 1 ||
		    n > WASL_WORD_LAST)
			return wasl_fault_of(
				err, WASL_SCHEMA, "/words", "six-numbers",
				WASL_FAULT_N("max", WASL_WORD_LAST));
		out[i] = (uint16_t)n;
	}
	return WASL_OK;
}

wasl_status api_peers_post(struct api_call *call, struct wasl_err *err)
{
	autoceremony c = {0};
	uint16_t words[WASL_WORDS];
	struct wasl_card card;
	bool waits;
	WASL_TRY(decode(&c, call, true, err));
	WASL_TRY(decode_words(words, c.words, err));
	WASL_TRY(wasl_node_peer_add(call->node, &waits, &c.it, words,
				    &call->actor, err));
	WASL_TRY(wasl_card_parse(&card, c.it.card, NULL, err));
	call->answer =
		json_pack("{s:s%, s:s, s:b}", "name", card.node.p, card.node.n,
			  "side", card.side, "waits", waits);
	call->http = waits ? 202 : 201;
	return WASL_OK;
}
