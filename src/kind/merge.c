/*
 * spec §12 With: the common files' sections together, the kind's file over
 * them as a merge patch (RFC 7396), `states` and `rules` added to.
 */
#include "kind/build.h"

static const char *const sections[] = {
	"blocks", "codes", "fields", "acts",   "clocks", "crossings",
	"items",  "agree", "groups", "states", "rules",
};

static const char times[] = "\xc3\x97";

static json_t *find_common(wasl_text name, json_t *const *common, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (wasl_text_eq(name, wasl_json_text(json_object_get(
					       common[i], "common"))))
			return common[i];
	return NULL;
}

/* --- the common files together -------------------------------------------- */

/* Nothing may be in two of them. */
static bool add_members(struct wasl_findings *findings, json_t *into,
			json_t *from, const char *section)
{
	const char *name;
	json_t *member;

	json_object_foreach(from, name, member)
	{
		if (json_object_get(into, name) != NULL)
			return wasl_build_fault(findings, section,
						"\"%s\" is in two common files",
						name);
		if (json_object_set_new(into, name, json_deep_copy(member)) !=
		    0)
			return false;
	}
	return true;
}

static bool add_section(struct wasl_findings *findings, json_t *out,
			const json_t *from, const char *section)
{
	json_t *add = json_object_get(from, section);
	json_t *into = json_object_get(out, section);
	bool list =
		strcmp(section, "states") == 0 || strcmp(section, "rules") == 0;

	if (add == NULL)
		return true;
	if (list ? !json_is_array(add) : !json_is_object(add))
		return wasl_build_fault(findings, section,
					"of a common file must be %s",
					list ? "a list" : "an object");
	if (into == NULL) {
		into = list ? json_array() : json_object();
		if (json_object_set_new(out, section, into) != 0)
			return false;
	}
	return list ? json_array_extend(into, add) == 0
		    : add_members(findings, into, add, section);
}

static bool add_common(struct wasl_findings *findings, json_t *out,
		       const json_t *from)
{
	const json_t *confirm = json_object_get(from, "confirm");

	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		if (!add_section(findings, out, from, sections[i]))
			return false;
	return confirm == NULL ||
	       json_object_set_new(out, "confirm", json_deep_copy(confirm)) ==
		       0;
}

/* --- what null takes away --------------------------------------------------
 */

static void drop_word(json_t *in, const char *member, const char *word)
{
	json_t *v = json_object_get(in, member);

	if (wasl_json_is(v, word))
		json_object_del(in, member);
	for (size_t i = json_array_size(v); i-- > 0;)
		if (wasl_json_is(json_array_get(v, i), word))
			json_array_remove(v, i);
}

static void drop_in_each(json_t *section, const char *const *members,
			 const char *word)
{
	const char *name;
	json_t *def;

	json_object_foreach(section, name, def) for (size_t i = 0;
						     members[i] != NULL; i++)
		drop_word(def, members[i], word);
}

static void drop_state(json_t *common, const char *state)
{
	static const char *const of_act[] = {"from", NULL};
	static const char *const of_clock[] = {"in", "stop_in", NULL};
	json_t *acts = json_object_get(common, "acts");
	json_t *crossings = json_object_get(common, "crossings");
	json_t *states = json_object_get(common, "states");
	const char *name;
	json_t *def;
	void *next;

	for (size_t i = json_array_size(states); i-- > 0;)
		if (wasl_json_is(json_array_get(states, i), state))
			json_array_remove(states, i);
	drop_in_each(acts, of_act, state);
	drop_in_each(json_object_get(common, "clocks"), of_clock, state);
	json_object_foreach(acts, name, def)
		json_object_del(json_object_get(def, "to"), state);
	json_object_foreach_safe(crossings, next, name,
				 def) if (wasl_json_is(def, state))
		json_object_del(crossings, name);
}

/* "act×…" and "…×act". */
static bool names_act(const char *pair, const char *act)
{
	const char *at = strstr(pair, times);
	size_t n = strlen(act);

	return at != NULL &&
	       (strcmp(at + sizeof(times) - 1, act) == 0 ||
		((size_t)(at - pair) == n && memcmp(pair, act, n) == 0));
}

static void drop_act(json_t *common, const char *act)
{
	static const char *const of_clock[] = {"start",	 "stop",   "pause",
					       "resume", "extend", NULL};
	json_t *crossings = json_object_get(common, "crossings");
	json_t *rules = json_object_get(common, "rules");
	const char *name;
	json_t *def;
	void *next;

	drop_in_each(json_object_get(common, "clocks"), of_clock, act);
	json_object_foreach_safe(crossings, next, name,
				 def) if (names_act(name, act))
		json_object_del(crossings, name);
	for (size_t i = json_array_size(rules); i-- > 0;) {
		json_t *rule = json_array_get(rules, i);

		drop_word(rule, "on", act);
		if (wasl_build_words(json_object_get(rule, "on")) == 0)
			json_array_remove(rules, i);
	}
	if (wasl_json_is(
		    json_object_get(json_object_get(common, "confirm"), "act"),
		    act))
		json_object_del(common, "confirm");
}

static void drop_nulls(json_t *common, const json_t *file, const char *section,
		       void (*drop)(json_t *common, const char *name))
{
	const char *name;
	json_t *v;

	json_object_foreach(json_object_get(file, section), name,
			    v) if (json_is_null(v)) drop(common, name);
}

/* --- the kind over them ----------------------------------------------------
 */

/* RFC 7396, but null must take something away; as deep as JSON is,
 * WASL_JSON_DEPTH_MAX. */
