#include "support.h"

#include "desk/casefile.h"
#include "desk/need.h"

struct desk {
	struct wasl_store *store;
	struct store_tx tx;
	struct wasl_user omar, karim;
	struct wasl_arena arena;
	struct wasl_casefile file;
};

static const uint8_t first[16] = {1}, second[16] = {2};

/* A case of omar's unit; karim is of another. */
static void begin(struct desk *d, void **state)
{
	*d = (struct desk){.store = open_desk(state),
			   .arena = wasl_arena_init(1024 * 1024)};
	check_ok(wasl_store_begin(&d->tx, d->store, NULL));
	check_ok(add_user(&d->tx, &d->omar, "omar",
			  WASL_ROLE_BIT(WASL_ROLE_OPERATOR), NULL));
	check_ok(add_user(&d->tx, &d->karim, "karim",
			  WASL_ROLE_BIT(WASL_ROLE_UNIT), NULL));
	snprintf(d->karim.unit, sizeof(d->karim.unit), "BRI");
	d->file = (struct wasl_casefile){
		.uid = {7},
		.ref = "MA-2026-CASE-000001",
		.kind = "event",
		.officer_id = d->omar.id,
		.at = NOW,
		.title = WASL_BYTES(first),
	};
	check_ok(wasl_casefile_put(&d->tx, &d->file, NULL));
}

static void end(struct desk *d)
{
	wasl_arena_deinit(&d->arena);
	wasl_store_rollback(&d->tx);
	wasl_store_close(d->store);
}

static size_t listed(struct desk *d, bool all, const struct wasl_user *user)
{
	const struct wasl_casefile_page whole = {0, "", WASL_CASEFILES_MAX};
	struct wasl_casefile_page page = {0, "", 1};
	struct wasl_casefile *files, *one;
	size_t n, k;

	check_ok(wasl_casefile_list(&d->tx.reader, &d->arena, &files, &n, all,
				    &whole, user, NOW, NULL));
	/* The same one by one. */
	for (size_t i = 0; i <= n; i++) {
		check_ok(wasl_casefile_list(&d->tx.reader, &d->arena, &one, &k,
					    all, &page, user, NOW, NULL));
		assert_int_equal(k, i < n);
		if (k == 0)
			break;
		assert_string_equal(one[0].ref, files[i].ref);
		page.at = one[0].at;
		page.ref = one[0].ref;
	}
	return n;
}

static void give(struct desk *d, const uint8_t row[static 16],
		 const struct wasl_user *user)
{
	const struct wasl_need need = {.unit = user->unit,
				       .why = WASL_NEED_ASSIGNED,
				       .given_by = d->omar.id,
				       .at = NOW};

	check_ok(wasl_need_put(&d->tx, wasl_bytes_of(row, 16), &need, NULL));
}

static void add(struct desk *d, const uint8_t row[static 16])
{
	check_ok(wasl_casefile_add(&d->tx, &d->file, wasl_bytes_of(row, 16),
				   d->omar.id, NOW, NULL));
}

static void
test_desk_casefile__is_listed_for_those_of_its_dossiers(void **state)
{
	struct desk d;

	begin(&d, state);
	assert_int_equal(listed(&d, true, &d.karim), 1);
	assert_int_equal(listed(&d, false, &d.omar), 0);
	give(&d, d.file.uid, &d.omar);
	assert_int_equal(listed(&d, false, &d.omar), 1);
	assert_int_equal(listed(&d, false, &d.karim), 0);
	give(&d, first, &d.karim);
	assert_int_equal(listed(&d, false, &d.karim), 0);
	add(&d, first);
	assert_int_equal(listed(&d, false, &d.karim), 1);
	check_ok(wasl_casefile_remove(&d.tx, &d.file, WASL_BYTES(first), NULL));
	assert_int_equal(listed(&d, false, &d.karim), 0);
	end(&d);
}

static void
test_desk_casefile__a_dossier_may_be_in_several_but_once(void **state)
{
	struct wasl_casefile other, *files;
	struct desk d;
	size_t n;

	begin(&d, state);
	add(&d, first);
	add(&d, first);
	add(&d, second);
	assert_int_equal(wasl_casefile_of(&d.tx.reader, &d.arena, &files, &n,
					  WASL_BYTES(first), NULL),
			 WASL_OK);
	assert_int_equal(n, 1);
	other = d.file;
	other.uid[0] = 8;
	other.ref = "MA-2026-CASE-000002";
	check_ok(wasl_casefile_put(&d.tx, &other, NULL));
	check_ok(wasl_casefile_add(&d.tx, &other, WASL_BYTES(first), d.omar.id,
				   NOW, NULL));
	check_ok(wasl_casefile_of(&d.tx.reader, &d.arena, &files, &n,
				  WASL_BYTES(first), NULL));
	assert_int_equal(n, 2);
	assert_string_equal(files[1].ref, other.ref);
	end(&d);
}

static void test_desk_casefile__what_is_not_in_it_is_not_taken_out(void **state)
{
	struct desk d;

	begin(&d, state);
	assert_int_equal(
		wasl_casefile_remove(&d.tx, &d.file, WASL_BYTES(first), NULL),
		WASL_NOT_FOUND);
	end(&d);
}

static void
test_desk_casefile__keeps_its_draft_and_finds_by_reference(void **state)
{
	struct wasl_casefile got;
	struct wasl_err err;
	struct desk d;

	begin(&d, state);
	check_ok(wasl_casefile_get(&d.tx.reader, &d.arena, &got,
				   wasl_text_of(d.file.ref), NULL));
	assert_int_equal(got.draft.n, 0);
	assert_string_equal(got.officer, "omar");
	d.file.draft = WASL_BYTES(second);
	check_ok(wasl_casefile_draft(&d.tx, &d.file, NULL));
	check_ok(wasl_casefile_get(&d.tx.reader, &d.arena, &got,
				   wasl_text_of(d.file.ref), NULL));
	assert_memory_equal(got.draft.p, second, sizeof(second));
	assert_memory_equal(got.title.p, first, sizeof(first));
	assert_int_equal(wasl_casefile_get(&d.tx.reader, &d.arena, &got,
					   WASL_TEXT("MA-2026-CASE-000009"),
					   &err),
			 WASL_NOT_FOUND);
	end(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(
			test_desk_casefile__is_listed_for_those_of_its_dossiers),
		IN_SCRATCH(
			test_desk_casefile__a_dossier_may_be_in_several_but_once),
		IN_SCRATCH(
			test_desk_casefile__what_is_not_in_it_is_not_taken_out),
		IN_SCRATCH(
			test_desk_casefile__keeps_its_draft_and_finds_by_reference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
