#!/usr/bin/python3
"""Turn sql/queries and sql/<engine> into C.

compile.py header OUT --prefix P --queries F…
	an enum with one constant a statement
compile.py source OUT --schema NAME --queries F… --sqlite F…
	the table of statements and of migrations
compile.py check --prefix P --queries F… --sources DIR…
	every statement is used by some C file; exit status 1 otherwise

A query file is a run of statements, each headed by a line `-- name: act_insert`.
What several of them say is a part, headed by `-- part: need_of`: where a
statement has {need_of d.id}, the part stands, with d.id for its %1.
"""
import argparse
import pathlib
import re
import sys

HEAD = re.compile(r"-- (name|part): (.*)$")
PART = re.compile(r"\{([a-z][a-z0-9_]*)((?: [^ {}]+)*)\}")
NAME = re.compile(r"[a-z][a-z0-9_]*$")
MIGRATION = re.compile(r"(\d{4})_[a-z0-9_]+$")


def fail(text):
    sys.exit(f"compile.py: {text}")


def unlisted(*groups):
    """A file that lies in a folder but not in the build is forgotten work."""
    files = {f.resolve() for group in groups for f in group}
    for folder in sorted({f.parent for f in files}):
        for f in sorted(folder.glob("*.sql")):
            if f not in files:
                fail(f"{f}: not listed in meson.build")


def statements(files):
    """[(name, text)] in order of file and place."""
    found, parts = [], {}
    for f in files:
        name, lines = None, []
        for number, line in enumerate(f.read_text("utf-8").splitlines(), 1):
            head = HEAD.match(line)
            if head:
                name, lines = head.group(2), []
                if not NAME.match(name) or name in parts or \
                        name in {n for n, _ in found}:
                    fail(f"{f}:{number}: bad or second name {name!r}")
                if head.group(1) == "part":
                    parts[name] = lines
                else:
                    found.append((name, lines))
            elif name:
                lines.append(line)
            elif line.strip() and not line.startswith("--"):
                fail(f"{f}:{number}: SQL before the first name")
    parts = {name: plain(lines) for name, lines in parts.items()}
    used = set()
    whole = [(name, body(name, filled(name, plain(lines), parts, used)))
             for name, lines in found]
    if idle := parts.keys() - used:
        fail(f"parts that no statement has: {sorted(idle)}")
    return whole


def plain(lines):
    return "\n".join(l for l in lines if not l.startswith("--")).strip()


def filled(name, text, parts, used):
    """A statement with its parts; a part may have others that stand before
    it."""
    def put(match):
        part, given = match.group(1), match.group(2).split()
        if part not in parts or part == name:
            fail(f"{name}: no part {part!r}")
        used.add(part)
        before = {p: t for p, t in parts.items() if p != part}
        out = filled(part, parts[part], before, used)
        asked = {int(n) for n in re.findall(r"%(\d)", out)}
        if asked != set(range(1, len(given) + 1)):
            fail(f"{name}: {part} takes {len(asked)} words")
        return re.sub(r"%(\d)", lambda m: given[int(m.group(1)) - 1], out)
    return PART.sub(put, text)


def body(name, text):
    if not text.endswith(";") or ";" in text[:-1]:
        fail(f"{name}: one statement, ended by a semicolon")
    if re.search(r"\?|:[a-z]|@[a-z]", re.sub(r"'[^']*'", "", text)):
        fail(f"{name}: parameters are $1, $2 …")
    given = {int(n) for n in re.findall(r"\$(\d+)", text)}
    if given != set(range(1, len(given) + 1)):
        fail(f"{name}: parameters are numbered without gaps")
    return text[:-1]


def migrations(files):
    for place, f in enumerate(files, 1):
        m = MIGRATION.match(f.stem)
        if not m or int(m.group(1)) != place:
            fail(f"{f}: migrations are NNNN_name.sql, from 0001 without gaps")
    return [(f.stem, f.read_text("utf-8").strip()) for f in files]


def literal(text):
    lines = []
    for line in text.split("\n"):
        escaped = line.replace("\\", "\\\\").replace('"', '\\"')
        lines.append('\t "' + escaped.replace("\t", "\\t") + '\\n"')
    return "\n".join(lines)


def table(kind, name, rows):
    out = [f"static const struct {kind} {name}[] = {{"]
    for key, text in rows:
        out.append(f'\t{{"{key}",\n{literal(text)}}},')
    return "\n".join(out + ["};"])


def constant(prefix, name):
    return f"{prefix.upper()}_{name.upper()}"


def write_header(args):
    prefix = args.prefix
    guard = f"{prefix.upper()}_STATEMENTS_H"
    names = [name for name, _ in statements(args.queries)]
    out = ["/* Made by sql/compile.py. */", f"#ifndef {guard}",
           f"#define {guard}", "", f"enum {prefix} {{"]
    out += [f"\t{constant(prefix, name)}," for name in names]
    return "\n".join(out + ["};", "", "#endif", ""])


def write_source(args):
    unlisted(args.queries, args.sqlite)
    return "\n".join([
        "/* Made by sql/compile.py. */",
        '#include "store/store.h"',
        "",
        table("wasl_store_sql", "sql", statements(args.queries)),
        "",
        table("wasl_store_migration", "sqlite", migrations(args.sqlite)),
        "",
        f"const struct wasl_store_schema {args.schema} = {{",
        "\t.sql = sql,",
        "\t.sql_n = sizeof(sql) / sizeof(sql[0]),",
        "\t.sqlite = sqlite,",
        "\t.sqlite_n = sizeof(sqlite) / sizeof(sqlite[0]),",
        "};", ""])


def check(args):
    text = "".join(f.read_text("utf-8") for folder in args.sources
                   for f in sorted(folder.rglob("*.[ch]")))
    used = set(re.findall(rf"\b{args.prefix.upper()}_[A-Z0-9_]+", text))
    idle = [name for name, _ in statements(args.queries)
            if constant(args.prefix, name) not in used]
    for name in idle:
        print(f"sql/queries: {name} is not used", file=sys.stderr)
    sys.exit(1 if idle else 0)


def main():
    files = dict(nargs="*", type=pathlib.Path, default=[])
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=["header", "source", "check"])
    p.add_argument("out", nargs="?", type=pathlib.Path)
    p.add_argument("--prefix", default="wasl_sql")
    p.add_argument("--schema", default="wasl_store_schema")
    p.add_argument("--queries", **files)
    p.add_argument("--sqlite", **files)
    p.add_argument("--sources", **files)
    args = p.parse_args()
    if args.what == "check":
        check(args)
    make = {"header": write_header, "source": write_source}[args.what]
    args.out.write_text(make(args), "utf-8")


main()
