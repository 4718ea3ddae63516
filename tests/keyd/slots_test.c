#include "check.h"

#include "keyd/slots.h"

#include <stdio.h>
#include <unistd.h>

#define SIZE 256

static const struct wasl_secret key = {{9}};

static struct wasl_slots fresh(FILE *f)
{
	return (struct wasl_slots){
		.fd = fileno(f), .at = 64, .size = SIZE, .key = &key};
}

static void write_text(struct wasl_slots *slots, const char *text)
{
	uint8_t space[SIZE];

	check_ok(wasl_slots_write(slots, wasl_bytes_of(text, strlen(text)),
				  space, NULL));
}

/* What a new process reads. */
static bool reads(FILE *f, const char *text)
{
	struct wasl_slots slots = fresh(f);
	uint8_t space[SIZE];
	wasl_bytes record;

	return wasl_slots_read(&slots, &record, space, NULL) == WASL_OK &&
	       record.n == strlen(text) &&
	       memcmp(record.p, text, record.n) == 0;
}

static void test_keyd_slots__newest_whole_record_counts(void **state)
{
	static const char *const texts[] = {"one", "two", "three", "four", ""};
	FILE *f = tmpfile();
	struct wasl_slots slots = fresh(f);
	uint8_t space[SIZE];
	wasl_bytes record;

	(void)state;
	check_status(wasl_slots_read(&slots, &record, space, NULL),
		     WASL_CORRUPT);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		write_text(&slots, texts[i]);
		assert_true(reads(f, texts[i]));
		assert_int_equal(slots.sequence, i + 1);
	}
	fclose(f);
}

/* A write that stopped after any number of bytes, over the older slot. */
static void test_keyd_slots__a_write_torn_anywhere_keeps_the_last(void **state)
{
	FILE *f = tmpfile();
	struct wasl_slots slots = fresh(f);
	uint8_t before[2 * SIZE], after[2 * SIZE];

	(void)state;
	assert_int_equal(ftruncate(fileno(f), 64 + 2 * SIZE), 0);
	write_text(&slots, "first");
	write_text(&slots, "second");
	assert_int_equal(pread(fileno(f), before, sizeof(before), 64),
			 sizeof(before));
	write_text(&slots, "third");
	assert_int_equal(pread(fileno(f), after, sizeof(after), 64),
			 sizeof(after));
	for (size_t cut = 0; cut < SIZE; cut++) {
		size_t whole = WASL_SLOT_OVERHEAD + strlen("third");

		assert_int_equal(pwrite(fileno(f), before, sizeof(before), 64),
				 sizeof(before));
		assert_int_equal(pwrite(fileno(f), after, cut, 64), cut);
		assert_true(reads(f, cut < whole ? "second" : "third"));
	}
	fclose(f);
}

static void test_keyd_slots__any_flipped_bit_is_seen(void **state)
{
	FILE *f = tmpfile();
	struct wasl_slots slots = fresh(f);
	const size_t whole = WASL_SLOT_OVERHEAD + strlen("second");

	(void)state;
	write_text(&slots, "first");
	write_text(&slots, "second");
	for (size_t i = 0; i < whole * 8; i++) {
		off_t at = 64 + SIZE + (off_t)(i / 8);
		uint8_t c, bad;

		assert_int_equal(pread(fileno(f), &c, 1, at), 1);
		bad = (uint8_t)(c ^ 1U << (i % 8));
		assert_int_equal(pwrite(fileno(f), &bad, 1, at), 1);
		assert_true(reads(f, "first"));
		assert_int_equal(pwrite(fileno(f), &c, 1, at), 1);
	}
	assert_true(reads(f, "second"));
	fclose(f);
}

static void test_keyd_slots__another_key_reads_nothing(void **state)
{
	const struct wasl_secret other = {{8}};
	FILE *f = tmpfile();
	struct wasl_slots slots = fresh(f);
	uint8_t space[SIZE];
	wasl_bytes record;

	(void)state;
	write_text(&slots, "first");
	slots.key = &other;
	check_status(wasl_slots_read(&slots, &record, space, NULL),
		     WASL_CORRUPT);
	slots.key = NULL;
	check_status(wasl_slots_read(&slots, &record, space, NULL),
		     WASL_CORRUPT);
	fclose(f);
}

static void test_keyd_slots__what_does_not_fit_changes_nothing(void **state)
{
	FILE *f = tmpfile();
	struct wasl_slots slots = fresh(f);
	uint8_t space[SIZE], big[SIZE] = {0};

	(void)state;
	write_text(&slots, "first");
	for (size_t n = SIZE - WASL_SLOT_OVERHEAD + 1; n <= SIZE; n++)
		check_status(wasl_slots_write(&slots, wasl_bytes_of(big, n),
					      space, NULL),
			     WASL_TOO_BIG);
	assert_true(reads(f, "first"));
	check_ok(wasl_slots_write(&slots,
				  wasl_bytes_of(big, SIZE - WASL_SLOT_OVERHEAD),
				  space, NULL));
	fclose(f);
}

static void test_keyd_slots__an_error_of_the_disk_is_told(void **state)
{
	FILE *f = fopen("/dev/full", "r+");
	struct wasl_slots slots;
	uint8_t space[SIZE];

	(void)state;
	assert_non_null(f);
	slots = fresh(f);
	check_status(
		wasl_slots_write(&slots, wasl_bytes_of("x", 1), space, NULL),
		WASL_NO_SPACE);
	assert_int_equal(slots.sequence, 0);
	slots.fd = -1;
	check_status(
		wasl_slots_write(&slots, wasl_bytes_of("x", 1), space, NULL),
		WASL_IO);
	fclose(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keyd_slots__newest_whole_record_counts),
		cmocka_unit_test(
			test_keyd_slots__a_write_torn_anywhere_keeps_the_last),
		cmocka_unit_test(test_keyd_slots__any_flipped_bit_is_seen),
		cmocka_unit_test(test_keyd_slots__another_key_reads_nothing),
		cmocka_unit_test(
			test_keyd_slots__what_does_not_fit_changes_nothing),
		cmocka_unit_test(test_keyd_slots__an_error_of_the_disk_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
