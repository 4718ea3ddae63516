#include "crypto/totp.h"

#include <liboath/oath.h>

#include "base/banned.h"

wasl_status wasl_totp_check(int64_t *step,
			    const uint8_t secret[static WASL_TOTP_SECRET_LEN],
			    wasl_text code, int64_t now, struct wasl_err *err)
{
	char text[WASL_TOTP_DIGITS + 1] = "";
	uint64_t counter = 0;
	bool digits = code.n == WASL_TOTP_DIGITS;
	int rc;

	for (size_t i = 0; digits && i < code.n; i++) {
		digits = code.p[i] >= '0' && code.p[i] <= '9';
		text[i] = code.p[i];
	}
	rc = !digits ? OATH_INVALID_OTP
		     : oath_totp_validate3(
			       (const char *)secret, WASL_TOTP_SECRET_LEN,
			       (time_t)now, OATH_TOTP_DEFAULT_TIME_STEP_SIZE,
			       OATH_TOTP_DEFAULT_START_TIME, WASL_TOTP_WINDOW,
			       NULL, &counter, text);
	explicit_bzero(text, sizeof(text));
	if (rc < 0)
		return wasl_fail(err, WASL_DENIED, "no code of this time");
	*step = (int64_t)counter;
	return WASL_OK;
}

void wasl_totp_write(char out[static WASL_TOTP_TEXT_MAX],
		     const uint8_t secret[static WASL_TOTP_SECRET_LEN])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	uint32_t v = 0;
	unsigned bits = 0;

	for (size_t i = 0; i < WASL_TOTP_SECRET_LEN; i++) {
		v = (v << 8 | secret[i]) & 0xffff;
		for (bits += 8; bits >= 5; bits -= 5)
			*out++ = digits[v >> (bits - 5) & 31];
	}
	*out = '\0';
}
