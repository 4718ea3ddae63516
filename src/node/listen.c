#include "node/listen.h"

#include "base/text.h"

#include <arpa/inet.h>

/* Where the last colon stands; n where there is none. */
static size_t colon_of(wasl_text in)
{
	for (size_t i = in.n; i > 0; i--)
		if (in.p[i - 1] == ':')
			return i - 1;
	return in.n;
}

bool wasl_listen_split(char address[static WASL_LISTEN_ADDRESS_MAX + 1],
		       uint16_t *port, wasl_text listen)
{
	uint8_t binary[sizeof(struct in6_addr)];
	size_t colon = colon_of(listen);
	wasl_text host = {listen.p, colon};
	bool six = host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']';
	uint64_t number;

	if (colon == listen.n ||
	    !wasl_decimal_parse(&number, (wasl_text){listen.p + colon + 1,
						     listen.n - colon - 1}) ||
	    number > UINT16_MAX)
		return false;
	if (six)
		host = (wasl_text){host.p + 1, host.n - 2};
	if (host.n == 0 || host.n > WASL_LISTEN_ADDRESS_MAX)
		return false;
	memcpy(address, host.p, host.n);
	address[host.n] = '\0';
	*port = (uint16_t)number;
	return inet_pton(six ? AF_INET6 : AF_INET, address, binary) == 1;
}

bool wasl_listen_is_loopback(const char *address)
{
	return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}
