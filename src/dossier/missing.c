#include "dossier/missing.h"

#include "base/encode.h"
#include "calendar/civil.h"

#include <stdio.h>

#define CLAUSE_MAX 400
#define KEYS_MAX   8 /* of items that are named */

struct missing {
	struct wasl_findings *findings;
	const struct wasl_dossier *d;
	const struct wasl_dossier_act *act;
};

static __attribute__((format(printf, 3, 4))) void
fault(const struct missing *m, const char *rule, const char *fmt, ...)
{
	char text[CLAUSE_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	wasl_findings_add(m->findings, WASL_SEVERITY_ERROR, "", rule, "kind",
			  "", "%s", text);
}

void wasl_missing_approval(struct wasl_findings *findings, bool own,
			   const char *what, const char *hex)
{
	const struct missing *m = &(struct missing){.findings = findings};

	if (own)
		fault(m, "approval_own",
		      "this side has not approved \"%s\" (SHA-256 %s)", what,
		      hex);
	else
		fault(m, "approval_partner",
		      "the partner has not approved \"%s\" (SHA-256 %s)", what,
		      hex);
}

void wasl_missing_proposal(struct wasl_findings *findings, const char *what)
{
	const struct missing *m = &(struct missing){.findings = findings};

	fault(m, "proposal", "nothing is proposed yet as \"%s\"", what);
}

void wasl_missing_embargo(struct wasl_findings *findings, const char *what,
			  int64_t until)
{
	const struct missing *m = &(struct missing){.findings = findings};
	char text[WASL_INSTANT_LEN + 1];

	wasl_instant_write(text, until);
	fault(m, "embargo", "\"%s\" is held back until %s", what, text);
}

/* --- clauses ---------------------------------------------------------------
 */

static const char *act_name(const struct missing *m,
			    const struct wasl_guard *guard)
{
	return m->d->kind->acts[guard->what].name;
}

/* " GO or GO_IF" */
static void put_codes(struct wasl_buf *buf, const struct wasl_code_set *codes)
{
	for (size_t i = 0; i < codes->n; i++) {
		wasl_buf_put_text(buf, i == 0 ? " " : " or ");
		wasl_buf_put_text(buf, codes->of->items[codes->items[i]].code);
	}
}

static bool answered(const struct wasl_item *item,
		     const struct wasl_code_set *codes)
{
	for (size_t i = 0; i < codes->n; i++)
		if (item->code == codes->items[i] + 1)
			return true;
	return codes->n == 0 && item->code != 0;
}

/* ": 1, 3 and 4 more" */
static void put_open(struct wasl_buf *buf, const struct missing *m,
		     const struct wasl_guard *guard)
{
	const struct wasl_item_set *set = &m->d->stands.sets[guard->what];
	char text[32];
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++) {
		if (answered(&set->items[i], &guard->codes) || n++ >= KEYS_MAX)
			continue;
		snprintf(text, sizeof(text), "%s%u", n == 1 ? ": " : ", ",
			 (unsigned)set->items[i].key);
		wasl_buf_put_text(buf, text);
	}
	if (n > KEYS_MAX) {
		snprintf(text, sizeof(text), " and %zu more", n - KEYS_MAX);
		wasl_buf_put_text(buf, text);
	}
}

/* "/fate must be …", "the opening must say /arms"; or that it is so. */
static void put_says(struct wasl_buf *buf, const struct missing *m,
		     const struct wasl_guard *guard, bool needed)
{
	bool opening = guard->op == WASL_GUARD_OPENED;
	const struct wasl_shape *shape =
		opening ? &m->d->kind->opening->shape : &m->act->def->shape;
	const struct wasl_slot *slot = wasl_shape_get(shape, guard->what);

	wasl_buf_put_text(buf, opening ? "/" : "its own /");
	wasl_buf_put_text(buf, slot == NULL ? "" : slot->field->name);
	wasl_buf_put_text(buf, opening ? " of the opening" : "");
	wasl_buf_put_text(buf, needed ? " must be" : " is");
	if (guard->codes.of == NULL)
		wasl_buf_put_text(buf, " true");
	put_codes(buf, &guard->codes);
}

/* What a guard without parts needs; or, if it must not hold, that it does. */
static void put_leaf(struct wasl_buf *buf, const struct missing *m,
		     const struct wasl_guard *guard, bool needed)
{
	const struct wasl_kind *kind = m->d->kind;
	bool done;

	switch (guard->op) {
	case WASL_GUARD_EVERY:
	case WASL_GUARD_SOME:
		wasl_buf_put_text(buf, guard->op == WASL_GUARD_EVERY
					       ? "each of the "
					       : "one of the ");
		wasl_buf_put_text(buf, kind->items[guard->what].name);
		wasl_buf_put_text(buf, needed ? " needs" : " has");
		wasl_buf_put_text(buf, guard->codes.n > 0 ? " the answer"
							  : " an answer");
		put_codes(buf, &guard->codes);
		if (needed && guard->op == WASL_GUARD_EVERY)
			put_open(buf, m, guard);
		return;
	case WASL_GUARD_AGREED:
		wasl_buf_put_text(buf, needed ? "both sides must approve \""
					      : "both sides approve \"");
		wasl_buf_put_text(buf, kind->agrees[guard->what].name);
		wasl_buf_put_text(buf, "\"");
		return;
	case WASL_GUARD_DONE:
		wasl_buf_put_text(buf, "\"");
		wasl_buf_put_text(buf, act_name(m, guard));
		wasl_buf_put_text(buf, needed ? "\" must come first"
					      : "\" has come");
		return;
	case WASL_GUARD_CONFIRMED:
		done = m->d->stands.last[guard->what] != WASL_ACT_NONE;
		wasl_buf_put_text(buf, "\"");
		wasl_buf_put_text(buf, act_name(m, guard));
		wasl_buf_put_text(buf, !needed ? "\" waits for nobody"
				       : done ? "\" waits for its second person"
					      : "\" must come first");
		return;
	case WASL_GUARD_IS:
	case WASL_GUARD_OPENED:
		put_says(buf, m, guard, needed);
		return;
	case WASL_GUARD_ALL:
	case WASL_GUARD_ANY:
	case WASL_GUARD_NOT:
		return;
	}
}

