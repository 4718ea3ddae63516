/* A database with the product's schema, a few officers and a set random. */
#ifndef WASL_TESTS_DESK_SUPPORT_H
#define WASL_TESTS_DESK_SUPPORT_H

#include "scratch.h"

#include "desk/user.h"

#define NOW INT64_C(1790000000) /* 2026-09-21 */

static inline struct wasl_store *open_desk(void **state)
{
	struct wasl_store_options o = {.where = scratch_path(state, "db"),
				       .readers = 2};
	struct wasl_store *store;
	check_ok(wasl_store_open(&store, &o, NULL));
	return store;
}

/* 0, 1, 2 … so that pseudonyms are known. */
static inline void count_up(void *ctx, void *out, size_t n)
{
	uint8_t *next = ctx, *p = out;
	for (size_t i = 0; i < n; i++)
		p[i] = i == 0 ? (*next)++ : 0;
}

static inline wasl_status add_user(struct store_tx *tx, struct wasl_user *out,
				   const char *name, uint32_t roles,
				   struct wasl_err *err)
{
	static uint8_t next;
	struct wasl_random random = {count_up, &next};
	struct wasl_user_new user = {WASL_TEXT("FR"), wasl_text_of(name),
				     WASL_TEXT("SPOC"), roles, 0};
	return wasl_user_add(tx, out, &user, NOW, &random, err);
}

#endif
