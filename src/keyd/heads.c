#include "keyd/heads.h"

#include "base/file.h"
#include "keyd/fields.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static wasl_status failed(struct wasl_err *err, const char *what)
{
	return wasl_fail(err, wasl_write_status(errno), "heads: %s: %s", what,
			 strerror(errno));
}

wasl_status wasl_heads_create(int *fd, int dir, struct wasl_err *err)
{
	static const uint8_t zero[WASL_HEAD_SLOT];

	*fd = openat(dir, WASL_HEADS_FILE,
		     O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (*fd < 0)
		return failed(err, "cannot create " WASL_HEADS_FILE);
	/* Written, not only reserved: a later fdatasync then has no metadata
	 * to write. */
	for (uint64_t at = 0; at < WASL_HEADS_LEN; at += sizeof(zero))
		if (!wasl_pwrite_all(*fd, WASL_BYTES(zero), at))
			return failed(err, "cannot write " WASL_HEADS_FILE);
	if (fsync(*fd) != 0 || fsync(dir) != 0)
		return failed(err, "fsync");
	return WASL_OK;
}

wasl_status wasl_heads_open(int *fd, int dir, struct wasl_err *err)
{
	struct stat st;

	*fd = openat(dir, WASL_HEADS_FILE, O_RDWR | O_CLOEXEC);
	if (*fd < 0 && errno != ENOENT)
		return failed(err, "cannot open " WASL_HEADS_FILE);
	if (*fd < 0 || fstat(*fd, &st) != 0 ||
	    (uint64_t)st.st_size < WASL_HEADS_LEN)
		return wasl_fail(err, WASL_ROLLBACK,
				 "heads: " WASL_HEADS_FILE
				 " is gone or cut short: what was signed "
				 "before is not known");
	return WASL_OK;
}

void wasl_head_init(struct wasl_head *out, int fd,
		    const struct wasl_secret *key, uint32_t line,
		    enum wasl_keyd_log log, const char *origin)
{
	uint64_t pair = (uint64_t)line * 2 + (log == WASL_KEYD_MIRROR ? 1 : 0);
	size_t n = strlen(origin);

	wasl_assert(line < WASL_PEERS_MAX && n < sizeof(out->origin));
	*out = (struct wasl_head){
		.slots = {.fd = fd,
			  .at = pair * 2 * WASL_HEAD_SLOT,
			  .size = WASL_HEAD_SLOT,
			  .key = key},
	};
	memcpy(out->origin, origin, n + 1);
}

void wasl_head_write(struct wasl_buf *out, const struct wasl_head *head)
{
	wasl_field_put_text(out, head->origin);
	wasl_tree_write(out, &head->tree);
	wasl_buf_put_u64(out, head->time);
	wasl_buf_put_u8(out, head->frozen ? 1 : 0);
	wasl_buf_put_u64(out, head->thaw_time);
	wasl_field_put_text(out, head->thaw_by[0]);
	wasl_field_put_text(out, head->thaw_by[1]);
	wasl_field_put_short(out, wasl_bytes_of(head->note, head->note_n));
}

wasl_status wasl_head_parse(struct wasl_head *head, wasl_bytes in,
			    struct wasl_err *err)
{
	struct wasl_head read = {.slots = head->slots};
	struct wasl_cursor c = wasl_cursor_init(in);
	uint8_t frozen;

	wasl_field_text(read.origin, sizeof(read.origin), &c);
	wasl_tree_parse(&read.tree, &c);
	read.time = wasl_cursor_u64(&c);
	frozen = wasl_cursor_u8(&c);
	read.frozen = frozen == 1;
	read.thaw_time = wasl_cursor_u64(&c);
	for (size_t i = 0; i < 2; i++)
		wasl_field_text(read.thaw_by[i], sizeof(read.thaw_by[i]), &c);
	read.note_n = wasl_field_copy_short(read.note, sizeof(read.note), &c);
	if (wasl_cursor_finish(&c, NULL) != WASL_OK || frozen > 1)
		return wasl_fail(err, WASL_CORRUPT,
				 "heads: the record is not one");
	if (strcmp(read.origin, head->origin) != 0)
		return wasl_fail(err, WASL_CORRUPT,
				 "heads: a record of %s where %s stands",
				 read.origin, head->origin);
	*head = read;
	return WASL_OK;
}

static wasl_status read_slot(struct wasl_head *head, wasl_bytes *record,
			     uint8_t space[static WASL_HEAD_SLOT],
			     struct wasl_err *err)
{
	wasl_status status = wasl_slots_read(&head->slots, record, space, err);

	if (status != WASL_OK)
		wasl_err_prefix(err, "heads: %s", head->origin);
	return status;
}

wasl_status wasl_head_load(struct wasl_head *head, struct wasl_err *err)
{
	uint8_t space[WASL_HEAD_SLOT];
	wasl_bytes record;

	WASL_TRY(read_slot(head, &record, space, err));
	return wasl_head_parse(head, record, err);
}

wasl_status wasl_head_renew(struct wasl_head *head, struct wasl_err *err)
{
	uint8_t space[WASL_HEAD_SLOT];
	wasl_bytes record;

	WASL_TRY(read_slot(head, &record, space, err));
	return wasl_head_save(head, err);
}

wasl_status wasl_head_save(struct wasl_head *head, struct wasl_err *err)
{
	uint8_t record[WASL_HEAD_SLOT], space[WASL_HEAD_SLOT];
	struct wasl_buf buf = WASL_BUF(record);
	wasl_status status;

	wasl_head_write(&buf, head);
	wasl_assert(!buf.over);
	status = wasl_slots_write(&head->slots, wasl_buf_bytes(&buf), space,
				  err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "heads: %s", head->origin);
	return status;
}
