#!/usr/bin/python3
"""kill -9 at random moments on both nodes under load: at the end both logs are
equal, every act that was acknowledged (201) is there once on both sides, and
both verify. WASL_SEED repeats a run's moments; 15 rounds, 100 in the long
tests (WASL_LONG=1 or --long)."""
import contextlib
import fcntl
import http.client
import itertools
import json
import os
import pathlib
import random
import sqlite3
import sys
import tempfile
import threading
import time
import unittest

from nodes import EXAMPLES, PATIENCE, Line, until
from story import shared_view

LONG = "--long" in sys.argv or os.environ.get("WASL_LONG") == "1"
ROUNDS = 100 if LONG else 15
WORKERS = 2  # a side
REQUEST = json.loads((EXAMPLES / "information-request.json").read_text())


class Gone(Exception):
    """The node was killed under the call: nobody knows what became of it."""


class Worker(threading.Thread):
    """One side's officers at work, as fast as the node answers. Every act
    says a mark of its own, so that it can be found and counted."""

    numbers = itertools.count(1)

    def __init__(self, node, partner, seed, stop):
        super().__init__(daemon=True)
        self.node, self.partner, self.stop = node, partner, stop
        self.random = random.Random(seed)
        self.connection = None
        self.sent, self.unknown, self.faults = [], [], []
        self.operator, self.second = node.staff[3][0], node.staff[5][0]

    def call(self, method, path, by, body=None):
        if self.connection is None:
            self.connection = self.node.connect()
        try:
            return self.node.call(self.connection, method, path, by, body)
        except (OSError, http.client.HTTPException) as gone:
            self.connection.close()
            self.connection = None
            raise Gone from gone

    def mark(self):
        return f"mark-{next(self.numbers)}"

    def put(self, mark, path, by, body, expected):
        """An act on its way: sent, unknown (the node died), or a fault."""
        try:
            status, answer = self.call("POST", path, by, body)
        except Gone:
            if 201 in expected:
                self.unknown.append(mark)
            raise
        # A dossier that waits for the line takes no further act yet.
        if status not in expected and not (
                status == 409 and "not on the line yet" in answer["detail"]):
            self.faults.append(f"{self.node.name} {path}: {status} {answer}")
        if status == 201:
            self.sent.append(mark)
        return answer

    def open(self):
        """Open a dossier: one drafts, another one approves what he read."""
        mark = self.mark()
        draft = self.put(mark, "/v1/dossiers", self.operator, {
            "kind": "information", "to": self.partner.name,
            "fields": {**REQUEST, "national_reference": mark}}, (202,))
        path = f"/v1/drafts/{draft['draft']}"
        digest = self.call("GET", path, self.second)[1]["digest"]
        self.put(mark, f"{path}/approve", self.second, {"digest": digest},
                 (201,))

    def note(self):
        """A note in any open dossier, whoever opened it."""
        listed = self.call("GET", "/v1/dossiers?limit=50", self.operator)[1]
        if not listed.get("dossiers"):
            return self.open()
        reference = self.random.choice(listed["dossiers"])["reference"]
        mark = self.mark()
        return self.put(mark, f"/v1/dossiers/{reference}/acts", self.operator,
                        {"act": "service_note", "fields": {"note": mark}},
                        (201,))

    def run(self):
        while not self.stop.is_set():
            try:
                if self.random.random() < 0.03:
                    self.open()
                else:
                    self.note()
            except Gone:
                self.stop.wait(0.02)
        if self.connection:
            self.connection.close()


def key_process(node):
    """The pid of a node's key process, once it has its lock file open."""
    try:
        pid = node.process.pid
        for child in pathlib.Path(
                f"/proc/{pid}/task/{pid}/children").read_text().split():
            if any(fd.resolve().name == "keyd.lock" for fd in
                   pathlib.Path(f"/proc/{child}/fd").iterdir()):
                return int(child)
    except (OSError, AttributeError):
        pass  # not yet
    return None


def log_rows(node):
    """Every entry of every log of a node that has ended, from its file."""
    path = f"file:{node.dir}/wasl.db?mode=ro"
    with contextlib.closing(sqlite3.connect(path, uri=True)) as db:
        return sorted(db.execute("SELECT origin, idx, hash, envelope FROM entry"
                                 " JOIN log ON log.id = log_id"))


def marks(shown):
    return [a["fields"].get("note") or a["fields"].get("national_reference")
            for a in shown["acts"]]


