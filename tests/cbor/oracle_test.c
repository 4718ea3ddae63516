/*
 * libcbor, which is lax, as oracle: an input is of the profile if and only if
 * libcbor decodes all of it, and writing what it decoded in the profile yields
 * the same bytes.
 */
#include "check.h"

#include "cbor_copy.h"

#include <cbor.h>

#define INPUT_MAX 64

/* Does the profile have this value? If so it is written to `out`. */
static bool oracle_write(struct wasl_buf *out, const cbor_item_t *item,
			 int open);

static bool write_all(struct wasl_buf *out, cbor_item_t *const *items, size_t n,
		      int open)
{
	for (size_t i = 0; i < n; i++)
		if (!oracle_write(out, items[i], open + 1))
			return false;
	return true;
}

static bool write_pairs(struct wasl_buf *out, const struct cbor_pair *pairs,
			size_t n, int open)
{
	wasl_bytes before = {NULL, 0};

	for (size_t i = 0; i < n; i++) {
		size_t at = out->n;
		wasl_bytes key;

		if (!oracle_write(out, pairs[i].key, open + 1))
			return false;
		key = wasl_bytes_of(out->p + at, out->n - at);
		if (i > 0 && wasl_bytes_cmp(before, key) >= 0)
			return false;
		before = key;
		if (!oracle_write(out, pairs[i].value, open + 1))
			return false;
	}
	return true;
}

static bool write_simple(struct wasl_buf *out, const cbor_item_t *item)
{
	if (!cbor_float_ctrl_is_ctrl(item))
		return false;
	switch (cbor_ctrl_value(item)) {
	case CBOR_CTRL_FALSE:
	case CBOR_CTRL_TRUE:
		wasl_cbor_put_bool(out, cbor_get_bool(item));
		return true;
	case CBOR_CTRL_NULL:
		wasl_cbor_put_null(out);
		return true;
	default:
		return false;
	}
}

static bool write_text(struct wasl_buf *out, const cbor_item_t *item)
{
	wasl_text text = {(const char *)cbor_string_handle(item),
			  cbor_string_length(item)};

	if (!cbor_string_is_definite(item))
		return false;
	wasl_cbor_put_text(out, text);
	/* libcbor counts code points, and counts none in invalid UTF-8. */
	return text.n == 0 || cbor_string_codepoint_count(item) > 0;
}

/* NOLINTNEXTLINE(misc-no-recursion): inputs are at most INPUT_MAX long */
static bool oracle_write(struct wasl_buf *out, const cbor_item_t *item,
			 int open)
{
	switch (cbor_typeof(item)) {
	case CBOR_TYPE_UINT:
		wasl_cbor_put_uint(out, cbor_get_int(item));
		return true;
	case CBOR_TYPE_NEGINT:
		wasl_cbor_put_nint(out, cbor_get_int(item));
		return true;
	case CBOR_TYPE_BYTESTRING:
		wasl_cbor_put_bytes(
			out, wasl_bytes_of(cbor_bytestring_handle(item),
					   cbor_bytestring_length(item)));
		return cbor_bytestring_is_definite(item);
	case CBOR_TYPE_STRING:
		return write_text(out, item);
	case CBOR_TYPE_ARRAY:
		wasl_cbor_put_array(out, cbor_array_size(item));
		return open < WASL_CBOR_DEPTH_MAX &&
		       cbor_array_is_definite(item) &&
		       write_all(out, cbor_array_handle(item),
				 cbor_array_size(item), open);
	case CBOR_TYPE_MAP:
		wasl_cbor_put_map(out, cbor_map_size(item));
		return open < WASL_CBOR_DEPTH_MAX &&
		       cbor_map_is_definite(item) &&
		       write_pairs(out, cbor_map_handle(item),
				   cbor_map_size(item), open);
	case CBOR_TYPE_TAG: {
		cbor_item_t *inner = cbor_tag_item(item);
		bool ok;

		wasl_cbor_put_tag(out, cbor_tag_value(item));
		ok = (cbor_tag_value(item) == 16 ||
		      cbor_tag_value(item) == 96) &&
		     open < WASL_CBOR_DEPTH_MAX &&
		     write_all(out, &inner, 1, open);
		cbor_decref(&inner);
		return ok;
	}
	case CBOR_TYPE_FLOAT_CTRL:
		return write_simple(out, item);
	}
	return false;
}

static bool oracle_accepts(wasl_bytes in)
{
	uint8_t space[4 * INPUT_MAX];
	struct wasl_buf out = WASL_BUF(space);
	struct cbor_load_result result;
	cbor_item_t *item = cbor_load(in.p, in.n, &result);
	bool ok;

	if (item == NULL)
		return false;
	ok = result.read == in.n && oracle_write(&out, item, 0) &&
	     wasl_bytes_eq(wasl_buf_bytes(&out), in);
	cbor_decref(&item);
	return ok;
}

