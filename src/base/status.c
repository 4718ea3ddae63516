#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	wasl_status status;
	int http;
	const char *name;
	const char *text;
} table[] = {
#define X(name, value, http, text) {WASL_##name, http, #name, text},
#include "base/status.def"
#undef X
};

#define TABLE_N (sizeof(table) / sizeof(table[0]))

/* The table is written in order of value, so the value is the place. */
static size_t place(wasl_status status)
{
	size_t i = (size_t)status;

	wasl_assert(i < TABLE_N && table[i].status == status);
	return i;
}

void wasl_err_set_(struct wasl_err *err, wasl_status status, const char *field,
		   const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return;
	err->status = status;
	err->fault = NULL;
	err->value[0].name = NULL;
	snprintf(err->field, sizeof(err->field), "%s", field);
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
}

void wasl_err_prefix(struct wasl_err *err, const char *fmt, ...)
{
	char front[WASL_ERR_TEXT_MAX];
	char whole[2 * WASL_ERR_TEXT_MAX + 3];
	va_list ap;

	if (err == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(front, sizeof(front), fmt, ap);
	va_end(ap);
	snprintf(whole, sizeof(whole), "%s: %s", front, err->text);
	memcpy(err->text, whole, sizeof(err->text) - 1);
	err->text[sizeof(err->text) - 1] = '\0';
}

const char *wasl_status_name(wasl_status status)
{
	return table[place(status)].name;
}

const char *wasl_status_text(wasl_status status)
{
	return table[place(status)].text;
}

int wasl_status_http(wasl_status status)
{
	return table[place(status)].http;
}

bool wasl_status_find(wasl_status *out, const char *name)
{
	for (size_t i = 0; i < TABLE_N; i++) {
		if (strcmp(wasl_status_name(table[i].status), name) != 0)
			continue;
		*out = table[i].status;
		return true;
	}
	return false;
}

_Noreturn void wasl_assert_failed(const char *cond, const char *file, int line)
{
	fprintf(stderr, "wasl: bug: %s:%d: %s\n", file, line, cond);
	abort();
}
