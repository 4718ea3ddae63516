/* The insides of a server; private to this room. */
#ifndef WASL_HTTP_SERVER_IMPL_H
#define WASL_HTTP_SERVER_IMPL_H

#include "http/conns.h"
#include "http/exchange.h"
#include "http/server.h"
#include "http/tls_key.h"

#include <microhttpd.h>
#include <stdatomic.h>

/* Who we are, or were: a handshake ends with what it began with. */
struct http_identity {
	struct http_identity *before;
	struct wasl_tls_identity own;
	gnutls_privkey_t key;
	gnutls_pcert_st cert;
};

struct wasl_http_server {
	struct wasl_http_server_options o; /* with the defaults filled in */
	_Atomic(struct http_identity *) identity;
	struct http_conns conns;
	struct http_streams streams;
	struct MHD_Daemon *daemon;
	char *unix_path;
	int fd;
	uint16_t port;
	atomic_size_t bodies; /* bytes of bodies held */
};

/* serve.c: one request, as the library's callbacks. `cls` is the server. */
void *http_serve_target(void *cls, const char *uri, struct MHD_Connection *mhd);
enum MHD_Result http_serve(void *cls, struct MHD_Connection *mhd,
			   const char *url, const char *method,
			   const char *version, const char *upload,
			   size_t *upload_n, void **req_cls);
void http_serve_completed(void *cls, struct MHD_Connection *mhd, void **req_cls,
			  enum MHD_RequestTerminationCode how);

/* handshake.c: who may connect. `cls` is the server. */
void http_handshake_conn(void *cls, struct MHD_Connection *mhd, void **context,
			 enum MHD_ConnectionNotificationCode what);
void http_handshake_deinit(struct wasl_http_server *s);
int http_handshake_cert(gnutls_session_t session,
			const struct gnutls_cert_retr_st *info,
			gnutls_pcert_st **certs, unsigned *certs_n,
			gnutls_ocsp_data_st **ocsp, unsigned *ocsp_n,
			gnutls_privkey_t *key, unsigned *flags);

#endif
