/* wasl event: the room of an event, over all its lines. */
#include "cli/rows.h"
#include "cli/verbs.h"

/* Of each dossier the last act that says it. */
static const char *const parts[] = {
	"name",	   "competition", "phases",	  "sites",     "contacts",
	"on_call", "threat",	  "threat_until", "situation", "situation_at"};
#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

static bool stands(const json_t *act)
{
	const char *effect = cli_str(act, "effect");
	return strcmp(effect, "rejected") != 0 && strcmp(effect, "void") != 0;
}

static json_t *find_incident(json_t *incidents, const json_t *number)
{
	json_t *one;
	size_t i;
	cli_each(incidents, i,
		 one) if (json_equal(json_object_get(one, "number"),
				     number)) return one;
	return NULL;
}

/* An update gives status, and a new owner where it names one. */
static void take_incidents(json_t *incidents, const json_t *fields)
{
	const json_t *one;
	size_t i;
	cli_each(json_object_get(fields, "incidents"), i, one)
	{
		json_t *copy = json_deep_copy(one);
		json_object_set_new(copy, "status", json_string("OPEN"));
		json_array_append_new(incidents, copy);
	}
	cli_each(json_object_get(fields, "updates"), i, one)
	{
		json_t *known = find_incident(incidents,
					      json_object_get(one, "number"));
		if (!known)
			continue;
		json_object_set(known, "status",
				json_object_get(one, "status"));
		if (*cli_str(one, "owner"))
			json_object_set(known, "owner",
					json_object_get(one, "owner"));
	}
}

/* What one line knows of the event. */
static json_t *room_of(const json_t *dossier)
{
	json_t *out = json_pack("{s:s, s:s, s:s}", "reference",
				cli_str(dossier, "reference"), "peer",
				cli_str(dossier, "peer"), "state",
				cli_str(dossier, "state"));
	json_t *incidents = json_array(), *contacts = json_array();
	const json_t *act, *value, *one;
	size_t i, k;
	cli_each(json_object_get(dossier, "acts"), i, act)
	{
		const json_t *fields = json_object_get(act, "fields");
		if (!stands(act))
			continue;
		for (k = 0; k < N_PARTS; k++) {
			value = json_object_get(fields, parts[k]);
			if (value && strcmp(parts[k], "contacts") != 0)
				json_object_set_new(out, parts[k],
						    json_deep_copy(value));
		}
		/* Each side has its own: both are called. */
		cli_each(json_object_get(fields, "contacts"), k, one)
		{
			json_t *copy = json_deep_copy(one);
			json_object_set(copy, "node",
					json_object_get(act, "node"));
			json_array_append_new(contacts, copy);
		}
		take_incidents(incidents, fields);
	}
	json_object_set_new(out, "contacts", contacts);
	json_object_set_new(out, "incidents", incidents);
	return out;
}

static enum cli_exit add_room(struct cli *cli, const char *ref, json_t *rooms)
{
	wasl_autojson *dossier = NULL;
	char path[CLI_PATH_MAX];
	struct wasl_err err;
	enum cli_exit code =
		cli_ask(cli, &dossier, "GET",
			cli_path(path, "/v1/dossiers/", ref, NULL), NULL);
	if (code != CLI_EXIT_OK)
		return code;
	if (strcmp(cli_str(dossier, "kind"), "event") != 0) {
		(void)wasl_fail(&err, WASL_NOT_FOUND, "%s is no event", ref);
		return cli_fail(cli, &err);
	}
	json_array_append_new(rooms, room_of(dossier));
	return code;
}

/* --- saying it ------------------------------------------------------------ */

static const struct cli_column sites[] = {
	{"number", CLI_MSG_COL_NUMBER, CLI_AS_NUMBER},
	{"name", CLI_MSG_COL_NAME, CLI_AS_TEXT},
	{"type", CLI_MSG_COL_TYPE, CLI_AS_TEXT},
	{"level", CLI_MSG_COL_LEVEL, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct cli_column phases[] = {
	{"number", CLI_MSG_COL_NUMBER, CLI_AS_NUMBER},
	{"name", CLI_MSG_COL_NAME, CLI_AS_TEXT},
	{"from", CLI_MSG_COL_FROM, CLI_AS_TIME},
	{"to", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct cli_column contacts[] = {
	{"node", CLI_MSG_COL_NODE, CLI_AS_TEXT},
	{"function", CLI_MSG_COL_FUNCTION, CLI_AS_TEXT},
	{"telephone", CLI_MSG_COL_TELEPHONE, CLI_AS_TEXT},
	{"languages", CLI_MSG_COL_LANGUAGES, CLI_AS_WORDS},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct cli_column incidents[] = {
	{"number", CLI_MSG_COL_NUMBER, CLI_AS_NUMBER},
	{"severity", CLI_MSG_COL_LEVEL, CLI_AS_TEXT},
	{"type", CLI_MSG_COL_TYPE, CLI_AS_TEXT},
	{"status", CLI_MSG_COL_STATE, CLI_AS_TEXT},
	{"owner", CLI_MSG_COL_OWNER, CLI_AS_TEXT},
	{"due", CLI_MSG_COL_DUE, CLI_AS_DISTANCE},
	{"text", CLI_MSG_COL_NOTE, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct {
	const char *member;
	const struct cli_column *columns;
	enum cli_msg heading;
} tables[] = {
	{"phases", phases, CLI_MSG_EVENT_PHASES},
	{"sites", sites, CLI_MSG_EVENT_SITES},
	{"contacts", contacts, CLI_MSG_EVENT_CONTACTS},
	{"incidents", incidents, CLI_MSG_EVENT_INCIDENTS},
};

static void say_room(struct cli *cli, const json_t *room)
{
	const json_t *threat = json_object_get(room, "threat");
	cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_EVENT_ROOM,
		     {"reference", cli_str(room, "reference")},
		     {"peer", cli_str(room, "peer")},
		     {"name", cli_str(room, "name")},
		     {"state", cli_str(room, "state")});
	cli_say_with(&cli->out, CLI_WARN, CLI_MSG_EVENT_THREAT,
		     {"level", cli_str(threat, "level")},
		     {"author", cli_str(threat, "author")},
		     {"until", cli_str(room, "threat_until")});
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		const json_t *list = json_object_get(room, tables[i].member);
		if (json_array_size(list) == 0)
			continue;
		cli_say(&cli->out, CLI_DIM, tables[i].heading);
		cli_rows(cli, list, tables[i].columns, CLI_MSG_BLANK);
	}
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *rooms = json_array();
	enum cli_exit code = CLI_EXIT_OK;
	const json_t *one;
	size_t i;
	for (i = 0; i < args->n && code == CLI_EXIT_OK; i++)
		code = add_room(cli, args->operand[i], rooms);
	if (code != CLI_EXIT_OK)
		return code;
	wasl_autojson *answer = json_pack("{s:O}", "rooms", rooms);
	if (cli_print_json(cli, answer))
		return code;
	cli_each(rooms, i, one)
	{
		say_room(cli, one);
	}
	return code;
}

const struct cli_verb cli_verb_event = {
	.name = "event",
	.usage = "REFERENCE…",
	.opts = NULL,
	.help = CLI_MSG_HELP_EVENT,
	.more = CLI_MSG_MORE_EVENT,
	.min = 1,
	.max = CLI_OPERANDS_MAX,
	.run = run,
};
