/*
 * The language of a free text is that of its entry in `words`, else what the
 * block it stands in says in its own `language`, else the act's `language`.
 */
#include "kind/words.h"

#include "base/text.h"
#include "kind/build.h"

#include <stdio.h>

/* Names in `common.json`. */
#define LANGUAGE	  "language"
#define WORDS		  "words"
#define AT		  "at"
#define COURTESY_LANGUAGE "courtesy_language"
#define COURTESY_TEXT	  "courtesy_text"

/* --- what holds free text ------------------------------------------------- */

static bool any_words(const struct wasl_shape *shape);

/* Fields are at most 6 in each other (spec §12), so this ends. */
static bool holds_words(const struct wasl_field *field)
{
	if (field->type == WASL_TYPE_BLOCK)
		return any_words(&field->block->shape);
	for (size_t i = 0; i < field->n_places; i++)
		if (holds_words(&field->places[i]))
			return true;
	return field->words;
}

static bool any_words(const struct wasl_shape *shape)
{
	for (size_t i = 0; i < shape->n; i++)
		if (holds_words(shape->slots[i].field))
			return true;
	return false;
}

static const struct wasl_field *named(const struct wasl_shape *shape,
				      const char *name, enum wasl_type type)
{
	const struct wasl_slot *slot =
		wasl_shape_find(shape, wasl_text_of(name));

	return slot == NULL || slot->field->type != type ? NULL : slot->field;
}

static const struct wasl_field *language_field(const struct wasl_shape *shape)
{
	return named(shape, LANGUAGE, WASL_TYPE_CODE);
}

/* The list `words` with the places that it has in `common.json`; NULL if the
 * act has none, or another. */
static const struct wasl_field *words_field(const struct wasl_shape *shape)
{
	const struct wasl_field *field = named(shape, WORDS, WASL_TYPE_LIST);
	const struct wasl_shape *of;

	if (field == NULL || field->places->type != WASL_TYPE_BLOCK)
		return NULL;
	of = &field->places->block->shape;
	return named(of, AT, WASL_TYPE_TEXT) != NULL &&
			       language_field(of) != NULL &&
			       named(of, COURTESY_LANGUAGE, WASL_TYPE_CODE) !=
				       NULL &&
			       named(of, COURTESY_TEXT, WASL_TYPE_TEXT) != NULL
		       ? field
		       : NULL;
}

void wasl_kind_check_words(struct wasl_findings *findings,
			   const struct wasl_kind *kind)
{
	for (size_t i = 0; i < kind->n_acts; i++) {
		const struct wasl_act_def *act = &kind->acts[i];

		if (any_words(&act->shape) &&
		    (language_field(&act->shape) == NULL ||
		     words_field(&act->shape) == NULL))
			wasl_build_fault(findings, "/acts",
					 "\"%s\" holds free text and does not "
					 "say its language: give it \"@words\"",
					 act->name);
	}
}

/* --- checking ------------------------------------------------------------- */

static const struct wasl_value *said(const struct wasl_shape *shape,
				     const struct wasl_record *record,
				     const char *name, enum wasl_type type)
{
	const struct wasl_field *field = named(shape, name, type);

	return field == NULL ? NULL : wasl_record_get(record, field->n);
}

/* What a block says of the language of its texts, else what is around it. */
static wasl_text language_in(const struct wasl_shape *shape,
			     const struct wasl_record *record, wasl_text around)
{
	const struct wasl_value *v =
		said(shape, record, LANGUAGE, WASL_TYPE_CODE);

	return v == NULL ? around : v->text;
}

static bool record_lacks(const struct wasl_shape *shape,
			 const struct wasl_record *record, wasl_text around);

/* Is there a free text whose language nothing says? */
static bool value_lacks(const struct wasl_field *field,
			const struct wasl_value *v, wasl_text around)
{
	bool tuple = field->type == WASL_TYPE_TUPLE;

	if (field->words)
		return around.n == 0;
	if (!holds_words(field))
		return false;
	if (field->type == WASL_TYPE_BLOCK)
		return record_lacks(&field->block->shape, &v->block, around);
	for (size_t i = 0; i < v->list.n; i++)
		if (value_lacks(&field->places[tuple ? i : 0],
				&v->list.items[i], around))
			return true;
	return false;
}

static bool record_lacks(const struct wasl_shape *shape,
			 const struct wasl_record *record, wasl_text around)
{
	around = language_in(shape, record, around);
	for (size_t i = 0; i < record->n; i++) {
		const struct wasl_pair *e = &record->entries[i];

		if (value_lacks(wasl_shape_get(shape, e->n)->field, &e->value,
				around))
			return true;
	}
	return false;
}

/* A place in the record, and the language around it. */
struct spot {
	const struct wasl_field *field;
	const struct wasl_value *value;
	wasl_text language;
};

static bool enter(struct spot *spot, const struct wasl_shape *shape,
		  const struct wasl_record *record, wasl_text name)
{
	const struct wasl_slot *slot = wasl_shape_find(shape, name);

	spot->language = language_in(shape, record, spot->language);
	spot->field = slot == NULL ? NULL : slot->field;
	spot->value =
		slot == NULL ? NULL : wasl_record_get(record, slot->field->n);
	return spot->value != NULL;
}

