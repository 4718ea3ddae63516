#!/usr/bin/python3
"""Two running nodes: what an inbox shows of a dossier before it is opened, in
which order, and what opening it changes."""
import contextlib
import sqlite3
import unittest

from nodes import EXAMPLES, until
from scene import Scene

REQUEST = EXAMPLES / "arrest-request.json"


class Inbox(Scene):
    """Paris asks, Rabat receives. omar, dalal and zineb are of the triage
    desk, ugo works where dossiers are assigned."""

    MORE = {"MA": [("ugo", "BRI", "unit")]}

    def rows(self, by="omar", query="", node=None):
        node = node or self.rabat
        with contextlib.closing(node.connect()) as connection:
            status, answer = node.call(connection, "GET",
                                       f"/v1/dossiers?limit=500{query}", by)
        self.assertEqual(status, 200, answer)
        return answer["dossiers"]

    def row(self, reference, **more):
        return next((d for d in self.rows(**more)
                     if d["reference"] == reference), None)

    def arrived(self):
        """A request of Paris, in Rabat's inbox."""
        return self.line.request(self.paris, "arrest", "--file", REQUEST)

    def test_what_came_is_unread_until_it_is_opened(self):
        reference = self.arrived()
        for _ in range(2):  # looking at rows reads nothing
            self.assertTrue(self.row(reference)["unread"])
        self.rabat.show(reference, by="omar")
        self.assertFalse(self.row(reference)["unread"])
        self.assertTrue(self.row(reference, by="dalal")["unread"])
        # What one's own side does is nothing new.
        self.rabat.act(reference, "ack", by="dalal")
        self.assertFalse(self.row(reference)["unread"])

    def test_a_row_tells_what_an_inbox_needs(self):
        reference = self.arrived()
        row = self.row(reference)
        self.assertEqual(
            {k: row[k] for k in ("own", "closed", "desk", "assigned")},
            {"own": False, "closed": False, "desk": None, "assigned": []})
        self.assertIn("triage", row["tasks"])
        self.assertTrue(row["handling"])
        # A clock with its name, and when it began, for the bar.
        self.assertTrue(row["due"])
        self.assertLess(row["due_since"], row["due_at"])
        self.rabat.wasl("assign", reference, "BRI", by="zineb")
        row = self.row(reference)
        self.assertEqual((row["desk"], row["assigned"]),
                         ("assigned", [{"unit": "BRI"}]))
        self.assertNotIn("triage", row["tasks"])
        # Nothing personal.
        self.assertNotIn("fields", row)
        self.assertNotIn("person", str(row))

    def test_what_we_sent_is_receipted_once_the_partner_signed(self):
        reference = self.arrived()
        until("its receipt came", lambda: self.row(
            reference, by="olivier", node=self.paris)["receipted"])

    def test_a_draft_is_a_task_of_who_may_approve_it(self):
        made = self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               by="olivier")
        self.addCleanup(self.paris.run, "return", made["draft"], "--reason",
                        "the test is over", "--as", "valerie")
        by_draft = {by: [r for r in self.rows(by=by, node=self.paris)
                         if "approve" in r["tasks"]]
                    for by in ("valerie", "olivier")}
        self.assertTrue(by_draft["valerie"])
        self.assertEqual(by_draft["olivier"], [])

    def test_the_soonest_due_comes_first_and_pages_do_not_overlap(self):
        for _ in range(3):
            self.arrived()
        whole = self.rows(query="&order=soonest")
        due = [r["due_at"] or "9" for r in whole]
        self.assertEqual(due, sorted(due))
        self.assertFalse(any(r["closed"] for r in whole))
        for by in ("omar", "ugo"):  # who sees all, and who was given some
            self.assertEqual(
                {r["reference"] for r in self.rows(by, "&order=closed")},
                {r["reference"] for r in self.rows(by) if r["closed"]})
        for order in ("soonest", "newest"):
            pages, after = [], ""
            while after is not None:
                with contextlib.closing(self.rabat.connect()) as connection:
                    _, answer = self.rabat.call(
                        connection, "GET",
                        f"/v1/dossiers?order={order}&limit=2{after}", "omar")
                pages += answer["dossiers"]
                after = answer["next"] and f"&after={answer['next']}"
            self.assertEqual(
                [r["reference"] for r in pages],
                [r["reference"] for r in self.rows(query=f"&order={order}")])

    def test_filters_keep_what_they_name(self):
        reference = self.arrived()
        self.rabat.wasl("assign", reference, "ugo", by="zineb")
        mine = [r["reference"] for r in self.rows("ugo", "&whose=mine")]
        self.assertEqual(mine, [reference])
        self.assertNotIn(reference, [
            r["reference"] for r in self.rows("ugo", "&whose=unit")])
        self.assertEqual(self.rows("omar", "&whose=mine"), [])
        self.assertEqual(self.rows(query="&side=out"), [])
        self.assertEqual(len(self.rows(query="&side=in")), len(self.rows()))
        self.assertEqual(self.rows(query="&kind=identity"), [])
        self.assertEqual(len(self.rows(query="&peer=paris.pn")),
                         len(self.rows()))

    def test_each_filter_is_asked_of_the_node(self):
        fresh, aside = self.arrived(), self.arrived()  # and what came before
        self.rabat.wasl("assign", aside, "BRI", by="zineb")
        self.rabat.act(fresh, "ack", by="dalal")
        made = self.rabat.act(fresh, "accept", "--file",
                              EXAMPLES / "arrest-accept.json", by="omar")
        self.addCleanup(self.rabat.run, "return", made["draft"], "--reason",
                        "the test is over", "--as", "zineb")
        with contextlib.closing(sqlite3.connect(
                self.rabat.dir / "wasl.db", timeout=60)) as db, db:
            db.execute("UPDATE dossier SET crossed = 1 WHERE ref = ?",
                       [fresh])
        with contextlib.closing(self.rabat.connect()) as connection:
            for by in ("omar", "ugo"):
                self.rabat.call(connection, "POST",
                                f"/v1/dossiers/{aside}/aside", by,
                                {"until": "2099-01-01T00:00:00Z"})
            asked = {"triage": lambda r: "triage" in r["tasks"],
                     "approve": lambda r: "approve" in r["tasks"],
                     "crossed": lambda r: r["crossed"] > 0,
                     "aside": lambda r: r["aside_until"],
                     "standing": lambda r: not r["aside_until"]}
            for by in ("omar", "zineb", "ugo"):
                _, counts = self.rabat.call(connection, "GET", "/v1/counts",
                                            by)
                whole = self.rows(by, "&order=soonest&side=in")
                for word, passes in asked.items():
                    with self.subTest(by=by, which=word):
                        rows = self.rows(by, f"&side=in&which={word}")
                        self.assertEqual(rows, list(filter(passes, whole)))
                        self.assertEqual(counts["in"][word], len(rows))
                standing = list(filter(asked["standing"], whole))
                self.assertEqual(counts["in"]["due"],
                                 sum(bool(r["due_at"]) for r in standing))
                self.assertEqual(counts["out"].pop("part"), [])
            self.assertEqual(set(counts["out"].values()), {0})
            found = {word for word in asked
                     if self.rows("zineb", f"&which={word}")}
            self.assertEqual(found, set(asked) - {"aside"})
            status, answer = self.rabat.call(
                connection, "GET", "/v1/dossiers?which=triage&order=newest",
                "omar")
            self.assertEqual((status, answer["findings"][0]["pointer"]),
                             (422, "order"))

    def test_a_unit_that_was_given_very_much_sees_the_same_list(self):
        for _ in range(3):
            self.rabat.wasl("assign", self.arrived(), "BRI", by="zineb")
        asked = ["", "&order=soonest", "&order=closed", "&whose=unit",
                 "&order=soonest&whose=mine", "&state=answered"]
        few = [self.rows("ugo", query) for query in asked]
        with contextlib.closing(sqlite3.connect(
                self.rabat.dir / "wasl.db", timeout=60)) as db:
            officer, = db.execute("SELECT MIN(id) FROM officer").fetchone()
            with db:  # of dossiers that are not there: nothing more to see
                db.executemany(
                    "INSERT INTO need VALUES (?, 'BRI', 0, 1, ?, 0, 0)",
                    [(i.to_bytes(16, "big"), officer) for i in range(4001)])
            try:
                many = [self.rows("ugo", query) for query in asked]
            finally:
                with db:
                    db.execute("DELETE FROM need WHERE dossier_id < ?",
                               [(4001).to_bytes(16, "big")])
        self.assertGreaterEqual(len(few[0]), 3)
        self.assertEqual(many, few)


if __name__ == "__main__":
    unittest.main()
