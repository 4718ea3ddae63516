#include "keyd/slots.h"

#include "base/file.h"
#include "crypto/kdf.h"

#include <errno.h>
#include <unistd.h>

static const char magic[8] = {'w', 'a', 's', 'l', 's', 'l', 'o', 't'};
#define CHECK_LEN 32

static void checksum(struct wasl_hash *out, wasl_bytes in,
		     const struct wasl_secret *key)
{
	*out = key == NULL ? wasl_sha256(in)
			   : wasl_hmac(wasl_secret_reveal(key), &in, 1);
}

wasl_status wasl_slot_parse(wasl_bytes *record, uint64_t *sequence,
			    wasl_bytes in, const struct wasl_secret *key,
			    struct wasl_err *err)
{
	struct wasl_cursor c = wasl_cursor_init(in);
	wasl_bytes head = wasl_cursor_take(&c, sizeof(magic));
	uint64_t number = wasl_cursor_u64(&c);
	wasl_bytes body = wasl_cursor_take(&c, wasl_cursor_u32(&c));
	wasl_bytes check = wasl_cursor_take(&c, CHECK_LEN);
	struct wasl_hash want;

	*record = (wasl_bytes){NULL, 0};
	*sequence = 0;
	if (c.bad || number == 0 || memcmp(head.p, magic, sizeof(magic)) != 0)
		return wasl_fail(err, WASL_CORRUPT, "slot: not a slot");
	checksum(&want, wasl_bytes_of(in.p, (size_t)(check.p - in.p)), key);
	if (memcmp(want.b, check.p, CHECK_LEN) != 0)
		return wasl_fail(err, WASL_CORRUPT, "slot: torn or altered");
	*record = body;
	*sequence = number;
	return WASL_OK;
}

static wasl_status failed(struct wasl_err *err, const char *what)
{
	return wasl_fail(err, wasl_write_status(errno), "slot: %s: %s", what,
			 strerror(errno));
}

/* Read one slot; a file that ends early reads as zeros, which is no slot. */
static wasl_status read_slot(uint8_t *space, const struct wasl_slots *slots,
			     unsigned which, struct wasl_err *err)
{
	off_t at = (off_t)(slots->at + which * slots->size);
	size_t have = 0;

	while (have < slots->size) {
		ssize_t n = pread(slots->fd, space + have, slots->size - have,
				  at + (off_t)have);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return failed(err, "read");
		if (n == 0)
			break;
		have += (size_t)n;
	}
	memset(space + have, 0, slots->size - have);
	return WASL_OK;
}

wasl_status wasl_slots_read(struct wasl_slots *slots, wasl_bytes *record,
			    uint8_t *space, struct wasl_err *err)
{
	uint64_t best = 0, sequence;
	unsigned newest = 0;
	wasl_bytes ignored;

	*record = (wasl_bytes){NULL, 0};
	for (unsigned i = 0; i < 2; i++) {
		WASL_TRY(read_slot(space, slots, i, err));
		if (wasl_slot_parse(&ignored, &sequence,
				    wasl_bytes_of(space, slots->size),
				    slots->key, NULL) == WASL_OK &&
		    sequence > best) {
			best = sequence;
			newest = i;
		}
	}
	if (best == 0)
		return wasl_fail(err, WASL_CORRUPT,
				 "slot: neither of the two is whole");
	WASL_TRY(read_slot(space, slots, newest, err));
	slots->sequence = best;
	slots->newest = newest;
	return wasl_slot_parse(record, &sequence,
			       wasl_bytes_of(space, slots->size), slots->key,
			       err);
}

wasl_status wasl_slots_write(struct wasl_slots *slots, wasl_bytes record,
			     uint8_t *space, struct wasl_err *err)
{
	struct wasl_buf buf = {.p = space, .cap = slots->size};
	unsigned next = slots->sequence == 0 ? 0 : 1 - slots->newest;
	off_t at = (off_t)(slots->at + next * slots->size);
	struct wasl_hash check;

	wasl_buf_put(&buf, magic, sizeof(magic));
	wasl_buf_put_u64(&buf, slots->sequence + 1);
	wasl_buf_put_u32(&buf, (uint32_t)record.n);
	wasl_buf_put(&buf, record.p, record.n);
	if (buf.over || buf.n + CHECK_LEN > buf.cap || record.n > UINT32_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "slot: %zu bytes do not fit", record.n);
	checksum(&check, wasl_buf_bytes(&buf), slots->key);
	wasl_buf_put(&buf, check.b, sizeof(check.b));
	if (!wasl_pwrite_all(slots->fd, wasl_buf_bytes(&buf), (uint64_t)at))
		return failed(err, "write");
	if (fdatasync(slots->fd) != 0)
		return failed(err, "fdatasync");
	slots->sequence++;
	slots->newest = next;
	return WASL_OK;
}
