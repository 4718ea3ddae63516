/* One word against one word, as names are matched; not for other rooms. */
#ifndef WASL_NAMES_MATCH_INNER_H
#define WASL_NAMES_MATCH_INNER_H

#include "names/match.h"
#include "names/scorer.h"

/* A score outside this range tells nothing more, in 1/WASL_NAT nat. */
#define WASL_SCORE_LEAST (-8 * WASL_NAT)
#define WASL_SCORE_MOST	 (12 * WASL_NAT)
/* Words that meet below this are rather two words left alone. */
#define WASL_SCORE_ALONE (-5 * WASL_NAT)

/** The best reading of two words: kind, score and where the readings begin. */
struct wasl_part wasl_words_meet(const struct wasl_word *a,
				 const struct wasl_word *b, int habit);

/** The same against very many words: `ready` is made of `a` once, borrows it
 * and changes as it is used; `lost` and `least` as in scorer.h. */
void wasl_word_ready(struct wasl_scorer out[2], const struct wasl_word *word,
		     int habit, int lost);
struct wasl_part wasl_word_meets(struct wasl_scorer ready[2],
				 const struct wasl_word *a,
				 const struct wasl_word *b, int least);

/** Two neighbours, `first` and the one behind it, as one word. */
bool wasl_words_join(struct wasl_word *out, const struct wasl_word *first);

/* The scripts of two names, by their first words: each has weights. */
enum wasl_relation {
	WASL_RELATION_CROSS,
	WASL_RELATION_LATIN,
	WASL_RELATION_ARABIC,
	WASL_RELATIONS,
};

enum wasl_relation wasl_relation_of(uint8_t script_a, uint8_t script_b);

/** The fitted weight of a feature, in nats. */
float wasl_feature_weight(enum wasl_relation relation,
			  enum wasl_feature feature);

/** How much more spare words count beside a single word that met one of them
 * so: it says little about a longer name, a rare one more. */
float wasl_lone_factor(const struct wasl_part *met,
		       const struct wasl_word *lone);

/** A part's rarity, as far as the part is believed to agree. */
uint8_t wasl_believed_rarity(const struct wasl_part *part, uint8_t rarity);

/** Words of a name that are no titles. */
size_t wasl_plain_words(const struct wasl_name *name);

/** WASL_FEATURE_WORDS of a shorter name of so many words: a third one that
 * agrees is less of a surprise than the second. */
float wasl_words_to_agree(size_t few);

/** The logarithm of the chance that two words with this score are one. */
float wasl_score_doubt(int score);

/** Probability and verdict from the logit. */
void wasl_match_conclude(struct wasl_match *out);

#endif
