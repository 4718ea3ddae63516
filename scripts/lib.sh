# Shared by the scripts beside it; sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export LC_ALL=C.UTF-8

say() {
	printf '%s\n' "$*" >&2
}

die() {
	say "$(basename "$0"): $*"
	exit 1
}

# configure DIR COMPILER [option…]: make a build directory once; meson keeps it
# up to date afterwards.
configure() {
	local dir=$root/$1 cc=$2
	shift 2
	[ -f "$dir/build.ninja" ] && return
	say "configuring ${dir##*/} ($cc $*)"
	(cd "$root" && CC=$cc /usr/bin/meson setup "$dir" "$@" >/dev/null) || {
		tail -20 "$dir/meson-logs/meson-log.txt" >&2
		die "meson setup failed"
	}
}

# compile DIR [target…]
compile() {
	local dir=$root/$1 out
	shift
	say "building ${dir##*/}"
	out=$(ninja -C "$dir" build.ninja 2>&1) || {
		say "$out"
		die "meson cannot configure again"
	}
	ninja -C "$dir" --quiet "$@" >&2 || die "the build failed"
}
