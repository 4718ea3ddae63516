/*
 * What browsers know this node by, and whether a request comes from its own
 * pages. Pure.
 */
#ifndef WASL_API_SITE_H
#define WASL_API_SITE_H

#include "node/httpconfig.h"

/* The cookie of a session: with TLS its name keeps other hosts from setting
 * it. */
#define API_COOKIE	  "wasl"
#define API_COOKIE_SECURE "__Host-wasl"

struct api_site {
	char origin[WASL_ORIGIN_URL_MAX + 1]; /* "https://desk.example:8443" */
	char host[WASL_ORIGIN_URL_MAX + 1];   /* of it: "desk.example:8443" */
	char name[WASL_ORIGIN_URL_MAX + 1];   /* of it: "desk.example" */
	char listen[WASL_LISTEN_MAX + 1];     /* "127.0.0.1:8440" */
	uint16_t port;
	bool secure; /* https */
	bool proxy;
};

/** In: port  that is bound. */
void api_site_init(struct api_site *out, const struct wasl_http_config *config,
		   uint16_t port);

/** May a request name this Host? The origin's, the address it listens on, or
 * localhost: no name that somebody else lets point here. */
bool api_site_is(const struct api_site *site, wasl_text host);

/** What a browser says of where a request comes from; {NULL, 0}: not given. */
struct api_from {
	wasl_text origin;     /* Origin */
	wasl_text fetch_site; /* Sec-Fetch-Site */
};

/** How much must be said. */
enum api_from_rule {
	API_FROM_READ,	/* if anything: own pages, or the address bar */
	API_FROM_OPEN,	/* if anything: own pages */
	API_FROM_WRITE, /* it is said: own pages */
};

/** Err: CSRF. */
wasl_status api_site_from(const struct api_site *site,
			  const struct api_from *from, enum api_from_rule rule,
			  struct wasl_err *err) WASL_MUST_USE;

#endif
