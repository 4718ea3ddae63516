/* wasl meeting decisions: each agreed decision becomes a commitment's draft. */
#include "cli/dossier.h"
#include "cli/rows.h"
#include "cli/verbs.h"

/* Of the meeting's opening, as they are, into each commitment. */
static const char *const carried[] = {
	"unit",		  "national_reference", "purpose",  "urgency",
	"urgency_reason", "handling",		"retention"};

/** A meeting and what is already there of its decisions. */
struct meeting {
	struct cli *cli;
	const json_t *view;
	const json_t *open, *minutes; /* fields */
	json_t *side;		      /* ours */
	json_t *roadmap, *drafts;
	json_t *done; /* answers */
};

/* Fields of the last such act that took effect. */
static const json_t *fields_of(const json_t *view, const char *act)
{
	const json_t *a, *found = NULL;
	size_t i;
	cli_each(json_object_get(view, "acts"), i, a)
	{
		if (strcmp(cli_str(a, "act"), act) == 0 &&
		    strcmp(cli_str(a, "effect"), "took") == 0)
			found = json_object_get(a, "fields");
	}
	return found;
}

static bool is_of(const struct meeting *m, const json_t *fields,
		  const json_t *decision)
{
	return strcmp(cli_str(fields, "meeting"), cli_str(m->view, "id")) ==
		       0 &&
	       json_equal(json_object_get(fields, "objective"),
			  json_object_get(decision, "text"));
}

/* On the roadmap, or a draft that waits. */
static bool is_there(const struct meeting *m, const json_t *decision)
{
	const json_t *c;
	size_t i;
	cli_each(json_object_get(m->roadmap, "commitments"), i, c)
	{
		if (is_of(m, c, decision))
			return true;
	}
	cli_each(m->drafts, i, c)
	{
		if (is_of(m, json_object_get(c, "fields"), decision))
			return true;
	}
	return false;
}

static json_t *commitment_of(const struct meeting *m, const json_t *decision)
{
	bool ours = strcmp(cli_str(decision, "owner"),
			   json_string_value(m->side)) == 0;
	const char *due = cli_str(decision, "due");
	const char *sector = cli_str(decision, "sector");
	json_t *fields = json_pack(
		"{s:s, s:s, s:O, s:s, s:s, s:s, s:[{s:i, s:s, s:s+}], "
		"s:{s:s, s:s, s:s, s:i, s:i}}",
		"meeting", cli_str(m->view, "id"), "sector", sector,
		"objective", json_object_get(decision, "text"), "owner",
		ours ? "OPENER" : "PARTNER", "owner_function",
		cli_str(decision, "owner_function"), "crime_area", sector,
		"milestones", "number", 1, "title",
		cli_msg_text(CLI_MSG_DECISION_DONE), "due", due, "T00:00:00Z",
		"indicator", "definition",
		cli_msg_text(CLI_MSG_DECISION_INDICATOR), "unit", "0/1",
		"source", "TYPED", "baseline", 0, "target", 1);
	for (size_t i = 0; i < sizeof(carried) / sizeof(carried[0]); i++) {
		json_t *v = json_object_get(m->open, carried[i]);
		if (v)
			json_object_set(fields, carried[i], v);
	}
	return fields;
}

static enum cli_exit draft(struct meeting *m, const json_t *decision)
{
	json_t *answer = NULL;
	json_t *body = json_pack("{s:s, s:s, s:o}", "kind", "commitment", "to",
				 cli_str(m->view, "peer"), "fields",
				 commitment_of(m, decision));
	enum cli_exit code =
		cli_ask(m->cli, &answer, "POST", "/v1/dossiers", body);
	if (answer)
		json_array_append_new(m->done, answer);
	return code == CLI_EXIT_WAITS ? CLI_EXIT_OK : code;
}

static enum cli_exit draft_all(struct meeting *m)
{
	const json_t *decision;
	size_t i;
	char n[24];
	cli_each(json_object_get(m->minutes, "decisions"), i, decision)
	{
		enum cli_exit code;
		if (is_there(m, decision))
			continue;
		code = draft(m, decision);
		if (code != CLI_EXIT_OK)
			return code;
	}
	if (m->cli->json) {
		wasl_autojson *all = json_pack("{s:O}", "drafts", m->done);
		(void)cli_print_json(m->cli, all);
		return CLI_EXIT_OK;
	}
	snprintf(n, sizeof(n), "%zu", json_array_size(m->done));
	cli_say_with(&m->cli->out, CLI_GOOD, CLI_MSG_DECISIONS_DRAFTED,
		     {"n", n});
	return CLI_EXIT_OK;
}

/* Openings of commitments that wait, each in full. */
static enum cli_exit ask_drafts(struct meeting *m)
{
	wasl_autojson *list = NULL;
	const json_t *d;
	size_t i;
	enum cli_exit code = cli_ask(m->cli, &list, "GET", "/v1/drafts", NULL);
	m->drafts = json_array();
	cli_each(json_object_get(list, "drafts"), i, d)
	{
		json_t *whole = NULL;
		char path[64];
		if (code != CLI_EXIT_OK ||
		    strcmp(cli_str(d, "kind"), "commitment") != 0)
			continue;
		snprintf(path, sizeof(path), "/v1/drafts/%lld",
			 (long long)cli_int(d, "id"));
		code = cli_ask(m->cli, &whole, "GET", path, NULL);
		json_array_append_new(m->drafts, whole ? whole : json_null());
	}
	return code;
}

static enum cli_exit ask_rest(struct meeting *m)
{
	wasl_autojson *status = NULL;
	enum cli_exit code =
		cli_ask(m->cli, &status, "GET", "/v1/status", NULL);
	if (code == CLI_EXIT_OK)
		m->side = json_incref(json_object_get(status, "side"));
	if (code == CLI_EXIT_OK)
		code = cli_ask(m->cli, &m->roadmap, "GET", "/v1/roadmap", NULL);
	return code == CLI_EXIT_OK ? ask_drafts(m) : code;
}

static enum cli_exit run(struct cli *cli, const struct cli_args *args)
{
	wasl_autojson *view = NULL, *done = json_array();
	struct meeting m = {.cli = cli, .done = done};
	enum cli_exit code = cli_ask_dossier(cli, &view, args->operand[0]);
	if (code != CLI_EXIT_OK)
		return code;
	m.view = view;
	m.open = fields_of(view, "open");
	m.minutes = fields_of(view, "minutes");
	const json_t *agree =
		json_object_get(json_object_get(view, "agree"), "minutes");
	if (strcmp(cli_str(view, "kind"), "meeting") != 0 ||
	    !cli_true(agree, "agreed")) {
		cli_say_with(&cli->err, CLI_BAD, CLI_MSG_NO_MINUTES,
			     {"reference", args->operand[0]});
		return CLI_EXIT_REFUSED;
	}
	code = ask_rest(&m);
	if (code == CLI_EXIT_OK)
		code = draft_all(&m);
	json_decref(m.side);
	json_decref(m.roadmap);
	json_decref(m.drafts);
	return code;
}

const struct cli_verb cli_verb_meeting_decisions = {
	.name = "meeting decisions",
	.usage = "REFERENCE",
	.help = CLI_MSG_HELP_MEETING_DECISIONS,
	.more = CLI_MSG_MORE_MEETING_DECISIONS,
	.min = 1,
	.max = 1,
	.run = run,
};
