#include "nodes.h"

#include "base/alloc.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <time.h>

#define ROLE(name) WASL_ROLE_BIT(WASL_ROLE_##name)
#define ARENA	   (16 * 1024 * 1024)
#define PATIENCE_S 20
#define BETWEEN_MS 5
#define N(array)   (sizeof(array) / sizeof((array)[0]))
#define FILE_MAX   (256 * 1024)

/* --- making -------------------------------------------------------------- */

static uint16_t free_port(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t n = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	close(fd);
	return ntohs(at.sin_port);
}

static void make(struct test_node *node, struct side side)
{
	uint16_t port = free_port();
	char text[256];

	node->side = side;
	snprintf(node->endpoint, sizeof(node->endpoint), "https://127.0.0.1:%u",
		 (unsigned)port);
	node->side.endpoint = node->endpoint;
	side_make(&node->side);
	snprintf(text, sizeof(text),
		 "{\"node\":\"%s\",\"side\":\"%s\",\"listen\":\"127.0.0.1:%u\","
		 "\"officers\":{}}",
		 side.node, side.code, (unsigned)port);
	check_ok(wasl_node_config_parse(
		&node->config, wasl_text_bytes(wasl_text_of(text)), NULL));
}

/* As `wasl init` does. */
static void first_officer(struct test_node *node)
{
	const struct wasl_random random = wasl_crypto_random();
	const struct wasl_user_new user = {
		.side = wasl_text_of(node->side.code),
		.name = WASL_TEXT("admin"),
		.unit = WASL_TEXT("BCN"),
		.roles = ROLE(ADMIN),
	};
	char path[512];
	struct wasl_store_options options = {.where = path};
	struct wasl_store *store;
	struct store_tx tx = {0};

	snprintf(path, sizeof(path), "%s/wasl.db", node->side.dir);
	check_ok(wasl_store_open(&store, &options, NULL));
	check_ok(wasl_store_begin(&tx, store, NULL));
	check_ok(wasl_user_add(&tx, &node->admin, &user, (int64_t)time(NULL),
			       &random, NULL));
	check_ok(wasl_store_commit(&tx, NULL));
	wasl_store_close(store);
}

static void start(struct test_node *node)
{
	const struct wasl_node_options options = {
		.dir = node->side.dir,
		.config = &node->config,
		.keyd = node->side.keyd,
	};
	struct wasl_err err = {0};

	if (wasl_node_start(&node->node, &options, &err) != WASL_OK)
		fail_msg("%s: %s", node->side.node, err.text);
}

static void add_user(struct test_node *node, struct wasl_user *out,
		     const char *name, uint32_t roles)
{
	const struct wasl_user_new user = {
		.side = wasl_text_of(node->side.code),
		.name = wasl_text_of(name),
		.unit = WASL_TEXT("BCN"),
		.roles = roles,
	};
	const struct wasl_user *who[] = {&node->admin, &node->directors[0]};
	struct wasl_err err = {0};
	bool waits = true;

	for (size_t i = 0; waits && i < N(who); i++)
		if (wasl_node_user_add(node->node, out, &waits, who[i], &user,
				       &err) != WASL_OK)
			fail_msg("%s: %s", name, err.text);
	assert_false(waits);
}

static void add_users(struct test_node *node)
{
	add_user(node, &node->validators[0], "validator1", ROLE(VALIDATOR));
	add_user(node, &node->validators[1], "validator2", ROLE(VALIDATOR));
	add_user(node, &node->duty, "duty", ROLE(DUTY));
	add_user(node, &node->officer, "operator", ROLE(OPERATOR));
	add_user(node, &node->auditor, "auditor", ROLE(AUDITOR));
	add_user(node, &node->dpo, "dpo", ROLE(DPO));
	add_user(node, &node->custodians[0], "custodian1", ROLE(CUSTODIAN));
	add_user(node, &node->custodians[1], "custodian2", ROLE(CUSTODIAN));
	/* From the first of them on, two give roles. */
	add_user(node, &node->directors[0], "director1", ROLE(DIRECTOR));
	add_user(node, &node->directors[1], "director2", ROLE(DIRECTOR));
}

static void pin(struct test_node *node, const struct test_node *partner)
{
	struct wasl_secret secret;
	const struct wasl_node_ceremony ceremony = {
		.own_card = side_card(&node->side),
		.card = side_card(&partner->side),
		.secret = &secret,
	};
	struct wasl_err err = {0};
	uint16_t words[6];
	bool waits;

	check_ok(wasl_hex_parse(secret.b, sizeof(secret.b),
				WASL_TEXT(LINE_SECRET)));
	check_ok(wasl_node_peer_words(node->node, words, &ceremony,
				      &node->custodians[0], NULL));
	for (size_t i = 0; i < 2; i++) {
		if (wasl_node_peer_add(node->node, &waits, &ceremony, words,
				       &node->custodians[i], &err) != WASL_OK)
			fail_msg("%s: %s", node->side.node, err.text);
		assert_int_equal(waits, i == 0);
	}
}

