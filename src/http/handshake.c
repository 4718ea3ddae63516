/*
 * A connection's beginning: the peer's process or address, and the TLS
 * handshake, which fails unless the peer shows a pinned key.
 */
#include "http/server_impl.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/banned.h"

wasl_status http_handshake_init(struct wasl_http_server *s,
				struct wasl_err *err)
{
	gnutls_datum_t der;
	int rc;

	if (s->o.tls == NULL)
		return WASL_OK;
	s->own = *s->o.tls;
	/* raw: GnuTLS's input type has no const; it only reads. */
	der = (gnutls_datum_t){(void *)(uintptr_t)s->own.cert.p,
			       (unsigned)s->own.cert.n};
	WASL_TRY(http_tls_privkey(&s->key, &s->own, err));
	rc = gnutls_pcert_import_x509_raw(&s->cert, &der, GNUTLS_X509_FMT_DER,
					  0);
	if (rc != 0)
		return http_tls_fail(err, rc, "own certificate");
	return WASL_OK;
}

void http_handshake_deinit(struct wasl_http_server *s)
{
	if (s->cert.pubkey != NULL)
		gnutls_pcert_deinit(&s->cert);
	if (s->key != NULL)
		gnutls_privkey_deinit(s->key);
}

int http_handshake_cert(gnutls_session_t session,
			const struct gnutls_cert_retr_st *info,
			gnutls_pcert_st **certs, unsigned *certs_n,
			gnutls_ocsp_data_st **ocsp, unsigned *ocsp_n,
			gnutls_privkey_t *key, unsigned *flags)
{
	struct http_conn *conn = gnutls_session_get_ptr(session);
	struct wasl_http_server *s;

	(void)info;
	/* Refused and shut, but its first bytes had come already. */
	if (conn == NULL)
		return GNUTLS_E_SESSION_EOF;
	s = conn->all->server;
	*certs = &s->cert;
	*certs_n = 1;
	*ocsp = NULL;
	*ocsp_n = 0;
	*key = s->key;
	*flags = 0; /* they stay ours */
	return 0;
}

/* Called inside the handshake; anything but 0 ends it with an alert. */
static int verify_peer(gnutls_session_t session)
{
	struct http_conn *conn = gnutls_session_get_ptr(session);
	const struct wasl_http_server *s = conn->all->server;

	if (http_tls_pin_of_peer(conn->peer.pin, session, NULL) != WASL_OK)
		return GNUTLS_E_CERTIFICATE_ERROR;
	conn->peer.pinned = s->o.pinned(s->o.ctx, conn->peer.pin);
	return conn->peer.pinned ? 0 : GNUTLS_E_CERTIFICATE_ERROR;
}

static void name_peer(struct http_conn *conn)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} at = {0};
	struct wasl_http_peer *peer = &conn->peer;
	struct ucred cred;
	socklen_t n = sizeof(at);

	if (getpeername(conn->fd, &at.any, &n) != 0)
		return;
	if (at.any.sa_family == AF_INET) {
		inet_ntop(AF_INET, &at.v4.sin_addr, peer->address,
			  sizeof(peer->address));
	} else if (at.any.sa_family == AF_INET6) {
		inet_ntop(AF_INET6, &at.v6.sin6_addr, peer->address,
			  sizeof(peer->address));
	} else {
		n = sizeof(cred);
		if (getsockopt(conn->fd, SOL_SOCKET, SO_PEERCRED, &cred, &n) !=
		    0)
			return;
		peer->local = true;
		peer->uid = cred.uid;
		peer->gid = cred.gid;
		peer->pid = cred.pid;
	}
}

static void started(struct wasl_http_server *s, struct MHD_Connection *mhd,
		    void **context)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct http_conn *conn = http_conn_open(&s->conns, info->connect_fd);
	gnutls_session_t session;

	*context = conn;
	if (conn != NULL)
		name_peer(conn);
	if (s->o.tls == NULL)
		return;
	info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	wasl_assert(info != NULL);
	session = info->tls_session;
	gnutls_session_set_ptr(session, conn);
	if (s->o.pinned == NULL)
		return;
	gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE);
	gnutls_session_set_verify_function(session, verify_peer);
}

void http_handshake_conn(void *cls, struct MHD_Connection *mhd, void **context,
			 enum MHD_ConnectionNotificationCode what)
{
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		started(cls, mhd, context);
	} else if (*context != NULL) {
		http_conn_close(*context);
		*context = NULL;
	}
}
