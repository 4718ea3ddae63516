#include "node/written.h"

#include "base/alloc.h"
#include "node/persons.h"
#include "node/state.h"

/* A name out of memory does not know any more where a particle ended. */
static bool same_word(const struct wasl_word *a, const struct wasl_word *b)
{
	return a->script == b->script && a->n == b->n &&
	       memcmp(a->c, b->c, a->n) == 0;
}

bool node_written_as(wasl_text text, const struct wasl_name *name)
{
	struct wasl_name read;

	if (wasl_name_parse(&read, wasl_text_bytes(text), NULL) != WASL_OK ||
	    read.n != name->n)
		return false;
	for (size_t i = 0; i < read.n; i++)
		if (!same_word(&read.word[i], &name->word[i]))
			return false;
	return true;
}

struct looking {
	struct wasl_arena *arena;
	const struct wasl_name *name;
	const char *found;
};

static void look_at(void *ctx, wasl_text text)
{
	struct looking *l = ctx;

	if (l->found == NULL && node_written_as(text, l->name))
		l->found = wasl_arena_text(l->arena, text);
}

/* Nobody is looked at any more once it is found. */
static wasl_status until_found(void *ctx,
			       const struct wasl_persons_entry *entry,
			       struct wasl_err *err)
{
	const struct looking *l = ctx;

	(void)entry;
	(void)err;
	return l->found == NULL ? WASL_OK : WASL_EXISTS;
}

/* Its key and kind; *here is false without the key. */
static wasl_status take_dossier(struct wasl_node *node, struct store_reader *r,
				struct node_dossier *d, bool *here,
				struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	struct wasl_keyd_dossier ask = {.id = d->id, .key = d->key};
	struct wasl_hash kind;

	WASL_TRY(wasl_store_one(
		&row, r, WASL_SQL_DOSSIER_GET, err,
		WASL_ARGS(wasl_arg_bytes(wasl_dossier_id_bytes(&d->id)))));
	*here = !wasl_rows_null(&row, "wrapped");
	if (!*here)
		return WASL_OK;
	wasl_rows_copy(&row, "wrapped", ask.wrapped.b, sizeof(ask.wrapped.b));
	wasl_rows_copy(&row, "kind_hash", kind.b, sizeof(kind.b));
	WASL_TRY(wasl_rows_finish(&row, err));
	d->kind = wasl_library_kind(&node->library, &kind);
	WASL_TRY(wasl_keyd_unwrap(node->keyd, &ask, 1, err));
	*here = ask.status == WASL_OK;
	return WASL_OK;
}

wasl_status node_written_in(struct wasl_node *node, struct store_reader *r,
			    struct wasl_arena *arena, const char **out,
			    const struct wasl_dossier_id *id,
			    const struct wasl_name *name, struct wasl_err *err)
{
	wasl_autofree struct wasl_persons_entry *entry =
		wasl_alloc(1, sizeof(*entry));
	wasl_autosecret secret = {0};
	struct node_dossier d = {.id = *id, .key = &secret};
	struct looking l = {.arena = arena, .name = name};
	wasl_status status;
	bool here;

	*out = NULL;
	if (entry == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "names");
	WASL_TRY(take_dossier(node, r, &d, &here, err));
	if (!here)
		return WASL_OK;
	status = node_persons_names(node, r, &d, entry, look_at, until_found,
				    &l, err);
	if (status != WASL_OK && status != WASL_EXISTS)
		return status;
	*out = l.found;
	return wasl_arena_check(arena, err);
}
