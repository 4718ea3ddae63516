#include "bench.h"

#include "snapshot.h"

#include <stdio.h>

/* Version 2 has one note more; all else is the same. */
static const char tiny[] =
	"{\"kind\":\"tiny\",\"code\":\"TNY\",\"v\":%d,"
	"\"codes\":{\"outcome\":[\"YES\",\"NO\"]},"
	"\"fields\":{\"outcome\":{\"n\":1,\"type\":\"code\",\"of\":\"outcome\"}"
	","
	"\"until\":{\"n\":2,\"type\":\"instant\",\"need\":true}},"
	"\"states\":[\"sent\",\"taken\",\"asked\",\"held\",\"answered\","
	"\"withdrawn\",\"closed\"],"
	"\"acts\":{"
	"\"open\":{\"n\":1,\"by\":\"opener\",\"role\":\"validator\","
	"\"to\":\"sent\"},"
	"\"take\":{\"n\":2,\"by\":\"partner\",\"role\":\"duty\","
	"\"from\":[\"sent\"],\"to\":\"taken\"},"
	"\"hold\":{\"n\":3,\"by\":\"partner\",\"role\":\"duty\","
	"\"always\":true,\"fact\":true,\"from\":[\"taken\",\"asked\"],"
	"\"to\":\"held\",\"fields\":[\"until\"]},"
	"\"answer\":{\"n\":4,\"by\":\"partner\",\"role\":\"duty\","
	"\"from\":[\"taken\",\"held\"],\"to\":\"answered\","
	"\"fields\":[\"outcome\"]},"
	"\"withdraw\":{\"n\":5,\"by\":\"opener\",\"role\":\"validator\","
	"\"from\":[\"sent\",\"taken\",\"asked\"],\"to\":\"withdrawn\"},"
	"\"note\":{\"n\":6,\"by\":\"either\",\"role\":\"duty\","
	"\"from\":\"any\"},"
	"\"close\":{\"n\":7,\"by\":\"opener\",\"role\":\"validator\","
	"\"closes\":true,\"from\":[\"answered\",\"withdrawn\"],"
	"\"to\":\"closed\"},"
	"\"ask\":{\"n\":8,\"by\":\"partner\",\"role\":\"duty\","
	"\"from\":[\"taken\"],\"to\":\"asked\"},"
	"\"tell\":{\"n\":9,\"by\":\"opener\",\"role\":\"duty\","
	"\"from\":[\"asked\"],\"to\":\"taken\"},"
	"\"rebase\":{\"n\":10,\"by\":\"either\",\"role\":\"validator\","
	"\"from\":\"any\"}%s},"
	"\"clocks\":{"
	"\"reply\":{\"n\":1,\"start\":\"take\",\"duty\":\"partner\","
	"\"hours\":1,\"stop\":[\"answer\",\"withdraw\"],\"pause\":\"ask\","
	"\"resume\":\"tell\",\"late\":\"no_reply\"},"
	"\"custody\":{\"n\":2,\"start\":\"hold\",\"at\":\"/until\","
	"\"duty\":\"partner\",\"stop\":\"answer\",\"late\":\"over\"}},"
	"\"crossings\":{\"*×hold\":\"held\",\"*×answer\":\"answered\","
	"\"*×take\":\"keep\",\"*×ask\":\"keep\",\"*×tell\":\"keep\","
	"\"*×withdraw\":\"keep\",\"*×close\":\"keep\"}}";

static const char profile_file[] =
	"{\"profile\":\"ma-fr\",\"v\":1,\"sides\":[\"MA\",\"FR\"],"
	"\"languages\":[\"ar\",\"fr\"],\"kinds\":{},\"bases\":{},"
	"\"ceiling\":\"H2\",\"deadlines\":{},\"refusals\":[\"R01\"]}";

static const struct wasl_kind *tinies[3];
static const struct wasl_profile *the_profile;

static void complain(const struct wasl_findings *f, const struct wasl_err *err)
{
	for (size_t i = 0; i < f->n; i++)
		print_message("%s: %s\n", f->items[i].pointer,
			      f->items[i].text);
	fail_msg("%s: %s", err->field, err->text);
}

