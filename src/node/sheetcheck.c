/* Each sheet against our own figures of the same cut, by a thread. */
#include "node/alarm.h"
#include "node/feed.h"
#include "node/log.h"
#include "node/sheet.h"
#include "node/state.h"

#include "base/alloc.h"
#include "calendar/civil.h"

#include <stdio.h>
#include <time.h>

#define ALARM_CODE "SHEET_DIFFERS"
/* When what could not be checked is tried again. */
#define RETRY_SECONDS 60

/* --- comparing ----------------------------------------------------------- */

static const struct node_figure *find_figure(const struct node_figures *in,
					     const char *name)
{
	for (size_t i = 0; i < in->n; i++)
		if (strcmp(in->items[i].name, name) == 0)
			return &in->items[i];
	return NULL;
}

static void differ(struct node_sheet_difference *d, const char *name,
		   const struct node_figure *theirs,
		   const struct node_figure *ours)
{
	char a[24] = "none", b[24] = "none", one[160];
	size_t used = strlen(d->text);

	d->n++;
	if (theirs != NULL)
		snprintf(a, sizeof(a), "%lld", (long long)theirs->number);
	if (ours != NULL)
		snprintf(b, sizeof(b), "%lld", (long long)ours->number);
	snprintf(one, sizeof(one), "%s%s %s, ours %s", used == 0 ? "" : "; ",
		 name, a, b);
	if (used + strlen(one) < sizeof(d->text) - 8)
		memcpy(d->text + used, one, strlen(one) + 1);
	else if (strcmp(d->text + used - 3, "...") != 0)
		memcpy(d->text + used, "; ...", 6);
}

static struct node_sheet_difference compare(const struct node_figures *theirs,
					    const struct node_figures *ours)
{
	struct node_sheet_difference d = {.n = 0};

	for (size_t i = 0; i < theirs->n; i++) {
		const struct node_figure *f = &theirs->items[i];
		const struct node_figure *own = find_figure(ours, f->name);

		if (own == NULL || own->number != f->number)
			differ(&d, f->name, f, own);
	}
	for (size_t i = 0; i < ours->n; i++)
		if (find_figure(theirs, ours->items[i].name) == NULL)
			differ(&d, ours->items[i].name, NULL, &ours->items[i]);
	if (d.n == 0 && theirs->n != ours->n)
		differ(&d, "a figure named twice", NULL, NULL);
	return d;
}

/* Entries that we do not hold cannot be counted. */
static wasl_status is_held(struct store_reader *r, const struct node_peer *peer,
			   const struct wasl_known *cut, bool *held,
			   struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	enum wasl_origin own =
		peer->own_first ? WASL_ORIGIN_FIRST : WASL_ORIGIN_SECOND;

	*held = cut->epoch < peer->epoch;
	if (cut->epoch != peer->epoch)
		return WASL_OK;
	WASL_TRY(wasl_store_one(&row, r, WASL_SQL_LINE_BOUNDS, err,
				WASL_ARGS(wasl_arg_int(peer->own.id),
					  wasl_arg_int(peer->mirror.id))));
	*held = cut->size[own] <= wasl_rows_u64(&row, "own_size") &&
		cut->size[1 - own] <= wasl_rows_u64(&row, "mirror_size");
	return wasl_rows_finish(&row, err);
}

/* Nothing to compare: why it is wrong for itself. */
static const char *unfit(const struct node_sheet *sheet, bool held)
{
	int64_t from, until;

	if (!held)
		return "it counts entries that are not held here";
	if (!wasl_month_parse(&from, &until, sheet->month))
		return "it names no month";
	return sheet->version > WASL_FIGURES_VERSION
		       ? "its version of the figures is not spoken here"
		       : NULL;
}

wasl_status node_sheet_judge(struct wasl_node *node, struct store_reader *r,
			     struct wasl_arena *arena, struct node_peer *peer,
			     wasl_bytes fields, wasl_text *month,
			     struct node_sheet_difference *out,
			     struct wasl_err *err)
{
	struct node_sheet theirs, ours;
	const char *why;
	bool held;

