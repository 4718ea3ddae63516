#include "cli/subject_request.h"

void cli_subject_show(struct cli *cli, const json_t *request)
{
	cli_print_fields(&cli->out, NULL, request);
	if (*cli_str(request, "answer"))
		cli_say_with(&cli->out, CLI_BOLD, CLI_MSG_SUBJECT_WORDS,
			     {"answer", cli_str(request, "answer")},
			     {"appeal", cli_str(request, "appeal")});
}