static void add_tiny(struct wasl_library *library,
		     struct wasl_findings *findings, int version)
{
	static const char more[] = ",\"more\":{\"n\":11,\"by\":\"either\","
				   "\"role\":\"duty\",\"from\":\"any\"}";
	struct wasl_err err = {0};
	char file[4096];
	int n = snprintf(file, sizeof(file), tiny, version,
			 version == 1 ? "" : more);

	assert_in_range(n, 1, sizeof(file) - 1);
	if (wasl_library_add_kind(&tinies[version], library, findings,
				  wasl_bytes_of(file, (size_t)n),
				  &err) != WASL_OK)
		complain(findings, &err);
}

const struct wasl_library *bench_library(void)
{
	static struct wasl_library library;
	static struct wasl_arena arena;
	struct wasl_findings findings;
	struct wasl_err err = {0};

	if (the_profile != NULL)
		return &library;
	arena = wasl_arena_init((size_t)1024 * 1024);
	findings = wasl_findings_init(&arena);
	wasl_library_init(&library);
	if (wasl_library_add_builtin(&library, &err) != WASL_OK)
		complain(&findings, &err);
	add_tiny(&library, &findings, 1);
	add_tiny(&library, &findings, 2);
	if (wasl_library_add_profile(
		    &the_profile, &library, &findings,
		    wasl_bytes_of(profile_file, sizeof(profile_file) - 1),
		    &err) != WASL_OK)
		complain(&findings, &err);
	wasl_arena_deinit(&arena);
	return &library;
}

const struct wasl_kind *bench_kind(const char *name, uint32_t version)
{
	const struct wasl_library *library = bench_library();

	if (strcmp(name, "tiny") == 0)
		return tinies[version];
	return wasl_library_kind_named(library, name);
}

const struct wasl_profile *bench_profile(void)
{
	bench_library();
	return the_profile;
}

struct wasl_dossier_id bench_id(bool opener_second, bool tie_second)
{
	struct wasl_dossier_id id = {{0}};

	id.b[0] =
		(uint8_t)((opener_second ? 0x80 : 0) | (tie_second ? 0x40 : 0));
	id.b[15] = 7;
	return id;
}

struct wasl_act bench_act(uint32_t number, const struct wasl_kind *kind)
{
	static const uint8_t empty_map[] = {0xa0};
	struct wasl_act act = {
		.number = number,
		.time = 1000,
		.author = WASL_TEXT("duty-1"),
		.fields = WASL_BYTES(empty_map),
	};

	if (kind == NULL)
		return act;
	act.opening.present = true;
	act.opening.kind = kind->hash;
	act.opening.profile = bench_profile()->hash;
	act.opening.reference = WASL_TEXT("MA-2026-TNY-000001");
	return act;
}

/* One item, made or answered. */
static void put_item(struct wasl_buf *buf, const struct wasl_item_def *def,
		     bool answer)
{
	const char *code = def->codes->items[0].code;

	wasl_cbor_put_array(buf, 1);
	if (answer && def->code == 0) {
		wasl_cbor_put_array(buf, 2);
		wasl_cbor_put_uint(buf, 1);
		wasl_cbor_put_text(buf, wasl_text_of(code));
		return;
	}
	wasl_cbor_put_map(buf, answer ? 2 : 1);
	if (answer && def->code < def->answer_key) {
		wasl_cbor_put_uint(buf, def->code);
		wasl_cbor_put_text(buf, wasl_text_of(code));
	}
	wasl_cbor_put_uint(buf, answer ? def->answer_key : def->list_key);
	wasl_cbor_put_uint(buf, 1);
	if (answer && def->code > def->answer_key) {
		wasl_cbor_put_uint(buf, def->code);
		wasl_cbor_put_text(buf, wasl_text_of(code));
	}
}

static void put_hash(struct wasl_buf *buf, const struct wasl_kind *kind,
		     const struct wasl_agree_def *agree)
{
	wasl_autoarena arena = wasl_arena_init((size_t)1024 * 1024);
	struct wasl_reading reading;

	check_ok(wasl_reading_of(&reading, &arena, kind, agree->proposes[0],
				 bench_fields(kind, agree->proposes[0]->n, 0),
				 NULL));
	wasl_cbor_put_bytes(buf, wasl_hash_bytes(&reading.hash));
}

