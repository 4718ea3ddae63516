/* wasl events: what changes, as it happens; for people who watch and for
 * programs that follow. */
#include "cli/rows.h"
#include "cli/verbs.h"

enum { AFTER };
static const struct cli_opt opts[] = {
	[AFTER] = {"after", "SEQ", CLI_MSG_OPT_EVENTS_AFTER},
	{NULL, NULL, CLI_MSG_NONE},
};

/* The longest line of a stream that is read; ours are shorter. */
#define LINE_MAX_BYTES 2048

/* One line at a time of what server-sent events are made of. */
struct follower {
	struct cli *cli;
	char line[LINE_MAX_BYTES + 1];
	size_t n;
	char event[32]; /* of the lines before, until an empty one */
	bool over;
};

static void print_change(struct cli *cli, const json_t *v)
{
	char seq[32], draft[32] = "";
	json_int_t number = cli_int(v, "draft");
	snprintf(seq, sizeof(seq), "%lld", (long long)cli_int(v, "seq"));
	if (number != 0)
		snprintf(draft, sizeof(draft), " #%lld", (long long)number);
	cli_say_with(&cli->out, CLI_PLAIN, CLI_MSG_EVENT_LINE, {"seq", seq},
		     {"what", cli_str(v, "what")}, {"draft", draft},
		     {"reference", cli_str(v, "reference")});
}

/* With --json every event is one line, its name beside what it tells. */
static void print_json(struct follower *f, json_t *v)
{
	json_object_set_new(v, "event", json_string(f->event));
	json_dumpf(v, f->cli->out.f, JSON_COMPACT);
	putc('\n', f->cli->out.f);
}

static void print_event(struct follower *f, json_t *v)
{
	struct cli *cli = f->cli;
	f->over = strcmp(f->event, "end") == 0;
	if (cli->json)
		print_json(f, v);
	else if (f->over)
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_EVENTS_END,
			     {"code", cli_str(v, "code")});
	else if (strcmp(f->event, "reset") == 0)
		cli_say(&cli->out, CLI_WARN, CLI_MSG_EVENTS_RESET);
	else
		print_change(cli, v);
	fflush(cli->out.f);
}

static void take_data(struct follower *f, const char *text)
{
	wasl_autojson *v = NULL;
	if (wasl_json_parse(&v, wasl_bytes_of(text, strlen(text)),
			    LINE_MAX_BYTES, NULL) == WASL_OK &&
	    json_is_object(v))
		print_event(f, v);
}

static void take_line(struct follower *f)
{
	static const char data[] = "data: ", event[] = "event: ";
	f->line[f->n] = '\0';
	if (f->n == 0)
		f->event[0] = '\0';
	else if (strncmp(f->line, event, strlen(event)) == 0)
		snprintf(f->event, sizeof(f->event), "%.31s",
			 f->line + strlen(event));
	else if (strncmp(f->line, data, strlen(data)) == 0)
		take_data(f, f->line + strlen(data));
	f->n = 0;
}

static bool take(void *ctx, wasl_bytes part)
{
	struct follower *f = ctx;
	for (size_t i = 0; i < part.n && !f->over; i++) {
		if (part.p[i] == '\n')
			take_line(f);
		else if (f->n < LINE_MAX_BYTES)
			f->line[f->n++] = (char)part.p[i];
	}
	return !ferror(f->cli->out.f);
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	struct follower f = {.cli = cli};
	char path[CLI_PATH_MAX];
	cli_path(path, "/v1/events", NULL, NULL);
	cli_path_query(path, opts, args, AFTER + 1);
	enum cli_exit code = cli_follow(cli, path, take, &f);
	return f.over && code == CLI_EXIT_OK ? CLI_EXIT_REFUSED : code;
}

const struct cli_verb cli_verb_events = {
	.name = "events",
	.usage = "[--after SEQ]",
	.opts = opts,
	.help = CLI_MSG_HELP_EVENTS,
	.more = CLI_MSG_MORE_EVENTS,
	.run = run,
};
