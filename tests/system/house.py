"""A real node among partners of partner.py, for the tests of what it takes and
what it refuses."""
import json
import pathlib
import tempfile
import unittest

from formats import Kind, b64, jcs_hash, need
from nodes import EXAMPLES, Node, free_port, until
from partner import Partner

KINDS = EXAMPLES.parent / "kinds"
PROFILE = EXAMPLES / "profile-ma-fr.json"


class House:
    """The node under test and its partners."""

    def __init__(self, base, names):
        self.base, self.partners = pathlib.Path(base), []
        self.node = Node(base, "rabat.dgsn", "MA")
        node = self.node
        node.init()
        self.cards = {name: self.card(name) for name in names}
        node.start()
        node.enrol_staff()

    def close(self):
        for partner in self.partners:
            partner.close()
        self.node.close()

    def card(self, name):
        path = self.base / f"ma-for-{name}.card"
        self.node.wasl("card", "--root", self.node.root, "--to", name,
                       "--endpoint", f"https://127.0.0.1:{self.node.port}",
                       "--out", path, keys=True, root=True)
        return path.read_bytes()

    def call(self, method, path, body=None, by=None):
        connection = self.node.connect()
        try:
            return self.node.call(connection, method, path,
                                  by or self.node.admin, body)
        finally:
            connection.close()

    def enrol(self, partner, words=None, card=None):
        """(status, answer) of the ceremony: the six words are the partner's
        own reckoning, and the node takes no others; two custodians say so."""
        own = self.cards[partner.name]
        body = {"card": (card or partner.card()).decode(),
                "own_card": own.decode(), "secret": b64(partner.secret),
                "words": words or partner.words(own)}
        first = self.call("POST", "/v1/peers", body)
        return first if first[0] != 202 else self.call(
            "POST", "/v1/peers", body, by=self.node.staff[2][0])

    def partner(self, name, serve=True):
        partner = Partner(self.base, name, "FR", self.node.name, free_port())
        self.partners.append(partner)
        partner.enrol(self.cards[name])
        status, answer = self.enrol(partner)
        need(status in (200, 201), f"ceremony: {status} {answer}")
        if serve:
            partner.serve()
            self.ready(partner)
        return partner

    def line(self, partner):
        status = self.node.wasl("status", by=self.node.admin)
        return next(l for l in status["lines"] if l["peer"] == partner.name)

    def alarms(self, partner):
        status = self.node.wasl("status", by=self.node.admin)
        return {a["code"] for a in status["alarms"]
                if a["peer"] == partner.name}

    def raised(self, partner, *codes):
        """Until these stand; an alarm follows what it is of."""
        until(f"{codes} of {partner.name}",
              lambda: set(codes) <= self.alarms(partner))

    def stand(self, partner, *codes):
        """Until these stand and no other."""
        until(f"{codes or 'no alarm'} of {partner.name}",
              lambda: set(codes) == self.alarms(partner))

    def ready(self, partner):
        until(f"the line to {partner.name} is ready",
              lambda: self.line(partner)["ready"])

    def agree(self, partner, profile=PROFILE.read_text()):
        """The partner proposes, two directors here agree."""
        partner.write(partner.line_id, 1, {1: profile})
        partner.push()
        digest = jcs_hash(profile).hex()
        draft = self.node.act(f"LNK-{partner.name}", "agree", f"hash={digest}",
                              by="driss")
        self.node.two(draft, by="dounia")
        until("both agree", lambda: self.line(partner)["profile"] == digest)
        # Acts are judged by what their author had seen: by this, agreed.
        partner.receives(self.line(partner)["own"]["size"])
        partner.profile = bytes.fromhex(digest)
        return digest

    def drill(self, partner):
        """An act of the node, for the partner to receive; its index."""
        size = self.line(partner)["own"]["size"]
        self.node.act(f"LNK-{partner.name}", "drill", by="dalal")
        return size

    def state(self, partner, state):
        """Two directors set this side's flag; the partner receives it."""
        size = self.line(partner)["own"]["size"]
        draft = self.node.act(f"LNK-{partner.name}", "state",
                              f"state={state}", by="driss")
        self.node.two(draft, by="dounia")
        partner.receives(size + 1)

    def settle(self, partner, log):
        """Two directors end a freeze."""
        for by, code in [("driss", 202), ("driss", 403), ("dounia", 200)]:
            status, answer = self.call(
                "POST", f"/v1/lines/{partner.name}/settle", {"log": log}, by)
            need(status == code, f"settle: {status} {answer}")

    def restart(self):
        self.node.kill()
        self.node.start()

    def verified(self):
        code, report = self.node.verify()
        need(code == 0, f"verify: {report}")
        return report


INFORMATION = Kind(KINDS, "information")
# Of an act that anybody may do at any time.
NOTE = INFORMATION.record("service_note", {"note": "x", "language": "fr"})


def information_hash():
    return bytes.fromhex(json.loads(PROFILE.read_text())["kinds"]
                         ["information"])


def example(name):
    return json.loads((EXAMPLES / f"{name}.json").read_text())


def ask(partner, reference="FR-2026-INF-000001", bend=None, dossier_id=None,
        **more):
    """The partner opens an information request; (dossier id, index)."""
    given = None
    if dossier_id is None:
        dossier_id, given = partner.new_dossier(more.pop("first_bit", None))
    values = example("information-request")
    values.update(bend or {})
    index = partner.write(
        dossier_id, INFORMATION.number("open"),
        INFORMATION.record("open", values), given=more.pop("given", given),
        opening=more.pop("opening", [information_hash(), partner.profile,
                                     reference]), **more)
    return dossier_id, index


class Hostile(unittest.TestCase):
    """One node for all cases of a class, and its partners."""

    NAMES = ()

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-hostile-")
        cls.addClassCleanup(scratch.cleanup)
        cls.house = House(scratch.name, cls.NAMES)
        cls.addClassCleanup(cls.house.close)
        cls.node = cls.house.node

    # What every case ends with.

    def goes_on(self, partner):
        """Good traffic continues: an act is taken in and receipted."""
        index = partner.write(partner.line_id, 12)  # drill
        partner.push()
        self.assertNotIn(index, partner.rejects())
        return index

    def refused(self, partner, expected, body=None, **bent):
        """The answer, and nothing stored: the head is what it was."""
        before = partner.head()
        status, _ = partner.append(body, **bent)
        self.assertEqual(status, expected)
        after = partner.head()
        self.assertEqual((before[0], before[2]), (after[0], after[2]))

    def judged(self, partner, acts):
        """Send what `acts` wrote; it is stored, cosigned and rejected by an
        act with just these codes. {index: code or None}"""
        size, _, _ = partner.push()
        self.assertEqual(size, len(partner.own))
        self.collect(partner)
        told = partner.rejects()
        self.assertEqual({i: told.get(i) for i in acts}, acts)

    def collect(self, partner):
        """Wait until the partner holds all the node has written."""
        size = partner.head()[2]
        partner.receives(size)
