/*
 * The member "http" of wasl.json: the listener of the screens and of programs.
 * Without it there is only the Unix socket.
 *
 *	"http": {
 *	  "listen": "127.0.0.1:8440",    port 0: any that is free
 *	  "origin": "https://desk.example", what browsers call it; without it
 *	                                 what `listen` says. Port 0 is that of
 *	                                 `listen`
 *	  "tls": {"cert": "/etc/…/chain.pem", "key": "/etc/…/key.pem"},
 *	  "proxy": false                 its X-Real-IP says who calls
 *	}
 */
#ifndef WASL_NODE_HTTPCONFIG_H
#define WASL_NODE_HTTPCONFIG_H

#include "base/limits.h"
#include "kind/json.h"
#include "node/listen.h"

/* "https://", a DNS name, ":" and a port. */
#define WASL_ORIGIN_URL_MAX 271
/* A file's path. */
#define WASL_HTTP_PATH_MAX 1023

struct wasl_http_config {
	char address[WASL_LISTEN_ADDRESS_MAX + 1]; /* "": no listener */
	uint16_t port;				   /* 0: any */
	char origin[WASL_ORIGIN_URL_MAX + 1];	   /* "": as it listens */
	char cert[WASL_HTTP_PATH_MAX + 1];	   /* PEM; "": plain HTTP */
	char key[WASL_HTTP_PATH_MAX + 1];
	bool proxy;
};

/**
 * Read the member "http", strictly. Plain HTTP is for the loopback only.
 *
 * Err:  SCHEMA  with the JSON pointer of the member
 */
wasl_status wasl_http_config_read(struct wasl_http_config *out, const json_t *v,
				  struct wasl_err *err) WASL_MUST_USE;

/** An origin: "https://desk.example", lower case, no path, port if it is not
 * the scheme's own; "http" only for loopback, localhost and *.localhost. */
bool wasl_origin_valid(wasl_text origin);

#endif
