#!/usr/bin/env bash
# Persons a second by format of list, and what the line feels of an import.
#
# One node imports invented lists while acts go over its line to a partner's
# node; beside it, how fast SQLite takes rows of that shape in such chunks.
#
#	scripts/bench watch [PERSONS]       100000 a list unless given
set -eu
persons=${1:-100000}
root=$(cd "$(dirname "$0")/.." && pwd)
exec /usr/bin/python3 "$root/bench/watch.py" "$WASL_BUILD" "$persons"
