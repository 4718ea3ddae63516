/* The screens (ui/), as the build made them and the program holds them. */
#ifndef WASL_API_STATIC_H
#define WASL_API_STATIC_H

#include "http/message.h"

/* A file of the screens. Its name has its hash in it, but for the page. */
struct api_asset {
	const char *name;
	const char *type;
	const char *etag; /* with its quotes */
	bool gzip;	  /* the bytes are compressed so */
	const unsigned char *from;
	const unsigned char *to;
};

/* Some dozens; made by scripts/ui. */
extern const struct api_asset api_assets[];
extern const size_t api_assets_n;
/* Content-Security-Policy of the page: it has one script in itself, which the
 * policy knows by its hash. */
extern const char *const api_page_policy;

/* `scripts`: whose may run. */
#define API_POLICY(scripts)                                                    \
	"default-src 'none'; script-src " scripts "; style-src 'self'; "       \
	"font-src 'self'; img-src 'self' blob:; media-src 'self'; "            \
	"connect-src 'self'; manifest-src 'self'; base-uri 'none'; "           \
	"form-action 'none'; frame-ancestors 'none'; "                         \
	"require-trusted-types-for 'script'; trusted-types 'none'"

/**
 * Answer `GET /`: the page, which is asked for again each time. Err:
 * NOT_FOUND.
 */
wasl_status api_static_page(void *ctx, const struct wasl_http_request *req,
			    struct wasl_http_response *res,
			    struct wasl_err *err) WASL_MUST_USE;
/** Answer `GET /ui/{name}`. Err: NOT_FOUND. */
wasl_status api_static_asset(void *ctx, const struct wasl_http_request *req,
			     struct wasl_http_response *res,
			     struct wasl_err *err) WASL_MUST_USE;

/* Rows for the table of routes: no session, for the page asks for one. */
#define API_STATIC_ROUTES                                                      \
	{.method = "GET", .pattern = "/", .handle = api_static_page},          \
	{                                                                      \
		.method = "GET", .pattern = "/ui/{name}",                      \
		.handle = api_static_asset                                     \
	}

#endif
