#include "api/session.h"

#include "base/alloc.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/stat.h>

struct api_session {
	const char *dir;
	pthread_mutex_t lock;
	struct wasl_node_config config; /* the last that parsed */
	struct stat seen;		/* the file when it was last read */
	char fault[WASL_ERR_TEXT_MAX];
};

static bool same(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	       a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
	       a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* With the lock held. A file that is away counts as changed. */
static wasl_status refresh(struct api_session *s, struct wasl_err *err)
{
	char path[PATH_MAX];
	struct stat now = {0};
	struct wasl_node_config fresh;
	snprintf(path, sizeof(path), "%s/" WASL_CONFIG_FILE, s->dir);
	if (stat(path, &now) == 0 && same(&now, &s->seen))
		return WASL_OK;
	s->seen = now;
	wasl_status status = wasl_node_config_load(&fresh, s->dir, err);
	if (status != WASL_OK)
		return status;
	wasl_node_config_deinit(&s->config);
	s->config = fresh;
	s->fault[0] = '\0';
	return WASL_OK;
}

/* A later fault is kept to be told; what held goes on holding. */
static void refresh_or_keep(struct api_session *s)
{
	struct wasl_err err;
	if (refresh(s, &err) != WASL_OK)
		snprintf(s->fault, sizeof(s->fault), "%s", err.text);
}

wasl_status api_session_new(struct api_session **out, const char *dir,
			    struct wasl_err *err)
{
	struct api_session *s = wasl_alloc(1, sizeof(*s));
	if (!s)
		return wasl_fail(err, WASL_NO_MEMORY, "sessions");
	s->dir = dir;
	pthread_mutex_init(&s->lock, NULL);
	wasl_status status = refresh(s, err);
	if (status != WASL_OK)
		api_session_free(s);
	else
		*out = s;
	return status;
}

void api_session_free(struct api_session *s)
{
	if (!s)
		return;
	wasl_node_config_deinit(&s->config);
	pthread_mutex_destroy(&s->lock);
	wasl_free(s);
}

wasl_status api_session_officer(struct api_session *s,
				char out[static WASL_OFFICER_NAME_MAX + 1],
				uint32_t uid, wasl_text as,
				struct wasl_err *err)
{
	const char *name;
	pthread_mutex_lock(&s->lock);
	refresh_or_keep(s);
	wasl_status status =
		wasl_node_config_officer(&s->config, &name, uid, as, err);
	if (status == WASL_OK)
		snprintf(out, WASL_OFFICER_NAME_MAX + 1, "%s", name);
	pthread_mutex_unlock(&s->lock);
	return status;
}

void api_session_fault(struct api_session *s,
		       char out[static WASL_ERR_TEXT_MAX])
{
	pthread_mutex_lock(&s->lock);
	refresh_or_keep(s);
	snprintf(out, WASL_ERR_TEXT_MAX, "%s", s->fault);
	pthread_mutex_unlock(&s->lock);
}
