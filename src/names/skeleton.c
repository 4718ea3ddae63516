#include "names/skeleton.h"

/*
 * Letter groups and what they sound like: classes as digits, "" for none;
 * `less` is a second reading, NULL if there is none.
 */
struct group {
	const char *letters;
	const char *sound;
	const char *less;
};

/* By the first letter, the longest first: `latin_from` says where. */
static const struct group latin_groups[] = {
	{"b", "1", NULL},  {"cch", "3", "5"},	{"ch", "5", "3"},
	{"ck", "3", NULL}, {"cq", "3", NULL},	{"cz", "5", NULL},
	{"ce", "5", NULL}, {"ci", "5", NULL},	{"cy", "5", NULL},
	{"c", "3", "5"},   {"dzh", "3", NULL},	{"dj", "3", NULL},
	{"dg", "3", "23"}, {"d", "2", NULL},	{"f", "6", NULL},
	{"gh", "3", ""},   {"gn", "9", "39"},	{"g", "3", NULL},
	{"j", "3", ""},	   {"kh", "3", NULL},	{"k", "3", NULL},
	{"l", "7", NULL},  {"m", "8", NULL},	{"n", "9", NULL},
	{"ph", "6", NULL}, {"p", "1", NULL},	{"q", "3", NULL},
	{"r", "4", NULL},  {"sch", "5", "53"},	{"shh", "5", NULL},
	{"sh", "5", NULL}, {"sz", "5", NULL},	{"sc", "53", "5"},
	{"s", "5", NULL},  {"tsch", "5", NULL}, {"tch", "5", NULL},
	{"th", "2", "5"},  {"ts", "25", "5"},	{"tz", "25", "5"},
	{"t", "2", NULL},  {"v", "6", NULL},	{"w", "", "6"},
	{"x", "35", "5"},  {"zz", "5", "25"},	{"z", "5", NULL},
};
static const uint8_t latin_from[WASL_LATIN_LETTERS + 2] = {
	0,  0,	0,  1,	10, 14, 14, 15, 18, 18, 18, 19, 21, 22,
	23, 24, 24, 26, 27, 28, 34, 40, 40, 41, 42, 43, 43, 45,
};

/* By letter, in the order of tools/names/fold.py. */
static const struct group arabic_letters[WASL_ARABIC_LETTERS + 1] = {
	[3] = {"", "1", NULL},	[5] = {"", "2", NULL},	[6] = {"", "2", "5"},
	[7] = {"", "3", NULL},	[9] = {"", "3", ""},	[10] = {"", "2", NULL},
	[11] = {"", "2", "5"},	[12] = {"", "4", NULL}, [13] = {"", "5", NULL},
	[14] = {"", "5", NULL}, [15] = {"", "5", NULL}, [16] = {"", "5", NULL},
	[17] = {"", "2", NULL}, [18] = {"", "2", NULL}, [19] = {"", "2", "5"},
	[21] = {"", "3", NULL}, [22] = {"", "6", NULL}, [23] = {"", "3", NULL},
	[24] = {"", "3", NULL}, [25] = {"", "7", NULL}, [26] = {"", "8", NULL},
	[27] = {"", "9", NULL}, [33] = {"", "6", NULL}, [34] = {"", "3", NULL},
	[35] = {"", "1", NULL}, [36] = {"", "5", NULL}, [37] = {"", "3", NULL},
	[38] = {"", "5", "3"},
};

enum { AR_TA = 5, AR_JIM = 7, AR_DAL = 10, AR_SHIN = 15 };

struct maker {
	struct wasl_skeleton *out;
	size_t n;
};

static void put(struct wasl_skeleton *s, const char *sound)
{
	for (; *sound != '\0' && s->n < WASL_SKELETON_LONGEST; sound++)
		s->c[s->n++] = (uint8_t)(*sound - '0');
}

/* Add a group to every skeleton, and fork while there is room. */
static void extend(struct maker *m, const char *sound, const char *less)
{
	size_t forks = 0;

	for (size_t k = 0; k < m->n; k++) {
		if (less != NULL && m->n + forks < WASL_SKELETONS_MAX) {
			struct wasl_skeleton *fork = &m->out[m->n + forks++];

			*fork = m->out[k];
			put(fork, less);
		}
		put(&m->out[k], sound);
	}
	m->n += forks;
}

static const struct group *group_at(struct wasl_letters w, size_t i,
				    size_t *length)
{
	for (size_t g = latin_from[w.c[i]]; g < latin_from[w.c[i] + 1]; g++) {
		const char *s = latin_groups[g].letters;
		size_t n = 0;

		while (s[n] != '\0' && i + n < w.n &&
		       w.c[i + n] == (uint8_t)(s[n] - 'a' + 1))
			n++;
		if (s[n] == '\0') {
			*length = n;
			return &latin_groups[g];
		}
	}
	*length = 1;
	return NULL;
}

static bool is_vowel(uint8_t c)
{
	static const char vowels[] = "aeiouy";

	return memchr(vowels, c + 'a' - 1, sizeof vowels - 1) != NULL;
}

/* French endings that are not spoken: a last consonant, and e behind it. */
static bool maybe_silent(struct wasl_letters w, size_t i)
{
	static const char silent[] = "tdsxzpr";

	return i + 1 >= w.n && i > 1 &&
	       memchr(silent, w.c[i] + 'a' - 1, sizeof silent - 1) != NULL;
}

static void read_latin(struct maker *m, struct wasl_letters w)
{
	for (size_t i = 0; i < w.n;) {
		size_t length;
		const struct group *g = group_at(w, i, &length);

		if (g != NULL && !(i > 0 && length == 1 &&
				   w.c[i] == w.c[i - 1] && !is_vowel(w.c[i])))
			extend(m, g->sound, maybe_silent(w, i) ? "" : g->less);
		i += length;
	}
}

static void read_arabic(struct maker *m, struct wasl_letters w)
{
	for (size_t i = 0; i < w.n; i++) {
		const struct group *g = &arabic_letters[w.c[i]];
		uint8_t next = i + 1 < w.n ? w.c[i + 1] : 0;

		/* تش and دج write one foreign sound. */
		if ((w.c[i] == AR_TA && next == AR_SHIN) ||
		    (w.c[i] == AR_DAL && next == AR_JIM))
			continue;
		if (g->sound != NULL)
			extend(m, g->sound, g->less);
	}
}

size_t wasl_skeletons(struct wasl_skeleton out[WASL_SKELETONS_MAX],
		      struct wasl_letters word)
{
	struct maker m = {out, 1};

	out[0].n = 0;
	if (word.script == WASL_SCRIPT_ARABIC)
		read_arabic(&m, word);
	else
		read_latin(&m, word);
	return m.n;
}

uint32_t wasl_skeleton_key(const struct wasl_skeleton *s)
{
	uint32_t key = 0;

	for (size_t i = 0; i < s->n && i < WASL_SKELETON_KEYED; i++)
		key = key * 10 + s->c[i];
	return key;
}
