#!/usr/bin/env bash
# Acts a second over one line between two nodes, with receipts, over mutual TLS.
#
# Makes two nodes in a temporary folder, holds the ceremony, agrees the treaty
# profile, opens dossiers; then bench/line-node is one node and `wasl serve` the
# other.
#
#	scripts/bench line [SECONDS]        3 seconds a row unless given
set -eu
seconds=${1:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
exec /usr/bin/python3 "$root/bench/line.py" "$WASL_BUILD" "$seconds"
