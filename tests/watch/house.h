/* A store with a keyd of its own and two officers, and lists in it. */
#ifndef WASL_TESTS_WATCH_HOUSE_H
#define WASL_TESTS_WATCH_HOUSE_H

#include "../desk/support.h"

#include "crypto/crypto.h"
#include "watch/import.h"

#define RETENTION (NOW + 1000000)
#define IMPORTER  1
#define SECOND	  2

struct house {
	char *dir;
	struct wasl_keyd *keyd;
	struct wasl_store *store;
	struct wasl_random random;
	struct wasl_watch *watch;
};

static inline int house_passphrase(void)
{
	int fds[2];

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "correct horse battery", 21), 21);
	close(fds[1]);
	return fds[0];
}

static inline void house_open(struct house *h, bool create)
{
	struct wasl_keyd_options options = {
		.dir = h->dir,
		.passphrase = {.from = WASL_PASSPHRASE_FD,
			       .fd = house_passphrase()},
		.caps = WASL_KEYD_CAP_DOSSIER,
		.create = create ? "rabat.dgsn" : NULL,
		.cost = {.passes = 1, .kib = 8},
	};
	char path[SCRATCH_MAX + 8];
	struct wasl_store_options store = {.where = path, .readers = 4};

	snprintf(path, sizeof(path), "%s/db", h->dir);
	check_ok(wasl_crypto_init(NULL));
	check_ok(wasl_keyd_start(&h->keyd, &options, NULL));
	check_ok(wasl_store_open(&h->store, &store, NULL));
	h->random = wasl_crypto_random();
	check_ok(
		wasl_watch_new(&h->watch, h->store, h->keyd, &h->random, NULL));
}

static inline void house_close(struct house *h)
{
	wasl_watch_free(h->watch);
	wasl_store_close(h->store);
	wasl_keyd_stop(h->keyd);
}

static inline void house_make(struct house *h, void **state)
{
	struct store_tx tx = {0};
	struct wasl_user user;

	*h = (struct house){.dir = *state};
	house_open(h, true);
	check_ok(wasl_store_begin(&tx, h->store, NULL));
	check_ok(add_user(&tx, &user, "importer", 1, NULL));
	check_ok(add_user(&tx, &user, "second", 1, NULL));
	check_ok(wasl_store_commit(&tx, NULL));
}

/* In one transaction: `call` with `tx`. */
#define IN_TX(h, call)                                                         \
	do {                                                                   \
		struct store_tx tx = {0};                                      \
		check_ok(wasl_store_begin(&tx, (h)->store, NULL));             \
		check_ok(call);                                                \
		check_ok(wasl_store_commit(&tx, NULL));                        \
	} while (0)

static inline struct wasl_import_terms house_terms(const char *name)
{
	return (struct wasl_import_terms){
		.name = wasl_text_of(name),
		.source = WASL_TEXT("invented source"),
		.basis = WASL_TEXT("invented basis"),
		.retention_at = RETENTION,
		.format = "csv",
	};
}

static inline struct wasl_import *
house_begin(struct house *h, const struct wasl_import_terms *terms)
{
	struct wasl_import *im = NULL;

	IN_TX(h, wasl_import_begin(&im, &tx, h->watch, terms, IMPORTER, NOW,
				   NULL));
	return im;
}

static inline void house_write(struct house *h, struct wasl_import *im)
{
	IN_TX(h, wasl_import_write(&tx, im, NULL));
	wasl_import_written(im);
}

/* One record: a reference and a name. */
static inline wasl_status house_add(struct house *h, struct wasl_import *im,
				    const char *ref, const char *name)
{
	static struct wasl_identity who;

	memset(&who, 0, sizeof(who));
	who.ref = wasl_text_of(ref);
	who.names[0].kind = WASL_IDENTITY_PRIMARY;
	who.names[0].text = wasl_text_of(name);
	who.n_names = 1;
	if (wasl_import_full(im))
		house_write(h, im);
	return wasl_import_add(im, &who, NULL);
}

/* To the end of the file. */
static inline void house_finish(struct house *h, struct wasl_import *im)
{
	bool more;

	house_write(h, im);
	do {
		check_ok(wasl_import_missing(im, &more, NULL));
		house_write(h, im);
	} while (more);
	IN_TX(h, wasl_import_finish(&tx, im, NOW, NULL));
}

/* "ref=name ref=name": a whole import; it is given back with its counts. */
static inline struct wasl_import *
house_import(struct house *h, const char *list, const char *records)
{
	struct wasl_import_terms terms = house_terms(list);
	struct wasl_import *im = house_begin(h, &terms);
	char ref[32], name[32];
	int used;

	while (sscanf(records, " %31[^=]=%31s%n", ref, name, &used) == 2) {
		check_ok(house_add(h, im, ref, name));
		records += used;
	}
	house_finish(h, im);
	return im;
}

static inline void house_sweep(struct house *h, int64_t list)
{
	bool more = true;

	while (more)
		IN_TX(h, wasl_watch_sweep(&tx, h->watch, list, &more, NULL));
}

static inline void house_approve(struct house *h, int64_t list)
{
	IN_TX(h, wasl_import_approve(&tx, list, SECOND, NOW, NULL));
	house_sweep(h, list);
}

/* An approved first import; the list's number. */
static inline int64_t house_list(struct house *h, const char *list,
				 const char *records)
{
	struct wasl_import *im = house_import(h, list, records);
	int64_t id = wasl_import_list(im);

	assert_true(wasl_import_waits(im));
	wasl_import_free(im);
	house_approve(h, id);
	return id;
}

/* All that is in force, "ref=name " in order of rows. */
struct house_seen {
	char text[4096];
	int64_t last;
	size_t n;
};

static inline wasl_status house_see(void *ctx, const struct wasl_watch_row *row,
				    struct wasl_err *err)
{
	struct house_seen *seen = ctx;
	size_t at = strlen(seen->text);

	(void)err;
	snprintf(seen->text + at, sizeof(seen->text) - at, "%.*s=%.*s ",
		 (int)row->who->ref.n, row->who->ref.p,
		 (int)row->who->names[0].text.n, row->who->names[0].text.p);
	seen->last = row->id;
	seen->n++;
	return WASL_OK;
}

static inline const char *house_all(struct house *h, int64_t now)
{
	static struct house_seen seen;
	int64_t after = 0;
	bool more = true;

	seen = (struct house_seen){0};
	while (more)
		check_ok(wasl_watch_walk(h->watch, &after, &more, 2, now,
					 house_see, &seen, NULL));
	return seen.text;
}

static inline void house_counts(const struct wasl_import *im, uint64_t added,
				uint64_t changed, uint64_t unchanged,
				uint64_t removed)
{
	const struct wasl_import_counts *c = wasl_import_counts_get(im);

	assert_int_equal(c->added, added);
	assert_int_equal(c->changed, changed);
	assert_int_equal(c->unchanged, unchanged);
	assert_int_equal(c->removed, removed);
	assert_int_equal(c->records, added + changed + unchanged);
}

#endif
