/* wasl event: the room of an event, all its lines side by side. */
#include "cli/rows.h"
#include "cli/verbs.h"

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
static const struct cli_column on_call[] = {
	{"node", CLI_MSG_COL_NODE, CLI_AS_TEXT},
	{"function", CLI_MSG_COL_FUNCTION, CLI_AS_TEXT},
	{"telephone", CLI_MSG_COL_TELEPHONE, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct cli_column incidents[] = {
	{"number", CLI_MSG_COL_NUMBER, CLI_AS_NUMBER},
	{"node", CLI_MSG_COL_NODE, CLI_AS_TEXT},
	{"severity", CLI_MSG_COL_LEVEL, CLI_AS_TEXT},
	{"type", CLI_MSG_COL_TYPE, CLI_AS_TEXT},
	{"status", CLI_MSG_COL_STATE, CLI_AS_TEXT},
	{"owner", CLI_MSG_COL_OWNER, CLI_AS_TEXT},
	{"due", CLI_MSG_COL_DUE, CLI_AS_DISTANCE},
	{"text", CLI_MSG_COL_NOTE, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct cli_column situations[] = {
	{"situation_at", CLI_MSG_COL_AT, CLI_AS_TIME},
	{"node", CLI_MSG_COL_NODE, CLI_AS_TEXT},
	{"text", CLI_MSG_COL_NOTE, CLI_AS_TEXT},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};
static const struct cli_column hand_overs[] = {
	{"said_at", CLI_MSG_COL_AT, CLI_AS_TIME},
	{"node", CLI_MSG_COL_NODE, CLI_AS_TEXT},
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
	{"on_call", on_call, CLI_MSG_EVENT_ON_CALL},
	{"incidents", incidents, CLI_MSG_EVENT_INCIDENTS},
	{"situations", situations, CLI_MSG_EVENT_SITUATIONS},
	{"hand_overs", hand_overs, CLI_MSG_EVENT_HAND_OVERS},
};

static void say_room(struct cli *cli, const json_t *room)
{
	const json_t *threat = json_object_get(room, "threat");
	char state[CLI_NAME_MAX];
	cli_say_with(
		&cli->out, CLI_BOLD, CLI_MSG_EVENT_ROOM,
		{"reference", cli_str(room, "reference")},
		{"peer", cli_str(room, "peer")},
		{"name", *cli_str(room, "name") ? cli_str(room, "name") : "-"},
		{"state", *cli_str(room, "state")
				  ? cli_name(state, "event", "state",
					     cli_str(room, "state"))
				  : cli_msg_text(CLI_MSG_STATE_DRAFT)});
	if (threat)
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

/* Nested texts into the row: a passage, whom a hand-over names. */
static void flatten(json_t *line)
{
	static const char *const nested[][3] = {
		{"situations", "situation", "text"},
		{"hand_overs", "handed_to", "function"},
	};
	json_t *one;
	size_t i, k;
	for (k = 0; k < sizeof(nested) / sizeof(nested[0]); k++) {
		cli_each(json_object_get(line, nested[k][0]), i, one)
		{
			json_t *within = json_object_get(one, nested[k][1]);
			json_object_set(one, "text",
					json_object_get(within, nested[k][2]));
		}
	}
}

/* The codes that are shown, by their names. */
static const struct {
	const char *list, *member, *codes;
} coded[] = {
	{"sites", "type", "code-site_type"},
	{"sites", "level", "code-site_level"},
	{"contacts", "function", "code-event_function"},
	{"incidents", "severity", "code-severity"},
	{"incidents", "type", "code-incident_type"},
	{"incidents", "status", "code-incident_status"},
};

static void name_code(json_t *in, const char *member, const char *codes)
{
	char name[CLI_NAME_MAX];
	json_object_set_new(in, member,
			    json_string(cli_name(name, "event", codes,
						 cli_str(in, member))));
}

static void name_codes(json_t *line)
{
	json_t *threat = json_object_get(line, "threat");
	json_t *one;
	size_t i, k;
	if (threat)
		name_code(threat, "level", "code-threat_level");
	for (k = 0; k < sizeof(coded) / sizeof(coded[0]); k++)
		cli_each(json_object_get(line, coded[k].list), i, one)
			name_code(one, coded[k].member, coded[k].codes);
}

static void say_rest(struct cli *cli, const json_t *answer)
{
	char hidden[24];
	const json_t *draft = json_object_get(answer, "draft");
	struct cli_place at = cli_place_of("event", "open");
	snprintf(hidden, sizeof(hidden), "%lld",
		 (long long)cli_int(answer, "hidden"));
	if (cli_int(answer, "hidden") > 0)
		cli_say_with(&cli->out, CLI_DIM, CLI_MSG_CASE_HIDDEN,
			     {"n", hidden});
	if (!json_is_object(draft) ||
	    json_array_size(json_object_get(answer, "lines")) > 0)
		return;
	cli_say(&cli->out, CLI_WARN, CLI_MSG_CASE_DRAFT);
	cli_print_fields(&cli->out, &at, draft);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	json_t *line;
	size_t i;
	enum cli_exit code = cli_ask(
		cli, &answer, "GET",
		cli_path(path, "/v1/events/", args->operand[0], NULL), NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	if (*cli_str(answer, "case"))
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_CASE_HEAD,
			     {"reference", cli_str(answer, "case")},
			     {"title", cli_str(answer, "title")});
	cli_each(json_object_get(answer, "lines"), i, line)
	{
		flatten(line);
		name_codes(line);
		say_room(cli, line);
	}
	say_rest(cli, answer);
	return code;
}

const struct cli_verb cli_verb_event = {
	.name = "event",
	.usage = "REFERENCE",
	.opts = NULL,
	.help = CLI_MSG_HELP_EVENT,
	.more = CLI_MSG_MORE_EVENT,
	.min = 1,
	.max = 1,
	.run = run,
};
