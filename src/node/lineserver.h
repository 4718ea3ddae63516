/* The listener for partners: the calls of spec §7 and nothing else. */
#ifndef WASL_NODE_LINESERVER_H
#define WASL_NODE_LINESERVER_H

#include "node/state.h"

/** TLS of the node: keyd's certificate, and its signature at each handshake. */
wasl_status node_tls_identity(struct wasl_node *node,
			      struct wasl_tls_identity *out,
			      struct wasl_err *err) WASL_MUST_USE;

/** Listen where the configuration says; nothing for a courier line. */
wasl_status node_lineserver_start(struct wasl_node *node,
				  const struct wasl_tls_identity *tls,
				  struct wasl_err *err) WASL_MUST_USE;

/** After the client and the server have ended. */
void node_certs_free(struct wasl_node *node);

/** Our certificate and key as keyd has them now, for what begins from now on.
 * Writer's thread. */
wasl_status node_tls_renew(struct wasl_node *node,
			   struct wasl_err *err) WASL_MUST_USE;

#endif
