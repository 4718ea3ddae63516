/* Tables of persons: from the organiser's file to the dossier, and back. */
#ifndef WASL_CLI_PERSONS_H
#define WASL_CLI_PERSONS_H

#include "cli/client.h"
#include "desk/batch.h"

/** A table read; texts live as long as it. All-zero is none. */
struct cli_persons {
	struct wasl_arena arena;
	struct wasl_batch batch;
	int fd; /* of what travels, in memory; cli_persons_take */
};

/**
 * Check the organiser's file and put what travels of it into `fields`:
 * `persons` (a file that is never on the disk) and `persons_count`.
 *
 * In:   without_bad  leave out bad rows; otherwise one refuses all
 * Out:  out          keep until the file is uploaded, then free
 * Ret:  REFUSED      every finding has been said, by line
 */
enum cli_exit cli_persons_take(struct cli *cli, struct cli_persons *out,
			       json_t *fields, const char *path,
			       bool without_bad);

void cli_persons_free(struct cli_persons *persons);

/** A table of verdicts on `count` persons; all findings have been said. */
enum cli_exit cli_verdicts_read(struct cli *cli,
				struct wasl_batch_verdicts *out,
				struct wasl_arena *arena, const char *path,
				uint32_t count);

/** [{"line", "column", "text"}]. */
json_t *cli_batch_findings(const struct wasl_batch_finding *findings, size_t n);
/** The same, for people. */
void cli_batch_say(struct cli *cli, const json_t *findings);

#endif
