#!/usr/bin/env bash
# Names by common practice: PostgreSQL pg_trgm over ICU transliteration
#
# names-trgm DIRECTORY: the first trial of the names benchmark, 200 queries,
# in a PostgreSQL of its own that is gone afterwards.
set -eu
directory=${1:?DIRECTORY as tools/names/README.md says}
bins=(/usr/lib/postgresql/*/bin)
bin=${bins[-1]}
[ -x "$bin/initdb" ] || { echo "PostgreSQL is not installed"; exit 1; }

work=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
stop() {
	as "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$work"
}
trap stop EXIT
"$WASL_BUILD/bench/names" "$directory" write "$work"
[ "$(id -u)" != 0 ] || chown -R postgres "$work"
as "$bin/initdb" -D "$work/data" -A trust >/dev/null
as "$bin/pg_ctl" -D "$work/data" -w -o "-k $work -c listen_addresses=''" \
	-l "$work/log" start >/dev/null
as psql -qAt -h "$work" postgres <<SQL
CREATE EXTENSION pg_trgm;
CREATE TABLE pool (name text);
CREATE TABLE queries (q text, truth text);
\\copy pool FROM '$work/pool.txt'
\\copy queries FROM '$work/queries.tsv'
CREATE INDEX ON pool USING gist (name gist_trgm_ops(siglen=64));
ANALYZE;
\\timing on
SELECT 'rank 1 ' || round(avg((r = 1)::int), 3) || '   rank 10 ' ||
       round(avg((r <= 10)::int), 3) || '   (' || count(*) || ' asked)'
FROM (SELECT coalesce((SELECT min(n) FROM
        (SELECT name, row_number() OVER () AS n FROM
          (SELECT name FROM pool ORDER BY name <-> q LIMIT 10) nearest) ranked
        WHERE name = truth), 99) AS r FROM queries) ranks;
SQL
