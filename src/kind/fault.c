#include "kind/fault.h"

#include "base/text.h"
#include "kind/caption.h"

#include <stdio.h>

/* Sentences inside of sentences. */
#define INNER_MAX 2

static wasl_text sentence(const char *language, const char *word)
{
	char id[80];

	snprintf(id, sizeof(id), "fault-%.64s", word);
	return wasl_caption(NULL, language, "house", id);
}

static const char *value_of(const struct wasl_err_value *values, wasl_text name)
{
	for (size_t i = 0; i < WASL_ERR_VALUES && values[i].name != NULL; i++)
		if (wasl_text_is(name, values[i].name))
			return values[i].text;
	return "";
}

/* Recursion is bounded by INNER_MAX. */
static void put(struct wasl_buf *out, const char *language, wasl_text text,
		const struct wasl_err_value *values, int inner)
{
	while (text.n > 0) {
		const char *end = memchr(text.p, '}', text.n);
		bool named = text.n > 2 && text.p[0] == '{' &&
			     text.p[1] == '$' && end != NULL;
		size_t n = named ? (size_t)(end - text.p) + 1 : 1;
		wasl_text name = {text.p + 2, named ? n - 3 : 0};

		if (!named)
			wasl_buf_put(out, text.p, 1);
		else if (wasl_text_is(name, WASL_FAULT_INNER) &&
			 inner < INNER_MAX)
			put(out, language,
			    sentence(language, value_of(values, name)), values,
			    inner + 1);
		else
			wasl_buf_put_text(out, value_of(values, name));
		text = (wasl_text){text.p + n, text.n - n};
	}
}

/* Cut before a character that is not whole. */
static size_t whole(const char *text, size_t n, size_t max)
{
	if (n <= max)
		return n;
	n = max;
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return n;
}

bool wasl_fault_say(char out[static WASL_FAULT_MAX], const char *language,
		    const char *word, const struct wasl_err_value *values)
{
	uint8_t space[2 * WASL_FAULT_MAX] = {0};
	struct wasl_buf buf = WASL_BUF(space);
	wasl_text text = sentence(language, word);
	size_t n;

	put(&buf, language, text, values, 0);
	n = whole((const char *)space, buf.n, WASL_FAULT_MAX - 1);
	memcpy(out, space, n);
	out[n] = '\0';
	return text.n > 0;
}

static void set_value(struct wasl_err_value *to,
		      const struct wasl_fault_value *from)
{
	size_t n;

	to->name = from->name;
	if (from->is_number) {
		snprintf(to->text, sizeof(to->text), "%llu",
			 (unsigned long long)from->number);
		return;
	}
	n = whole(from->text.p, from->text.n, sizeof(to->text) - 1);
	if (n > 0)
		memcpy(to->text, from->text.p, n);
	to->text[n] = '\0';
}

void wasl_fault_set_(struct wasl_err *err, wasl_status status,
		     const char *field, const char *word,
		     const struct wasl_fault_value *values)
{
	struct wasl_err_value kept[WASL_ERR_VALUES] = {{NULL, ""}};
	char text[WASL_FAULT_MAX];

	if (err == NULL)
		return;
	for (size_t i = 0; values[i].name != NULL; i++) {
		wasl_assert(i < WASL_ERR_VALUES);
		set_value(&kept[i], &values[i]);
	}
	wasl_assert(wasl_fault_say(text, "en", word, kept));
	(void)wasl_fail_at(err, status, field, "%s", text);
	err->fault = word;
	memcpy(err->value, kept, sizeof(kept));
}

static struct wasl_fault_value again(const struct wasl_err_value *value)
{
	return (struct wasl_fault_value)WASL_FAULT_T(value->name,
						     wasl_text_of(value->text));
}

wasl_status wasl_fault_in_line(struct wasl_err *err, const char *word,
			       uint64_t line, const struct wasl_err *inner)
{
	size_t n = 0;
	struct wasl_fault_value values[WASL_ERR_VALUES + 1] = {
		WASL_FAULT_N("line", line),
		WASL_FAULT_T(WASL_FAULT_INNER, wasl_text_of(inner->fault)),
	};

	for (; n < WASL_ERR_VALUES - 2 && inner->value[n].name != NULL; n++)
		values[2 + n] = again(&inner->value[n]);
	wasl_fault_set_(err, inner->status, inner->field, word, values);
	return inner->status;
}

/* --- as JSON -------------------------------------------------------------- */

static wasl_text text_of(const json_t *value)
{
	return (wasl_text){json_string_value(value), json_string_length(value)};
}

void wasl_fault_put(json_t *to, const struct wasl_err *err)
{
	json_t *values;

	if (err->fault == NULL)
		return;
	values = json_object();
	for (size_t i = 0; i < WASL_ERR_VALUES && err->value[i].name != NULL;
	     i++)
		json_object_set_new(values, err->value[i].name,
				    json_string(err->value[i].text));
	json_object_set_new(to, "fault", json_string(err->fault));
	json_object_set_new(to, "values", values);
}

bool wasl_fault_read(char out[static WASL_FAULT_MAX], const char *language,
		     const json_t *from)
{
	const char *word = json_string_value(json_object_get(from, "fault"));
	json_t *values = json_object_get(from, "values");
	struct wasl_err_value kept[WASL_ERR_VALUES] = {{NULL, ""}};
	const char *name;
	json_t *value;
	size_t n = 0;

	out[0] = '\0';
	if (word == NULL)
		return false;
	json_object_foreach(values, name, value) if (n < WASL_ERR_VALUES &&
						     json_is_string(value))
		set_value(&kept[n++], &(struct wasl_fault_value)WASL_FAULT_T(
					      name, text_of(value)));
	return wasl_fault_say(out, language, word, kept);
}
