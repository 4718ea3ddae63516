#include "node/room.h"

#include "kind/fault.h"
#include "node/case.h"
#include "node/config.h"
#include "node/kin.h"
#include "node/need.h"
#include "node/put.h"
#include "node/roadmap.h"
#include "node/told.h"

#define KIND "event"

/* The last act of the line that says it holds. */
static const char *const latest[] = {"name",   "competition",  "phases",
				     "sites",  "radio",	       "languages",
				     "threat", "threat_until", "cleared_at"};
#define N_LATEST (sizeof(latest) / sizeof(latest[0]))

/** One line's part in the making. */
struct part {
	const char *node; /* ours */
	const struct wasl_node_view *view;
	json_t *out;
	json_t *contacts, *on_call, *incidents, *situations, *hand_overs;
};

static bool stands(const struct wasl_node_act_view *a)
{
	return a->fields != NULL && a->effect != WASL_NODE_REJECTED &&
	       a->effect != WASL_NODE_LOST && a->effect != WASL_NODE_VOID;
}

static const char *says(const struct part *p,
			const struct wasl_node_act_view *a)
{
	return a->own ? p->node : p->view->row.peer;
}

/* A copy that says which side wrote it, when, and in which entry of its log,
 * once it is there: by that it is released for the wall. */
static json_t *signed_copy(const struct part *p,
			   const struct wasl_node_act_view *a,
			   const json_t *value)
{
	json_t *out = json_deep_copy(value);

	json_object_set_new(out, "node", json_string(says(p, a)));
	json_object_set_new(out, "said_at", node_told_instant(a->time));
	if (a->effect != WASL_NODE_WAITING)
		json_object_set_new(out, "entry",
				    json_pack("{s:b, s:I, s:I}", "own", a->own,
					      "epoch", (json_int_t)a->epoch,
					      "index", (json_int_t)a->index));
	return out;
}

/* Each side has its own: the last list of each. */
static void take_list(struct part *p, json_t *into,
		      const struct wasl_node_act_view *a, const char *name)
{
	const json_t *list = json_object_get(a->fields, name);
	const json_t *one;
	size_t i = json_array_size(into);

	if (list == NULL)
		return;
	while (i-- > 0)
		if (wasl_json_is(
			    json_object_get(json_array_get(into, i), "node"),
			    says(p, a)))
			json_array_remove(into, i);
	json_array_foreach(list, i, one)
	{
		json_array_append_new(into, signed_copy(p, a, one));
	}
}

/* What its act says of the free text of an item of a list, as if that were an
 * act: `language`, and `words` with pointers into it (spec §12). */
static void take_words(json_t *out, const json_t *fields, const char *list,
		       size_t i)
{
	json_t *language = json_object_get(fields, "language");
	json_t *words = json_array();
	char front[64];
	int n = snprintf(front, sizeof(front), "/%.40s/%zu/", list, i);
	const json_t *one;
	size_t k;

	json_array_foreach(json_object_get(fields, "words"), k, one)
	{
		const char *at = json_string_value(json_object_get(one, "at"));
		json_t *copy;

		if (at == NULL || strncmp(at, front, (size_t)n) != 0)
			continue;
		copy = json_copy((json_t *)(uintptr_t)one);
		json_object_set_new(copy, "at", json_string(at + n - 1));
		json_array_append_new(words, copy);
	}
	if (language != NULL)
		json_object_set(out, "language", language);
	json_object_set_new(out, "words", words);
}

static json_t *find_incident(const struct part *p, const json_t *number)
{
	json_t *one;
	size_t i;

	json_array_foreach(p->incidents, i, one)
	{
		if (json_equal(json_object_get(one, "number"), number))
			return one;
	}
	return NULL;
}

/* An update gives status, and a new owner where it names one; the last is with
 * it. */
static void take_incidents(struct part *p, const struct wasl_node_act_view *a)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(a->fields, "incidents"), i, one)
	{
		json_t *incident = signed_copy(p, a, one);

		take_words(incident, a->fields, "incidents", i);
		json_object_set_new(incident, "status", json_string("OPEN"));
		json_array_append_new(p->incidents, incident);
	}
	json_array_foreach(json_object_get(a->fields, "updates"), i, one)
	{
		json_t *incident =
			find_incident(p, json_object_get(one, "number"));
		json_t *owner = json_object_get(one, "owner");
		json_t *update;

		if (incident == NULL)
			continue;
		update = signed_copy(p, a, one);
		take_words(update, a->fields, "updates", i);
		json_object_set_new(incident, "update", update);
		json_object_set(incident, "status",
				json_object_get(one, "status"));
		json_object_set(incident, "updated_at",
				json_object_get(one, "at"));
		if (owner != NULL)
			json_object_set(incident, "owner", owner);
	}
}

static void take_act(struct part *p, const struct wasl_node_act_view *a)
{
	for (size_t i = 0; i < N_LATEST; i++) {
		json_t *value = json_object_get(a->fields, latest[i]);

		if (value != NULL)
			json_object_set(p->out, latest[i], value);
	}
	if (json_object_get(a->fields, "threat") != NULL)
		json_object_set_new(p->out, "threat_node",
				    json_string(says(p, a)));
	take_list(p, p->contacts, a, "contacts");
	take_list(p, p->on_call, a, "on_call");
	take_incidents(p, a);
	if (strcmp(a->name, "situation") == 0)
		json_array_append_new(p->situations,
				      signed_copy(p, a, a->fields));
	if (strcmp(a->name, "hand_over") == 0)
		json_array_append_new(p->hand_overs,
				      signed_copy(p, a, a->fields));
}

