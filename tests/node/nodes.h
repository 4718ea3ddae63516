/* Two whole nodes on the loopback: real keyds, databases, TLS. */
#ifndef WASL_TESTS_NODE_NODES_H
#define WASL_TESTS_NODE_NODES_H

#include "../keyd/pair.h"

#include "node/config.h"
#include "node/node.h"

struct test_node {
	struct side side;
	struct wasl_node_config config;
	struct wasl_node *node;
	char endpoint[64];
	struct wasl_user validators[2];
	struct wasl_user directors[2];
	struct wasl_user duty;
	struct wasl_user officer;
	struct wasl_user auditor;
	struct wasl_user dpo;
	struct wasl_user admin;
	struct wasl_user custodians[2];
};

struct test_pair {
	struct test_node paris;
	struct test_node rabat;
};

/* Nodes that held their ceremony. */
void nodes_start(struct test_pair *pair);
/* … and agreed on examples/profile-ma-fr.json. */
void nodes_agree(struct test_pair *pair);
void nodes_end(struct test_pair *pair);
/* Stopped and started again: there is one way to start. */
void node_down(struct test_node *node);
void node_up(struct test_node *node);

/* A file of examples/, or the object of `text` if it begins with "{"; the
 * caller drops it. */
json_t *example(const char *text);

/*
 * Put an act forward, have a second person approve it if need be; the
 * reference is copied to `ref` if that is not NULL.
 */
void node_act(struct test_node *node, const char *ref, const char *act,
	      const char *fields);
void node_open(struct test_node *node, const char *kind, const char *fields,
	       char ref[static 40]);

/* A view that the caller ends with wasl_node_view_deinit. */
void node_show(struct test_node *node, struct wasl_arena *arena,
	       struct wasl_node_view *view, const char *ref);

/* The first number of a statement on the node's database, or 0. */
int64_t node_sql(const struct test_node *node, const char *text);

/* Wait, at most 20 s, until the dossier stands so at this node. */
void await_state(struct test_node *node, const char *ref, const char *state);
/* … until nothing of it is left unbound. */
void await_bound(struct test_node *node, const char *ref);
/* … until both nodes hold and have receipted the same. */
void await_quiet(struct test_pair *pair);

#endif
