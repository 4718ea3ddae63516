/* One change: by what name it is told, and to whom. */
#include "node/feed_inner.h"

#include "base/alloc.h"
#include "node/need.h"

static void name_it(struct feed_entry *entry, wasl_text name)
{
	size_t n = name.n < WASL_FEED_NAME_MAX ? name.n : WASL_FEED_NAME_MAX;

	memcpy(entry->reference, name.p, n);
	entry->reference[n] = '\0';
}

/* The value of a statement's only column; false if there is no such row. */
static wasl_status read_name(struct store_reader *r, struct feed_entry *entry,
			     unsigned sql, const char *column,
			     struct wasl_arg arg, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, sql, err, WASL_ARGS(arg)));
	name_it(entry, wasl_rows_text(&row, column));
	return wasl_rows_finish(&row, err);
}

static wasl_status read_needs(struct store_reader *r, struct feed_entry *entry,
			      struct wasl_arg dossier, struct wasl_err *err)
{
	wasl_autorows struct wasl_rows rows = {0};
	size_t cap = 0;

	WASL_TRY(wasl_store_query(
		&rows, r, WASL_SQL_FEED_NEEDS, err,
		WASL_ARGS(dossier, wasl_arg_int(WASL_NEEDS_MAX))));
	while (wasl_rows_next(&rows)) {
		wasl_text unit = wasl_rows_text(&rows, "unit");
		struct feed_need *need;

		if (!wasl_grow(&entry->needs, &cap, entry->needs_n + 1,
			       sizeof(*entry->needs)))
			return wasl_fail(err, WASL_NO_MEMORY, "readers");
		need = &entry->needs[entry->needs_n++];
		*need = (struct feed_need){
			.officer_id = wasl_rows_int(&rows, "officer_id"),
			.until = wasl_rows_int(&rows, "until_at"),
		};
		if (unit.n <= WASL_UNIT_MAX)
			memcpy(need->unit, unit.p, unit.n);
	}
	return wasl_rows_finish(&rows, err);
}

/* A draft's dossier may have no row yet. */
static wasl_status read_dossier(struct store_reader *r,
				struct feed_entry *entry,
				const struct wasl_change *change,
				struct wasl_err *err)
{
	struct wasl_arg id =
		wasl_arg_bytes(wasl_dossier_id_bytes(&change->dossier_id));
	wasl_status status =
		read_name(r, entry, WASL_SQL_FEED_DOSSIER, "ref", id, err);

	if (status != WASL_OK &&
	    !(status == WASL_NOT_FOUND && change->what == WASL_CHANGE_DRAFT))
		return status;
	return read_needs(r, entry, id, err);
}

static wasl_status read_draft(struct store_reader *r, struct feed_entry *entry,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};

	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_FEED_DRAFT, err,
				WASL_ARGS(wasl_arg_int(entry->number))));
	entry->author_id = wasl_rows_int(&row, "author_id");
	WASL_TRY(wasl_roles_parse(&entry->roles, wasl_rows_text(&row, "roles"),
				  err));
	return wasl_rows_finish(&row, err);
}

static wasl_status read_peer(struct wasl_node *node, struct feed_entry *entry,
			     struct wasl_err *err)
{
	const struct node_peer *peer;

	pthread_rwlock_rdlock(&node->lock);
	peer = node_peer_by_id(node, entry->number);
	if (peer != NULL)
		name_it(entry, wasl_text_of(peer->keys.partner));
	pthread_rwlock_unlock(&node->lock);
	return peer != NULL ? WASL_OK
			    : wasl_fail(err, WASL_NOT_FOUND, "no partner");
}

