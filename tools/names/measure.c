#include "train.h"

#include <stdlib.h>

/*
 * Single unseen words: where does the true partner stand among all words of
 * the other side? Other true partners of the same word are passed over.
 */
void model_measure(const struct model *m, size_t queries)
{
	const struct data *d = m->data;

	for (int asked = 0; asked < 2; asked++) {
		size_t asked_n = 0;
		size_t first = 0;
		size_t ten = 0;
		size_t seen = 0;

		for (size_t p = 0; p < d->n && asked_n < queries; p++) {
			const struct pair *pair = &d->pair[p];

			if (!pair->held || seen++ % 5 != 0)
				continue;
			const struct wasl_word *x = &d->side[0].word[pair->x];
			const struct wasl_word *y = &d->side[1].word[pair->y];
			float score = model_score(m, x, y, NULL);
			size_t better = 0;

			for (uint32_t w = 0; w < d->side[1 - asked].n; w++) {
				const struct wasl_word *other =
					&d->side[1 - asked].word[w];
				const struct wasl_word *own =
					asked == 0 ? y : x;

				if (abs(other->n - own->n) > 5)
					continue;
				float s = asked == 0 ? model_score(m, x, other,
								   NULL)
						     : model_score(m, other, y,
								   NULL);
				better +=
					s > score &&
					!(asked == 0
						  ? data_is_pair(d, pair->x, w)
						  : data_is_pair(d, w,
								 pair->y));
			}
			asked_n++;
			first += better == 0;
			ten += better < 10;
		}
		if (asked_n == 0)
			continue;
		(void)fprintf(stderr,
			      "%s: side %d asked, %zu unseen words among %zu: "
			      "rank 1 %.4f, rank 10 %.4f\n",
			      d->name, asked, asked_n, d->side[1 - asked].n,
			      (double)first / (double)asked_n,
			      (double)ten / (double)asked_n);
	}
}
