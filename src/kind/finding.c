#include "kind/finding.h"

#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>

struct wasl_findings wasl_findings_init(struct wasl_arena *arena)
{
	return (struct wasl_findings){.arena = arena};
}

/* Room for one more in the list; NULL when it is full or out of memory. */
static struct wasl_finding *next_place(struct wasl_findings *f)
{
	if (f->n == WASL_FINDINGS_MAX)
		return NULL;
	if (f->n == f->cap) {
		size_t cap = f->cap == 0 ? 8 : 2 * f->cap;
		struct wasl_finding *items;

		items = wasl_arena_take(f->arena, cap, sizeof(*items));
		if (items == NULL)
			return NULL;
		if (f->n > 0)
			memcpy(items, f->items, f->n * sizeof(*items));
		f->items = items;
		f->cap = cap;
	}
	return &f->items[f->n++];
}

static const char *copy(struct wasl_findings *f, const char *s)
{
	const char *text = wasl_arena_text(f->arena, wasl_text_of(s));

	return text == NULL ? "" : text;
}

static __attribute__((format(printf, 3, 0))) void
add(struct wasl_findings *f, const struct wasl_finding *finding,
    const char *fmt, va_list ap)
{
	char text[WASL_ERR_TEXT_MAX];
	struct wasl_finding *place;

	if (finding->severity == WASL_SEVERITY_ERROR)
		f->errors++;
	else
		f->notes++;
	place = next_place(f);
	if (place == NULL)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	*place = (struct wasl_finding){
		.pointer = copy(f, finding->pointer),
		.rule = copy(f, finding->rule),
		.source = copy(f, finding->source),
		.reject = copy(f, finding->reject),
		.text = copy(f, text),
		.severity = finding->severity,
		.peer = finding->peer == NULL ? NULL : copy(f, finding->peer),
		.kind = finding->kind == NULL ? NULL : copy(f, finding->kind),
	};
}

static __attribute__((format(printf, 3, 4))) void
add_text(struct wasl_findings *f, const struct wasl_finding *finding,
	 const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(f, finding, fmt, ap);
	va_end(ap);
}

void wasl_findings_put(struct wasl_findings *f,
		       const struct wasl_finding *finding)
{
	add_text(f, finding, "%s", finding->text);
}

void wasl_findings_join(struct wasl_findings *f,
			const struct wasl_findings *from, const char *peer)
{
	for (size_t i = 0; i < from->n; i++) {
		struct wasl_finding finding = from->items[i];

		finding.peer = peer;
		add_text(f, &finding, "%s", finding.text);
	}
}

void wasl_findings_add(struct wasl_findings *f, enum wasl_severity severity,
		       const char *pointer, const char *rule,
		       const char *source, const char *reject, const char *fmt,
		       ...)
{
	const struct wasl_finding finding = {
		.pointer = pointer == NULL ? "" : pointer,
		.rule = rule,
		.source = source,
		.reject = reject,
		.severity = severity,
	};
	va_list ap;

	va_start(ap, fmt);
	add(f, &finding, fmt, ap);
	va_end(ap);
}

void wasl_findings_schema(struct wasl_findings *f, const char *pointer,
			  const char *rule, const char *fmt, ...)
{
	const struct wasl_finding finding = {
		.pointer = pointer == NULL ? "" : pointer,
		.rule = rule,
		.source = "kind",
		.reject = "T04",
		.severity = WASL_SEVERITY_ERROR,
	};
	va_list ap;

	va_start(ap, fmt);
	add(f, &finding, fmt, ap);
	va_end(ap);
}

wasl_status wasl_findings_status(const struct wasl_findings *f,
				 wasl_status status, struct wasl_err *err)
{
	WASL_TRY(wasl_arena_check(f->arena, err));
	if (f->errors == 0)
		return WASL_OK;
	for (size_t i = 0; i < f->n; i++) {
		const struct wasl_finding *first = &f->items[i];

		if (first->severity != WASL_SEVERITY_ERROR)
			continue;
		if (f->errors == 1)
			return wasl_fail_at(err, status, first->pointer, "%s",
					    first->text);
		return wasl_fail_at(err, status, first->pointer,
				    "%s (and %zu more)", first->text,
				    f->errors - 1);
	}
	return wasl_fail(err, status, "%zu errors", f->errors);
}

const char *wasl_pointer_member(struct wasl_arena *arena, const char *pointer,
				wasl_text name)
{
	size_t head = pointer == NULL ? 0 : strlen(pointer);
	char *text = wasl_arena_take(arena, head + 2 * name.n + 2, 1);
	size_t n = head;

	if (text == NULL)
		return NULL;
	if (head > 0)
		memcpy(text, pointer, head);
	text[n++] = '/';
	for (size_t i = 0; i < name.n; i++) {
		bool escape = name.p[i] == '~' || name.p[i] == '/';

		text[n++] = escape ? '~' : name.p[i];
		if (escape)
			text[n++] = name.p[i] == '~' ? '0' : '1';
	}
	text[n] = '\0';
	return text;
}

const char *wasl_pointer_item(struct wasl_arena *arena, const char *pointer,
			      size_t index)
{
	return wasl_arena_format(arena, "%s/%zu",
				 pointer == NULL ? "" : pointer, index);
}