static wasl_status read_it(struct wasl_node *node, struct store_reader *r,
			   struct feed_entry *entry,
			   const struct wasl_change *change,
			   struct wasl_err *err)
{
	if (change->of_dossier)
		WASL_TRY(read_dossier(r, entry, change, err));
	switch (change->what) {
	case WASL_CHANGE_DRAFT:
		return read_draft(r, entry, err);
	case WASL_CHANGE_LINE:
		return read_peer(node, entry, err);
	case WASL_CHANGE_LIST:
	case WASL_CHANGE_LIST_GONE:
		return read_name(r, entry, WASL_SQL_FEED_LIST, "name",
				 wasl_arg_int(change->list_id), err);
	case WASL_CHANGE_DOSSIER:
	case WASL_CHANGE_DOSSIER_GONE:
	case WASL_CHANGE_TASK:
	case WASL_CHANGE_DUTY:
	case WASL_CHANGE_OFFICER:
		return WASL_OK;
	}
	return WASL_OK;
}

wasl_status feed_entry_read(struct wasl_node *node, struct store_reader *r,
			    struct feed_entry *entry,
			    const struct wasl_change *change,
			    struct wasl_err *err)
{
	wasl_status status;

	*entry = (struct feed_entry){
		.seq = change->id,
		.what = change->what,
		.of_dossier = change->of_dossier,
		.number = change->number,
	};
	status = read_it(node, r, entry, change, err);
	if (status == WASL_OK)
		return WASL_OK;
	feed_entry_deinit(entry);
	return status == WASL_NOT_FOUND ? WASL_OK : status;
}

void feed_entry_deinit(struct feed_entry *entry)
{
	wasl_free(entry->needs);
	*entry = (struct feed_entry){0};
}

/* As node_need_may and the right SEE have it, from memory. */
static bool may_see(const struct wasl_node *node,
		    const struct feed_entry *entry,
		    const struct wasl_user *actor, int64_t now)
{
	if (node_triage(node, actor) ||
	    wasl_roles_may(actor->roles, WASL_RIGHT_SEE))
		return true;
	for (size_t i = 0; i < entry->needs_n; i++) {
		const struct feed_need *need = &entry->needs[i];

		if (need->until != 0 && need->until <= now)
			continue;
		if (need->officer_id == actor->id ||
		    (need->officer_id == 0 &&
		     strcmp(need->unit, actor->unit) == 0))
			return true;
	}
	return false;
}

bool feed_entry_may(const struct wasl_node *node,
		    const struct feed_entry *entry,
		    const struct wasl_user *actor, int64_t now)
{
	switch (entry->what) {
	case WASL_CHANGE_DRAFT:
		return entry->author_id == actor->id ||
		       (wasl_act_may_approve(entry->author_id, actor->id,
					     actor->roles, entry->roles,
					     NULL) == WASL_OK &&
			may_see(node, entry, actor, now));
	case WASL_CHANGE_TASK:
		if (!entry->of_dossier)
			return true;
		return wasl_roles_may(actor->roles, WASL_RIGHT_LIST) &&
		       may_see(node, entry, actor, now);
	case WASL_CHANGE_DOSSIER:
	case WASL_CHANGE_DOSSIER_GONE:
		return wasl_roles_may(actor->roles, WASL_RIGHT_LIST) &&
		       may_see(node, entry, actor, now);
	case WASL_CHANGE_LIST:
	case WASL_CHANGE_LIST_GONE:
		return wasl_roles_may(actor->roles, WASL_RIGHT_LIST);
	case WASL_CHANGE_OFFICER:
		return entry->number == actor->id ||
		       wasl_roles_may(actor->roles, WASL_RIGHT_USERS);
	case WASL_CHANGE_LINE:
	case WASL_CHANGE_DUTY:
		return true;
	}
	return false;
}

const char *feed_what(wasl_change_what what)
{
	switch (what) {
	case WASL_CHANGE_LIST:
	case WASL_CHANGE_LIST_GONE:
		return "list";
	case WASL_CHANGE_DOSSIER:
	case WASL_CHANGE_DOSSIER_GONE:
		return "dossier";
	case WASL_CHANGE_DRAFT:
		return "draft";
	case WASL_CHANGE_TASK:
		return "task";
	case WASL_CHANGE_LINE:
		return "line";
	case WASL_CHANGE_DUTY:
		return "duty";
	case WASL_CHANGE_OFFICER:
		return "session";
	}
	return "";
}
