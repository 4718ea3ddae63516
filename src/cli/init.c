/*
 * wasl init: a node's directory, complete or not at all.
 *
 *	DIR.init-XXXXXX   wasl.json, keys, database: built here …
 *	root.wasl         … then the root key on its medium …
 *	DIR               … then the folder gets its name (one rename)
 *
 * A crash before the rename leaves a folder that nothing reads and perhaps a
 * root key, which the next init of the same node takes up.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/passphrase.h"
#include "cli/root.h"
#include "cli/verbs.h"
#include "crypto/crypto.h"
#include "desk/user.h"
#include "keyd/client.h"
#include "kind/fault.h"
#include "node/config.h"

#include <errno.h>
#include <ftw.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DATABASE_FILE  "wasl.db"
#define LISTEN_DEFAULT "0.0.0.0:8443"
#define UNIT_DEFAULT   "SPOC"

enum { ROOT, NODE, SIDE, ADMIN, UNIT, LISTEN, FD, CREDENTIAL, ROOT_FD };
static const struct cli_opt opts[] = {
	[ROOT] = {"root", "DIR", CLI_MSG_OPT_ROOT},
	[NODE] = {"node", "NAME", CLI_MSG_OPT_NODE},
	[SIDE] = {"side", "CC", CLI_MSG_OPT_SIDE},
	[ADMIN] = {"admin", "NAME", CLI_MSG_OPT_ADMIN},
	[UNIT] = {"unit", "UNIT", CLI_MSG_OPT_UNIT},
	[LISTEN] = {"listen", "ADDRESS:PORT", CLI_MSG_OPT_LISTEN},
	[FD] = {"passphrase-fd", "N", CLI_MSG_OPT_PASSPHRASE_FD},
	[CREDENTIAL] = {"passphrase-credential", "NAME",
			CLI_MSG_OPT_PASSPHRASE_CREDENTIAL},
	[ROOT_FD] = {"root-passphrase-fd", "N", CLI_MSG_OPT_ROOT_FD},
	{NULL, NULL, CLI_MSG_NONE},
};

static wasl_status fail_errno(struct wasl_err *err, const char *path)
{
	char text[128];
	int error = errno;
	return wasl_fail(err, wasl_errno_status(error), "%s: %s", path,
			 strerror_r(error, text, sizeof(text)));
}

static const char *or_default(const char *given, const char *otherwise)
{
	return given ? given : otherwise;
}

/* wasl.json as text, from the options, checked by reading it back. */
static wasl_status write_config(struct wasl_buf *out,
				const struct cli_args *args,
				struct wasl_err *err)
{
	wasl_autoconfig struct wasl_node_config again = {0};
	struct wasl_node_officer admin = {.uid = getuid()};
	struct wasl_node_config config = {
		.connections = WASL_CONNECTIONS_DEFAULT,
		.officers = &admin,
		.n_officers = 1,
	};
	const char *listen = or_default(args->opt[LISTEN], LISTEN_DEFAULT);
	if (!wasl_user_name_valid(wasl_text_of(args->opt[ADMIN])))
		return wasl_fault_of(err, WASL_USAGE, "", "user-name-like",
				     WASL_FAULT_N("max", WASL_USER_NAME_MAX));
	if (strlen(args->opt[NODE]) > WASL_NODE_NAME_MAX ||
	    strlen(args->opt[SIDE]) != 2 || strlen(listen) > WASL_LISTEN_MAX)
		return wasl_fault(err, WASL_USAGE, "", "init-lengths");
	snprintf(config.node, sizeof(config.node), "%s", args->opt[NODE]);
	snprintf(config.side, sizeof(config.side), "%s", args->opt[SIDE]);
	snprintf(config.listen, sizeof(config.listen), "%s", listen);
	snprintf(admin.name, sizeof(admin.name), "%s", args->opt[ADMIN]);
	/* The first officer's unit is the desk that everything comes to. */
	snprintf(config.desk.triage[0], sizeof(config.desk.triage[0]), "%s",
		 or_default(args->opt[UNIT], UNIT_DEFAULT));
	config.desk.n_triage = 1;
	wasl_node_config_write(out, &config);
	return wasl_node_config_parse(&again, wasl_buf_bytes(out), err);
}

