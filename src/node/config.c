#include "node/config.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "desk/user.h"
#include "kind/fault.h"
#include "kind/json.h"

#include <limits.h>
#include <stdio.h>

/* Uids in one file, and officers of one uid. */
#define UIDS_MAX	  256
#define OFFICERS_EACH_MAX 16
#define CONNECTIONS_MAX	  4096

typedef struct wasl_node_config config_t;

static wasl_status read_node(config_t *c, const json_t *v, struct wasl_err *err)
{
	wasl_text name = wasl_json_text(v);
	if (!wasl_node_name_valid(name))
		return wasl_fail_at(err, WASL_SCHEMA, "/node",
				    "a node name is a-z, 0-9, dot and dash, at "
				    "most %d",
				    WASL_NODE_NAME_MAX);
	memcpy(c->node, name.p, name.n);
	return WASL_OK;
}

static wasl_status read_side(config_t *c, const json_t *v, struct wasl_err *err)
{
	wasl_text side = wasl_json_text(v);
	if (side.n != 2 || side.p[0] < 'A' || side.p[0] > 'Z' ||
	    side.p[1] < 'A' || side.p[1] > 'Z')
		return wasl_fail_at(err, WASL_SCHEMA, "/side",
				    "a side is two capital letters");
	memcpy(c->side, side.p, side.n);
	return WASL_OK;
}

static wasl_status read_listen(config_t *c, const json_t *v,
			       struct wasl_err *err)
{
	wasl_text listen = wasl_json_text(v);
	if (listen.n > 0 && listen.n <= WASL_LISTEN_MAX) {
		memcpy(c->listen, listen.p, listen.n);
		if (wasl_text_is(listen, "-") ||
		    (wasl_listen_split(c->address, &c->port, listen) &&
		     c->port != 0))
			return WASL_OK;
	}
	return wasl_fail_at(err, WASL_SCHEMA, "/listen",
			    "address and port like 0.0.0.0:8443 or "
			    "[::]:8443, or \"-\"");
}

static wasl_status read_connections(config_t *c, const json_t *v,
				    struct wasl_err *err)
{
	json_int_t n = json_integer_value(v);
	if (!json_is_integer(v) || n < 1 || n > CONNECTIONS_MAX)
		return wasl_fail_at(err, WASL_SCHEMA, "/connections",
				    "a number from 1 to %d", CONNECTIONS_MAX);
	c->connections = (unsigned)n;
	return WASL_OK;
}

static wasl_status read_uid(config_t *c, const char *uid_text,
			    const json_t *names, size_t *cap,
			    struct wasl_err *err)
{
	uint64_t uid;
	char at[WASL_ERR_FIELD_MAX];
	snprintf(at, sizeof(at), "/officers/%s", uid_text);
	if (!wasl_decimal_parse(&uid, wasl_text_of(uid_text)) ||
	    uid >= UINT32_MAX)
		return wasl_fail_at(err, WASL_SCHEMA, at,
				    "a uid is a decimal number");
	size_t n = json_array_size(names);
	if (!json_is_array(names) || n == 0 || n > OFFICERS_EACH_MAX)
		return wasl_fail_at(err, WASL_SCHEMA, at,
				    "a list of 1 to %d officers",
				    OFFICERS_EACH_MAX);
	for (size_t i = 0; i < n; i++) {
		wasl_text name = wasl_json_text(json_array_get(names, i));
		if (!wasl_user_name_valid(name))
			return wasl_fail_at(err, WASL_SCHEMA, at,
					    "an officer's name is a-z, 0-9, "
					    "dot, dash and underscore, first a "
					    "letter, at most %d",
					    WASL_OFFICER_NAME_MAX);
		if (!wasl_grow(&c->officers, cap, c->n_officers + 1,
			       sizeof(*c->officers)))
			return wasl_fail(err, WASL_NO_MEMORY, "officers");
		struct wasl_node_officer *o = &c->officers[c->n_officers++];
		*o = (struct wasl_node_officer){.uid = (uint32_t)uid};
		memcpy(o->name, name.p, name.n);
	}
	return WASL_OK;
}

static wasl_status read_officers(config_t *c, const json_t *v,
				 struct wasl_err *err)
{
	size_t cap = 0;
	if (!json_is_object(v) || json_object_size(v) > UIDS_MAX)
		return wasl_fail_at(err, WASL_SCHEMA, "/officers",
				    "an object of at most %d uids", UIDS_MAX);
	const char *uid;
	json_t *names;
	json_object_foreach((json_t *)(uintptr_t)v, uid, names)
		WASL_TRY(read_uid(c, uid, names, &cap, err));
	return WASL_OK;
}

static wasl_status read_desk(config_t *c, const json_t *v, struct wasl_err *err)
{
	return wasl_desk_config_read(&c->desk, v, err);
}

static wasl_status read_blobs(config_t *c, const json_t *v,
			      struct wasl_err *err)
{
	return wasl_blob_config_read(&c->blobs, v, err);
}

static wasl_status read_http(config_t *c, const json_t *v, struct wasl_err *err)
{
	return wasl_http_config_read(&c->http, v, err);
}

static const struct member {
	const char *name;
	bool needed;
	wasl_status (*read)(config_t *c, const json_t *v, struct wasl_err *err);
} members[] = {
	{"node", true, read_node},
	{"side", true, read_side},
	{"listen", true, read_listen},
	{"officers", true, read_officers},
	{"connections", false, read_connections},
	{"desk", false, read_desk},
	{"blobs", false, read_blobs},
	{"http", false, read_http},
};

