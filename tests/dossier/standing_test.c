/* Items, agreements and second persons as the fold holds them, through acts of
 * the shipped kinds. */
#include "bench.h"

#define A WASL_ORIGIN_FIRST
#define B WASL_ORIGIN_SECOND

/* A dossier and where its two logs are; each act has seen all before it. */
struct table {
	struct wasl_dossier d;
	uint64_t size[2];
	uint8_t space[512];
	struct wasl_buf buf;
};

static struct wasl_act act_of(struct table *t, const char *kind,
			      const char *name)
{
	const struct wasl_kind *k = bench_kind(kind, 1);
	const struct wasl_act_def *def =
		wasl_kind_act_named(k, wasl_text_of(name));
	struct wasl_act act;

	assert_non_null(def);
	act = bench_act(def->n, def == k->opening ? k : NULL);
	if (t->buf.n > 0)
		act.fields = wasl_buf_bytes(&t->buf);
	return act;
}

static void begin(struct table *t)
{
	struct wasl_dossier_id id = bench_id(false, false);

	*t = (struct table){0};
	t->buf = (struct wasl_buf){.p = t->space, .cap = sizeof(t->space)};
	wasl_dossier_init(&t->d, bench_library(), &id);
}

/* The act comes; was it counted? */
static bool play(struct table *t, enum wasl_origin origin,
		 const struct wasl_act *act)
{
	uint64_t index = t->size[origin]++;

	bench_add(&t->d, origin, index, t->size[1 - origin], *act);
	t->buf.n = 0;
	return t->d.acts[t->d.n - 1].effect == WASL_EFFECT_TOOK;
}

static bool say(struct table *t, enum wasl_origin origin, const char *name)
{
	struct wasl_act act = act_of(
		t, t->d.kind == NULL ? "information" : t->d.kind->name, name);

	return play(t, origin, &act);
}

/* {field: [{1: key, …}…]} for the next act. */
static void put_keys(struct table *t, const char *kind, const char *act,
		     const char *field, const uint16_t *keys, size_t n,
		     const char *code)
{
	const struct wasl_act_def *def =
		wasl_kind_act_named(bench_kind(kind, 1), wasl_text_of(act));

	wasl_cbor_put_map(&t->buf, 1);
	wasl_cbor_put_uint(
		&t->buf,
		wasl_shape_find(&def->shape, wasl_text_of(field))->field->n);
	wasl_cbor_put_array(&t->buf, n);
	for (size_t i = 0; i < n; i++) {
		wasl_cbor_put_map(&t->buf, code == NULL ? 1 : 2);
		wasl_cbor_put_uint(&t->buf, 1);
		wasl_cbor_put_uint(&t->buf, keys[i]);
		if (code == NULL)
			continue;
		wasl_cbor_put_uint(&t->buf, 2);
		wasl_cbor_put_text(&t->buf, wasl_text_of(code));
	}
}

static const char *code_at(const struct table *t, uint32_t key)
{
	const struct wasl_item *item =
		wasl_item_find(&t->d.stands.sets[0], key);

	assert_non_null(item);
	return wasl_item_code(&t->d.kind->items[0], item);
}

/* Questions 1 and 3, accepted. */
static void ask(struct table *t)
{
	static const uint16_t keys[] = {3, 1};
	struct wasl_act act;

	begin(t);
	put_keys(t, "information", "open", "questions", keys, 2, NULL);
	act = act_of(t, "information", "open");
	assert_true(play(t, A, &act));
	assert_true(say(t, B, "ack"));
	assert_true(say(t, B, "accept"));
}

static void answer(struct table *t, uint16_t key, const char *code)
{
	put_keys(t, "information", "partial", "replies", &key, 1, code);
	assert_true(say(t, B, "partial"));
}