/* Of a guard that fails, what it needs; of one that must not hold, what of it
 * does. Recursion ends at WASL_GUARD_DEPTH_MAX. */
static void put_guard(struct wasl_buf *buf, const struct missing *m,
		      const struct wasl_guard *guard, bool needed)
{
	bool all = guard->op == WASL_GUARD_ALL;
	size_t n = 0;

	if (guard->op == WASL_GUARD_NOT) {
		put_guard(buf, m, &guard->parts[0], !needed);
		return;
	}
	for (size_t i = 0; i < guard->n_parts; i++) {
		if (wasl_standing_holds(m->d, m->act, &guard->parts[i]) ==
		    needed)
			continue;
		if (n++ > 0)
			wasl_buf_put_text(buf, all == needed ? ", and "
					       : needed	     ? "; or "
							     : ", and ");
		put_guard(buf, m, &guard->parts[i], needed);
	}
	if (guard->n_parts == 0)
		put_leaf(buf, m, guard, needed);
}

/* --- findings --------------------------------------------------------------
 */

static void miss_agreed(const struct missing *m, size_t k)
{
	const struct wasl_agreement *agree = &m->d->stands.agrees[k];
	const char *name = m->d->kind->agrees[k].name;
	enum wasl_origin own = m->act->place.origin;
	char hex[2 * WASL_HASH_LEN + 1];

	if (agree->proposal == WASL_ACT_NONE) {
		wasl_missing_proposal(m->findings, name);
		return;
	}
	wasl_hex_write(
		hex,
		wasl_hash_bytes(&m->d->acts[agree->proposal].reading->hash));
	for (int i = 0; i < 2; i++)
		if (agree->approval[i == 0 ? own : 1 - own] == WASL_ACT_NONE)
			wasl_missing_approval(m->findings, i == 0, name, hex);
	if (wasl_agreed(agree))
		wasl_missing_embargo(m->findings, name,
				     wasl_agreed_from(m->d, agree));
}

static void miss_guard(const struct missing *m, const struct wasl_guard *guard)
{
	uint8_t space[CLAUSE_MAX];
	struct wasl_buf buf = WASL_BUF(space);

	if (wasl_standing_holds(m->d, m->act, guard))
		return;
	put_guard(&buf, m, guard, true);
	switch (guard->op) {
	case WASL_GUARD_ALL:
		for (size_t i = 0; i < guard->n_parts; i++)
			miss_guard(m, &guard->parts[i]);
		return;
	case WASL_GUARD_AGREED:
		miss_agreed(m, guard->what);
		return;
	case WASL_GUARD_EVERY:
	case WASL_GUARD_SOME:
		fault(m, "answers", "%.*s", (int)buf.n, (char *)buf.p);
		return;
	case WASL_GUARD_DONE:
		fault(m, "act_first", "%.*s", (int)buf.n, (char *)buf.p);
		return;
	case WASL_GUARD_CONFIRMED:
		fault(m, "second_first", "%.*s", (int)buf.n, (char *)buf.p);
		return;
	case WASL_GUARD_ANY:
	case WASL_GUARD_NOT:
	case WASL_GUARD_IS:
	case WASL_GUARD_OPENED:
		break;
	}
	fault(m, "stands", "%s is not possible now: %.*s", m->act->def->name,
	      (int)buf.n, (char *)buf.p);
}

static void miss_own(const struct missing *m, const struct wasl_agree_def *def,
		     const struct wasl_agreement *agree)
{
	char hex[2 * WASL_HASH_LEN + 1];

	if (def->agree != m->act->def) {
		fault(m, "proposal_unseen",
		      "the partner's proposal of \"%s\" must be read first",
		      def->name);
		return;
	}
	if (agree->proposal == WASL_ACT_NONE) {
		wasl_missing_proposal(m->findings, def->name);
		return;
	}
	wasl_hex_write(
		hex,
		wasl_hash_bytes(&m->d->acts[agree->proposal].reading->hash));
	fault(m, "proposal_other",
	      "it names another \"%s\" than what is proposed now (SHA-256 %s)",
	      def->name, hex);
}

void wasl_missing(struct wasl_findings *findings, const struct wasl_dossier *d,
		  const struct wasl_dossier_act *a)
{
	const struct missing *m = &(struct missing){findings, d, a};

	if (wasl_standing_allows(d, a))
		return;
	if (!wasl_standing_confirms(d, a))
		fault(m, "confirms",
		      "it must name an act of this side that waits for its "
		      "second person, who is not its author");
	for (size_t k = 0; k < d->kind->n_agrees; k++)
		if (!wasl_standing_approves(d, a, k))
			miss_own(m, &d->kind->agrees[k], &d->stands.agrees[k]);
	if (a->def->guard != NULL &&
	    (a->reading != NULL || a->def->n_asks == 0))
		miss_guard(m, a->def->guard);
}
