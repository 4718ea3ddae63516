#include "kind/profile.h"

#include "base/alloc.h"
#include "base/encode.h"
#include "calendar/civil.h"
#include "kind/profile_check.h"
#include "kind/profile_word.h"

#include <stdlib.h>

static const json_t *calendar_of(const struct wasl_profile *profile,
				 const char *side)
{
	const json_t *all = json_object_get(profile->root, "calendars");

	return json_object_get(all, side);
}

static int compare_days(const void *a, const void *b)
{
	const int64_t *x = a;
	const int64_t *y = b;

	return (*x > *y) - (*x < *y);
}

static void take_holidays(struct wasl_profile *profile, size_t side)
{
	const json_t *list = json_object_get(
		calendar_of(profile, profile->sides[side]), "holidays");
	size_t n = json_array_size(list);
	int64_t *days;

	if (list == NULL)
		return;
	days = wasl_arena_take(&profile->arena, n + 1, sizeof(*days));
	if (days == NULL)
		return;
	for (size_t i = 0; i < n; i++)
		if (!wasl_date_parse(&days[i],
				     wasl_json_text(json_array_get(list, i))))
			wasl_assert(false); /* checked before */
	qsort(days, n, sizeof(*days), compare_days);
	profile->holidays[side] = days;
	profile->n_holidays[side] = n;
}

static const char *text_of(const json_t *v)
{
	return json_string_value(v);
}

/* The profile has been checked; only memory can be short. */
static wasl_status fill(struct wasl_profile *profile, struct wasl_err *err)
{
	const json_t *root = profile->root;
	const json_t *sides = json_object_get(root, "sides");

	profile->name = text_of(json_object_get(root, "profile"));
	profile->version =
		(uint32_t)json_integer_value(json_object_get(root, "v"));
	for (size_t i = 0; i < 2; i++) {
		profile->sides[i] = text_of(json_array_get(sides, i));
		take_holidays(profile, i);
	}
	profile->file = wasl_jcs_write(&profile->arena, root);
	WASL_TRY(wasl_arena_check(&profile->arena, err));
	profile->hash = wasl_sha256(profile->file);
	return WASL_OK;
}

wasl_status wasl_profile_new(struct wasl_profile **out,
			     struct wasl_findings *findings, wasl_bytes file,
			     struct wasl_err *err)
{
	wasl_autojson *root = NULL;
	struct wasl_profile *profile;
	wasl_status status;

	*out = NULL;
	WASL_TRY(wasl_json_parse(&root, file, WASL_KIND_FILE_MAX, err));
	wasl_profile_check(findings, root);
	WASL_TRY(wasl_findings_status(findings, WASL_SCHEMA, err));
	profile = wasl_alloc(1, sizeof(*profile));
	if (profile == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "treaty profile");
	profile->arena = wasl_arena_init(4 * WASL_KIND_FILE_MAX);
	profile->root = json_incref(root);
	status = fill(profile, err);
	if (status != WASL_OK) {
		wasl_profile_free(profile);
		return status;
	}
	*out = profile;
	return WASL_OK;
}

void wasl_profile_free(struct wasl_profile *profile)
{
	if (profile == NULL)
		return;
	json_decref(profile->root);
	wasl_arena_deinit(&profile->arena);
	wasl_free(profile);
}

static const json_t *walk(const json_t *from, const char *path)
{
	while (from != NULL && *path != '\0') {
		size_t n = strcspn(path, "/");

		from = json_object_getn(from, path, n);
		path += n;
		if (*path == '/')
			path++;
	}
	return json_is_null(from) ? NULL : from;
}

const json_t *wasl_profile_get(const struct wasl_profile *profile,
			       wasl_text basis, const char *path)
{
	static const char of_profile[] = "$profile/";
	static const char of_basis[] = "$basis/";
	const json_t *bases = json_object_get(profile->root, "bases");

	if (strncmp(path, of_profile, sizeof(of_profile) - 1) == 0)
		return walk(profile->root, path + sizeof(of_profile) - 1);
	wasl_assert(strncmp(path, of_basis, sizeof(of_basis) - 1) == 0);
	if (basis.n == 0)
		return NULL;
	return walk(json_object_getn(bases, basis.p, basis.n),
		    path + sizeof(of_basis) - 1);
}

uint32_t wasl_profile_figures(const struct wasl_profile *profile)
{
	const json_t *v = json_object_get(profile->root, "figures");

	return v == NULL ? 1 : (uint32_t)json_integer_value(v);
}

bool wasl_profile_lists(const struct wasl_profile *profile, const char *path,
			wasl_text code)
{
	const json_t *list =
		wasl_profile_get(profile, (wasl_text){NULL, 0}, path);

	if (json_is_object(list))
		return json_object_getn(list, code.p, code.n) != NULL;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (wasl_text_eq(code, wasl_json_text(json_array_get(list, i))))
			return true;
	return false;
}

bool wasl_profile_kind(struct wasl_hash *out,
		       const struct wasl_profile *profile, const char *kind)
{
	const json_t *kinds = json_object_get(profile->root, "kinds");
	wasl_text hex = wasl_json_text(json_object_get(kinds, kind));

	*out = (struct wasl_hash){{0}};
	return hex.n == 2 * sizeof(out->b) &&
	       wasl_hex_parse(out->b, sizeof(out->b), hex) == WASL_OK;
}

bool wasl_profile_passkeys(const struct wasl_profile *profile)
{
	return profile != NULL &&
	       json_is_true(json_object_get(
		       json_object_get(profile->root, "approval"), "passkey"));
}

const char *wasl_profile_zone(const struct wasl_profile *profile,
			      const char *side)
{
	return text_of(json_object_get(calendar_of(profile, side), "zone"));
}

wasl_status wasl_profile_calendar(struct wasl_calendar *out,
				  const struct wasl_profile *profile,
				  const char *side,
				  const struct wasl_zone *zone,
				  struct wasl_err *err)
{
	const json_t *calendar = calendar_of(profile, side);
	const json_t *hours = json_object_get(calendar, "hours");
	const json_t *week = json_object_get(calendar, "week");
	size_t at = strcmp(side, profile->sides[0]) == 0 ? 0 : 1;

	*out = (struct wasl_calendar){0};
	if (calendar == NULL)
		return wasl_fail(err, WASL_NOT_FOUND,
				 "the profile has no calendar of %s", side);
	out->zone = zone;
	out->opens_s = wasl_word_hour(wasl_json_text(json_array_get(hours, 0)));
	out->closes_s =
		wasl_word_hour(wasl_json_text(json_array_get(hours, 1)));
	for (size_t i = 0; i < json_array_size(week); i++)
		out->week |= (uint8_t)(1u << json_integer_value(
					       json_array_get(week, i)));
	out->holidays = profile->holidays[at];
	out->n_holidays = profile->n_holidays[at];
	return WASL_OK;
}