static void test_dossier_standing__items_are_open_until_answered(void **state)
{
	static const uint16_t again[] = {1, 7};
	const struct wasl_item_set *set;
	struct table t;

	(void)state;
	ask(&t);
	set = &t.d.stands.sets[0];
	assert_int_equal(set->n, 2);
	assert_int_equal(set->items[0].key, 1);
	assert_int_equal(set->items[1].key, 3);
	assert_int_equal(set->by_code[0], 2);
	answer(&t, 3, "NO_TRACE");
	assert_string_equal(code_at(&t, 3), "NO_TRACE");
	assert_string_equal(code_at(&t, 1), "");
	assert_string_equal(wasl_dossier_state(&t.d), "partial");
	/* The last answer is the answer; what is no item changes nothing. */
	answer(&t, 3, "ANSWERED");
	answer(&t, 2, "ANSWERED");
	assert_string_equal(code_at(&t, 3), "ANSWERED");
	assert_null(wasl_item_find(set, 2));
	assert_int_equal(set->by_code[0], 1);
	answer(&t, 1, "REFUSED");
	assert_string_equal(wasl_dossier_state(&t.d), "answered");
	/* Asked again, it is open again; what is not listed stays. */
	put_keys(&t, "information", "ask_more", "questions", again, 2, NULL);
	assert_true(say(&t, A, "ask_more"));
	set = &t.d.stands.sets[0];
	assert_int_equal(set->n, 3);
	assert_string_equal(code_at(&t, 1), "");
	assert_string_equal(code_at(&t, 3), "ANSWERED");
	assert_int_equal(set->by_code[0], 2);
	wasl_dossier_deinit(&t.d);
}

static void test_dossier_standing__an_item_knows_its_last_act(void **state)
{
	struct table t;
	size_t made;

	(void)state;
	ask(&t);
	made = wasl_item_find(&t.d.stands.sets[0], 1)->act;
	assert_ptr_equal(t.d.acts[made].def, t.d.kind->opening);
	answer(&t, 1, "ANSWERED");
	assert_int_equal(wasl_item_find(&t.d.stands.sets[0], 1)->act,
			 t.d.n - 1);
	wasl_dossier_deinit(&t.d);
}

/* --- what both approve -----------------------------------------------------
 */

static void put_status(struct table *t, const char *status)
{
	const struct wasl_act_def *def = wasl_kind_act_named(
		bench_kind("commitment", 1), WASL_TEXT("status"));

	wasl_cbor_put_map(&t->buf, 1);
	wasl_cbor_put_uint(
		&t->buf,
		wasl_shape_find(&def->shape, WASL_TEXT("status"))->field->n);
	wasl_cbor_put_text(&t->buf, wasl_text_of(status));
}

static bool approve(struct table *t, enum wasl_origin origin,
		    const struct wasl_hash *hash)
{
	const struct wasl_act_def *def = wasl_kind_act_named(
		bench_kind("commitment", 1), WASL_TEXT("approve_status"));

	wasl_cbor_put_map(&t->buf, 1);
	wasl_cbor_put_uint(
		&t->buf, wasl_shape_find(&def->shape, WASL_TEXT("status_hash"))
				 ->field->n);
	wasl_cbor_put_bytes(&t->buf, wasl_hash_bytes(hash));
	return say(t, origin, "approve_status");
}

static struct wasl_hash proposal(const struct table *t)
{
	return t->d.acts[t->d.stands.agrees[0].proposal].reading->hash;
}

static void commit(struct table *t)
{
	struct wasl_act act;

	begin(t);
	act = act_of(t, "commitment", "open");
	assert_true(play(t, A, &act));
	assert_true(say(t, B, "accept"));
}

static void test_dossier_standing__an_approval_names_what_stands(void **state)
{
	const struct wasl_agreement *agree;
	struct wasl_hash first;
	struct wasl_hash other;
	struct table t;

	(void)state;
	commit(&t);
	agree = &t.d.stands.agrees[0];
	memset(&other, 7, sizeof(other));
	assert_false(approve(&t, B, &other));
	put_status(&t, "LATE");
	assert_true(say(&t, A, "status"));
	agree = &t.d.stands.agrees[0];
	first = proposal(&t);
	assert_false(wasl_agreed(agree));
	assert_false(approve(&t, B, &other));
	assert_true(approve(&t, B, &first));
	assert_true(wasl_agreed(agree));
	/* A later proposal stands alone; the old hash approves nothing. */
	put_status(&t, "DONE");
	assert_true(say(&t, B, "status"));
	assert_false(wasl_agreed(agree));
	assert_false(approve(&t, A, &first));
	assert_false(say(&t, A, "end"));
	first = proposal(&t);
	assert_true(approve(&t, A, &first));
	assert_true(wasl_agreed(agree));
	assert_true(say(&t, A, "end"));
	assert_string_equal(wasl_dossier_state(&t.d), "ended");
	wasl_dossier_deinit(&t.d);
}

