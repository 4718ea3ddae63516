#include "tlog/card.h"

#include "base/encode.h"
#include "base/text.h"
#include "tlog/checkpoint.h"

#include <stdio.h>

static const char first_line[] = "wasl-card/v1";

/* What a purpose's value is, and whose name its key must bear. */
struct purpose {
	const char *word;
	const char *name_end; /* "/root"; NULL: an origin; "": no vkey */
	enum wasl_note_type type;
	bool needed; /* a card has at least one active key of it */
};

static const struct purpose purposes[] = {
	[WASL_CARD_ROOT] = {"root", "/root", WASL_NOTE_ED25519, true},
	[WASL_CARD_LOG] = {"log", NULL, WASL_NOTE_ED25519, true},
	[WASL_CARD_MIRROR] = {"mirror", "/mirror", WASL_NOTE_COSIGNATURE, true},
	[WASL_CARD_WITNESS] = {"witness", "/witness", WASL_NOTE_COSIGNATURE,
			       false},
	[WASL_CARD_SEALING] = {"sealing", "", 0, true},
	[WASL_CARD_TLS] = {"tls", "", 0, true},
};
#define PURPOSES_N (sizeof(purposes) / sizeof(purposes[0]))

static const char *const statuses[] = {
	[WASL_CARD_ACTIVE] = "active",
	[WASL_CARD_RETIRED] = "retired",
	[WASL_CARD_COMPROMISED] = "compromised",
};
#define STATUSES_N (sizeof(statuses) / sizeof(statuses[0]))

static wasl_status bad(struct wasl_err *err, const char *rule)
{
	return wasl_fail(err, WASL_MALFORMED, "card: %s", rule);
}

/* Take what stands before `end`, and step over it; false if it is not there. */
static bool take_until(wasl_text *out, wasl_text *in, char end)
{
	const char *p = in->n == 0 ? NULL : memchr(in->p, end, in->n);

	if (p == NULL)
		return false;
	*out = (wasl_text){in->p, (size_t)(p - in->p)};
	*in = (wasl_text){p + 1, in->n - out->n - 1};
	return true;
}

static bool side_valid(wasl_text in)
{
	return in.n == 2 && in.p[0] >= 'A' && in.p[0] <= 'Z' &&
	       in.p[1] >= 'A' && in.p[1] <= 'Z';
}

/* https://host:port, the host a DNS name, an IPv4 or a bracketed IPv6 one. */
static bool endpoint_valid(wasl_text in)
{
	static const char scheme[] = "https://";
	size_t colon;
	uint64_t port;

	if (in.n > WASL_ENDPOINT_MAX || in.n < sizeof(scheme) ||
	    memcmp(in.p, scheme, sizeof(scheme) - 1) != 0)
		return false;
	in = (wasl_text){in.p + sizeof(scheme) - 1, in.n - sizeof(scheme) + 1};
	for (colon = in.n; colon > 0 && in.p[colon - 1] != ':'; colon--)
		;
	if (colon < 2 ||
	    !wasl_decimal_parse(&port,
				(wasl_text){in.p + colon, in.n - colon}) ||
	    port == 0 || port > UINT16_MAX)
		return false;
	if (in.p[0] == '[') {
		if (in.p[colon - 2] != ']' || colon < 4)
			return false;
		for (size_t i = 1; i < colon - 2; i++)
			if (strchr("0123456789abcdef:.", in.p[i]) == NULL)
				return false;
		return true;
	}
	return wasl_node_name_valid((wasl_text){in.p, colon - 1});
}

static bool find_word(size_t *at, wasl_text word, const char *const *words,
		      size_t n)
{
	for (*at = 0; *at < n; (*at)++)
		if (wasl_text_is(word, words[*at]))
			return true;
	return false;
}

/* spec §2: root is named <node>/root, mirror <node>/mirror, witness
 * <node>/witness, and a log key bears the origin of the log. */
static bool key_name_right(const struct wasl_card *card,
			   const struct purpose *purpose, const char *name)
{
	struct wasl_origin_parts o;

	if (purpose->name_end == NULL)
		return wasl_origin_parse(&o, wasl_text_of(name), NULL) ==
			       WASL_OK &&
		       wasl_text_eq(o.node, card->node) &&
		       wasl_text_eq(o.partner, card->partner);
	return strncmp(name, card->node.p, card->node.n) == 0 &&
	       strcmp(name + card->node.n, purpose->name_end) == 0;
}

static wasl_status parse_value(struct wasl_card_key *key,
			       const struct wasl_card *card, wasl_text value,
			       struct wasl_err *err)
{
	const struct purpose *purpose = &purposes[key->purpose];

	uint8_t bytes[32];

