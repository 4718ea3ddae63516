/*
 * A record in the making: texts are cleaned and kept here. The first thing that
 * does not fit fails the record, not the file. Private to this room.
 */
#ifndef WASL_WATCH_RECORD_H
#define WASL_WATCH_RECORD_H

#include "watch/identity.h"

struct reader_record {
	struct wasl_identity who; /* texts in `pool` */
	bool bad;
	struct wasl_err why; /* of `bad` */
	size_t used;
	char pool[2 * WASL_IDENTITY_MAX];
};

void record_reset(struct reader_record *rec);
/** It is bad: where to say why; NULL if it was before. */
struct wasl_err *record_bad(struct reader_record *rec);
void record_fail(struct reader_record *rec, wasl_status status,
		 const char *field, const char *word);
/** Beyond a limit, which the sentence names. */
void record_fail_max(struct reader_record *rec, const char *field,
		     const char *word, size_t max);

/*
 * Each takes text as the source wrote it: runs of white space and control
 * characters become one blank, the ends are trimmed; what is then empty is not
 * added, and what is there already is not added twice.
 */
void record_ref(struct reader_record *rec, wasl_text in);
/** A primary name comes to stand before all others. */
void record_name(struct reader_record *rec, enum wasl_identity_name_kind kind,
		 wasl_text in);
/** Words joined by `between`, the empty ones left out: "City, Country". */
void record_name_of(struct reader_record *rec,
		    enum wasl_identity_name_kind kind, const wasl_text *parts,
		    size_t n);
void record_place(struct reader_record *rec, const wasl_text *parts, size_t n);
void record_nationality(struct reader_record *rec, wasl_text in);
/** Without a number there is no document. */
void record_document(struct reader_record *rec, wasl_text type,
		     wasl_text number, wasl_text country);
/** Another paragraph; what does not fit is cut with a mark. */
void record_remark(struct reader_record *rec, wasl_text in);
void record_birth(struct reader_record *rec, const struct wasl_birth *birth);
/** Words of several languages; unknown and other sexes are 0. */
void record_sex(struct reader_record *rec, wasl_text in);

#endif
