#include "api/site.h"

#include "kind/fault.h"

#include <stdio.h>

#define HTTPS "https://"

static void set_names(struct api_site *site)
{
	const char *host = strstr(site->origin, "://") + 3;
	const char *end = strrchr(host, ':');

	snprintf(site->host, sizeof(site->host), "%s", host);
	/* "[::1]" without a port ends in a colon's neighbour. */
	if (end == NULL || strchr(end, ']') != NULL)
		end = host + strlen(host);
	snprintf(site->name, sizeof(site->name), "%.*s", (int)(end - host),
		 host);
}

/* Port 0 of an origin is the one that is bound. */
static void set_origin(struct api_site *site, const char *origin)
{
	size_t n = strlen(origin);

	if (n > 2 && strcmp(origin + n - 2, ":0") == 0)
		snprintf(site->origin, sizeof(site->origin), "%.*s:%u",
			 (int)(n - 2), origin, site->port);
	else
		snprintf(site->origin, sizeof(site->origin), "%s", origin);
}

void api_site_init(struct api_site *out, const struct wasl_http_config *config,
		   uint16_t port)
{
	bool six = strchr(config->address, ':') != NULL;

	*out = (struct api_site){.port = port, .proxy = config->proxy};
	snprintf(out->listen, sizeof(out->listen), six ? "[%s]:%u" : "%s:%u",
		 config->address, port);
	if (config->origin[0] != '\0')
		set_origin(out, config->origin);
	else
		snprintf(out->origin, sizeof(out->origin), "%s://%s",
			 config->cert[0] != '\0' ? "https" : "http",
			 out->listen);
	out->secure = strncmp(out->origin, HTTPS, strlen(HTTPS)) == 0;
	set_names(out);
}

bool api_site_is(const struct api_site *site, wasl_text host)
{
	char local[32];

	snprintf(local, sizeof(local), "localhost:%u", site->port);
	return wasl_text_is(host, site->host) ||
	       wasl_text_is(host, site->listen) || wasl_text_is(host, local);
}

wasl_status api_site_from(const struct api_site *site,
			  const struct api_from *from, enum api_from_rule rule,
			  struct wasl_err *err)
{
	bool told = from->origin.p != NULL || from->fetch_site.p != NULL;
	bool bar =
		rule == API_FROM_READ && wasl_text_is(from->fetch_site, "none");

	if (from->origin.p != NULL && !wasl_text_is(from->origin, site->origin))
		return wasl_fault_of(
			err, WASL_CSRF, "", "csrf-origin",
			WASL_FAULT_T("origin", wasl_text_of(site->origin)));
	if (from->fetch_site.p != NULL && !bar &&
	    !wasl_text_is(from->fetch_site, "same-origin"))
		return wasl_fault(err, WASL_CSRF, "", "csrf-site");
	if (!told && rule == API_FROM_WRITE)
		return wasl_fault(err, WASL_CSRF, "", "csrf-none");
	return WASL_OK;
}