#define MEMBERS (sizeof(members) / sizeof(members[0]))

static wasl_status refuse_unknown(json_t *top, struct wasl_err *err)
{
	const char *name;
	json_t *value;
	json_object_foreach(top, name, value)
	{
		size_t i = 0;
		while (i < MEMBERS && strcmp(members[i].name, name) != 0)
			i++;
		if (i == MEMBERS)
			return wasl_fail(err, WASL_SCHEMA,
					 "unknown member \"%.40s\"", name);
	}
	return WASL_OK;
}

static wasl_status read_members(config_t *c, json_t *top, struct wasl_err *err)
{
	if (!json_is_object(top))
		return wasl_fail(err, WASL_SCHEMA, "not a JSON object");
	WASL_TRY(refuse_unknown(top, err));
	for (size_t i = 0; i < MEMBERS; i++) {
		const json_t *v = json_object_get(top, members[i].name);
		if (!v && members[i].needed)
			return wasl_fail(err, WASL_SCHEMA,
					 "member \"%s\" is missing",
					 members[i].name);
		if (v)
			WASL_TRY(members[i].read(c, v, err));
	}
	return WASL_OK;
}

wasl_status wasl_node_config_parse(struct wasl_node_config *out, wasl_bytes in,
				   struct wasl_err *err)
{
	config_t c = {.connections = WASL_CONNECTIONS_DEFAULT};
	wasl_autojson *top = NULL;
	*out = (config_t){0};
	wasl_desk_config_init(&c.desk);
	wasl_blob_config_init(&c.blobs);
	WASL_TRY(wasl_json_parse(&top, in, WASL_CONFIG_MAX, err));
	wasl_status status = read_members(&c, top, err);
	if (status != WASL_OK)
		wasl_node_config_deinit(&c);
	else
		*out = c;
	return status;
}

wasl_status wasl_node_config_load(struct wasl_node_config *out, const char *dir,
				  struct wasl_err *err)
{
	wasl_autofree uint8_t *text = NULL;
	char path[PATH_MAX];
	size_t n;
	*out = (config_t){0};
	if ((size_t)snprintf(path, sizeof(path), "%s/" WASL_CONFIG_FILE, dir) >=
	    sizeof(path))
		return wasl_fail(err, WASL_TOO_BIG, "path of the directory");
	WASL_TRY(wasl_file_read(&text, &n, path, WASL_CONFIG_MAX, err));
	wasl_status status =
		wasl_node_config_parse(out, wasl_bytes_of(text, n), err);
	if (status != WASL_OK)
		wasl_err_prefix(err, "%s", path);
	return status;
}

/* Of the desk only what differs from node to node from the first day. */
static void write_triage(struct wasl_buf *buf,
			 const struct wasl_desk_config *desk)
{
	if (desk->n_triage == 0)
		return;
	wasl_buf_put_text(buf, ",\n  \"desk\": {\"triage\": [");
	for (size_t i = 0; i < desk->n_triage; i++) {
		wasl_buf_put_text(buf, i > 0 ? ", \"" : "\"");
		wasl_buf_put_text(buf, desk->triage[i]);
		wasl_buf_put_text(buf, "\"");
	}
	wasl_buf_put_text(buf, "]}");
}

void wasl_node_config_write(struct wasl_buf *buf, const config_t *c)
{
	char line[256];
	snprintf(line, sizeof(line),
		 "{\n  \"node\": \"%s\",\n  \"side\": \"%s\",\n"
		 "  \"listen\": \"%s\",\n  \"officers\": {",
		 c->node, c->side, c->listen);
	wasl_buf_put_text(buf, line);
	for (size_t i = 0; i < c->n_officers; i++) {
		const struct wasl_node_officer *o = &c->officers[i];
		bool same = i > 0 && o[-1].uid == o->uid;
		if (same)
			snprintf(line, sizeof(line), ", \"%s\"", o->name);
		else
			snprintf(line, sizeof(line), "%s\n    \"%u\": [\"%s\"",
				 i > 0 ? "]," : "", o->uid, o->name);
		wasl_buf_put_text(buf, line);
	}
	snprintf(line, sizeof(line), "%s\n  },\n  \"connections\": %u",
		 c->n_officers > 0 ? "]" : "", c->connections);
	wasl_buf_put_text(buf, line);
	write_triage(buf, &c->desk);
	wasl_buf_put_text(buf, "\n}\n");
}

void wasl_node_config_deinit(config_t *config)
{
	wasl_free(config->officers);
	*config = (config_t){0};
}

wasl_status wasl_node_config_officer(const config_t *config, const char **out,
				     uint32_t uid, wasl_text as,
				     struct wasl_err *err)
{
	const struct wasl_node_officer *found = NULL;
	size_t n = 0;
	for (size_t i = 0; i < config->n_officers; i++) {
		const struct wasl_node_officer *o = &config->officers[i];
		if (o->uid != uid)
			continue;
		n++;
		if (!as.p || wasl_text_is(as, o->name))
			found = o;
	}
	if (n == 0)
		return wasl_fault_of(err, WASL_DENIED, "", "uid-nobody",
				     WASL_FAULT_N("uid", uid));
	if (!as.p && n > 1)
		return wasl_fault_of(err, WASL_DENIED, "", "uid-several",
				     WASL_FAULT_N("uid", uid));
	if (!found)
		return wasl_fault_of(err, WASL_DENIED, "", "uid-not-his",
				     WASL_FAULT_N("uid", uid),
				     WASL_FAULT_T("name", as));
	*out = found->name;
	return WASL_OK;
}
