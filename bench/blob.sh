#!/usr/bin/env bash
# MiB a second and CPU a MiB of files: sealing, and over the line between two nodes.
#
# Sealing beside plain libsodium; then a file attached on one real node, sent to
# another over mutual TLS and fetched there, beside curl of the same bytes over
# TLS from openssl s_server, in the same run on the same disk.
#
#	scripts/bench blob [MIB [ROUNDS]]      256 MiB, 3 rounds unless given
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
"$WASL_BUILD/bench/blob-seal"
exec /usr/bin/python3 "$root/bench/blob.py" "$WASL_BUILD" "${1:-256}" "${2:-3}"
