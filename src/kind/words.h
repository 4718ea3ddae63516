/*
 * Free text in acts (spec §12 Free text): which fields hold some, in which
 * language it is, and what its courtesy translation must be.
 */
#ifndef WASL_KIND_WORDS_H
#define WASL_KIND_WORDS_H

#include "kind/kind.h"
#include "kind/record.h"

/**
 * What is wrong with the language of the free texts of an act and with their
 * translations: findings with reject T04. Of an act of a kind that does not ask
 * for them: nothing.
 *
 * In:   record  of the act, read or parsed by its shape
 * Thread: any. The result depends on the two alone, so both sides find the
 * same.
 */
void wasl_words_check(struct wasl_findings *findings,
		      const struct wasl_shape *shape,
		      const struct wasl_record *record);

/**
 * Say the language of the free texts where the officer does not: by its script,
 * the first of the treaty's languages that is written so. A text in another
 * script than the first gets a language of its own.
 *
 * In:   languages  array of codes, of the treaty profile; NULL: nothing is said
 *       fields     of the act, as an officer gave them: any JSON
 * Out:  fields     with `language`, and `words` of those that differ; as it was
 *                  if it says `language` already or has no free text
 * Ret:  false when out of memory
 * Thread: any; `fields` is the caller's.
 */
bool wasl_words_fill(json_t *fields, const struct wasl_shape *shape,
		     const json_t *languages) WASL_MUST_USE;

/**
 * Every act that may hold free text has the fields that say its language;
 * findings otherwise. Not of wasl_kind_new: a version that was agreed before
 * still reads.
 */
void wasl_kind_check_words(struct wasl_findings *findings,
			   const struct wasl_kind *kind);

#endif
