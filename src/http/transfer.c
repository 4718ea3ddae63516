#include "http/transfer.h"

#include "base/alloc.h"
#include "base/encode.h"

#include <pthread.h>
#include <stdio.h>

#include "base/banned.h"

/* "sha256//" and base64 of 32 bytes, and a semicolon, a pin. */
#define PIN_TEXT_LEN (8 + 44 + 1)

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void init_library(void)
{
	wasl_assert(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

void http_transfer_init(void)
{
	pthread_once(&once, init_library);
}

static size_t pass_on(struct http_transfer *t, wasl_bytes part)
{
	t->too_big = part.n > t->sink_left;
	if (t->too_big)
		return 0;
	t->sink_left -= part.n;
	t->sink_full = !t->sink(t->sink_ctx, part);
	return t->sink_full ? 0 : part.n;
}

static size_t receive(char *p, size_t one, size_t n, void *arg)
{
	struct http_transfer *t = arg;
	struct wasl_http_answer *a = &t->answer;
	long status = 0;

	(void)one; /* always 1 */
	if (t->sink != NULL)
		curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status == 200)
		return pass_on(t, wasl_bytes_of(p, n));
	if (n > t->answer_max - a->n) {
		t->too_big = true;
		return 0;
	}
	if (!wasl_grow(&a->body, &t->answer_cap, a->n + n, 1)) {
		t->no_memory = true;
		return 0;
	}
	memcpy(a->body + a->n, p, n);
	a->n += n;
	return n;
}

static CURLcode set_pins(CURL *easy, const struct wasl_http_target *target)
{
	char text[WASL_HTTP_PINS_MAX * PIN_TEXT_LEN + 1];
	size_t n = 0;

	wasl_assert(target->pins_n <= WASL_HTTP_PINS_MAX);
	for (size_t i = 0; i < target->pins_n; i++) {
		char pin[WASL_BASE64_LEN(WASL_TLS_PIN_LEN) + 1];

		wasl_base64_write(
			pin, wasl_bytes_of(target->pins + i * WASL_TLS_PIN_LEN,
					   WASL_TLS_PIN_LEN));
		n += (size_t)snprintf(text + n, sizeof(text) - n,
				      "%ssha256//%s", i == 0 ? "" : ";", pin);
	}
	return curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, text);
}

#define TRY(call)                                                              \
	do {                                                                   \
		CURLcode code_ = (call);                                       \
		if (code_ != CURLE_OK)                                         \
			return code_;                                          \
	} while (0)

static CURLcode set_tls(CURL *easy, const struct wasl_http_target *target,
			const char *own_url)
{
	/* The pins are the authority: no chains, names or dates (spec §2). */
	TRY(curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L));
	TRY(curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L));
	TRY(curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L));
	TRY(curl_easy_setopt(easy, CURLOPT_SSLVERSION,
			     (long)CURL_SSLVERSION_TLSv1_3));
	if (own_url[0] != '\0') {
		TRY(curl_easy_setopt(easy, CURLOPT_SSLCERT, own_url));
		TRY(curl_easy_setopt(easy, CURLOPT_SSLKEY, own_url));
	}
	return set_pins(easy, target);
}

/* Nothing that we did not ask for. */
static CURLcode set_strict(CURL *easy)
{
	TRY(curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L));
	TRY(curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L));
	TRY(curl_easy_setopt(easy, CURLOPT_PROXY, ""));
	TRY(curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED));
	TRY(curl_easy_setopt(easy, CURLOPT_HTTP_VERSION,
			     (long)CURL_HTTP_VERSION_1_1));
	TRY(curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L));
	return curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
}

static CURLcode set_target(CURL *easy, const struct wasl_http_target *target,
			   const struct wasl_http_ask *ask, const char *own_url)
{
	bool tls = target->unix_path == NULL;
	size_t n = strlen(target->base) + strlen(ask->path) + 1;
	wasl_autofree char *url = wasl_alloc(n, 1);

	if (url == NULL)
		return CURLE_OUT_OF_MEMORY;
	snprintf(url, n, "%s%s", target->base, ask->path);
	TRY(curl_easy_setopt(easy, CURLOPT_URL, url));
	TRY(curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR,
			     tls ? "https" : "http"));
	if (tls)
		return set_tls(easy, target, own_url);
	return curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH,
				target->unix_path);
}

static CURLcode add_header(struct http_transfer *t, const char *name,
			   const char *value)
{
	size_t n = strlen(name) + strlen(value) + 3;
	wasl_autofree char *line = wasl_alloc(n, 1);
	struct curl_slist *longer;

	if (line == NULL)
		return CURLE_OUT_OF_MEMORY;
	snprintf(line, n, "%s: %s", name, value);
	longer = curl_slist_append(t->headers, line);
	if (longer == NULL)
		return CURLE_OUT_OF_MEMORY;
	t->headers = longer;
	return CURLE_OK;
}

static CURLcode set_body(struct http_transfer *t,
			 const struct wasl_http_ask *ask)
{
	const uint8_t *body = ask->body.p;

	/* Of no bytes, too: without a body the library would read a stream. */
	if (!ask->body_stays || ask->body.n == 0) {
		t->body = wasl_alloc(ask->body.n + 1, 1);
		if (t->body == NULL)
			return CURLE_OUT_OF_MEMORY;
		if (ask->body.n > 0)
			memcpy(t->body, ask->body.p, ask->body.n);
		body = t->body;
	}
	TRY(curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE,
			     (curl_off_t)ask->body.n));
	TRY(curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, body));
	return add_header(t, "Content-Type", ask->type);
}

