#include "kind/profile_word.h"

#include "kind/kind.h"

static bool is_lower(char ch)
{
	return ch >= 'a' && ch <= 'z';
}

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static bool is_code_char(char ch)
{
	return is_lower(ch) || is_digit(ch) || (ch >= 'A' && ch <= 'Z') ||
	       ch == '_' || ch == '-';
}

bool wasl_word_is_name(wasl_text t)
{
	if (t.n == 0 || t.n > 64 || !is_lower(t.p[0]))
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (!is_lower(t.p[i]) && !is_digit(t.p[i]) && t.p[i] != '-' &&
		    t.p[i] != '_')
			return false;
	return true;
}

bool wasl_word_is_side(wasl_text t)
{
	return t.n == 2 && t.p[0] >= 'A' && t.p[0] <= 'Z' && t.p[1] >= 'A' &&
	       t.p[1] <= 'Z';
}

bool wasl_word_is_language(wasl_text t)
{
	return t.n == 2 && is_lower(t.p[0]) && is_lower(t.p[1]);
}

bool wasl_word_is_refusal(wasl_text t)
{
	return t.n == 3 && t.p[0] == 'R' && is_digit(t.p[1]) &&
	       is_digit(t.p[2]);
}

bool wasl_word_is_hash(wasl_text t)
{
	if (t.n != 64)
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (!is_digit(t.p[i]) && (t.p[i] < 'a' || t.p[i] > 'f'))
			return false;
	return true;
}

bool wasl_word_is_zone(wasl_text t)
{
	bool good = t.n > 0 && t.n <= 64 && t.p[0] != '/';

	for (size_t i = 0; i < t.n && good; i++)
		good = is_code_char(t.p[i]) || t.p[i] == '+' || t.p[i] == '/';
	return good;
}

bool wasl_word_is_code(wasl_text t)
{
	bool good = t.n > 0 && t.n <= WASL_KIND_NAME_MAX;

	for (size_t i = 0; i < t.n && good; i++)
		good = is_code_char(t.p[i]);
	return good;
}

int32_t wasl_word_hour(wasl_text in)
{
	int32_t hour;
	int32_t minute;

	if (in.n != 5 || in.p[2] != ':' || !is_digit(in.p[0]) ||
	    !is_digit(in.p[1]) || !is_digit(in.p[3]) || !is_digit(in.p[4]))
		return -1;
	hour = (in.p[0] - '0') * 10 + (in.p[1] - '0');
	minute = (in.p[3] - '0') * 10 + (in.p[4] - '0');
	if (minute > 59 || hour * 60 + minute > 24 * 60)
		return -1;
	return (hour * 60 + minute) * 60;
}
