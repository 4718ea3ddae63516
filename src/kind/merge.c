/* spec §3: "kinds with `with` merged". */
#include "kind/build.h"

static const char *const sections[] = {
	"blocks", "codes", "fields", "acts", "clocks", "crossings",
};

static json_t *find_common(wasl_text name, json_t *const *common, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (wasl_text_eq(name, wasl_json_text(json_object_get(
					       common[i], "common"))))
			return common[i];
	return NULL;
}

/* Nothing is overridden: a name in both is a mistake in one of them. */
static bool merge_section(struct wasl_findings *findings, json_t *out,
			  const json_t *from, const char *section)
{
	json_t *into = json_object_get(out, section);
	const json_t *add = json_object_get(from, section);
	const char *name;
	json_t *member;

	if (add == NULL)
		return true;
	if (into == NULL) {
		into = json_object();
		if (json_object_set_new(out, section, into) != 0)
			return false;
	}
	json_object_foreach((json_t *)(uintptr_t)add, name, member)
	{
		if (json_object_get(into, name) != NULL)
			return wasl_build_fault(findings, section,
						"\"%s\" is in a common file "
						"already",
						name);
		if (json_object_set(into, name, member) != 0)
			return false;
	}
	return true;
}

/* Rules are a list; the common ones come first. */
static bool merge_rules(json_t *out, const json_t *from)
{
	const json_t *add = json_object_get(from, "rules");
	json_t *into = json_object_get(out, "rules");

	if (add == NULL)
		return true;
	if (into == NULL) {
		into = json_array();
		if (json_object_set_new(out, "rules", into) != 0)
			return false;
	}
	for (size_t i = 0; i < json_array_size(add); i++)
		if (json_array_insert(into, i, json_array_get(add, i)) != 0)
			return false;
	return true;
}

static bool merge_file(struct wasl_findings *findings, json_t *out,
		       const json_t *from)
{
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		if (!merge_section(findings, out, from, sections[i]))
			return false;
	return merge_rules(out, from);
}

json_t *wasl_build_merge(struct wasl_findings *findings, const json_t *file,
			 json_t *const *common, size_t n_common)
{
	const json_t *with = json_object_get(file, "with");
	wasl_autojson *out = json_deep_copy(file);

	if (out == NULL)
		return NULL;
	if (with != NULL && !json_is_array(with)) {
		wasl_build_fault(findings, "/with", "must be a list of names");
		return NULL;
	}
	for (size_t i = 0; i < json_array_size(with); i++) {
		wasl_text name = wasl_json_text(json_array_get(with, i));
		const json_t *from = find_common(name, common, n_common);

		if (from == NULL) {
			wasl_build_fault(findings, "/with",
					 "there is no common file \"%.*s\"",
					 (int)name.n, name.p);
			return NULL;
		}
		if (!merge_file(findings, out, from))
			return NULL;
	}
	json_object_del(out, "with");
	return json_incref(out);
}
