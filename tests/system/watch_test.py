#!/usr/bin/python3
"""A running node and its lists of persons: imports, second persons, ends.
Every person is invented."""
import contextlib
import datetime
import json
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from house import House
from nodes import WASL, Refused, until

SAMPLES = pathlib.Path(__file__).resolve().parents[1] / "watch" / "samples"
TERMS = ["--source", "invented source", "--basis", "invented basis",
         "--retention", "2099-12-31"]
# omar (operator) imports, zineb (validator) approves; aziz only looks.
PIECE = 1024 * 1024


def person(i, name="Amine"):
    return f"R-{i},{name} Fictif {i},19{50 + i % 50}-0{1 + i % 9}-11\n"


def table(rows):
    return "ref,name,birth\n" + "".join(rows)


class Watch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-watch-")
        cls.addClassCleanup(scratch.cleanup)
        cls.base = pathlib.Path(scratch.name)
        cls.house = House(scratch.name, [])
        cls.addClassCleanup(cls.house.close)
        cls.node = cls.house.node
        cls.node.both("user", "add", "aziz", "--unit", "IG", "--roles",
                      "auditor")
        cls.node.speak([s[0] for s in cls.node.staff] + ["aziz"])

    def file(self, text):
        path = self.base / "list.csv"
        path.write_text(text)
        return path

    def run_import(self, name, path, *more, by="omar", codes=(0,)):
        return self.node.wasl("watch", "import", path, "--list", name, *more,
                              by=by, codes=codes)

    def new_list(self, name, text):
        answer = self.run_import(name, self.file(text), *TERMS, codes=(3,))
        self.assertEqual(answer["state"], "waiting")
        self.node.wasl("watch", "approve", name, "--yes", by="zineb")
        self.addCleanup(self.node.run, "watch", "remove", name, "--yes",
                        "--as", "zineb")

    def lists(self):
        return {l["name"]: l for l in
                self.node.wasl("watch", "list", by="omar")["lists"]}

    def record(self, name, ref):
        return self.node.wasl("watch", "show", name, "--ref", ref,
                              "--purpose", "a test", by="omar")

    def refused(self, code, *words, by):
        with self.assertRaises(Refused) as caught:
            self.node.wasl(*words, by=by)
        self.assertEqual(caught.exception.problem.get("code"), code,
                         caught.exception)
        return caught.exception.problem

    def count(self, sql):
        with contextlib.closing(sqlite3.connect(
                self.node.dir / "wasl.db")) as db:
            return db.execute(sql).fetchone()[0]

    # By hand: an import that a test stops where it wants.

    def ask(self, method, path, body=None, by="omar", kind="application/json"):
        with contextlib.closing(self.node.connect()) as connection:
            if body is not None and not isinstance(body, bytes):
                body = json.dumps(body)
            connection.request(method, path, body=body,
                               headers={"Wasl-As": by, "Content-Type": kind})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def begin(self, name, **more):
        return self.ask("POST", "/v1/imports", {
            "list": name, "source": "s", "basis": "b",
            "retention": "2099-12-31", "format": "csv", **more})

    def piece(self, number, offset, data, by="omar"):
        return self.ask("PUT", f"/v1/imports/{number}/pieces/{offset}", data,
                        by, "application/octet-stream")

    # What comes in.

    def test_a_list_comes_into_force_by_two_persons(self):
        answer = self.run_import("two", self.file(table([person(1)])), *TERMS,
                                 codes=(3,))
        self.assertEqual(answer["counts"]["added"], 1)
        self.assertTrue(self.lists()["two"]["waits"])
        self.assertIn("list-waits", {a["code"] for a in self.node.wasl(
            "status", by="omar")["alarms"]})
        self.refused("DENIED", "watch", "approve", "two", "--yes", by="omar")
        self.refused("NOT_FOUND", "watch", "show", "two", "--ref", "R-1",
                     "--purpose", "too early", by="omar")
        self.node.wasl("watch", "approve", "two", "--yes", by="zineb")
        self.assertEqual(self.lists()["two"]["retention"], "2099-12-31")
        self.assertEqual(self.record("two", "R-1")["names"][0]["text"],
                         "Amine Fictif 1")
        shown = self.node.wasl("watch", "show", "two", by="omar")
        self.assertEqual((shown["imports"][0]["officer"],
                          shown["imports"][0]["second"]), ("omar", "zineb"))

    def test_who_imports_does_not_approve(self):
        self.run_import("alone", self.file(table([person(1)])), *TERMS,
                        by="zineb", codes=(3,))
        self.refused("DENIED", "watch", "approve", "alone", "--yes",
                     by="zineb")
        self.node.wasl("watch", "return", "alone", by="zineb")
        until("the list is gone", lambda: "alone" not in self.lists())

    def ends(self, name, by):
        return [t for t in self.node.wasl("tasks", by=by)["tasks"]
                if t["sort"] == "list" and t["what"] == name]

    def test_a_list_that_ends_is_a_task_of_those_who_import(self):
        soon = (datetime.date.today() + datetime.timedelta(3)).isoformat()
        self.run_import("ends", self.file(table([person(1)])), *TERMS[:-1],
                        soon, codes=(3,))
        self.node.wasl("watch", "approve", "ends", "--yes", by="zineb")
        self.addCleanup(self.node.run, "watch", "remove", "ends", "--yes",
                        "--as", "zineb")
        for by in ["omar", "zineb"]:
            self.assertEqual(len(self.ends("ends", by)), 1, by)
        self.assertEqual(self.ends("ends", "aziz"), [])
        task = self.ends("ends", "omar")[0]
        self.refused("CONFLICT", "done", task["id"], "--note", "no",
                     by="omar")
        self.run_import("ends", self.base / "list.csv", *TERMS, codes=(3,))
        self.node.wasl("watch", "approve", "ends", "--yes", by="zineb")
        self.assertEqual(self.ends("ends", "omar"), [])

    def test_an_auditor_sees_lists_and_imports_none(self):
        self.new_list("seen", table([person(1)]))
        self.node.wasl("watch", "list", by="aziz")
        self.refused("DENIED", "watch", "import", self.file(table([])),
                     "--list", "seen", by="aziz")
        self.refused("DENIED", "watch", "remove", "seen", "--yes", by="omar")
        self.refused("DENIED", "watch", "show", "seen", "--ref", "R-1",
                     "--purpose", "curious", by="aziz")

    def test_again_is_a_difference(self):
        self.new_list("diff", table(map(person, range(2000))))
        answer = self.run_import("diff", self.file(table(
            person(i, "Zineb" if i % 100 == 0 else "Amine")
            for i in range(10, 2010))))
        self.assertEqual(answer["state"], "in-force")
        self.assertEqual(answer["counts"], {
            "records": 2000, "added": 10, "changed": 19, "unchanged": 1971,
            "removed": 10, "skipped": 0})
        self.assertEqual(sorted(answer["report"]["removed"]),
                         sorted(f"R-{i}" for i in range(10)))
        self.assertEqual(self.record("diff", "R-100")["names"][0]["text"],
                         "Zineb Fictif 100")
        self.refused("NOT_FOUND", "watch", "show", "diff", "--ref", "R-1",
                     "--purpose", "gone", by="omar")
        again = self.run_import("diff", self.base / "list.csv")
        self.assertEqual(again["counts"]["unchanged"], 2000)

    def test_every_format_is_read(self):
        for name, sample, more in [
                ("un", "un.xml", []), ("page", "interpol-page.json", []),
                ("notice", "interpol-notice.json", []),
                ("ftm", "people.ftm.json", []),
                ("table", "people.csv",
                 ["--mapping", SAMPLES / "mapping.json"])]:
            answer = self.run_import(name, SAMPLES / sample, *more, *TERMS,
                                     codes=(3,))
            self.assertGreater(answer["counts"]["added"], 0, name)
            self.assertEqual(answer["counts"]["skipped"], 0, name)
            self.node.wasl("watch", "return", name, by="omar")

    def test_what_is_opened_is_logged(self):
        self.new_list("logged", table([person(1)]))
        self.record("logged", "R-1")
        rows = self.node.wasl("access-log", by="aziz")["access"]
        self.assertTrue([r for r in rows if r["what"] == "list" and
                         r["purpose"] == "a test" and r["subject"]])
        self.assertTrue([r for r in rows if "logged" in r["purpose"]])
        self.refused("SCHEMA", "watch", "show", "logged", "--ref", "R-1",
                     by="omar")

    # What does not come in.

    def test_refuse_changes_nothing_and_skip_leaves_out(self):
        self.new_list("bad", table(map(person, range(10))))
        bad = self.file(table([person(1), "R-2\n", "R-3,A,soon\n", person(4),
                               person(4)]))
        answer = self.run_import("bad", bad, codes=(1,))
        self.assertEqual((answer["state"], answer["code"]),
                         ("dropped", "SCHEMA"))
        self.assertEqual([r["line"] for r in answer["report"]["refused"]],
                         [3, 4])
        self.assertEqual(self.lists()["bad"]["records"], 10)
        answer = self.run_import("bad", bad, "--on-error", "skip")
        self.assertEqual([r["line"] for r in answer["report"]["refused"]],
                         [3, 4, 6])
        self.assertEqual(self.lists()["bad"]["records"], 2)

    def test_why_lines_are_refused_is_said_in_the_officers_language(self):
        self.new_list("said", table([person(1)]))
        bad = self.file(table(["R-2,A\n", "R-3,A,soon\n"]))
        words = ("watch", "import", bad, "--list", "said", "--as", "omar")
        for language, said in [
                ("en", ["2 columns where the heading has", "not a date of the form",
                        "one is enough"]),
                ("fr", ["2 colonnes alors que l’en-tête en a",
                        "n’est pas une date de la forme", "un seul suffit"]),
                ("ar", ["أعمدة بينما في سطر العناوين", "ليس تاريخا بصيغة YYYY-MM-DD",
                        "وواحد يكفي"])]:
            code, _, err = self.node.run(*words, "--lang", language)
            self.assertEqual(code, 1)
            for text in said:
                self.assertIn(text, err)
        self.assertNotRegex(err, "column|date|record")
        same = [self.run_import("said", bad, "--lang", language, codes=(1,))
                for language in ("en", "ar")]
        self.assertEqual(*[{**a, "id": 0, "micros": 0} for a in same])
        self.assertEqual(same[0]["report"]["refused"][0]["fault"], "columns")

    def test_a_file_that_ends_in_the_middle_changes_nothing(self):
        self.new_list("cut", table([person(1)]))
        text = (SAMPLES / "un.xml").read_text()
        for cut in [text[:len(text) // 2], "", "<a/>",
                    "<!DOCTYPE x [<!ENTITY a 'b'>]>" + text]:
            answer = self.run_import("cut", self.file(cut), "--on-error",
                                     "skip", codes=(1,))
            self.assertIn(answer.get("code"), ("MALFORMED", "SCHEMA"))
        self.assertEqual(self.lists()["cut"]["records"], 1)
        self.record("cut", "R-1")

    def test_a_full_disk_changes_nothing_and_leaves_nothing(self):
        """The kernel plays the disk, as in full_test.py."""
        self.new_list("full", table(map(person, range(50))))
        text = table(person(i, "Zineb") for i in range(20000)).encode()
        self.assertLess(len(text), PIECE)
        _, begun = self.begin("full")
        pid = self.node.process.pid
        try:
            resource.prlimit(pid, resource.RLIMIT_FSIZE,
                             (0, resource.RLIM_INFINITY))
            self.piece(begun["id"], 0, text)
            self.ask("POST", f"/v1/imports/{begun['id']}/end", {})
            ended = until("it ended", lambda: (
                answer := self.ask("GET", f"/v1/imports/{begun['id']}")[1])
                ["state"] != "reading" and answer)
        finally:
            resource.prlimit(pid, resource.RLIMIT_FSIZE,
                             (resource.RLIM_INFINITY,) * 2)
        self.assertEqual((ended["state"], ended["code"]),
                         ("dropped", "NO_SPACE"))
        self.assertIn("make room on the disk", ended["detail"])
        self.assertEqual(self.lists()["full"]["records"], 50)
        self.assertEqual(self.record("full", "R-7")["names"][0]["text"],
                         "Amine Fictif 7")
        again = self.run_import("full", self.file(text.decode()))
        self.assertEqual(again["counts"]["changed"], 50)
        self.assertEqual(self.lists()["full"]["records"], 20000)

    def test_control_c_leaves_the_list_as_it_was(self):
        self.new_list("ctrl", table([person(1)]))
        pipe = self.base / "pipe"
        os.mkfifo(pipe)
        rows = ("SELECT COUNT(*) FROM watch_record AS r JOIN watch_list AS l "
                "ON l.id = r.list_id WHERE r.born > l.generation")
        for number in [signal.SIGINT, signal.SIGTERM]:
            until("nothing is left", lambda: self.count(rows) == 0)
            command = subprocess.Popen(
                [WASL, "watch", "import", pipe, "--list", "ctrl", "--as",
                 "omar", "--dir", self.node.dir], stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True)
            with pipe.open("w") as out:
                out.write(table(person(i, "Zineb") for i in range(40000)))
                out.flush()
                until("some of it is read", lambda: self.count(rows))
                command.send_signal(number)
                _, said = command.communicate(timeout=60)
            self.assertEqual(command.returncode, -number)
            self.assertIn("as it was", said)
            self.assertEqual(self.lists()["ctrl"]["records"], 1)
        # What is still being forgotten gives way.
        answer = self.run_import("ctrl", self.file(table(
            [person(1), person(2)])))
        self.assertEqual(answer["counts"]["added"], 1)

    def test_what_is_no_list_is_told_in_one_clear_line(self):
        """End to end through the command: each names the trouble."""
        laughs = "<!DOCTYPE l [<!ENTITY a \"ha\">" + "".join(
            f"<!ENTITY {c} \"{('&' + p + ';') * 10}\">"
            for p, c in zip("abcdefgh", "bcdefghi")) + "]><l>&i;</l>"
        un = (SAMPLES / "un.xml").read_text()
        for text, more, said in [
                (laughs, [], "DTD"),
                ("<!DOCTYPE l SYSTEM \"file:///etc/passwd\"><l/>", [],
                 "DTD"),
                (un[:len(un) // 2], ["--format", "un"], "short"),
                ("<rss/>", ["--format", "un"], "consolidated list"),
                (un, ["--format", "csv"], "XML, and no table"),
                ("{\"a\": " * 5000, ["--format", "ftm"], "nested deeper"),
                ("PK\x03\x04 a table", [], "spreadsheet"),
                ("", [], "empty"),
                ("ref,name\n", ["--format", "csv"], "not one person"),
                (table([person(1)]), ["--format", "excel"], "format"),
                ("nom,ne\nx,y\n", ["--format", "csv"], "\"ref\"")]:
            code, out, err = self.node.run(
                "watch", "import", self.file(text), "--list", "clear",
                *TERMS, *more, "--as", "omar")
            self.assertEqual(code, 1, (text[:40], out, err))
            self.assertIn(said, err, text[:40])
            self.assertLess(err.count("\n"), 3, err)
        self.assertNotIn("clear", self.lists())

    def test_a_file_beyond_the_limit_is_refused_before_it_is_sent(self):
        """A file of 64 GiB and a byte, all of it a hole."""
        path = self.base / "hole.csv"
        with path.open("wb") as out:
            out.truncate(64 * 2**30 + 1)
        self.addCleanup(path.unlink)
        problem = self.refused("TOO_BIG", "watch", "import", path, "--list",
                               "hole", *TERMS, by="omar")
        self.assertIn(str(64 * 2**30), problem["detail"])
        self.assertNotIn("hole", self.lists())

    @unittest.skipUnless(os.environ.get("WASL_LONG"), "a long test")
    def test_five_gigabytes_are_read_in_bounded_memory(self):
        def peak():
            text = pathlib.Path(
                f"/proc/{self.node.process.pid}/status").read_text()
            return int(re.search(r"VmHWM:\s+(\d+)", text)[1])

        mapping = self.base / "mapping.json"
        mapping.write_text('{"columns": {"no": "ref", "nom": "name"}}')
        pad = "x" * 30000
        rows = 5 * 2**30 // (len(pad) + 24) + 1
        first = 0  # once the first fifth is read
        command = subprocess.Popen(
            [WASL, "watch", "import", "-", "--list", "huge", "--mapping",
             mapping, *TERMS, "--json", "--as", "omar", "--dir",
             self.node.dir], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        command.stdin.write("no,nom,rest\n")
        for i in range(rows):
            command.stdin.write(f"G-{i:07},Amine Fictif,{pad}\n")
            first = first or (peak() if i == rows // 5 else 0)
        said, _ = command.communicate(timeout=600)
        self.assertEqual(command.returncode, 3)
        self.assertEqual(json.loads(said)["counts"]["records"], rows)
        self.assertLess(peak() - first, 100_000)
        self.node.wasl("watch", "return", "huge", by="omar")

    def test_two_imports_of_one_list_are_refused(self):
        status, first = self.begin("race")
        self.assertEqual(status, 201)
        status, answer = self.begin("race")
        self.assertEqual((status, answer["code"]), (409, "CONFLICT"))
        status, _ = self.ask("DELETE", f"/v1/imports/{first['id']}")
        self.assertEqual(status, 200)
        until("the list is gone", lambda: "race" not in self.lists())

    def test_pieces_come_in_order_and_from_one_officer(self):
        _, begun = self.begin("order", size="30")
        number, text = begun["id"], table([person(1)]).encode()
        self.assertEqual(self.piece(number, 0, text[:10])[0], 200)
        for offset, by, code in [(0, "omar", "CONFLICT"),
                                 (11, "omar", "CONFLICT"),
                                 (10, "zineb", "DENIED")]:
            status, answer = self.piece(number, offset, text[10:], by)
            self.assertEqual(answer["code"], code)
        self.assertEqual(self.piece(number, 10, text[10:])[0], 200)
        self.ask("POST", f"/v1/imports/{number}/end", {})
        ended = until("it ended", lambda: (
            answer := self.ask("GET", f"/v1/imports/{number}")[1])
            ["state"] != "reading" and answer)
        # 30 bytes were announced.
        self.assertEqual((ended["state"], ended["code"]),
                         ("dropped", "MALFORMED"))

    # The end of a process, and of a list.

    def test_a_kill_in_the_middle_leaves_the_old(self):
        self.new_list("kill", table(map(person, range(100))))
        _, begun = self.begin("kill")
        text = table(person(i, "Zineb") for i in range(50, 40000)).encode()
        self.assertGreater(len(text), PIECE)
        self.piece(begun["id"], 0, text[:PIECE])
        until("some of it was written", lambda: self.count(
            "SELECT COUNT(*) FROM watch_record WHERE born > 1") > 1000)
        self.house.restart()
        self.assertEqual(self.lists()["kill"]["records"], 100)
        for ref in ["R-1", "R-60"]:
            self.assertEqual(self.record("kill", ref)["names"][0]["text"],
                             f"Amine Fictif {ref[2:]}")
        until("its rows are swept", lambda: self.count(
            "SELECT COUNT(*) FROM watch_record AS r JOIN watch_list AS l "
            "ON l.id = r.list_id WHERE r.born > l.generation "
            "OR r.ended > l.generation") == 0)
        answer = self.run_import("kill", self.file(text.decode()))
        self.assertEqual(answer["counts"]["changed"], 50)
        self.assertEqual(answer["counts"]["removed"], 50)

    def test_remove_destroys_key_and_rows(self):
        self.new_list("gone", table([person(1)]))
        sealed = self.count("SELECT sealed FROM watch_record JOIN watch_list "
                            "AS l ON l.id = list_id WHERE name = 'gone'")
        self.node.wasl("watch", "remove", "gone", "--yes", by="zineb")
        self.assertNotIn("gone", self.lists())
        until("its rows are gone", lambda: self.count(
            "SELECT COUNT(*) FROM watch_list WHERE wrapped IS NULL") == 0)
        until("no file holds them", lambda: not any(
            sealed in f.read_bytes() for f in self.node.dir.glob("wasl.db*")))
        self.refused("NOT_FOUND", "watch", "show", "gone", by="omar")

    def test_nothing_of_a_person_stands_in_database_or_log(self):
        self.new_list("sealed", table(["Q-77,Ghislain Inimitable,\n"]))
        for f in [*self.node.dir.glob("wasl.db*"), self.node.log]:
            self.assertIsNone(re.search(rb"Inimitable|Q-77", f.read_bytes()))

    @unittest.skipUnless(os.environ.get("WASL_LONG"), "a long test")
    def test_a_million(self):
        path = self.base / "million.csv"
        with path.open("w") as out:
            out.write("ref,name,birth\n")
            out.writelines(map(person, range(1_000_000)))
        _, begun = self.begin("million", size=str(path.stat().st_size))
        with path.open("rb") as data:
            offset = 0
            while piece := data.read(PIECE):
                self.assertEqual(
                    self.piece(begun["id"], offset, piece)[0], 200)
                offset += len(piece)
        self.ask("POST", f"/v1/imports/{begun['id']}/end", {})
        ended = until("it ended", lambda: (
            answer := self.ask("GET", f"/v1/imports/{begun['id']}")[1])
            ["state"] != "reading" and answer, patience=600)
        self.assertEqual(ended["counts"]["added"], 1_000_000)
        self.node.wasl("watch", "approve", "million", "--yes", by="zineb")
        self.assertEqual(self.lists()["million"]["records"], 1_000_000)


if __name__ == "__main__":
    unittest.main()