/* How long the answer may take, and how slowly come. */
static CURLcode set_pace(CURL *easy, const struct wasl_http_ask *ask)
{
	unsigned total =
		ask->total_ms != 0 ? ask->total_ms : WASL_HTTP_TOTAL_MS;
	bool endless = ask->silence_s != 0;

	TRY(curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
			     endless ? 0L : (long)total));
	TRY(curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT,
			     endless ? 1L : (long)WASL_HTTP_SLOW_RATE));
	return curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME,
				endless ? (long)ask->silence_s
					: (long)WASL_HTTP_SLOW_S);
}

static CURLcode set_ask(struct http_transfer *t,
			const struct wasl_http_ask *ask)
{
	const char *const *more = ask->headers;
	CURL *easy = t->easy;

	if (ask->type != NULL)
		TRY(set_body(t, ask));
	TRY(curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, ask->method));
	for (; more != NULL && *more != NULL; more += 2)
		TRY(add_header(t, more[0], more[1]));
	TRY(curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers));
	TRY(curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
			     (long)(ask->connect_ms != 0
					    ? ask->connect_ms
					    : WASL_HTTP_CONNECT_MS)));
	TRY(set_pace(easy, ask));
	/* Refused as soon as it is announced; receive() sees to the rest. */
	TRY(curl_easy_setopt(
		easy, CURLOPT_MAXFILESIZE_LARGE,
		(curl_off_t)(ask->sink != NULL &&
					     ask->sink_max > ask->answer_max
				     ? ask->sink_max
				     : ask->answer_max)));
	TRY(curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->text));
	TRY(curl_easy_setopt(easy, CURLOPT_PRIVATE, t));
	TRY(curl_easy_setopt(easy, CURLOPT_WRITEDATA, t));
	return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
}

static CURLcode set_all(struct http_transfer *t,
			const struct wasl_http_target *target,
			const struct wasl_http_ask *ask, const char *own_url)
{
	TRY(set_strict(t->easy));
	TRY(set_target(t->easy, target, ask, own_url));
	return set_ask(t, ask);
}

wasl_status http_transfer_new(struct http_transfer **out,
			      const struct wasl_http_target *target,
			      const struct wasl_http_ask *ask,
			      const char *own_url, struct wasl_err *err)
{
	struct http_transfer *t = wasl_alloc(1, sizeof(*t));
	CURLcode code = CURLE_OUT_OF_MEMORY;

	/* A partner without a pin is a bug, never "anyone". */
	wasl_assert(target->unix_path != NULL || target->pins_n > 0);
	http_transfer_init();
	if (t != NULL) {
		t->answer_max = ask->answer_max;
		t->sink = ask->sink;
		t->sink_ctx = ask->sink_ctx;
		t->sink_left = ask->sink_max;
		t->easy = curl_easy_init();
		if (t->easy != NULL)
			code = set_all(t, target, ask, own_url);
	}
	if (code != CURLE_OK) {
		http_transfer_free(t);
		return wasl_fail(err,
				 code == CURLE_OUT_OF_MEMORY ? WASL_NO_MEMORY
							     : WASL_UNSUPPORTED,
				 "%s", curl_easy_strerror(code));
	}
	*out = t;
	return WASL_OK;
}

void http_transfer_free(struct http_transfer *t)
{
	if (t == NULL)
		return;
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	wasl_http_answer_deinit(&t->answer);
	wasl_free(t->body);
	wasl_free(t);
}

static wasl_status status_of(const struct http_transfer *t, CURLcode code)
{
	if (t->too_big || code == CURLE_FILESIZE_EXCEEDED)
		return WASL_TOO_BIG;
	if (t->no_memory)
		return WASL_NO_MEMORY;
	if (t->sink_full)
		return WASL_IO;
	switch ((int)code) {
	case CURLE_OK:
		return WASL_OK;
	case CURLE_OPERATION_TIMEDOUT:
		return WASL_TIMEOUT;
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
		return WASL_DENIED;
	case CURLE_OUT_OF_MEMORY:
		return WASL_NO_MEMORY;
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		return WASL_MALFORMED;
	default:
		return WASL_GONE;
	}
}

static wasl_status read_head(struct http_transfer *t, struct wasl_err *err)
{
	struct wasl_http_answer *a = &t->answer;
	char *type = NULL;
	curl_off_t retry = 0;
	long version = 0;
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_HTTP_VERSION, &version);
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &retry);
	if (version != CURL_HTTP_VERSION_1_1 || status < 200 || status > 599)
		return wasl_fail(err, WASL_MALFORMED,
				 "the answer is not HTTP/1.1");
	a->status = (int)status;
	a->retry_s = retry > 0 ? (long)retry : -1;
	snprintf(a->type, sizeof(a->type), "%.*s",
		 type == NULL ? 0 : (int)strcspn(type, "; "),
		 type == NULL ? "" : type);
	return WASL_OK;
}

wasl_status http_transfer_result(struct http_transfer *t, CURLcode code,
				 struct wasl_err *err)
{
	wasl_status status = status_of(t, code);

	if (status == WASL_OK)
		status = read_head(t, err);
	else if (status == WASL_TOO_BIG)
		wasl_fail(err, status, "the answer is longer than %zu bytes",
			  t->answer_max);
	else
		wasl_fail(err, status, "%s",
			  t->text[0] != '\0' ? t->text
					     : curl_easy_strerror(code));
	if (status != WASL_OK)
		wasl_http_answer_deinit(&t->answer);
	return status;
}
