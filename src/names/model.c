#include "names/model.h"

#include "names/model.inc"

#define LATIN_WIDE  (WASL_LATIN_LETTERS + 1)
#define ARABIC_WIDE (WASL_ARABIC_LETTERS + 1)

#define MODEL(name, wide_x, wide_y, longest_x, longest_y)                      \
	{                                                                      \
		{name##_x, name##_y}, {wide_x, wide_y},                        \
			{longest_x, longest_y}, name##_shift, name##_comb,     \
			sizeof name##_comb / sizeof *name##_comb,              \
			name##_context, name##_most                            \
	}

#define NODES(side, wide) (sizeof(side) / sizeof(*(side)) / (wide))

_Static_assert(NODES(cross_x, ARABIC_WIDE) <= WASL_MODEL_NODES &&
		       NODES(cross_y, LATIN_WIDE) <= WASL_MODEL_NODES &&
		       NODES(latin_x, LATIN_WIDE) <= WASL_MODEL_NODES &&
		       NODES(latin_y, LATIN_WIDE) <= WASL_MODEL_NODES &&
		       NODES(arabic_x, ARABIC_WIDE) <= WASL_MODEL_NODES &&
		       NODES(arabic_y, ARABIC_WIDE) <= WASL_MODEL_NODES,
	       "a trie has more nodes than scorers have room for");

const struct wasl_model wasl_model_cross =
	MODEL(cross, ARABIC_WIDE, LATIN_WIDE, 2, 3);
const struct wasl_model wasl_model_latin =
	MODEL(latin, LATIN_WIDE, LATIN_WIDE, 3, 3);
const struct wasl_model wasl_model_arabic =
	MODEL(arabic, ARABIC_WIDE, ARABIC_WIDE, 2, 2);
