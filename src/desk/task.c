#include "desk/task.h"

#include "base/encode.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "kind/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *text;
	bool by_hand;
} sorts[WASL_TASKS] = {
	[WASL_TASK_CROSSED] = {"crossed", true},
	[WASL_TASK_REJECTED] = {"rejected", true},
	[WASL_TASK_CONFIRM] = {"confirm", false},
	[WASL_TASK_PROSECUTE] = {"prosecute", true},
	[WASL_TASK_APPLY] = {"apply", false},
	[WASL_TASK_REMOVE] = {"remove", false},
	[WASL_TASK_PERMISSION] = {"permission", false},
	[WASL_TASK_CLOCK] = {"clock", false},
	[WASL_TASK_TRIAGE] = {"triage", false},
	[WASL_TASK_APPROVE] = {"approve", false},
	[WASL_TASK_RETURNED] = {"returned", true},
	[WASL_TASK_RETENTION] = {"retention", true},
	[WASL_TASK_REFUSED] = {"refused-before", false},
	[WASL_TASK_REVIEW] = {"review", false},
	[WASL_TASK_SUBJECT] = {"subject-request", false},
	[WASL_TASK_BUDGET] = {"budget", true},
	[WASL_TASK_KNOWN] = {"known", true},
	[WASL_TASK_LIST] = {"list", false},
	[WASL_TASK_BATCH] = {"batch", true},
	[WASL_TASK_DRILL] = {"drill", true},
	[WASL_TASK_CASE] = {"case", false},
	[WASL_TASK_DECISION] = {"decision", false},
};

const char *wasl_task_text(wasl_task_sort sort)
{
	return (size_t)sort < WASL_TASKS ? sorts[sort].text : "";
}

bool wasl_task_ends_by_hand(wasl_task_sort sort)
{
	return (size_t)sort < WASL_TASKS && sorts[sort].by_hand;
}

void wasl_task_name(struct wasl_task *task, const char *format, ...)
{
	struct wasl_hash hash;
	va_list args;
	int front = snprintf(task->key, sizeof(task->key), "%s/",
			     wasl_task_text(task->sort));
	int rest;

	va_start(args, format);
	rest = vsnprintf(task->key + front, sizeof(task->key) - (size_t)front,
			 format, args);
	va_end(args);
	wasl_assert(rest > 0 && front + rest <= WASL_TASK_KEY_MAX);
	hash = wasl_sha256(wasl_text_bytes(wasl_text_of(task->key)));
	wasl_hex_write(task->id, wasl_bytes_of(hash.b, WASL_TASK_ID_LEN / 2));
}

struct wasl_task_place wasl_task_place_of(const struct wasl_task *task)
{
	return (struct wasl_task_place){
		.at = task->due_at == 0 ? INT64_MAX : task->due_at,
		.then = task->since,
		.key = task->key,
	};
}

int wasl_task_place_cmp(const struct wasl_task_place *a,
			const struct wasl_task_place *b)
{
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->then != b->then)
		return a->then < b->then ? -1 : 1;
	return strcmp(a->key, b->key);
}

static int compare(const void *a, const void *b)
{
	const struct wasl_task_place x = wasl_task_place_of(a);
	const struct wasl_task_place y = wasl_task_place_of(b);

	return wasl_task_place_cmp(&x, &y);
}

void wasl_task_sort_list(struct wasl_task *tasks, size_t n)
{
	if (n > 1)
		qsort(tasks, n, sizeof(*tasks), compare);
}

wasl_status wasl_task_is_done(struct store_reader *r, bool *done,
			      const struct wasl_task *task,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	wasl_status status = WASL_NOT_FOUND;

	if (wasl_task_ends_by_hand(task->sort))
		status = wasl_store_one(&rows, r, WASL_SQL_TASK_DONE_GET, err,
					WASL_ARGS(wasl_arg_str(task->key)));
	*done = status == WASL_OK;
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

wasl_status wasl_task_done(struct store_tx *tx, const struct wasl_task *task,
			   int64_t user_id, wasl_text note, int64_t now,
			   struct wasl_err *err)
{
	if (!wasl_task_ends_by_hand(task->sort))
		return wasl_fault(err, WASL_CONFLICT, "", "task-by-itself");
	if (note.n == 0 || note.n > WASL_TASK_NOTE_MAX ||
	    !wasl_utf8_valid(wasl_text_bytes(note)))
		return wasl_fault_of(err, WASL_SCHEMA, "/note", "text-range",
				     WASL_FAULT_N("max", WASL_TASK_NOTE_MAX));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_TASK_DONE_PUT, err,
		WASL_ARGS(wasl_arg_str(task->key), wasl_arg_int(user_id),
			  wasl_arg_text(note), wasl_arg_int(now))));
	if (wasl_store_changed(tx) == 0)
		return wasl_fault(err, WASL_CONFLICT, "", "task-done");
	return WASL_OK;
}
