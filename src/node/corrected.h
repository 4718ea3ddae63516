/*
 * What acts "correct" say of persons, for the index of names: who is searched
 * for is compared with what is right now, and no more with what was wrong.
 */
#ifndef WASL_NODE_CORRECTED_H
#define WASL_NODE_CORRECTED_H

#include "names/normalise.h"
#include "node/state.h"

/* Fields of one dossier whose corrections are known; later ones are not. */
#define NODE_CORRECTIONS_MAX 512
/* What is longer is no name, date or number. */
#define NODE_CORRECTION_BYTES WASL_NAME_BYTES_MAX
/* Bytes of a pointer, 200 characters in common.json. */
#define NODE_CORRECTION_FIELD 800

struct node_correction {
	wasl_text field; /* JSON pointer: "/person/family_name" */
	wasl_text value;
};

struct node_corrections {
	struct node_correction *items;
	size_t n;
};

/**
 * The corrections of a dossier in its logs that no reject names; of several of
 * one field the last. What waits here yet corrects nothing.
 *
 * In:   d    id, key and kind (`kind`: of its row)
 * Out:  out  in the arena
 */
wasl_status node_corrections_read(struct store_reader *r,
				  struct wasl_arena *arena,
				  struct node_corrections *out,
				  const struct node_dossier *d,
				  struct wasl_err *err) WASL_MUST_USE;

/** The new value of a field; NULL where none was corrected, or all is NULL. */
const wasl_text *node_corrections_get(const struct node_corrections *all,
				      wasl_text field);

#endif
