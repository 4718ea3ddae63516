#include "names/normalise.h"

#include "base/text.h"
#include "names/known.h"
#include "names/scan.h"

/* How a particle joins; particles.def lists who follows which rule. */
enum rule {
	RULE_NONE,
	RULE_ARTICLE,
	RULE_ARTICLE_SUN,	 /* only before its own letter: Er-Rachidi */
	RULE_ARTICLE_APOSTROPHE, /* only when tied: L'Hammouchi */
	RULE_DESCENT,
	RULE_NOBLE,
	RULE_NOBLE_APOSTROPHE,
	RULE_SERVANT,
	RULE_SERVANT_IF_HYPHEN,
	RULE_PARENT,
	RULE_PARENT_APOSTROPHE,
	RULE_FAITH,
	RULE_TITLE,
	RULE_LINK,
};

static const struct {
	uint64_t key;
	enum rule rule;
} particles[] = {
#include "names/particles.inc"
};

#define PARTICLES (sizeof particles / sizeof *particles)

/* As tools/names/particles.py packs them. */
static uint64_t word_key(const struct wasl_scan_word *word)
{
	uint64_t key = 0;
	uint8_t arabic = word->script == WASL_SCRIPT_ARABIC ? 0x80 : 0;

	if (word->n > 8)
		return 0;
	for (size_t i = 0; i < word->n; i++)
		key |= (uint64_t)(word->c[i] | arabic) << 8 * i;
	return key;
}

