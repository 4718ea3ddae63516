"""Officers at work: acts as fast as a node takes them, each with a mark of its
own, so that it can be found and counted. For the tests of what a node loses
(nothing) when it is killed or its disk is full."""
import contextlib
import http.client
import itertools
import json
import random
import os
import pathlib
import sqlite3
import sys
import tempfile
import threading
import time
import unittest

from nodes import EXAMPLES, PATIENCE, Line, until
from story import shared_view

REQUEST = json.loads((EXAMPLES / "information-request.json").read_text())


class Gone(Exception):
    """The call came to nothing: the node refused it, or was killed under it and
    nobody knows what became of it."""


class Worker(threading.Thread):
    """One side's officers at work, as fast as the node answers. Every act
    says a mark of its own, so that it can be found and counted."""

    numbers = itertools.count(1)

    def __init__(self, node, partner, seed, stop, bear=()):
        super().__init__(daemon=True)
        self.node, self.partner, self.stop = node, partner, stop
        self.bear = bear  # refusals that are no fault: codes of problems
        self.random = random.Random(seed)
        self.connection = None
        self.sent, self.unknown, self.faults = [], [], []
        self.refused = []
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
        if status not in expected and answer["code"] not in self.bear and not (
                status == 409 and "not on the line yet" in answer["detail"]):
            self.faults.append(f"{self.node.name} {path}: {status} {answer}")
        if status == 201:
            self.sent.append(mark)
        elif status not in expected:
            self.refused.append((mark, answer))
            raise Gone(answer["code"])
        return answer

    def open(self):
        """Open a dossier: one drafts, another one approves what he read.
        Each is of a unit of its own, so that no budget of a day ends it."""
        mark = self.mark()
        draft = self.put(mark, "/v1/dossiers", self.operator, {
            "kind": "information", "to": self.partner.name,
            "fields": {**REQUEST, "national_reference": mark,
                       "unit": mark.upper()}}, (202,))
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
    """The pid of a node's key process, once it is shut in, just before it asks
    for its lock: which files it has open is shown to root alone."""
    try:
        pid = node.process.pid
        for child in pathlib.Path(
                f"/proc/{pid}/task/{pid}/children").read_text().split():
            if "NoNewPrivs:\t1" in pathlib.Path(
                    f"/proc/{child}/status").read_text():
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


class AtWork(unittest.TestCase):
    """Two nodes under load; at the end nothing is lost, and nothing twice.
    WASL_SEED repeats a run's moments."""

    WORKERS = 2  # a side

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="wasl-work-")
        self.addCleanup(scratch.cleanup)
        self.line = Line(scratch.name)
        self.addCleanup(self.line.__exit__)
        self.seed = int(os.environ.get("WASL_SEED", time.time_ns() % 10**9))
        print(f"WASL_SEED={self.seed}", file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def at_work(self, bear=()):
        """The workers of both sides, at work while the body runs."""
        stop = threading.Event()
        workers = [Worker(node, self.line.other(node), f"{self.seed} {n} {i}",
                          stop, bear)
                   for n, node in enumerate(self.line.nodes)
                   for i in range(self.WORKERS)]
        for worker in workers:
            worker.start()
        try:
            yield workers
        finally:
            stop.set()
            for worker in workers:
                worker.join(PATIENCE)
        self.assertEqual(sum((w.faults for w in workers), [])[:20], [])

    def check(self, workers, least, alarms=()):
        """Both logs are equal, every acknowledged act is there once on both
        sides, and both verify; `alarms`: codes that may stand."""
        for node in self.line.nodes:
            until(f"everything of {node.name} is receipted and bound",
                  lambda: self.settled(node), 2 * PATIENCE)
        views = [self.dossiers(node) for node in self.line.nodes]
        self.check_views(*views)
        self.check_marks(workers, views[0], least)
        for node in self.line.nodes:
            code, report = node.verify()
            self.assertTrue(code == 0 and report["ok"], report)
            status = node.wasl("status", by=node.admin)
            self.assertLessEqual({a["code"] for a in status["alarms"]},
                                 set(alarms), status["alarms"])
        for node in self.line.nodes:
            self.assertEqual(node.terminate(), 0)
        self.assertEqual(*map(log_rows, self.line.nodes))

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

    def check_marks(self, workers, dossiers, least):
        held = [m for s in dossiers.values() for m in marks(s)]
        sent = [m for w in workers for m in w.sent]
        unknown = {m for w in workers for m in w.unknown}
        print(f"{len(held)} acts in {len(dossiers)} dossiers; {len(sent)} "
              f"acknowledged, {len(unknown)} calls without an answer",
              file=sys.stderr, flush=True)
        self.assertGreater(len(sent), least)
        self.assertEqual(len(held), len(set(held)), "an act is there twice")
        self.assertEqual(set(sent) - set(held), set(), "acknowledged, lost")
        self.assertEqual(set(held) - set(sent) - unknown, set(),
                         "an act that nobody sent")
