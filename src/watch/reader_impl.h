/* One reader a format; private to this room. */
#ifndef WASL_WATCH_READER_IMPL_H
#define WASL_WATCH_READER_IMPL_H

#include "watch/mapping.h"
#include "watch/reader.h"
#include "watch/record.h"

struct wasl_reader {
	wasl_reader_format format;
	const struct reader_kind *kind; /* NULL: not detected yet */
	void *state;			/* of the kind */
	const struct wasl_mapping *mapping;
	struct wasl_reader_sink sink;
	struct reader_record record;
	uint8_t *head; /* the beginning, until it is detected */
	size_t head_n;
};

struct reader_kind {
	/** *state is the kind's to make and free. */
	wasl_status (*begin)(struct wasl_reader *reader, struct wasl_err *err);
	wasl_status (*feed)(struct wasl_reader *reader, wasl_bytes in,
			    struct wasl_err *err);
	wasl_status (*finish)(struct wasl_reader *reader, struct wasl_err *err);
	void (*end)(struct wasl_reader *reader);
};

extern const struct reader_kind reader_un, reader_interpol, reader_ftm,
	reader_csv;

/** Hand the record to the sink, or refuse it if something in it failed. */
wasl_status reader_emit(struct wasl_reader *reader, uint64_t line,
			struct wasl_err *err);
/** Refuse what never became a record. */
void reader_refuse(struct wasl_reader *reader, uint64_t line,
		   const struct wasl_err *why);

#endif
