#include "names/explain.h"

#include "names/match_inner.h"

#include <math.h>
#include <stdio.h>

const char *wasl_verdict_name(enum wasl_verdict verdict)
{
	static const char *const names[] = {
		[WASL_VERDICT_NO] = "no",
		[WASL_VERDICT_MAYBE] = "maybe",
		[WASL_VERDICT_PROBABLE] = "probable",
	};

	return names[verdict];
}

const char *wasl_feature_name(enum wasl_feature feature)
{
	static const char *const names[] = {
#define X(name, text) #name,
#include "names/feature.def"
#undef X
	};

	return names[feature];
}

const char *wasl_feature_text(enum wasl_feature feature)
{
	static const char *const texts[] = {
#define X(name, text) text,
#include "names/feature.def"
#undef X
	};

	return texts[feature];
}

const char *wasl_part_name(enum wasl_part_kind kind)
{
	static const char *const names[] = {
		[WASL_PART_WORD] = "word",
		[WASL_PART_CORE] = "core",
		[WASL_PART_PAIR] = "pair",
		[WASL_PART_INITIAL] = "initial",
	};

	return names[kind];
}

const char *wasl_known_name(enum wasl_known known)
{
	static const char *const names[] = {
		[WASL_KNOWN_NOTHING] = "",
		[WASL_KNOWN_SAME] = "same",
		[WASL_KNOWN_OTHER] = "other",
	};

	return names[known];
}

const char *wasl_known_text(enum wasl_known known)
{
	static const char *const texts[] = {
		[WASL_KNOWN_SAME] = "listed as spellings of one name",
		[WASL_KNOWN_OTHER] = "listed as two different names",
	};

	return known == WASL_KNOWN_NOTHING ? NULL : texts[known];
}

static void put(struct wasl_buf *out, const char *text)
{
	wasl_buf_put_text(out, text);
}

/* Signed and with two decimals, or a probability with four. */
static void put_nats(struct wasl_buf *out, double value)
{
	char text[48];

	(void)snprintf(text, sizeof text, "%+.2f", value);
	put(out, text);
}

static void put_probability(struct wasl_buf *out, double value)
{
	char text[48];

	(void)snprintf(text, sizeof text, "%.4f", value);
	put(out, text);
}

/* The word, or two as one, that a part reads. */
static void part_word(struct wasl_word *out, const struct wasl_name *name,
		      size_t first, size_t count)
{
	if (count != 2 || !wasl_words_join(out, &name->word[first]))
		*out = name->word[first];
}

void wasl_part_write(struct wasl_buf *out, const struct wasl_part *part,
		     const struct wasl_name *a, const struct wasl_name *b,
		     int habit)
{
	struct wasl_alignment units;
	struct wasl_word x;
	struct wasl_word y;

	part_word(&x, a, part->a, part->a_words);
	part_word(&y, b, part->b, part->b_words);
	(void)wasl_words_align(&units, wasl_word_letters(&x, part->a_from),
			       wasl_word_letters(&y, part->b_from), habit);
	for (size_t u = 0; u < units.n; u++) {
		const struct wasl_unit *unit = &units.unit[u];
		size_t from_x = part->a_from + (size_t)unit->x;
		size_t from_y = part->b_from + (size_t)unit->y;

		if (u > 0)
			wasl_buf_put_u8(out, ' ');
		wasl_word_write(out, &x, from_x, from_x + unit->nx);
		wasl_buf_put_u8(out, '=');
		wasl_word_write(out, &y, from_y, from_y + unit->ny);
	}
}

double wasl_match_if_agreed(const struct wasl_match *match, size_t part)
{
	enum wasl_relation r = (enum wasl_relation)match->relation;
	int score = match->part[part].score;
	int agreed = score > 6 * WASL_NAT ? score : 6 * WASL_NAT;
	float letters = (float)(agreed - score) / WASL_NAT;
	float doubt = wasl_score_doubt(agreed) - wasl_score_doubt(score);
	float logit = match->logit +
		      letters * wasl_feature_weight(r, WASL_FEATURE_LETTERS) +
		      doubt * wasl_feature_weight(r, WASL_FEATURE_DOUBT);

	return 1 / (1 + exp(-(double)logit));
}