/*
 * libcbor 0.8 refuses the one-byte heads of tags 6 to 20, so it is no oracle
 * for 16; and it allocates whatever a length of four or eight bytes claims.
 */
static bool oracle_knows(wasl_bytes in)
{
	static const uint8_t no[] = {0xd0, 0x5a, 0x5b, 0x7a, 0x7b,
				     0x9a, 0x9b, 0xba, 0xbb};

	for (size_t i = 0; i < sizeof(no); i++)
		if (memchr(in.p, no[i], in.n) != NULL)
			return false;
	return true;
}

static void compare(wasl_bytes in)
{
	bool ours = wasl_cbor_check(in, NULL) == WASL_OK;

	if (!oracle_knows(in) || ours == oracle_accepts(in))
		return;
	for (size_t i = 0; i < in.n; i++)
		print_error("%02x", in.p[i]);
	fail_msg(": we %s it", ours ? "accept" : "reject");
}

/* A small generator: the same numbers in every run (xorshift64*). */
static uint64_t seed = 0x9e3779b97f4a7c15u;

static uint32_t draw(uint32_t below)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (uint32_t)((seed * 0x2545f4914f6cdd1du) >> 33) % below;
}

/* Put one random item of the profile; at most `open` containers deep. */
/* NOLINTNEXTLINE(misc-no-recursion): bounded by `open` */
static void put_random(struct wasl_buf *out, uint32_t open)
{
	static const char *const texts[] = {"", "a", "\u0648\u0635\u0644",
					    "\U0001f512"};
	uint32_t n = draw(4);

	switch (draw(open == 0 ? 6 : 9)) {
	case 0:
		wasl_cbor_put_uint(out, (uint64_t)draw(UINT32_MAX) << draw(33));
		break;
	case 1:
		wasl_cbor_put_int(out, -(int64_t)draw(70000));
		break;
	case 2:
		wasl_cbor_put_bytes(out, wasl_bytes_of("\xff\x00\x7f", n % 4));
		break;
	case 3:
		wasl_cbor_put_text(out, wasl_text_of(texts[n]));
		break;
	case 4:
		wasl_cbor_put_bool(out, n % 2 == 0);
		break;
	case 5:
		wasl_cbor_put_null(out);
		break;
	case 6:
		wasl_cbor_put_array(out, n);
		while (n-- > 0)
			put_random(out, open - 1);
		break;
	case 7:
		wasl_cbor_put_map(out, n);
		for (uint32_t i = 0; i < n; i++) {
			wasl_cbor_put_uint(out, 20 * i);
			put_random(out, open - 1);
		}
		break;
	default:
		wasl_cbor_put_tag(out, n < 2 ? 16 : 96);
		put_random(out, open - 1);
		break;
	}
}

static void test_cbor_oracle__agrees_on_all_short_inputs(void **state)
{
	uint8_t in[2];

	(void)state;
	for (uint32_t v = 0; v < 1u << 16; v++) {
		in[0] = (uint8_t)(v >> 8);
		in[1] = (uint8_t)v;
		compare(wasl_bytes_of(in, 2));
		compare(wasl_bytes_of(in, 1));
	}
}

static void test_cbor_oracle__random_items_survive(void **state)
{
	uint8_t space[INPUT_MAX];
	uint8_t again[INPUT_MAX];
	unsigned whole = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct wasl_buf in = WASL_BUF(space);
		struct wasl_buf out = WASL_BUF(again);

		put_random(&in, 1 + draw(WASL_CBOR_DEPTH_MAX));
		if (in.over)
			continue;
		whole++;
		check_ok(copy_cbor(&out, wasl_buf_bytes(&in), NULL));
		assert_true(wasl_bytes_eq(wasl_buf_bytes(&in),
					  wasl_buf_bytes(&out)));
		compare(wasl_buf_bytes(&in));
	}
	assert_true(whole > 10000);
}

static void test_cbor_oracle__agrees_on_damaged_items(void **state)
{
	uint8_t space[INPUT_MAX];

	(void)state;
	for (int i = 0; i < 100000; i++) {
		struct wasl_buf in = WASL_BUF(space);

		put_random(&in, 4);
		if (in.over)
			continue;
		for (uint32_t k = draw(3) + 1; k > 0; k--)
			in.p[draw((uint32_t)in.n)] = (uint8_t)draw(256);
		compare(wasl_bytes_of(in.p, draw((uint32_t)in.n) + 1));
		compare(wasl_buf_bytes(&in));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cbor_oracle__agrees_on_all_short_inputs),
		cmocka_unit_test(test_cbor_oracle__random_items_survive),
		cmocka_unit_test(test_cbor_oracle__agrees_on_damaged_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