class Killed(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-kill-")
        self.addCleanup(scratch.cleanup)
        self.line = Line(scratch.name)
        self.addCleanup(self.line.__exit__)
        self.seed = int(os.environ.get("WASL_SEED", time.time_ns() % 10**9))
        print(f"WASL_SEED={self.seed}", file=sys.stderr, flush=True)

    def kill_rounds(self, workers):
        """Let both sides work, kill one or both at a random moment, go on."""
        moments = random.Random(self.seed)
        for number in range(1, ROUNDS + 1):
            victims = moments.choice([[0], [1], [0, 1], [1, 0]])
            time.sleep(moments.uniform(0.0, 0.8))  # the random moment
            for victim in victims:
                self.line.nodes[victim].kill()
            for victim in victims:
                self.line.nodes[victim].start()
            if number % 5 == 0:  # now and then the line comes to work again
                for node in self.line.nodes:
                    node.ready()
            print(f"round {number}: killed "
                  f"{[self.line.nodes[v].name for v in victims]}, "
                  f"{sum(len(w.sent) for w in workers)} acts acknowledged",
                  file=sys.stderr, flush=True)

    def settled(self, node):
        line, other = node.line(), self.line.other(node).line()
        return (line and other and line["ready"] and line["waiting"] == 0
                and line["own"]["size"] == line["own"]["receipted"]
                == line["own"]["bound"] == other["mirror"]["size"])

    def dossiers(self, node):
        """What `show` tells of every dossier, by reference; one without a
        state is a draft that nobody approved, and at home only."""
        found, after = {}, []
        while True:
            page = node.wasl("list", "--kind", "information", *after,
                             by=node.staff[-1][0])
            for row in page["dossiers"]:
                if row["state"]:
                    found[row["reference"]] = node.show(row["reference"])
            if not page["next"]:
                return found
            after = ["--after", page["next"]]

    def test_a_start_waits_for_the_key_process_of_a_killed_node(self):
        node = self.line.rabat
        self.line.init(node)
        with open(node.dir / "keyd.lock", "wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)  # as one that is still ending
            ended = threading.Thread(target=lambda: (
                until("the new key process asks", lambda: key_process(node)),
                fcntl.flock(held, fcntl.LOCK_UN)))
            ended.start()
            node.start()
            ended.join()

    def test_what_was_acknowledged_is_there_once_on_both_sides(self):
        self.line.ceremony()
        stop = threading.Event()
        workers = [Worker(node, self.line.other(node), f"{self.seed} {n} {i}",
                          stop)
                   for n, node in enumerate(self.line.nodes)
                   for i in range(WORKERS)]
        for worker in workers:
            worker.start()
        try:
            self.kill_rounds(workers)
        finally:
            stop.set()
            for worker in workers:
                worker.join(PATIENCE)
        self.assertEqual(sum((w.faults for w in workers), [])[:20], [])
        for node in self.line.nodes:
            until(f"everything of {node.name} is receipted and bound",
                  lambda: self.settled(node), 2 * PATIENCE)
        views = [self.dossiers(node) for node in self.line.nodes]
        self.check_views(*views)
        self.check_marks(workers, views[0])
        for node in self.line.nodes:
            code, report = node.verify()
            self.assertTrue(code == 0 and report["ok"], report)
            self.assertEqual(node.wasl("status", by=node.admin)["alarms"], [])
        for node in self.line.nodes:
            self.assertEqual(node.terminate(), 0)
        self.assertEqual(*map(log_rows, self.line.nodes))

    def check_views(self, here, there):
        """One dossier at a time: a difference is then short enough to read."""
        self.assertEqual(set(here), set(there))
        for reference, shown in here.items():
            mine, his = (json.loads(shared_view(s))
                         for s in (shown, there[reference]))
            for own, other in zip(mine.pop("acts"), his.pop("acts")):
                self.assertEqual(own, other, reference)
            self.assertEqual(mine, his, reference)
            self.assertEqual(marks(shown), marks(there[reference]), reference)

    def check_marks(self, workers, dossiers):
        held = [m for s in dossiers.values() for m in marks(s)]
        sent = [m for w in workers for m in w.sent]
        unknown = {m for w in workers for m in w.unknown}
        print(f"{len(held)} acts in {len(dossiers)} dossiers; {len(sent)} "
              f"acknowledged, {len(unknown)} calls without an answer",
              file=sys.stderr, flush=True)
        self.assertGreater(len(sent), ROUNDS)
        self.assertEqual(len(held), len(set(held)), "an act is there twice")
        self.assertEqual(set(sent) - set(held), set(), "acknowledged, lost")
        self.assertEqual(set(held) - set(sent) - unknown, set(),
                         "an act that nobody sent")


if __name__ == "__main__":
    unittest.main(argv=[a for a in sys.argv if a != "--long"], verbosity=2)
