/* wasl duty cards: whom to ring at the partner's. */
#include "cli/rows.h"
#include "cli/verbs.h"

static const struct cli_column columns[] = {
	{"peer", CLI_MSG_COL_PARTNER, CLI_AS_TEXT},
	{"own", CLI_MSG_COL_OUR_CARD, CLI_AS_YES},
	{"function", CLI_MSG_COL_FUNCTION, CLI_AS_TEXT},
	{"telephone", CLI_MSG_COL_TELEPHONE, CLI_AS_TEXT},
	{"languages", CLI_MSG_COL_LANGUAGES, CLI_AS_WORDS},
	{"until", CLI_MSG_COL_UNTIL, CLI_AS_TIME},
	{"over", CLI_MSG_COL_OVER, CLI_AS_YES},
	{NULL, CLI_MSG_NONE, CLI_AS_TEXT},
};

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	(void)args;
	return cli_ask_rows(cli, "/v1/duty/cards", "cards", columns,
			    CLI_MSG_NO_CARDS);
}

const struct cli_verb cli_verb_duty_cards = {
	.name = "duty cards",
	.usage = "",
	.help = CLI_MSG_HELP_DUTY_CARDS,
	.more = CLI_MSG_MORE_DUTY_CARDS,
	.run = run,
};