static bool enter_list(struct spot *spot, wasl_text name)
{
	bool tuple = spot->field->type == WASL_TYPE_TUPLE;
	const struct wasl_list *list = &spot->value->list;
	size_t at = 0;

	/* RFC 6901 §4: no leading zeros. */
	if (name.n == 0 || name.n > 4 || (name.n > 1 && *name.p == '0'))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] < '0' || name.p[i] > '9')
			return false;
		at = 10 * at + (size_t)(name.p[i] - '0');
	}
	if (at >= list->n)
		return false;
	spot->value = &list->items[at];
	spot->field = &spot->field->places[tuple ? at : 0];
	return true;
}

static bool step(struct spot *spot, const struct wasl_shape *shape,
		 const struct wasl_record *record, wasl_text name)
{
	if (spot->field == NULL)
		return enter(spot, shape, record, name);
	if (spot->field->type == WASL_TYPE_BLOCK)
		return enter(spot, &spot->field->block->shape,
			     &spot->value->block, name);
	return (spot->field->type == WASL_TYPE_LIST ||
		spot->field->type == WASL_TYPE_TUPLE) &&
	       enter_list(spot, name);
}

/* The free text under a JSON pointer. Names of fields have no "~". */
static bool find_words(struct spot *spot, const struct wasl_shape *shape,
		       const struct wasl_record *record, wasl_text pointer)
{
	size_t at = 0;

	*spot = (struct spot){0};
	while (at < pointer.n && pointer.p[at] == '/') {
		wasl_text name = {pointer.p + at + 1, 0};

		while (at + 1 + name.n < pointer.n && name.p[name.n] != '/')
			name.n++;
		if (!step(spot, shape, record, name))
			return false;
		at += 1 + name.n;
	}
	return at == pointer.n && spot->field != NULL && spot->field->words;
}

/* One entry of `words`. */
static void check_entry(struct wasl_findings *f, const char *pointer,
			const struct wasl_shape *act,
			const struct wasl_record *record,
			const struct wasl_shape *shape,
			const struct wasl_record *entry)
{
	const struct wasl_value *at = said(shape, entry, AT, WASL_TYPE_TEXT);
	const struct wasl_value *courtesy =
		said(shape, entry, COURTESY_LANGUAGE, WASL_TYPE_CODE);
	bool own = said(shape, entry, LANGUAGE, WASL_TYPE_CODE) != NULL;
	struct spot spot;

	if (at == NULL || !find_words(&spot, act, record, at->text)) {
		wasl_findings_schema(
			f,
			wasl_pointer_member(f->arena, pointer, WASL_TEXT(AT)),
			"words_at", "there is no free text at %.*s",
			at == NULL ? 0 : (int)at->text.n,
			at == NULL ? "" : at->text.p);
		return;
	}
	if (!own && courtesy == NULL)
		wasl_findings_schema(f, pointer, "words_empty",
				     "says neither a language nor a "
				     "translation");
	if (courtesy != NULL &&
	    wasl_text_eq(courtesy->text,
			 language_in(shape, entry, spot.language)))
		wasl_findings_schema(
			f,
			wasl_pointer_member(f->arena, pointer,
					    WASL_TEXT(COURTESY_LANGUAGE)),
			"words_same",
			"a courtesy translation is in another language than "
			"its text");
}

void wasl_words_check(struct wasl_findings *findings,
		      const struct wasl_shape *shape,
		      const struct wasl_record *record)
{
	const struct wasl_field *field = words_field(shape);
	const struct wasl_value *words;

	if (field == NULL || language_field(shape) == NULL)
		return;
	if (record_lacks(shape, record, (wasl_text){"", 0}))
		wasl_findings_schema(findings, "/" LANGUAGE, "missing",
				     LANGUAGE " is missing: it is that of the "
					      "free text of this act");
	words = wasl_record_get(record, field->n);
	for (size_t i = 0; words != NULL && i < words->list.n; i++)
		check_entry(findings,
			    wasl_pointer_item(findings->arena, "/" WORDS, i),
			    shape, record, &field->places->block->shape,
			    &words->list.items[i].block);
}

/* --- guessing ------------------------------------------------------------- */

enum script { SCRIPT_NONE, SCRIPT_ARABIC, SCRIPT_LATIN };

static bool is_arabic(uint32_t cp)
{
	return (cp >= 0x620 && cp <= 0x6ff) || (cp >= 0x750 && cp <= 0x77f) ||
	       (cp >= 0x8a0 && cp <= 0x8ff) || (cp >= 0xfb50 && cp <= 0xfefc);
}

static bool is_latin(uint32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
	       (cp >= 0xc0 && cp <= 0x24f) || (cp >= 0x1e00 && cp <= 0x1eff);
}

/* That of most of its letters. */
static enum script script_of(wasl_text text)
{
	wasl_bytes in = wasl_text_bytes(text);
	size_t arabic = 0, latin = 0, at = 0;

