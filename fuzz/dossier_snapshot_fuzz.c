/* Snapshots: what is read is written again, byte by byte. 32 bytes 01 stand
 * for the hash of the kind "arrest", 32 bytes 02 for that of the profile. */
#include "base/alloc.h"
#include "dossier/snapshot.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char profile_file[] =
	"{\"profile\":\"ma-fr\",\"v\":1,\"sides\":[\"MA\",\"FR\"],"
	"\"languages\":[\"ar\",\"fr\"],\"kinds\":{},\"bases\":{},"
	"\"ceiling\":\"H2\",\"deadlines\":{},\"refusals\":[\"R01\"]}";

static struct wasl_library library;
static struct wasl_hash hashes[2];

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void open_library(void)
{
	wasl_autoarena arena = wasl_arena_init((size_t)1024 * 1024);
	struct wasl_findings findings = wasl_findings_init(&arena);
	const struct wasl_profile *profile;

	if (library.n_kinds > 0)
		return;
	wasl_library_init(&library);
	must(wasl_library_add_builtin(&library, NULL) == WASL_OK);
	must(wasl_library_add_profile(
		     &profile, &library, &findings,
		     wasl_bytes_of(profile_file, sizeof(profile_file) - 1),
		     NULL) == WASL_OK);
	hashes[0] = wasl_library_kind_named(&library, "arrest")->hash;
	hashes[1] = profile->hash;
}

static void fill_hashes(uint8_t *p, size_t n)
{
	for (uint8_t h = 1; h <= 2; h++) {
		uint8_t stand_in[WASL_HASH_LEN];

		memset(stand_in, h, sizeof(stand_in));
		for (size_t i = 0; i + sizeof(stand_in) <= n; i++)
			if (memcmp(p + i, stand_in, sizeof(stand_in)) == 0)
				memcpy(p + i, hashes[h - 1].b, WASL_HASH_LEN);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	wasl_autofree uint8_t *copy = wasl_alloc(size + 1, 1);
	wasl_autofree uint8_t *space = NULL;
	wasl_bytes in = wasl_bytes_of(copy, size);
	struct wasl_dossier d;
	struct wasl_buf again = {0};

	open_library();
	must(copy != NULL);
	if (size > 0)
		memcpy(copy, data, size);
	fill_hashes(copy, size);
	if (wasl_snapshot_parse(&d, &library, in, NULL) != WASL_OK)
		return 0;
	again.cap = wasl_snapshot_size(&d);
	space = wasl_alloc(again.cap, 1);
	must(space != NULL);
	again.p = space;
	wasl_snapshot_write(&again, &d);
	must(!again.over && wasl_bytes_eq(wasl_buf_bytes(&again), in));
	wasl_dossier_deinit(&d);
	return 0;
}
