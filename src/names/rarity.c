#include "names/rarity.h"

static const struct {
	uint32_t key;
	uint8_t rarity;
} common[] = {
#include "names/common.inc"
};

uint8_t wasl_letters_rarity(struct wasl_letters word)
{
	uint32_t key = wasl_letters_key(word);
	size_t low = 0;
	size_t high = sizeof common / sizeof *common;

	if (word.n == 1)
		return WASL_RARITY_INITIAL;
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (common[mid].key == key)
			return common[mid].rarity;
		if (common[mid].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return WASL_RARITY_MAX;
}
