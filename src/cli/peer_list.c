/* wasl peer list: with whom this node has a line. */
#include "cli/client.h"
#include "cli/verbs.h"

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *answer = NULL;
	size_t i;
	const json_t *peer;
	(void)args;
	enum cli_exit code = cli_ask(cli, &answer, "GET", "/v1/peers", NULL);
	if (code != CLI_EXIT_OK || cli_print_json(cli, answer))
		return code;
	struct cli_table table = cli_table_init(6);
	cli_table_row(&table,
		      (const char *[]){cli_msg_text(CLI_MSG_COL_PARTNER),
				       cli_msg_text(CLI_MSG_COL_SIDE),
				       cli_msg_text(CLI_MSG_COL_STATE),
				       cli_msg_text(CLI_MSG_COL_CARD),
				       cli_msg_text(CLI_MSG_COL_KEY),
				       cli_msg_text(CLI_MSG_COL_ENDPOINT)});
	cli_each(json_object_get(answer, "peers"), i, peer)
	{
		char serial[24];
		snprintf(serial, sizeof(serial), "%lld",
			 (long long)cli_int(json_object_get(peer, "card"),
					    "serial"));
		cli_table_row(
			&table,
			(const char *[]){cli_str(peer, "name"),
					 cli_str(peer, "side"),
					 cli_str(peer, "state"), serial,
					 cli_str(json_object_get(peer, "keys"),
						 "partner_log"),
					 cli_str(peer, "endpoint")});
	}
	cli_table_print(&cli->out, &table, 0);
	cli_table_deinit(&table);
	return CLI_EXIT_OK;
}

const struct cli_verb cli_verb_peer_list = {
	.name = "peer list",
	.usage = "",
	.help = CLI_MSG_HELP_PEER_LIST,
	.run = run,
};
