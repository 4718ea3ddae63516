#include "cli/root.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"
#include "crypto/crypto.h"
#include "crypto/passphrase.h"
#include "keyd/locked.h"
#include "kind/fault.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#define ROOT_FILE     "root.wasl"
#define ROOT_PURPOSE  WASL_TEXT("wasl/root")
#define CONTENT_MAX   (WASL_SECRET_LEN + WASL_NODE_NAME_MAX)
#define ROOT_FILE_MAX (CONTENT_MAX + WASL_PASSPHRASE_OVERHEAD)

/* A passphrase in locked memory, wiped by scope. */
struct passphrase {
	uint8_t *p;
	size_t n;
};

static void passphrase_deinit(struct passphrase *p)
{
	wasl_locked_free(p->p, WASL_PASSPHRASE_MAX);
}

#define autopassphrase                                                         \
	__attribute__((cleanup(passphrase_deinit))) struct passphrase

/* twice: a new one, asked for again at a prompt. */
static wasl_status ask(struct passphrase *out,
		       const struct wasl_passphrase_source *source, bool twice,
		       struct wasl_err *err)
{
	void *p;
	WASL_TRY(wasl_locked_new(&p, WASL_PASSPHRASE_MAX, err));
	out->p = p;
	WASL_TRY(wasl_passphrase_read(out->p, &out->n, source, twice, err));
	if (twice && out->n < WASL_PASSPHRASE_MIN)
		return wasl_fault_of(err, WASL_USAGE, "", "passphrase-short",
				     WASL_FAULT_N("min", WASL_PASSPHRASE_MIN));
	return WASL_OK;
}

void cli_root_wipe(struct cli_root *root)
{
	wasl_sign_wipe(&root->key);
}

static wasl_status root_path(char out[PATH_MAX], const char *dir,
			     struct wasl_err *err)
{
	if (snprintf(out, PATH_MAX, "%s/" ROOT_FILE, dir) >= PATH_MAX)
		return wasl_fault(err, WASL_TOO_BIG, "", "path-long");
	return WASL_OK;
}

static wasl_status from_seed(struct cli_root *out, wasl_text node,
			     const struct wasl_secret *seed,
			     struct wasl_err *err)
{
	char name[WASL_NODE_NAME_MAX + sizeof("/root")];
	struct cli_root root = {0};
	wasl_assert(node.n <= WASL_NODE_NAME_MAX);
	memcpy(root.node, node.p, node.n);
	snprintf(name, sizeof(name), "%s/root", root.node);
	wasl_sign_from_seed(&root.key, seed);
	const struct wasl_sign_public pub = wasl_sign_public(&root.key);
	wasl_status status = wasl_vkey_init(&root.vkey, wasl_text_of(name),
					    WASL_NOTE_ED25519, &pub, err);
	if (status == WASL_OK)
		*out = root;
	cli_root_wipe(&root);
	return status;
}

static wasl_status seal(struct wasl_buf *file, const struct wasl_secret *seed,
			wasl_text node,
			const struct wasl_passphrase_source *source,
			struct wasl_err *err)
{
	uint8_t content[CONTENT_MAX];
	struct wasl_buf buf = WASL_BUF(content);
	const struct wasl_random random = wasl_crypto_random();
	autopassphrase pass = {0};
	WASL_TRY(ask(&pass, source, true, err));
	wasl_buf_put(&buf, seed->b, WASL_SECRET_LEN);
	wasl_buf_put(&buf, node.p, node.n);
	wasl_status status =
		wasl_passphrase_seal(file, &random, WASL_ARGON_DEFAULT,
				     wasl_bytes_of(pass.p, pass.n),
				     ROOT_PURPOSE, wasl_buf_bytes(&buf), err);
	explicit_bzero(content, sizeof(content));
	return status;
}

wasl_status cli_root_make(struct cli_root *out, const char *dir,
			  const char *node,
			  const struct wasl_passphrase_source *passphrase,
			  struct wasl_err *err)
{
	uint8_t space[ROOT_FILE_MAX];
	struct wasl_buf file = WASL_BUF(space);
	wasl_autosecret seed = {0};
	char path[PATH_MAX];
	const struct wasl_random random = wasl_crypto_random();
	WASL_TRY(root_path(path, dir, err));
	wasl_secret_make(&seed, &random);
	WASL_TRY(seal(&file, &seed, wasl_text_of(node), passphrase, err));
	WASL_TRY(wasl_file_create(path, wasl_buf_bytes(&file), 0600, err));
	return from_seed(out, wasl_text_of(node), &seed, err);
}

static wasl_status unseal(struct cli_root *out, wasl_bytes file,
			  const struct wasl_passphrase_source *source,
			  struct wasl_err *err)
{
	uint8_t content[CONTENT_MAX];
	struct wasl_buf buf = WASL_BUF(content);
	wasl_autosecret seed = {0};
	autopassphrase pass = {0};
	WASL_TRY(ask(&pass, source, false, err));
	wasl_status status = wasl_passphrase_open(
		&buf, wasl_bytes_of(pass.p, pass.n), ROOT_PURPOSE, file, err);
	wasl_text node = {(const char *)content + WASL_SECRET_LEN,
			  buf.n > WASL_SECRET_LEN ? buf.n - WASL_SECRET_LEN
						  : 0};
	if (status == WASL_OK && !wasl_node_name_valid(node))
		status = wasl_fail(err, WASL_CORRUPT, "not a root key");
	if (status == WASL_OK) {
		memcpy(seed.b, content, WASL_SECRET_LEN);
		status = from_seed(out, node, &seed, err);
	}
	explicit_bzero(content, sizeof(content));
	return status;
}

wasl_status cli_root_open(struct cli_root *out, const char *dir,
			  const struct wasl_passphrase_source *passphrase,
			  struct wasl_err *err)
{
	wasl_autofree uint8_t *file = NULL;
	char path[PATH_MAX];
	size_t n;
	WASL_TRY(root_path(path, dir, err));
	WASL_TRY(wasl_file_read(&file, &n, path, ROOT_FILE_MAX, err));
	wasl_status status =
		unseal(out, wasl_bytes_of(file, n), passphrase, err);
	if (status != WASL_OK)
		cli_where(err, path);
	return status;
}

bool cli_root_exists(const char *dir)
{
	char path[PATH_MAX];
	return root_path(path, dir, NULL) == WASL_OK && access(path, F_OK) == 0;
}
