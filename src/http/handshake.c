/*
 * A connection's beginning: the peer's process or address, and the TLS
 * handshake, which fails unless the peer shows a pinned key.
 */
#include "http/server_impl.h"

#include "base/alloc.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>

#include "base/banned.h"

static void identity_free(struct http_identity *id)
{
	if (id->cert.pubkey != NULL)
		gnutls_pcert_deinit(&id->cert);
	if (id->key != NULL)
		gnutls_privkey_deinit(id->key);
	wasl_free(id);
}

static wasl_status identity_load(struct http_identity *id, struct wasl_err *err)
{
	/* raw: GnuTLS's input type has no const; it only reads. */
	const gnutls_datum_t der = {(void *)(uintptr_t)id->own.cert.p,
				    (unsigned)id->own.cert.n};
	int rc;

	WASL_TRY(http_tls_privkey(&id->key, &id->own, err));
	rc = gnutls_pcert_import_x509_raw(&id->cert, &der, GNUTLS_X509_FMT_DER,
					  0);
	return rc == 0 ? WASL_OK : http_tls_fail(err, rc, "own certificate");
}

wasl_status wasl_http_server_identity(struct wasl_http_server *s,
				      const struct wasl_tls_identity *tls,
				      struct wasl_err *err)
{
	struct http_identity *id = wasl_alloc(1, sizeof(*id));
	wasl_status status;

	if (id == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "out of memory");
	id->own = *tls;
	status = identity_load(id, err);
	if (status != WASL_OK) {
		identity_free(id);
		return status;
	}
	id->before = atomic_load(&s->identity);
	atomic_store(&s->identity, id);
	return WASL_OK;
}

void http_handshake_deinit(struct wasl_http_server *s)
{
	struct http_identity *id = atomic_load(&s->identity);

	while (id != NULL) {
		struct http_identity *before = id->before;

		identity_free(id);
		id = before;
	}
}

int http_handshake_cert(gnutls_session_t session,
			const struct gnutls_cert_retr_st *info,
			gnutls_pcert_st **certs, unsigned *certs_n,
			gnutls_ocsp_data_st **ocsp, unsigned *ocsp_n,
			gnutls_privkey_t *key, unsigned *flags)
{
	struct http_conn *conn = gnutls_session_get_ptr(session);
	struct http_identity *id;

	(void)info;
	/* Refused and shut, but its first bytes had come already. */
	if (conn == NULL)
		return GNUTLS_E_SESSION_EOF;
	id = atomic_load(&conn->all->server->identity);
	*certs = &id->cert;
	*certs_n = 1;
	*ocsp = NULL;
	*ocsp_n = 0;
	*key = id->key;
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
