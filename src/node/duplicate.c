#include "node/duplicate.h"

#include "base/alloc.h"
#include "node/persons.h"
#include "node/search_inner.h"

/* Names of a person that are looked up; notes of one act. */
#define NAMES_MAX 3
#define NOTES_MAX 10
/* What one look needs; it is given back after each. */
#define LOOK_BYTES ((size_t)4 * 1024 * 1024)

struct looking {
	struct wasl_node *node;
	struct wasl_findings *findings;
	const struct wasl_dossier_id *self;
	const struct wasl_user *actor;
	size_t notes;
};

static bool noted(const struct looking *l, const char *text)
{
	for (size_t i = 0; i < l->findings->n; i++)
		if (strcmp(l->findings->items[i].text, text) == 0)
			return true;
	return false;
}

/* Each rule has its sentence in the reader's language; `text` is data. */
static void note(struct looking *l, const char *rule, const char *text)
{
	if (text == NULL || l->notes == NOTES_MAX || noted(l, text))
		return;
	l->notes++;
	wasl_findings_add(l->findings, WASL_SEVERITY_NOTE, "", rule, "home", "",
			  "%s", text);
}

static void note_found(struct looking *l, struct wasl_arena *arena,
		       const struct wasl_node_found *found)
{
	for (size_t i = 0; i < found->n_hits; i++) {
		const struct wasl_search_hit *h = &found->hits[i];

		if (h->cited ||
		    (h->hit->match.verdict != WASL_VERDICT_PROBABLE &&
		     !h->hit->document))
			continue;
		if (h->source == WASL_SEARCH_LIST)
			note(l, "known_list",
			     wasl_arena_format(arena, "%s: %s", h->list,
					       h->ref));
		else
			note(l, "known", h->ref);
	}
	for (size_t i = 0; i < found->n_elsewhere; i++)
		if (found->elsewhere[i].verdict == WASL_VERDICT_PROBABLE)
			note(l, "known_elsewhere", found->elsewhere[i].unit);
}

/* As a search for the dossier itself, whose own persons are left out. */
static wasl_status look(struct looking *l,
			const struct wasl_persons_entry *entry, size_t name,
			struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(LOOK_BYTES);
	struct search s = {
		.node = l->node,
		.arena = &arena,
		.actor = l->actor,
		.reason = WASL_TEXT("its own opening"),
		.query = {.name = entry->name[name],
			  .sex = entry->sex,
			  .now = wasl_clock_now(&l->node->clock)},
		.cites = true,
		.cited = *l->self,
	};
	struct wasl_node_found found = {0};

	if (entry->n_births > 0)
		s.query.birth = entry->birth[0];
	if (entry->n_documents > 0)
		s.query.document = wasl_text_of(entry->document[0]);
	WASL_TRY(search_run(&s, &found, err));
	note_found(l, &arena, &found);
	return WASL_OK;
}

static wasl_status look_person(void *ctx,
			       const struct wasl_persons_entry *entry,
			       struct wasl_err *err)
{
	struct looking *l = ctx;

	for (size_t i = 0; i < entry->n_names && i < NAMES_MAX; i++)
		WASL_TRY(look(l, entry, i, err));
	return WASL_OK;
}

void node_duplicate_notes(struct wasl_node *node,
			  struct wasl_findings *findings,
			  const struct wasl_record *record,
			  const struct wasl_shape *shape,
			  const struct wasl_dossier_id *self,
			  const struct wasl_user *actor)
{
	wasl_autofree struct wasl_persons_entry *entry =
		wasl_alloc(1, sizeof(*entry));
	struct looking l = {.node = node,
			    .findings = findings,
			    .self = self,
			    .actor = actor};
	struct wasl_err err;

	if (entry == NULL || !wasl_roles_may(actor->roles, WASL_RIGHT_SEARCH))
		return;
	/* A note less is no reason to refuse an act that is stored by now. */
	(void)!node_persons_of_record(record, shape, NULL, entry, look_person,
				      &l, &err);
}
