#!/usr/bin/python3
"""sql/compile.py refuses what would go wrong later, and escapes what C needs."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMPILE = pathlib.Path(__file__).resolve().parents[2] / "sql" / "compile.py"

GOOD = """-- Comments before and inside are dropped.
-- name: first
SELECT a FROM t
-- the key
WHERE b = $1 AND c = 'x' OR d = $2;

-- name: second_one
DELETE FROM t;
"""


class Compile(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.at = pathlib.Path(self.folder.name)
        (self.at / "q").mkdir()
        (self.at / "m").mkdir()

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        path = self.at / name
        path.write_text(text, "utf-8")
        return path

    def run_compile(self, *args):
        return subprocess.run(
            [sys.executable, COMPILE, *map(str, args)],
            capture_output=True, text=True, check=False)

    def header(self, text):
        out = self.at / "out.h"
        done = self.run_compile("header", out, "--queries",
                                self.write("q/a.sql", text))
        return done, out.read_text() if done.returncode == 0 else ""

    def source(self, **migrations):
        out = self.at / "out.c"
        files = [self.write(f"m/{name}.sql", text)
                 for name, text in migrations.items()]
        done = self.run_compile("source", out, "--queries",
                                self.write("q/a.sql", GOOD),
                                "--sqlite", *files)
        return done, out.read_text() if done.returncode == 0 else ""

    def test_sql_compile__names_become_constants_in_order(self):
        done, text = self.header(GOOD)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLess(text.index("WASL_SQL_FIRST,"),
                        text.index("WASL_SQL_SECOND_ONE,"))

    def test_sql_compile__parts_stand_where_they_are_named(self):
        out = self.at / "out.c"
        done = self.run_compile(
            "source", out, "--queries", self.write("q/a.sql", (
                "-- part: late\nd.at > $1\n"
                "-- part: held\n-- of whom\nn.id = %1 AND {late}\n"
                "-- name: a\nSELECT 1 FROM d WHERE {held d.id} OR {late};")))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("WHERE n.id = d.id AND d.at > $1 OR d.at > $1",
                      out.read_text())

    def test_sql_compile__what_goes_wrong_later_is_refused(self):
        for rule, text in {
                "no name": "SELECT 1;",
                "bad name": "-- name: Act\nSELECT 1;",
                "two of a name": "-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;",
                "no semicolon": "-- name: a\nSELECT 1",
                "two statements": "-- name: a\nSELECT 1; SELECT 2;",
                "nothing": "-- name: a\n",
                "question mark": "-- name: a\nSELECT ?;",
                "named parameter": "-- name: a\nSELECT :x;",
                "no such part": "-- name: a\nSELECT {p};",
                "part that nobody has": "-- part: p\nx\n" + GOOD,
                "part of two names": "-- part: first\nx\n" + GOOD,
                "part without its word":
                    "-- part: p\n%1 = 1\n-- name: a\nSELECT {p};",
                "part with a word too many":
                    "-- part: p\n1\n-- name: a\nSELECT {p x};",
                "part of itself":
                    "-- part: p\n{p}\n-- name: a\nSELECT {p};",
                "gap": "-- name: a\nSELECT $1, $3;",
                "from two": "-- name: a\nSELECT $2;",
        }.items():
            with self.subTest(rule):
                done, _ = self.header(text)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("compile.py: ", done.stderr)

    def test_sql_compile__text_survives_as_a_c_literal(self):
        done, text = self.source(**{
            "0001_a": 'CREATE TABLE "t\\" (x TEXT DEFAULT \'\t\');'})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(r'"CREATE TABLE \"t\\\" (x TEXT DEFAULT' " '" r"\t');\n",
                      text)

    def test_sql_compile__migrations_are_numbered_without_gaps(self):
        for rule, migrations in {
                "gap": {"0001_a": "", "0003_b": ""},
                "start": {"0002_a": ""},
                "name": {"1_a": ""},
                "letters": {"0001_A": ""},
        }.items():
            with self.subTest(rule):
                for old in (self.at / "m").glob("*"):
                    old.unlink()
                done, _ = self.source(**migrations)
                self.assertNotEqual(done.returncode, 0)

    def test_sql_compile__a_file_that_is_not_listed_is_refused(self):
        self.write("m/0002_forgotten.sql", "SELECT 1;")
        done, _ = self.source(**{"0001_a": "SELECT 1;"})
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("0002_forgotten.sql: not listed", done.stderr)

    def test_sql_compile__a_statement_that_nobody_uses_is_told(self):
        queries = self.write("q/a.sql", GOOD)
        (self.at / "src").mkdir()
        self.write("src/a.c", "x = WASL_SQL_FIRST;")
        args = ["check", "--queries", queries, "--sources", self.at / "src"]
        done = self.run_compile(*args)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr,
                         "sql/queries: second_one is not used\n")
        self.write("src/b.c", "y = WASL_SQL_SECOND_ONE;")
        self.assertEqual(self.run_compile(*args).returncode, 0)


if __name__ == "__main__":
    unittest.main()
