#!/usr/bin/python3
"""Drills of the warning chain: by hand and once a week, timed, missed, known to
both sides, counted apart. All persons are invented."""
import json
import unittest

from days_test import Days, example
from nodes import until


class Drills(Days):
    @classmethod
    def profile(cls):
        return cls.kept(example("profile-ma-fr",
                                drill={"weekday": 3, "hour": 10}))

    def drills(self, node, own):
        """References, oldest first, and how each ended."""
        found = [d for d in node.wasl("list", by=node.staff[-1][0])["dossiers"]
                 if d["kind"] == "drill" and d["own"] == own]
        return [(d["reference"], d["outcome"] or "") for d in sorted(
            found, key=lambda d: d["reference"])]

    def ended(self, ref, outcome):
        for node in self.line.nodes:
            until(f"{outcome} on both sides", lambda: any(
                (ref, outcome) in self.drills(node, own)
                for own in (True, False)))

    def alarms(self, node):
        return [a["code"] for a in node.wasl(
            "status", by=node.staff[-1][0])["alarms"]]

    def test_the_weekly_drill_is_timed_and_a_missed_one_is_known(self):
        warnings = {node: self.figure(node, "WARNINGS")
                    for node in self.line.nodes}
        ref = self.rabat.wasl("duty", "drill", "paris.pn", "--note",
                              "exercice fictif", by="dalal")["reference"]
        self.assertIn("-DRL-", ref)
        # The chain is called as with a threat to life, and its sender sees it.
        self.arrives(self.rabat, ref, "rung")
        self.assertIn("ack", [t["what"] for t in self.tasks(
            self.paris, ref, "clock", "damien")])
        self.paris.act(ref, "ack", by="damien")
        self.ended(ref, "ON_TIME")
        result = next(a["fields"] for a in self.paris.show(ref)["acts"]
                      if a["act"] == "drill_result")
        self.assertLess(result["seconds"], 300)
        for node in self.line.nodes:
            self.assertNotIn("DRILL_MISSED", self.alarms(node))
        # A week on, each side has begun one by itself; nobody is awake.
        before = {node: len(self.drills(node, True))
                  for node in self.line.nodes}
        self.outage(self.rabat, self.paris, shift="+8d")
        for node in self.line.nodes:
            until("it began one", lambda: len(self.drills(
                node, True)) == before[node] + 1)
        missed = self.drills(self.rabat, True)[-1][0]
        self.arrives(self.paris, missed, "open")
        self.outage(self.rabat, self.paris, shift="+194h")
        self.ended(missed, "MISSED")
        for node in self.line.nodes:
            until("it is told", lambda: "DRILL_MISSED" in self.alarms(node))
            task = self.tasks(node, missed, "drill", node.staff[-1][0])
            self.assertEqual(1, len(task))
            self.assertEqual(before[node] + 1, len(self.drills(node, True)))
        # The next one is answered, on both sides: the alarm is over.
        self.outage(self.rabat, self.paris, shift="+15d")
        for node, other, by in [(self.rabat, self.paris, "damien"),
                                (self.paris, self.rabat, "dalal")]:
            until("the next", lambda: len(self.drills(
                node, True)) == before[node] + 2)
            ref = self.drills(node, True)[-1][0]
            self.arrives(other, ref, "open")
            other.act(ref, "ack", by=by)
            self.ended(ref, "ON_TIME")
        for node in self.line.nodes:
            until("it is over", lambda: "DRILL_MISSED" not in
                  self.alarms(node))
            self.assertEqual(warnings[node], self.figure(node, "WARNINGS"))

    def figure(self, node, code):
        """Of this side, at all times."""
        _, text, _ = node.run("stats", "--from", "2026-01-01", "--to",
                              "2099-01-01", "--json", "--as",
                              node.staff[-1][0])
        return sum(f["number"] for f in json.loads(text)["figures"]
                   if f["figure"] == code and f["side"] == node.side and
                   not f.get("split"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
