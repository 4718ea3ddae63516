#include "kind/rule.h"

#include "kind/words.h"

struct running {
	struct wasl_findings *findings;
	const struct wasl_rule *rule;
	const char *kind;
};

static void report_missing(const struct running *r, const char *pointer,
			   const char *path)
{
	wasl_findings_add(r->findings, WASL_SEVERITY_ERROR, pointer,
			  r->rule->id, path, r->rule->reject,
			  "rule %s needs %s, which the treaty profile leaves "
			  "open",
			  r->rule->id, path);
}

static void report_broken(const struct running *r, const char *pointer)
{
	const struct wasl_finding finding = {
		.pointer = pointer,
		.rule = r->rule->id,
		.source = r->rule->source,
		.reject = r->rule->reject,
		.text = r->rule->text,
		.severity = r->rule->severity,
		.kind = r->kind,
	};

	wasl_findings_put(r->findings, &finding);
}

/* One rule, on the act or on one element of its list. */
static void test_rule(const struct running *r, const char *pointer,
		      const struct wasl_facts *facts)
{
	enum wasl_truth answer = WASL_TRUE;
	const char *missing = NULL;

	if (r->rule->conditional)
		answer = wasl_condition_test(&missing, &r->rule->when, facts);
	if (answer == WASL_TRUE) {
		answer = wasl_condition_test(&missing, &r->rule->must, facts);
		if (answer == WASL_FALSE)
			report_broken(r, pointer);
	}
	if (answer == WASL_MISSING)
		report_missing(r, pointer, missing);
}

static void test_each(const struct running *r, const struct wasl_facts *facts)
{
	const struct wasl_value *list =
		wasl_record_get(facts->record, r->rule->each);
	struct wasl_facts of_item = *facts;

	for (size_t i = 0; list != NULL && i < list->list.n; i++) {
		const char *pointer = wasl_pointer_item(
			r->findings->arena, r->rule->each_pointer, i);

		of_item.item = &list->list.items[i].block;
		if (pointer == NULL)
			return;
		pointer = wasl_arena_format(r->findings->arena, "%s%s", pointer,
					    r->rule->pointer);
		test_rule(r, pointer == NULL ? "" : pointer, &of_item);
	}
}

static bool holds_for(const struct wasl_rule *rule,
		      const struct wasl_act_def *act)
{
	for (size_t i = 0; i < rule->n_on; i++)
		if (rule->on[i] == act)
			return true;
	return false;
}

void wasl_rules_run(struct wasl_findings *findings,
		    const struct wasl_kind *kind,
		    const struct wasl_act_def *act,
		    const struct wasl_facts *facts)
{
	wasl_words_check(findings, &act->shape, facts->record);
	for (size_t i = 0; i < kind->n_rules; i++) {
		const struct running r = {findings, &kind->rules[i],
					  kind->name};

		if (!holds_for(r.rule, act) || r.rule->roles != 0 ||
		    (r.rule->home && facts->home == NULL))
			continue;
		if (r.rule->each != 0)
			test_each(&r, facts);
		else
			test_rule(&r, r.rule->pointer, facts);
	}
}

uint32_t wasl_rules_roles(const struct wasl_kind *kind,
			  const struct wasl_act_def *act,
			  const struct wasl_facts *facts)
{
	uint32_t roles = UINT32_MAX;

	for (size_t i = 0; i < kind->n_rules; i++) {
		const struct wasl_rule *rule = &kind->rules[i];
		const char *missing = NULL;

		if (rule->roles != 0 && holds_for(rule, act) &&
		    wasl_condition_test(&missing, &rule->when, facts) !=
			    WASL_FALSE)
			roles &= rule->roles;
	}
	return roles == UINT32_MAX ? act->roles : roles;
}