void nodes_start(struct test_pair *pair)
{
	memset(pair, 0, sizeof(*pair));
	/* Both keyds are forked before there is any thread. */
	make(&pair->paris, side_paris());
	make(&pair->rabat, side_rabat());
	first_officer(&pair->paris);
	first_officer(&pair->rabat);
	start(&pair->paris);
	start(&pair->rabat);
	add_users(&pair->paris);
	add_users(&pair->rabat);
	pin(&pair->paris, &pair->rabat);
	pin(&pair->rabat, &pair->paris);
}

void node_down(struct test_node *node)
{
	wasl_node_stop(node->node);
	node->node = NULL;
}

void node_up(struct test_node *node)
{
	start(node);
}

static void end(struct test_node *node)
{
	wasl_node_stop(node->node);
	wasl_node_config_deinit(&node->config);
	side_end(&node->side);
}

void nodes_end(struct test_pair *pair)
{
	end(&pair->paris);
	end(&pair->rabat);
}

/* --- acts ---------------------------------------------------------------- */

static size_t read_example(char *out, const char *name)
{
	char path[512];
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/examples/%s", WASL_SOURCE_DIR, name);
	f = fopen(path, "rb");
	if (f == NULL)
		fail_msg("no %s", path);
	n = fread(out, 1, FILE_MAX, f);
	fclose(f);
	assert_true(n < FILE_MAX);
	out[n] = '\0';
	return n;
}

json_t *example(const char *text)
{
	static char file[FILE_MAX];
	json_t *json;

	if (text[0] != '{') {
		read_example(file, text);
		text = file;
	}
	json = json_loads(text, 0, NULL);
	assert_non_null(json);
	return json;
}

/* The first of these who may put it forward does; another one approves. */
static wasl_status put(struct test_node *node, struct wasl_arena *arena,
		       struct wasl_node_made *made,
		       const struct wasl_user **author,
		       const struct wasl_node_put *what, struct wasl_err *err)
{
	const struct wasl_user *authors[] = {
		&node->duty,	     &node->officer, &node->validators[0],
		&node->directors[0], &node->dpo,
	};
	wasl_status status = WASL_DENIED;

	for (size_t i = 0; i < N(authors) && status == WASL_DENIED; i++) {
		*author = authors[i];
		status = wasl_node_put(node->node, arena, made, *author, what,
				       err);
	}
	return status;
}

static wasl_status approve(struct test_node *node, struct wasl_arena *arena,
			   struct wasl_node_made *made,
			   const struct wasl_user *author, struct wasl_err *err)
{
	const struct wasl_user *seconds[] = {&node->validators[1],
					     &node->directors[1], &node->duty,
					     &node->custodians[0]};
	int64_t id = made->draft;
	wasl_status status = WASL_DENIED;
	struct wasl_node_draft draft;

	for (size_t i = 0; i < N(seconds) && status == WASL_DENIED; i++) {
		if (seconds[i] == author)
			continue;
		status = wasl_node_draft_show(node->node, arena, &draft, id,
					      seconds[i], err);
		if (status != WASL_OK)
			continue;
		json_decref(draft.fields);
		status = wasl_node_draft_approve(
			node->node, arena, made, id,
			&(struct wasl_node_approval){
				.digest = draft.draft.digest},
			seconds[i], err);
	}
	return status;
}

static void put_and_approve(struct test_node *node,
			    const struct wasl_node_put *what, char *ref,
			    size_t cap)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	const struct wasl_user *author = NULL;
	struct wasl_node_made made;
	struct wasl_err err = {0};
	wasl_status status;

	status = put(node, &arena, &made, &author, what, &err);
	if (status == WASL_OK && made.draft != 0)
		status = approve(node, &arena, &made, author, &err);
	if (status != WASL_OK)
		fail_msg("%s: %.*s: %s %s", node->side.node, (int)what->act.n,
			 what->act.p, err.field, err.text);
	if (ref != NULL)
		snprintf(ref, cap, "%s", made.ref);
}

void node_act(struct test_node *node, const char *ref, const char *act,
	      const char *fields)
{
	json_t *json = example(fields);
	const struct wasl_node_put what = {
		.ref = wasl_text_of(ref),
		.act = wasl_text_of(act),
		.fields = json,
	};

	put_and_approve(node, &what, NULL, 0);
	json_decref(json);
}

void node_open(struct test_node *node, const char *kind, const char *fields,
	       char ref[static 40])
{
	json_t *json = example(fields);
	const struct wasl_node_put what = {
		.kind = wasl_text_of(kind),
		.to = wasl_text_of(node->side.partner),
		.fields = json,
	};

	put_and_approve(node, &what, ref, 40);
	json_decref(json);
}

