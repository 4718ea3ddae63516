#include "cli/name.h"

#include "base/bytes.h"
#include "kind/caption.h"
#include "kind/library.h"
#include "kind/rule.h"
#include "node/kindsdir.h"

#include <stdio.h>
#include <stdlib.h>

#define ID_MAX 160

/* The program's kinds and those of the node's directory, read when one is first
 * asked for. One thread. */
static struct {
	struct wasl_library library;
	const char *dir;
	bool open;
} names;

void cli_names_begin(const char *dir)
{
	names.dir = dir;
}

bool cli_in_english(void)
{
	return strcmp(cli_language(), CLI_ENGLISH) == 0;
}

void cli_names_end(void)
{
	if (names.open)
		wasl_library_deinit(&names.library);
	names.open = false;
}

static const struct wasl_library *library(void)
{
	if (names.open)
		return &names.library;
	wasl_library_init(&names.library);
	names.open = true;
	if (wasl_library_add_builtin(&names.library, NULL) != WASL_OK) {
		cli_names_end();
		return NULL;
	}
	/* What cannot be read there has no names, but its words. */
	if (names.dir &&
	    node_kinds_folder(&names.library, names.dir, NULL) != WASL_OK)
		names.dir = NULL;
	return &names.library;
}

const struct wasl_kind *cli_kind(const char *name)
{
	const struct wasl_library *all =
		cli_in_english() || !name ? NULL : library();
	return all ? wasl_library_kind_named(all, name) : NULL;
}

void cli_reference_code(char out[static CLI_NAME_MAX], const char *reference)
{
	const char *colon = strrchr(reference, ':');
	size_t n;
	if (colon)
		reference = colon + 1;
	/* Behind the side and the year, or in front: "LNK-paris.pn". */
	for (int i = 0; strncmp(reference, "LNK-", 4) != 0 && i < 2; i++) {
		reference += strcspn(reference, "-");
		reference += *reference != '\0';
	}
	n = strcspn(reference, "-");
	snprintf(out, CLI_NAME_MAX, "%.*s", (int)n, reference);
}

const char *cli_kind_of(const char *reference)
{
	const struct wasl_library *all = cli_in_english() ? NULL : library();
	char code[CLI_NAME_MAX];
	cli_reference_code(code, reference);
	for (size_t i = 0; all && i < all->n_kinds; i++)
		if (strcmp(code, all->kinds[i]->code) == 0)
			return all->kinds[i]->name;
	return "";
}

/* The label `sort-word`, in the officer's language; "" if there is none. */
static wasl_text label(const char *kind, const char *sort, const char *word)
{
	char id[ID_MAX];
	snprintf(id, sizeof(id), "%s-%s", sort, word);
	return wasl_caption(library(), cli_language(), kind,
			    strcmp(sort, "kind") == 0 ? sort : id);
}

static void copy(char *out, size_t max, wasl_text text)
{
	snprintf(out, max, "%.*s", (int)text.n, text.p);
}

const char *cli_name(char out[static CLI_NAME_MAX], const char *kind,
		     const char *sort, const char *word)
{
	wasl_text text = {"", 0};
	if (!cli_in_english() && *word)
		text = label(kind, sort, word);
	if (text.n == 0)
		return word;
	copy(out, CLI_NAME_MAX, text);
	return out;
}

const char *cli_name_and_word(char out[static CLI_NAME_MAX], const char *kind,
			      const char *sort, const char *word)
{
	char name[CLI_NAME_MAX];
	if (cli_name(name, kind, sort, word) == word)
		return word;
	snprintf(out, CLI_NAME_MAX, "%.180s (%.60s)", name, word);
	return out;
}

const char *cli_comma(void)
{
	return strcmp(cli_language(), "ar") == 0 ? "، " : ", ";
}

const char *cli_names_join(char *out, size_t max, const char *kind,
			   const char *sort, const json_t *words)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, max - 1, false};
	size_t i;
	const json_t *word;
	json_array_foreach((json_t *)(uintptr_t)words, i, word)
	{
		char name[CLI_NAME_MAX];
		const char *text = json_string_value(word);
		wasl_buf_put_text(&buf, i > 0 ? cli_comma() : "");
		wasl_buf_put_text(&buf,
				  cli_name(name, kind, sort, text ? text : ""));
	}
	out[buf.n] = '\0';
	return out;
}

/* --- fields --------------------------------------------------------------- */

struct cli_place cli_place_of(const char *kind, const char *act)
{
	struct cli_place out = {.kind = kind};
	const struct wasl_kind *k = cli_kind(kind);
	const struct wasl_act_def *def =
		k ? wasl_kind_act_named(k, wasl_text_of(act)) : NULL;
	if (def)
		out.shape = &def->shape;
	return out;
}

/* What is in the field: a block's members or a list's items. */
static struct cli_place inside(const char *kind, const struct wasl_field *field)
{
	struct cli_place out = {.kind = kind, .field = field};
	if (field && field->type == WASL_TYPE_BLOCK) {
		out.shape = &field->block->shape;
		out.block = field->block->name;
	}
	return out;
}

static bool is_house(const char *kind)
{
	return kind && strcmp(kind, CLI_HOUSE) == 0;
}

