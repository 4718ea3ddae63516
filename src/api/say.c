#include "api/say.h"

#include "kind/caption.h"
#include "kind/fault.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

/* Of the words behind a language in a list: "q=0", "q=0.0" …: not that. */
static bool is_refused(wasl_text of)
{
	const char *q = memmem(of.p, of.n, "q=0", 3);

	if (q == NULL)
		return false;
	for (q += 3; q < of.p + of.n; q++)
		if (*q >= '1' && *q <= '9')
			return false;
	return true;
}

static const char *language_in(wasl_text one)
{
	while (one.n > 0 && (*one.p == ' ' || *one.p == '\t'))
		one = (wasl_text){one.p + 1, one.n - 1};
	for (const char *const *l = wasl_caption_languages; *l != NULL; l++)
		if (one.n >= 2 && strncasecmp(one.p, *l, 2) == 0 &&
		    (one.n == 2 || !isalnum((unsigned char)one.p[2])) &&
		    !is_refused(one))
			return *l;
	return NULL;
}

const char *api_language_of(wasl_text accept)
{
	while (accept.n > 0) {
		const char *comma = memchr(accept.p, ',', accept.n);
		size_t n =
			comma != NULL ? (size_t)(comma - accept.p) : accept.n;
		const char *found = language_in((wasl_text){accept.p, n});
		size_t taken = comma != NULL ? n + 1 : n;

		if (found != NULL)
			return found;
		accept = (wasl_text){accept.p + taken, accept.n - taken};
	}
	return "en";
}

const char *api_language(const struct api_call *call)
{
	wasl_text accept = {NULL, 0};

	(void)wasl_http_header(call->req, "Accept-Language", &accept);
	return api_language_of(accept);
}

/* --- sentences ------------------------------------------------------------ */

static const char *str(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s != NULL ? s : "";
}

/* A label of a kind, or of the house; without the English clause that ends it
 * where it has a place for one. */
static json_t *sentence(const struct api_call *call, const char *language,
			const char *kind, const char *sort, const char *word)
{
	static const char hole[] = "{$text}";
	size_t n = sizeof(hole) - 1;
	char id[128], text[512];
	wasl_text said = {text, 0};

	snprintf(id, sizeof(id), "%s-%s", sort, word);
	said.n = wasl_node_caption(call->node, text, sizeof(text), language,
				   kind, id);
	if (said.n >= n && memcmp(said.p + said.n - n, hole, n) == 0)
		said.n -= n;
	while (said.n > 0 &&
	       (said.p[said.n - 1] == ' ' || said.p[said.n - 1] == ':'))
		said.n--;
	/* A no-break space before a colon. */
	if (said.n >= 2 && memcmp(said.p + said.n - 2, "\xc2\xa0", 2) == 0)
		said.n -= 2;
	return said.n > 0 ? json_stringn(said.p, said.n) : NULL;
}

/* As the command says it (cli/name.h): the rule's own sentence, the house's
 * for that rule, that the profile leaves a value open; else the English. */
static json_t *of_finding(const struct api_call *call, const char *language,
			  const json_t *f)
{
	const char *kind = str(f, "kind"), *rule = str(f, "rule");
	json_t *said = NULL;

	if (*kind != '\0')
		said = sentence(call, language, kind, "rule", rule);
	else if (strcmp(rule, "request") != 0)
		said = sentence(call, language, "house", "finding", rule);
	if (said == NULL && *kind == '\0' && *str(f, "source") == '$')
		said = sentence(call, language, "house", "finding", "open");
	return said != NULL ? said : json_string(str(f, "text"));
}

static void say_each(const struct api_call *call, json_t *list,
		     json_t *(*of)(const struct api_call *, const char *,
				   const json_t *))
{
	const char *language = api_language(call);
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		json_object_set_new(one, "say", of(call, language, one));
}

static json_t *of_alarm(const struct api_call *call, const char *language,
			const json_t *a)
{
	json_t *said =
		sentence(call, language, "house", "alarm", str(a, "code"));

	return said != NULL ? said : json_string(str(a, "fact"));
}

/* Findings are those of an act or draft; a table's have no rule. */
static void say_findings(const struct api_call *call, json_t *answer)
{
	json_t *list = json_object_get(answer, "findings");

	if (json_object_get(json_array_get(list, 0), "rule") != NULL)
		say_each(call, list, of_finding);
}

/* What has a fault has its sentence; what has none stays as it is. */
static void say_fault(const char *language, json_t *one)
{
	char said[WASL_FAULT_MAX];

	if (wasl_fault_read(said, language, one))
		json_object_set_new(one, "say", json_string(said));
}

static void say_faults(const char *language, json_t *list)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one) say_fault(language, one);
}

void api_say(const struct api_call *call, json_t *answer)
{
	const char *language = api_language(call);
	json_t *one;
	size_t i;

	say_fault(language, answer);
	say_faults(language, json_object_get(json_object_get(answer, "report"),
					     "refused"));
	say_faults(language, json_object_get(answer, "rows"));
	say_findings(call, answer);
	say_each(call, json_object_get(answer, "alarms"), of_alarm);
	json_array_foreach(json_object_get(answer, "dossiers"), i, one)
		say_findings(call, one);
}

void api_say_problem(const struct api_call *call, json_t *problem)
{
	const char *language = api_language(call);
	json_t *title = sentence(call, language, "house", "problem",
				 str(problem, "code"));

	if (title != NULL)
		json_object_set_new(problem, "title", title);
	say_findings(call, problem);
	say_fault(language, problem);
	if (json_object_get(problem, "say") != NULL)
		json_object_set(
			json_array_get(json_object_get(problem, "findings"), 0),
			"say", json_object_get(problem, "say"));
}
