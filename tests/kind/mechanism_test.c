/* Items, agreements, second persons, parents and guards of a kind file. */
#include "kinds.h"

/* A kind that has one of each; the bad ones differ from it in one place.
 * Apostrophes stand for quotation marks. */
static const char clean[] =
	"{'kind':'mech','code':'MEC','v':1,'states':['a','b','z'],"
	"'codes':{'say':['YES','NO','WAIT'],'size':['S','M']},"
	"'blocks':{"
	"'row':{'key':{'n':1,'type':'int','min':1,'max':99,'need':true},"
	"'due':{'n':2,'type':'instant','need':true}},"
	"'word':{'key':{'n':1,'type':'int','min':1,'max':98,'need':true},"
	"'say':{'n':2,'type':'code','of':'say','need':true}}},"
	"'fields':{"
	"'rows':{'n':1,'type':'list','item':{'type':'row'},'key':'key',"
	"'max':9,'need':true},"
	"'words':{'n':2,'type':'list','item':{'type':'word'},'key':'key',"
	"'max':9,'need':true},"
	"'text':{'n':3,'type':'text','max':20,'need':true},"
	"'digest':{'n':4,'type':'hash','need':true},"
	"'entry':{'n':5,'type':'int','min':0,'need':true},"
	"'of':{'n':6,'type':'id'},"
	"'verdict':{'n':7,'type':'code','of':'say','need':true},"
	"'more':{'n':8,'type':'text'},"
	"'size':{'n':9,'type':'list','item':{'type':'code','of':'size'}},"
	"'quick':{'n':10,'type':'bool'}},"
	"'parent':{'field':'of','kinds':['mech']},"
	"'items':{'rows':{'list':'rows','answers':'words','code':'say'}},"
	"'agree':{'text':{'propose':'propose','over':['text'],"
	"'agree':'approve','hash':'digest','own':true}},"
	"'confirm':{'act':'confirm','entry':'entry'},"
	"'acts':{"
	"'open':{'n':1,'by':'opener','role':'duty','to':'a',"
	"'fields':['rows','of','size','quick']},"
	"'reply':{'n':2,'by':'partner','role':'duty','from':['a'],"
	"'fields':['words']},"
	"'propose':{'n':3,'by':'opener','role':'unit','from':['a'],"
	"'fields':['text','more']},"
	"'paper':{'n':8,'by':'opener','role':'unit','from':['a'],"
	"'fields':['more']},"
	"'approve':{'n':4,'by':'partner','role':'unit','from':['a'],"
	"'fields':['digest']},"
	"'sign':{'n':9,'by':'partner','role':'unit','from':['a'],"
	"'fields':['digest','entry'],'if':{'opened':['/size','S']}},"
	"'start':{'n':5,'by':'opener','role':'duty','second':'later',"
	"'from':['a'],'to':'b',"
	"'if':{'all':[{'every':['rows','YES']},{'agreed':'text'}]}},"
	"'confirm':{'n':6,'by':'either','role':'validator','from':'any',"
	"'fields':['entry']},"
	"'end':{'n':7,'by':'opener','role':'validator','from':['a','b'],"
	"'to':'z','closes':true,'fields':['verdict'],"
	"'if':{'any':[{'confirmed':'start'},{'is':['/verdict','NO']}]}}},"
	"'clocks':{'second':{'n':1,'per':'act','minutes':5,'late':'l'},"
	"'paper':{'n':3,'per':'act','start':'paper','answer':'sign',"
	"'entry':'/entry','hours':1,'late':'l'},"
	"'row':{'n':2,'per':'rows','start':'open','at':'/due','stop':'reply',"
	"'duty':'partner','late':'l'}},"
	"'rules':[{'id':'quick','on':'open','role':'director',"
	"'when':{'eq':['/quick',true]},'source':'s','text':'t'}],"
	"'crossings':{'*×reply':'keep','*×propose':'keep','*×approve':'keep',"
	"'*×paper':'keep','*×sign':'keep',"
	"'*×start':'keep','*×end':'keep'}}";

static void quote(char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\'')
			*text = '"';
}

/* The file with the one place where `from` stands replaced. */
static wasl_bytes change(char *space, size_t cap, const char *from,
			 const char *to)
{
	wasl_bytes file = change_text(space, cap, clean, from, to);

	quote(space);
	return file;
}

static wasl_status compile(struct wasl_kind **out, struct wasl_findings *f,
			   const char *from, const char *to)
{
	char space[8192];

	return wasl_kind_new(out, f, change(space, sizeof(space), from, to),
			     NULL, 0, NULL);
}

