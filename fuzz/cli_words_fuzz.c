/* Any text as a line secret: refused, or its words spell it again. */
#include "cli/words.h"
#include "crypto/line.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wasl_secret secret, again;
	uint16_t words[CLI_SECRET_WORDS];
	char text[512];
	size_t n = 0;

	if (cli_secret_parse(&secret, (wasl_text){(const char *)data, size},
			     NULL) != WASL_OK)
		return 0;
	cli_secret_words(words, &secret);
	for (size_t i = 0; i < CLI_SECRET_WORDS; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s ",
				      wasl_word(words[i]));
	if (cli_secret_parse(&again, (wasl_text){text, n}, NULL) != WASL_OK ||
	    !wasl_secret_eq(&secret, &again))
		abort();
	return 0;
}
