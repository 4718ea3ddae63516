#include "keyd/frame.h"

#include "keyd/fields.h"

#include <errno.h>
#include <sys/socket.h>

#define LENGTH_LEN 4
#define NUMBER_LEN 2

void wasl_frame_begin(struct wasl_buf *buf, uint16_t number)
{
	buf->n = 0;
	buf->over = false;
	wasl_buf_put_u32(buf, 0);
	wasl_buf_put_u16(buf, number);
}

static wasl_status gone(struct wasl_err *err)
{
	return wasl_fail(err, WASL_GONE, "keyd: the other process is gone");
}

wasl_status wasl_frame_send(int fd, struct wasl_buf *buf, struct wasl_err *err)
{
	struct wasl_buf head = {.p = buf->p, .cap = LENGTH_LEN};
	size_t sent = 0;

	if (buf->over || buf->n > LENGTH_LEN + WASL_KEYD_FRAME_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "keyd: a frame of more than %d bytes",
				 WASL_KEYD_FRAME_MAX);
	wasl_buf_put_u32(&head, (uint32_t)(buf->n - LENGTH_LEN));
	while (sent < buf->n) {
		ssize_t n =
			send(fd, buf->p + sent, buf->n - sent, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return gone(err);
		sent += (size_t)n;
	}
	return WASL_OK;
}

static wasl_status receive(int fd, uint8_t *out, size_t n, struct wasl_err *err)
{
	while (n > 0) {
		ssize_t got = recv(fd, out, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return gone(err);
		out += got;
		n -= (size_t)got;
	}
	return WASL_OK;
}

wasl_status wasl_frame_receive(int fd, uint16_t *number, wasl_bytes *fields,
			       uint8_t *space, struct wasl_err *err)
{
	uint8_t head[LENGTH_LEN];
	struct wasl_cursor in;
	uint32_t n;

	*number = 0;
	*fields = (wasl_bytes){NULL, 0};
	WASL_TRY(receive(fd, head, sizeof(head), err));
	in = wasl_cursor_init(WASL_BYTES(head));
	n = wasl_cursor_u32(&in);
	if (n < NUMBER_LEN || n > WASL_KEYD_FRAME_MAX)
		return wasl_fail(err, WASL_MALFORMED,
				 "keyd: a frame of %u bytes", n);
	WASL_TRY(receive(fd, space, n, err));
	in = wasl_cursor_init(wasl_bytes_of(space, n));
	*number = wasl_cursor_u16(&in);
	*fields = wasl_bytes_of(in.p, in.n);
	return WASL_OK;
}

void wasl_frame_put_err(struct wasl_buf *buf, const struct wasl_err *err)
{
	wasl_field_put_text(buf, err->field);
	wasl_field_put_text(buf, err->text);
}

wasl_status wasl_frame_err(struct wasl_err *out, uint16_t status,
			   wasl_bytes fields)
{
	struct wasl_cursor in = wasl_cursor_init(fields);
	wasl_bytes field = wasl_field_short(&in);
	wasl_bytes text = wasl_field_short(&in);
	char pointer[WASL_ERR_FIELD_MAX];

	if (wasl_cursor_finish(&in, NULL) != WASL_OK ||
	    field.n >= sizeof(pointer) || status == WASL_OK)
		return wasl_fail(out, WASL_GONE,
				 "keyd: an answer that is not understood");
	if (field.n > 0)
		memcpy(pointer, field.p, field.n);
	pointer[field.n] = '\0';
	return wasl_fail_at(out, (wasl_status)status, pointer, "%.*s",
			    (int)text.n, (const char *)text.p);
}
