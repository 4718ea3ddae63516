#!/usr/bin/python3
"""Two real nodes that change epoch (docs/spec §7 Epoch): after both have lost
entries, and what must hold on the way and afterwards."""
import os
import unittest

from formats import det
from house import INFORMATION, NOTE, Hostile, ask
from losing import Losing
from nodes import EXAMPLES, Refused, until
from partner import text_of
from story import example


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
        until(f"{node.name} has heard of its partner",
              lambda: (e := self.epoch(node))["needed"] and e["heard"])
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
        self.verified()
        return fresh

    def verified(self):
        """Everything holds on both sides, and the logs in force are equal."""
        sizes = []
        for node in self.line.nodes:
            code, report = node.verify()
            self.assertEqual(code, 0, report)
            sizes.append(sorted((log["origin"], log["entries"])
                                for log in report["logs"]
                                if log["origin"].endswith("/2")))
        self.assertEqual(sizes[0], sizes[1])

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
            self.quiet(node)
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
        # Counts on cards run on: what the old key signed stays verified.
        self.rotated(2, "--renew", "log,mirror")
        self.goes_on(kept)
        self.rotated(3)
        self.goes_on(kept)

    def rotated(self, serial, *words):
        """Rabat's next card is in force on both sides."""
        path = self.line.base / f"ma-{serial}.card"
        self.stop(self.rabat)
        self.rabat.wasl("card", "--root", self.rabat.root, "--to",
                        self.paris.name, "--out", path, *words, keys=True,
                        root=True)
        self.rabat.start()
        self.rabat.ready()
        self.rabat.two(self.rabat.act("LNK-paris.pn", "keys", f"card=@{path}",
                                      by="amal"), by="dounia")
        until("Paris has the card", lambda: self.paris.wasl(
            "peer", "list", by="anne")["peers"][0]["card"]["serial"] == serial)
        until("Rabat uses it", lambda: self.rabat.log.read_text().count(
            "\"event\":\"card_in_force\"") >= serial - 1)


    # Copies of different moments.

    def test_what_only_one_side_still_holds_goes_back_to_its_author(self):
        kept = self.from_paris()
        self.answered(kept)
        self.story.settled(kept)
        self.stop(self.rabat)
        copies = {self.rabat: self.copied(self.rabat)}
        self.rabat.start()
        self.rabat.ready()
        draft = self.rabat.act(kept, "answer", "--file",
                               EXAMPLES / "information-answer-all.json",
                               by="omar")
        self.rabat.two(draft, by="zineb")
        self.story.arrives(self.paris, kept, "answered")
        half = self.from_paris()
        draft = self.paris.open("information", self.rabat.name,
                                *example("information-request"), by="olivier")
        self.seen(half)
        self.stop(self.paris)
        copies[self.paris] = self.copied(self.paris)
        self.paris.start()
        self.paris.ready()
        self.seen(self.from_paris(), self.from_rabat())
        self.stop(*self.line.nodes)
        for node in self.line.nodes:
            self.restore(node, copies[node], "wasl.db")
            node.start()
        for node in self.line.nodes:
            self.alarm(node, "EPOCH_NEEDED")
        until("Paris knows what Rabat holds", lambda: half in [
            row["reference"] for row in self.epoch(self.paris)["lost"]])
        self.asks(self.paris)
        self.asks(self.rabat)
        self.in_epoch(2)
        self.assertIn(half, self.alarm(self.paris, "EPOCH_LOST"))
        self.assertNotIn("EPOCH_LOST", self.alarms(self.rabat))
        for node, state in [(self.rabat, "accepted"), (self.paris, "accepted")]:
            self.assertEqual(node.show(kept)["state"], state)
        self.assertEqual({a["effect"] for a in self.paris.show(half)["acts"]},
                         {"lost"})
        gone = {row["reference"]: (row["own"], row["partner"])
                for row in self.epoch(self.paris)["gone"]}
        self.assertEqual(gone, {half: (1, 0), kept: (0, 1)})
        # What was a draft is one still, and the answer is given anew.
        again = self.paris.two(draft, by="valerie")["reference"]
        self.story.arrives(self.rabat, again, "sent")
        draft = self.rabat.act(kept, "answer", "--file",
                               EXAMPLES / "information-answer-all.json", by="omar")
        self.rabat.two(draft, by="zineb")
        self.story.arrives(self.paris, kept, "answered")
        self.goes_on(again)
        self.paris.wasl("epoch", self.rabat.name, "--seen",
                        by=self.directors(self.paris)[0])
        self.quiet(self.paris)

    # Stops in between.

    def test_killed_at_any_moment_both_come_to_the_same_epoch(self):
        kept, _ = self.both_lose()
        before = {n: self.copied_database(n) for n in self.line.nodes}
        self.asks(self.rabat)
        self.alarm(self.paris, "EPOCH_ASKED")
        self.rabat.kill()
        self.rabat.start()
        for node in self.line.nodes:
            node.log.write_bytes(b"")
        self.asks(self.paris)
        for node in self.line.nodes:
            until(f"{node.name} opened", lambda n=node: "epoch_opened"
                  in n.log.read_text())
            node.kill()
            node.start()
        self.in_epoch(2)
        # keyd has gone ahead, the database has not: as after a crash in
        # between, and as after one more loss.
        fresh = dict(zip((self.paris, self.rabat), self.goes_on(kept)))
        for node in self.line.nodes:
            self.stop(node)
            self.restore(node, before[node], "wasl.db")
            node.start()
            self.alarm(node, "KEYS_NEEDED")
            self.regrant(self.line.other(node), fresh[node])
            self.over(node, "KEYS_NEEDED")
            node.ready()
            self.assertEqual(node.line()["epoch"], 2)
        self.verified()

    def copied_database(self, node):
        self.stop(node)
        copy = self.copied(node, "before")
        node.start()
        return copy


