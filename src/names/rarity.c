#include "names/rarity.h"

static const struct {
	uint32_t key;
	uint8_t rarity;
} common[] = {
#include "names/common.inc"
};

/* FNV-1a over the letters, bit 7 for Arabic; as tools/names/common.py. */
static uint32_t key_of(struct wasl_letters word)
{
	uint8_t arabic = word.script == WASL_SCRIPT_ARABIC ? 0x80 : 0;
	uint32_t key = 2166136261u;

	for (size_t i = 0; i < word.n; i++)
		key = (key ^ (word.c[i] | arabic)) * 16777619u;
	return key;
}

uint8_t wasl_letters_rarity(struct wasl_letters word)
{
	uint32_t key = key_of(word);
	size_t low = 0;
	size_t high = sizeof common / sizeof *common;

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
