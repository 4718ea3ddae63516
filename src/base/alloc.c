#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static _Thread_local long fail_at = -1;

static bool must_fail(void)
{
	if (fail_at < 0)
		return false;
	return fail_at-- == 0;
}

void wasl_alloc_fail_at(long nth)
{
	fail_at = nth;
}

bool wasl_size_add(size_t *out, size_t a, size_t b)
{
	if (__builtin_add_overflow(a, b, out)) {
		*out = 0;
		return false;
	}
	return true;
}

bool wasl_size_mul(size_t *out, size_t a, size_t b)
{
	if (__builtin_mul_overflow(a, b, out)) {
		*out = 0;
		return false;
	}
	return true;
}

void *wasl_alloc(size_t n, size_t size)
{
	if (must_fail())
		return NULL;
	return calloc(n == 0 ? 1 : n, size == 0 ? 1 : size);
}

bool wasl_grow(void *p, size_t *cap, size_t need, size_t size)
{
	void **slot = p;
	size_t want = *cap < 8 ? 8 : *cap;
	size_t bytes;
	void *grown;

	if (need <= *cap)
		return true;
	while (want < need)
		if (!wasl_size_mul(&want, want, 2))
			return false;
	if (!wasl_size_mul(&bytes, want, size) || must_fail())
		return false;
	grown = realloc(*slot, bytes);
	if (grown == NULL)
		return false;
	*slot = grown;
	*cap = want;
	return true;
}

char *wasl_strndup(const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		return NULL;
	copy = wasl_alloc(n + 1, 1);
	if (copy != NULL && n > 0)
		memcpy(copy, s, n);
	return copy;
}

void wasl_free(void *p)
{
	free(p);
}

void wasl_free_scope_(void *p)
{
	void **slot = p;

	wasl_free(*slot);
}
