#!/usr/bin/python3
"""Two real nodes that change epoch (docs/spec §7 Epoch): after both have lost
entries, and what must hold on the way and afterwards."""
import unittest

from losing import Losing
from nodes import Refused, until


class Epochs(Losing):
    """Each test holds its own ceremony: it leaves the nodes changed."""

    # What happens.

    def both_lose(self):
        """Both databases are of before some of what happened. References: a
        dossier of before, one lost from each side."""
        kept = self.from_paris()
        self.answered(kept)
        self.story.settled(kept)
        self.stop(*self.line.nodes)
        copies = {node: self.copied(node) for node in self.line.nodes}
        for node in self.line.nodes:
            node.start()
        for node in self.line.nodes:
            node.ready()
        lost = self.from_rabat(), self.from_paris()
        self.seen(*lost)
        self.stop(*self.line.nodes)
        for node in self.line.nodes:
            self.restore(node, copies[node], "wasl.db")
            node.start()
        for node in self.line.nodes:
            self.alarm(node, "EPOCH_NEEDED")
        return kept, lost

    def directors(self, node):
        return [s[0] for s in node.staff[1:3]]

    def epoch(self, node):
        return node.wasl("epoch", self.line.other(node).name,
                         by=self.directors(node)[0])

    def asks(self, node):
        """Two persons of the node ask for what they are shown."""
        answers = [node.wasl("epoch", self.line.other(node).name, "--yes",
                             by=by, codes=(0, 3))
                   for by in self.directors(node)]
        self.assertEqual([a["asked"] for a in answers], [False, True])

    def in_epoch(self, number):
        for node in self.line.nodes:
            until(f"{node.name} is in epoch {number}",
                  lambda n=node: n.line() and n.line()["epoch"] == number
                  and n.line()["ready"])

    def goes_on(self, *references):
        """Both sides see the same, both ways work, everything verifies."""
        fresh = self.from_paris(), self.from_rabat()
        self.answered(fresh[0])
        for reference in [*references, *fresh]:
            self.story.settled(reference)
        self.story.verified()
        return fresh

    # Both ask.

    def test_lost_on_both_sides_the_line_goes_on_in_a_new_epoch(self):
        kept, lost = self.both_lose()
        shown = self.epoch(self.rabat)
        self.assertTrue(shown["needed"])
        self.assertEqual(shown["number"], 2)
        self.assertEqual(shown["own"]["size"], shown["own"]["held"])
        self.assertGreater(shown["own"]["known"], shown["own"]["held"])
        text = self.rabat.run("epoch", self.paris.name, "--as",
                              self.directors(self.rabat)[0], stdin="no\n")[1]
        self.assertIn("Epoch 2 of the line", text)
        self.asks(self.rabat)
        self.alarm(self.paris, "EPOCH_ASKED")
        self.assertEqual(self.rabat.line()["epoch"], 1)
        self.asks(self.paris)
        self.in_epoch(2)
        for node in self.line.nodes:
            self.assertEqual(self.alarms(node), {})
            for reference in lost:
                with self.assertRaises(Refused):
                    node.show(reference)
        self.goes_on(kept)
        acts = self.rabat.show(f"LNK-{self.paris.name}")["acts"]
        begun = [a for a in acts if a["act"] == "epoch"]
        self.assertEqual(sorted((a["own"], a["position"]["index"],
                                 a["fields"]["number"]) for a in begun),
                         [(False, 0, 2), (True, 0, 2)])
        for act in begun:
            self.assertNotEqual(act["author"], act["approver"])
            self.assertTrue(act["approver"])
        for node in self.line.nodes:
            self.stop(node)
            node.start()
        self.in_epoch(2)
        self.goes_on(kept)


if __name__ == "__main__":
    unittest.main(verbosity=2)