	if (key->purpose == WASL_CARD_SEALING ||
	    key->purpose == WASL_CARD_TLS) {
		if (wasl_base64_parse_exact(bytes, sizeof(bytes), value) !=
		    WASL_OK)
			return wasl_fail(err, WASL_MALFORMED,
					 "card: %s: not base64 of 32 bytes",
					 purpose->word);
		if (key->purpose == WASL_CARD_SEALING)
			return wasl_seal_public_parse(&key->sealing,
						      WASL_BYTES(bytes), err);
		memcpy(key->spki.b, bytes, sizeof(bytes));
		return WASL_OK;
	}
	WASL_TRY(wasl_vkey_parse(&key->vkey, value, err));
	if (key->vkey.type != purpose->type)
		return wasl_fail(err, WASL_MALFORMED,
				 "card: %s: wrong signature type",
				 purpose->word);
	if (!key_name_right(card, purpose, key->vkey.name))
		return wasl_fail(err, WASL_MALFORMED,
				 "card: %s: the key has a foreign name",
				 purpose->word);
	return WASL_OK;
}

/* <purpose> <value> <from> <until or -> <status>, single spaces. */
static wasl_status parse_key(struct wasl_card_key *out,
			     const struct wasl_card *card, wasl_text line,
			     struct wasl_err *err)
{
	struct wasl_card_key key = {.until = WASL_CARD_NO_END};
	wasl_text purpose, value, from, until;
	size_t at;

	if (!take_until(&purpose, &line, ' ') ||
	    !take_until(&value, &line, ' ') || !take_until(&from, &line, ' ') ||
	    !take_until(&until, &line, ' '))
		return bad(err, "a key line without five fields");
	for (at = 0; at < PURPOSES_N; at++)
		if (wasl_text_is(purpose, purposes[at].word))
			break;
	if (at == PURPOSES_N)
		return bad(err, "unknown purpose");
	key.purpose = (enum wasl_card_purpose)at;
	WASL_TRY(parse_value(&key, card, value, err));
	if (!wasl_decimal_parse(&key.from, from))
		return bad(err, "from is not a decimal count");
	if (!wasl_text_is(until, "-") &&
	    (!wasl_decimal_parse(&key.until, until) ||
	     key.until == WASL_CARD_NO_END || key.until < key.from))
		return bad(err,
			   "until is neither - nor a count from `from` on");
	if (!find_word(&at, line, statuses, STATUSES_N))
		return bad(err, "unknown status");
	key.status = (enum wasl_card_status)at;
	if (key.status != WASL_CARD_ACTIVE && key.until == WASL_CARD_NO_END)
		return bad(err, "a key that is not active has no end");
	*out = key;
	return WASL_OK;
}

static bool same_value(const struct wasl_card_key *a,
		       const struct wasl_card_key *b)
{
	return a->purpose == b->purpose && wasl_vkey_eq(&a->vkey, &b->vkey) &&
	       memcmp(a->sealing.b, b->sealing.b, sizeof(a->sealing.b)) == 0 &&
	       memcmp(a->spki.b, b->spki.b, sizeof(a->spki.b)) == 0;
}

static const struct wasl_card_key *find_value(const struct wasl_card *card,
					      const struct wasl_card_key *key,
					      size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (same_value(&card->keys[i], key))
			return &card->keys[i];
	return NULL;
}

static wasl_status parse_keys(struct wasl_card *out, wasl_text in,
			      struct wasl_err *err)
{
	wasl_text line;

	while (take_until(&line, &in, '\n')) {
		struct wasl_card_key *key = &out->keys[out->keys_n];

		if (out->keys_n == WASL_CARD_KEYS_MAX)
			return wasl_fail(err, WASL_TOO_BIG,
					 "card: more than %d keys",
					 WASL_CARD_KEYS_MAX);
		WASL_TRY(parse_key(key, out, line, err));
		if (find_value(out, key, out->keys_n) != NULL)
			return bad(err, "the same key twice");
		if (key->purpose == WASL_CARD_ROOT &&
		    (key->status != WASL_CARD_ACTIVE || key->from != 0 ||
		     key->until != WASL_CARD_NO_END ||
		     wasl_card_active(out, WASL_CARD_ROOT) != NULL))
			return bad(err, "not exactly one root, from 0, active");
		out->keys_n++;
	}
	for (size_t i = 0; i < PURPOSES_N; i++)
		if (purposes[i].needed &&
		    wasl_card_active(out, (enum wasl_card_purpose)i) == NULL)
			return wasl_fail(err, WASL_MALFORMED,
					 "card: no active %s key",
					 purposes[i].word);
	return WASL_OK;
}

