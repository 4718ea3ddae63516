#!/usr/bin/env bash
# Each check of scripts/lint.d that reads the tree itself accepts a clean tree and
# refuses one with the fault it is there for.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

export HOME=$tree GIT_CONFIG_NOSYSTEM=1
mkdir -p "$tree/scripts" "$tree/src"
cp -r "$root/scripts/lint.d" "$tree/scripts/"
cp -r "$root/docs" "$tree/"
rm "$tree/docs/claims.md" # it names the whole tree's tests
cd "$tree"
git init -q .
echo "rooms = ['base', 'store']" >src/meson.build
git add -A

bad=0
# refuses CHECK FILE TEXT: the check passes, and fails once FILE holds TEXT.
refuses() {
	local check=$1 file=$2
	"scripts/lint.d/$check" >out.txt 2>&1 || {
		echo "$check refuses a clean tree:"
		cat out.txt
		bad=1
	}
	mkdir -p "$(dirname "$file")"
	printf '%b\n' "$3" >"$file"
	git add "$file"
	if "scripts/lint.d/$check" >out.txt 2>&1; then
		echo "$check accepts in $file: $3"
		bad=1
	fi
	git rm -qf "$file"
}
# accepts CHECK FILE TEXT
accepts() {
	mkdir -p "$(dirname "$2")"
	printf '%b\n' "$3" >"$2"
	git add "$2"
	"scripts/lint.d/$1" >out.txt 2>&1 || {
		echo "$1 refuses in $2: $3"
		cat out.txt
		bad=1
	}
	git rm -qf "$2"
}

refuses banned src/base/a.c 'char *f(char *a) { return str''cpy(a, ""); }'
refuses banned src/store/a.c 'void *f(void) { return malloc(1); }'
refuses banned tests/a.c 'void f(void) { sleep(1); }'
refuses banned tests/a.c 'void f(void) { skip(); }'
accepts banned src/base/a.c '/* strcpy(a, b) */ const char *f = "atoi(x)";'
accepts banned src/store/a.c '/* raw: the library frees it */\nvoid *f = malloc(1);'

refuses rooms src/base/a.c '#include "store/a.h"'
refuses rooms src/store/a.c '#include "a.h"'
refuses rooms src/base/a.c '#include <time.h>'
refuses rooms src/store/a.c '#include <sodium.h>'
accepts rooms src/store/a.c '#include "base/a.h"\n#include <sqlite3.h>'

refuses quotes src/base/a.c '/* spec §4: "A proof hash may be 31 bytes." */'
refuses quotes src/base/a.c '/* spec §5: "A proof hash that is not 32 bytes is rejected." */'
refuses quotes src/base/a.c '/* spec 4: "A proof hash that is not 32 bytes is rejected." */'
refuses quotes src/base/a.c '/* spec §4: "A proof hash that is not 32 bytes */'
accepts quotes src/base/a.c '/* spec §4: "A proof hash that is not\n *  32 bytes is rejected." */'

refuses marks src/base/a.c '/* TO''DO */'
refuses marks src/base/a.c '<<<<''<<< HEAD'
refuses size src/base/a.c "$(seq 601 | sed 's/.*/int x;/')"
refuses links README.md "[a page](docs/none.md)"
accepts links README.md "[the formats](docs/spec/01-cbor.md)"
mkdir -p tests/base
echo 'void test_base_a__it_holds(void **state);' >tests/base/a_test.c
# shellcheck disable=SC2016 # no command: Markdown
for claim in '`base-none`' '`base-a:it_breaks`' '`base-a`, `:it_breaks`'; do
	echo '| one thing | `base-a`, `base-a:it_holds` |' >docs/claims.md
	git add docs tests
	refuses claims docs/claims.md "| one thing | $claim |"
done
refuses python src/base/meson.build "x = find_program('py""thon3')"

exit $bad
