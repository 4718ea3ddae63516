#include "check.h"

#include "crypto/crypto.h"
#include "keyd/vault.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir_path[64];
static int dir;

static const struct wasl_argon cheap = {.passes = 1, .kib = 8};
#define PASS WASL_TEXT("correct horse battery")

static int setup(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	check_ok(wasl_crypto_init(NULL));
	snprintf(dir_path, sizeof(dir_path), "%s/wasl-vault-XXXXXX",
		 base == NULL ? "/tmp" : base);
	assert_non_null(mkdtemp(dir_path));
	dir = open(dir_path, O_RDONLY | O_DIRECTORY);
	return dir >= 0 ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	unlinkat(dir, WASL_VAULT_FILE, 0);
	close(dir);
	rmdir(dir_path);
	return 0;
}

static struct wasl_vault *create(void)
{
	struct wasl_vault *vault;

	check_ok(wasl_vault_new(&vault, NULL));
	check_ok(wasl_vault_create(vault, dir, WASL_TEXT("paris.pn"),
				   wasl_text_bytes(PASS), cheap, NULL));
	return vault;
}

static wasl_status try_open(struct wasl_vault **out, wasl_text passphrase)
{
	wasl_status status;

	check_ok(wasl_vault_new(out, NULL));
	status = wasl_vault_open(*out, dir, wasl_text_bytes(passphrase), NULL);
	if (status != WASL_OK) {
		wasl_vault_free(*out);
		*out = NULL;
	}
	return status;
}

static void check_same(const struct wasl_vault *a, const struct wasl_vault *b)
{
	static uint8_t space_a[WASL_VAULT_SLOT_MAX],
		space_b[WASL_VAULT_SLOT_MAX];
	struct wasl_buf buf_a = WASL_BUF(space_a), buf_b = WASL_BUF(space_b);

	wasl_vault_write(&buf_a, a);
	wasl_vault_write(&buf_b, b);
	assert_true(
		wasl_bytes_eq(wasl_buf_bytes(&buf_a), wasl_buf_bytes(&buf_b)));
}

static void test_keyd_vault__what_is_saved_opens_again(void **state)
{
	struct wasl_vault *vault = create(), *back;

	(void)state;
	check_ok(try_open(&back, PASS));
	check_same(vault, back);
	wasl_vault_free(back);
	/* With buckets and lines, one of them pinned. */
	vault->buckets_n = 2;
	vault->secrets->buckets[1].id = 7;
	vault->lines_n = 2;
	memcpy(vault->lines[0].partner, "rabat.dgsn", 11);
	memcpy(vault->lines[1].partner, "madrid.cnp", 11);
	vault->secrets->lines[0].log = vault->secrets->mirror;
	vault->secrets->lines[1].log.now = vault->secrets->witness;
	vault->secrets->lines[1].log.next = vault->secrets->tls.now;
	vault->secrets->lines[1].log.renewed = true;
	vault->lines[1].pinned = true;
	vault->lines[1].card_n = 3;
	memcpy(vault->lines[1].card, "abc", 3);
	for (int i = 0; i < 3; i++)
		check_ok(wasl_vault_save(vault, NULL));
	check_ok(try_open(&back, PASS));
	check_same(vault, back);
	wasl_vault_free(back);
	wasl_vault_free(vault);
}

static void test_keyd_vault__only_its_passphrase_opens(void **state)
{
	struct wasl_vault *vault = create(), *back;

	(void)state;
	wasl_vault_free(vault);
	check_status(try_open(&back, WASL_TEXT("correct horse batterz")),
		     WASL_BAD_PASSPHRASE);
	check_status(try_open(&back, WASL_TEXT("")), WASL_BAD_PASSPHRASE);
	check_ok(try_open(&back, PASS));
	wasl_vault_free(back);
}

static void flip(off_t at)
{
	int fd = openat(dir, WASL_VAULT_FILE, O_RDWR);
	uint8_t c;

	assert_int_equal(pread(fd, &c, 1, at), 1);
	c ^= 1;
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
	close(fd);
}

static int cut(off_t size)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", dir_path, WASL_VAULT_FILE);
	return truncate(path, size);
}

