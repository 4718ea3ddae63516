#include "api/static.h"

#include "kind/fault.h"

#include <string.h>

#define PAGE "index.html"

static const struct api_asset *find(wasl_text name)
{
	for (size_t i = 0; i < api_assets_n; i++)
		if (wasl_text_eq(name, wasl_text_of(api_assets[i].name)))
			return &api_assets[i];
	return NULL;
}

/* Does the list of Accept-Encoding name gzip without refusing it? */
static bool takes_gzip(const struct wasl_http_request *req)
{
	wasl_text accept;
	if (!wasl_http_header(req, "Accept-Encoding", &accept))
		return false;
	const char *at = memmem(accept.p, accept.n, "gzip", 4);
	if (at == NULL)
		return false;
	size_t rest = accept.n - (size_t)(at - accept.p);
	return rest < 8 || memcmp(at + 4, ";q=0", 4) != 0 ||
	       (rest > 8 && at[8] == '.');
}

static wasl_status send(const struct api_asset *asset, const char *keep,
			const struct wasl_http_request *req,
			struct wasl_http_response *res, struct wasl_err *err)
{
	wasl_bytes bytes = {asset->from, (size_t)(asset->to - asset->from)};
	wasl_text known;
	if (asset->gzip && !takes_gzip(req))
		return wasl_fault(err, WASL_NOT_ACCEPTED, "", "gzip-only");
	WASL_TRY(wasl_http_respond_header(res, "Cache-Control", keep, err));
	WASL_TRY(wasl_http_respond_header(res, "ETag", asset->etag, err));
	if (wasl_http_header(req, "If-None-Match", &known) &&
	    wasl_text_eq(known, wasl_text_of(asset->etag)))
		return wasl_http_respond_static(res, 304, asset->type,
						(wasl_bytes){NULL, 0}, err);
	if (asset->gzip)
		WASL_TRY(wasl_http_respond_header(res, "Content-Encoding",
						  "gzip", err));
	return wasl_http_respond_static(res, 200, asset->type, bytes, err);
}

wasl_status api_static_page(void *ctx, const struct wasl_http_request *req,
			    struct wasl_http_response *res,
			    struct wasl_err *err)
{
	const struct api_asset *page = find(wasl_text_of(PAGE));
	(void)ctx;
	if (page == NULL)
		return wasl_fault(err, WASL_NOT_FOUND, "", "no-screens");
	WASL_TRY(wasl_http_respond_header(res, "Content-Security-Policy",
					  api_page_policy, err));
	return send(page, "no-cache", req, res, err);
}

wasl_status api_static_asset(void *ctx, const struct wasl_http_request *req,
			     struct wasl_http_response *res,
			     struct wasl_err *err)
{
	wasl_text name = wasl_http_param(req, "name");
	const struct api_asset *asset = find(name);
	(void)ctx;
	if (asset == NULL || wasl_text_eq(name, wasl_text_of(PAGE)))
		return wasl_fault(err, WASL_NOT_FOUND, "", "file-none");
	return send(asset, "public, max-age=31536000, immutable", req, res,
		    err);
}
