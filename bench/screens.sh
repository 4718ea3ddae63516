#!/usr/bin/env bash
# The screens before many dossiers: first paint, and from a click to its result.
#
# A node with invented rows of dossiers; an officer of the triage desk in
# Chromium. Medians of what a page measures by itself, and what it asked for.
#
#	scripts/bench screens [DOSSIERS]       100000 unless given
set -eu
dossiers=${1:-100000}
root=$(cd "$(dirname "$0")/.." && pwd)
exec /usr/bin/python3 "$root/bench/screens.py" "$WASL_BUILD" "$dossiers"
