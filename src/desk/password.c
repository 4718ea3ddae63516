#include "desk/password.h"

#include "base/text.h"
#include "kind/fault.h"

static const wasl_text common[] = {
#define X(word) {(word), sizeof(word) - 1},
#include "desk/common.def"
#undef X
};

/* Runs that hands walk along, there and back. */
static const char *const rows[] = {
	"0123456789012345678901234567890",
	"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
	"qwertyuiopasdfghjklzxcvbnmqwertyuiop",
	"azertyuiopqsdfghjklmwxcvbnazertyuiop",
	"qwertzuiopasdfghjklyxcvbnmqwertzuiop",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : c;
}

/* In small letters; characters beyond ASCII as they are. */
static void fold(char out[static WASL_PASSWORD_BYTES_MAX + 1], wasl_text in)
{
	for (size_t i = 0; i < in.n; i++)
		out[i] = lower(in.p[i]);
	out[in.n] = '\0';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* What is left without digits and signs in front and behind. */
static wasl_text root_of(const char *folded)
{
	wasl_text root = wasl_text_of(folded);

	while (root.n > 0 && !letter(root.p[0]))
		root = (wasl_text){root.p + 1, root.n - 1};
	while (root.n > 0 && !letter(root.p[root.n - 1]))
		root.n--;
	return root;
}

static bool is_common(wasl_text root)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (wasl_text_eq(root, common[i]))
			return true;
	return false;
}

static bool is_row(const char *folded)
{
	char back[WASL_PASSWORD_BYTES_MAX + 1];
	size_t n = strlen(folded);

	for (size_t i = 0; i < n; i++)
		back[i] = folded[n - 1 - i];
	back[n] = '\0';
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strstr(rows[i], folded) != NULL ||
		    strstr(rows[i], back) != NULL)
			return true;
	return false;
}

/* How many characters, and how many different bytes: a fair bound. */
static void count(wasl_text in, size_t *characters, size_t *kinds)
{
	bool seen[256] = {false};
	size_t at = 0;

	*characters = *kinds = 0;
	while (at < in.n) {
		(void)wasl_utf8_next(wasl_text_bytes(in), &at);
		++*characters;
	}
	for (size_t i = 0; i < in.n; i++) {
		*kinds += !seen[(uint8_t)in.p[i]];
		seen[(uint8_t)in.p[i]] = true;
	}
}

static wasl_status refuse(struct wasl_err *err, const char *word)
{
	return wasl_fault(err, WASL_SCHEMA, "/password", word);
}

wasl_status wasl_password_allowed(wasl_text password, const char *name,
				  struct wasl_err *err)
{
	char folded[WASL_PASSWORD_BYTES_MAX + 1] = {0};
	size_t characters, kinds;
	wasl_text root;
	wasl_status status = WASL_OK;

	if (password.n > WASL_PASSWORD_BYTES_MAX)
		return wasl_fault_of(
			err, WASL_SCHEMA, "/password", "password-long",
			WASL_FAULT_N("max", WASL_PASSWORD_BYTES_MAX));
	count(password, &characters, &kinds);
	if (characters < WASL_PASSWORD_MIN)
		return wasl_fault_of(err, WASL_SCHEMA, "/password",
				     "password-short",
				     WASL_FAULT_N("min", WASL_PASSWORD_MIN));
	fold(folded, password);
	root = root_of(folded);
	if (kinds < WASL_PASSWORD_KINDS_MIN)
		status = refuse(err, "password-few");
	else if (root.n == 0)
		status = refuse(err, "password-signs");
	else if (is_common(root) || is_row(folded))
		status = refuse(err, "password-tried");
	else if (wasl_text_is(root, name))
		status = refuse(err, "password-name");
	/* raw: a local copy of a secret, wiped by hand where it was made. */
	explicit_bzero(folded, sizeof(folded));
	return status;
}