void nodes_agree(struct test_pair *pair)
{
	static char file[FILE_MAX];
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_findings findings = wasl_findings_init(&arena);
	struct wasl_profile *profile;
	char hex[65];
	json_t *json;
	char *text;
	size_t n = read_example(file, "profile-ma-fr.json");

	check_ok(wasl_profile_new(&profile, &findings, wasl_bytes_of(file, n),
				  NULL));
	json = json_pack("{s:s%}", "file", (const char *)profile->file.p,
			 profile->file.n);
	text = json_dumps(json, 0);
	node_act(&pair->paris, "LNK-rabat.dgsn", "profile", text);
	json_decref(json);
	free(text);
	wasl_hex_write(hex, wasl_hash_bytes(&profile->hash));
	await_quiet(pair);
	json = json_pack("{s:s}", "hash", hex);
	text = json_dumps(json, 0);
	node_act(&pair->rabat, "LNK-paris.pn", "agree", text);
	json_decref(json);
	free(text);
	wasl_profile_free(profile);
	await_quiet(pair);
}

/* --- waiting ------------------------------------------------------------- */

static void breathe(void)
{
	poll(NULL, 0, BETWEEN_MS);
}

static bool in_time(time_t begun)
{
	return time(NULL) < begun + PATIENCE_S;
}

void node_show(struct test_node *node, struct wasl_arena *arena,
	       struct wasl_node_view *view, const char *ref)
{
	struct wasl_err err = {0};

	if (wasl_node_show(node->node, arena, view, wasl_text_of(ref),
			   &node->officer, &err) != WASL_OK)
		fail_msg("%s: %s", ref, err.text);
}

int64_t node_sql(const struct test_node *node, const char *text)
{
	sqlite3_stmt *stmt;
	int64_t number = 0;
	char path[128];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%s/wasl.db", node->side.dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	assert_int_equal(sqlite3_prepare_v2(db, text, -1, &stmt, NULL),
			 SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		number = sqlite3_column_int64(stmt, 0);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	sqlite3_close(db);
	return number;
}

typedef bool (*view_test)(const struct wasl_node_view *view, const char *want);

static void await(struct test_node *node, const char *ref, view_test holds,
		  const char *want)
{
	time_t begun = time(NULL);
	char state[64] = "";
	bool done = false;

	while (!done && in_time(begun)) {
		wasl_autoarena arena = wasl_arena_init(ARENA);
		struct wasl_node_view view;
		struct wasl_err err;
		wasl_status status =
			wasl_node_show(node->node, &arena, &view,
				       wasl_text_of(ref), &node->officer, &err);

		if (status == WASL_OK) {
			done = holds(&view, want);
			snprintf(state, sizeof(state), "%s", view.row.state);
			wasl_node_view_deinit(&view);
		} else if (status != WASL_NOT_FOUND) {
			fail_msg("%s: %s", ref, err.text);
		}
		if (!done)
			breathe();
	}
	if (!done)
		fail_msg("%s: %s is \"%s\", not \"%s\"", node->side.node, ref,
			 state, want);
}

static bool in_state(const struct wasl_node_view *view, const char *want)
{
	return strcmp(view->row.state, want) == 0;
}

static bool all_bound(const struct wasl_node_view *view, const char *want)
{
	(void)want;
	return view->unbound == 0;
}

void await_state(struct test_node *node, const char *ref, const char *state)
{
	await(node, ref, in_state, state);
}

void await_bound(struct test_node *node, const char *ref)
{
	await(node, ref, all_bound, "bound");
}

static bool quiet(struct test_node *node, uint64_t *own, uint64_t *mirror)
{
	wasl_autoarena arena = wasl_arena_init(ARENA);
	struct wasl_node_status status;
	const struct wasl_node_line *line;

	check_ok(wasl_node_status_get(node->node, &arena, &status, NULL));
	assert_int_equal(status.n_lines, 1);
	line = &status.lines[0];
	*own = line->own_size;
	*mirror = line->mirror_size;
	return line->ready && line->waiting == 0 &&
	       line->receipted == line->own_size &&
	       line->cosigned == line->mirror_size;
}

void await_quiet(struct test_pair *pair)
{
	time_t begun = time(NULL);
	uint64_t at_paris[2];
	uint64_t at_rabat[2];

	while (!(quiet(&pair->paris, &at_paris[0], &at_paris[1]) &&
		 quiet(&pair->rabat, &at_rabat[0], &at_rabat[1]) &&
		 at_paris[0] == at_rabat[1] && at_rabat[0] == at_paris[1])) {
		if (!in_time(begun))
			fail_msg("the line does not come to rest");
		breathe();
	}
}