static wasl_status parse_head(struct wasl_card *out, wasl_text *in,
			      struct wasl_err *err)
{
	wasl_text v, side, serial, prev;

	if (!take_until(&v, in, '\n') || !wasl_text_is(v, first_line))
		return bad(err, "the first line is not wasl-card/v1");
	if (!take_until(&out->node, in, '\n') ||
	    !wasl_node_name_valid(out->node))
		return bad(err, "bad node name");
	if (!take_until(&side, in, '\n') || !side_valid(side))
		return bad(err, "the side is not two capital letters");
	memcpy(out->side, side.p, 2);
	if (!take_until(&out->partner, in, '\n') ||
	    !wasl_node_name_valid(out->partner) ||
	    wasl_text_eq(out->partner, out->node))
		return bad(err, "bad name of the partner");
	if (!take_until(&serial, in, '\n') ||
	    !wasl_decimal_parse(&out->serial, serial) || out->serial == 0 ||
	    out->serial > UINT32_MAX)
		return bad(err, "bad serial");
	if (!take_until(&prev, in, '\n'))
		return bad(err, "no previous card");
	out->first = wasl_text_is(prev, "-");
	if (!out->first &&
	    wasl_base64_parse_exact(out->prev.b, sizeof(out->prev.b), prev) !=
		    WASL_OK)
		return bad(err, "the previous card is neither - nor a hash");
	if (out->first != (out->serial == 1))
		return bad(err, "serial 1, and only it, has no previous card");
	if (!take_until(&out->endpoint, in, '\n'))
		return bad(err, "no endpoint");
	if (wasl_text_is(out->endpoint, "-"))
		out->endpoint.n = 0;
	else if (!endpoint_valid(out->endpoint))
		return bad(err,
			   "the endpoint is neither - nor https://host:port");
	return WASL_OK;
}

static wasl_status parse(struct wasl_card *out, wasl_bytes in,
			 const struct wasl_vkey *root, struct wasl_err *err)
{
	struct wasl_note note;
	wasl_text text;

	if (in.n > WASL_CARD_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "card: %zu bytes, at most %d", in.n,
				 WASL_CARD_MAX);
	WASL_TRY(wasl_note_parse(&note, in, err));
	text = (wasl_text){(const char *)note.text.p, note.text.n};
	WASL_TRY(parse_head(out, &text, err));
	WASL_TRY(parse_keys(out, text, err));
	if (root == NULL)
		root = &wasl_card_active(out, WASL_CARD_ROOT)->vkey;
	else if (!wasl_vkey_eq(root,
			       &wasl_card_active(out, WASL_CARD_ROOT)->vkey))
		return wasl_fail(err, WASL_UNKNOWN_KEY,
				 "card: its root is not the pinned one");
	return wasl_note_verify(NULL, &note, root, 1, err);
}

wasl_status wasl_card_parse(struct wasl_card *out, wasl_bytes in,
			    const struct wasl_vkey *root, struct wasl_err *err)
{
	wasl_status status;

	*out = (struct wasl_card){.bytes = in};
	status = parse(out, in, root, err);
	if (status != WASL_OK)
		*out = (struct wasl_card){0};
	return status;
}

static wasl_status breaks(struct wasl_err *err, const char *rule)
{
	return wasl_fail(err, WASL_CONFLICT, "card: %s", rule);
}

wasl_status wasl_card_follows(const struct wasl_card *next,
			      const struct wasl_card *held,
			      struct wasl_err *err)
{
	struct wasl_hash hash;

	if (!wasl_text_eq(next->node, held->node) ||
	    !wasl_text_eq(next->partner, held->partner) ||
	    strcmp(next->side, held->side) != 0)
		return breaks(err, "of another node, side or partner");
	if (next->serial != held->serial + 1)
		return breaks(err, "the serial is not the last + 1");
	hash = wasl_sha256(held->bytes);
	if (!wasl_hash_eq(&hash, &next->prev))
		return breaks(err, "the previous hash is not of the card held");
	for (size_t i = 0; i < held->keys_n; i++) {
		const struct wasl_card_key *was = &held->keys[i];
		const struct wasl_card_key *is =
			find_value(next, was, next->keys_n);

		if (is == NULL)
			return breaks(err, "a key of the card held is missing");
		if (is->from != was->from || is->until > was->until ||
		    is->status < was->status)
			return breaks(err, "a key gained what it had lost");
	}
	return WASL_OK;
}

bool wasl_card_key_holds(const struct wasl_card_key *key,
			 const struct wasl_card_at *at, uint64_t size)
{
	uint64_t count;

	if (at->epoch > 1 && key->status == WASL_CARD_ACTIVE)
		return true;
	return !__builtin_add_overflow(at->before, size, &count) &&
	       (key->from == 0 || count > key->from) && count <= key->until;
}

