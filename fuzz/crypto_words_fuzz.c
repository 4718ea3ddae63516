/* Any text as a line secret: refused, or its words spell it again. */
#include "crypto/line.h"
#include "crypto/words.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wasl_secret secret, again;
	uint16_t words[WASL_SECRET_WORDS];
	char text[512];
	size_t n = 0;

	if (wasl_secret_read(&secret, (wasl_text){(const char *)data, size},
			     NULL) != WASL_OK)
		return 0;
	wasl_secret_words(words, &secret);
	for (size_t i = 0; i < WASL_SECRET_WORDS; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s ",
				      wasl_word(words[i]));
	if (wasl_secret_read(&again, (wasl_text){text, n}, NULL) != WASL_OK ||
	    !wasl_secret_eq(&secret, &again))
		abort();
	return 0;
}
