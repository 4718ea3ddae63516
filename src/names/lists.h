/* Very many short lists of numbers, and a few long ones, in little memory. */
#ifndef WASL_NAMES_LISTS_H
#define WASL_NAMES_LISTS_H

#include "base/bytes.h"

/*
 * One list. One number stands in `at` itself; up to WASL_LIST_SMALL lie in
 * blocks of 2, 4 or 8 of a common pool; more have memory of their own. An
 * all-zero list is empty.
 */
#define WASL_LIST_SMALL 8

struct wasl_list {
	uint32_t n : 29;
	uint32_t form : 3; /* where the numbers lie, in lists.c */
	uint32_t at;
};

struct wasl_lists_long {
	uint32_t *item;
	size_t cap;
};

/* The memory of many lists. All-zero is empty and valid. */
struct wasl_lists {
	uint32_t *pool;
	size_t pool_n, pool_cap;
	uint32_t free[3]; /* by block size 2, 4, 8: 1 + first, chained */
	struct wasl_lists_long *large;
	size_t large_n, large_cap;
	uint32_t large_free; /* 1 + first, chained through cap */
};

void wasl_lists_deinit(struct wasl_lists *lists);

/** Append; NO_MEMORY leaves the list as it was. */
wasl_status wasl_list_add(struct wasl_lists *lists, struct wasl_list *list,
			  uint32_t value) WASL_MUST_USE;

/** Take `value`, which ascends in the list, out; false if it is not there. */
bool wasl_list_remove(struct wasl_lists *lists, struct wasl_list *list,
		      uint32_t value);

/** The list's numbers, borrowed until the next change of any list. */
const uint32_t *wasl_list_items(const struct wasl_lists *lists,
				const struct wasl_list *list);

/** Bytes held. */
size_t wasl_lists_bytes(const struct wasl_lists *lists);

#endif
