#!/usr/bin/python3
"""What must not pass even once: two histories of a log, old or false cards,
acts on a line that does not allow them now."""
import os
import unittest

from formats import LOG, Signer, b64, jcs_hash, sha256
from house import INFORMATION, NOTE, PROFILE, Hostile, ask
from partner import Identity


class Forks(Hostile):
    NAMES = ("fork.test",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.house.partner("fork.test")

    def line(self):
        return self.house.line(self.partner)

    def frozen(self, **fork):
        """The batch is 422 with the note held; the origin is frozen, the rest
        goes on, and a restart changes nothing of it."""
        p, before = self.partner, self.partner.head()
        status, head = p.append(**fork)
        self.assertEqual(status, 422)
        self.assertEqual((head[0], head[1].bytes), (before[0],
                                                    before[1].bytes))
        self.assertTrue(self.line()["mirror"]["frozen"])
        self.house.raised(p, "FORK_MIRROR", "FROZEN")

    def thawed(self):
        self.house.settle(self.partner, "mirror")
        self.assertFalse(self.line()["mirror"]["frozen"])
        self.goes_on(self.partner)
        self.house.stand(self.partner)

    def test_every_fork_freezes_the_origin_until_two_persons_act(self):
        p = self.partner
        self.goes_on(p)
        held = self.goes_on(p) + 1
        other = [*p.own.items[:held - 1], b"another history"]
        first = p.write(p.line_id, 12)
        second = p.write(p.line_id, 12)
        swapped = [p.own.items[second], p.own.items[first]]
        root = p.own.root()
        del p.own.items[first:]
        for name, fork in {
                "wrong root": {"items": [b"x"], "size": held + 1,
                               "root": os.urandom(32)},
                "reordered": {"items": swapped, "root": root,
                              "size": held + 2},
                "two roots for one size": {"items": [], "root": bytes(32)},
                "an old size with another root": {
                    "first": 0, "items": p.own.items[:held - 1],
                    "root": bytes(32)},
                "unequal overlap": {"first": held - 1,
                                    "items": [other[-1], b"x"],
                                    "size": held + 1, "root": bytes(32)},
                }.items():
            with self.subTest(name):
                # Indices move as good traffic goes on between the cases.
                moved = len(p.own) - held
                if "size" in fork:
                    fork["size"] += moved
                if fork.get("first"):
                    fork["first"] += moved
                self.refused(p, 403, signer=Signer(p.log.name, LOG), **fork)
                self.assertFalse(self.line()["mirror"]["frozen"])
                self.frozen(**fork)
                self.thawed()

    def test_a_freeze_outlives_a_restart_and_the_rest_goes_on(self):
        p = self.partner
        self.goes_on(p)
        self.frozen(items=[], root=os.urandom(32))
        self.house.restart()
        self.house.ready(p)
        self.assertTrue(self.line()["mirror"]["frozen"])
        self.house.raised(p, "FROZEN")
        p.write(p.line_id, 12)
        self.refused(p, 503)
        self.refused(p, 422, items=[], root=os.urandom(32))
        self.refused(p, 403, signer=Signer(p.log.name, LOG))
        p.receives(self.house.drill(p) + 1)  # the other direction
        self.thawed()
        self.house.verified()


class Cards(Hostile):
    NAMES = ("cards.test", "swapped.test", "stolen.test")

    def test_only_the_next_card_of_the_pinned_root_is_taken(self):
        p, acts = self.house.partner("cards.test"), {}
        first = p.card()
        before = b64(sha256(first))
        new = Identity(p.base, "new")
        extra = [f"tls {b64(new.pin)} 0 - active"]
        second = p.card(serial=2, before=before, extra=extra)

        def keys(card, code):
            acts[p.write(p.line_id, 3, {1: card.decode()})] = code

        keys(b"no card", "T04")
        keys(p.card(serial=2, before=before, root=Signer(p.root.name, LOG)),
             "T04")
        keys(p.card(serial=3, before=before), "T04")
        keys(p.card(serial=2, before=b64(bytes(32))), "T04")
        keys(p.card(serial=2, before=before, tls=new.pin), "T04")  # one gone
        keys(second.replace(b"cards.test", b"other.test"), "T04")
        keys(second, None)
        keys(first, "T04")  # an old card, replayed
        keys(p.card(serial=2, before=before,
                    extra=[f"tls {b64(bytes(32))} 0 - active"]), "T04")
        self.judged(p, acts)
        # The new TLS key counts, and survives a restart.
        for _ in range(2):
            p.connection.close()
            p.connection = p.connect(identity=new)
            self.goes_on(p)
            self.house.restart()
            self.house.ready(p)
        self.house.verified()

    def test_a_compromise_takes_no_receipted_note_back(self):
        p = self.house.partner("stolen.test")
        old, before = p.log, p.card()
        for _ in range(3):
            p.write(p.line_id, 12)
        p.push()
        p.receives(self.house.drill(p) + 1)
        renewed = Signer(p.log.name, LOG)
        extra = [f"log {renewed.vkey} {len(p.own) + 1} - active"]
        card = p.card(serial=2, before=b64(sha256(before)), extra=extra)
        self.judged(p, {p.write(p.line_id, 3, {1: card.decode()}): None})
        end, p.log = len(p.own), renewed
        p.write(p.line_id, 12)
        p.push()
        p.receives(self.house.drill(p) + 1)
        acts = {}
        for until, code in [(0, "T04"), (end - 1, "T04"), (end, None)]:
            third = p.card(serial=3, before=b64(sha256(card)), extra=extra,
                           log=f"0 {until} compromised")
            acts[p.write(p.line_id, 3, {1: third.decode()})] = code
        self.judged(p, acts)
        # Whoever has the old key signs nothing any more; the line goes on.
        p.write(p.line_id, 12)
        self.refused(p, 403, signer=old)
        self.goes_on(p)
        self.house.restart()
        self.house.ready(p)
        self.house.verified()

    def test_the_ceremony_takes_no_other_words_card_or_secret(self):
        p = self.house.partner("swapped.test", serve=False)
        status, answer = self.house.enrol(p)  # held already
        self.assertEqual((status, answer["code"]), (409, "EXISTS"))
        words = p.words(self.house.cards[p.name])
        p.secret = os.urandom(32)
        self.assertEqual(self.house.enrol(p, words=words)[0], 409)
        card = p.card().replace(b"swapped.test", b"stranger.test")
        self.assertGreaterEqual(self.house.enrol(p, card=card)[0], 400)


class State(Hostile):
    NAMES = ("state.test",)

    def test_what_the_line_does_not_allow_now_is_T08(self):
        p, acts, house = self.house.partner("state.test"), {}, self.house
        profile = PROFILE.read_text()
        p.profile = jcs_hash(profile)
        # Nothing opens before a profile is agreed, whoever knows it.
        p.write(p.line_id, 1, {1: profile})
        _, index = ask(p, "FR-2026-INF-000801")
        acts[index] = "T08"
        self.judged(p, acts)
        house.agree(p)
        p.receives(house.line(p)["own"]["size"])
        dossier_id, index = ask(p, "FR-2026-INF-000802")
        number = INFORMATION.number("service_note")
        acts = {index: None, p.write(dossier_id, number, NOTE): None}
        self.judged(p, acts)

        house.state(p, "restricted")
        acts = {p.write(dossier_id, number, NOTE): None}
        _, index = ask(p, "FR-2026-INF-000804")
        acts[index] = "T08"
        self.judged(p, acts)

        # Written before its author knew: it stands.
        acts = {p.write(dossier_id, number, NOTE): None}
        house.state(p, "suspended")
        acts[p.write(dossier_id, number, NOTE)] = "T08"
        _, index = ask(p, "FR-2026-INF-000805")
        acts[index] = "T08"
        acts[p.write(p.line_id, 12)] = None
        withdraw = INFORMATION.number("withdraw")
        reason = INFORMATION.record("withdraw", {"reason": "x",
                                                 "language": "fr"})
        acts[p.write(dossier_id, withdraw, reason)] = None  # always
        self.judged(p, acts)

        house.state(p, "active")
        _, index = ask(p, "FR-2026-INF-000806")
        self.judged(p, {index: None})
        house.verified()


if __name__ == "__main__":
    unittest.main(verbosity=2)
