#!/usr/bin/python3
"""A full disk: what does not fit is refused and leaves nothing behind, what
the partner sends meanwhile waits with the partner, and with space again all
goes on by itself.

The kernel plays the disk: it lets no file of the running process grow beyond a
size (RLIMIT_FSIZE). The key process, whose files have their full length from
the beginning, is left alone but for the last case."""
import contextlib
import http.client
import random
import resource
import sys
import time
import unittest

from house import Hostile
from nodes import EXAMPLES, Refused, until
from work import AtWork, key_process

ROUNDS = 12


def room(pid, size):
    """No file of this process grows beyond `size`; None: as it pleases."""
    limit = resource.RLIM_INFINITY if size is None else size
    resource.prlimit(pid, resource.RLIMIT_FSIZE,
                     (limit, resource.RLIM_INFINITY))


def used(node):
    """The length of the file that takes the next commit."""
    return (node.dir / "wasl.db-wal").stat().st_size


class Full(Hostile):
    NAMES = ("full.test",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.house.partner("full.test")
        cls.house.agree(cls.partner)

    def setUp(self):
        self.goes_on(self.partner)
        room(self.node.process.pid, 0)
        self.addCleanup(self.again)

    def again(self):
        """Space again: acts pass in both directions."""
        if self.node.process.poll() is None:
            room(self.node.process.pid, None)
        size = self.house.drill(self.partner) + 1
        until(f"a receipt for {size}", lambda: self.house.line(
            self.partner)["own"]["receipted"] >= size)
        self.goes_on(self.partner)
        self.house.verified()

    def full(self, *words, by):
        with self.assertRaises(Refused) as caught:
            self.node.wasl(*words, by=by)
        problem = caught.exception.problem
        self.assertEqual((problem["code"], problem["status"]),
                         ("NO_SPACE", 507))
        self.assertIn("the disk is full", problem["title"])

    def test_an_officer_is_told_and_nothing_is_kept(self):
        line = self.house.line(self.partner)
        self.full("open", "information", "--to", "full.test", "--file",
                  EXAMPLES / "information-request.json", by="omar")
        self.full("act", "LNK-full.test", "drill", by="dalal")
        self.full("user", "add", "hamid", "--unit", "BCN", "--roles",
                  "operator", by="amal")
        self.assertEqual([], self.node.wasl("drafts", by="omar")["drafts"])
        self.assertEqual([], self.node.wasl("list", by="omar")["dossiers"])
        self.assertEqual(line, self.house.line(self.partner))
        self.assertNotIn("hamid", [u["name"] for u in self.node.wasl(
            "user", "list", by="amal")["users"]])

    def test_a_batch_that_does_not_fit_is_503_and_comes_again(self):
        index = self.partner.write(self.partner.line_id, 12)
        self.refused(self.partner, 503)
        self.refused(self.partner, 503)
        room(self.node.process.pid, None)
        self.partner.push()
        self.assertNotIn(index, self.partner.rejects())

    def test_a_start_on_a_full_disk_is_refused_and_changes_nothing(self):
        node = self.node
        node.kill()
        room(0, 0)  # of the test, and of what it starts
        try:
            with self.assertRaises(ChildProcessError):
                node.start()
        finally:
            room(0, None)
        node.process = None
        node.start()

    def test_a_key_process_without_room_signs_nothing_and_the_node_ends(self):
        node = self.node
        room(node.process.pid, None)
        room(key_process(node), 0)
        self.partner.write(self.partner.line_id, 12)
        with contextlib.suppress(OSError, http.client.HTTPException):
            self.assertNotEqual(self.partner.append()[0], 200)
        self.assertEqual(node.process.wait(), 1)
        node.process = None
        node.start()


class FullAtWork(AtWork):
    def test_what_was_acknowledged_is_there_though_the_disk_fills_up(self):
        """The room ends in the midst of any write, then there is room."""
        self.line.ceremony()
        moments = random.Random(self.seed)
        with self.at_work(bear=("NO_SPACE",)) as workers:
            for number in range(1, ROUNDS + 1):
                node = moments.choice(self.line.nodes)
                pid = node.process.pid
                refused = len(self.refused(workers))
                room(pid, used(node) + moments.randrange(200_000))
                until("the disk is full",
                      lambda: len(self.refused(workers)) > refused)
                time.sleep(moments.uniform(0.0, 0.3))  # the random moment
                room(pid, None)
                node.ready()
                print(f"round {number}: {node.name} was full, "
                      f"{len(self.refused(workers))} acts refused",
                      file=sys.stderr, flush=True)
        self.check(workers, least=ROUNDS)

    def refused(self, workers):
        return [r for w in workers for r in w.refused]


if __name__ == "__main__":
    unittest.main(verbosity=2)