class Partners(Hostile):
    """The node and an independent partner change epoch."""

    NAMES = ("epoch.test", "zeta.test", "fork.test", "other.test",
             "bad.test", "again.test", "greedy.test")

    def begin(self, name):
        """A partner with a profile agreed and a dossier opened."""
        p = self.house.partner(name)
        self.house.agree(p)
        dossier_id, _ = ask(p)
        p.push()
        self.collect(p)
        return p, dossier_id

    def persons(self, p):
        """Two directors ask for what they are shown."""
        shown = self.node.wasl("epoch", p.name, by="driss")
        for by, code in [("driss", 3), ("driss", 1), ("dounia", 0)]:
            self.node.wasl("epoch", p.name, "--yes", by=by, codes=(code,))
        return shown

    def opened(self, p, number):
        """The node is in the epoch: only now does it know batches of it. A
        partner that was asked opens first, before the node has its answer."""
        until("the node is in the epoch",
              lambda: self.house.line(p)["epoch"] == number)

    def both(self, p):
        """Both sides are in the next epoch and hold each other's entry 0."""
        number = p.asks[0] if p.asks else p.epoch
        self.opened(p, number)
        if p.epoch < number:
            p.change()
        p.push()
        self.house.ready(p)
        self.collect(p)
        self.assertEqual(p.rejects(), {})
        own, mirror = p.past[-1][2][1:]
        said = p.read(0)
        self.assertEqual((said[0], said[2][1]), (p.line_id, 10))
        self.assertEqual(said[2][6][1], number)
        self.assertNotEqual(said[2][3], said[2][4])
        for field, note in [(2, mirror), (3, own)]:
            self.assertEqual(text_of(said[2][6].get(field, "").encode()),
                             text_of(note))
        self.goes_on(p)
        self.house.verified()

    def old_batches_are_refused(self, p, old):
        own = p.past[-1][0]
        for body in old:
            self.refused(p, 403, body)
        status, _ = p.call("GET", "/line/v1/head?origin="
                           + own.origin.replace("/", "%2F"))
        self.assertEqual(status, 403)

    def test_a_partner_that_sorts_first_opens_first(self):
        p, dossier_id = self.begin("epoch.test")
        old = [p.body(), p.body(first=0)]
        self.assertFalse(self.node.wasl("epoch", p.name,
                                        by="driss")["needed"])
        p.ask()
        self.assertEqual(p.tell()[0], 409)
        self.house.stand(p, "EPOCH_ASKED")
        shown = self.persons(p)
        self.assertTrue(shown["same"])
        self.assertEqual(shown["lost"], [])
        self.both(p)
        self.house.stand(p)
        self.old_batches_are_refused(p, old)
        # The dossier of the first epoch goes on in the second.
        p.write(dossier_id, INFORMATION.number("service_note"), NOTE)
        p.push()
        self.assertEqual(p.rejects(), {})
        acts = self.node.show("epoch.test:FR-2026-INF-000001")["acts"]
        self.assertEqual([a["position"]["epoch"] for a in acts], [1, 2])
        self.house.restart()
        self.house.ready(p)
        # And a third.
        p.ask()
        self.assertEqual(p.tell()[0], 409)
        self.persons(p)
        self.both(p)
        self.assertEqual(self.house.line(p)["epoch"], 3)

    def test_a_node_that_sorts_first_opens_when_it_hears_the_same(self):
        p, _ = self.begin("zeta.test")
        p.ask()
        self.assertEqual(p.tell()[0], 409)
        self.persons(p)
        p.wait("the node says the same", lambda: p.heard and p.heard[-1][3])
        self.assertEqual(self.house.line(p)["epoch"], 1)
        # Another word than ours opens nothing.
        agreed = p.asks
        p.ask(own=len(p.own) - 1)
        self.assertEqual(p.tell()[0], 409)
        self.house.stand(p, "EPOCH_DIFFERS")
        self.assertEqual(self.house.line(p)["epoch"], 1)
        p.asks = agreed
        status, answer = p.tell()
        self.assertEqual((status, answer[0], answer[3]), (200, 2, True))
        self.assertEqual(p.tell()[0], 200)  # the lost answer again
        self.both(p)

    def test_the_partners_lower_end_is_followed(self):
        p, dossier_id = self.begin("other.test")
        p.write(dossier_id, INFORMATION.number("service_note"), NOTE)
        p.push()
        self.collect(p)
        p.ask(own=len(p.own) - 1)
        p.tell()
        shown = self.persons(p)
        self.assertEqual(shown["lost"], [
            {"reference": "FR-2026-INF-000001", "own": 0, "partner": 1}])
        self.both(p)
        acts = self.node.show("other.test:FR-2026-INF-000001")["acts"]
        self.assertEqual([a["effect"] for a in acts], ["took", "lost"])

    def test_a_reject_that_is_lost_is_said_again(self):
        p, _ = self.begin("again.test")
        before, old = len(p.mirror), p.own.origin
        bad = p.write(p.line_id, 99)
        self.judged(p, {bad: "T04"})
        p.ask(mirror=before)
        p.tell()
        self.assertEqual(self.persons(p)["lost"][0]["own"], 1)
        p.wait("the partner opens", lambda: p.epoch == 2)
        self.opened(p, 2)
        p.push()
        self.house.ready(p)
        self.collect(p)
        self.assertEqual([p.read(i)[2][1] for i in range(2)], [10, 6])
        self.assertEqual(p.read(1)[2][6], {1: old, 2: [[bad, "T04"]]})
        self.house.verified()

    def test_after_a_fork_the_line_goes_on_in_a_new_epoch(self):
        p, _ = self.begin("fork.test")
        held = len(p.own)
        status, _ = p.append(items=[b"x"], size=held + 1,
                             root=os.urandom(32))
        self.assertEqual(status, 422)
        self.house.raised(p, "FROZEN")
        self.house.settle(p, "mirror")
        shown = self.node.wasl("epoch", p.name, by="driss")
        self.assertTrue(shown["needed"])
        self.persons(p)
        p.wait("the node says so", lambda: p.heard and p.heard[-1][3])
        p.ask()
        p.wait("the partner opens", lambda: p.epoch == 2)
        self.both(p)
        self.house.stand(p)

    def test_what_a_partner_makes_a_node_read_has_an_end(self):
        p, dossier_id = self.begin("greedy.test")
        p.write(dossier_id, INFORMATION.number("service_note"), NOTE)
        p.push()
        self.collect(p)
        followed = []
        for i in range(70):
            p.ask(own=1 + i % 2)
            status, answer = p.tell()
            self.assertEqual(status, 409)
            followed.append(text_of(answer[2]) == text_of(p.asks[1]))
        self.assertTrue(all(followed[:60]))
        # The last that was read is still known, the other not.
        self.assertEqual(followed[-4:].count(False), 2)
        # What the node need not read for is agreed as before.
        p.ask()
        self.assertEqual(p.tell()[0], 409)
        self.assertTrue(self.persons(p)["same"])
        self.both(p)

    def test_what_does_not_begin_an_epoch_is_rejected(self):
        p, _ = self.begin("bad.test")
        for body, status in [(b"", 400), (det([1, 2, b"", b""]), 400),
                             (det([1, 1, b"", b"", True]), 400),
                             (det([1, 2, b"x", b"", True]), 400),
                             (det([1, 2, bytes(2000), b"", True]), 413),
                             (det([2, 2, b"", b"", True]), 501)]:
            with self.subTest(body):
                self.assertEqual(p.call("POST", "/line/v1/epoch", body)[0],
                                 status)
        with self.assertRaises(Refused):
            self.node.act(f"LNK-{p.name}", "epoch", "number:=2", by="amal")
        acts = {p.write(p.line_id, 10, {1: 2}): "T04"}
        self.judged(p, acts)
        # A note that nobody signed is found out by keyd, not before.
        p.ask()
        p.tell()
        change, p.change = p.change, lambda: change(first=False)
        self.persons(p)
        p.wait("the partner opens", lambda: p.epoch == 2)
        self.opened(p, 2)
        acts = {p.write(p.line_id, 12): "T04", p.write(p.line_id, 12): None}
        self.judged(p, acts)


if __name__ == "__main__":
    unittest.main(verbosity=2)
