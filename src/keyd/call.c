#include "keyd/call.h"

struct wasl_call wasl_call_begin(struct wasl_keyd *keyd,
				 struct wasl_keyd_link *link,
				 enum wasl_keyd_request request)
{
	struct wasl_call call = {
		.keyd = keyd,
		.link = link,
		.status = WASL_GONE,
	};

	pthread_mutex_lock(&link->lock);
	call.out = (struct wasl_buf){.p = link->space, .cap = WASL_KEYD_SPACE};
	wasl_frame_begin(&call.out, (uint16_t)request);
	return call;
}

bool wasl_call_ask(struct wasl_call *call, struct wasl_err *err)
{
	struct wasl_keyd_link *link = call->link;
	wasl_bytes fields;
	uint16_t number;

	call->used = call->out.n;
	if (atomic_load(&call->keyd->gone))
		call->status = wasl_fail(err, WASL_GONE, "keyd: is gone");
	else
		call->status = wasl_frame_send(link->fd, &call->out, err);
	if (call->status != WASL_OK)
		return false;
	call->status = wasl_frame_receive(link->fd, &number, &fields,
					  link->space, err);
	if (call->status != WASL_OK) {
		call->status = WASL_GONE;
		return false;
	}
	if (fields.n + sizeof(number) > call->used)
		call->used = fields.n + sizeof(number);
	if (number != WASL_OK) {
		call->status = wasl_frame_err(err, number, fields);
		return false;
	}
	call->in = wasl_cursor_init(fields);
	return true;
}

wasl_status wasl_call_end(struct wasl_call *call, struct wasl_err *err)
{
	if (call->status == WASL_OK &&
	    wasl_cursor_finish(&call->in, NULL) != WASL_OK)
		call->status = WASL_GONE;
	if (call->status == WASL_GONE) {
		atomic_store(&call->keyd->gone, true);
		wasl_fail(err, WASL_GONE, "keyd: is gone");
	}
	explicit_bzero(call->link->space, call->used);
	pthread_mutex_unlock(&call->link->lock);
	return call->status;
}
