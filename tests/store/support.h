/* A scratch folder and a small schema of items for the tests of this room. */
#ifndef WASL_TESTS_STORE_SUPPORT_H
#define WASL_TESTS_STORE_SUPPORT_H

#include "check.h"

#include "store/store.h"
#include "test_statements.h"

extern const struct wasl_store_schema test_schema;

/* cmocka fixtures: *state is the path of a database in a folder of its own. */
int scratch_setup(void **state);
int scratch_teardown(void **state);

#define IN_SCRATCH(test)                                                       \
	cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

/* A path beside the database; valid until the next call. */
const char *scratch_beside(void **state, const char *name);

struct wasl_store *open_items(void **state);
wasl_status insert(struct store_tx *tx, int64_t id, struct wasl_err *err);
void insert_committed(struct wasl_store *store, int64_t id);
int64_t count(struct wasl_store *store);

#endif
