/* Names that officers read, from the labels that ship with the program and
 * those of a library (kind/label.h), in their language. */
#ifndef WASL_KIND_CAPTION_H
#define WASL_KIND_CAPTION_H

#include "kind/library.h"

/** The languages that labels are in: "ar", "fr", "en"; ends with NULL. */
extern const char *const wasl_caption_languages[];

/**
 * The label `id` of a kind, or of the common files beside it. What was done
 * ("done-refuse") and has no name of its own, as in a file of before, is called
 * by what to do ("act-refuse").
 *
 * In:   library   also its labels; NULL: only what ships
 *       language  "ar", "fr" or "en"; another is "en"
 *       kind      "arrest"; "house" for what belongs to no kind (texts/)
 *       id        as kind/label.h: "field-purpose", "code-urgency-U1"
 * Ret:  borrowed, from the program or the library; empty where there is none
 * Thread: any, while nobody adds to the library.
 */
wasl_text wasl_caption(const struct wasl_library *library, const char *language,
		       const char *kind, const char *id);

#endif
