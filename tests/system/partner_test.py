#!/usr/bin/python3
"""A whole conversation with a node, by a partner written from docs/spec
alone: what it writes is taken in, what it reads opens and verifies."""
import json
import os
import tempfile
import unittest

from house import INFORMATION, PROFILE, House, ask, example
from nodes import EXAMPLES, Refused, clock, until


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
        house.stand(paris)
        self.keeps(node, paris)
        self.wants_passkeys(house, node, paris)
        house.verified()
        # Its days are over, whoever is awake.
        node.kill()
        with clock("+400d"):
            node.start()
        kept = node.wasl("retention", by="zineb")["kept"]
        due, = [k for k in kept if k["closed"]]
        self.assertEqual((due["kind"], due["due"]), ("information", 1))

    def keeps(self, node, paris):
        """What is kept and for how long; what the partner wants erased."""
        kept, = node.wasl("retention", by="zineb")["kept"]
        self.assertEqual([kept[k] for k in ("peer", "kind", "days", "open",
                                            "closed", "due")],
                         ["paris.pn", "information", 365, 1, 1, 0])
        dossier_id = next(iter(paris.dossiers.keys() - {paris.line_id}))
        paris.write(paris.line_id, 7, {1: dossier_id, 2: "exemple fictif"})
        paris.push()
        erasure, = node.wasl("retention", by="zineb")["erasures"]
        self.assertEqual((erasure["asked_by"], erasure["hold_own"],
                          erasure["erased_own"]), ("partner", None, False))
        self.assertRegex(erasure["reference"], "^(MA|FR)-[0-9]{4}-INF-[0-9]{6}$")

    def wants_passkeys(self, house, node, paris):
        """Under a profile that wants them, an act whose second person signed
        with none is rejected; one that holds or not is told, never rejected."""
        wanted = {**json.loads(PROFILE.read_text()), "v": 2,
                  "approval": {"passkey": True}}
        house.agree(paris, json.dumps(wanted))
        bare = ask(paris, "FR-2026-INF-000002")[1]
        # The author's own does not stand for the second person's.
        ours = ask(paris, "FR-2026-INF-000003", plain={9: [by(3)]})[1]
        signed = ask(paris, "FR-2026-INF-000004", plain={9: [by(4)]})[1]
        paris.push()
        until("both are rejected", lambda: paris.rejects() == {
            bare: "T04", ours: "T04"})
        act, = node.show("FR-2026-INF-000004")["acts"]
        self.assertEqual((signed, act["passkey"]), (ours + 1, "bad"))
        node.act("FR-2026-INF-000004", "ack", by="dalal")
        draft = node.open("information", "paris.pn", "--file",
                          EXAMPLES / "information-request.json", by="omar")
        with self.assertRaises(Refused) as refused:
            node.two(draft, by="zineb")
        self.assertEqual(refused.exception.problem["code"], "RULE")


def by(signer):
    """An assertion of the right form, by no passkey."""
    return [signer, os.urandom(32), bytes(37), b"{}", bytes(64)]


if __name__ == "__main__":
    unittest.main(verbosity=2)
