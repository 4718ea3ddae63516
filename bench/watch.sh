#!/usr/bin/env bash
# Persons a second by format of list, and what the line feels of an import.
#
# One node imports invented lists while acts go over its line to a partner's
# node; beside it, how fast SQLite takes rows of that shape in such chunks. Then
# a list comes into force, and is compared with the persons of open dossiers.
#
#	scripts/bench watch [PERSONS [DOSSIERS [NAMES]]]
#
# 100000 persons a list and 1000 dossiers unless given. NAMES: a file of one name
# a line, of whose words persons are named; else they are made of syllables.
set -eu
persons=${1:-100000}
dossiers=${2:-1000}
root=$(cd "$(dirname "$0")/.." && pwd)
exec /usr/bin/python3 "$root/bench/watch.py" "$WASL_BUILD" "$persons" "$dossiers" \
	${3:+"$3"}
