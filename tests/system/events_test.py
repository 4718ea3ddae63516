#!/usr/bin/python3
"""Two running nodes: the event stream tells each officer what changed, as far
as he may know of it, and loses nothing when it is cut off."""
import contextlib
import json
import subprocess
import unittest

from nodes import EXAMPLES, WASL
from scene import Scene
from stream import Stream

REQUEST = EXAMPLES / "arrest-request.json"


class Events(Scene):
    """The ceremony is held once. olivier and oscar draft, valerie approves, ugo
    is of a unit that no dossier is for, aude looks
    on, adele only administers."""

    MORE = {"FR": [("ugo", "BRI", "unit"), ("aude", "IG", "auditor"),
                   ("oscar", "SPOC", "operator")]}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Who may give roles comes when there are two of them already.
        cls.paris.speak([*(s[0] for s in cls.paris.staff), "adele"])
        cls.paris.both("user", "add", "adele", "--unit", "IT", "--roles",
                       "admin")

    def stream(self, by, node=None, **more):
        stream = Stream(node or self.paris, by, **more)
        self.addCleanup(stream.close)
        self.assertEqual((stream.status, stream.type),
                         (200, "text/event-stream"))
        return stream

    def ask(self, method, path, by, body=None, node=None):
        node = node or self.paris
        with contextlib.closing(node.connect()) as connection:
            return node.call(connection, method, path, by, body)

    def draft(self):
        return self.paris.open("arrest", "rabat.dgsn", "--file", REQUEST,
                               by="olivier")

    def open_arrest(self):
        return self.paris.two(self.draft(), by="valerie")["reference"]

    def test_an_act_is_told_on_both_sides_by_its_reference(self):
        here = self.stream("valerie")
        there = self.stream("omar", self.rabat)
        reference = self.open_arrest()
        here.change("dossier", reference)
        there.change("dossier", reference)
        here.change("line", "rabat.dgsn")  # its receipt
        seqs = [c["seq"] for c in here.changes()]
        self.assertEqual(seqs, sorted(set(seqs)))
        # Nothing but names of things.
        for change in here.changes() + there.changes():
            self.assertEqual(set(change),
                             {"seq", "what", "reference", "draft"})

    def test_who_comes_again_is_told_what_he_missed(self):
        first = self.stream("valerie")
        first.close()
        missed = [self.open_arrest() for _ in range(3)]
        again = self.stream("valerie", last=first.last)
        for reference in missed:
            again.change("dossier", reference)
        told = [c["reference"] for c in again.changes()
                if c["what"] == "dossier"]
        self.assertEqual([r for r in dict.fromkeys(told) if r in missed],
                         missed)
        by_query = self.stream("valerie",
                               path=f"/v1/events?after={first.last}")
        by_query.change("dossier", missed[2])

    def test_a_restart_loses_no_place(self):
        stream = self.stream("valerie")
        reference = self.open_arrest()
        stream.change("dossier", reference)
        self.paris.kill()
        self.assertIsNone(stream.ended())
        self.paris.start()
        again = self.stream("valerie", last=first_seq(stream) - 1)
        again.change("dossier", reference)
        self.assertNotIn("reset", [name for name, _ in again.events])

    def test_a_place_that_is_not_known_is_reset(self):
        ahead = self.stream("valerie", last=10**12)
        ahead.wait("reset", lambda events: ("reset", {}) in events)
        # From there on he is told again.
        reference = self.open_arrest()
        ahead.change("dossier", reference)

    def test_what_is_no_place_is_refused(self):
        for bad in ["", "x", "-1", "1e3", "9" * 30]:
            stream = Stream(self.paris, "valerie", last=bad)
            self.addCleanup(stream.close)
            self.assertEqual((stream.status, stream.problem["code"]),
                             (422, "SCHEMA"))

    def test_nobody_is_told_of_what_is_not_for_him(self):
        ugo, adele = self.stream("ugo"), self.stream("adele")
        reference = self.open_arrest()
        ugo.change("line", "rabat.dgsn")  # later than its opening
        self.assertNotIn(reference, {c["reference"] for c in ugo.changes()})
        self.paris.wasl("assign", reference, "BRI", by="valerie")
        ugo.change("task", reference)
        adele.change("line", "rabat.dgsn")
        self.assertEqual({"line"}, {c["what"] for c in adele.changes()})

    def test_a_draft_is_told_to_its_author_and_to_who_decides(self):
        author, second, other = map(self.stream,
                                    ["olivier", "valerie", "oscar"])
        made = self.draft()
        for stream in (author, second):
            self.assertEqual(stream.change("draft")["draft"], made["draft"])
        self.paris.wasl("return", made["draft"], "--reason", "which court?",
                        by="valerie")
        author.wait("decided", lambda events: 2 == sum(
            data.get("draft") == made["draft"] for _, data in events))
        reference = self.open_arrest()
        other.change("dossier", reference)
        self.assertNotIn("draft", {c["what"] for c in other.changes()})

    def test_duty_is_told_to_all(self):
        stream = self.stream("aude")
        self.paris.wasl(
            "duty", "add", "damien", "--role", "duty", "--function", "night",
            "--languages", "fr", "--telephone", "+33 1 00 00 00 00", "--from",
            "2027-01-31T20:00:00Z", "--until", "2027-02-01T08:00:00Z",
            by="denis")
        stream.change("duty")

    def test_who_is_disabled_hears_nothing_more(self):
        stream = self.stream("oscar")
        status, _ = self.ask("POST", "/v1/users/oscar/disable", "anne", {})
        self.assertEqual(status, 200)
        self.assertEqual(stream.ended(), "DENIED")
        for by in ["anne", "diane"]:
            self.ask("POST", "/v1/users/oscar/enable", by, {})
        self.stream("oscar")

    def test_the_oldest_of_too_many_streams_ends(self):
        streams = [self.stream("damien") for _ in range(9)]
        self.assertEqual(streams[0].ended(), "REPLACED")
        reference = self.open_arrest()
        for stream in streams[1:]:
            stream.change("dossier", reference)

    def test_many_streams_keep_nobody_waiting(self):
        """More of them than the API has threads, and than one officer may."""
        names = ["valerie", "olivier", "damien", "denis", "diane", "ugo"]
        streams = [self.stream(by) for by in names for _ in range(8)]
        for _ in range(20):
            status, _ = self.ask("GET", "/v1/dossiers", "valerie")
            self.assertEqual(status, 200)
        self.open_arrest()
        for stream in streams:
            stream.change("line", "rabat.dgsn")

    def test_the_verb_follows(self):
        start = self.stream("valerie").last
        with subprocess.Popen(
                [WASL, "events", "--dir", str(self.paris.dir), "--as",
                 "valerie", "--json", "--after", str(start)],
                stdout=subprocess.PIPE) as verb:
            self.addCleanup(verb.kill)
            reference = self.open_arrest()
            told = None
            while told != reference:
                event = json.loads(verb.stdout.readline())
                self.assertEqual(event["event"], "change")
                told = event["reference"]
            verb.kill()


def first_seq(stream):
    return stream.changes()[0]["seq"]


if __name__ == "__main__":
    unittest.main()
