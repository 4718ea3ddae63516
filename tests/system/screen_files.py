"""Searches for all persons of a file. Part of screen_test.py, on its nodes."""
import contextlib
import csv
import functools
import os
import pathlib
import re
import subprocess
import time
import unittest

from nodes import WASL
from screening import ARABIC, LATIN, REASON


class Files:
    def file(self, table, *words, by="olivier"):
        """Exit code, rows of the answer by line, what was said."""
        path = self.base / "people.csv"
        path.write_bytes(table if isinstance(table, bytes) else
                         table.encode())
        code, out, err = self.paris.run("screen", "--file", path, *words,
                                        "--as", by)
        rows = list(csv.DictReader(out.splitlines()))
        return code, rows, err

    def test_a_file_is_answered_in_its_order(self):
        rows = [f"Exemple Numéro{'abcdefghij'[i % 10]} {i}" for i in range(600)]
        rows[17], rows[500] = LATIN, ARABIC
        code, got, err = self.file("name\n" + "\n".join(rows) + "\n",
                                   "--reason", REASON)
        self.assertEqual(code, 0, err)
        lines = [int(r["line"]) for r in got]
        self.assertEqual(lines, sorted(lines))
        self.assertEqual(set(lines), set(range(2, 602)))
        for line in [19, 502]:
            self.assertIn(self.ref, [r["reference"] for r in got
                                     if int(r["line"]) == line])
        self.assertIn("600", err)
        row = [r for r in self.paris.wasl("screen", "review",
                                          by="valerie")["searches"]
               if r["asked"] == 600]
        self.assertEqual([r["found"] >= 2 for r in row], [True])

    @unittest.skipUnless(os.environ.get("WASL_LONG"), "a long test")
    def test_a_hundred_thousand_rows_are_answered_in_bounded_memory(self):
        def peak():
            text = pathlib.Path(
                f"/proc/{self.paris.process.pid}/status").read_text()
            return int(re.search(r"VmHWM:\s+(\d+)", text)[1])

        def ask(rows):
            table = self.base / "hundred.csv"
            with table.open("w") as out:
                out.write("name,born\n")
                for i in range(rows):
                    out.write(f"{LATIN},1987-03-02\n" if i % 1000 == 7 else
                              f"Prénom{i % 97} Nomlong{i},19{50 + i % 50}\n")
            with (self.base / "hundred.out").open("w") as out:
                return subprocess.run(
                    [WASL, "screen", "--file", table, "--reason", REASON,
                     "--quick", "--as", "olivier", "--dir", self.paris.dir],
                    stdout=out, check=False).returncode

        rows = 100_000
        self.assertEqual(ask(rows // 5), 0)
        before, begun = peak(), time.monotonic()
        self.assertEqual(ask(rows), 0)
        print(f"{rows / (time.monotonic() - begun):.0f} rows/s")
        with (self.base / "hundred.out").open() as answers:
            lines = [int(r["line"]) for r in csv.DictReader(answers)
                     if r["reference"] == self.ref]
        self.assertEqual(sorted(set(lines)),
                         [i + 2 for i in range(rows) if i % 1000 == 7])
        self.assertLess(peak() - before, 100_000)

    def test_columns_are_mapped_and_joined(self):
        table = ("NOM;PRENOM;NE;PIECE\r\nEl Mitali El Khayali;Salim;"
                 "1987-03-02;\r\nAutre;Quelqu'un;;00XX00000\r\n")
        code, got, err = self.file(
            table, "--map", "name=PRENOM+NOM,born=NE,doc=PIECE", "--reason",
            REASON)
        self.assertEqual((code, [r["reference"] for r in got]),
                         (0, [self.ref] * 2), err)
        code, _, err = self.file(table, "--reason", REASON)
        self.assertEqual(code, 1)
        self.assertIn("--map", err)

    def test_dates_are_of_the_form_that_was_said(self):
        iso = f"name,born\n{LATIN},1987-03-02\n"
        dmy = f"name,born\n{LATIN},02/03/1987\n"
        for table, words, good in [(iso, (), True), (dmy, (), False),
                                   (iso, ("--dates", "iso"), True),
                                   (dmy, ("--dates", "dmy"), True),
                                   (iso, ("--dates", "dmy"), False),
                                   (dmy.replace("02/03", "31/02"),
                                    ("--dates", "dmy"), False),
                                   (dmy.replace("02/03", "2/3"),
                                    ("--dates", "dmy"), False)]:
            code, got, err = self.file(table, *words, "--reason", REASON)
            self.assertEqual(code, 0 if good else 1, err)
            if good:
                self.assertEqual([r["reference"] for r in got], [self.ref])
                self.assertEqual(got[0]["hit_born"], "1987-03-02")
                continue
            self.assertEqual([(r["line"], r["verdict"]) for r in got],
                             [("2", "error")])
            self.assertIn("column 2: not a date", got[0]["note"])
            code, _, err = self.file(table, *words, "--strict", "--reason",
                                     REASON)
            self.assertEqual(code, 1)
            self.assertIn("line 2: column 2: not a date", err)
        code, _, err = self.file(dmy, "--dates", "mdy", "--reason", REASON)
        self.assertEqual(code, 2)
        self.assertIn("--dates", err)

    def test_bad_rows_are_named_and_passed_over_or_refused(self):
        table = (b"name,born\n" + LATIN.encode() + b",1987-03-02\n"
                 b"\xff\xfe,\n123,\n\"open,1\n=1+1 Salim,\n")
        code, got, err = self.file(table, "--reason", REASON)
        self.assertEqual(code, 1)
        self.assertEqual([(r["line"], r["verdict"]) for r in got
                          if r["verdict"] == "error"],
                         [("3", "error"), ("4", "error"), ("5", "error")])
        self.assertIn("bad rows: 3", err)
        for text, fault in [(b"PK\x03\x04abcd", "save it as CSV"),
                            ("name\nA\n".encode("utf-16-le"), "UTF-16"),
                            (b"name,name\nA,B\n", "two columns are"),
                            (b"name,born\nFictif, Salim\nAutre\n", "date"),
                            (b"name\nFictif, Salim\n", "2 columns where"),
                            (b"name,sex\nSalim,homme\n", "/sex: F, M")]:
            code, got, err = self.file(text, "--reason", REASON)
            self.assertEqual(code, 1, text)
            self.assertIn(fault, err + "".join(r["note"] for r in got))
        for name, said in [("A" * 2000, "/name: longer than 1024"),
                           ("Salim \udcff", "/name: not UTF-8")]:
            code, out, err = self.paris.run("screen", name, "--reason", REASON,
                                            "--as", "olivier")
            self.assertEqual((code, out), (1, ""))
            self.assertIn(said, err)
        _, said, _ = self.file(table, "--reason", REASON, "--lang", "fr")
        self.assertIn("n’est pas en UTF-8", said[1]["note"])
        self.assertIn("aucune lettre lisible", said[2]["note"])
        before = len(self.paris.wasl("access-log", by="dora")["access"])
        code, got, err = self.file(table, "--strict", "--reason", REASON)
        self.assertEqual((code, got), (1, []))
        self.assertIn("line 3", err)
        self.assertEqual(before, len(self.paris.wasl(
            "access-log", by="dora")["access"]))

    def test_without_a_reason_only_the_dossiers_person_is_answered(self):
        code, got, _ = self.file(
            f"name,ref\n{LATIN},{self.ref}\nJeanne Autre,{self.ref}\n"
            f"{LATIN},\n")
        self.assertEqual(code, 1)
        self.assertEqual([r["verdict"] != "error" for r in got],
                         [True, False, False])

    def test_a_file_of_another_is_not_found(self):
        with contextlib.closing(self.paris.connect()) as connection:
            ask = functools.partial(self.paris.call, connection)
            status, answer = ask("POST", "/v1/screen/files", "olivier",
                                 {"reason": REASON})
            self.assertEqual(status, 201)
            path = f"/v1/screen/files/{answer['job']}"
            rows = {"rows": [{"name": LATIN}]}
            self.assertEqual(ask("POST", path + "/rows", "valerie",
                                 rows)[0], 404)
            for bad in [{"rows": [1]}, {"rows": [{"x": "y"}]},
                        {"rows": [{"name": 1}]}, {}]:
                self.assertEqual(ask("POST", path + "/rows", "olivier",
                                     bad)[0], 422, bad)
            for _ in range(8):
                self.assertEqual(ask("POST", path + "/rows", "olivier",
                                     rows)[0], 202)
            self.assertEqual(ask("POST", path + "/rows", "olivier",
                                 rows)[0], 503)
            self.assertEqual(ask("GET", path + "/rows?chunk=99",
                                 "olivier")[0], 404)
            self.assertEqual(ask("POST", path + "/end", "olivier", {})[0],
                             200)
            self.assertEqual(ask("GET", path + "/rows?chunk=0",
                                 "olivier")[0], 404)
