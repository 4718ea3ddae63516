#!/usr/bin/python3
"""Renewed keys: log, mirror, sealing and TLS keys change under traffic, with a
kill -9 in the middle; what was made under the old ones stays readable and
verifies, and no old or foreign card is taken."""
import unittest

from nodes import EXAMPLES, Refused, until
from scene import Scene

REQUEST = EXAMPLES / "information-request.json"


class Rotation(Scene):
    def card(self, name, *words):
        """Rabat's next card; the node is stopped for it."""
        path = self.line.base / name
        self.rabat.terminate()
        try:
            self.rabat.wasl("card", "--root", self.rabat.root, "--to",
                            self.paris.name, "--out", path, *words,
                            keys=True, root=True)
        finally:
            self.rabat.start()
            self.rabat.ready()
        return path

    def send(self, path):
        draft = self.rabat.act("LNK-paris.pn", "keys", f"card=@{path}",
                               by="amal")
        return self.rabat.two(draft, by="dounia")

    def keys(self, node):
        peer, = node.wasl("peer", "list", by=node.admin)["peers"]
        return peer["keys"]

    def traffic(self):
        """Both sides open a dossier, and both act in both."""
        for node in self.line.nodes:
            ref = self.line.request(node, "information", "--file", REQUEST)
            for side in self.line.nodes:
                side.act(ref, "service_note", f"note=by {side.name}",
                         by=side.staff[3][0])
        self.settled()

    def settled(self):
        for node in self.line.nodes:
            until("all is bound", lambda: (l := node.line()) and l["ready"]
                  and l["waiting"] == 0 and l["own"]["size"] ==
                  l["own"]["bound"] == self.line.other(node).line()
                  ["mirror"]["size"])

    def verified(self):
        for node in self.line.nodes:
            code, report = node.verify()
            self.assertEqual((code, report["fault"]), (0, None), report)

    def rotate(self, name, kill=False):
        before = self.keys(self.rabat)["own_log"]
        path = self.card(name, "--renew", "log,sealing,mirror,tls")
        self.traffic()
        self.assertEqual(before, self.keys(self.rabat)["own_log"])
        self.send(path)
        if kill:
            self.rabat.kill()
            self.rabat.start()
        until("the new log key signs",
              lambda: self.keys(self.rabat)["own_log"] != before)
        self.assertEqual(self.keys(self.rabat)["own_log"],
                         self.keys(self.paris)["partner_log"])
        self.traffic()
        until("the old sealing key is gone",
              lambda: "\"event\":\"card_in_force\",\"peer\":\"paris.pn\","
              "\"seen\":1" in self.rabat.log.read_text())
        self.verified()
        return path

    def test_keys_change_twice_under_traffic_and_all_verifies(self):
        self.traffic()
        with self.assertRaises(Refused) as caught:  # in use: renewed first
            self.card("none.card", "--compromised", "log")
        self.assertIn("--renew log first", caught.exception.text)
        first = self.rotate("ma-2.card", kill=True)
        text = self.rotate("ma-3.card").read_text()
        # The keys before the last are retired.
        self.assertEqual(text.count(" retired\n"), 4, text)
        self.assertEqual(text.count(" active\n"), 10, text)
        for node in self.line.nodes:  # whatever was made, everywhere
            node.kill()
            node.start()
            node.ready()
        self.traffic()
        self.verified()
        self.bad_cards(first)

    def bad_cards(self, old):
        """Refused at home, before a second person is asked."""
        good = self.card("ma-4.card")
        text = good.read_text()
        foreign = self.line.base / "foreign.card"
        for name, bad, code in [
                ("an old one", old.read_text(), "CONFLICT"),
                ("another serial", text.replace("\n4\n", "\n5\n", 1),
                 "BAD_SIG"),
                ("changed", text.replace("\nMA\n", "\nFR\n", 1), "BAD_SIG"),
                ("the partner's", self.line.card(self.paris).read_text(),
                 "UNKNOWN_KEY"),
                ("none", "wasl-card/v1\n", "MALFORMED")]:
            foreign.write_text(bad)
            with self.subTest(name), self.assertRaises(Refused) as caught:
                self.rabat.act("LNK-paris.pn", "keys", f"card=@{foreign}",
                               by="amal")
            self.assertEqual(caught.exception.problem["code"], code)
        self.assertEqual([], self.rabat.wasl("drafts", by="amal")["drafts"])
        self.send(good)
        self.settled()
        self.verified()
        self.compromised()

    def compromised(self):
        """What the old keys signed up to now stays; nothing else of them."""
        path = self.card("ma-5.card", "--compromised", "log,mirror")
        text = path.read_text()
        self.assertEqual(text.count(" compromised\n"), 4, text)
        self.send(path)
        self.traffic()
        until("Paris has the card", lambda: self.line.paris.wasl(
            "peer", "list", by="anne")["peers"][0]["card"]["serial"] == 5)
        self.verified()


if __name__ == "__main__":
    unittest.main(verbosity=2)
