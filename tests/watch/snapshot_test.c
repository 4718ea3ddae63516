/* Goal: what comes back from a snapshot is what went in, or nothing. */
#include "population.h"
#include "random.h"
#include "scratch.h"

#include "base/file.h"
#include "watch/snapshot.h"

#include <fcntl.h>

static struct wasl_persons *p;
static struct wasl_secret key;
static struct wasl_persons_file head;
static uint64_t seed = 7;
static char path[SCRATCH_MAX + 16];

static int setup(void **state)
{
	struct wasl_random random = random_repeat(&seed);

	scratch_setup(state);
	snprintf(path, sizeof(path), "%s/persons.idx", (const char *)*state);
	wasl_secret_make(&key, &random);
	wasl_random_fill(&random, &head, sizeof(head));
	check_ok(wasl_persons_new(&p, NULL));
	for (size_t i = 0; i < 9000; i++) {
		char name[64];

		snprintf(name, sizeof(name), "Exemple%c%c%c عبد اللطيف",
			 (char)('a' + i % 26), (char)('a' + i / 26 % 26),
			 (char)('a' + i / 676));
		put(p, wasl_persons_list(1, (int64_t)i), name, "Claire Autre",
		    "1980-04-03", name);
	}
	return 0;
}

static int teardown(void **state)
{
	wasl_persons_free(p);
	return scratch_teardown(state);
}

static wasl_status write_it(const volatile bool *stop)
{
	struct wasl_random random = random_repeat(&seed);
	const struct wasl_persons_saving w = {.head = &head,
					      .key = &key,
					      .random = &random,
					      .position = 4711,
					      .stop = stop};
	uint64_t bytes;

	return wasl_persons_save(path, &bytes, p, &w, NULL);
}

/* Into fresh persons; NULL unless all came back. */
static struct wasl_persons *read_it(wasl_status *status,
				    const struct wasl_secret *with)
{
	struct wasl_persons *back;
	struct wasl_persons_file got;
	int64_t position = 0;
	int fd;

	check_ok(wasl_persons_new(&back, NULL));
	*status = wasl_persons_open(path, &fd, &got, NULL);
	if (*status == WASL_OK) {
		assert_memory_equal(&got, &head, sizeof(got));
		*status = wasl_persons_load(back, &position, fd, &got, with,
					    NULL);
		close(fd);
	}
	if (*status == WASL_OK) {
		assert_int_equal(position, 4711);
		return back;
	}
	wasl_persons_free(back);
	return NULL;
}

struct sums {
	uint64_t sum;
	size_t n;
};

/* The same for the same persons in any order. */
static wasl_status add_up(void *ctx, const struct wasl_persons_entry *entry,
			  struct wasl_err *err)
{
	static uint8_t space[WASL_PERSONS_PUT_MAX];
	struct wasl_buf buf = WASL_BUF(space);
	struct sums *sums = ctx;
	uint64_t h = 1469598103934665603u;

	(void)err;
	wasl_persons_put(&buf, entry);
	assert_false(buf.over);
	for (size_t i = 0; i < buf.n; i++)
		h = (h ^ space[i]) * 1099511628211u;
	sums->sum += h;
	sums->n++;
	return WASL_OK;
}

static void test_watch_snapshot__everybody_comes_back(void **state)
{
	struct wasl_persons *back;
	struct sums a = {0};
	struct sums b = {0};
	wasl_status status;

	(void)state;
	check_ok(write_it(NULL));
	back = read_it(&status, &key);
	assert_non_null(back);
	check_ok(wasl_persons_each(p, add_up, &a, NULL));
	check_ok(wasl_persons_each(back, add_up, &b, NULL));
	assert_int_equal(a.n, 9000);
	assert_int_equal(b.n, 9000);
	assert_int_equal(a.sum, b.sum);
	wasl_persons_free(back);
}

/* Letters alone would say that these are one name. */
static float score(struct wasl_persons *of)
{
	struct wasl_persons_query q = ask("Hassan Exemple", NULL, NULL);
	struct wasl_persons_key who = wasl_persons_list(7, 7);
	struct wasl_persons_hit hit;

	assert_true(wasl_persons_compare(of, &hit, &who, &q));
	return hit.match.logit;
}

static void test_watch_snapshot__scores_are_the_same_after_it(void **state)
{
	struct wasl_persons *back;
	wasl_status status;
	float before;

	(void)state;
	put(p, wasl_persons_list(7, 7), "حسين المثال", NULL, NULL, NULL);
	before = score(p);
	check_ok(write_it(NULL));
	back = read_it(&status, &key);
	assert_non_null(back);
	assert_true(score(back) == before);
	wasl_persons_free(back);
}

static void test_watch_snapshot__nobody_is_an_answer_too(void **state)
{
	struct wasl_persons *back;
	wasl_status status;

	(void)state;
	assert_int_equal(wasl_persons_remove_list(p, 1), 9000);
	check_ok(write_it(NULL));
	back = read_it(&status, &key);
	assert_non_null(back);
	assert_int_equal(wasl_persons_size(back).persons, 0);
	wasl_persons_free(back);
}

static void test_watch_snapshot__another_key_opens_nothing(void **state)
{
	struct wasl_secret other = key;
	wasl_status status;

	(void)state;
	other.b[0] ^= 1;
	check_ok(write_it(NULL));
	assert_null(read_it(&status, &other));
	assert_int_equal(status, WASL_BAD_SEAL);
}

static void test_watch_snapshot__any_damage_is_noticed(void **state)
{
	wasl_status status;
	uint8_t *all;
	size_t size;

	(void)state;
	check_ok(write_it(NULL));
	check_ok(wasl_file_read(&all, &size, path, 1 << 30, NULL));
	for (size_t at = 0; at < size; at += at < 200 ? 1 : 50021) {
		if (at >= 44 && at < 136)
			continue; /* keyd refuses another wrapping */
		all[at] ^= 0x40;
		assert_int_equal(remove(path), 0);
		check_ok(wasl_file_create(path, wasl_bytes_of(all, size), 0600,
					  NULL));
		assert_null(read_it(&status, &key));
		all[at] ^= 0x40;
	}
	for (size_t n = 0; n < size; n += n < 200 ? 7 : 50021) {
		assert_int_equal(remove(path), 0);
		check_ok(wasl_file_create(path, wasl_bytes_of(all, n), 0600,
					  NULL));
		assert_null(read_it(&status, &key));
		assert_int_equal(status, WASL_MALFORMED);
	}
	wasl_free(all);
}

static void
test_watch_snapshot__writing_that_is_stopped_leaves_the_old(void **state)
{
	const volatile bool stop = true;
	struct wasl_persons *back;
	wasl_status status;
	char fresh[SCRATCH_MAX + 32];

	(void)state;
	check_ok(write_it(NULL));
	assert_int_equal(write_it(&stop), WASL_GONE);
	snprintf(fresh, sizeof(fresh), "%s.new", path);
	assert_int_not_equal(access(fresh, F_OK), 0);
	back = read_it(&status, &key);
	assert_non_null(back);
	wasl_persons_free(back);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_watch_snapshot__everybody_comes_back),
		TEST(test_watch_snapshot__scores_are_the_same_after_it),
		TEST(test_watch_snapshot__nobody_is_an_answer_too),
		TEST(test_watch_snapshot__another_key_opens_nothing),
		TEST(test_watch_snapshot__any_damage_is_noticed),
		TEST(test_watch_snapshot__writing_that_is_stopped_leaves_the_old),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