static void write_parts(struct wasl_buf *out, const struct wasl_match *m,
			const struct wasl_name *a, const struct wasl_name *b)
{
	for (size_t p = 0; p < m->parts; p++) {
		const struct wasl_part *part = &m->part[p];
		struct wasl_word x;
		struct wasl_word y;

		part_word(&x, a, part->a, part->a_words);
		part_word(&y, b, part->b, part->b_words);
		put(out, "  ");
		wasl_word_write(out, &x, 0, x.n);
		put(out, " ~ ");
		wasl_word_write(out, &y, 0, y.n);
		put(out, "  ");
		put_nats(out, (double)part->score / WASL_NAT);
		put(out, "  ");
		put(out, wasl_part_name((enum wasl_part_kind)part->kind));
		put(out, "  ");
		if (part->kind != WASL_PART_INITIAL)
			wasl_part_write(out, part, a, b, m->habit);
		const char *known =
			wasl_known_text((enum wasl_known)part->known);
		if (known != NULL) {
			put(out, "  (");
			put(out, known);
			put(out, ")");
		}
		put(out, "\n");
	}
}

static void write_alone(struct wasl_buf *out, const char *side,
			const struct wasl_name *name, uint16_t alone)
{
	if (alone == 0)
		return;
	put(out, "  met nothing in the ");
	put(out, side);
	put(out, " name:");
	for (size_t w = 0; w < name->n; w++)
		if (alone >> w & 1) {
			put(out, " ");
			wasl_word_write(out, &name->word[w], 0,
					name->word[w].n);
		}
	put(out, "\n");
}

static void write_notes(struct wasl_buf *out, uint8_t notes)
{
	static const struct {
		uint8_t note;
		const char *text;
	} texts[] = {
		{WASL_NAME_CUT, "words or letters beyond the limits"},
		{WASL_NAME_DIGITS, "digits"},
		{WASL_NAME_FOREIGN, "letters of another script"},
		{WASL_NAME_REPAIRED, "look-alike letters read as Latin"},
		{WASL_NAME_BYTES, "bytes that are not UTF-8"},
		{WASL_NAME_MARKUP, "markup"},
		{WASL_NAME_MIXED, "two scripts in one word, parted"},
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (notes & texts[i].note) {
			put(out, "  passed over: ");
			put(out, texts[i].text);
			put(out, "\n");
		}
}

static void write_shares(struct wasl_buf *out, const struct wasl_match *m)
{
	for (size_t f = 0; f < WASL_FEATURES; f++) {
		if (m->share[f] == 0)
			continue;
		put(out, "  ");
		put_nats(out, (double)m->share[f]);
		put(out, "  ");
		put(out, wasl_feature_text((enum wasl_feature)f));
		put(out, "\n");
	}
}

/* The part that agrees least decides most. */
static void write_change(struct wasl_buf *out, const struct wasl_match *m,
			 const struct wasl_name *a)
{
	size_t worst = 0;

	if (m->parts == 0)
		return;
	for (size_t p = 1; p < m->parts; p++)
		if (m->part[p].score < m->part[worst].score)
			worst = p;
	put(out, "  were ");
	wasl_word_write(out, &a->word[m->part[worst].a], 0,
			a->word[m->part[worst].a].n);
	put(out, " a full agreement: ");
	put_probability(out, wasl_match_if_agreed(m, worst));
	put(out, "\n");
}

void wasl_match_write(struct wasl_buf *out, const struct wasl_match *m,
		      const struct wasl_name *a, const struct wasl_name *b)
{
	put_probability(out, m->probability);
	put(out, "  ");
	put(out, wasl_verdict_name(m->verdict));
	put(out, "  (log odds ");
	put_nats(out, (double)m->logit);
	put(out, ")\nparts\n");
	write_parts(out, m, a, b);
	write_alone(out, "first", a, m->alone_a);
	write_alone(out, "second", b, m->alone_b);
	write_notes(out, a->notes | b->notes);
	put(out, "shares, in nats\n");
	write_shares(out, m);
	put(out, "what would change it\n");
	write_change(out, m, a);
}
