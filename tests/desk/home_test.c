#include "support.h"

#include "desk/home.h"

static const uint8_t dossier[16] = {9};

static struct wasl_home make(uint8_t n, wasl_home_sort sort, int64_t expires)
{
	return (struct wasl_home){
		.uid = {n},
		.sort = sort,
		.dossier = WASL_BYTES(dossier),
		.at = NOW,
		.expires_at = expires,
		.sealed = wasl_text_bytes(WASL_TEXT("sealed")),
	};
}

struct desk {
	struct wasl_store *store;
	struct store_tx tx;
	struct wasl_user first, second;
	struct wasl_arena arena;
};

static void begin(struct desk *d, void **state)
{
	const uint32_t roles = WASL_ROLE_BIT(WASL_ROLE_VALIDATOR);
	*d = (struct desk){.store = open_desk(state),
			   .arena = wasl_arena_init((size_t)16 * 1024 * 1024)};
	check_ok(wasl_store_begin(&d->tx, d->store, NULL));
	check_ok(add_user(&d->tx, &d->first, "amal", roles, NULL));
	check_ok(add_user(&d->tx, &d->second, "zineb", roles, NULL));
}

static void end(struct desk *d)
{
	wasl_arena_deinit(&d->arena);
	wasl_store_rollback(&d->tx);
	wasl_store_close(d->store);
}

static size_t count(struct desk *d, wasl_home_sort sort, int64_t now)
{
	struct wasl_home *list;
	size_t n;
	check_ok(wasl_home_list(&d->tx.reader, &d->arena, &list, &n, sort,
				(wasl_bytes){NULL, 0}, now, NULL));
	return n;
}

static void
test_desk_home__entries_come_in_the_order_they_were_put(void **state)
{
	struct wasl_home *list;
	struct desk d;
	size_t n;
	begin(&d, state);
	for (uint8_t i = 9; i > 4; i--) {
		struct wasl_home home = make(i, WASL_HOME_CHECK, 0);
		check_ok(wasl_home_put(&d.tx, &home, NULL));
	}
	check_ok(wasl_home_list(&d.tx.reader, &d.arena, &list, &n,
				WASL_HOME_CHECK, WASL_BYTES(dossier), NOW,
				NULL));
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(list[i].uid[0], 9 - i);
	assert_string_equal(list[0].officer, "");
	end(&d);
}

static void test_desk_home__what_has_expired_is_gone(void **state)
{
	struct wasl_home home = make(1, WASL_HOME_REFUSED, NOW + 10);
	struct desk d;
	begin(&d, state);
	check_ok(wasl_home_put(&d.tx, &home, NULL));
	assert_int_equal(count(&d, WASL_HOME_REFUSED, NOW + 9), 1);
	assert_int_equal(count(&d, WASL_HOME_REFUSED, NOW + 10), 0);
	check_ok(wasl_home_expire(&d.tx, NOW + 10, NULL));
	assert_int_equal(count(&d, WASL_HOME_REFUSED, NOW), 0);
	end(&d);
}

static wasl_status follow(void *ctx, struct wasl_home *home,
			  struct wasl_err *err)
{
	int64_t *n = ctx;
	(void)err;
	assert_int_equal(home->at, (*n)++);
	return WASL_OK;
}

static void test_desk_home__a_walk_meets_each_once_in_order(void **state)
{
	struct desk d;
	int64_t n = 0;
	begin(&d, state);
	for (int64_t i = 0; i < 300; i++) {
		struct wasl_home home = make(0, WASL_HOME_REFUSED, 0);
		memcpy(home.uid, &i, sizeof(i));
		home.at = i;
		check_ok(wasl_home_put(&d.tx, &home, NULL));
	}
	check_ok(wasl_home_each(&d.tx.reader, WASL_HOME_REFUSED,
				(wasl_bytes){NULL, 0}, NOW, follow, &n, NULL));
	assert_int_equal(n, 300);
	check_ok(wasl_home_each(&d.tx.reader, WASL_HOME_HIT,
				WASL_BYTES(dossier), NOW, follow, &n, NULL));
	assert_int_equal(n, 300);
	end(&d);
}

