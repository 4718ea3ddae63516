#!/usr/bin/python3
"""Two running nodes: who is found, what is shown to whom, what is written down,
and that what was purged, or a broken snapshot, shows nobody."""
import contextlib
import csv
import functools
import hashlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import time
import unittest

from nodes import EXAMPLES, STAFF, WASL, Line, Refused, until

REQUEST = EXAMPLES / "arrest-request.json"
LATIN = "Salim El Mitali El Khayali"
ARABIC = "سليم المثالي الخيالي"
REASON = "contrôle d'identité, gare d'Exemple"


class Screen(unittest.TestCase):
    """olivier drafts, valerie approves; ugo's unit sees its own only."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-screen-")
        cls.addClassCleanup(scratch.cleanup)
        cls.line = Line(scratch.name)
        cls.addClassCleanup(cls.line.__exit__)
        cls.rabat, cls.paris = cls.line.nodes
        cls.base = cls.line.base
        cls.paris.staff = [*STAFF["FR"][:-1], ("ugo", "PJ", "unit"),
                           ("dora", "DPD", "dpo"), STAFF["FR"][-1]]
        cls.line.ceremony()
        made = cls.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                              by="olivier")
        cls.ref = cls.paris.two(made, by="valerie")["reference"]
        until("the request arrived", lambda: cls.rabat.wasl(
            "list", by="omar")["dossiers"])

    def screen(self, *words, by="olivier", node=None):
        return (node or self.paris).wasl("screen", *words, by=by)

    def refs(self, answer):
        return [h["reference"] for h in answer["hits"]]

    def persons(self, node=None):
        node = node or self.paris
        return node.wasl("status", by=node.admin)["persons"]

    # Finding.

    def test_either_alphabet_finds_the_person_on_both_sides(self):
        for node, by in [(self.paris, "olivier"), (self.rabat, "omar")]:
            for name in [LATIN, ARABIC, "KHAYALI Selim El-Mithali",
                         "الميتالي الخيالي سليم"]:
                answer = self.screen(name, "--reason", REASON, by=by,
                                     node=node)
                self.assertIn(self.ref, self.refs(answer), (node.name, name))
                self.assertTrue(answer["complete"])
        self.assertEqual([], self.refs(self.screen(
            "Jeanne Inconnue", "--reason", REASON)))

    def test_a_document_is_enough_and_facts_weigh(self):
        answer = self.screen("Quelqu'un Autre", "--doc", "00 xx 00000",
                             "--reason", REASON)
        self.assertEqual([self.ref], self.refs(answer))
        self.assertTrue(answer["hits"][0]["document"])
        same = self.screen(LATIN, "--born", "1987-03-02", "--ref", self.ref)
        other = self.screen(LATIN, "--born", "1961-10-20", "--reason", REASON)
        likely = [a["hits"][0]["probability"] if a["hits"] else 0
                  for a in (same, other)]
        self.assertGreater(likely[0], likely[1])

    def test_a_hit_says_why_and_decides_nothing(self):
        answer = self.screen(ARABIC, "--ref", self.ref)
        hit = answer["hits"][0]
        self.assertTrue(hit["cited"])
        self.assertGreater(len(hit["explanation"]["parts"]), 1)
        code, out, err = self.paris.run("screen", ARABIC, "--ref", self.ref,
                                        "--explain", "--as", "olivier")
        self.assertEqual(code, 0, err)
        self.assertIn(self.ref, out)
        self.assertIn("two persons decide", out)
        self.assertNotIn("same person", out)
        self.assertIn("how well the letters agree", out)
        for language, words in [("fr", "concordance des lettres"),
                                ("ar", "مدى اتفاق الحروف")]:
            code, out, err = self.paris.run(
                "screen", ARABIC, "--ref", self.ref, "--explain", "--as",
                "olivier", "--lang", language)
            self.assertIn(words, out)
            self.assertNotIn("shares", out)

    # The reason.

    def test_a_search_needs_a_matching_dossier_or_a_reason(self):
        for words in [(LATIN,), ("Jeanne Autre", "--ref", self.ref),
                      (LATIN, "--reason", "why")]:
            with self.assertRaises(Refused) as caught:
                self.screen(*words)
            self.assertEqual(caught.exception.problem["code"], "RULE")
            self.assertEqual(caught.exception.pointers(), ["/reason"])
            self.assertNotIn("hits", caught.exception.problem)
        self.assertFalse(self.screen(LATIN, "--ref", self.ref)["unmatched"])
        self.assertTrue(self.screen(
            "Jeanne Autre", "--ref", self.ref, "--reason",
            REASON)["unmatched"])

    def test_weak_strangers_wait_for_a_reason(self):
        made = self.paris.open(
            "arrest", "rabat.dgsn", "--file", self.changed(
                "Slim", "EL MITALI", "سليم", "المثالي"), by="olivier")
        self.addCleanup(self.paris.run, "return", made["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        born = ["--born", "1987-03-02"]
        shy = self.screen(LATIN, *born, "--ref", self.ref)
        told = self.screen(LATIN, *born, "--ref", self.ref, "--reason", REASON)
        self.assertFalse(told["unmatched"])
        self.assertEqual(told["hidden"], 0)
        self.assertEqual(len(shy["hits"]) + shy["hidden"], len(told["hits"]))
        for hit in shy["hits"]:
            self.assertTrue(hit["cited"] or hit["verdict"] == "probable")

    def changed(self, given, family, given_ar, family_ar, born="1955-12-24"):
        """The request for another invented person."""
        request = json.loads(REQUEST.read_text())
        request["person"].update(
            given_names=given_ar, family_name=family_ar,
            given_names_latin=given, family_name_latin=family,
            birth_date=born)
        for name in ["other_spellings", "documents"]:
            del request["person"][name]
        path = self.base / f"{family.replace(' ', '')}.json"
        path.write_text(json.dumps(request))
        return path

    # Need-to-know.

    def test_what_one_may_not_read_is_only_told_to_be_there(self):
        """Triage is for those of the units that wasl.json names; a unit's
        officer is none of them."""
        answer = self.screen(LATIN, "--reason", REASON, by="ugo")
        self.assertEqual(answer["hits"], [])
        self.assertEqual([e["unit"] for e in answer["elsewhere"]], ["SPOC"])
        self.assertNotIn(self.ref, json.dumps(answer))
        with self.assertRaises(Refused) as caught:
            self.screen(LATIN, "--ref", self.ref, by="ugo")
        self.assertEqual(caught.exception.problem["code"], "DENIED")

    def test_roles_that_do_not_search_are_refused(self):
        for by in ["anne", "dora"]:
            with self.assertRaises(Refused) as caught:
                self.screen(LATIN, "--reason", REASON, by=by)
            self.assertEqual(caught.exception.problem["code"], "DENIED")

    # What is written down.

    def test_every_search_is_recorded_and_unmatched_ones_reviewed(self):
        words = "vérification sans suite, exemple"
        self.screen("Jeanne Introuvable", "--reason", words)
        self.screen("Introuvable Jeanne", "--reason", words)
        rows = [r for r in self.paris.wasl("access-log", by="dora")["access"]
                if r["what"] == "search" and r["purpose"] == words]
        self.assertEqual(len(rows), 2)
        self.assertEqual(rows[0]["subject"], rows[1]["subject"])
        self.assertEqual(len(rows[0]["subject"]), 64)
        self.assertNotIn("Introuvable", json.dumps(rows))
        todo = [r for r in self.paris.wasl("screen", "review",
                                           by="valerie")["searches"]
                if r["reason"] == words]
        self.assertEqual([(r["found"], r["unmatched"]) for r in todo],
                         [(0, True)] * 2)
        self.paris.wasl("screen", "review", todo[0]["id"], "--note", "expliqué",
                        by="valerie")
        with self.assertRaises(Refused) as caught:
            self.paris.wasl("screen", "review", todo[0]["id"], by="denis")
        self.assertEqual(caught.exception.problem["code"], "CONFLICT")
        left = [r["id"] for r in self.paris.wasl(
            "screen", "review", by="dora")["searches"]]
        self.assertNotIn(todo[0]["id"], left)
        self.assertIn(todo[1]["id"], left)
        with self.assertRaises(Refused):
            self.paris.wasl("screen", "review", by="olivier")

    def test_nobody_reviews_his_own_search(self):
        self.screen("Jeanne Propre", "--reason", "exemple de recherche",
                    by="valerie")
        row = [r for r in self.paris.wasl("screen", "review",
                                          by="valerie")["searches"]
               if r["officer"] == "valerie"][0]
        with self.assertRaises(Refused) as caught:
            self.paris.wasl("screen", "review", row["id"], by="valerie")
        self.assertEqual(caught.exception.problem["code"], "DENIED")

    # Corrections.

    def sent(self, path, node=None):
        """Open a request of Paris and wait until the partner has it."""
        made = self.paris.open("arrest", "rabat.dgsn", "--file", path,
                               by="olivier")
        ref = self.paris.two(made, by="valerie")["reference"]
        until("the request arrived", lambda: ref in [
            d["reference"] for d in
            self.rabat.wasl("list", by="omar")["dossiers"]])
        return ref

    def test_who_was_corrected_is_found_as_he_is_and_no_more_as_he_was(self):
        ref = self.sent(self.changed("Bérénice", "FAUTIVELLE", "برنيس",
                                     "فوتيفل", born="1961-02-03"))
        both = [(self.paris, "olivier"), (self.rabat, "omar")]
        right = ("Bérénice ROCHEJUSTE", "--reason", REASON)
        wrong = ("Bérénice FAUTIVELLE", "--reason", REASON)
        for node, by in both:
            until("it is known", lambda: ref in self.refs(
                self.screen(*wrong, by=by, node=node)))
        for field, value in [("family_name_latin", "ROCHEJUSTE"),
                             ("family_name", "روش جوست"),
                             ("birth_date", "1962-02-03")]:
            self.paris.two(self.paris.act(
                ref, "correct", f"corrected_field=/person/{field}",
                "old_hash=" + "00" * 32, f"new_value={value}", by="olivier"),
                by="valerie")
        for node, by in both:
            until("the corrections count", lambda: [
                h for h in self.screen(*right, "--born", "1962-02-03", by=by,
                                       node=node)["hits"]
                if h["reference"] == ref and h["born"] == "1962-02-03"])
            self.assertNotIn(ref, self.refs(self.screen(*wrong, by=by,
                                                        node=node)))

    # What came and was known before.

    def known(self, ref, by="omar"):
        return [t["what"] for t in
                self.rabat.wasl("tasks", by=by)["tasks"]
                if t["reference"] == ref and t["sort"] == "known"]

    def test_the_desk_is_told_that_somebody_who_came_is_known(self):
        """First nobody knows her; then a dossier does, then a list too."""
        path = self.changed("Honorine", "DOUBLEMENT", "أونورين", "دوبلمان",
                            born="1958-07-09")
        first = self.sent(path)
        until("she is known", lambda: first in self.refs(self.screen(
            "Honorine Doublement", "--reason", REASON, by="omar",
            node=self.rabat)))
        self.assertEqual(self.known(first), [])
        second = self.sent(path)
        until("the desk is told", lambda: self.known(second) == ["dossier"])
        self.assertEqual(self.known(first), [])
        self.import_list("known", ["K-1,Honorine Doublement,1958-07-09\n"])
        until("the list is known", lambda: ("known", "K-1") in
              self.on_lists("Honorine Doublement"))
        third = self.sent(path)
        until("the desk is told", lambda: self.known(third) ==
              ["list, dossier"])
        task = next(t for t in self.rabat.wasl("tasks", by="omar")["tasks"]
                    if t["reference"] == third and t["sort"] == "known")
        self.rabat.wasl("done", task["id"], "--note", "joined",
                        by="omar")
        self.assertEqual(self.known(third), [])

    def rows(self, sql):
        """Of the database of Rabat."""
        with contextlib.closing(sqlite3.connect(
                f"file:{self.rabat.dir}/wasl.db?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    def test_a_kill_within_a_comparison_loses_nobody_and_tells_nobody_twice(
            self):
        """A list against open dossiers: killed at its begin and on its way."""
        refs = [self.sent(self.changed("Cunégonde", "PREMIERRANG", "كونيغوند",
                                       "بروميرانغ")),
                self.sent(self.changed("Théophraste", "DERNIERRANG",
                                       "تيوفراست", "درنييرانغ"))]
        for ref, name in zip(refs, ["Cunégonde Premierrang",
                                    "Théophraste Dernierrang"]):
            until("they are known", lambda: ref in self.refs(self.screen(
                name, "--reason", REASON, by="omar", node=self.rabat)))
        rows = [f"S-{i},Sansrapport Numéro{chr(97 + i % 26)} "
                f"{chr(97 + i // 26 % 26)}etranger,\n" for i in range(1200)]
        rows[3] = "K-1,Cunégonde Premierrang,1955-12-24\n"
        rows[-3] = "K-2,Théophraste Dernierrang,1955-12-24\n"
        told = ("SELECT d.ref, COUNT(*) FROM change AS c JOIN dossier AS d ON "
                "d.id = c.dossier_id WHERE c.what = 6 GROUP BY d.ref")
        before = dict(self.rows(told))
        self.import_list("kill", rows)
        stands = ("SELECT c.generation, c.row_id FROM list_compared AS c JOIN "
                  "watch_list AS l ON l.id = c.list_id WHERE l.name = 'kill'")
        at = []
        for _ in range(3):
            at = until("it goes on", lambda: [
                r for r in self.rows(stands) if [r] != at or r == (1, 0)])
            self.rabat.kill()
            at = self.rows(stands)
            self.rabat.start()
        until("all is compared", lambda: self.rows(stands) == [(1, 0)])
        for ref in refs:
            self.assertEqual(self.known(ref), ["list"])
            self.assertEqual(dict(self.rows(told)).get(ref, 0) -
                             before.get(ref, 0), 1)

    # Lists, as they are searched.

    def import_list(self, name, rows, node=None):
        node = node or self.rabat
        table = self.base / f"{name}.csv"
        table.write_text("ref,name,birth\n" + "".join(rows))
        node.wasl("watch", "import", table, "--list", name, "--source",
                  "invented", "--basis", "invented", "--retention",
                  "2099-12-31", by="omar", codes=(3,))
        node.wasl("watch", "approve", name, "--yes", by="zineb")
        self.addCleanup(node.run, "watch", "remove", name, "--yes", "--as",
                        "zineb")

    def on_lists(self, name):
        answer = self.screen(name, "--reason", REASON, by="omar",
                             node=self.rabat)
        return {(h["list"], h["reference"]) for h in answer["hits"]
                if h["source"] == "list"}

    def test_a_person_of_two_lists_is_found_in_both_until_one_goes(self):
        row = "{},Gontran Doublelisté,1949-11-12\n"
        self.import_list("deux-a", [row.format("A-1")])
        self.import_list("deux-b", [row.format("B-9"),
                                    "B-2,Autre Personne,\n"])
        both = {("deux-a", "A-1"), ("deux-b", "B-9")}
        until("both lists are searched",
              lambda: self.on_lists("Gontran Doubleliste") == both)
        self.rabat.wasl("watch", "remove", "deux-a", "--yes", by="zineb")
        self.assertEqual(self.on_lists("Gontran Doubleliste"),
                         {("deux-b", "B-9")})
        self.rabat.kill()
        self.rabat.start()
        until("the other is searched again", lambda: self.on_lists(
            "Gontran Doubleliste") == {("deux-b", "B-9")})

    def test_kills_while_the_change_feed_is_read_lose_and_double_nobody(self):
        def name(i):
            return "Feed Suivi" + "".join(
                "badicofugehi"[2 * d:2 * d + 2] for d in
                (i // 1296, i // 216 % 6, i // 36 % 6, i // 6 % 6, i % 6))

        rows = [f"F-{i},{name(i)},1950-01-02\n" for i in range(4000)]
        before = self.persons(self.rabat)
        self.import_list("feed", rows)
        for _ in range(3):
            self.rabat.kill()
            self.rabat.start()
        until("all are there", lambda: self.persons(self.rabat)["complete"])
        self.assertEqual(self.persons(self.rabat)["persons"],
                         before["persons"] + len(rows))
        for i in [0, 1999, 3999]:
            self.assertIn(("feed", f"F-{i}"), self.on_lists(name(i)))

    # Two persons decide.

    def test_two_persons_decide_who_a_hit_is_and_it_is_remembered(self):
        """Of a list's record and of a dossier; they differ; it is opened
        anew; it goes with the list."""
        name, person = "Isidore Deuxavis", self.changed(
            "Isidore", "DEUXAVIS", "إيزيدور", "دوزافي", born="1951-02-03")
        first, second = self.sent(person), self.sent(person)
        self.import_list("avis", ["D-1,Isidore Deuxavis,1951-02-03\n"])
        until("both are found", lambda: {first, second, "D-1"} <= set(
            self.refs(self.screen(name, "--ref", first, by="omar",
                                  node=self.rabat))))

        def say(*words, by, answer, **more):
            return self.rabat.wasl("screen", "decide", *words, "--answer",
                                   answer, "--reason", f"vu par {by}", by=by,
                                   **more)

        def refused(code, *words, **more):
            with self.assertRaises(Refused) as caught:
                say(*words, **more)
            self.assertEqual(caught.exception.problem["code"], code)

        def seen(ref, other):
            answer = self.screen(name, "--ref", ref, by="omar",
                                 node=self.rabat)
            return next(h["decision"] for h in answer["hits"]
                        if h["reference"] == other)

        def waits(by):
            return [t["what"] for t in
                    self.rabat.wasl("tasks", by=by)["tasks"]
                    if t["sort"] == "decision"]

        listed = (first, "Deuxavis Isidore", "--list", "avis", "--record",
                  "D-1")
        self.assertIsNone(seen(first, "D-1"))
        refused("SCHEMA", *listed, by="omar", answer="yes")
        refused("NOT_FOUND", first, "Jeanne", "Autre", "--list", "avis",
                "--record", "D-1", by="omar", answer="same")
        made = say(*listed, by="omar", answer="not-same")["decisions"][0]
        self.assertEqual((made["state"], made["answer"], made["list"],
                          made["opinions"][0]["reason"]),
                         ("second", "", "avis", "vu par omar"))
        refused("DENIED", made["id"], by="omar", answer="not-same")
        self.assertEqual((waits("omar"), waits("dalal")), ([], ["second"]))
        say(made["id"], by="dalal", answer="not-same")
        self.assertEqual(waits("zineb"), [])
        told = seen(first, "D-1")
        self.assertEqual((told["state"], told["answer"],
                          [o["by"] for o in told["opinions"]]),
                         ("decided", "not-same", ["omar", "dalal"]))
        refused("CONFLICT", *listed, by="zineb", answer="same")

        # Two differ: a supervisor, who is neither.
        pair = (first, *name.split(), "--with", second)
        say(*pair, by="omar", answer="same")
        say(*pair, by="dalal", answer="cannot-tell")
        self.assertEqual((waits("omar"), waits("dalal"), waits("zineb")),
                         ([], [], ["differs"]))
        self.assertEqual(seen(second, first)["state"], "differs")
        say(*pair, by="zineb", answer="same")
        self.assertEqual(seen(first, second)["answer"], "same")

        # It is on record, and sealed.
        with contextlib.closing(sqlite3.connect(
                f"file:{self.rabat.dir}/wasl.db?mode=ro", uri=True)) as db:
            said = db.execute("SELECT COUNT(*) FROM access WHERE what = 12"
                              ).fetchone()
        self.assertEqual(said, (5,))
        whole = (self.rabat.dir / "wasl.db").read_bytes()
        self.assertNotIn(b"vu par omar", whole)

        # Anew; and gone with the list.
        self.assertEqual(say(*listed, "--again", by="zineb",
                             answer="same")["decisions"][-1]["state"],
                         "second")
        self.rabat.wasl("watch", "remove", "avis", "--yes", by="zineb")
        left = self.rabat.wasl("screen", "decide", first, by="omar")
        self.assertEqual([d["other"] for d in left["decisions"]], [second])

    # The monthly draw.

    def test_every_month_some_searches_are_drawn_and_anyone_can_check(self):
        for i in range(12):
            self.screen(f"Tirée Ausort{i}", "--reason", REASON)
        self.paris.kill()
        with contextlib.closing(sqlite3.connect(
                self.paris.dir / "wasl.db")) as db:
            db.execute("UPDATE consultation SET at = at - 40 * 86400")
            db.commit()
            ids = [row[0] for row in db.execute(
                "SELECT id FROM consultation ORDER BY id")]
        self.paris.start()
        review = self.paris.wasl("screen", "review", "--all", by="valerie")
        draw = review["draws"][0]
        self.assertEqual(draw["searches"], len(ids))
        self.assertEqual(draw["drawn"], max(5, -(-len(ids) // 50)))
        lots = sorted(ids, key=lambda i: hashlib.sha256(
            bytes.fromhex(draw["seed"]) + i.to_bytes(8, "big")).digest()[:8])
        self.assertEqual(sorted(s["id"] for s in review["searches"]
                                if s.get("drawn")),
                         sorted(lots[:draw["drawn"]]))
        again = self.paris.wasl("screen", "review", "--all", by="valerie")
        self.assertEqual(again["draws"], review["draws"])

    # Drafts.

    def test_a_draft_is_known_until_it_is_returned(self):
        made = self.paris.open(
            "arrest", "rabat.dgsn", "--file", self.changed(
                "Brouillon", "EXEMPLARIDI", "برويون", "إكزمبلاريدي"),
            by="olivier")
        ask = ("Brouillon Exemplaridi", "--reason", REASON)
        hit = self.screen(*ask)["hits"][0]
        self.assertEqual(hit["source"], "draft")
        self.paris.wasl("return", made["draft"], "--reason", "no ground",
                        by="valerie")
        self.assertEqual([], self.screen(*ask)["hits"])

    # Files.

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

    # Duplicates.

    def notes(self, answer):
        return [f["text"] for f in answer["findings"]
                if f["severity"] == "note"
                and f["rule"].startswith("known")]

    def test_an_opening_says_that_the_person_is_known(self):
        made = self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               by="olivier")
        self.addCleanup(self.paris.run, "return", made["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        self.assertIn(self.ref, " ".join(self.notes(made)))
        seen = self.paris.wasl("drafts", made["draft"], by="valerie")
        self.assertIn(self.ref, " ".join(self.notes(seen)))
        mine = self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               by="ugo")
        self.addCleanup(self.paris.run, "return", mine["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        self.assertNotIn(self.ref, json.dumps(mine))
        self.assertEqual(["SPOC"], self.notes(mine))
        fresh = self.paris.open(
            "arrest", "rabat.dgsn", "--file", self.changed(
                "Nouveau", "JAMAISVU", "نوفو", "جاميفو"), by="olivier")
        self.addCleanup(self.paris.run, "return", fresh["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        self.assertEqual([], self.notes(fresh))

    # Restarts.

    def test_a_restart_finds_the_same_whatever_became_of_the_snapshot(self):
        path = self.rabat.dir / "persons.idx"
        ask = (LATIN, "--reason", REASON)
        saved = False
        for damage in [None, lambda b: b[:len(b) // 2],
                       lambda b: b[:200] + b"\xff" + b[201:], lambda b: b"",
                       lambda b: b"x" * 5000]:
            if damage and path.exists():
                path.write_bytes(damage(path.read_bytes()))
                saved = True
            self.rabat.kill()
            self.rabat.start()
            answer = self.screen(*ask, by="omar", node=self.rabat)
            until("it is complete", lambda: self.persons(
                self.rabat)["complete"])
            answer = self.screen(*ask, by="omar", node=self.rabat)
            self.assertIn(self.ref, self.refs(answer))
            self.assertTrue(answer["complete"])
            if damage:
                until("a new snapshot stands", lambda: path.exists() and
                      path.stat().st_size > 136)
        self.assertTrue(saved or not path.exists())

    # Hostile input.

    def test_any_bytes_are_answered_with_sense(self):
        for name in ["", " ", "123", "😀", "a" * 5000, "\u202e\u202e",
                     "<b></b>"]:
            with self.assertRaises(Refused, msg=name) as caught:
                self.screen(name, "--reason", REASON)
            self.assertEqual(caught.exception.pointers(), ["/name"], name)
        self.screen("<b>Salim</b> аbс", "--reason", REASON)
        for words, pointer in [(("--born", "1987-02-30"), "/born"),
                               (("--born", "hier"), "/born"),
                               (("--sex", "Q"), "/sex"),
                               (("--place", "42"), "/place")]:
            with self.assertRaises(Refused) as caught:
                self.screen(LATIN, *words, "--reason", REASON)
            self.assertEqual(caught.exception.pointers(), [pointer])


if __name__ == "__main__":
    unittest.main(verbosity=2)