const struct wasl_card_key *wasl_card_find(const struct wasl_card *card,
					   const struct wasl_card_key *key)
{
	return find_value(card, key, card->keys_n);
}

const struct wasl_card_key *wasl_card_active(const struct wasl_card *card,
					     enum wasl_card_purpose purpose)
{
	const struct wasl_card_key *best = NULL;

	for (size_t i = 0; i < card->keys_n; i++) {
		const struct wasl_card_key *key = &card->keys[i];

		if (key->purpose == purpose &&
		    key->status == WASL_CARD_ACTIVE &&
		    (best == NULL || key->from >= best->from))
			best = key;
	}
	return best;
}

static void put_u64(struct wasl_buf *out, uint64_t v)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)v);
	wasl_buf_put_text(out, text);
}

static void put_hash(struct wasl_buf *out, const uint8_t hash[static 32])
{
	char text[WASL_BASE64_LEN(32) + 1];

	wasl_base64_write(text, wasl_bytes_of(hash, 32));
	wasl_buf_put_text(out, text);
}

static void put_text_lf(struct wasl_buf *out, wasl_text text)
{
	wasl_buf_put(out, text.p, text.n);
	wasl_buf_put_u8(out, '\n');
}

static void put_key(struct wasl_buf *out, const struct wasl_card_key *key)
{
	char vkey[WASL_VKEY_MAX + 1];

	wasl_buf_put_text(out, purposes[key->purpose].word);
	wasl_buf_put_u8(out, ' ');
	switch (key->purpose) {
	case WASL_CARD_SEALING:
		put_hash(out, key->sealing.b);
		break;
	case WASL_CARD_TLS:
		put_hash(out, key->spki.b);
		break;
	case WASL_CARD_ROOT:
	case WASL_CARD_LOG:
	case WASL_CARD_MIRROR:
	case WASL_CARD_WITNESS:
		wasl_vkey_write(vkey, &key->vkey);
		wasl_buf_put_text(out, vkey);
		break;
	}
	wasl_buf_put_u8(out, ' ');
	put_u64(out, key->from);
	wasl_buf_put_u8(out, ' ');
	if (key->until == WASL_CARD_NO_END)
		wasl_buf_put_u8(out, '-');
	else
		put_u64(out, key->until);
	wasl_buf_put_u8(out, ' ');
	wasl_buf_put_text(out, statuses[key->status]);
	wasl_buf_put_u8(out, '\n');
}

static void put_card(struct wasl_buf *out, const struct wasl_card *card)
{
	put_text_lf(out, WASL_TEXT(first_line));
	put_text_lf(out, card->node);
	put_text_lf(out, wasl_text_of(card->side));
	put_text_lf(out, card->partner);
	put_u64(out, card->serial);
	wasl_buf_put_u8(out, '\n');
	if (card->first)
		wasl_buf_put_u8(out, '-');
	else
		put_hash(out, card->prev.b);
	wasl_buf_put_u8(out, '\n');
	put_text_lf(out,
		    card->endpoint.n == 0 ? WASL_TEXT("-") : card->endpoint);
	for (size_t i = 0; i < card->keys_n; i++)
		put_key(out, &card->keys[i]);
}

wasl_status wasl_card_write(struct wasl_buf *out, const struct wasl_card *card,
			    const struct wasl_sign_secret *secret,
			    struct wasl_err *err)
{
	const struct wasl_card_key *root =
		wasl_card_active(card, WASL_CARD_ROOT);
	uint8_t space[WASL_CARD_MAX];
	struct wasl_buf text = WASL_BUF(space);
	struct wasl_card back;
	size_t start = out->n;

	if (root == NULL)
		return bad(err, "no active root key");
	put_card(&text, card);
	if (text.over)
		return wasl_fail(err, WASL_TOO_BIG, "card: over %d bytes",
				 WASL_CARD_MAX);
	WASL_TRY(wasl_note_sign(out, wasl_buf_bytes(&text), &root->vkey, secret,
				err));
	/* What we hand out is what a partner accepts. */
	return wasl_card_parse(&back,
			       wasl_bytes_of(out->p + start, out->n - start),
			       NULL, err);
}

void wasl_card_words(uint16_t out[static WASL_WORDS],
		     const struct wasl_secret *line_secret,
		     const struct wasl_card *a, const struct wasl_card *b)
{
	bool swap = wasl_bytes_cmp(wasl_text_bytes(a->node),
				   wasl_text_bytes(b->node)) > 0;

	wasl_words(out, line_secret, swap ? b->bytes : a->bytes,
		   swap ? a->bytes : b->bytes);
}
