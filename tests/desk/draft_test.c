#include "support.h"

#include "desk/access.h"
#include "desk/draft.h"

#define VALIDATOR WASL_ROLE_BIT(WASL_ROLE_VALIDATOR)
#define OPERATOR  WASL_ROLE_BIT(WASL_ROLE_OPERATOR)

struct desk {
	struct wasl_store *store;
	struct store_tx tx;
	struct wasl_user author, second;
	struct wasl_arena arena;
	struct wasl_draft draft;
};

/* An open transaction with two officers and one waiting draft. */
static void desk_open(struct desk *d, void **state)
{
	*d = (struct desk){.store = open_desk(state),
			   .arena = wasl_arena_init(1 << 20)};
	check_ok(wasl_store_begin(&d->tx, d->store, NULL));
	check_ok(add_user(&d->tx, &d->author, "author", OPERATOR | VALIDATOR,
			  NULL));
	check_ok(add_user(&d->tx, &d->second, "second", VALIDATOR, NULL));
	struct wasl_draft draft = {
		.author_id = d->author.id,
		.peer_id = 1,
		.kind = "arrest",
		.act = "open",
		.roles = VALIDATOR,
		.dossier_id = {1, 2, 3},
		.sealed = wasl_text_bytes(WASL_TEXT("sealed")),
		.view_own = 4,
		.view_partner = 5,
		.digest = {9, 8, 7},
		.created_at = NOW,
	};
	check_ok(wasl_draft_add(&d->tx, &draft.id, &draft, NULL));
	check_ok(wasl_draft_get(&d->tx.reader, &d->arena, &d->draft, draft.id,
				NULL));
}

static void desk_close(struct desk *d)
{
	wasl_store_rollback(&d->tx);
	wasl_store_close(d->store);
	wasl_arena_deinit(&d->arena);
}

static struct wasl_draft again(struct desk *d)
{
	struct wasl_draft draft;
	check_ok(wasl_draft_get(&d->tx.reader, &d->arena, &draft, d->draft.id,
				NULL));
	return draft;
}

static void test_desk_draft__is_read_as_it_was_stored(void **state)
{
	struct desk d;
	struct wasl_draft *list;
	size_t n;
	desk_open(&d, state);
	assert_string_equal(d.draft.kind, "arrest");
	assert_string_equal(d.draft.act, "open");
	assert_int_equal(d.draft.roles, VALIDATOR);
	assert_int_equal(d.draft.state, WASL_DRAFT_WAITING);
	assert_int_equal(d.draft.view_own, 4);
	assert_int_equal(d.draft.view_partner, 5);
	assert_int_equal(d.draft.digest[0], 9);
	assert_int_equal(d.draft.dossier_id[2], 3);
	assert_true(wasl_bytes_eq(d.draft.sealed,
				  wasl_text_bytes(WASL_TEXT("sealed"))));
	check_ok(wasl_draft_waiting(&d.tx.reader, &d.arena, &list, &n, NULL));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].id, d.draft.id);
	desk_close(&d);
}

static void test_desk_draft__second_person_approves_once(void **state)
{
	struct desk d;
	desk_open(&d, state);
	check_ok(wasl_draft_may_approve(&d.draft, d.second.id, d.second.roles,
					d.draft.digest, NULL));
	check_ok(wasl_draft_approve(&d.tx, d.draft.id, d.second.id, NOW, NULL));
	assert_int_equal(again(&d).state, WASL_DRAFT_APPROVED);
	assert_int_equal(again(&d).second_id, d.second.id);
	d.draft = again(&d);
	check_status(wasl_draft_may_approve(&d.draft, d.second.id,
					    d.second.roles, d.draft.digest,
					    NULL),
		     WASL_CONFLICT);
	check_status(
		wasl_draft_approve(&d.tx, d.draft.id, d.second.id, NOW, NULL),
		WASL_CONFLICT);
	desk_close(&d);
}

static void test_desk_draft__author_cannot_approve_whatever_his_roles(void **st)
{
	struct desk d;
	desk_open(&d, st);
	check_status(wasl_draft_may_approve(&d.draft, d.author.id,
					    d.author.roles, d.draft.digest,
					    NULL),
		     WASL_DENIED);
	/* The database does not believe the code above it either. */
	check_status(
		wasl_draft_approve(&d.tx, d.draft.id, d.author.id, NOW, NULL),
		WASL_CONFLICT);
	desk_close(&d);
}

static void test_desk_draft__another_digest_is_not_approved(void **state)
{
	uint8_t digest[32];
	struct desk d;
	desk_open(&d, state);
	for (size_t bit = 0; bit < 256; bit++) {
		memcpy(digest, d.draft.digest, sizeof(digest));
		digest[bit / 8] ^= (uint8_t)(1u << (bit % 8));
		check_status(wasl_draft_may_approve(&d.draft, d.second.id,
						    d.second.roles, digest,
						    NULL),
			     WASL_CONFLICT);
	}
	desk_close(&d);
}

