/* Which spelling habit a Latin name follows: French of the Maghreb, English. */
#ifndef WASL_NAMES_HABIT_H
#define WASL_NAMES_HABIT_H

#include "names/normalise.h"

/* The ends of the scale; 0 when nothing tells. */
#define WASL_HABIT_ENGLISH (-4)
#define WASL_HABIT_FRENCH  4

/** Weigh the letter groups of one word, English below zero, French above. */
int wasl_word_habit(const struct wasl_word *word);

/** The habit of the whole name, by all its Latin words. */
int wasl_name_habit(const struct wasl_name *name);

#endif
