#!/usr/bin/python3
"""What a node makes of a partner that answers falsely, slowly or not at all:
nothing false counts, an alarm is raised, nobody is pestered, and the log goes
on as soon as the partner keeps to docs/spec again."""
import threading
import time
import unittest

import cbor2

from formats import MIRROR, LOG, Signer, checkpoint, cosigned, det
from house import Hostile
from nodes import until


def head(held, note, own):
    return 200, det([1, held, note, own])


class Answers(Hostile):
    NAMES = ("answer.test",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.house.partner("answer.test")

    def goes(self):
        """The node sends an act and holds its receipt; no alarm stands."""
        p = self.partner
        size = self.house.drill(p) + 1
        until(f"a receipt for {size}",
              lambda: self.line()["own"]["receipted"] >= size)
        self.house.stand(p)

    def line(self):
        return self.house.line(self.partner)

    def alarm(self, code):
        self.house.raised(self.partner, code)

    def bend(self, call, answer):
        """From now on the partner gives this answer."""
        with self.partner.lock:
            self.partner.answer[call] = answer

    def honest(self):
        with self.partner.lock:
            self.partner.answer.clear()

    # Heads at start.

    def starts(self, answer, alarm=None):
        """The node starts while the partner lies; it does not open."""
        p = self.partner
        self.bend("head", answer)
        calls = p.count("head")
        self.house.restart()
        if alarm:
            self.alarm(alarm)
        else:
            p.wait("it asked", lambda: p.count("head") > calls)
        line = self.line()
        self.assertFalse(line["ready"])
        size = line["own"]["size"]
        self.house.drill(p)
        self.assertEqual(self.line()["own"]["size"], size)  # no index
        self.assertEqual(self.line()["waiting"], 1)
        self.honest()
        self.house.ready(p)
        until("it left", lambda: self.line()["own"]["receipted"] == size + 1)
        self.goes()

    def test_false_heads_at_start_open_nothing(self):
        p = self.partner
        other = Signer(p.mirror.origin, LOG)

        def forged(p, _):
            note = checkpoint(p.mirror.origin, len(p.mirror), bytes(32), other)
            return head(len(p.mirror), cosigned(note, p.mirror_key,
                                                int(time.time())), len(p.own))

        def ahead(p, _):
            note = checkpoint(p.mirror.origin, 99, bytes(32), other)
            return head(99, cosigned(note, p.mirror_key, int(time.time())),
                        len(p.own))

        def receipt(p, _):
            key = Signer(p.mirror_key.name, MIRROR)
            return head(len(p.mirror), cosigned(p.note.split(
                "\u2014 answer.test/mirror".encode())[0], key,
                int(time.time())), len(p.own))

        for name, answer, alarm in [
                ("larger, without a note",
                 lambda p, _: head(len(p.mirror) + 5, None, len(p.own)), None),
                ("larger, with a forged note", ahead, "BAD_ANSWER"),
                ("another root, forged", forged, "BAD_ANSWER"),
                ("a receipt by another key", receipt, "BAD_ANSWER"),
                ("no CBOR", lambda p, _: (200, b"\xff"), "BAD_ANSWER"),
                ("503", lambda p, _: (503, b""), None)]:
            with self.subTest(name):
                self.starts(answer, alarm)

    def test_a_partner_that_lost_entries_gets_them_again(self):
        p = self.partner
        with p.lock:
            size = len(p.mirror)
            del p.mirror.items[size - 1:]
            p.note = None
        self.house.restart()
        self.house.ready(p)
        p.receives(size)
        self.goes()

    # Answers to an append.

    def answers(self, answer, alarm=None):
        """The node sends an act and gets that; nothing false counts."""
        p = self.partner
        before = self.line()["own"]
        self.bend("append", answer)
        calls = p.count("append")
        self.house.drill(p)
        if alarm:
            self.alarm(alarm)
        else:
            p.wait("it was sent", lambda: p.count("append") > calls)
        self.assertEqual(self.line()["own"]["receipted"], before["receipted"])
        self.honest()
        self.goes()

    def test_false_answers_are_no_receipts(self):
        def wrong_key(p, request):
            p.take(request.body)
            key = Signer(p.mirror_key.name, MIRROR)
            return head(len(p.mirror), cosigned(p.note, key,
                                                int(time.time())), len(p.own))

        def flipped(p, request):
            status, body = p.on_append(request)
            version, held, note, own = cbor2.loads(body)
            with p.lock:
                p.note = None
            at = note.rindex(b" ") + 40
            bent = b"A" if note[at:at + 1] != b"A" else b"B"
            return head(held, note[:at] + bent + note[at + 1:], own)

        def uncosigned(p, request):
            p.take(request.body)
            note, p.note = p.note, None
            return head(len(p.mirror), note, len(p.own))

        for name, answer, alarm in [
                ("another mirror key", wrong_key, "BAD_ANSWER"),
                ("a flipped bit", flipped, "BAD_ANSWER"),
                ("no cosignature", uncosigned, "BAD_ANSWER"),
                ("no note", lambda p, _: head(len(p.mirror) + 1, None, 0),
                 "BAD_ANSWER"),
                ("garbage", lambda p, _: (200, b"hello"), "BAD_ANSWER"),
                ("403", lambda p, _: (403, b""), "DENIED"),
                ("400", lambda p, _: (400, b""), "BROKEN"),
                ("500", lambda p, _: (500, b"oh"), None),
                ("302", lambda p, _: (302, b""), None),
                ("cut", lambda p, _: None, None),
                ("the same 409", lambda p, _: (409, p.own_head()),
                 "SAME_GAP")]:
            with self.subTest(name):
                self.answers(answer, alarm)

    def test_a_receipt_out_of_time_raises_an_alarm(self):
        def dated(seconds):
            def answer(p, request):
                with p.lock:
                    p.take(request.body)
                    p.note = cosigned(p.note, p.mirror_key,
                                      int(time.time()) + seconds)
                    return 200, p.own_head()
            return answer

        for seconds in (3600, -3600):
            with self.subTest(seconds):
                self.bend("append", dated(seconds))
                self.house.drill(self.partner)
                self.alarm("RECEIPT_TIME")
                self.honest()
                self.goes()

    def test_a_fork_told_by_the_partner_freezes_the_own_log(self):
        p = self.partner
        self.bend("append", lambda p, _: (422, p.own_head()))
        self.house.drill(p)
        self.alarm("FORK_OWN")
        self.honest()
        self.assertTrue(self.line()["own"]["frozen"])
        self.goes_on(p)  # the other direction
        self.house.restart()
        until("it is asked", lambda: self.line()["own"]["frozen"])
        self.house.settle(p, "own")
        self.house.ready(p)
        self.goes()

    # A partner that does not answer.

    def test_503_for_ever_is_asked_ever_less_often(self):
        p = self.partner
        self.bend("append", lambda p, _: (503, b""))
        calls = p.count("append")
        begin = time.monotonic()
        self.house.drill(p)
        p.wait("three tries", lambda: p.count("append") >= calls + 3)
        # At least half of 1 + 2 seconds.
        self.assertGreater(time.monotonic() - begin, 1.4)
        self.honest()
        self.goes()

    def test_a_partner_that_never_answers_holds_nothing_up(self):
        p, done = self.partner, threading.Event()
        self.addCleanup(done.set)

        def never(p, _):
            done.wait(60)

        self.bend("append", never)
        calls = p.count("append")
        self.house.drill(p)
        p.wait("it was sent", lambda: p.count("append") > calls)
        self.goes_on(p)  # the other direction
        self.house.drill(p)
        self.assertEqual(p.count("append"), calls + 1)  # one in flight
        self.assertTrue(self.line()["ready"])
        self.honest()
        done.set()
        self.goes()

    # Rejects by the partner; evidence without receipts.

    def effect(self, index):
        shown = self.node.show(f"LNK-{self.partner.name}", by="driss")
        return next(a["effect"] for a in shown["acts"] if a["own"]
                    and a["position"]["index"] == index)

    def test_a_reject_counts_unless_its_author_acted_on_the_act(self):
        p = self.partner
        p.push()
        index = self.house.drill(p)
        p.receives(index + 1)
        p.write(p.line_id, 6, {1: p.mirror.origin, 2: [[index, "T04"]]})
        p.push()
        self.assertEqual(self.effect(index), "rejected")
        index = self.house.drill(p)
        p.receives(index + 1)
        p.write(p.line_id, 12)  # has seen it, and is no reject
        p.write(p.line_id, 6, {1: p.mirror.origin, 2: [[index, "T04"]]})
        p.push()
        self.assertEqual(self.effect(index), "took")
        self.goes()
        self.house.verified()

    def test_a_withheld_receipt_is_replaced_by_an_act_that_has_seen(self):
        p = self.partner

        def withheld(p, request):
            with p.lock:
                p.take(request.body)
            return 503, b""

        self.bend("append", withheld)
        index = self.house.drill(p)
        p.receives(index + 1)
        p.write(p.line_id, 12)
        p.push()
        own = self.line()["own"]
        self.assertLessEqual(own["receipted"], index)
        self.assertGreater(own["bound"], index)
        self.honest()
        self.goes()
        self.house.verified()


if __name__ == "__main__":
    unittest.main(verbosity=2)
