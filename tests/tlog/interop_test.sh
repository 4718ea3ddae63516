#!/usr/bin/env bash
# Debian's golang.org/x/mod/sumdb verifies our notes, checkpoints and proofs, and
# we verify those it makes.
#
# usage: interop_test.sh INTEROP-PROGRAM INTEROP.GO
set -euo pipefail
interop=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$work/cache GOFLAGS=
go build -o "$work/sumdb" "$source"
"$interop" write >"$work/ours"
"$work/sumdb" <"$work/ours" >"$work/theirs"
"$interop" read <"$work/theirs"

# It would see an alteration: one character of the last inclusion proof.
awk '{ line[NR] = $0 } /^inclusion/ { last = NR }
	END {
		at = length(line[last]) - 9
		was = substr(line[last], at, 1)
		line[last] = substr(line[last], 1, at - 1) \
			(was == "A" ? "B" : "A") substr(line[last], at + 1)
		for (i = 1; i <= NR; i++)
			print line[i]
	}' "$work/ours" >"$work/altered"
if "$work/sumdb" <"$work/altered" >/dev/null 2>"$work/why"; then
	echo "an altered proof was accepted"
	exit 1
fi
grep -q "invalid transparency proof" "$work/why"