static enum rule listed_rule(const struct wasl_scan_word *word)
{
	uint64_t key = word_key(word);
	size_t low = 0;
	size_t high = PARTICLES;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (particles[mid].key == key)
			return particles[mid].rule;
		if (particles[mid].key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return RULE_NONE;
}

/* The particle that `word` is before `next` (NULL: nothing follows). */
static enum wasl_particle particle_of(const struct wasl_scan_word *word,
				      const struct wasl_scan_word *next)
{
	enum rule rule = listed_rule(word);
	bool tied = word->tie != WASL_TIE_NONE;

	if (next == NULL || next->script != word->script)
		return rule == RULE_TITLE   ? WASL_PARTICLE_TITLE
		       : rule == RULE_FAITH ? WASL_PARTICLE_FAITH
					    : WASL_PARTICLE_NONE;
	switch (rule) {
	case RULE_NONE:
		return WASL_PARTICLE_NONE;
	case RULE_ARTICLE:
		return WASL_PARTICLE_ARTICLE;
	case RULE_ARTICLE_SUN:
		return word->c[1] == next->c[0] ? WASL_PARTICLE_ARTICLE
						: WASL_PARTICLE_NONE;
	case RULE_ARTICLE_APOSTROPHE:
		return tied ? WASL_PARTICLE_ARTICLE : WASL_PARTICLE_NONE;
	case RULE_DESCENT:
		return WASL_PARTICLE_DESCENT;
	case RULE_NOBLE:
		return WASL_PARTICLE_NOBLE;
	case RULE_NOBLE_APOSTROPHE:
		return tied ? WASL_PARTICLE_NOBLE : WASL_PARTICLE_NONE;
	case RULE_SERVANT:
		return WASL_PARTICLE_SERVANT;
	case RULE_SERVANT_IF_HYPHEN:
		return tied ? WASL_PARTICLE_SERVANT : WASL_PARTICLE_NONE;
	case RULE_PARENT:
		return WASL_PARTICLE_PARENT;
	case RULE_PARENT_APOSTROPHE:
		return tied ? WASL_PARTICLE_PARENT : WASL_PARTICLE_NONE;
	case RULE_FAITH:
		return WASL_PARTICLE_FAITH;
	case RULE_TITLE:
		return WASL_PARTICLE_TITLE;
	case RULE_LINK:
		return WASL_PARTICLE_LINK;
	}
	return WASL_PARTICLE_NONE;
}

static bool is_din(const struct wasl_scan_word *word)
{
	static const uint8_t forms[4][4] = {{'d', 'i', 'n', 0},
					    {'d', 'i', 'n', 'e'},
					    {'d', 'e', 'e', 'n'},
					    {'d', 'y', 'n', 0}};

	if (word->script != WASL_SCRIPT_LATIN || word->n < 3 || word->n > 4)
		return false;
	for (size_t f = 0; f < 4; f++) {
		size_t i = 0;

		while (i < word->n && word->c[i] == forms[f][i] - 'a' + 1)
			i++;
		if (i == word->n && (i == 4 || forms[f][i] == 0))
			return true;
	}
	return false;
}

static void append(struct wasl_word *to, const struct wasl_scan_word *from)
{
	if (to->n > 0)
		to->joints |= 1u << to->n;
	else
		to->at = from->at;
	memcpy(to->c + to->n, from->c, from->n);
	to->n = (uint8_t)(to->n + from->n);
	to->len = (uint16_t)(from->at + from->len - to->at);
}

static bool fits(const struct wasl_word *to, const struct wasl_scan_word *from)
{
	return to->n + from->n <= WASL_WORD_LETTERS_MAX;
}

struct joiner {
	struct wasl_name *name;
	struct wasl_word *last; /* FAITH joins it; NULL at the start */
	struct wasl_word next;	/* particles gathered so far */
	bool whole;		/* a SERVANT: no split from here */
};

/* ال and at least three letters. */
static size_t arabic_article(const uint8_t *c, size_t n)
{
	return n >= 5 && c[0] == WASL_AR_ALEF && c[1] == WASL_AR_LAM ? 2 : 0;
}

/* Elfassi, Errachidi, Echaoui, and at least four letters behind. */
static size_t latin_article(const uint8_t *c, size_t n)
{
	static const char vowels[] = "aeiouy";
	static const char sun[] = "dnrstz";

	if (n < 6 || c[0] != 'e' - 96)
		return 0;
	if (c[1] == 'l' - 96)
		return memchr(vowels, c[2] + 96, 6) == NULL && c[2] != c[1] ? 2
									    : 0;
	if (c[1] == 'c' - 96 && c[2] == 'h' - 96)
		return 1;
	return c[1] == c[2] && memchr(sun, c[1] + 96, 6) != NULL ? 2 : 0;
}

/* An attached article. */
static void find_article(struct wasl_word *word, size_t from)
{
	const uint8_t *c = word->c + from;
	size_t n = word->n - from;
	size_t article = word->script == WASL_SCRIPT_ARABIC
				 ? arabic_article(c, n)
				 : latin_article(c, n);

	if (article == 0)
		return;
	word->core = (uint8_t)(from + article);
	if (word->particle == WASL_PARTICLE_NONE)
		word->particle = WASL_PARTICLE_ARTICLE;
}

/* What was gathered becomes a word of the name. */
static void emit(struct joiner *j)
{
	struct wasl_name *name = j->name;

	if (name->n < WASL_NAME_WORDS_MAX) {
		name->word[name->n] = j->next;
		j->last = &name->word[name->n++];
	} else {
		name->notes |= WASL_NAME_CUT;
	}
	j->next = (struct wasl_word){0};
	j->whole = false;
}

/* Particles that are too long for what follows stand alone. */
static void make_room(struct joiner *j, const struct wasl_scan_word *word)
{
	if (!fits(&j->next, word))
		emit(j);
	j->next.script = word->script;
}

static void finish_word(struct joiner *j, const struct wasl_scan_word *word)
{
	make_room(j, word);
	size_t from = j->next.n;
	append(&j->next, word);
	if (!j->whole) {
		j->next.core = (uint8_t)from;
		find_article(&j->next, from);
	}
	emit(j);
}

static void gather(struct joiner *j, const struct wasl_scan_word *word,
		   enum wasl_particle particle)
{
	struct wasl_word *out = &j->next;
	bool whole = particle == WASL_PARTICLE_SERVANT;