	*out = (struct node_sheet_difference){.n = 0};
	WASL_TRY(node_sheet_read(node, arena, fields, &theirs, err));
	*month = theirs.month;
	WASL_TRY(is_held(r, peer, &theirs.cut, &held, err));
	why = unfit(&theirs, held);
	if (why != NULL) {
		*out = (struct node_sheet_difference){.n = 1};
		snprintf(out->text, sizeof(out->text), "%s", why);
		return WASL_OK;
	}
	ours = theirs;
	WASL_TRY(node_sheet_figures(node, r, arena, peer, &ours, err));
	*out = compare(&theirs.figures, &ours.figures);
	return WASL_OK;
}

/* --- what comes of it ---------------------------------------------------- */

struct verdict_job {
	struct node_job job;
	struct node_peer *peer;
	bool own;
	uint32_t epoch;
	uint64_t index;
	enum wasl_sheet_verdict verdict;
	const char *fact;
	char alarm[NODE_FACT_MAX]; /* that stands; "": none */
};

static wasl_status find_wrong(struct store_reader *r, struct verdict_job *v,
			      struct wasl_err *err)
{
	wasl_autorows struct wasl_rows row = {0};
	wasl_text month, fact;
	wasl_status status;

	v->alarm[0] = '\0';
	status = wasl_store_one(&row, r, WASL_SQL_SHEET_WRONG, err,
				WASL_ARGS(wasl_arg_int(v->peer->id),
					  wasl_arg_int(WASL_SHEET_DIFFERS),
					  wasl_arg_int(WASL_SHEET_EQUAL)));
	if (status == WASL_NOT_FOUND)
		return WASL_OK;
	WASL_TRY(status);
	month = wasl_rows_text(&row, "month");
	fact = wasl_rows_text(&row, "fact");
	snprintf(v->alarm, sizeof(v->alarm), "%s sheet of %.*s: %.*s",
		 wasl_rows_bool(&row, "own") ? "our own" : "the partner's",
		 (int)month.n, month.p, (int)fact.n, fact.p);
	return wasl_rows_finish(&row, err);
}

static wasl_status verdict_run(struct wasl_node *node, struct store_tx *tx,
			       struct node_job *job)
{
	struct verdict_job *v = (struct verdict_job *)job;
	struct wasl_err *err = &job->err;
	struct wasl_arg peer = wasl_arg_int(v->peer->id);
	struct wasl_arg now = wasl_arg_int(wasl_clock_now(&node->clock));

	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_SHEET_VERDICT, err,
		WASL_ARGS(peer, wasl_arg_bool(v->own), wasl_arg_int(v->epoch),
			  wasl_arg_u64(v->index), wasl_arg_int(v->verdict),
			  wasl_arg_str(v->fact))));
	WASL_TRY(find_wrong(&tx->reader, v, err));
	WASL_TRY(node_feed_note(node, tx, WASL_CHANGE_LINE, v->peer->id, err));
	WASL_TRY(wasl_store_exec(
		tx, WASL_SQL_ALARM_CLEAR, err,
		WASL_ARGS(peer, wasl_arg_str(ALARM_CODE), now)));
	if (v->alarm[0] == '\0')
		return WASL_OK;
	return wasl_store_exec(tx, WASL_SQL_ALARM_RAISE, err,
			       WASL_ARGS(peer, wasl_arg_str(ALARM_CODE),
					 wasl_arg_str(v->alarm),
					 wasl_arg_null(), now));
}

static wasl_status decide(struct wasl_node *node, struct node_peer *peer,
			  struct store_reader *r, struct wasl_rows *row,
			  struct wasl_err *err)
{
	wasl_autoarena arena = wasl_arena_init(NODE_SHEET_ARENA_MAX);
	struct node_sheet_difference d;
	wasl_text month;
	struct verdict_job v = {
		.job = {.run = verdict_run, .internal = true},
		.peer = peer,
		.own = wasl_rows_bool(row, "own"),
		.epoch = (uint32_t)wasl_rows_u64(row, "epoch"),
		.index = wasl_rows_u64(row, "idx"),
		.fact = d.text,
	};

