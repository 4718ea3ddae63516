#!/usr/bin/env bash
# An inbox of many dossiers: how long one request takes, with streams open.
#
# A node with invented rows of dossiers, two hundred officers with an event
# stream each; percentiles and the node's CPU by question that an inbox asks.
#
#	scripts/bench inbox [DOSSIERS]       100000 unless given
set -eu
dossiers=${1:-100000}
root=$(cd "$(dirname "$0")/.." && pwd)
exec /usr/bin/python3 "$root/bench/inbox.py" "$WASL_BUILD" "$dossiers"
