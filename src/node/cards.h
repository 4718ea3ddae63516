/*
 * Cards on disk: DIR/cards/PARTNER-SERIAL.card, beside the root key and in the
 * node's directory alike, so that no card is signed twice or lost.
 */
#ifndef WASL_NODE_CARDS_H
#define WASL_NODE_CARDS_H

#include "tlog/card.h"

/* Cards for one partner; a line that needs more has other troubles. */
#define NODE_CARDS_MAX 1000

/**
 * Our newest card for a partner.
 *
 * In:   root   key that must have signed it, or NULL: its own
 * Out:  bytes  caller frees with wasl_free; `card` points into it
 * Err:  NOT_FOUND  none was signed yet
 *       CORRUPT    another card than its name says; as wasl_card_parse
 */
wasl_status wasl_node_card_last(uint8_t **bytes, struct wasl_card *card,
				const char *dir, const struct wasl_vkey *root,
				wasl_text partner,
				struct wasl_err *err) WASL_MUST_USE;

/** Keep a signed card. Err: EXISTS, DENIED, NO_SPACE, IO. */
wasl_status wasl_node_card_keep(const char *dir, const struct wasl_card *card,
				struct wasl_err *err) WASL_MUST_USE;

#endif
