/* Between the writing and the reading of watch/snapshot.h. */
#ifndef WASL_WATCH_SNAPSHOT_INNER_H
#define WASL_WATCH_SNAPSHOT_INNER_H

#include "crypto/aead.h"
#include "watch/snapshot.h"

/* Plaintext of a chunk at most; what a chunk is longer than that. */
#define SNAPSHOT_CHUNK	((size_t)256 * 1024)
#define SNAPSHOT_AROUND (4 + WASL_AEAD_XNONCE + WASL_AEAD_TAG)
/* Set in the length of the last one. */
#define SNAPSHOT_LAST UINT32_C(0x80000000)
/* Where the uid stands in what comes before the chunks. */
#define SNAPSHOT_UID 44

void snapshot_head(uint8_t out[static WASL_PERSONS_FILE_HEAD],
		   const struct wasl_persons_file *head);
bool snapshot_is_one(const uint8_t got[static WASL_PERSONS_FILE_HEAD]);
/** Up to the uid: written by a build that reads names as this one. */
bool snapshot_same_reading(const uint8_t got[static WASL_PERSONS_FILE_HEAD],
			   const uint8_t want[static WASL_PERSONS_FILE_HEAD]);

/** What a chunk is bound to. */
struct snapshot_place {
	uint8_t b[WASL_PERSONS_FILE_HEAD + 8 + 4];
};
struct snapshot_place
snapshot_place(const uint8_t head[static WASL_PERSONS_FILE_HEAD],
	       uint64_t number, uint32_t n);

#endif
