#include "keyd/fields.h"

void wasl_field_put_short(struct wasl_buf *out, wasl_bytes in)
{
	wasl_assert(in.n <= UINT16_MAX);
	wasl_buf_put_u16(out, (uint16_t)in.n);
	wasl_buf_put(out, in.p, in.n);
}

void wasl_field_put_long(struct wasl_buf *out, wasl_bytes in)
{
	/* Longer than any frame: let the buffer say so. */
	if (in.n > WASL_KEYD_FRAME_MAX) {
		out->over = true;
		return;
	}
	wasl_buf_put_u32(out, (uint32_t)in.n);
	wasl_buf_put(out, in.p, in.n);
}

void wasl_field_put_text(struct wasl_buf *out, const char *text)
{
	wasl_field_put_short(out, wasl_bytes_of(text, strlen(text)));
}

void wasl_field_put_vkey(struct wasl_buf *out, const struct wasl_vkey *key)
{
	char text[WASL_VKEY_MAX + 1];

	wasl_vkey_write(text, key);
	wasl_field_put_text(out, text);
}

wasl_bytes wasl_field_short(struct wasl_cursor *in)
{
	return wasl_cursor_take(in, wasl_cursor_u16(in));
}

wasl_bytes wasl_field_long(struct wasl_cursor *in)
{
	return wasl_cursor_take(in, wasl_cursor_u32(in));
}

void wasl_field_copy(void *out, size_t n, struct wasl_cursor *in)
{
	wasl_bytes b = wasl_cursor_take(in, n);

	if (b.n == n)
		memcpy(out, b.p, n);
}

size_t wasl_field_copy_short(void *out, size_t cap, struct wasl_cursor *in)
{
	wasl_bytes b = wasl_field_short(in);

	if (b.n > cap) {
		in->bad = true;
		return 0;
	}
	if (b.n > 0)
		memcpy(out, b.p, b.n);
	return b.n;
}

void wasl_field_text(char *out, size_t cap, struct wasl_cursor *in)
{
	size_t n = wasl_field_copy_short(out, cap - 1, in);

	out[n] = '\0';
	if (strlen(out) != n)
		in->bad = true;
}

void wasl_field_vkey(struct wasl_vkey *out, struct wasl_cursor *in)
{
	wasl_bytes b = wasl_field_short(in);

	if (!in->bad &&
	    wasl_vkey_parse(out, (wasl_text){(const char *)b.p, b.n}, NULL) !=
		    WASL_OK)
		in->bad = true;
}
