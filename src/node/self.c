#include "node/self.h"

#include "node/opening.h"
#include "node/send.h"

wasl_status node_self_act(struct wasl_node *node, struct store_tx *tx,
			  struct node_making *m, const json_t *fields,
			  int64_t at, bool *done, bool *waits,
			  struct wasl_err *err)
{
	uint8_t space[WASL_GRANT_LEN];
	struct wasl_buf grant = WASL_BUF(space);
	struct node_send send = {0};

	*done = false;
	if (m->def == NULL || node_making_allowed(m, NULL) != WASL_OK)
		return WASL_OK;
	m->act.number = m->def->n;
	m->act.time = at;
	m->act.author = wasl_text_of(node->config->node);
	m->act.view =
		(struct wasl_view){m->peer->own.size, m->peer->mirror.size};
	if (wasl_record_read(&m->record, m->arena, m->findings, &m->def->shape,
			     m->profile, fields, NULL) != WASL_OK ||
	    node_making_check(node, &tx->reader, m, at, NULL) != WASL_OK)
		return wasl_arena_check(m->arena, err);
	if (m->dossier == NULL)
		WASL_TRY(node_opening(node, tx, m, NULL, &grant, err));
	WASL_TRY(node_making_write(m, &send.plain, err));
	send.dossier = m->dossier;
	send.grant = wasl_buf_bytes(&grant);
	WASL_TRY(node_send(node, tx, &send, err));
	*done = true;
	*waits = send.waits;
	return WASL_OK;
}
