#include "api/etag.h"

#include "api/encode.h"
#include "api/say.h"
#include "base/alloc.h"
#include "base/encode.h"
#include "crypto/hash.h"
#include "kind/fault.h"

#include <stdio.h>

void api_etag_write(char out[static API_ETAG_MAX], wasl_bytes body)
{
	struct wasl_hash hash = wasl_sha256(body);
	char hex[2 * 16 + 1];

	wasl_hex_write(hex, wasl_bytes_of(hash.b, 16));
	snprintf(out, API_ETAG_MAX, "\"%s\"", hex);
}

/* The next member of a list of tags, without W/ and spaces; moves `list`. */
static wasl_text next_tag(wasl_text *list)
{
	const char *comma = memchr(list->p, ',', list->n);
	size_t n = comma ? (size_t)(comma - list->p) : list->n;
	wasl_text tag = {list->p, n};
	size_t taken = comma ? n + 1 : n;

	list->p += taken;
	list->n -= taken;
	while (tag.n > 0 && (*tag.p == ' ' || *tag.p == '\t')) {
		tag.p++;
		tag.n--;
	}
	while (tag.n > 0 &&
	       (tag.p[tag.n - 1] == ' ' || tag.p[tag.n - 1] == '\t'))
		tag.n--;
	if (tag.n > 2 && memcmp(tag.p, "W/", 2) == 0) {
		tag.p += 2;
		tag.n -= 2;
	}
	return tag;
}

bool api_etag_in(wasl_text list, const char *etag)
{
	while (list.n > 0) {
		wasl_text tag = next_tag(&list);

		if (wasl_text_is(tag, etag) || wasl_text_is(tag, "*"))
			return true;
	}
	return false;
}

static const struct api_guard guards[] = {
	{api_assign_post, api_desk_get, WASL_RIGHT_READ},
	{api_mark_post, api_desk_get, WASL_RIGHT_READ},
	{api_checks_post, api_checks_get, WASL_RIGHT_READ},
	{api_decisions_post, api_decisions_get, WASL_RIGHT_READ},
	{api_draft_approve, api_draft_get, WASL_RIGHT_DRAFT},
	{api_draft_return, api_draft_get, WASL_RIGHT_DRAFT},
	{api_writing_put, api_writing_get, WASL_RIGHT_DRAFT},
	{api_writing_delete, api_writing_get, WASL_RIGHT_DRAFT},
	{api_list_approve, api_list_get, WASL_RIGHT_LIST},
	{api_list_return, api_list_get, WASL_RIGHT_LIST},
	{api_list_delete, api_list_get, WASL_RIGHT_LIST},
	{api_user_roles, api_users_get, WASL_RIGHT_USERS},
	{api_user_enable, api_users_get, WASL_RIGHT_USERS},
	{api_user_disable, api_users_get, WASL_RIGHT_USERS},
	{api_duty_post, api_duty_get, WASL_RIGHT_STATUS},
	{api_duty_remove, api_duty_get, WASL_RIGHT_STATUS},
	{api_epoch_post, api_epoch_get, WASL_RIGHT_LINE},
};

const struct api_guard *api_guard_of(api_handler change)
{
	for (size_t i = 0; i < sizeof(guards) / sizeof(guards[0]); i++)
		if (guards[i].change == change)
			return &guards[i];
	return NULL;
}

static wasl_status tag_now(struct api_call *call, const struct api_guard *guard,
			   char etag[static API_ETAG_MAX], struct wasl_err *err)
{
	struct api_call read = *call;
	wasl_autojson *answer = NULL;
	wasl_autofree uint8_t *text = NULL;
	wasl_status status;
	size_t n;

	WASL_TRY(wasl_roles_need(call->actor.roles, guard->right, err));
	read.arena = wasl_arena_init(API_ARENA_MAX);
	read.answer = NULL;
	status = guard->read(&read, err);
	answer = read.answer;
	wasl_arena_deinit(&read.arena);
	wasl_secret_wipe(&read.key);
	WASL_TRY(status);
	api_say(call, answer);
	WASL_TRY(api_dump(&text, &n, answer, err));
	api_etag_write(etag, wasl_bytes_of(text, n));
	return WASL_OK;
}

wasl_status api_guard_check(struct api_call *call,
			    const struct api_guard *guard, struct wasl_err *err)
{
	char etag[API_ETAG_MAX];
	wasl_text seen;

	if (!wasl_http_header(call->req, "If-Match", &seen))
		return WASL_OK;
	WASL_TRY(tag_now(call, guard, etag, err));
	return api_etag_in(seen, etag)
		       ? WASL_OK
		       : wasl_fault(err, WASL_CHANGED, "", "changed");
}
