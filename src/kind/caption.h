/* Names that officers read, from the labels that ship with the program
 * (kind/label.h), in their language. */
#ifndef WASL_KIND_CAPTION_H
#define WASL_KIND_CAPTION_H

#include "base/bytes.h"

/**
 * The label `id` of a kind, or of the common files beside it.
 *
 * In:   language  "ar", "fr" or "en"; another is "en"
 *       kind      "arrest"; "house" for what belongs to no kind (texts/)
 *       id        as kind/label.h: "field-purpose", "code-urgency-U1"
 * Ret:  borrowed for ever; empty where there is none
 * Thread: any.
 */
wasl_text wasl_caption(const char *language, const char *kind, const char *id);

#endif