static bool patch(struct wasl_findings *findings, json_t *into, json_t *with)
{
	const char *name;
	json_t *v;

	json_object_foreach(with, name, v)
	{
		json_t *old = json_object_get(into, name);

		if (json_is_null(v) && old == NULL)
			return wasl_build_fault(findings, "/with",
						"null takes \"%s\" away, which "
						"no common file has there",
						name);
		if (json_is_null(v)) {
			json_object_del(into, name);
			continue;
		}
		if (!json_is_object(v) || !json_is_object(old)) {
			if (json_object_set(into, name, v) != 0)
				return false;
			continue;
		}
		if (!patch(findings, old, v))
			return false;
	}
	return true;
}

/* The common rules first. */
static bool add_rules(json_t *out, const json_t *common, const json_t *file)
{
	json_t *own = json_object_get(file, "rules");
	json_t *rules = json_deep_copy(json_object_get(common, "rules"));

	if (rules == NULL)
		rules = json_array();
	if (json_object_set_new(out, "rules", rules) != 0)
		return false;
	return own == NULL || json_array_extend(rules, own) == 0;
}

/* The common states first, then the kind's own; a list, whatever they were. */
static bool add_states(struct wasl_findings *findings, json_t *out,
		       const json_t *common, const json_t *file)
{
	const json_t *own = json_object_get(file, "states");
	json_t *states = json_deep_copy(json_object_get(common, "states"));
	const char *name;
	json_t *v;

	if (states == NULL)
		states = json_array();
	if (json_object_set_new(out, "states", states) != 0)
		return false;
	if (json_is_array(own))
		return json_array_extend(states, (json_t *)(uintptr_t)own) == 0;
	json_object_foreach((json_t *)(uintptr_t)own, name, v)
	{
		if (json_is_null(v))
			continue;
		if (!json_is_object(v) || json_object_size(v) > 0)
			return wasl_build_fault(findings, "/states",
						"\"%s\" must be {} or null",
						name);
		if (json_array_append_new(states, json_string(name)) != 0)
			return false;
	}
	return true;
}

/* --- words that stand for others --------------------------------------------
 */

/* "@request" among an act's fields: the names of that group. */
static bool expand_groups(struct wasl_findings *findings, json_t *out)
{
	json_t *groups = json_object_get(out, "groups");
	const char *name;
	json_t *act;

	json_object_foreach(json_object_get(out, "acts"), name, act)
	{
		json_t *fields = json_object_get(act, "fields");

		for (size_t i = json_array_size(fields); i-- > 0;) {
			const char *word =
				json_string_value(json_array_get(fields, i));
			json_t *group;

			if (word == NULL || *word != '@')
				continue;
			group = json_object_get(groups, word + 1);
			if (!json_is_array(group))
				return wasl_build_fault(findings, "/groups",
							"\"%s\" names \"%s\", "
							"which is no group",
							name, word);
			json_array_remove(fields, i);
			for (size_t k = json_array_size(group); k-- > 0;)
				if (json_array_insert(
					    fields, i,
					    json_array_get(group, k)) != 0)
					return false;
		}
	}
	json_object_del(out, "groups");
	return true;
}

/* "$kind" in a common rule is the kind's name. As deep as JSON is. */
static bool name_kind(json_t *in, json_t *kind)
{
	const char *name;
	json_t *v;
	size_t i;

	json_object_foreach(in, name, v) if (!name_kind(v, kind)) return false;
	json_array_foreach(in, i, v)
	{
		if (!wasl_json_is(v, "$kind")) {
			if (!name_kind(v, kind))
				return false;
		} else if (json_array_set(in, i, kind) != 0) {
			return false;
		}
	}
	return true;
}

static json_t *join(struct wasl_findings *findings, const json_t *file,
		    json_t *const *common, size_t n_common)
{
	const json_t *with = json_object_get(file, "with");
	json_t *out = json_object();
	bool good = out != NULL;

	for (size_t i = 0; i < json_array_size(with) && good; i++) {
		wasl_text name = wasl_json_text(json_array_get(with, i));
		const json_t *from = find_common(name, common, n_common);

		if (from == NULL)
			good = wasl_build_fault(
				findings, "/with",
				"there is no common file \"%.*s\"", (int)name.n,
				name.p == NULL ? "" : name.p);
		else
			good = add_common(findings, out, from);
	}
	if (good)
		return out;
	json_decref(out);
	return NULL;
}

json_t *wasl_build_merge(struct wasl_findings *findings, const json_t *file,
			 json_t *const *common, size_t n_common)
{
	const json_t *with = json_object_get(file, "with");
	wasl_autojson *base = NULL;
	wasl_autojson *out = NULL;
	wasl_autojson *own = NULL;

	if (with == NULL)
		return json_deep_copy(file);
	if (!json_is_array(with) || json_array_size(with) == 0) {
		wasl_build_fault(findings, "/with", "must be a list of names");
		return NULL;
	}
	base = join(findings, file, common, n_common);
	if (base == NULL)
		return NULL;
	drop_nulls(base, file, "states", drop_state);
	drop_nulls(base, file, "acts", drop_act);
	out = json_deep_copy(base);
	own = json_deep_copy(file);
	if (out == NULL || own == NULL)
		return NULL;
	/* These two are added to. */
	json_object_del(own, "states");
	json_object_del(own, "rules");
	json_object_del(own, "with");
	if (!patch(findings, out, own) ||
	    !add_states(findings, out, base, file) ||
	    !add_rules(out, base, file) || !expand_groups(findings, out) ||
	    (json_is_string(json_object_get(out, "kind")) &&
	     !name_kind(json_object_get(out, "rules"),
			json_object_get(out, "kind"))))
		return NULL;
	return json_incref(out);
}