static json_t *part_of(const struct wasl_node *node,
		       const struct wasl_node_view *view)
{
	struct part p = {
		.node = node->config->node,
		.view = view,
		.out = json_pack("{s:s, s:s, s:s, s:b, s:s}", "reference",
				 view->row.ref, "peer", view->row.peer, "state",
				 view->row.state, "own", view->row.own,
				 "handling", view->row.handling),
		.contacts = json_array(),
		.on_call = json_array(),
		.incidents = json_array(),
		.situations = json_array(),
		.hand_overs = json_array(),
	};

	for (size_t i = 0; i < view->n_acts; i++)
		if (stands(&view->acts[i]))
			take_act(&p, &view->acts[i]);
	json_object_set_new(p.out, "contacts", p.contacts);
	json_object_set_new(p.out, "on_call", p.on_call);
	json_object_set_new(p.out, "incidents", p.incidents);
	json_object_set_new(p.out, "situations", p.situations);
	json_object_set_new(p.out, "hand_overs", p.hand_overs);
	return p.out;
}

/* --- which dossiers ------------------------------------------------------- */

/** A room in the making. */
struct room {
	struct wasl_node *node;
	struct wasl_arena *arena;
	const struct wasl_user *actor;
	json_t *lines;
	json_int_t hidden;
	struct node_case c; /* no reference: of one dossier alone */
};

static wasl_status add_part(struct room *room,
			    const struct wasl_node_view *view,
			    struct wasl_err *err)
{
	wasl_autojson *kin = NULL;
	json_t *part;

	WASL_TRY(wasl_node_kin(room->node, &kin, view->row.id, room->actor,
			       err));
	part = part_of(room->node, view);
	json_object_set(part, "children", json_object_get(kin, "children"));
	json_object_set(part, "children_hidden",
			json_object_get(kin, "hidden"));
	json_array_append_new(room->lines, part);
	return WASL_OK;
}

static wasl_status add_line(struct room *room, const char *ref,
			    struct wasl_err *err)
{
	struct wasl_node_view view;
	wasl_status status =
		wasl_node_show(room->node, room->arena, &view,
			       wasl_text_of(ref), room->actor, err);

	if (status != WASL_OK)
		return status;
	if (strcmp(view.row.kind, KIND) == 0)
		status = add_part(room, &view, err);
	else
		status = wasl_fault_of(
			err, WASL_NOT_FOUND, "", "no-event",
			WASL_FAULT_T("reference", wasl_text_of(ref)));
	wasl_node_view_deinit(&view);
	return status;
}

static wasl_status add_lines(struct room *room, struct wasl_err *err)
{
	for (size_t i = 0; i < room->c.n; i++) {
		const struct wasl_casefile_dossier *d = &room->c.all[i];
		wasl_status status;

		if (strcmp(d->kind, KIND) != 0)
			continue;
		status = add_line(room,
				  wasl_arena_format(room->arena, "%s:%s",
						    d->peer, d->ref),
				  err);
		if (status == WASL_DENIED)
			room->hidden++;
		else
			WASL_TRY(status);
	}
	return WASL_OK;
}

/* The room that an event's dossier is in. */
static wasl_status find_room(struct room *room, struct store_reader *r,
			     wasl_text ref, struct wasl_err *err)
{
	struct wasl_casefile *files;
	struct wasl_dossier_id id;
	size_t n;

	WASL_TRY(node_need_ref(room->node, r, &id, ref, room->actor, err));
	WASL_TRY(wasl_casefile_of(r, room->arena, &files, &n,
				  wasl_dossier_id_bytes(&id), err));
	for (size_t i = 0; i < n && room->c.file.ref == NULL; i++)
		if (strcmp(files[i].kind, KIND) == 0)
			WASL_TRY(node_case_get(
				room->node, r, room->arena, &room->c,
				wasl_text_of(files[i].ref), room->actor, err));
	return room->c.file.ref != NULL
		       ? WASL_OK
		       : add_line(room, wasl_arena_text(room->arena, ref), err);
}

static wasl_status find(struct room *room, struct store_reader *r,
			wasl_text ref, struct wasl_err *err)
{
	wasl_status status = node_case_get(room->node, r, room->arena, &room->c,
					   ref, room->actor, err);

	if (status == WASL_NOT_FOUND) {
		room->c = (struct node_case){.n = 0};
		return find_room(room, r, ref, err);
	}
	WASL_TRY(status);
	return strcmp(room->c.file.kind, KIND) == 0
		       ? WASL_OK
		       : wasl_fault_of(
				 err, WASL_NOT_FOUND, "", "no-event",
				 WASL_FAULT_T("reference",
					      wasl_text_of(room->c.file.ref)));
}

static wasl_status show(struct room *room, json_t **out, struct wasl_err *err)
{
	const struct wasl_casefile *file = &room->c.file;
	const char *title = NULL;
	json_t *draft = json_null();

	if (file->ref != NULL) {
		WASL_TRY(node_case_title(room->node, room->arena, file, &title,
					 err));
		WASL_TRY(node_case_draft(room->node, room->arena, file, &draft,
					 err));
	}
	*out = json_pack("{s:s?, s:s?, s:o, s:O, s:I}", "case", file->ref,
			 "title", title, "draft", draft, "lines", room->lines,
			 "hidden", room->hidden);
	return *out == NULL ? wasl_fail(err, WASL_NO_MEMORY, "event") : WASL_OK;
}

wasl_status wasl_node_room(struct wasl_node *node, struct wasl_arena *arena,
			   json_t **out, wasl_text ref,
			   const struct wasl_user *actor, struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autojson *lines = json_array();
	struct room room = {
		.node = node, .arena = arena, .actor = actor, .lines = lines};

	*out = NULL;
	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(find(&room, &r, ref, err));
	wasl_store_read_end(&r);
	WASL_TRY(add_lines(&room, err));
	return show(&room, out, err);
}