	while (at < in.n) {
		uint32_t cp = wasl_utf8_next(in, &at);

		arabic += is_arabic(cp);
		latin += is_latin(cp);
	}
	if (arabic + latin == 0)
		return SCRIPT_NONE;
	return arabic > latin ? SCRIPT_ARABIC : SCRIPT_LATIN;
}

static enum script script_in(const json_t *language)
{
	return wasl_json_is(language, "ar") ? SCRIPT_ARABIC : SCRIPT_LATIN;
}

/* The first language written so; NULL: none is. */
static json_t *written_in(const json_t *languages, enum script script)
{
	for (size_t i = 0; i < json_array_size(languages); i++)
		if (script_in(json_array_get(languages, i)) == script)
			return json_array_get(languages, i);
	return NULL;
}

/* As long as `at` may be, and a NUL. */
#define POINTER_MAX 121

struct guess {
	json_t *fields;
	const json_t *languages;
	size_t max;	  /* entries in `words` */
	json_t *language; /* of the act, once a text has told it; borrowed */
	bool any;	  /* there is a free text */
	bool differ;	  /* second round: those in another script */
	bool good;
};

static bool has_entry(const json_t *words, const char *pointer)
{
	for (size_t i = 0; i < json_array_size(words); i++)
		if (wasl_json_is(json_object_get(json_array_get(words, i), AT),
				 pointer))
			return true;
	return false;
}

static void add_entry(struct guess *g, const char *pointer, json_t *language)
{
	json_t *words = json_object_get(g->fields, WORDS);

	if (words == NULL &&
	    json_object_set_new(g->fields, WORDS, words = json_array()) != 0) {
		g->good = false;
		return;
	}
	if (json_is_array(words) && json_array_size(words) < g->max &&
	    !has_entry(words, pointer))
		g->good = json_array_append_new(
				  words, json_pack("{s:s, s:O}", AT, pointer,
						   LANGUAGE, language)) == 0 &&
			  g->good;
}

static void take_text(struct guess *g, const char *pointer, wasl_text text)
{
	enum script script = script_of(text);
	json_t *language = written_in(g->languages, script);

	g->any = true;
	if (script == SCRIPT_NONE || language == NULL)
		return;
	if (g->language == NULL)
		g->language = language;
	else if (g->differ && script != script_in(g->language))
		add_entry(g, pointer, language);
}

static void guess_shape(struct guess *g, const struct wasl_shape *shape,
			const json_t *in, const char *pointer);

static void guess_value(struct guess *g, const struct wasl_field *field,
			const json_t *in, const char *pointer)
{
	bool tuple = field->type == WASL_TYPE_TUPLE;
	char below[POINTER_MAX];

	if (field->words && json_is_string(in))
		take_text(g, pointer, wasl_json_text(in));
	if (!holds_words(field))
		return;
	/* A block that says it itself is told. */
	if (field->type == WASL_TYPE_BLOCK &&
	    json_object_get(in, LANGUAGE) == NULL)
		guess_shape(g, &field->block->shape, in, pointer);
	for (size_t i = 0; i < json_array_size(in) && field->n_places > 0; i++)
		if ((!tuple || i < field->n_places) &&
		    (size_t)snprintf(below, sizeof(below), "%s/%zu", pointer,
				     i) < sizeof(below))
			guess_value(g, &field->places[tuple ? i : 0],
				    json_array_get(in, i), below);
}

static void guess_shape(struct guess *g, const struct wasl_shape *shape,
			const json_t *in, const char *pointer)
{
	char below[POINTER_MAX];

	for (size_t i = 0; i < shape->n; i++) {
		const struct wasl_field *field = shape->slots[i].field;
		const json_t *v = json_object_get(in, field->name);

		if (v != NULL &&
		    (size_t)snprintf(below, sizeof(below), "%s/%s", pointer,
				     field->name) < sizeof(below))
			guess_value(g, field, v, below);
	}
}

bool wasl_words_fill(json_t *fields, const struct wasl_shape *shape,
		     const json_t *languages)
{
	const struct wasl_field *words = words_field(shape);
	const json_t *said = json_object_get(fields, LANGUAGE);
	struct guess g = {.fields = fields, .languages = languages};

	if (words == NULL || language_field(shape) == NULL ||
	    json_array_size(languages) == 0 ||
	    (said != NULL && !json_is_null(said)))
		return true;
	g.good = true;
	g.max = (size_t)words->max;
	guess_shape(&g, shape, fields, "");
	if (!g.any)
		return true;
	if (g.language == NULL)
		g.language = json_array_get(languages, 0);
	/* The list is added to, and may be the caller's. */
	if (json_object_get(fields, WORDS) != NULL &&
	    json_object_set_new(fields, WORDS,
				json_copy(json_object_get(fields, WORDS))) != 0)
		return false;
	g.differ = true;
	guess_shape(&g, shape, fields, "");
	return json_object_set(fields, LANGUAGE, g.language) == 0 && g.good;
}