static void test_keyd_vault__damage_is_told_apart(void **state)
{
	static const struct {
		const char *what;
		off_t at;
		wasl_status status;
	} cases[] = {
		{"magic", 0, WASL_CORRUPT},
		{"version", 11, WASL_UNSUPPORTED},
		{"length", 12, WASL_CORRUPT},
		{"only slot: magic", 4096, WASL_CORRUPT},
		{"only slot: sequence", 4096 + 15, WASL_CORRUPT},
		{"only slot: record", 4096 + 100, WASL_CORRUPT},
		{"unused slot", 4096 + WASL_VAULT_SLOT_MAX + 100, WASL_OK},
	};
	struct wasl_vault *vault = create(), *back;

	(void)state;
	wasl_vault_free(vault);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		wasl_status status;

		flip(cases[i].at);
		status = try_open(&back, PASS);
		if (status != cases[i].status)
			fail_msg("%s: %s", cases[i].what,
				 wasl_status_name(status));
		wasl_vault_free(back);
		flip(cases[i].at);
	}
	check_ok(try_open(&back, PASS));
	wasl_vault_free(back);
	assert_int_equal(cut(4096), 0);
	check_status(try_open(&back, PASS), WASL_CORRUPT);
	assert_int_equal(cut(100), 0);
	check_status(try_open(&back, PASS), WASL_CORRUPT);
}

static void test_keyd_vault__a_torn_save_leaves_the_one_before(void **state)
{
	struct wasl_vault *vault = create(), *back;

	(void)state;
	vault->buckets_n = 1;
	check_ok(wasl_vault_save(vault, NULL));
	wasl_vault_free(vault);
	/* The second save went to the second slot. */
	flip(4096 + WASL_VAULT_SLOT_MAX + 300);
	check_ok(try_open(&back, PASS));
	assert_int_equal(back->buckets_n, 0);
	wasl_vault_free(back);
}

static void test_keyd_vault__a_record_is_read_strictly(void **state)
{
	struct wasl_vault *vault = create(), *back;
	static uint8_t space[8192];
	struct wasl_buf buf = WASL_BUF(space);

	(void)state;
	vault->lines_n = 1;
	memcpy(vault->lines[0].partner, "rabat.dgsn", 11);
	vault->secrets->lines[0].log = vault->secrets->mirror;
	wasl_vault_write(&buf, vault);
	wasl_vault_free(vault);
	check_ok(wasl_vault_new(&back, NULL));
	check_ok(wasl_vault_parse(back, wasl_buf_bytes(&buf), NULL));
	wasl_vault_free(back);
	for (size_t n = 0; n < buf.n; n++) {
		check_ok(wasl_vault_new(&back, NULL));
		check_status(
			wasl_vault_parse(back, wasl_bytes_of(space, n), NULL),
			WASL_CORRUPT);
		wasl_vault_free(back);
	}
	space[buf.n] = 0;
	check_ok(wasl_vault_new(&back, NULL));
	check_status(
		wasl_vault_parse(back, wasl_bytes_of(space, buf.n + 1), NULL),
		WASL_CORRUPT);
	wasl_vault_free(back);
	/* The flag "pinned" is the last byte. */
	space[buf.n - 1] = 2;
	check_ok(wasl_vault_new(&back, NULL));
	check_status(wasl_vault_parse(back, wasl_bytes_of(space, buf.n), NULL),
		     WASL_CORRUPT);
	wasl_vault_free(back);
}

static void test_keyd_vault__is_for_its_owner_only(void **state)
{
	struct wasl_vault *vault = create();
	struct stat st;

	(void)state;
	assert_int_equal(fstat(vault->slots.fd, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	wasl_vault_free(vault);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_keyd_vault__what_is_saved_opens_again),
		TEST(test_keyd_vault__only_its_passphrase_opens),
		TEST(test_keyd_vault__damage_is_told_apart),
		TEST(test_keyd_vault__a_torn_save_leaves_the_one_before),
		TEST(test_keyd_vault__a_record_is_read_strictly),
		TEST(test_keyd_vault__is_for_its_owner_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
