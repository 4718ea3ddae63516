#!/usr/bin/python3
"""A month between two real nodes, as scripts/demo tells it."""
import tempfile
import unittest

from month import Month
from nodes import Line
from story import shared_view


class TwoNodes(unittest.TestCase):
    def test_a_month_is_played_and_both_sides_see_the_same(self):
        with tempfile.TemporaryDirectory(prefix="wasl-month-") as base, \
                Line(base) as line:
            line.ceremony()
            month = Month(line)
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