static wasl_status make_database(const char *path, const struct cli_args *args,
				 struct wasl_user *admin, struct wasl_err *err)
{
	const struct wasl_random random = wasl_crypto_random();
	struct wasl_store_options options = {.where = path};
	struct wasl_user_new user = {
		.side = wasl_text_of(args->opt[SIDE]),
		.name = wasl_text_of(args->opt[ADMIN]),
		.unit = wasl_text_of(or_default(args->opt[UNIT], UNIT_DEFAULT)),
		.roles = WASL_ROLE_BIT(WASL_ROLE_ADMIN) |
			 WASL_ROLE_BIT(WASL_ROLE_CUSTODIAN),
	};
	struct wasl_store *store;
	WASL_TRY(wasl_store_open(&store, &options, err));
	struct store_tx tx = {0};
	wasl_status status = wasl_store_begin(&tx, store, err);
	if (status == WASL_OK)
		status = wasl_user_add(&tx, admin, &user, (int64_t)time(NULL),
				       &random, err);
	if (status == WASL_OK)
		status = wasl_store_commit(&tx, err);
	wasl_store_rollback(&tx);
	wasl_store_close(store);
	return status;
}

static wasl_status make_keys(const char *dir, const struct cli_args *args,
			     struct wasl_err *err)
{
	struct wasl_keyd_options options = {
		.dir = dir,
		.caps = WASL_KEYD_CAP_CEREMONY,
		.create = args->opt[NODE],
	};
	struct wasl_keyd *keyd;
	WASL_TRY(cli_passphrase_source(&options.passphrase, args->opt[FD],
				       args->opt[CREDENTIAL], err));
	WASL_TRY(wasl_keyd_start(&keyd, &options, err));
	wasl_keyd_stop(keyd);
	return WASL_OK;
}

/* Everything that a node's directory holds, into `dir`. */
static wasl_status fill(const char *dir, const struct cli_args *args,
			struct wasl_user *admin, struct wasl_err *err)
{
	uint8_t space[2048];
	struct wasl_buf config = WASL_BUF(space);
	char path[PATH_MAX + sizeof("/" WASL_CONFIG_FILE)];
	WASL_TRY(write_config(&config, args, err));
	WASL_TRY(make_keys(dir, args, err));
	snprintf(path, sizeof(path), "%s/" WASL_CONFIG_FILE, dir);
	WASL_TRY(wasl_file_create(path, wasl_buf_bytes(&config), 0640, err));
	snprintf(path, sizeof(path), "%s/" DATABASE_FILE, dir);
	return make_database(path, args, admin, err);
}