static bool is_linked(struct desk *d, wasl_home_sort sort, wasl_bytes of,
		      wasl_bytes link)
{
	bool linked;
	check_ok(wasl_home_is_linked(&d->tx.reader, &linked, sort, of, link,
				     NULL));
	return linked;
}

static void test_desk_home__a_link_is_of_one_sort_and_dossier(void **state)
{
	struct wasl_home refused = make(1, WASL_HOME_REFUSED, 0);
	struct wasl_home hit = make(2, WASL_HOME_HIT, 0);
	wasl_bytes link = WASL_BYTES(refused.uid);
	struct desk d;
	begin(&d, state);
	check_ok(wasl_home_put(&d.tx, &refused, NULL));
	assert_false(is_linked(&d, WASL_HOME_HIT, hit.dossier, link));
	hit.link = link;
	check_ok(wasl_home_put(&d.tx, &hit, NULL));
	assert_true(is_linked(&d, WASL_HOME_HIT, hit.dossier, link));
	assert_false(is_linked(&d, WASL_HOME_CHECK, hit.dossier, link));
	assert_false(is_linked(&d, WASL_HOME_HIT, link, link));
	assert_false(
		is_linked(&d, WASL_HOME_HIT, hit.dossier, WASL_BYTES(hit.uid)));
	end(&d);
}

static void test_desk_home__an_entry_takes_what_links_to_it_along(void **state)
{
	struct wasl_home refused = make(1, WASL_HOME_REFUSED, 0);
	struct wasl_home hit = make(2, WASL_HOME_HIT, 0);
	struct desk d;
	bool open;
	begin(&d, state);
	hit.link = WASL_BYTES(refused.uid);
	check_ok(wasl_home_put(&d.tx, &refused, NULL));
	check_ok(wasl_home_put(&d.tx, &hit, NULL));
	check_ok(wasl_home_is_open(&d.tx.reader, &open, WASL_HOME_HIT,
				   WASL_BYTES(dossier), NULL));
	assert_true(open);
	check_ok(wasl_home_drop(&d.tx, refused.uid, NULL));
	check_ok(wasl_home_is_open(&d.tx.reader, &open, WASL_HOME_HIT,
				   WASL_BYTES(dossier), NULL));
	assert_false(open);
	end(&d);
}

static void test_desk_home__nobody_is_his_own_second_person(void **state)
{
	struct wasl_home home = make(1, WASL_HOME_GROUND, 0), again;
	struct desk d;
	begin(&d, state);
	home.officer_id = d.first.id;
	check_ok(wasl_home_put(&d.tx, &home, NULL));
	home.state = WASL_HOME_DECIDED;
	home.decided_at = NOW + 1;
	home.second_id = d.second.id;
	check_ok(wasl_home_decide(&d.tx, &home, NULL));
	check_ok(wasl_home_get(&d.tx.reader, &d.arena, &again, home.uid, NULL));
	assert_string_equal(again.officer, "amal");
	assert_string_equal(again.second, "zineb");
	assert_int_equal(again.state, WASL_HOME_DECIDED);
	home.second_id = d.first.id;
	check_status(wasl_home_decide(&d.tx, &home, NULL), WASL_CONFLICT);
	end(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(
			test_desk_home__entries_come_in_the_order_they_were_put),
		IN_SCRATCH(test_desk_home__what_has_expired_is_gone),
		IN_SCRATCH(test_desk_home__a_walk_meets_each_once_in_order),
		IN_SCRATCH(test_desk_home__a_link_is_of_one_sort_and_dossier),
		IN_SCRATCH(
			test_desk_home__an_entry_takes_what_links_to_it_along),
		IN_SCRATCH(test_desk_home__nobody_is_his_own_second_person),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
