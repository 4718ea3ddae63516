/*
 * wasl.json: what an operator decides about a node. Everything else is in the
 * database, on the cards or in the kinds. docs/operator.md explains each
 *member.
 *
 *	{
 *	  "node": "rabat.dgsn",            as on the cards
 *	  "side": "MA",                    ISO 3166 alpha-2
 *	  "listen": "0.0.0.0:8443",        for partners; "-" for a courier line
 *	  "officers": {"1000": ["amal"]},  uid → officers it may act for
 *	  "connections": 256,              of partners at once; may be left out
 *	  "desk": {…}                      node/deskconfig.h; may be left out
 *	  "blobs": {…}                     node/blobconfig.h; may be left out
 *	  "http": {…}                      node/httpconfig.h; may be left out
 *	}
 */
#ifndef WASL_NODE_CONFIG_H
#define WASL_NODE_CONFIG_H

#include "base/bytes.h"
#include "base/limits.h"
#include "node/blobconfig.h"
#include "node/deskconfig.h"
#include "node/httpconfig.h"

/* The file's name in the node's directory, and its largest size. */
#define WASL_CONFIG_FILE	 "wasl.json"
#define WASL_CONFIG_MAX		 (256 * 1024)
#define WASL_CONNECTIONS_DEFAULT 256

struct wasl_node_config {
	char node[WASL_NODE_NAME_MAX + 1];
	char side[3];
	char listen[WASL_LISTEN_MAX + 1];	   /* verbatim */
	char address[WASL_LISTEN_ADDRESS_MAX + 1]; /* "": courier */
	uint16_t port;
	unsigned connections;
	struct wasl_desk_config desk;
	struct wasl_blob_config blobs;
	struct wasl_http_config http;
	struct wasl_node_officer {
		uint32_t uid;
		char name[WASL_OFFICER_NAME_MAX + 1];
	} * officers; /* owned; by uid, then as written */
	size_t n_officers;
};

/**
 * Read a configuration, strictly: unknown members are refused.
 *
 * In:   in   untrusted, any size
 * Out:  out  end with wasl_node_config_deinit; zero on error
 * Err:  MALFORMED, TOO_BIG  as wasl_json_parse
 *       SCHEMA  with the JSON pointer of the member
 *       NO_MEMORY
 */
wasl_status wasl_node_config_parse(struct wasl_node_config *out, wasl_bytes in,
				   struct wasl_err *err) WASL_MUST_USE;

/** The same from `dir`/wasl.json. Err: also NOT_FOUND, DENIED, IO. */
wasl_status wasl_node_config_load(struct wasl_node_config *out, const char *dir,
				  struct wasl_err *err) WASL_MUST_USE;

/** Write it as wasl_node_config_parse reads it, of the desk only the triage
 * units; see `buf->over`. */
void wasl_node_config_write(struct wasl_buf *buf,
			    const struct wasl_node_config *config);

void wasl_node_config_deinit(struct wasl_node_config *config);
#define wasl_autoconfig __attribute__((cleanup(wasl_node_config_deinit)))

/**
 * For whom a uid may speak.
 *
 * In:   as   the officer it asks for, or {NULL, 0}
 * Out:  out  his name, borrowed from the configuration
 * Err:  DENIED  the uid is not listed, or not for that officer, or it has
 *	         several and did not say which
 */
wasl_status wasl_node_config_officer(const struct wasl_node_config *config,
				     const char **out, uint32_t uid,
				     wasl_text as,
				     struct wasl_err *err) WASL_MUST_USE;

#endif
