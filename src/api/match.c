#include "api/match.h"

#include "names/explain.h"

#include <math.h>

json_t *api_real(double v)
{
	return json_real(round(v * 1e6) / 1e6);
}

json_t *api_milli(double v)
{
	return json_integer((json_int_t)lround(v * 1000));
}

/* One word, or two that were read as one with a blank between. */
static json_t *words_json(const struct wasl_name *name, size_t w, size_t n)
{
	uint8_t text[WASL_NAME_WRITTEN_MAX];
	struct wasl_buf buf = WASL_BUF(text);

	for (size_t i = w; i < w + n; i++) {
		if (i > w)
			wasl_buf_put_u8(&buf, ' ');
		wasl_word_write(&buf, &name->word[i], 0, name->word[i].n);
	}
	return json_stringn((const char *)text, buf.n);
}

static json_t *alone_json(const struct wasl_name *name, uint16_t alone)
{
	json_t *list = json_array();

	for (size_t w = 0; w < name->n; w++)
		if (alone >> w & 1)
			(void)json_array_append_new(list,
						    words_json(name, w, 1));
	return list;
}

static json_t *part_json(const struct wasl_match *m, size_t p,
			 const struct wasl_name *a, const struct wasl_name *b,
			 api_number number)
{
	const struct wasl_part *part = &m->part[p];
	uint8_t units[1024];
	struct wasl_buf buf = WASL_BUF(units);

	wasl_part_write(&buf, part, a, b, m->habit);
	return json_pack("{s:o, s:o, s:s, s:s, s:o, s:s%, s:o}", "a",
			 words_json(a, part->a, part->a_words), "b",
			 words_json(b, part->b, part->b_words), "how",
			 wasl_part_name((enum wasl_part_kind)part->kind),
			 "list", wasl_known_name((enum wasl_known)part->known),
			 "score", number((double)part->score / WASL_NAT),
			 "units", (const char *)units, buf.n, "if_agreed",
			 number(wasl_match_if_agreed(m, p)));
}

json_t *api_notes(uint8_t notes)
{
	static const struct {
		uint8_t note;
		const char *word;
	} words[] = {
		{WASL_NAME_CUT, "cut"},
		{WASL_NAME_DIGITS, "digits"},
		{WASL_NAME_FOREIGN, "foreign"},
		{WASL_NAME_REPAIRED, "look-alike"},
		{WASL_NAME_BYTES, "bytes"},
		{WASL_NAME_MARKUP, "markup"},
		{WASL_NAME_MIXED, "mixed"},
	};
	json_t *list = json_array();

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (notes & words[i].note)
			json_array_append_new(list, json_string(words[i].word));
	return list;
}

json_t *api_match(const struct wasl_match *m, const struct wasl_name *a,
		  const struct wasl_name *b, api_number number)
{
	json_t *parts = json_array();
	json_t *shares = json_object();

	for (size_t p = 0; p < m->parts; p++)
		(void)json_array_append_new(parts,
					    part_json(m, p, a, b, number));
	for (size_t f = 0; f < WASL_FEATURES; f++)
		if (m->share[f] != 0)
			(void)json_object_set_new(
				shares, wasl_feature_name((enum wasl_feature)f),
				number((double)m->share[f]));
	return json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "probability",
			 number(m->probability), "verdict",
			 wasl_verdict_name(m->verdict), "log_odds",
			 number((double)m->logit), "parts", parts, "alone_a",
			 alone_json(a, m->alone_a), "alone_b",
			 alone_json(b, m->alone_b), "shares", shares);
}
