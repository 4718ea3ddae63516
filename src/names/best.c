#include "names/best.h"

int wasl_best_order(const void *a, const void *b)
{
	const struct wasl_best *x = a;
	const struct wasl_best *y = b;

	if (x->estimate != y->estimate)
		return x->estimate > y->estimate ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static bool worse(const struct wasl_best *a, const struct wasl_best *b)
{
	return wasl_best_order(a, b) > 0;
}

static void swap(struct wasl_best *a, struct wasl_best *b)
{
	struct wasl_best was = *a;

	*a = *b;
	*b = was;
}

static void rise(struct wasl_best *heap, size_t at)
{
	while (at > 0 && worse(&heap[at], &heap[(at - 1) / 2])) {
		swap(&heap[at], &heap[(at - 1) / 2]);
		at = (at - 1) / 2;
	}
}

static void sink(struct wasl_best *heap, size_t n)
{
	for (size_t at = 0;;) {
		size_t least = at;

		for (size_t c = 2 * at + 1; c <= 2 * at + 2; c++)
			if (c < n && worse(&heap[c], &heap[least]))
				least = c;
		if (least == at)
			return;
		swap(&heap[at], &heap[least]);
		at = least;
	}
}

void wasl_best_keep(struct wasl_best *heap, size_t *n, size_t room,
		    struct wasl_best b)
{
	if (*n < room) {
		heap[*n] = b;
		rise(heap, (*n)++);
	} else if (worse(&heap[0], &b)) {
		heap[0] = b;
		sink(heap, *n);
	}
}
