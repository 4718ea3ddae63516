#!/usr/bin/env bash
# Names by common practice: PostgreSQL pg_trgm over ICU transliteration
#
# names-trgm DIRECTORY: each row of the names benchmark's quality, 200 queries of
# it, in a PostgreSQL of its own that is gone afterwards; beside it the ranks of
# this index for the same queries, and how many times more it finds.
# scripts/bench names ends with it.
set -eu
directory=${1:?DIRECTORY as tools/names/README.md says}
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1)
[ -x "$bin/initdb" ] || {
	echo "pg_trgm: PostgreSQL is not installed (postgresql, postgresql-contrib)"
	exit 0
}

work=$(mktemp -d)
# PostgreSQL does not run as root.
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
stop() {
	as "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$work"
}
trap stop EXIT
"$WASL_BUILD/bench/names" "$directory" write "$work"
[ "$(id -u)" != 0 ] || chown -R postgres "$work"
cd "$work"
as "$bin/initdb" -D "$work/data" -A trust >/dev/null
as "$bin/pg_ctl" -D "$work/data" -w -o "-k $work -c listen_addresses=''" \
	-l "$work/log" start >/dev/null
sql() { as "$bin/psql" -qAt -v ON_ERROR_STOP=1 -h "$work" postgres "$@"; }
sql -c "CREATE EXTENSION pg_trgm"

echo "The same queries: PostgreSQL pg_trgm, this index, how many times more"
for what in "$work"/*.what; do
	printf '  %s\n' "$(cat "$what")"
	sql <<SQL
CREATE TABLE pool (name text);
CREATE TABLE queries (q text, truth text, ours integer);
\copy pool FROM '${what%.what}.pool'
\copy queries FROM '${what%.what}.queries'
CREATE INDEX ON pool USING gist (name gist_trgm_ops(siglen=64));
ANALYZE;
CREATE TABLE begun AS SELECT clock_timestamp() AS at;
CREATE TABLE ranks AS SELECT ours, coalesce((SELECT min(n) FROM
	(SELECT name, row_number() OVER () AS n FROM
		(SELECT name FROM pool ORDER BY name <-> q LIMIT 10) AS nearest
	) AS ranked WHERE name = truth), 99) AS theirs FROM queries;
CREATE TABLE took AS SELECT clock_timestamp() - at AS time FROM begun;
SELECT format('    rank %s  %s  %s  x %s', rpad(k::text, 3), round(theirs, 3),
	round(ours, 3), coalesce(round(ours / nullif(theirs, 0), 2)::text, '-'))
FROM (SELECT k, avg((theirs <= k)::int) AS theirs, avg((ours <= k)::int) AS ours
	FROM ranks, unnest(ARRAY[1, 10]) AS k GROUP BY k) AS rows ORDER BY k;
SELECT format('    %s asked, %s ms each by the clock', count(*),
	round(1000 * extract(epoch FROM min(time)) / count(*), 1))
FROM ranks, took;
DROP TABLE pool, queries, begun, ranks, took;
SQL
done
