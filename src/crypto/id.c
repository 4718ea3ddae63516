#include "crypto/id.h"

enum { OTHER_OPENED = 0x80, TIE_OTHER_FIRST = 0x40 };

struct wasl_dossier_id wasl_dossier_id_make(const struct wasl_random *random,
					    bool opener_sorts_first)
{
	struct wasl_dossier_id id;

	wasl_random_fill(random, id.b, sizeof(id.b));
	if (opener_sorts_first)
		id.b[0] &= (uint8_t)~OTHER_OPENED;
	else
		id.b[0] |= OTHER_OPENED;
	return id;
}

bool wasl_dossier_id_opener_first(const struct wasl_dossier_id *id)
{
	return (id->b[0] & OTHER_OPENED) == 0;
}

bool wasl_dossier_id_tie_first(const struct wasl_dossier_id *id)
{
	return (id->b[0] & TIE_OTHER_FIRST) == 0;
}