static void test_kind_mechanism__the_clean_file_has_them_all(void **state)
{
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_kind *kind;

	(void)state;
	if (compile(&kind, &f, "'v':1", "'v':1") != WASL_OK) {
		print_findings(&f);
		fail_msg("it does not compile");
	}
	assert_int_equal(kind->n_items, 1);
	assert_int_equal(kind->items[0].list, 1);
	assert_int_equal(kind->items[0].answers, 2);
	assert_false(kind->items[0].shared);
	assert_int_equal(kind->n_agrees, 1);
	assert_true(kind->agrees[0].own);
	assert_ptr_equal(kind->confirm.act,
			 wasl_kind_act_named(kind, WASL_TEXT("confirm")));
	assert_int_equal(kind->parent.field, 6);
	wasl_kind_free(kind);
}

static void test_kind_mechanism__a_bad_one_is_refused_in_its_place(void **state)
{
	static const struct {
		const char *from, *to, *pointer, *rule;
	} bad[] = {
		/* items */
		{"'list':'rows',", "", "/items/rows", "no source"},
		{"'list':'rows',", "'list':'rows','count':'entry',",
		 "/items/rows", "two sources"},
		{"'list':'rows'", "'list':'row'", "/items/rows",
		 "list that is no field"},
		{"'list':'rows'", "'list':'text'", "/items/rows",
		 "list that is a text"},
		{"'list':'rows'", "'count':'entry'", "/items/rows",
		 "count from 0"},
		{"'max':99", "'max':10001", "/items/rows", "key too large"},
		{"'min':1,'max':99", "'min':0,'max':99", "/items/rows",
		 "key 0"},
		{"'max':99,'need':true", "'max':99", "/items/rows",
		 "key that may miss"},
		{"'item':{'type':'row'},'key':'key'", "'item':{'type':'row'}",
		 "/items/rows", "list without key"},
		{"'answers':'words'", "'answers':'word'", "/items/rows",
		 "answers that are no field"},
		{"'answers':'words'", "'answers':'rows'", "/items/rows",
		 "answers without code"},
		{"'answers':'words',", "", "/items/rows", "no answers"},
		{"'code':'say'}", "'code':'key'}", "/items/rows",
		 "code that is a number"},
		{",'code':'say'}", "}", "/items/rows", "blocks without code"},
		{"'of':'say','need':true}}},", "'of':'say'}}},", "/items/rows",
		 "code that may miss"},
		{"'fields':['words']", "'fields':[]", "/items/rows",
		 "nobody answers"},
		{"'code':'say'}", "'code':'say','new':true}", "/items/rows/new",
		 "unknown member"},
		/* agree */
		{"'propose':'propose',", "", "/agree/text", "no proposal"},
		{"'propose':'propose'", "'propose':'offer'", "/agree/text",
		 "proposal that is no act"},
		{"'propose':'propose'", "'propose':'approve'", "/agree/text",
		 "act that proposes and agrees"},
		{"'over':['text'],", "", "/agree/text", "over nothing"},
		{"'over':['text']", "'over':['texts']", "/agree/text",
		 "over no field"},
		{"'over':['text']", "'over':['entry']", "/agree/text",
		 "over a field the proposal lacks"},
		{"'agree':'approve'", "'agree':'agreed'", "/agree/text",
		 "approval that is no act"},
		{"'hash':'digest'", "'hash':'text'", "/agree/text",
		 "hash that is none"},
		{"'hash':'digest',", "", "/agree/text", "no hash"},
		{"'digest':{'n':4,'type':'hash','need':true}",
		 "'digest':{'n':4,'type':'hash'}", "/agree/text",
		 "hash that may miss"},
		{",'own':true", "", "/agree/text", "opener cannot approve"},
		{"'own':true", "'own':1", "/agree/text", "flag that is none"},
		{"'own':true", "'own':true,'not_before':'text'", "/agree/text",
		 "text that is no instant"},
		{"'own':true", "'own':true,'not_before':'when'", "/agree/text",
		 "field that is none"},
		{"'own':true", "'own':true,'not_before':1", "/agree/text",
		 "name that is none"},
		/* confirm */
		{"'act':'confirm'", "'act':'conform'", "/confirm",
		 "act that is none"},
		{"'entry':'entry'", "'entry':'text'", "/confirm",
		 "entry that is no int of the act"},
		{",'entry':'entry'", "", "/confirm", "no entry"},
		{"'act':'confirm',", "'act':'confirm','who':1,", "/confirm/who",
		 "unknown member"},
		{"'n':6,'by':'either'", "'n':6,'by':'partner'", "/confirm",
		 "nobody of its side"},
		{"'n':6,'by':'either','role':'validator','from':'any'",
		 "'n':6,'by':'either','role':'validator','from':'any','to':'b'",
		 "/acts", "confirmation that reopens"},
		{"'second':{'n':1,'per':'act','minutes':5,'late':'l'},", "",
		 "/clocks", "no clock for the second person"},
		/* parent */
		{"'field':'of'", "'field':'text'", "/parent",
		 "field that is no id of the opening"},
		{"'field':'of',", "", "/parent", "no field"},
		{",'kinds':['mech']", "", "/parent", "no kinds"},
		{"'kinds':['mech']", "'kinds':['Mech']", "/parent",
		 "kind with a bad name"},
		{"'kinds':['mech']", "'kinds':['mech'],'n':1", "/parent/n",
		 "unknown member"},
		/* guards */
		{"'every':['rows','YES']", "'every':['row','YES']",
		 "/acts/start", "items that are none"},
		{"'every':['rows','YES']", "'every':['rows','MAYBE']",
		 "/acts/start", "code that is none"},
		{"'every':['rows','YES']", "'most':['rows','YES']",
		 "/acts/start", "guard that is none"},
		{"'every':['rows','YES']", "'every':['rows'],'some':['rows']",
		 "/acts/start", "two guards in one"},
		{"'agreed':'text'", "'agreed':'texts'", "/acts/start",
		 "agreement that is none"},
		{"'confirmed':'start'", "'confirmed':'reply'", "/acts/end",
		 "act that nobody confirms"},
		{"'confirmed':'start'", "'done':'begin'", "/acts/end",
		 "act that is none"},
		{"'/verdict','NO'", "'/verdict'", "/acts/end", "no code"},
		{"'/verdict','NO'", "'/verdict','S'", "/acts/end",
		 "code of another list"},
		{"'/verdict','NO'", "'/text','NO'", "/acts/end",
		 "field that the act has not"},
		{"{'confirmed':'start'}",
		 "{'not':{'not':{'not':{'not':{'confirmed':'start'}}}}}",
		 "/acts/end", "deeper than four"},
		{"{'any':[{'confirmed':'start'},{'is':['/verdict','NO']}]}",
		 "{'any':{'confirmed':'start'}}", "/acts/end",
		 "any of no list"},
		{"'to':'a',", "'to':'a','if':{'done':'end'},", "/acts/open",
		 "guard of an opening"},
		{"'to':'b',", "'to':'b','then':[],", "/acts/start",
		 "then of nothing"},
		{"'to':'b',",
		 "'to':'b','then':[{'if':{'done':'end'},'to':'q'}],",
		 "/acts/start", "then to a state that is none"},
		/* clocks of items */
		{"'per':'rows'", "'per':'row'", "/clocks/row",
		 "per items that are none"},
		{"'at':'/due'", "'at':'/key'", "/clocks/row",
		 "from what is no instant"},
		{"'stop':'reply'", "'stop':'end','pause':'reply'",
		 "/clocks/row", "clock per item that pauses"},
		{"'start':'open'", "'start':'propose'", "/clocks/row",
		 "started by an act without items"},
		/* clocks of answers */
		{"'answer':'sign'", "'answer':'signs'", "/clocks/paper",
		 "answered by an act that is none"},
		{"'answer':'sign',", "", "/clocks/paper", "entry of no answer"},
		{"'entry':'/entry'", "'entry':'/digest'", "/clocks/paper",
		 "entry that is no number"},
		{"'start':'paper'", "'start':'sign'", "/clocks/paper",
		 "answered by its own side"},
		{"'start':'paper',", "", "/clocks/paper", "started by nothing"},
		{"'start':'paper'", "'start':'paper','calls':'chief'",
		 "/clocks/paper", "calls no role"},
		{"'stop':'reply'", "'stop':'reply','answer':'sign'",
		 "/clocks/row", "answer without per act"},
		/* what the opening said */
		{"{'opened':['/size','S']}", "{'opened':['/text','S']}",
		 "/acts/sign", "opened a text"},
		{"{'opened':['/size','S']}", "{'opened':['/size','XL']}",
		 "/acts/sign", "opened another code"},
		{"{'opened':['/size','S']}", "{'opened':['/quick','S']}",
		 "/acts/sign", "opened a code of a bool"},
		/* roles by rule */
		{"'role':'director',", "'role':'chief',", "/rules/0",
		 "role that is none"},
		{"'role':'director',", "'role':'director','severity':'note',",
		 "/rules/0", "role with severity"},
		{"'when':{'eq':['/quick',true]},", "", "/rules/0",
		 "role without when"},
	};

	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		struct wasl_kind *kind;
		wasl_status status = compile(&kind, &f, bad[i].from, bad[i].to);

		wrong += !refused_at(status, kind, &f, bad[i].rule,
				     bad[i].pointer);
	}
	assert_int_equal(wrong, 0);
}