	make_room(j, word);
	if (whole && !j->whole)
		out->core = out->n;
	if (!j->whole)
		out->particle = (uint8_t)particle;
	if (whole && out->core > 0 && !j->whole)
		out->particle = WASL_PARTICLE_DESCENT;
	append(out, word);
	j->whole = j->whole || whole;
}

/* Nour Eddine, صلاح الدين, Nasr Allah: one word with the one before. */
static bool join_faith(struct joiner *j, const struct wasl_scan_word *word)
{
	if (j->last == NULL || j->next.n > 0 ||
	    j->last->script != word->script || !fits(j->last, word))
		return false;
	append(j->last, word);
	return true;
}

/* Salah al-Din: the article and "din" behind another word. */
static bool join_article_din(struct joiner *j,
			     const struct wasl_scan_word *article,
			     const struct wasl_scan_word *din)
{
	if (j->last == NULL || j->next.n > 0 || din == NULL || !is_din(din) ||
	    j->last->script != din->script ||
	    j->last->n + article->n + din->n > WASL_WORD_LETTERS_MAX)
		return false;
	append(j->last, article);
	append(j->last, din);
	return true;
}

/* A title may carry an article: El Hadj, الحاج. */
static void mark_title(struct wasl_word *word)
{
	if (word != NULL &&
	    (word->core == 0 || word->particle == WASL_PARTICLE_ARTICLE))
		word->particle = WASL_PARTICLE_TITLE;
}

/* Words that only link others go before anything is joined over them. */
static void drop_links(struct wasl_scan *scan)
{
	size_t kept = 0;

	for (size_t i = 0; i < scan->n; i++)
		if (i == 0 || i + 1u == scan->n ||
		    listed_rule(&scan->word[i]) != RULE_LINK)
			scan->word[kept++] = scan->word[i];
	scan->n = (uint8_t)kept;
}

static void join_words(struct joiner *j, const struct wasl_scan *scan)
{
	for (size_t i = 0; i < scan->n; i++) {
		const struct wasl_scan_word *word = &scan->word[i];
		const struct wasl_scan_word *next =
			i + 1 < scan->n ? word + 1 : NULL;
		enum wasl_particle particle = particle_of(word, next);

		switch (particle) {
		case WASL_PARTICLE_ARTICLE:
			if (join_article_din(j, word, next)) {
				i++;
				break;
			}
			gather(j, word, particle);
			break;
		case WASL_PARTICLE_DESCENT:
		case WASL_PARTICLE_NOBLE:
		case WASL_PARTICLE_SERVANT:
		case WASL_PARTICLE_PARENT:
			gather(j, word, particle);
			break;
		case WASL_PARTICLE_FAITH:
			if (!join_faith(j, word))
				finish_word(j, word);
			break;
		case WASL_PARTICLE_TITLE:
		case WASL_PARTICLE_LINK: /* the first or the last word */
		case WASL_PARTICLE_NONE:
			finish_word(j, word);
			if (particle == WASL_PARTICLE_TITLE)
				mark_title(j->last);
			break;
		}
	}
}

wasl_status wasl_name_parse(struct wasl_name *out, wasl_bytes text,
			    struct wasl_err *err)
{
	struct wasl_scan scan;
	struct joiner j = {.name = out};

	memset(out, 0, sizeof *out);
	if (text.n > WASL_NAME_BYTES_MAX)
		return wasl_fail(err, WASL_TOO_BIG,
				 "name: %zu bytes, at most %d", text.n,
				 WASL_NAME_BYTES_MAX);
	wasl_scan_words(&scan, text);
	if (scan.n == 0)
		return wasl_fail(err, WASL_MALFORMED,
				 "name: no Arabic or Latin letter");
	out->notes = scan.notes;
	drop_links(&scan);
	join_words(&j, &scan);
	for (size_t w = 0; w < out->n; w++)
		out->word[w].known = wasl_word_known(&out->word[w]);
	return WASL_OK;
}

void wasl_word_write(struct wasl_buf *out, const struct wasl_word *word,
		     size_t from, size_t to)
{
	uint8_t utf8[4];

	for (size_t i = from; i < to; i++) {
		uint32_t cp = wasl_letter_point(word->script, word->c[i]);

		wasl_buf_put(out, utf8, wasl_utf8_put(utf8, cp));
	}
}

void wasl_name_write(struct wasl_buf *out, const struct wasl_name *name)
{
	for (size_t w = 0; w < name->n; w++) {
		const struct wasl_word *word = &name->word[w];

		if (w > 0)
			wasl_buf_put_u8(out, ' ');
		for (size_t i = 0; i < word->n; i++) {
			if (i > 0 && (word->joints >> i & 1u))
				wasl_buf_put_u8(out, '-');
			wasl_word_write(out, word, i, i + 1);
		}
	}
}
