/* What names a place on a line and a dossier (docs/spec §3). */
#ifndef WASL_CRYPTO_ID_H
#define WASL_CRYPTO_ID_H

#include "base/io.h"

/** A place in a log. The origin is borrowed. */
struct wasl_pos {
	wasl_text origin;
	uint64_t index;
};

#define WASL_DOSSIER_ID_LEN 16

struct wasl_dossier_id {
	uint8_t b[WASL_DOSSIER_ID_LEN];
};

/**
 * A new id. spec §3: "First bit 0: opened by the node whose origin sorts first,
 * 1: by the other"; the rest is random.
 */
struct wasl_dossier_id wasl_dossier_id_make(const struct wasl_random *random,
					    bool opener_sorts_first);
/** Was it opened by the node whose origin sorts first? */
bool wasl_dossier_id_opener_first(const struct wasl_dossier_id *id);
/** spec §8: does the act of the log whose origin sorts first win a tie? */
bool wasl_dossier_id_tie_first(const struct wasl_dossier_id *id);

static inline bool wasl_dossier_id_eq(const struct wasl_dossier_id *a,
				      const struct wasl_dossier_id *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

static inline wasl_bytes wasl_dossier_id_bytes(const struct wasl_dossier_id *id)
{
	return (wasl_bytes){id->b, sizeof(id->b)};
}

#endif