#define EMBARGO 5000

/* The side publishes at that time of its own; was it done? */
static bool publish(struct table *t, enum wasl_origin side, int64_t time)
{
	struct wasl_act act = act_of(t, "communique", "publish");

	act.time = time;
	return play(t, side, &act);
}

static void
test_dossier_standing__nothing_is_published_under_embargo(void **state)
{
	(void)state;
	for (int side = A; side <= B; side++) {
		const struct wasl_kind *kind = bench_kind("communique", 1);
		struct wasl_act act;
		struct table t;

		begin(&t);
		wasl_cbor_put_map(&t.buf, 1);
		wasl_cbor_put_uint(&t.buf, kind->agrees[0].not_before);
		wasl_cbor_put_uint(&t.buf, EMBARGO);
		act = act_of(&t, "communique", "open");
		assert_true(play(&t, A, &act));
		for (int by = A; by <= B; by++) {
			struct wasl_hash hash = proposal(&t);

			wasl_cbor_put_map(&t.buf, 1);
			wasl_cbor_put_uint(&t.buf, kind->agrees[0].hash);
			wasl_cbor_put_bytes(&t.buf, wasl_hash_bytes(&hash));
			assert_true(say(&t, (enum wasl_origin)by, "approve"));
		}
		assert_true(wasl_agreed(&t.d.stands.agrees[0]));
		assert_int_equal(wasl_agreed_from(&t.d, &t.d.stands.agrees[0]),
				 EMBARGO);
		/* Whoever does so, and however it came here. */
		assert_false(publish(&t, (enum wasl_origin)side, EMBARGO - 1));
		assert_string_equal(wasl_dossier_state(&t.d), "draft");
		assert_true(publish(&t, (enum wasl_origin)side, EMBARGO));
		assert_string_equal(wasl_dossier_state(&t.d), "published");
		wasl_dossier_deinit(&t.d);
	}
}

/* --- second persons --------------------------------------------------------
 */

static bool confirm(struct table *t, enum wasl_origin origin,
		    const char *author, uint64_t entry)
{
	const struct wasl_act_def *def = wasl_kind_act_named(
		bench_kind("warning", 1), WASL_TEXT("confirm"));
	struct wasl_act act;

	wasl_cbor_put_map(&t->buf, 1);
	wasl_cbor_put_uint(
		&t->buf,
		wasl_shape_find(&def->shape, WASL_TEXT("confirms"))->field->n);
	wasl_cbor_put_uint(&t->buf, entry);
	act = act_of(t, "warning", "confirm");
	act.author = wasl_text_of(author);
	return play(t, origin, &act);
}

static void test_dossier_standing__another_of_its_side_confirms(void **state)
{
	struct wasl_act act;
	struct table t;

	(void)state;
	begin(&t);
	act = act_of(&t, "warning", "open");
	assert_true(play(&t, A, &act));
	assert_int_equal(t.d.stands.n_alone, 1);
	/* The same person; the other side; another entry. */
	assert_false(confirm(&t, A, "duty-1", 0));
	assert_false(confirm(&t, B, "validator-2", 0));
	assert_false(confirm(&t, A, "validator-2", 5));
	assert_true(say(&t, B, "measures"));
	assert_int_equal(t.d.stands.n_alone, 2);
	/* What one released alone closes nothing. */
	assert_false(say(&t, A, "close"));
	assert_true(confirm(&t, A, "validator-2", 0));
	assert_int_equal(t.d.stands.n_alone, 1);
	assert_false(confirm(&t, A, "validator-3", 0));
	assert_true(say(&t, A, "close"));
	wasl_dossier_deinit(&t.d);
}

