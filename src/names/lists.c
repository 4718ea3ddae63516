#include "names/lists.h"

#include "base/alloc.h"

void wasl_lists_deinit(struct wasl_lists *lists)
{
	for (size_t i = 0; i < lists->large_n; i++)
		wasl_free(lists->large[i].item);
	wasl_free(lists->large);
	wasl_free(lists->pool);
	*lists = (struct wasl_lists){0};
}

/* Forms: the number itself, blocks of 2, 4, 8, memory of its own. */
enum { ONE, BLOCK_2, BLOCK_4, BLOCK_8, LARGE };

static uint32_t room(uint32_t form)
{
	return 1u << form;
}

static bool take_block(struct wasl_lists *lists, uint32_t form, uint32_t *at)
{
	uint32_t *first = &lists->free[form - BLOCK_2];

	if (*first != 0) {
		*at = *first - 1;
		*first = lists->pool[*at];
		return true;
	}
	if (!wasl_grow(&lists->pool, &lists->pool_cap,
		       lists->pool_n + room(form), sizeof *lists->pool))
		return false;
	*at = (uint32_t)lists->pool_n;
	lists->pool_n += room(form);
	return true;
}

static void give_block(struct wasl_lists *lists, uint32_t form, uint32_t at)
{
	uint32_t *first = &lists->free[form - BLOCK_2];

	lists->pool[at] = *first;
	*first = at + 1;
}

static bool take_large(struct wasl_lists *lists, uint32_t *at)
{
	if (lists->large_free != 0) {
		*at = lists->large_free - 1;
		lists->large_free = (uint32_t)lists->large[*at].cap;
		lists->large[*at] = (struct wasl_lists_long){0};
		return true;
	}
	if (!wasl_grow(&lists->large, &lists->large_cap, lists->large_n + 1,
		       sizeof *lists->large))
		return false;
	*at = (uint32_t)lists->large_n++;
	lists->large[*at] = (struct wasl_lists_long){0};
	return true;
}

static void give_large(struct wasl_lists *lists, uint32_t at)
{
	wasl_free(lists->large[at].item);
	lists->large[at].item = NULL;
	lists->large[at].cap = lists->large_free;
	lists->large_free = at + 1;
}

const uint32_t *wasl_list_items(const struct wasl_lists *lists,
				const struct wasl_list *list)
{
	if (list->form == ONE)
		return &list->at;
	if (list->form == LARGE)
		return lists->large[list->at].item;
	return lists->pool + list->at;
}

/* Make room for one more number; those there are keep their order. */
static bool widen(struct wasl_lists *lists, struct wasl_list *list)
{
	uint32_t was[WASL_LIST_SMALL];
	uint32_t at;

	if (list->form == LARGE) {
		struct wasl_lists_long *l = &lists->large[list->at];

		return wasl_grow(&l->item, &l->cap, (size_t)list->n + 1,
				 sizeof *l->item);
	}
	memcpy(was, wasl_list_items(lists, list), list->n * sizeof *was);
	if (list->form == BLOCK_8) {
		if (!take_large(lists, &at))
			return false;
		struct wasl_lists_long *l = &lists->large[at];

		if (!wasl_grow(&l->item, &l->cap, 2 * (size_t)WASL_LIST_SMALL,
			       sizeof *l->item)) {
			give_large(lists, at);
			return false;
		}
		memcpy(l->item, was, list->n * sizeof *was);
	} else {
		if (!take_block(lists, list->form + 1u, &at))
			return false;
		memcpy(lists->pool + at, was, list->n * sizeof *was);
	}
	if (list->form != ONE)
		give_block(lists, list->form, list->at);
	list->at = at;
	list->form = (uint32_t)(list->form + 1u) & 7u;
	return true;
}

static uint32_t *items(struct wasl_lists *lists, struct wasl_list *list)
{
	if (list->form == ONE)
		return &list->at;
	if (list->form == LARGE)
		return lists->large[list->at].item;
	return lists->pool + list->at;
}

wasl_status wasl_list_add(struct wasl_lists *lists, struct wasl_list *list,
			  uint32_t value)
{
	bool full = list->form == LARGE || list->n == room(list->form);

	if (full && !widen(lists, list))
		return WASL_NO_MEMORY;
	items(lists, list)[list->n] = value;
	list->n = (uint32_t)(list->n + 1u) & 0x1fffffffu;
	return WASL_OK;
}

bool wasl_list_remove(struct wasl_lists *lists, struct wasl_list *list,
		      uint32_t value)
{
	uint32_t *item = items(lists, list);
	size_t low = 0;
	size_t high = list->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (item[mid] < value)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == list->n || item[low] != value)
		return false;
	memmove(item + low, item + low + 1, (list->n - low - 1) * sizeof *item);
	list->n = (uint32_t)(list->n - 1u) & 0x1fffffffu;
	if (list->n > 0)
		return true;
	if (list->form == LARGE)
		give_large(lists, list->at);
	else if (list->form != ONE)
		give_block(lists, list->form, list->at);
	*list = (struct wasl_list){0};
	return true;
}

size_t wasl_lists_bytes(const struct wasl_lists *lists)
{
	size_t sum = lists->pool_cap * sizeof *lists->pool +
		     lists->large_cap * sizeof *lists->large;

	for (size_t i = 0; i < lists->large_n; i++)
		if (lists->large[i].item != NULL)
			sum += lists->large[i].cap * sizeof(uint32_t);
	return sum;
}
