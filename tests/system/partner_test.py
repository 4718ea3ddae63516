#!/usr/bin/python3
"""A whole conversation with a node, by a partner written from docs/spec
alone: what it writes is taken in, what it reads opens and verifies."""
import tempfile
import unittest

from house import INFORMATION, House, ask, example
from nodes import EXAMPLES, until


class Honest(unittest.TestCase):
    def test_a_conversation_from_ceremony_to_closing(self):
        with tempfile.TemporaryDirectory() as base:
            house = House(base, ["paris.pn"])
            self.addCleanup(house.close)
            self.converse(house, house.node)

    def converse(self, house, node):
        paris = house.partner("paris.pn")
        house.agree(paris)
        paris.receives(1)
        self.assertEqual(paris.read(0)[2][6], {1: paris.profile})
        # Their request, answered here.
        ask(paris)
        paris.push()
        reference = "FR-2026-INF-000001"
        for act, by in [("ack", "dalal"), ("accept", "omar")]:
            node.act(reference, act, by=by)
        answer = node.act(reference, "answer", "--file",
                          EXAMPLES / "information-answer-all.json", by="omar")
        node.two(answer, by="zineb")
        paris.receives(4)
        dossier_id, seen, plain = paris.read(3)
        self.assertEqual((plain[1], seen), (INFORMATION.number("answer"), 2))
        self.assertEqual(plain[6], INFORMATION.record(
            "answer", example("information-answer-all")))
        for act in ("assess", "close"):
            paris.write(dossier_id, INFORMATION.number(act),
                        INFORMATION.record(act,
                                           example(f"information-{act}")))
        size, receipt, own = paris.push()
        self.assertEqual((size, receipt.size, own), (4, 4, 4))
        until("the last receipt is here", lambda: all(
            a["bound"] and a["receipt"] for a in node.show(reference)["acts"]))
        self.assertEqual(node.show(reference)["state"], "closed")
        # A request from here, answered there.
        draft = node.open("information", "paris.pn", "--file",
                          EXAMPLES / "information-request.json", by="omar")
        reference = node.two(draft, by="zineb")["reference"]
        paris.receives(5)
        dossier_id, _, plain = paris.read(4)
        self.assertEqual(plain[7][1:], [paris.profile, reference])
        paris.write(dossier_id, INFORMATION.number("ack"))
        paris.write(dossier_id, INFORMATION.number("accept"))
        paris.push()
        self.assertEqual(node.show(reference)["state"], "accepted")
        self.assertEqual(paris.rejects(), {})
        self.assertEqual(house.alarms(paris), set())
        house.verified()


if __name__ == "__main__":
    unittest.main(verbosity=2)