	WASL_TRY(node_sheet_judge(node, r, &arena, peer,
				  wasl_rows_bytes(row, "fields"), &month, &d,
				  err));
	v.verdict = d.n == 0 ? WASL_SHEET_EQUAL : WASL_SHEET_DIFFERS;
	WASL_TRY(node_writer_call(node->writer, &v.job, err));
	node_log(sheet_checked, NODE_T("peer", peer->keys.partner),
		 NODE_I("own", v.own), NODE_I("index", v.index),
		 NODE_I("differences", d.n), NODE_T("fact", d.text));
	return WASL_OK;
}

static wasl_status check_peer(struct wasl_node *node, struct node_peer *peer,
			      struct wasl_err *err)
{
	wasl_autoreader struct store_reader r = {0};
	wasl_autorows struct wasl_rows rows = {0};

	WASL_TRY(wasl_store_read(&r, node->store, err));
	WASL_TRY(wasl_store_query(
		&rows, &r, WASL_SQL_SHEET_UNCHECKED, err,
		WASL_ARGS(wasl_arg_int(peer->id),
			  wasl_arg_int(WASL_NODE_SHEETS_MAX))));
	while (wasl_rows_next(&rows))
		WASL_TRY(decide(node, peer, &r, &rows, err));
	return wasl_rows_finish(&rows, err);
}

/* --- the thread ---------------------------------------------------------- */

struct node_checker {
	struct wasl_node *node;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t cond;
	bool pending;
	bool stop;
};

void node_checker_call(struct node_checker *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->pending = true;
	pthread_cond_signal(&c->cond);
	pthread_mutex_unlock(&c->lock);
}

static bool check_all(struct node_checker *c)
{
	struct wasl_node *node = c->node;
	struct wasl_err err;
	size_t n;
	bool all = true;

	pthread_rwlock_rdlock(&node->lock);
	n = node->peers_n;
	pthread_rwlock_unlock(&node->lock);
	for (size_t i = 0; i < n; i++) {
		if (check_peer(node, node->peers[i], &err) == WASL_OK)
			continue;
		node_log(write_failed, NODE_T("what", "sheet"),
			 NODE_T("why", err.text));
		all = false;
	}
	return all;
}

/* Under the lock. */
static void wait_again(struct node_checker *c)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += RETRY_SECONDS;
	while (!c->stop && !c->pending)
		if (pthread_cond_timedwait(&c->cond, &c->lock, &until) != 0)
			c->pending = true;
}

static void *checker_main(void *arg)
{
	struct node_checker *c = arg;

	pthread_mutex_lock(&c->lock);
	while (!c->stop) {
		bool all;

		if (!c->pending) {
			pthread_cond_wait(&c->cond, &c->lock);
			continue;
		}
		c->pending = false;
		pthread_mutex_unlock(&c->lock);
		all = check_all(c);
		pthread_mutex_lock(&c->lock);
		if (!all)
			wait_again(c);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

wasl_status node_checker_start(struct node_checker **out,
			       struct wasl_node *node, struct wasl_err *err)
{
	struct node_checker *c = wasl_alloc(1, sizeof(*c));
	pthread_condattr_t attr;

	*out = NULL;
	if (c == NULL)
		return wasl_fail(err, WASL_NO_MEMORY, "checker");
	c->node = node;
	c->pending = true;
	pthread_mutex_init(&c->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&c->cond, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&c->thread, NULL, checker_main, c) != 0) {
		pthread_cond_destroy(&c->cond);
		pthread_mutex_destroy(&c->lock);
		wasl_free(c);
		return wasl_fail(err, WASL_NO_MEMORY, "no thread");
	}
	*out = c;
	return WASL_OK;
}

void node_checker_stop(struct node_checker *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->stop = true;
	pthread_cond_signal(&c->cond);
	pthread_mutex_unlock(&c->lock);
	pthread_join(c->thread, NULL);
	pthread_cond_destroy(&c->cond);
	pthread_mutex_destroy(&c->lock);
	wasl_free(c);
}
