/* The words that a treaty profile is written in (spec §11). Pure; any text,
 * also none, goes in. */
#ifndef WASL_KIND_PROFILE_WORD_H
#define WASL_KIND_PROFILE_WORD_H

#include "base/bytes.h"

/** Of a profile, kind, basis or value: [a-z][a-z0-9_-]*, at most 64 bytes. */
bool wasl_word_is_name(wasl_text t);

/** ISO 3166 alpha-2 by its form: two capitals. */
bool wasl_word_is_side(wasl_text t);

/** ISO 639-1 by its form: two small letters. */
bool wasl_word_is_language(wasl_text t);

/** Of a list of a kind: [A-Za-z0-9_-]+, at most WASL_KIND_NAME_MAX bytes. */
bool wasl_word_is_code(wasl_text t);

/** A refusal code: R and two digits. */
bool wasl_word_is_refusal(wasl_text t);

/** 64 lower-case hexadecimal digits. */
bool wasl_word_is_hash(wasl_text t);

/** A time zone; it becomes a file name, and leads out of no folder. */
bool wasl_word_is_zone(wasl_text t);

/** "HH:MM" as seconds after midnight, 24:00 the last; -1 if it is not one. */
int32_t wasl_word_hour(wasl_text in);

#endif
