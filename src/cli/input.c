#include "cli/input.h"

#include "base/alloc.h"
#include "base/file.h"

#include <unistd.h>

/* Longer answers than "yes" are no. */
#define REPLY_MAX 16

static wasl_status read_text(struct cli *cli, uint8_t **text, size_t *n,
			     const char *path, struct wasl_err *err)
{
	if (strcmp(path, "-") == 0)
		return wasl_fd_read(text, n, fileno(cli->in), WASL_API_BODY_MAX,
				    err);
	return wasl_file_read(text, n, path, WASL_API_BODY_MAX, err);
}

static wasl_status parse_object(json_t **out, wasl_bytes text,
				struct wasl_err *err)
{
	if (text.n == 0)
		return wasl_fail(err, WASL_MALFORMED, "the file is empty");
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		return wasl_fail(err, WASL_MALFORMED,
				 "starts with a byte order mark (EF BB BF): "
				 "save it as UTF-8 without one");
	wasl_autojson *v = NULL;
	WASL_TRY(wasl_json_parse(&v, text, WASL_API_BODY_MAX, err));
	if (!json_is_object(v))
		return wasl_fail(err, WASL_SCHEMA, "not a JSON object");
	*out = json_incref(v);
	return WASL_OK;
}

enum cli_exit cli_read_object(struct cli *cli, json_t **out, const char *path)
{
	wasl_autofree uint8_t *text = NULL;
	struct wasl_err err;
	size_t n;
	if (read_text(cli, &text, &n, path, &err) != WASL_OK)
		return cli_fail(cli, &err);
	if (parse_object(out, wasl_bytes_of(text, n), &err) != WASL_OK) {
		wasl_err_prefix(&err, "%s", path);
		return cli_fail(cli, &err);
	}
	return CLI_EXIT_OK;
}

enum cli_exit cli_confirm(struct cli *cli, enum cli_msg question,
			  const char *option)
{
	char reply[REPLY_MAX];
	cli_say(&cli->err, CLI_BOLD, question);
	fflush(cli->out.f);
	fflush(cli->err.f);
	if (!fgets(reply, sizeof(reply), cli->in)) {
		cli_say_with(&cli->err, CLI_WARN, CLI_MSG_NOBODY_ASKED,
			     {"option", option});
		return CLI_EXIT_REFUSED;
	}
	reply[strcspn(reply, "\n")] = '\0';
	if (strcmp(reply, cli_msg_text(CLI_MSG_YES)) == 0)
		return CLI_EXIT_OK;
	cli_say(&cli->err, CLI_WARN, CLI_MSG_NOT_CONFIRMED);
	return CLI_EXIT_REFUSED;
}
