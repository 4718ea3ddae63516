#!/usr/bin/python3
"""Two real nodes of which one, or both, come back from an older copy, lose
their key process, their disk or their clock (docs/spec §7 Start, §6)."""
import os
import pathlib
import signal
import unittest

from losing import Losing
from nodes import PATIENCE, clock, until
from story import example


class Restored(Losing):
    """Each test holds its own ceremony: it leaves the nodes changed."""

    # The whole directory.

    def lose_and_restore(self):
        """Rabat's directory is of before half of what happened; the
        references of what Rabat opened, what Paris opened, both views."""
        old = self.from_paris()
        self.seen(old)
        self.stop(self.rabat)
        copy = self.copied(self.rabat)
        self.rabat.start()
        self.rabat.ready()
        self.answered(old)
        own, theirs = self.from_rabat(), self.from_paris()
        self.answered(theirs)
        before = self.seen(old, own, theirs)
        self.size_before = self.sizes(self.rabat)
        self.stop(self.rabat)
        self.restore(self.rabat, copy)
        return own, before

    def test_an_old_copy_of_everything_grows_again(self):
        own, before = self.lose_and_restore()
        self.rabat.start()
        self.alarm(self.rabat, "KEYS_NEEDED")
        self.assertFalse(self.rabat.line()["ready"])
        self.regrant(self.paris, own)
        self.over(self.rabat, "KEYS_NEEDED")
        self.is_as_before(before, *before)
        self.over(self.rabat, "RESTORED")
        after = self.sizes(self.rabat)
        self.assertEqual(after[0], self.size_before[0])
        self.answered(self.from_paris())

    # Killed while it comes back.

    def test_killed_while_it_is_restored_it_begins_again(self):
        own, before = self.lose_and_restore()
        # Before the first answer, after it, after the keys are asked for.
        for moment in ["line_listening", "RESTORED", "KEYS_NEEDED",
                       "line_ready"]:
            self.rabat.log.write_bytes(b"")
            self.rabat.spawn()
            until(f"{moment} in the log",
                  lambda: moment in self.rabat.log.read_text()
                  or self.rabat.answers() and moment == "RESTORED")
            self.rabat.kill()
            if moment == "KEYS_NEEDED":
                self.regrant(self.paris, own)
        self.rabat.start()
        self.over(self.rabat, "KEYS_NEEDED")
        self.is_as_before(before, *before)
        self.assertEqual(self.sizes(self.rabat)[0], self.size_before[0])

    # Only the database.

    def test_an_old_database_alone_catches_up_with_its_keys(self):
        old = self.from_paris()
        self.seen(old)
        self.stop(self.rabat)
        copy = self.copied(self.rabat)
        self.rabat.start()
        self.rabat.ready()
        self.answered(old)
        own, theirs = self.from_rabat(), self.from_paris()
        before = self.seen(old, own, theirs)
        sizes = self.sizes(self.rabat)
        self.stop(self.rabat)
        self.restore(self.rabat, copy, "wasl.db")
        self.rabat.start()
        self.regrant(self.paris, own)
        self.over(self.rabat, "KEYS_NEEDED")
        self.is_as_before(before, *before)
        self.assertEqual(self.sizes(self.rabat)[0], sizes[0])
        self.assertIn("log_behind", self.rabat.log.read_text())
        self.quiet(self.rabat)

    # Both sides.

    def test_lost_on_both_sides_nothing_is_signed_and_drafts_go_on(self):
        self.stop(*self.line.nodes)
        copies = {node: self.copied(node) for node in self.line.nodes}
        for node in self.line.nodes:
            node.start()
        for node in self.line.nodes:
            node.ready()
        self.seen(self.from_rabat(), self.from_paris())
        self.stop(*self.line.nodes)
        for node in self.line.nodes:
            self.restore(node, copies[node], "wasl.db")
        heads = {node: (node.dir / "heads.wasl").read_bytes()
                 for node in self.line.nodes}
        for node in self.line.nodes:
            node.start()
        for node in self.line.nodes:
            fact = self.alarm(node, "EPOCH_NEEDED")
            self.assertIn("lost on both sides", fact)
            shown = node.run("status", "--as", node.admin)[1]
            self.assertIn("EPOCH_NEEDED", shown)
            self.assertIn("lost on both sides", shown)
        sizes = self.sizes(self.rabat)
        draft = self.rabat.open("information", self.paris.name,
                                *example("information-request"), by="omar")
        answer = self.rabat.two(draft, by="zineb")
        self.assertTrue(answer["waiting"])
        self.assertFalse(self.rabat.line()["ready"])
        self.assertEqual(self.sizes(self.rabat), sizes)
        for node in self.line.nodes:
            self.stop(node)
            self.assertEqual((node.dir / "heads.wasl").read_bytes(),
                             heads[node])

    # The key process.

    def test_without_its_keys_the_node_ends_and_starts_again(self):
        reference = self.from_paris()
        before = self.seen(reference)
        node = self.rabat
        children = pathlib.Path(f"/proc/{node.process.pid}/task")
        keyd = [int(pid) for task in children.iterdir()
                for pid in (task / "children").read_text().split()]
        self.assertEqual(len(keyd), 1)
        os.kill(keyd[0], signal.SIGKILL)
        self.assertNotEqual(node.process.wait(timeout=PATIENCE), 0)
        self.assertIn("keyd has ended", node.tail())
        node.process = None
        node.start()
        self.is_as_before(before, reference)
        self.answered(reference)

    # The clock.

    def test_a_clock_an_hour_ahead_raises_the_alarm_of_the_other_side(self):
        self.stop(self.paris)
        with clock("+1h"):
            self.paris.start()
        self.paris.ready()
        self.from_rabat()
        fact = self.alarm(self.rabat, "RECEIPT_TIME")
        self.assertIn("in the future", fact)
        self.rabat.ready()


if __name__ == "__main__":
    unittest.main(verbosity=2)
