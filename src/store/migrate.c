#include "store/engine.h"

#include "base/banned.h"

static wasl_status run(struct store_conn *writer,
		       const struct wasl_store_migration *step, unsigned number,
		       struct wasl_err *err)
{
	const struct store_engine *engine = writer->engine;
	wasl_status status;

	WASL_TRY(engine->begin(writer, err));
	status = engine->migrate(writer, step, number, err);
	if (status != WASL_OK) {
		engine->rollback(writer);
		return status;
	}
	return engine->commit(writer, err);
}

wasl_status store_migrate(struct store_conn *writer, unsigned *version,
			  const struct wasl_store_migration *steps, size_t n,
			  struct wasl_err *err)
{
	WASL_TRY(writer->engine->version(writer, version, err));
	if (*version > n)
		return wasl_fail(err, WASL_UNSUPPORTED,
				 "the database is of version %u, this program "
				 "knows up to %zu",
				 *version, n);
	for (unsigned at = *version; at < n; at++) {
		wasl_status status = run(writer, &steps[at], at + 1, err);

		if (status != WASL_OK) {
			wasl_err_prefix(err, "migration %s", steps[at].name);
			return status;
		}
		*version = at + 1;
	}
	return WASL_OK;
}
