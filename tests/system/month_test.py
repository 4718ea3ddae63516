#!/usr/bin/python3
"""A month between two real nodes, as scripts/demo tells it."""
import tempfile
import unittest

from month import Month
from nodes import Line, Refused
from story import shared_view


class TwoNodes(unittest.TestCase):
    def untouched(self, line):
        """A template that nobody filled in gives nothing: all that is needed
        is missing, and nothing else is wrong."""
        path = line.base / "template.json"
        told = line.rabat.wasl("new", "meeting", "--out", path)
        needed = {f"/{f['field']}" for f in told["fields"]
                  if f["needed"] and "." not in f["field"]
                  and "[" not in f["field"]}
        with self.assertRaises(Refused) as caught:
            line.rabat.open("meeting", line.paris.name, "--file", path,
                            by="omar")
        self.assertEqual(needed, set(caught.exception.pointers()))

    def test_a_month_is_played_and_both_sides_see_the_same(self):
        with tempfile.TemporaryDirectory(prefix="wasl-month-") as base, \
                Line(base) as line:
            line.ceremony()
            month = Month(line)
            month.execute()
            month.warn()
            month.cup()
            month.accredit(400)
            month.send_officers()
            month.incident()
            month.go_home()
            month.meet()
            month.decide()
            month.publish()
            month.sheet()
            self.untouched(line)
            for reference in month.played:
                rabat, paris = month.settled(reference)
                self.assertEqual(shared_view(rabat), shared_view(paris))
                self.assertTrue(all(a["receipt"] and a["bound"]
                                    for a in rabat["acts"]), reference)
            month.verified()
            for node in line.nodes:
                alarms = node.wasl("status", by=node.admin)["alarms"]
                self.assertEqual(alarms, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
