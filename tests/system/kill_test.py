#!/usr/bin/python3
"""kill -9 at random moments on both nodes under load: at the end both logs are
equal, every act that was acknowledged (201) is there once on both sides, and
both verify. WASL_SEED repeats a run's moments; 15 rounds, 100 in the long
tests (WASL_LONG=1 or --long)."""
import fcntl
import os
import random
import sys
import threading
import time
import unittest

from nodes import until
from work import AtWork, key_process

LONG = "--long" in sys.argv or os.environ.get("WASL_LONG") == "1"
ROUNDS = 100 if LONG else 15


class Killed(AtWork):
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
        with self.at_work() as workers:
            self.kill_rounds(workers)
        self.check(workers, least=ROUNDS)


if __name__ == "__main__":
    unittest.main(argv=[a for a in sys.argv if a != "--long"], verbosity=2)
