#include "kind/walk.h"

static void put_ways(struct wasl_buf *buf, const struct wasl_kind *kind,
		     const struct wasl_act_def *act, uint8_t state)
{
	uint64_t ways = wasl_kind_moves(act, state);
	const char *sign = ">";

	if (ways == UINT64_C(1) << state)
		return;
	/* `to` first, then what `then` says, in the order of the states. */
	wasl_buf_put_text(buf, sign);
	wasl_buf_put_text(buf, wasl_kind_state_name(kind, act->next[state]));
	ways &= ~(UINT64_C(1) << act->next[state]);
	for (uint8_t s = 0; s < kind->n_states; s++)
		if ((ways >> s & 1) != 0) {
			wasl_buf_put_text(buf, "|");
			wasl_buf_put_text(buf, wasl_kind_state_name(kind, s));
		}
}

static void put_row(struct wasl_buf *buf, const struct wasl_kind *kind,
		    uint8_t state, enum wasl_side side)
{
	wasl_buf_put_text(buf, state == WASL_STATE_UNOPENED
				       ? "-"
				       : wasl_kind_state_name(kind, state));
	wasl_buf_put_text(buf, side == WASL_OPENER ? " opener:" : " partner:");
	for (size_t i = 0; i < kind->n_acts; i++) {
		const struct wasl_act_def *act = &kind->acts[i];

		if (wasl_kind_can(kind, state, act, side) == WASL_STATE_REFUSED)
			continue;
		wasl_buf_put_text(buf, " ");
		wasl_buf_put_text(buf, act->name);
		put_ways(buf, kind, act, state);
		if (act->guard != NULL)
			wasl_buf_put_text(buf, "?");
	}
	wasl_buf_put_text(buf, "\n");
}

/* Who may release it, and with whom. */
static void put_roles(struct wasl_buf *buf, const struct wasl_act_def *act)
{
	static const char *const seconds[] = {
		[WASL_SECOND_NONE] = "",
		[WASL_SECOND_FIRST] = " +second",
		[WASL_SECOND_LATER] = " +later",
	};

	wasl_buf_put_text(buf, act->name);
	wasl_buf_put_text(buf, " by:");
	for (unsigned role = 0; role < WASL_ROLE_COUNT; role++)
		if ((act->roles >> role & 1) != 0) {
			wasl_buf_put_text(buf, " ");
			wasl_buf_put_text(buf,
					  wasl_role_name((enum wasl_role)role));
		}
	wasl_buf_put_text(buf, seconds[act->second]);
	wasl_buf_put_text(buf, act->always ? " always\n" : "\n");
}

void wasl_kind_walk(struct wasl_buf *buf, const struct wasl_kind *kind)
{
	for (size_t i = 0; i < kind->n_acts; i++)
		put_roles(buf, &kind->acts[i]);
	for (uint8_t s = 0; s < kind->n_states; s++) {
		put_row(buf, kind, s, WASL_OPENER);
		put_row(buf, kind, s, WASL_PARTNER);
	}
}