static void test_desk_draft__goes_back_with_a_reason(void **state)
{
	char much[WASL_DRAFT_REASON_MAX + 2];
	struct desk d;
	memset(much, 'x', sizeof(much) - 1);
	much[sizeof(much) - 1] = '\0';
	const char *bad[] = {"", much, "\xff"};
	desk_open(&d, state);
	for (size_t i = 0; i < 3; i++)
		check_status(wasl_draft_return(&d.tx, &d.draft, d.second.id,
					       d.second.roles,
					       wasl_text_of(bad[i]), NOW, NULL),
			     WASL_SCHEMA);
	check_status(wasl_draft_return(&d.tx, &d.draft, 99, OPERATOR,
				       WASL_TEXT("no"), NOW, NULL),
		     WASL_DENIED);
	check_ok(wasl_draft_return(&d.tx, &d.draft, d.second.id, d.second.roles,
				   WASL_TEXT("which court?"), NOW, NULL));
	assert_int_equal(again(&d).state, WASL_DRAFT_RETURNED);
	assert_string_equal(again(&d).reason, "which court?");
	desk_close(&d);
}

static void test_desk_draft__author_takes_his_own_back(void **state)
{
	struct desk d;
	size_t n;
	struct wasl_draft *list;
	desk_open(&d, state);
	check_ok(wasl_draft_return(&d.tx, &d.draft, d.author.id, OPERATOR,
				   WASL_TEXT("wrong person"), NOW, NULL));
	check_ok(wasl_draft_waiting(&d.tx.reader, &d.arena, &list, &n, NULL));
	assert_int_equal(n, 0);
	desk_close(&d);
}

static void test_desk_draft__an_unknown_one_is_not_found(void **state)
{
	struct desk d;
	desk_open(&d, state);
	check_status(wasl_draft_get(&d.tx.reader, &d.arena, &d.draft, 99, NULL),
		     WASL_NOT_FOUND);
	desk_close(&d);
}

static void test_desk_access__says_who_looked_at_which_dossier(void **state)
{
	static const uint8_t dossier[16] = {4}, subject[32] = {5};
	struct desk d;
	struct wasl_access_filter filter = {
		.officer = "", .what = -1, .ref = ""};
	struct wasl_access_row *list;
	size_t n;
	desk_open(&d, state);
	struct wasl_access a = {
		NOW,	  d.author.id,	       WASL_ACCESS_SEARCH,
		"patrol", WASL_BYTES(dossier), WASL_BYTES(subject)};
	check_ok(wasl_access_add(&d.tx, &a, NULL));
	a.at = NOW + 1;
	a.dossier_id = a.subject = (wasl_bytes){NULL, 0};
	check_ok(wasl_access_add(&d.tx, &a, NULL));
	filter.since = NOW + 1;
	check_ok(wasl_access_list(&d.tx.reader, &d.arena, &list, &n, &filter,
				  NULL));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].dossier_id.n, 0);
	filter.since = 0;
	filter.what = WASL_ACCESS_EXPORT;
	check_ok(wasl_access_list(&d.tx.reader, &d.arena, &list, &n, &filter,
				  NULL));
	assert_int_equal(n, 0);
	filter.what = -1;
	filter.officer = "nobody";
	check_ok(wasl_access_list(&d.tx.reader, &d.arena, &list, &n, &filter,
				  NULL));
	assert_int_equal(n, 0);
	filter.officer = "";
	check_ok(wasl_access_list(&d.tx.reader, &d.arena, &list, &n, &filter,
				  NULL));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].officer, "author");
	assert_string_equal(list[0].ref, "");
	assert_string_equal(wasl_access_text(list[0].what), "search");
	assert_string_equal(list[0].purpose, "patrol");
	assert_true(wasl_bytes_eq(list[0].subject, WASL_BYTES(subject)));
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(test_desk_draft__is_read_as_it_was_stored),
		IN_SCRATCH(test_desk_draft__second_person_approves_once),
		IN_SCRATCH(
			test_desk_draft__author_cannot_approve_whatever_his_roles),
		IN_SCRATCH(test_desk_draft__another_digest_is_not_approved),
		IN_SCRATCH(test_desk_draft__goes_back_with_a_reason),
		IN_SCRATCH(test_desk_draft__author_takes_his_own_back),
		IN_SCRATCH(test_desk_draft__an_unknown_one_is_not_found),
		IN_SCRATCH(test_desk_access__says_who_looked_at_which_dossier),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
