#include "cli/input.h"

#include "base/alloc.h"
#include "base/file.h"
#include "cli/upload.h"
#include "kind/fault.h"

#include <errno.h>
#include <unistd.h>

/* Longer answers than "yes" are no. */
#define REPLY_MAX 16

enum cli_exit cli_file_fail(struct cli *cli, const char *path, int error)
{
	static const struct {
		int error;
		wasl_status status;
		const char *fault;
	} known[] = {
		{ENOENT, WASL_NOT_FOUND, "file-absent"},
		{ENOTDIR, WASL_NOT_FOUND, "file-absent"},
		{EACCES, WASL_DENIED, "file-denied"},
		{EISDIR, WASL_USAGE, "folder"},
	};
	struct wasl_err err;
	(void)wasl_fault_of(&err, WASL_IO, "", "file-unread",
			    WASL_FAULT_T("path", wasl_text_of(path)),
			    WASL_FAULT_T("why", wasl_text_of(strerror(error))));
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].error == error)
			(void)wasl_fault_of(
				&err, known[i].status, "", known[i].fault,
				WASL_FAULT_T("path", wasl_text_of(path)));
	return cli_fail(cli, &err);
}

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
		return wasl_fault(err, WASL_MALFORMED, "", "file-nothing");
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		return wasl_fault(err, WASL_MALFORMED, "", "file-bom");
	wasl_autojson *v = NULL;
	WASL_TRY(wasl_json_parse(&v, text, WASL_API_BODY_MAX, err));
	if (!json_is_object(v))
		return wasl_fault(err, WASL_SCHEMA, "", "no-object");
	*out = json_incref(v);
	return WASL_OK;
}

enum cli_exit cli_read_object(struct cli *cli, json_t **out, const char *path)
{
	wasl_autofree uint8_t *text = NULL;
	struct wasl_err err;
	size_t n;
	if (strcmp(path, "-") != 0 && access(path, R_OK) != 0)
		return cli_file_fail(cli, path, errno);
	if (read_text(cli, &text, &n, path, &err) != WASL_OK)
		return cli_fail(cli, &err);
	if (parse_object(out, wasl_bytes_of(text, n), &err) != WASL_OK) {
		cli_where(&err, path);
		return cli_fail(cli, &err);
	}
	return CLI_EXIT_OK;
}

/* The value of one word: what stands after its sign. */
static wasl_status word_value(json_t **out, const char *value, bool json,
			      struct wasl_err *err)
{
	wasl_autofree uint8_t *text = NULL;
	size_t n = strlen(value);
	if (json) {
		/* The strict door reads objects and lists; a scalar is one in a
		 * list of one. */
		wasl_autofree char *space = wasl_alloc(n + 3, 1);
		wasl_autojson *list = NULL;
		if (!space)
			return wasl_fail(err, WASL_NO_MEMORY, "fields");
		snprintf(space, n + 3, "[%s]", value);
		WASL_TRY(wasl_json_parse(&list,
					 wasl_text_bytes(wasl_text_of(space)),
					 WASL_API_BODY_MAX, err));
		if (json_array_size(list) != 1)
			return wasl_fault(err, WASL_USAGE, "", "value-one");
		*out = json_incref(json_array_get(list, 0));
		return WASL_OK;
	}
	if (value[0] == '@') {
		WASL_TRY(wasl_file_read(&text, &n, value + 1, WASL_API_BODY_MAX,
					err));
		value = (const char *)text;
	}
	*out = json_stringn(value, n);
	if (!*out)
		return wasl_fault(err, WASL_MALFORMED, "", "utf8");
	return WASL_OK;
}

static wasl_status add_word(json_t *fields, const char *word,
			    struct wasl_err *err)
{
	const char *sign = strpbrk(word, "=@");
	if (!sign || sign == word || (sign == word + 1 && word[0] == ':'))
		return wasl_fault_of(err, WASL_USAGE, "", "field-value",
				     WASL_FAULT_T("word", wasl_text_of(word)));
	bool json = *sign == '=' && sign[-1] == ':';
	size_t n = (size_t)(sign - word) - json;
	wasl_autofree char *name = wasl_strndup(word, n);
	json_t *value;
	if (!name)
		return wasl_fail(err, WASL_NO_MEMORY, "fields");
	wasl_status status = WASL_OK;
	if (*sign == '@')
		value = cli_file_value(sign + 1, NULL);
	else
		status = word_value(&value, sign + 1, json, err);
	if (status != WASL_OK) {
		cli_where(err, name);
		return status;
	}
	if (json_object_set_new(fields, name, value) != 0)
		return wasl_fault(err, WASL_MALFORMED, "", "field-utf8");
	return WASL_OK;
}

/* A template (wasl new) has null where nothing was filled in: no field, and
 * what then is empty neither. Ret: is it empty because of that? */
static bool prune(json_t *value)
{
	const char *name;
	void *next;
	json_t *member;
	size_t before = json_object_size(value) + json_array_size(value);
	if (json_is_null(value))
		return true;
	json_object_foreach_safe(value, next, name, member)
	{
		if (prune(member))
			json_object_del(value, name);
	}
	for (size_t i = json_array_size(value); i-- > 0;)
		if (prune(json_array_get(value, i)))
			json_array_remove(value, i);
	return before > 0 &&
	       json_object_size(value) + json_array_size(value) == 0;
}

enum cli_exit cli_read_fields(struct cli *cli, json_t **out, const char *path,
			      const char *const *words, size_t n)
{
	wasl_autojson *fields = NULL;
	struct wasl_err err;
	enum cli_exit code = CLI_EXIT_OK;
	if (path)
		code = cli_read_object(cli, &fields, path);
	else
		fields = json_object();
	if (code != CLI_EXIT_OK)
		return code;
	(void)prune(fields);
	for (size_t i = 0; i < n; i++)
		if (add_word(fields, words[i], &err) != WASL_OK)
			return cli_fail(cli, &err);
	*out = json_incref(fields);
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
	if (strcmp(reply, cli_msg_text(CLI_MSG_YES)) == 0 ||
	    strcmp(reply, "yes") == 0)
		return CLI_EXIT_OK;
	cli_say(&cli->err, CLI_WARN, CLI_MSG_NOT_CONFIRMED);
	return CLI_EXIT_REFUSED;
}