struct cli_place cli_place_member(char out[static CLI_NAME_MAX],
				  const struct cli_place *of, const char *name)
{
	char sort[ID_MAX] = "field";
	const struct wasl_slot *slot =
		of->shape ? wasl_shape_find(of->shape, wasl_text_of(name))
			  : NULL;
	if (of->block)
		snprintf(sort, sizeof(sort), "block-%s", of->block);
	const char *called = slot || is_house(of->kind)
				     ? cli_name(out, of->kind, sort, name)
				     : name;
	if (called != out)
		copy(out, CLI_NAME_MAX, wasl_text_of(called));
	return inside(of->kind, slot ? slot->field : NULL);
}

struct cli_place cli_place_item(const struct cli_place *of, size_t index)
{
	const struct wasl_field *field = of->field;
	if (field && field->type == WASL_TYPE_LIST)
		return inside(of->kind, field->places);
	if (field && field->type == WASL_TYPE_TUPLE && index < field->n_places)
		return inside(of->kind, &field->places[index]);
	return inside(of->kind, NULL);
}

const char *cli_place_code(char out[static CLI_NAME_MAX],
			   const struct cli_place *at, const char *code)
{
	static const char profile[] = "$profile/";
	const struct wasl_field *field = at->field;
	char sort[ID_MAX];
	if (!field || field->type != WASL_TYPE_CODE)
		return code;
	if (field->codes)
		snprintf(sort, sizeof(sort), "code-%s", field->codes->name);
	else /* "$profile/refusals" chooses among the codes "refusal" */
		snprintf(sort, sizeof(sort), "code-%.*s",
			 (int)(strlen(field->profile_path) - sizeof(profile)),
			 field->profile_path + sizeof(profile) - 1);
	return cli_name(out, at->kind, sort, code);
}

/* --- findings ------------------------------------------------------------- */

static const char *str(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));
	return s ? s : "";
}

/* "/persons/0/birth_date" as the names of what it leads through. */
static void name_pointer(char out[static CLI_NAME_MAX], struct cli_place at,
			 const char *pointer)
{
	struct wasl_buf buf = {(uint8_t *)out, 0, CLI_NAME_MAX - 1, false};
	while (*pointer == '/') {
		char name[CLI_NAME_MAX], part[CLI_NAME_MAX];
		size_t n = strcspn(pointer + 1, "/");
		unsigned long index;
		copy(part, sizeof(part), (wasl_text){pointer + 1, n});
		pointer += 1 + n;
		if (at.field && !at.shape && part[0] >= '0' && part[0] <= '9') {
			index = strtoul(part, NULL, 10);
			at = cli_place_item(&at, index);
			snprintf(name, sizeof(name), " [%lu]", index + 1);
		} else {
			at = cli_place_member(name, &at, part);
			wasl_buf_put_text(&buf, buf.n > 0 ? " / " : "");
		}
		wasl_buf_put_text(&buf, name);
	}
	out[buf.n] = '\0';
}

/* The rule of its kind that a finding is about: one that it broke, for a value
 * missing in the profile has the rule's id and another text. */
static bool broke_rule(const struct wasl_kind *kind, const json_t *finding)
{
	for (size_t i = 0; kind && i < kind->n_rules; i++)
		if (strcmp(kind->rules[i].id, str(finding, "rule")) == 0)
			return strcmp(kind->rules[i].text,
				      str(finding, "text")) == 0;
	return false;
}

/* Our sentence, of which {$text} is the end: what the rule says in English. */
static void take_sentence(struct cli_finding *out, wasl_text sentence,
			  const char *english)
{
	static const char hole[] = "{$text}";
	size_t n = sizeof(hole) - 1;
	bool detailed = sentence.n >= n &&
			memcmp(sentence.p + sentence.n - n, hole, n) == 0;
	copy(out->text, sizeof(out->text),
	     (wasl_text){sentence.p, sentence.n - (detailed ? n : 0)});
	copy(out->detail, sizeof(out->detail),
	     wasl_text_of(detailed ? english : ""));
}

void cli_finding(struct cli_finding *out, const struct cli_place *act,
		 const json_t *finding)
{
	const char *rule = str(finding, "rule");
	const char *source = str(finding, "source");
	const char *english = str(finding, "text");
	const char *pointer = str(finding, "pointer");
	wasl_text said;
	copy(out->pointer, sizeof(out->pointer), wasl_text_of(pointer));
	copy(out->text, sizeof(out->text), wasl_text_of(english));
	out->detail[0] = '\0';
	if (!*pointer)
		copy(out->pointer, sizeof(out->pointer),
		     wasl_text_of(cli_msg_text(CLI_MSG_WHOLE_ACT)));
	if (cli_in_english())
		return;
	if (strcmp(pointer, "/act") == 0)
		copy(out->pointer, sizeof(out->pointer),
		     wasl_text_of(cli_msg_text(CLI_MSG_WHOLE_ACT)));
	else if (*pointer)
		name_pointer(out->pointer, *act, pointer);
	said = broke_rule(cli_kind(act->kind), finding)
		       ? label(act->kind, "rule", rule)
		       : label(CLI_HOUSE, "finding", rule);
	if (said.n == 0 && *source == '$') {
		said = label(CLI_HOUSE, "finding", "open");
		english = source;
	}
	if (said.n == 0)
		said = label(CLI_HOUSE, "finding", "other");
	take_sentence(out, said, english);
}
