"""Searches among lists of persons, and who is known when he comes: told at the
desk, decided by two persons. Part of screen_test.py, on its nodes."""
import contextlib
import sqlite3

from nodes import Refused, until
from screening import REASON


class Lists:
    def import_list(self, name, rows):
        node = self.rabat
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

    def rows(self, sql):
        """Of the database of Rabat."""
        with contextlib.closing(sqlite3.connect(
                f"file:{self.rabat.dir}/wasl.db?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()

    # Lists, as they are searched.

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
