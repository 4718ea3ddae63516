#include "cli/args.h"

#include "kind/fault.h"

#include "base/bytes.h"

const struct cli_opt cli_common_opts[] = {
	[CLI_COMMON_DIR] = {"dir", "DIR", CLI_MSG_OPT_DIR},
	[CLI_COMMON_AS] = {"as", "NAME", CLI_MSG_OPT_AS},
	[CLI_COMMON_LANG] = {"lang", "LANGUAGE", CLI_MSG_OPT_LANG},
	[CLI_COMMON_JSON] = {"json", NULL, CLI_MSG_OPT_JSON},
	[CLI_COMMON_HELP] = {"help", NULL, CLI_MSG_OPT_HELP},
	{NULL, NULL, CLI_MSG_NONE},
};

/* Where in the table `name` stands; -1 if nowhere. */
static int find(const struct cli_opt *opts, wasl_text name)
{
	for (int i = 0; opts && opts[i].name; i++) {
		wasl_assert(i < CLI_OPTS_MAX);
		if (wasl_text_is(name, opts[i].name))
			return i;
	}
	return -1;
}

/* One option at argv[*at]; steps over its value if that is a word of its own.
 */
static wasl_status take_option(struct cli_line *line,
			       const struct cli_opt *opts, size_t n,
			       const char *const *argv, size_t *at,
			       struct wasl_err *err)
{
	const char *word = argv[*at] + 2;
	const char *eq = strchr(word, '=');
	wasl_text name = {word, eq ? (size_t)(eq - word) : strlen(word)};
	struct cli_args *to = &line->args;
	wasl_text option;
	int i = find(opts, name);
	if (i < 0) {
		opts = cli_common_opts;
		to = &line->common;
		i = find(opts, name);
	}
	if (i < 0)
		return wasl_fault_of(
			err, WASL_USAGE, "", "option-unknown",
			WASL_FAULT_T("option",
				     ((wasl_text){word - 2, name.n + 2})));
	option = wasl_text_of(opts[i].name);
	if (to->opt[i])
		return wasl_fault_of(err, WASL_USAGE, "", "option-twice",
				     WASL_FAULT_T("option", option));
	if (!opts[i].arg) {
		if (eq)
			return wasl_fault_of(err, WASL_USAGE, "",
					     "option-alone",
					     WASL_FAULT_T("option", option));
		to->opt[i] = "";
		return WASL_OK;
	}
	if (!eq && *at + 1 == n)
		return wasl_fault_of(
			err, WASL_USAGE, "", "option-value",
			WASL_FAULT_T("option", option),
			WASL_FAULT_T("value", wasl_text_of(opts[i].arg)));
	to->opt[i] = eq ? eq + 1 : argv[++*at];
	return WASL_OK;
}

wasl_status cli_args_front(struct cli_line *out, size_t *used, size_t n,
			   const char *const *argv, struct wasl_err *err)
{
	struct cli_line line = {0};
	size_t i = 0;
	for (; i < n && strncmp(argv[i], "--", 2) == 0 && argv[i][2]; i++)
		WASL_TRY(take_option(&line, NULL, n, argv, &i, err));
	*out = line;
	*used = i;
	return WASL_OK;
}

wasl_status cli_args_parse(struct cli_line *out, const struct cli_opt *opts,
			   size_t n, const char *const *argv,
			   struct wasl_err *err)
{
	struct cli_line line = {.common = out->common};
	bool options = true;
	for (size_t i = 0; i < n; i++) {
		const char *word = argv[i];
		if (options && strcmp(word, "--") == 0) {
			options = false;
		} else if (options && strncmp(word, "--", 2) == 0) {
			WASL_TRY(take_option(&line, opts, n, argv, &i, err));
		} else if (options && strcmp(word, "-h") == 0) {
			line.common.opt[CLI_COMMON_HELP] = "";
		} else if (options && word[0] == '-' && word[1]) {
			return wasl_fault_of(
				err, WASL_USAGE, "", "option-unknown",
				WASL_FAULT_T("option", wasl_text_of(word)));
		} else if (line.args.n == CLI_OPERANDS_MAX) {
			return wasl_fault(err, WASL_USAGE, "", "word-many");
		} else {
			line.args.operand[line.args.n++] = word;
		}
	}
	*out = line;
	return WASL_OK;
}
