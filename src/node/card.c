#include "node/card.h"

#include "desk/right.h"
#include "node/told.h"

/* Fields of the act, spec §7. */
#define FIELD_FUNCTION	1
#define FIELD_LANGUAGES 2
#define FIELD_TELEPHONE 3
#define FIELD_UNTIL	4

struct cards_job {
	struct node_job job;
	json_t *out;
};

static wasl_text text_of(const struct wasl_linestate_act *act, uint32_t field)
{
	const struct wasl_value *value = wasl_record_get(&act->record, field);

	return value == NULL ? (wasl_text){"", 0} : value->text;
}

static json_t *languages_of(const struct wasl_linestate_act *act)
{
	const struct wasl_value *value =
		wasl_record_get(&act->record, FIELD_LANGUAGES);
	json_t *out = json_array();

	for (size_t i = 0; value != NULL && i < value->list.n; i++) {
		wasl_text text = value->list.items[i].text;

		json_array_append_new(out, json_stringn(text.p, text.n));
	}
	return out;
}

static json_t *card_of(const struct node_peer *peer,
		       const struct wasl_linestate_act *act, bool own,
		       int64_t now)
{
	wasl_text function = text_of(act, FIELD_FUNCTION);
	wasl_text telephone = text_of(act, FIELD_TELEPHONE);
	const struct wasl_value *until =
		wasl_record_get(&act->record, FIELD_UNTIL);
	int64_t end = until == NULL ? act->time : until->number;

	return json_pack("{s:s, s:s, s:b, s:s%, s:o, s:s%, s:o, s:b, s:o}",
			 "peer", peer->keys.partner, "side", peer->side, "own",
			 own, "function", function.p, function.n, "languages",
			 languages_of(act), "telephone", telephone.p,
			 telephone.n, "until", node_told_instant(end), "over",
			 end <= now, "said_at", node_told_instant(act->time));
}

/* One side's, from the newest back. */
static void cards_of(json_t *out, const struct node_peer *peer, bool own,
		     int64_t now)
{
	enum wasl_origin side =
		own == peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;
	wasl_text seen[WASL_NODE_CARDS_MAX];
	size_t n = 0;

	for (size_t i = peer->state.n; i-- > 0 && n < WASL_NODE_CARDS_MAX;) {
		const struct wasl_linestate_act *act = &peer->state.acts[i];
		wasl_text function = text_of(act, FIELD_FUNCTION);
		bool known = false;

		if (act->number != WASL_LINE_ACT_DUTY || act->out ||
		    act->place.origin != side)
			continue;
		for (size_t j = 0; j < n; j++)
			known |= wasl_text_eq(seen[j], function);
		if (known)
			continue;
		seen[n++] = function;
		json_array_append_new(out, card_of(peer, act, own, now));
	}
}

static wasl_status cards_run(struct wasl_node *node, struct store_tx *tx,
			     struct node_job *job)
{
	struct cards_job *cards = (struct cards_job *)job;
	int64_t now = wasl_clock_now(&node->clock);

	(void)tx;
	json_array_clear(cards->out); /* it may run twice */
	for (size_t i = 0; i < node->peers_n; i++) {
		cards_of(cards->out, node->peers[i], false, now);
		cards_of(cards->out, node->peers[i], true, now);
	}
	return WASL_OK;
}

wasl_status wasl_node_cards(struct wasl_node *node, json_t **out,
			    const struct wasl_user *actor, struct wasl_err *err)
{
	struct cards_job job = {.job = {.run = cards_run}};

	*out = NULL;
	WASL_TRY(wasl_roles_need(actor->roles, WASL_RIGHT_STATUS, err));
	job.out = json_array();
	if (job.out == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "duty cards");
	*out = job.out;
	return node_writer_call(node->writer, &job.job, err);
}