/* {field: value} for the next act; a list of it where the field is a list. */
static void put_code(struct table *t, const char *kind, const char *act,
		     const char *field, const char *code)
{
	const struct wasl_act_def *def =
		wasl_kind_act_named(bench_kind(kind, 1), wasl_text_of(act));
	const struct wasl_field *f =
		wasl_shape_find(&def->shape, wasl_text_of(field))->field;

	wasl_cbor_put_map(&t->buf, 1);
	wasl_cbor_put_uint(&t->buf, f->n);
	if (f->type == WASL_TYPE_LIST)
		wasl_cbor_put_array(&t->buf, 1);
	if (f->type == WASL_TYPE_BOOL)
		wasl_cbor_put_bool(&t->buf, true);
	else
		wasl_cbor_put_text(&t->buf, wasl_text_of(code));
}

static void
test_dossier_standing__what_one_released_founds_no_arrest(void **state)
{
	struct wasl_act act;
	struct table t;

	(void)state;
	begin(&t);
	act = act_of(&t, "warning", "open");
	assert_true(play(&t, A, &act));
	put_code(&t, "warning", "measures", "measures", "ARREST_SOUGHT");
	assert_false(say(&t, B, "measures"));
	put_code(&t, "warning", "measures", "measures", "INFORMED");
	assert_true(say(&t, B, "measures"));
	assert_true(confirm(&t, A, "validator-2", 0));
	/* And so with what was changed since. */
	assert_true(say(&t, A, "update"));
	put_code(&t, "warning", "measures", "measures", "ARREST_SOUGHT");
	assert_false(say(&t, B, "measures"));
	assert_true(confirm(&t, A, "validator-2", 2));
	put_code(&t, "warning", "measures", "measures", "ARREST_SOUGHT");
	assert_true(say(&t, B, "measures"));
	wasl_dossier_deinit(&t.d);
}

static void test_dossier_standing__the_opening_says_how_far_to_go(void **state)
{
	static const struct {
		const char *action, *outcome;
		bool allowed;
	} all[] = {
		{"REPORT_ONLY", "LOCATED", true},
		{"REPORT_ONLY", "INVITED", false},
		{"REPORT_ONLY", "SERVED", false},
		{"INVITE", "INVITED", true},
		{"INVITE", "SERVED", false},
		{"SERVE", "SERVED", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct wasl_act act;
		struct table t;

		begin(&t);
		put_code(&t, "locate", "open", "action", all[i].action);
		act = act_of(&t, "locate", "open");
		assert_true(play(&t, A, &act));
		assert_true(say(&t, B, "ack"));
		assert_true(say(&t, B, "accept"));
		put_code(&t, "locate", "report", "outcome", all[i].outcome);
		assert_int_equal(say(&t, B, "report"), all[i].allowed);
		wasl_dossier_deinit(&t.d);
	}
}

static void test_dossier_standing__arms_are_accepted_by_their_act(void **state)
{
	(void)state;
	for (int arms = 0; arms < 2; arms++) {
		struct wasl_act act;
		struct table t;

		begin(&t);
		if (arms == 1)
			put_code(&t, "mission", "open", "arms", NULL);
		act = act_of(&t, "mission", "open");
		assert_true(play(&t, A, &act));
		assert_true(say(&t, B, "ack"));
		assert_int_equal(say(&t, B, "accept_armed"), arms == 1);
		assert_int_equal(say(&t, B, "accept"), arms == 0);
		assert_string_equal(wasl_dossier_state(&t.d), "accepted");
		wasl_dossier_deinit(&t.d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_dossier_standing__items_are_open_until_answered),
		cmocka_unit_test(
			test_dossier_standing__an_item_knows_its_last_act),
		cmocka_unit_test(
			test_dossier_standing__an_approval_names_what_stands),
		cmocka_unit_test(
			test_dossier_standing__nothing_is_published_under_embargo),
		cmocka_unit_test(
			test_dossier_standing__another_of_its_side_confirms),
		cmocka_unit_test(
			test_dossier_standing__what_one_released_founds_no_arrest),
		cmocka_unit_test(
			test_dossier_standing__the_opening_says_how_far_to_go),
		cmocka_unit_test(
			test_dossier_standing__arms_are_accepted_by_their_act),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