/* `with` and the common file that it names. */
static void test_kind_mechanism__a_bad_merge_is_refused(void **state)
{
	static const struct {
		const char *with, *common, *pointer, *rule;
	} bad[] = {
		{"'with':'c',", "", "/with", "no list"},
		{"'with':[],", "", "/with", "empty list"},
		{"'with':[1],", "", "/with", "no name"},
		{"'with':['d'],", "", "/with", "no such file"},
		{"'with':['c','c'],", ",'codes':{'u':['U']}", "codes",
		 "one file twice"},
		{"'with':['c'],", ",'fields':{'text':{'n':3}},'codes':[]",
		 "codes", "codes that are a list"},
		{"'with':['c'],", ",'states':{}", "states",
		 "states that are no list"},
		{"'with':['c'],",
		 ",'acts':{'late':{'n':20,'by':'opener','role':'duty',"
		 "'from':['a'],'fields':['@most']}}",
		 "/groups", "group that is none"},
		{"'with':['c'],",
		 ",'acts':{'late':{'n':5,'by':'opener','role':'duty',"
		 "'from':['a']}}",
		 "/acts", "number that the kind gives"},
		{"'with':['c'],",
		 ",'clocks':{'k':{'n':9,'start':'open','hours':1,"
		 "'stop':'gone','late':'l','duty':'partner'}}",
		 "/clocks/k", "clock of an act that is none"},
	};
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
		struct wasl_findings f = wasl_findings_init(&arena);
		char with[128];
		char space[8192];
		char file[1024];
		struct wasl_kind *kind;
		json_t *common;
		wasl_status status;

		snprintf(with, sizeof(with), "%s'v':1", bad[i].with);
		snprintf(file, sizeof(file), "{'common':'c','v':1%s}",
			 bad[i].common);
		quote(file);
		common = json_of(file);
		status = wasl_kind_new(
			&kind, &f, change(space, sizeof(space), "'v':1", with),
			&common, 1, NULL);
		json_decref(common);
		wrong += !refused_at(status, kind, &f, bad[i].rule,
				     bad[i].pointer);
	}
	assert_int_equal(wrong, 0);
}

