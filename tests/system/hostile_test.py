#!/usr/bin/python3
"""What a hostile partner may send to a node: each case names the answer of
docs/spec §7, and ends with good traffic that is taken in."""
import os
import time
import unittest

import cbor2

from formats import (LOG, Envelope, SealingKey, Signer, checkpoint, det, grant,
                     sha256)
from house import INFORMATION, NOTE, Hostile, ask, information_hash
from nodes import until


class Received(Hostile):
    NAMES = ("good.test", "early.test")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.good = cls.house.partner("good.test")
        cls.house.agree(cls.good)

    # Framing.

    def test_bodies_that_are_no_append_are_400(self):
        p = self.good
        honest = p.body()
        bodies = {
            "empty": b"", "text": b"hello", "null": b"\xf6",
            "truncated": honest[:-1], "cut in half": honest[:len(honest) // 2],
            "trailing byte": honest + b"\0", "doubled": honest * 2,
            "indefinite array": b"\x9f" + honest[1:] + b"\xff",
            "long head": b"\x98\x05" + honest[1:],
            "long version": b"\x85\x18\x01" + honest[2:],
            "version 2": b"\x85\x02" + honest[2:],
            "version as float": b"\x85\xf9\x3c\0" + honest[2:],
            "tagged": b"\xc0" + honest, "four members": b"\x84" + honest[1:],
            "six members": b"\x86" + honest + b"\0",
            "an array of 2^63 members": b"\x9b\x80" + bytes(7) + honest[1:],
            "depth": b"\x81" * 100 + b"\0",
            "origin as bytes": det([1, p.own.origin.encode(), 0, [], b""]),
            "origin no UTF-8": honest.replace(b"good", b"g\xc3\x28d", 1),
            "negative first": det([1, p.own.origin, -1, [], b""]),
            "first overflows": p.body(first=2 ** 64 - 1, items=[b"x"],
                                      note=b"x"),
            "item is text": det([1, p.own.origin, p.held, ["x"], b""]),
            "erased, short": p.body(items=[b"x", (b"y" * 31)], size=2,
                                    root=bytes(32))[:-1],
            "no note": p.body(note=b""),
            "note with CR": p.body(note=p.body().replace(b"\n", b"\r\n")),
            "note of one line": p.body(note=b"x\n\n"),
            "size of note too small": p.body(items=[b"x"], size=p.held,
                                             root=p.own.root(p.held)),
            "size of note too large": p.body(size=p.held + 1,
                                             root=bytes(32)),
            "4,097 items": p.body(items=[b"x"] * 4097, size=p.held + 4097,
                                  root=bytes(32)),
            "note over 64 KiB": p.body(note=b"x" * 65537),
        }
        for name, body in bodies.items():
            with self.subTest(name):
                self.refused(p, 400, body)
        self.goes_on(p)

    def test_a_body_over_8_mib_is_refused_before_it_is_read(self):
        p = self.good
        before = p.head()
        status = p.announce(8 * 1024 * 1024 + 1)
        self.assertEqual(status, 413)
        self.assertEqual(before[0], p.head()[0])
        self.goes_on(p)

    # Keys and origins.

    def test_other_signatures_keys_and_origins_are_403(self):
        p = self.good
        stranger = Signer(p.own.origin, LOG)
        other = Signer("other.test/line/rabat.dgsn", LOG)
        note = checkpoint(p.own.origin, p.held, p.own.root(), p.log)
        at = note.rindex(b" ") + 20
        flipped = note[:at] + (b"A" if note[at:at + 1] != b"A" else b"B") \
            + note[at + 1:]
        for name, bent in {
                "unknown key": {"signer": stranger},
                "flipped signature": {"note": flipped},
                "root key": {"signer": p.root},
                "other origin": {"origin": other.name, "signer": other},
                "the node's own origin": {"origin": p.mirror.origin},
                "note of another origin": {"note": checkpoint(
                    other.name, p.held, p.own.root(), p.log)},
                }.items():
            with self.subTest(name):
                self.refused(p, 403, **bent)
        for path in ["head?origin=x", "acts?from=0&max=1&origin=x"]:
            self.assertEqual(p.call("GET", f"/line/v1/{path}")[0], 403)
        self.goes_on(p)

    # Batches that do not continue the mirror.

    def test_gap_is_409_and_repetition_200_with_a_fresh_receipt(self):
        p = self.good
        self.goes_on(p)
        self.refused(p, 409, first=p.held + 1, items=[b"x"],
                     size=p.held + 2, root=bytes(32))
        before = p.head()[1]
        until("a second has passed", lambda: int(time.time()) > before.time)
        for first in (0, p.held - 1, p.held):  # whole, last, heartbeat
            with self.subTest(first):
                status, head = p.append(first=first)
                self.assertEqual((status, head[0]), (200, len(p.own)))
                self.assertGreater(head[1].time, before.time)
        old = len(p.own) - 1
        self.refused(p, 409, first=0, items=p.own.items[:old])
        self.goes_on(p)

    def test_an_equal_overlap_is_appended(self):
        p = self.good
        before = len(p.own)
        p.write(p.line_id, 12)
        status, head = p.append(first=before - 1)
        self.assertEqual((status, head[0]), (200, before + 1))
        self.goes_on(p)

    # Acts that are stored, cosigned and rejected.

    def test_acts_that_do_not_open_are_T03(self):
        p, acts = self.good, {}
        dossier_id, index = ask(p, "FR-2026-INF-000301")
        acts[index] = None
        number = INFORMATION.number("service_note")
        right = p.dossiers[dossier_id]
        acts[p.write(dossier_id, number, NOTE)] = None
        p.dossiers[dossier_id] = os.urandom(32)
        acts[p.write(dossier_id, number, NOTE)] = "T03"
        p.dossiers[dossier_id] = right
        acts[p.write(dossier_id, number, NOTE, commit=os.urandom(32))] = "T03"
        acts[p.write(dossier_id, number, NOTE, index=index + 1)] = "T03"
        p.own.items.append(p.own.items[index + 1])
        acts[len(p.own) - 1] = "T03"  # moved to another place
        stranger = os.urandom(16)
        stranger = bytes([stranger[0] & 0x7f]) + stranger[1:]
        p.dossiers[stranger] = os.urandom(32)
        acts[p.write(stranger, number, NOTE)] = "T03"  # no key, no grant
        acts[p.write(dossier_id, number, NOTE)] = None
        self.judged(p, acts)
        self.goes_on(p)

    def test_grants_that_are_not_for_this_node_are_T03(self):
        p, acts = self.good, {}
        zero = SealingKey()
        zero.public = bytes(32)  # all-zero Z
        for n, bent in enumerate([
                {"sender_kid": os.urandom(32)},
                {"recipient": SealingKey().public},
                {"line_secret": os.urandom(32)},
                {"dossier_id": os.urandom(16)},
                {"dossier_key": os.urandom(32)},
                {"ephemeral": zero}]):
            dossier_id, _ = p.new_dossier()
            honest = {"dossier_id": dossier_id,
                      "dossier_key": p.dossiers[dossier_id],
                      "sender_kid": p.log.kid, "recipient": p.peer.sealing,
                      "line_secret": p.secret}
            if bent.get("ephemeral"):
                bent = dict(bent)
                given = grant(**honest)
                given.value[3][0][1][-1][-2] = zero.public
            else:
                given = grant(**{**honest, **bent})
            _, index = ask(p, f"FR-2026-INF-00031{n}", dossier_id=dossier_id,
                           given=given)
            acts[index] = "T03"
        self.judged(p, acts)
        self.goes_on(p)

    def test_any_flipped_bit_is_rejected_and_nothing_else_is_disturbed(self):
        p, acts = self.good, {}
        dossier_id, index = ask(p, "FR-2026-INF-000302")
        acts[index] = None
        number = INFORMATION.number("service_note")
        for n in range(0, 130 * 8, 7):
            at = p.write(dossier_id, number, NOTE)
            envelope = bytearray(p.own.items[at])
            envelope[n // 8] ^= 1 << n % 8
            p.own.items[at] = bytes(envelope)
            acts[at] = verdict(p, at, bytes(envelope))
        self.judged(p, acts)
        self.goes_on(p)

    def test_layout_version_size_and_schema(self):
        p, acts = self.good, {}
        dossier_id, index = ask(p, "FR-2026-INF-000303")
        acts[index] = None
        number = INFORMATION.number("service_note")

        def write(code, fields=NOTE, act=number, **bent):
            acts[p.write(dossier_id, act, fields, **bent)] = code

        write("T11", version=2)
        write("T04", version=-1)
        write("T04", padded=bytes(256))  # no 80
        write("T04", padded=b"\x80" + bytes(255))  # no item
        write("T04", padded=b"\x80" + bytes(255 + 256))
        write("T04", padded=b"\xa0" + b"\x80" + bytes(200))  # length
        write("T04", padded=b"\xbf\xff\x80" + bytes(253))  # indefinite
        write("T04", fields={})  # the note is needed
        write("T04", fields={**NOTE, 999: "x"})
        write("T04", fields={130: 1})
        write("T04", fields={130: "x" * 281})
        write("T04", fields={130: "x\u202e"})
        write("T04", act=77)
        write("T04", act=0)
        write("T04", act=2 ** 40)
        write("T04", plain={10: 1})
        # As deep as a plaintext may be, and signed: what is it that was shown?
        write("T04", fields={1: [[[[[[0]]]]]]}, plain={9: []})
        write("T04", plain={5: [1]})
        write("T04", plain={3: 7})
        write("T05", padded=bytes(65536))
        for junk in [b"", b"\0", b"junk", det([1, None, None]),
                     det([1, None, cbor2.CBORTag(16, [b"", {}, b""])]),
                     det(cbor2.CBORTag(16, [b"", {}, b""]))]:
            p.own.items.append(junk)
            acts[len(p.own) - 1] = "T04"
        p.own.items.append(det([2, "what a later version is like"]))
        acts[len(p.own) - 1] = "T11"
        p.own.items.append(bytes(65537))
        acts[len(p.own) - 1] = "T05"
        write("T04", opening=[information_hash(), p.profile, "X-3"])
        write("T04", act=INFORMATION.number("open"))
        write(None)
        self.judged(p, acts)
        self.node.show("good.test:FR-2026-INF-000303")
        self.goes_on(p)

    def test_unknown_kinds_and_profiles_are_T13_and_high_handling_T09(self):
        p, acts = self.good, {}
        kind = information_hash()
        for n, (code, bent) in enumerate([
                ("T13", {"opening": [os.urandom(32), p.profile, "X-1"]}),
                ("T13", {"opening": [kind, os.urandom(32), "X-2"]}),
                ("T09", {"bend": {"handling": "H3", "handling_text": "x"}}),
                ("T04", {"opening": [kind, p.profile, ""]}),
                ("T04", {"opening": [kind, p.profile]}),
                ("T04", {"bend": {"urgency": "U9"}}),
                ("T04", {"bend": {"scope_to": "2020-01-01"}}),
                ("T12", {"first_bit": 0x80}),
                ("T13", {"opening": None}),
                (None, {})]):
            _, index = ask(p, f"FR-2026-INF-00032{n}", **bent)
            acts[index] = code
        self.judged(p, acts)
        self.goes_on(p)

    def test_seen_that_exceeds_or_decreases_is_T12(self):
        p, acts = self.good, {}
        self.collect(p)
        held = len(p.mirror)
        self.assertGreater(held, 1)
        acts[p.write(p.line_id, 12)] = None
        for seen in (held - 1, 0, held + 1, 2 ** 31, 2 ** 63 - 1, 2 ** 63,
                     2 ** 64 - 1):
            acts[p.write(p.line_id, 12, seen=seen)] = "T12"
            acts[p.write(p.line_id, 12, seen=held)] = None
        self.judged(p, acts)
        self.goes_on(p)

    def test_a_restart_forgets_nothing_that_was_seen(self):
        p = self.good
        p.push()
        self.collect(p)
        held = len(p.mirror)
        acts = {p.write(p.line_id, 12): None}
        self.judged(p, acts)
        self.house.restart()
        self.house.ready(p)
        self.judged(p, {p.write(p.line_id, 12, seen=held - 1): "T12"})
        self.goes_on(p)

    def test_a_hash_alone_gets_no_receipt_that_was_not_given_before(self):
        p = self.good
        self.goes_on(p)
        p.write(p.line_id, 12)
        erased = [bytearray(sha256(item)) for item in p.own.items]
        self.refused(p, 400, first=0, items=erased)
        self.refused(p, 400, items=erased[-1:])
        # What it once receipted may come as its hash.
        status, head = p.append(first=0, items=[*erased[:-1],
                                                p.own.items[-1]])
        self.assertEqual((status, head[0]), (200, len(p.own)))
        self.goes_on(p)

    def test_acts_of_the_line_that_say_nonsense_are_T04(self):
        p, acts = self.good, {}
        for number, fields in [
                (6, {1: p.mirror.origin, 2: []}),
                (6, {1: p.mirror.origin, 2: [[-1, "T03"]]}),
                (6, {1: p.mirror.origin, 2: [[0, "T99"]]}),
                (6, {1: p.mirror.origin, 2: [[2 ** 63 - 1, "T03"]]}),
                (6, {1: p.mirror.origin}), (2, {1: b"short"}),
                (1, {1: "no profile"}), (13, {1: "no file"}),
                (5, {1: "paused"}), (99, {}), (0, {})]:
            acts[p.write(p.line_id, number, fields)] = "T04"
        # Of another log, or of an entry that is not there: nothing to do.
        for fields in [{1: p.own.origin, 2: [[0, "T03"]]},
                       {1: p.mirror.origin, 2: [[2 ** 53 - 1, "T03"]]}]:
            acts[p.write(p.line_id, 6, fields)] = None
        self.judged(p, acts)
        self.goes_on(p)

    def test_zz_the_node_verifies_after_all_of_it(self):
        self.house.verified()


def verdict(partner, index, envelope):
    """What this file's own reader makes of a bent envelope."""
    try:
        if cbor2.loads(envelope)[0] not in (1, True):
            return "T11"
    except Exception:
        pass
    try:
        read = Envelope(envelope)
    except Exception:
        return "T04"
    if read.seen != len(partner.mirror):
        return "T12"
    return "T03"


if __name__ == "__main__":
    unittest.main(verbosity=2)
