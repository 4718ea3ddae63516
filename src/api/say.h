/*
 * Findings, refusals and alarms in the caller's language (docs/api.md,
 * Languages): a sentence `say` beside what programs read. The texts are those
 * of the command (texts/) and of the kinds' labels.
 */
#ifndef WASL_API_SAY_H
#define WASL_API_SAY_H

#include "api/call.h"

/** "ar", "fr" or "en": the first of these that Accept-Language names and does
 * not refuse; else "en". Pure. */
const char *api_language_of(wasl_text accept);
const char *api_language(const struct api_call *call);

/** Add `say` to the members `findings` and `alarms` of an answer, or of the
 * objects of its member `dossiers`; to what has a fault (kind/fault.h), itself,
 * in its `rows`, or refused in its `report`; other answers stay as they are. */
void api_say(const struct api_call *call, json_t *answer);

/** A problem's `title`, its fault and its findings. */
void api_say_problem(const struct api_call *call, json_t *problem);

#endif
