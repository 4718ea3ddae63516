#!/usr/bin/env bash
# Names: quality on unseen words, speed, memory, recall; common practice beside.
#
#	scripts/bench names [DIRECTORY] [quality | speed [IDENTITIES] |
#	                                 recall [IDENTITIES [QUERIES [KEPT]]]]
#
# DIRECTORY as tools/names/README.md says; without it the names are those of
# tools/names/seed.txt and nothing is measured on unseen words. Beside the
# quality stand ICU with Jaro-Winkler, and PostgreSQL pg_trgm if it is installed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
"$WASL_BUILD/bench/names" "$@"
[ -d "${1:-}" ] || exit 0
case ${2:-all} in
all | quality) exec bash "$root/bench/names-trgm.sh" "$1" ;;
esac
