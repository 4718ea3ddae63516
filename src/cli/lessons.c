#include "cli/lessons.h"

#include "cli/rows.h"
#include "cli/when.h"

static bool is_told(const json_t *lessons, const json_t *lesson)
{
	const json_t *one;
	size_t i;
	cli_each(lessons, i, one)
	{
		if (json_equal(one, lesson))
			return true;
	}
	return false;
}

static enum cli_exit ask_one(struct cli *cli, json_t *lessons, const char *kind,
			     const char *peer, const char *series)
{
	wasl_autojson *answer = NULL;
	char path[CLI_PATH_MAX];
	struct wasl_buf buf = {(uint8_t *)path, 0, sizeof(path) - 1, false};
	json_t *one;
	size_t i;
	wasl_buf_put_text(&buf, "/v1/lessons?kind=");
	cli_encode(&buf, kind);
	wasl_buf_put_text(&buf, *peer ? "&peer=" : "");
	cli_encode(&buf, peer);
	wasl_buf_put_text(&buf, *series ? "&series=" : "");
	cli_encode(&buf, series);
	path[buf.n] = '\0';
	enum cli_exit code = cli_ask(cli, &answer, "GET", path, NULL);
	cli_each(json_object_get(answer, "lessons"), i, one)
	{
		if (!is_told(lessons, one))
			json_array_append(lessons, one);
	}
	return code;
}

enum cli_exit cli_lessons_ask(struct cli *cli, json_t **lessons,
			      const char *kind, const json_t *peers,
			      const char *series)
{
	enum cli_exit code = CLI_EXIT_OK;
	const json_t *peer;
	size_t i;
	*lessons = json_array();
	cli_each(peers, i, peer)
	{
		if (code == CLI_EXIT_OK)
			code = ask_one(cli, *lessons, kind,
				       json_string_value(peer), series);
	}
	if (json_array_size(peers) == 0)
		code = ask_one(cli, *lessons, kind, "", series);
	return code;
}

void cli_lessons_say(struct cli *cli, const json_t *lessons)
{
	const json_t *one;
	size_t i;
	char when[CLI_TIME_MAX];
	cli_each(lessons, i, one)
	{
		const char *kind = cli_kind_of(cli_str(one, "reference"));
		struct cli_place at = cli_place_of(kind, "retex");
		wasl_autojson *retex = json_pack("{s:O}", "retex",
						 json_object_get(one, "retex"));
		cli_say_with(&cli->err, CLI_BOLD, CLI_MSG_LAST_TIME,
			     {"reference", cli_str(one, "reference")},
			     {"peer", cli_str(one, "peer")},
			     {"name", cli_str(one, "name")},
			     {"at", cli_time(when, cli_str(one, "closed_at"))});
		cli_print_fields(&cli->err, &at, retex);
	}
}