/* A later version leaves what stands under a name where it is. */
static void test_kind_mechanism__items_and_agreements_stay(void **state)
{
	static const char *const added[] = {
		"'items':{",
		"'items':{'lines':{'list':'rows','answers':'words',"
		"'code':'say'},"};
	static const char *const agreed[] = {
		"'agree':{", "'agree':{'note':{'propose':'paper','over':"
			     "['more'],'agree':'sign','hash':'digest',"
			     "'own':true},"};
	static const struct {
		const char *from, *to, *pointer; /* NULL: nothing wrong */
	} changes[] = {
		{"'v':1", "'v':2", NULL},
		{"['YES','NO','WAIT']", "['NO','YES','WAIT','LATER']", NULL},
		{"['YES','NO','WAIT']", "['YES','NO']", "/items"},
		{"'over':['text'],", "'over':['text','more'],", "/agree"},
	};
	wasl_autoarena arena = wasl_arena_init(TEST_ARENA);
	struct wasl_findings f = wasl_findings_init(&arena);
	struct wasl_kind *old;
	struct wasl_kind *more;

	(void)state;
	/* What a version adds, the one after it may not take away. */
	check_ok(compile(&old, &f, "'v':1", "'v':1"));
	check_ok(compile(&more, &f, added[0], added[1]));
	wasl_kind_check_append(&f, old, more);
	assert_int_equal(f.errors, 0);
	wasl_kind_check_append(&f, more, old);
	assert_int_equal(f.errors, 1);
	assert_true(has_finding(&f, "kind-file", "/items"));
	wasl_kind_free(more);
	f = wasl_findings_init(&arena);
	check_ok(compile(&more, &f, agreed[0], agreed[1]));
	wasl_kind_check_append(&f, old, more);
	assert_int_equal(f.errors, 0);
	wasl_kind_check_append(&f, more, old);
	assert_int_equal(f.errors, 1);
	assert_true(has_finding(&f, "kind-file", "/agree"));
	wasl_kind_free(more);
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		struct wasl_kind *now;

		f = wasl_findings_init(&arena);
		check_ok(compile(&now, &f, changes[i].from, changes[i].to));
		wasl_kind_check_append(&f, old, now);
		if ((f.errors == 0) != (changes[i].pointer == NULL) ||
		    (f.errors > 0 &&
		     !has_finding(&f, "kind-file", changes[i].pointer))) {
			print_findings(&f);
			fail_msg("%s", changes[i].to);
		}
		wasl_kind_free(now);
	}
	wasl_kind_free(old);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_kind_mechanism__the_clean_file_has_them_all),
		cmocka_unit_test(
			test_kind_mechanism__a_bad_one_is_refused_in_its_place),
		cmocka_unit_test(test_kind_mechanism__a_bad_merge_is_refused),
		cmocka_unit_test(
			test_kind_mechanism__items_and_agreements_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
