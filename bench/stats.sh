#!/usr/bin/env bash
# Statistics over many dossiers: how long one question takes, on real acts.
#
# Two nodes in a temporary folder; one opens so many meetings, the other confirms
# their dates, so that every act is sealed, sent and folded. Then the figures of
# the whole time, and the sheet's, are asked for.
#
#	scripts/bench stats [DOSSIERS]       10000 unless given
set -eu
dossiers=${1:-10000}
root=$(cd "$(dirname "$0")/.." && pwd)
exec /usr/bin/python3 "$root/bench/stats.py" "$WASL_BUILD" "$dossiers"
