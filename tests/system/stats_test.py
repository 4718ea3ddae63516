#!/usr/bin/python3
"""Two running nodes: both count the same, sign the same sheet, and a figure
that is not true is an alarm that names it."""
import contextlib
import datetime
import json
import sqlite3
import unittest

from nodes import EXAMPLES, Refused, until
from scene import Scene

MEETING = EXAMPLES / "meeting-request.json"
NOW = datetime.datetime.now(datetime.timezone.utc)
MONTH = NOW.strftime("%Y-%m")


class Stats(Scene):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for _ in range(5):
            cls.rabat.open("meeting", "paris.pn", "--file", MEETING,
                           by="omar")
        cls.paris.open("meeting", "rabat.dgsn", "--file", MEETING,
                       by="olivier")
        for node in cls.line.nodes:
            until("all of it is binding", lambda n=node: cls.number(
                n, "DOSSIERS", "MA") == 5 and cls.number(
                    n, "DOSSIERS", "FR") == 1)

    @staticmethod
    def by(node):
        return "omar" if node.side == "MA" else "olivier"

    @classmethod
    def figures(cls, node, *words):
        answer = node.wasl("stats", *words, by=cls.by(node))
        return {(f["figure"], f["side"], f["split"], f["value"]): f["number"]
                for f in answer["figures"]}

    @classmethod
    def number(cls, node, figure, side, *words):
        return cls.figures(node, *words).get((figure, side, "", ""))

    def sheets(self, node):
        return node.wasl("stats", "sheets", "--month", MONTH,
                         by=self.by(node))["sheets"]

    def last(self, node, own):
        """The last sheet of a side, once it is checked."""
        return until("a sheet is checked", lambda: next(
            (s for s in self.sheets(node)
             if s["own"] == own and s["verdict"] != "unchecked"), None))

    def send(self, node, *words):
        """Two persons send the month's sheet; its hash, once it came."""
        before = len(self.sheets(node))
        answer = node.wasl("stats", "sheet", "--month", MONTH, *words,
                           by=self.by(node), codes=(3,))
        node.two(answer, by=node.staff[-1][0])
        self.arrives(node, before)

    def arrives(self, node, before):
        other = self.line.other(node)
        hash_of = until("it is in our log", lambda: len(
            self.sheets(node)) > before and self.last(node, True)["hash"])
        until("it came", lambda: any(
            s["hash"] == hash_of and not s["own"]
            and s["verdict"] != "unchecked" for s in self.sheets(other)))

    def alarms(self, node):
        answer = node.wasl("status", by=node.admin)
        return [a["fact"] for a in answer["alarms"]
                if a["code"] == "SHEET_DIFFERS"]

    def test_1_both_sides_count_the_same(self):
        self.assertEqual(self.figures(self.rabat), self.figures(self.paris))
        self.assertEqual(5, self.figures(self.paris)[
            "DOSSIERS", "MA", "kind", "meeting"])
        self.assertEqual({}, self.figures(self.rabat, "--month", "2020-01"))
        day = NOW.strftime("%Y-%m-%d")
        self.assertEqual(5, self.number(self.rabat, "DOSSIERS", "MA",
                                        "--from", day, "--to", day))

    def test_2_what_is_shared_hides_small_cells(self):
        shared = self.figures(self.rabat, "--shared")
        self.assertEqual(5, shared["DOSSIERS", "MA", "", ""])
        self.assertNotIn(("DOSSIERS", "FR", "", ""), shared)
        code, out, _ = self.rabat.run("stats", "--csv", "--as", "omar")
        self.assertEqual(0, code)
        self.assertIn("DOSSIERS,kind,meeting,5,1", out.splitlines())

    def test_3_a_sheet_is_agreed_once_both_signed_the_same(self):
        self.send(self.rabat)
        self.assertEqual("equal", self.last(self.paris, False)["verdict"])
        self.assertFalse(self.last(self.paris, False)["agreed"])
        # What comes later is of another sheet: the partner's is answered.
        self.paris.open("meeting", "rabat.dgsn", "--file", MEETING,
                        by="olivier")
        self.send(self.paris)
        for node in self.line.nodes:
            own, theirs = self.last(node, True), self.last(node, False)
            self.assertTrue(own["agreed"] and theirs["agreed"])
            self.assertEqual(own["hash"], theirs["hash"])
            self.assertEqual(own["cut"], theirs["cut"])
            self.assertEqual([], self.alarms(node))

    def test_3b_an_older_nodes_sheet_is_answered_in_its_version(self):
        """It names no version and has no figure that came later."""
        self.assertEqual(2, self.last(self.paris, True)["version"])
        cut = self.last(self.paris, True)["cut"]
        figures = [[f"{code}/{side}" + (f"/{split}={value}" if split else ""),
                    number] for (code, side, split, value), number in
                   self.figures(self.paris, "--shared").items()
                   if code != "SEIZED"]
        path = self.line.base / "older.json"
        path.write_text(json.dumps({"month": MONTH, "cut": cut,
                                    "figures": figures}))
        before = len(self.sheets(self.paris))
        self.paris.two(self.paris.act("LNK-rabat.dgsn", "sheet", "--file",
                                      path, by="olivier"), by="valerie")
        self.arrives(self.paris, before)
        self.assertEqual("equal", self.last(self.rabat, False)["verdict"])
        self.send(self.rabat)
        for node in self.line.nodes:
            own, theirs = self.last(node, True), self.last(node, False)
            self.assertEqual((1, 1), (own["version"], theirs["version"]))
            self.assertEqual(own["hash"], theirs["hash"])
            self.assertTrue(own["agreed"] and theirs["agreed"])
            self.assertEqual([], self.alarms(node))
            self.assertEqual(0, node.verify()[0])

    def test_4_a_wrong_figure_is_an_alarm_that_names_it(self):
        cut = self.last(self.paris, True)["cut"]
        wrong = {"month": MONTH, "cut": cut,
                 "figures": [["DOSSIERS/MA", 7], ["ARRESTS/FR", 9]]}
        path = self.line.base / "wrong.json"
        path.write_text(json.dumps(wrong))
        before = len(self.sheets(self.paris))
        self.paris.two(self.paris.act("LNK-rabat.dgsn", "sheet", "--file",
                                      path, by="olivier"), by="valerie")
        self.arrives(self.paris, before)
        for node in self.line.nodes:
            fact = until("an alarm stands", lambda n=node: self.alarms(n))[0]
            self.assertIn("DOSSIERS/MA 7, ours 5", fact)
            self.assertIn("ARRESTS/FR 9, ours none", fact)
            self.assertIn(MONTH, fact)
        sheet = self.last(self.rabat, False)
        self.assertEqual("differs", sheet["verdict"])
        self.assertFalse(sheet["agreed"])
        for node in self.line.nodes:
            self.assertIn("DOSSIERS/MA 7, ours 5", self.verified(node))
        # It stands until a right one comes, also over a restart.
        self.rabat.kill()
        self.rabat.start()
        self.assertEqual(1, len(self.alarms(self.rabat)))
        self.send(self.paris, "--fresh")
        for node in self.line.nodes:
            until("the alarm is over", lambda n=node: not self.alarms(n))
            self.assertNotIn("the sheet of", self.verified(node))

    def verified(self, node):
        """What `wasl verify` finds wrong."""
        return json.dumps(node.verify()[1])

    def test_5_a_sheet_cannot_count_what_is_not_there(self):
        path = self.line.base / "ahead.json"
        path.write_text(json.dumps({
            "month": MONTH, "cut": [1, 10**6, 10**6], "figures": [["X/MA", 5]]}))
        before = len(self.sheets(self.rabat))
        self.rabat.two(self.rabat.act("LNK-paris.pn", "sheet", "--file", path,
                                      by="omar"), by="zineb")
        self.arrives(self.rabat, before)
        self.assertIn("not held", until(
            "an alarm stands", lambda: self.alarms(self.paris))[0])

    def spans(self, change=None):
        """Of every dossier the least and the greatest time of its acts."""
        with contextlib.closing(sqlite3.connect(
                self.rabat.dir / "wasl.db")) as db, db:
            for words in change or []:
                db.execute(words)
            return {ref: (first, last) for ref, first, last in db.execute(
                "SELECT ref, acted_first, acted_last FROM dossier")}

    def test_8_a_dossier_without_acts_in_the_period_is_not_read(self):
        before, figures = self.spans(), self.figures(self.rabat)
        for ref, (first, last) in before.items():
            acts = self.rabat.wasl("show", ref, by="omar")["acts"]
            times = [int(datetime.datetime.fromisoformat(
                a["at"].replace("Z", "+00:00")).timestamp()) for a in acts]
            self.assertEqual((min(times), max(times)), (first, last), ref)
        self.rabat.kill()
        self.spans(["UPDATE dossier SET acted_first = 1, acted_last = 2"])
        self.rabat.start()
        self.assertIsNone(self.number(self.rabat, "DOSSIERS", "MA"))
        # They are made again from the logs.
        self.rabat.kill()
        self.spans(["DELETE FROM todo_made"])
        self.rabat.start()
        until("all are read again",
              lambda: self.figures(self.rabat) == figures)
        self.assertEqual(before, self.spans())

    def test_7_the_guide_defines_every_figure(self):
        guide = (EXAMPLES.parent / "docs" / "auditor.md").read_text()
        answer = self.rabat.wasl("stats", by="omar")
        self.assertGreater(len(answer["definitions"]), 20)
        for code, text in answer["definitions"].items():
            self.assertIn(f"| `{code}` |", guide)
            self.assertIn(f"| {text} |", guide)

    def test_6_what_is_asked_wrongly_is_refused_with_its_name(self):
        for words, name in [(("--month", "2026-13"), "month"),
                            (("--from", "2026-01-01"), "to"),
                            (("--from", "2026-01-02", "--to", "2026-01-01"),
                             "to"), (("--peer", "nobody"), "nobody")]:
            with self.subTest(words), self.assertRaises(Refused) as refused:
                self.rabat.wasl("stats", *words, by="omar")
            self.assertIn(name, str(refused.exception))
        with self.assertRaises(Refused):
            self.rabat.wasl("stats", "sheet", "--month", "2999-01", by="omar")


if __name__ == "__main__":
    unittest.main()