/* True, the first code that the guard asks for, or a list of it. */
static void put_asked(struct wasl_buf *buf, const struct wasl_act_def *def,
		      const struct wasl_guard *ask)
{
	const struct wasl_code_set *set = &ask->codes;
	const struct wasl_slot *slot = wasl_shape_get(&def->shape, ask->what);

	if (set->of == NULL) {
		wasl_cbor_put_bool(buf, true);
		return;
	}
	if (slot->field->type == WASL_TYPE_LIST)
		wasl_cbor_put_array(buf, 1);
	wasl_cbor_put_text(buf,
			   wasl_text_of(set->of->items[set->items[0]].code));
}

static bool put_value(struct wasl_buf *buf, const struct wasl_kind *kind,
		      const struct wasl_act_def *def, uint32_t n,
		      uint64_t entry)
{
	for (size_t i = 0; i < kind->n_items; i++) {
		const struct wasl_item_def *items = &kind->items[i];

		if (n == items->answers)
			return (void)put_item(buf, items, true), true;
		if (n == items->list && items->list != 0)
			return (void)put_item(buf, items, false), true;
		if (n == items->count && items->count != 0)
			return (void)wasl_cbor_put_uint(buf, 1), true;
	}
	for (size_t i = 0; i < kind->n_agrees; i++) {
		const struct wasl_agree_def *agree = &kind->agrees[i];

		if (agree->agree == def && agree->hash == n)
			return (void)put_hash(buf, kind, agree), true;
		for (size_t k = 0;
		     wasl_agree_proposes(agree, def) && k < agree->n_over; k++)
			if (agree->over[k] == n)
				return (void)wasl_cbor_put_text(buf,
								WASL_TEXT("x")),
				       true;
	}
	if (kind->confirm.act == def && kind->confirm.entry == n)
		return (void)wasl_cbor_put_uint(buf, entry), true;
	for (size_t i = 0; i < kind->n_clocks; i++)
		if (kind->clocks[i].answer == def && kind->clocks[i].entry == n)
			return (void)wasl_cbor_put_uint(buf, entry), true;
	for (size_t i = 0; i < def->n_asks; i++)
		if (def->asks[i]->what == n)
			return (void)put_asked(buf, def, def->asks[i]), true;
	for (size_t i = 0; def == kind->opening && i < kind->n_opened; i++)
		if (kind->opened[i]->what == n)
			return (void)put_asked(buf, def, kind->opened[i]), true;
	return false;
}

wasl_bytes bench_fields(const struct wasl_kind *kind, uint32_t number,
			uint64_t entry)
{
	static uint8_t spaces[8][2048];
	static unsigned turn;
	const struct wasl_act_def *def = wasl_kind_act(kind, number);
	uint8_t pairs[2048];
	struct wasl_buf body = WASL_BUF(pairs);
	struct wasl_buf out = WASL_BUF(spaces[turn++ % 8]);
	size_t n = 0;

	for (size_t i = 0; def != NULL && i < def->shape.n; i++) {
		uint32_t field = def->shape.slots[i].field->n;
		size_t at = body.n;

		wasl_cbor_put_uint(&body, field);
		if (put_value(&body, kind, def, field, entry))
			n++;
		else
			body.n = at;
	}
	wasl_cbor_put_map(&out, n);
	wasl_buf_put(&out, body.p, body.n);
	assert_false(out.over || body.over);
	return wasl_buf_bytes(&out);
}

void bench_add(struct wasl_dossier *d, enum wasl_origin origin, uint64_t index,
	       uint64_t seen, struct wasl_act act)
{
	const struct wasl_place place = {
		.origin = origin, .epoch = 1, .index = index, .seen = seen};
	struct wasl_err err = {0};

	if (wasl_dossier_add(d, &place, &act, &err) != WASL_OK)
		fail_msg("act %u: %s", (unsigned)act.number, err.text);
}

wasl_bytes bench_snapshot(const struct wasl_dossier *d)
{
	static uint8_t spaces[2][64 * 1024];
	static unsigned turn;
	struct wasl_buf buf = WASL_BUF(spaces[turn++ % 2]);

	snapshot_write(&buf, d);
	assert_false(buf.over);
	return wasl_buf_bytes(&buf);
}
