/* Any bytes as wasl.json: refused, or written and read again as the same. */
#include "node/config.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t space[2][2 * WASL_CONFIG_MAX];
	struct wasl_buf a = WASL_BUF(space[0]), b = WASL_BUF(space[1]);
	struct wasl_node_config config, again;

	if (wasl_node_config_parse(&config, wasl_bytes_of(data, size), NULL) !=
	    WASL_OK)
		return 0;
	wasl_node_config_write(&a, &config);
	wasl_node_config_deinit(&config);
	if (a.over ||
	    wasl_node_config_parse(&again, wasl_buf_bytes(&a), NULL) != WASL_OK)
		abort();
	wasl_node_config_write(&b, &again);
	wasl_node_config_deinit(&again);
	if (!wasl_bytes_eq(wasl_buf_bytes(&a), wasl_buf_bytes(&b)))
		abort();
	return 0;
}