/* The root key: a new one, or the one of this node that is there. */
static wasl_status take_root(struct cli_root *root, const struct cli_args *args,
			     struct wasl_err *err)
{
	const char *dir = args->opt[ROOT];
	struct wasl_passphrase_source source;
	WASL_TRY(cli_passphrase_source(&source, args->opt[ROOT_FD], NULL, err));
	if (!cli_root_exists(dir))
		return cli_root_make(root, dir, args->opt[NODE], &source, err);
	WASL_TRY(cli_root_open(root, dir, &source, err));
	if (strcmp(root->node, args->opt[NODE]) == 0)
		return WASL_OK;
	return wasl_fault_of(err, WASL_EXISTS, "", "root-there",
			     WASL_FAULT_T("dir", wasl_text_of(dir)),
			     WASL_FAULT_T("node", wasl_text_of(root->node)));
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static wasl_status build(const char *fresh, const char *dir,
			 const struct cli_args *args, struct wasl_user *admin,
			 struct wasl_vkey *root_key, struct wasl_err *err)
{
	cli_autoroot root = {0};
	WASL_TRY(fill(fresh, args, admin, err));
	WASL_TRY(wasl_dir_sync(fresh, err));
	WASL_TRY(take_root(&root, args, err));
	*root_key = root.vkey;
	/* Takes the place of an empty folder, never of one with files. */
	if (rename(fresh, dir) < 0)
		return fail_errno(err, dir);
	return WASL_OK;
}

/* The folder of the root key is never made here: on a medium that is not
 * mounted the key would stay on this machine. */
static wasl_status check_medium(const char *dir, struct wasl_err *err)
{
	if (access(dir, W_OK | X_OK) == 0)
		return WASL_OK;
	if (errno != ENOENT)
		return fail_errno(err, dir);
	return wasl_fault_of(err, WASL_NOT_FOUND, "", "root-folder",
			     WASL_FAULT_T("dir", wasl_text_of(dir)));
}

static wasl_status init(const char *dir, const struct cli_args *args,
			struct wasl_user *admin, struct wasl_vkey *root_key,
			struct wasl_err *err)
{
	char fresh[PATH_MAX];
	if ((size_t)snprintf(fresh, sizeof(fresh), "%s.init-XXXXXX", dir) >=
	    sizeof(fresh) - sizeof("/" DATABASE_FILE))
		return wasl_fault(err, WASL_TOO_BIG, "", "path-long");
	if (rmdir(dir) < 0 && errno != ENOENT)
		return errno == ENOTEMPTY || errno == EEXIST
			       ? wasl_fault_of(
					 err, WASL_EXISTS, "", "dir-full",
					 WASL_FAULT_T("dir", wasl_text_of(dir)))
			       : fail_errno(err, dir);
	WASL_TRY(check_medium(args->opt[ROOT], err));
	if (!mkdtemp(fresh))
		return fail_errno(err, fresh);
	wasl_status status = build(fresh, dir, args, admin, root_key, err);
	if (status != WASL_OK)
		(void)nftw(fresh, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return status;
}

static void say_done(struct cli *cli, const struct cli_args *args,
		     const struct wasl_user *admin,
		     const struct wasl_vkey *root_key)
{
	char vkey[WASL_VKEY_MAX + 1];
	wasl_vkey_write(vkey, root_key);
	if (cli->json) {
		json_t *v =
			json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "node",
				  args->opt[NODE], "side", args->opt[SIDE],
				  "dir", cli->dir, "root", vkey, "admin",
				  admin->name, "pseudonym", admin->pseudonym);
		json_dumpf(v, cli->out.f, JSON_INDENT(2));
		putc('\n', cli->out.f);
		json_decref(v);
		return;
	}
	cli_say_with(&cli->out, CLI_GOOD, CLI_MSG_INIT_DONE,
		     {"node", args->opt[NODE]}, {"dir", cli->dir},
		     {"admin", admin->name}, {"root", vkey},
		     {"rootdir", args->opt[ROOT]});
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct wasl_user admin;
	struct wasl_vkey root_key;
	struct wasl_err err;
	if (!args->opt[ROOT] || !args->opt[NODE] || !args->opt[SIDE] ||
	    !args->opt[ADMIN]) {
		(void)wasl_fault(&err, WASL_USAGE, "", "init-options");
		return cli_usage(cli, &cli_verb_init, &err);
	}
	wasl_status status = wasl_crypto_init(&err);
	if (status == WASL_OK)
		status = init(cli->dir, args, &admin, &root_key, &err);
	if (status != WASL_OK)
		return cli_fail(cli, &err);
	say_done(cli, args, &admin, &root_key);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_init = {
	.name = "init",
	.usage = "--root DIR --node NAME --side CC --admin NAME [options]",
	.opts = opts,
	.help = CLI_MSG_HELP_INIT,
	.more = CLI_MSG_MORE_INIT,
	.run = run,
};
