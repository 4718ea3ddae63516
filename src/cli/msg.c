#include "cli/msg.h"

#include "base/bytes.h"
#include "kind/caption.h"

#include <stdlib.h>

/* All of L and H in one language, Arabic being the longest. */
#define SAID_MAX (128 * 1024)

static const struct {
	const char *file;
	const char *front; /* all of it, where there is no key */
	const char *key;
	const char *back;
} texts[CLI_MSG_COUNT] = {
	[CLI_MSG_NONE] = {"", "", NULL, ""},
#define X(name, text) [CLI_MSG_##name] = {"", (text), NULL, ""},
#define L(name, front, key, back)                                              \
	[CLI_MSG_##name] = {"house", (front), (key), (back)},
#define H(name, front, key, back)                                              \
	[CLI_MSG_##name] = {"help", (front), (key), (back)},
#include "cli/msg.def"
#undef H
#undef L
#undef X
};

/* What was said in the language of this run, made when it is first said. */
static struct {
	const char *language;
	const char *said[CLI_MSG_COUNT];
	char space[SAID_MAX];
	size_t n;
} run = {.language = CLI_ENGLISH};

bool cli_language_set(const char *language)
{
	static const char *const known[] = {CLI_ENGLISH, "fr", "ar"};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(language, known[i]) == 0) {
			run.language = known[i];
			memset(run.said, 0, sizeof(run.said));
			run.n = 0;
			return true;
		}
	return false;
}

const char *cli_language(void)
{
	return run.language;
}

const char *cli_language_of_system(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *set = NULL;
	for (size_t i = 0; i < 3 && (!set || !*set); i++)
		set = getenv(names[i]);
	/* "ar_MA.UTF-8" is Arabic, "arn_CL" is not. */
	if (!set || strcspn(set, "_.@") != 2)
		return CLI_ENGLISH;
	if (strncmp(set, "ar", 2) == 0)
		return "ar";
	return strncmp(set, "fr", 2) == 0 ? "fr" : CLI_ENGLISH;
}

const char *cli_msg_key(enum cli_msg msg)
{
	wasl_assert(msg < CLI_MSG_COUNT);
	return texts[msg].key;
}

const char *cli_msg_file(enum cli_msg msg)
{
	wasl_assert(msg < CLI_MSG_COUNT);
	return texts[msg].file;
}

/* Fluent's {$name} is {name} here; "\\n", two characters, ends a line. */
static void put_pattern(struct wasl_buf *out, wasl_text text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (i + 1 < text.n && memcmp(text.p + i, "\\n", 2) == 0) {
			wasl_buf_put_u8(out, '\n');
			i++;
		} else if (text.p[i] != '$' || i == 0 || text.p[i - 1] != '{') {
			wasl_buf_put(out, text.p + i, 1);
		}
	}
}

static const char *say(enum cli_msg msg)
{
	struct wasl_buf out = {(uint8_t *)run.space, run.n, SAID_MAX, false};
	wasl_text text = wasl_caption(NULL, run.language, texts[msg].file,
				      texts[msg].key);
	wasl_buf_put_text(&out, texts[msg].front);
	put_pattern(&out, text);
	wasl_buf_put_text(&out, texts[msg].back);
	wasl_buf_put(&out, "", 1);
	wasl_assert(text.n > 0 && !out.over);
	run.said[msg] = run.space + run.n;
	run.n = out.n;
	return run.said[msg];
}

const char *cli_msg_text(enum cli_msg msg)
{
	wasl_assert(msg < CLI_MSG_COUNT);
	if (!texts[msg].key)
		return texts[msg].front;
	return run.said[msg] ? run.said[msg] : say(msg);
}

const char *cli_msg_write(char *out, size_t max, enum cli_msg msg,
			  const struct cli_value *values)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, max - 1, false};
	const char *s = cli_msg_text(msg);
	while (*s) {
		const char *end = *s == '{' ? strchr(s, '}') : NULL;
		if (!end) {
			wasl_buf_put(&buf, s++, 1);
			continue;
		}
		const struct cli_value *v = values;
		wasl_text name = {s + 1, (size_t)(end - s - 1)};
		while (v->name && !wasl_text_is(name, v->name))
			v++;
		wasl_assert(v->name);
		wasl_buf_put_text(&buf, v->text);
		s = end + 1;
	}
	out[buf.n] = '\0';
	return out;
}
